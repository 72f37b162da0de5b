import SeriesData

/// A series as a line of bars, each as high as the mean of the values that it stands for.
///
/// ```text
/// ▁▁▁▁▁▁▂▂▁▁▁▂▁▁▂▂▁▂▂▂▂▂▂▃▃▃▂▃▃▃▃▃▅▄▃▃▄▆▅▃▄▅▇▅▄▅▇▅▅▆█▆
/// 1949-01-01             104 to 622 thousands              1960-12-01
/// ```
public struct Sparkline {
  private let bins: [Double]
  private let range: ClosedRange<Double>?

  /// Lays out values.
  ///
  /// - Parameters:
  ///   - values: In the order of time; what is no number is left out.
  ///   - width: The columns, at least 1. Fewer values take a column each.
  /// - Complexity: O(*n*).
  public init(_ values: some Collection<Double>, width: Int) {
    precondition(width >= 1, "A sparkline needs a column")
    let values = values.filter(\.isFinite)
    let count = min(width, values.count)
    bins = (0..<count).map { bin in
      let part = values[bin * values.count / count..<(bin + 1) * values.count / count]
      // Divided first: a sum of large values could be infinite.
      return part.reduce(0) { $0 + $1 / Double(part.count) }
    }
    range = values.min().flatMap { low in values.max().map { low...$0 } }
  }

  /// The bars: from the lowest mean to the highest; empty without values, and half as high as can be
  /// where all are equal.
  public func bars(_ letters: Letters) -> String {
    let levels = letters.levels
    guard let low = bins.min(), let high = bins.max() else { return "" }
    return String(
      bins.map { mean in
        guard low < high else { return levels[levels.count / 2 - 1] }
        // Halved first: the distance between large values could be infinite.
        let share = (mean / 2 - low / 2) / (high / 2 - low / 2)
        return levels[min(Int(share * Double(levels.count)), levels.count - 1)]
      })
  }

  /// The bars, and below them the first date, the least and the largest value, the last date.
  ///
  /// - Parameters:
  ///   - start: The first date.
  ///   - end: The last date.
  ///   - unit: What the values count; may be empty.
  ///   - letters: What the bars may be of.
  /// - Returns: Two lines, or none where there are no values.
  public func lines(from start: String, to end: String, unit: String, _ letters: Letters)
    -> [String]
  {
    guard let range else { return [] }
    let words =
      "\(shortest(range.lowerBound)) to \(shortest(range.upperBound))"
      + (unit.isEmpty ? "" : " \(unit)")
    let free = bins.count - displayWidth(start + words + end)
    guard free >= 2 else { return [bars(letters), "\(start)  \(words)  \(end)"] }
    let left = String(repeating: " ", count: free / 2)
    let right = String(repeating: " ", count: free - free / 2)
    return [bars(letters), start + left + words + right + end]
  }
}
