/// From where a backtest forecasts.
///
/// An origin is a number of known values: the forecasts from origin `o` are of the values `o`,
/// `o + 1`, … and know those before. The last origin leaves exactly one horizon; the others lie whole
/// strides before it, so that each is scored on the full horizon (Tashman, *Out-of-sample tests of
/// forecasting accuracy*, International Journal of Forecasting 16, 2000).
///
/// ```swift
/// let rule = OriginRule(horizon: 12, stride: 1, first: 96)
/// try rule.origins(of: 144)   // 96, 97, …, 132
/// ```
public struct OriginRule: Hashable, Sendable {
  /// Steps to forecast from each origin.
  public var horizon: Int
  /// Steps from an origin to the next.
  public var stride: Int
  /// No origin lies before this one; nil for no limit but 1.
  public var first: Int?
  /// How many are wanted, the latest ones; nil for all that there are.
  public var count: Int?
  /// The largest number of origins where `count` does not say it; nil for no limit.
  public var most: Int?

  /// A rule.
  ///
  /// - Precondition: All numbers are positive.
  public init(
    horizon: Int, stride: Int = 1, first: Int? = nil, count: Int? = nil, most: Int? = nil
  ) {
    precondition(
      [horizon, stride, first ?? 1, count ?? 1, most ?? 1].allSatisfy { $0 >= 1 },
      "Origins are counted by positive numbers")
    self.horizon = horizon
    self.stride = stride
    self.first = first
    self.count = count
    self.most = most
  }

  /// The origins of a series of `n` values, ascending.
  ///
  /// - Throws: ``OriginError`` when there are fewer than wanted, or none.
  public func origins(of n: Int) throws(OriginError) -> [Int] {
    let last = n - horizon
    let first = first ?? 1
    guard last >= first else {
      throw OriginError.none(values: n, horizon: horizon, first: first)
    }
    let room = (last - first) / stride + 1
    if let count, count > room {
      throw OriginError.tooFew(wanted: count, found: room, first: first, last: last)
    }
    let used = count ?? min(room, most ?? room)
    return (0..<used).reversed().map { last - $0 * stride }
  }
}

/// Origins that a series does not have.
public enum OriginError: Error, Hashable, Sendable {
  /// The first origin and one horizon are more than the series.
  case none(values: Int, horizon: Int, first: Int)
  /// There are fewer than wanted.
  case tooFew(wanted: Int, found: Int, first: Int, last: Int)
}

/// How much of the past a forecaster is fitted on.
public enum BacktestWindow: Hashable, Sendable {
  /// All of it.
  case expanding
  /// The last so many values.
  case sliding(Int)
}

/// When a forecaster is fitted again.
public enum Refit: Hashable, Sendable {
  /// At every origin.
  case every
  /// Once, at the first origin.
  case never
  /// At the first origin and then at every so many-th one.
  case after(Int)

  /// The origins in stretches of one fit each.
  func blocks(of origins: [Int]) -> [[Int]] {
    let length =
      switch self {
      case .every: 1
      case .never: max(origins.count, 1)
      case .after(let count): count
      }
    return stride(from: 0, to: origins.count, by: length).map { start in
      Array(origins[start..<min(start + length, origins.count)])
    }
  }
}
