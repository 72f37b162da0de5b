#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The mean; nil without values.
func mean(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

/// The standard deviation of a sample, with *n* − 1; nil for fewer than two values.
func standardDeviation(_ values: [Double]) -> Double? {
  guard values.count > 1, let centre = mean(values) else { return nil }
  let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
  return (squares / Double(values.count - 1)).squareRoot()
}

/// How many values fall into each of equal bins.
struct Histogram: Hashable {
  /// The lower edge of the first bin.
  let start: Double
  /// The width of a bin.
  let width: Double
  /// Values in each bin; the last one has its upper edge too.
  let counts: [Int]

  /// The middle of each bin.
  var centres: [Double] { counts.indices.map { start + (Double($0) + 0.5) * width } }

  /// Counts values in bins after Freedman and Diaconis (1981), 2 · IQR · n^(−1/3) wide.
  ///
  /// - Returns: nil for fewer than two different values. There are 5 to 40 bins.
  init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let low = sorted.first, let high = sorted.last, high > low, (high - low).isFinite else {
      return nil
    }
    let spread = quantile(sorted, 0.75) - quantile(sorted, 0.25)
    let ideal = 2 * spread / cbrt(Double(sorted.count))
    let wanted = ideal > 0 ? ((high - low) / ideal).rounded(.up) : 5
    self.init(values, from: low, to: high, bins: Int(min(40, max(5, wanted))))
  }

  /// Counts values in a number of bins; what lies outside is left out.
  init(_ values: [Double], from low: Double, to high: Double, bins: Int) {
    precondition(bins > 0 && high > low, "A histogram has bins, and they have a width")
    let width = (high - low) / Double(bins)
    var counts = [Int](repeating: 0, count: bins)
    for value in values where value >= low && value <= high {
      counts[min(bins - 1, Int((value - low) / width))] += 1
    }
    start = low
    self.width = width
    self.counts = counts
  }
}

/// A quantile of sorted values, between two of them by their distances; 0 without values.
func quantile(_ sorted: [Double], _ share: Double) -> Double {
  guard let last = sorted.last else { return 0 }
  let place = share * Double(sorted.count - 1)
  let index = Int(place)
  guard index + 1 < sorted.count else { return last }
  return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
}

/// The density of the normal distribution.
func normalDensity(_ x: Double, mean: Double, deviation: Double) -> Double {
  let z = (x - mean) / deviation
  return exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot())
}
