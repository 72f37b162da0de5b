/// Why a method cannot be fitted to the values: what was found, what was expected, what to try.
public struct ClassicalError: Error, Hashable, Sendable {
  /// The kind of failure.
  public enum Reason: Hashable, Sendable {
    /// There are fewer values than the method needs.
    case tooShort(found: Int, needed: Int)
    /// The value at this index is NaN, infinite or beyond ±1e100.
    case notFinite(index: Int)
    /// The value at this index is zero or negative where only positive ones make sense.
    case notPositive(index: Int)
    /// The season length is below 1.
    case invalidSeasonLength(Int)
    /// The form asks for a season, and the season length is 1, or it is too long for the form.
    case noSeason(seasonLength: Int)
    /// The order cannot be fitted.
    case invalidOrder
    /// The regressor at this index is determined by a trend, a season and the other regressors.
    case noInformation(regressor: Int)
  }

  /// The kind of failure.
  public let reason: Reason
  /// What was found and what was expected, without full stop.
  public let message: String
  /// One thing to try, as a sentence.
  public let hint: String?

  /// An error; a hint where there is one.
  public init(reason: Reason, message: String, hint: String? = nil) {
    self.reason = reason
    self.message = message
    self.hint = hint
  }
}

extension ClassicalError: CustomStringConvertible {
  /// The message and the hint in one line.
  public var description: String { "\(message)." + (hint.map { " " + $0 } ?? "") }
}

extension ClassicalError {
  static func tooShort(_ method: String, found: Int, needed: Int) -> ClassicalError {
    ClassicalError(
      reason: .tooShort(found: found, needed: needed),
      message: "\(method) needs at least \(needed) values, and there are \(found)",
      hint: "Give a longer history, or use the naive method.")
  }

  static func notPositive(_ method: String, value: Double, index: Int) -> ClassicalError {
    ClassicalError(
      reason: .notPositive(index: index),
      message: "\(method) needs positive values, and value \(index + 1) is \(value)",
      hint: "Use an additive form without logarithms.")
  }
}

/// The largest magnitude whose squares can still be summed.
private let largestMagnitude = 1e100

/// Checks what every method relies on.
///
/// - Throws: ``ClassicalError`` for a season length below 1, too few values, or a value that is not
///   finite or beyond ±1e100.
func validate(
  _ values: [Double], seasonLength: Int, method: String, needed: Int
) throws(ClassicalError) {
  guard seasonLength >= 1 else {
    throw ClassicalError(
      reason: .invalidSeasonLength(seasonLength),
      message: "the season length must be at least 1, and it is \(seasonLength)",
      hint: "Use 1 for values without a season.")
  }
  guard values.count >= needed else {
    throw .tooShort(method, found: values.count, needed: needed)
  }
  // NaN compares false, so it is caught as well
  if let index = values.firstIndex(where: { !(abs($0) <= largestMagnitude) }) {
    throw ClassicalError(
      reason: .notFinite(index: index),
      message: "value \(index + 1) is \(values[index]), and \(method) needs finite numbers "
        + "within ±1e100",
      hint: "Fill the gap, or change the unit.")
  }
}
