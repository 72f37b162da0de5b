/// Why a series cannot be prepared for a network with these settings.
public struct PreparationError: Error, Hashable, Sendable {
  /// The kind of failure.
  public enum Reason: Hashable, Sendable {
    /// A logarithm meets a value that is zero or negative.
    case nonPositive(transform: ValueTransform, index: Int)
    /// The part to fit on does not hold a single sequence.
    case tooShort(needed: Int, found: Int)
    /// A feature needs a season, and the frequency has none.
    case noSeason(feature: Feature, frequency: Frequency)
    /// A transformed value is too large to compute with.
    case tooLarge(transform: ValueTransform)
  }

  /// The kind of failure.
  public let reason: Reason
  /// What was found and what was expected, without full stop.
  public let message: String
  /// One thing to try, as a sentence.
  public let hint: String
}

extension PreparationError: CustomStringConvertible {
  /// The message and the hint in one line.
  public var description: String { "\(message). \(hint)" }
}

extension PreparationError {
  static func nonPositive(
    _ transform: ValueTransform, index: Int, of series: TimeSeries
  ) -> PreparationError {
    PreparationError(
      reason: .nonPositive(transform: transform, index: index),
      message: "the value \(series.values[index]) at \(series.label(at: index)) has no logarithm "
        + "(--transform \(transform.rawValue) expects positive values)",
      hint: "Try --transform none or diff.")
  }

  static func tooShort(needed: Int, found: Int, lookback: Int) -> PreparationError {
    let longest = lookback - (needed - found)
    return PreparationError(
      reason: .tooShort(needed: needed, found: found),
      message: "\(counted(found, "value")) to fit on \(found == 1 ? "is" : "are") too few for "
        + "--lookback \(lookback) (expected at least \(needed))",
      hint: longest > 0
        ? "Try --lookback \(longest) or less." : "Give more data, or a transform that loses less.")
  }

  static func tooLarge(_ transform: ValueTransform) -> PreparationError {
    PreparationError(
      reason: .tooLarge(transform: transform),
      message: "the values after --transform \(transform.rawValue) are too large to compute with",
      hint: "Measure in larger units.")
  }

  static func noSeason(_ feature: Feature, _ frequency: Frequency) -> PreparationError {
    PreparationError(
      reason: .noSeason(feature: feature, frequency: frequency),
      message: frequency.seasonLength == 1
        ? "\(frequency.name) data have no season for the feature \(feature.rawValue)"
        : "with --season 1 there is no season for the feature \(feature.rawValue)",
      hint: "Try --features \(Feature.previous.rawValue).")
  }
}
