/// A range for values of which some may have exploded.
///
/// What was observed is always shown. Predictions are shown as far as once its length above and
/// below it; of what lies farther out only the way there is seen, and the note tells the rest.
struct SensibleRange {
  /// What the axis shows; nil where nothing was observed.
  private(set) var range: ClosedRange<Double>?
  /// "beyond the axis: gru recursive, up to 1.2e9"; empty where all is shown.
  private(set) var note = ""

  /// - Parameters:
  ///   - actual: What was observed.
  ///   - predictions: What was predicted, and by whom.
  init(actual: [Double?], predictions: [(name: String, values: [Double?])]) {
    var observed = Hull()
    actual.forEach { observed.include($0) }
    guard let bounds = observed.bounds else { return }
    let length = max(bounds.upperBound - bounds.lowerBound, abs(bounds.upperBound) * 0.1)
    let low = bounds.lowerBound - length
    let high = bounds.upperBound + length
    var shown = observed
    var beyond: [String] = []
    for (name, values) in predictions {
      let outside = values.compactMap { $0 }.filter { !(low...high).contains($0) }
      for value in values.compactMap({ $0 }) {
        let isShown = (low...high).contains(value)
        let edge = value > high ? bounds.upperBound + length / 3 : bounds.lowerBound - length / 3
        shown.include(isShown ? value : edge)
      }
      if let farthest = outside.max(by: { abs($0) < abs($1) }) {
        beyond.append("\(name) (reaches \(significant(farthest, digits: 2)))")
      }
    }
    range = shown.range(isLog: false, padding: 0.08)
    if !beyond.isEmpty { note = "Beyond the axis: " + beyond.joined(separator: ", ") }
  }
}
