/// The parts of one series in the order of time, as ranges of indices: fit, validation, test.
///
/// ```swift
/// let trainCount = Split.trainCount(of: 144, share: 0.67)                     // 96
/// let split = try Split(count: 144, trainCount: trainCount, validationShare: 0.15)
/// split.fit         // 0 ..< 82: transforms, scalers and weights are fitted on it
/// split.validation  // 82 ..< 96: chooses when to stop
/// split.test        // 96 ..< 144: judges, and nothing else
/// ```
public struct Split: Hashable, Sendable {
  /// What is fitted on; never empty.
  public let fit: Range<Int>
  /// The end of the training part; may be empty.
  public let validation: Range<Int>
  /// Everything after the training part; may be empty.
  public let test: Range<Int>

  /// The training part: ``fit`` and ``validation``.
  public var train: Range<Int> { fit.lowerBound..<validation.upperBound }

  /// Splits `count` values.
  ///
  /// - Parameters:
  ///   - count: The number of values of the series.
  ///   - trainCount: The first values, for training; all of them leave no test part.
  ///   - validationShare: The share of the training part, in `0 ..< 1`, that is its validation,
  ///     rounded down to whole values.
  /// - Throws: ``SplitError`` if a part cannot have this size.
  public init(count: Int, trainCount: Int, validationShare: Double) throws(SplitError) {
    guard trainCount >= 1, trainCount <= count else {
      throw .trainCount(found: trainCount, largest: count)
    }
    guard validationShare >= 0, validationShare < 1 else {
      throw .validationShare(found: validationShare)
    }
    let validationCount = Self.floor(of: trainCount, times: validationShare)
    guard validationCount < trainCount else {
      throw .nothingToFit(
        validationShare: validationShare, largest: Double(trainCount - 1) / Double(trainCount))
    }
    fit = 0..<(trainCount - validationCount)
    validation = fit.upperBound..<trainCount
    test = trainCount..<count
  }

  /// The size of a training part that is a share of the series: `floor(share · n)`.
  ///
  /// The product counts as the whole number that it misses by rounding alone: 0.29 of 100 is 29,
  /// although the product of the two doubles is 28.999999999999996.
  ///
  /// - Precondition: `share` is in 0 … 1, and `n` is not negative.
  public static func trainCount(of n: Int, share: Double) -> Int {
    precondition(share >= 0 && share <= 1, "the share of the training part must be in 0 … 1")
    precondition(n >= 0, "a series has no negative length")
    return floor(of: n, times: share)
  }

  private static func floor(of n: Int, times share: Double) -> Int {
    let product = Double(n) * share
    let nearest = product.rounded()
    let isWhole = abs(product - nearest) <= 1e-12 * max(1, nearest)
    return Int(isWhole ? nearest : product.rounded(.down))
  }
}

/// A split that a series does not allow: what was asked for and what would be possible.
public enum SplitError: Error, Hashable, Sendable {
  /// The training part is empty or longer than the series.
  case trainCount(found: Int, largest: Int)
  /// The share is no fraction below 1.
  case validationShare(found: Double)
  /// Validation would take the whole training part.
  case nothingToFit(validationShare: Double, largest: Double)
}

extension SplitError: CustomStringConvertible {
  /// What was found, what was expected, and the largest value that would do.
  public var description: String {
    switch self {
    case .trainCount(let found, let largest):
      "the training part has \(counted(found, "value")) "
        + "(expected 1 to \(largest), the length of the series). Try --train 0.67."
    case .validationShare(let found):
      "--validation is \(found) (expected a fraction from 0 to less than 1). Try 0.15."
    case .nothingToFit(let share, let largest):
      "--validation \(share) leaves nothing to fit on (expected at most \(largest)). Try 0.15."
    }
  }
}
