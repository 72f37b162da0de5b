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
    /// The part to fit on is too short to choose a power.
    case noLambda(transform: ValueTransform, needed: Int, found: Int)
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
    let missing = transform.needsLambda ? "Box–Cox transform" : "logarithm"
    return PreparationError(
      reason: .nonPositive(transform: transform, index: index),
      message: "the value \(series.values[index]) at \(series.label(at: index)) has no \(missing) "
        + "(--transform \(transform.rawValue) expects positive values)",
      hint: "Try --transform none or diff.")
  }

  /// The part to fit on does not hold a single sequence.
  ///
  /// - Parameters:
  ///   - needed: The fewest values that would do.
  ///   - found: The values that there are.
  ///   - lookback: The length of a sequence.
  ///   - steps: The steps ahead that a sequence is trained on.
  /// - Returns: The error that says so.
  public static func tooShort(
    needed: Int, found: Int, lookback: Int, steps: Int = 1
  ) -> PreparationError {
    let longest = lookback - (needed - found)
    let ahead = steps > 1 ? " and \(steps) steps ahead" : ""
    return PreparationError(
      reason: .tooShort(needed: needed, found: found),
      message: "\(counted(found, "value")) to fit on \(found == 1 ? "is" : "are") too few for "
        + "--lookback \(lookback)\(ahead) (expected at least \(needed))",
      hint: longest > 0
        ? "Try --lookback \(longest) or less."
        : steps > 1
          ? "Try --strategy recursive, or a smaller --horizon."
          : "Give more data, or a transform that loses less.")
  }

  /// The part to fit on is too short to choose the power of a transform.
  public static func noLambda(
    _ transform: ValueTransform, needed: Int, found: Int
  ) -> PreparationError {
    PreparationError(
      reason: .noLambda(transform: transform, needed: needed, found: found),
      message:
        "\(counted(found, "value")) to fit on \(found == 1 ? "is" : "are") too few to choose "
        + "a power (--transform \(transform.rawValue) expects at least \(needed))",
      hint: "Try --transform log.")
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
