import SeriesData

/// The forecasters that cost nothing.
///
/// A network that is no better than these is worth nothing.
///
/// All of them look at the past alone. The two that have a parameter, the slope of the drift and
/// the mean, take it from the part that the networks are fitted on.
public enum Baseline: String, Hashable, Sendable, Codable, CaseIterable {
  /// The last value.
  case persistence
  /// The value of the same step in the season before.
  case seasonalNaive = "seasonal-naive"
  /// The last value and the mean step between the first and the last value that was fitted on.
  case drift
  /// The mean of what was fitted on.
  case trainingMean = "training-mean"

  /// The candidates for the benchmark that skill is measured against.
  public static let benchmarks: [Baseline] = [.trainingMean, .persistence, .seasonalNaive]

  /// Those that mean something for a season of this length: without a season, the seasonal naive
  /// is persistence again.
  public static func available(seasonLength: Int) -> [Baseline] {
    allCases.filter { $0 != .seasonalNaive || seasonLength > 1 }
  }
}

/// A baseline with its parameter.
public struct FittedBaseline: Hashable, Sendable {
  /// Which one.
  public let baseline: Baseline
  let seasonLength: Int
  /// How many values it was fitted on.
  let fitCount: Int
  private let mean: Double
  private let slope: Double

  /// Fits it on `values[fit]`.
  ///
  /// - Precondition: `fit` is not empty and lies within the values.
  public init(_ baseline: Baseline, values: [Double], fit: Range<Int>, seasonLength: Int) {
    precondition(!fit.isEmpty, "There is nothing to fit on")
    self.baseline = baseline
    self.seasonLength = seasonLength
    fitCount = fit.count
    let slice = values[fit]
    mean = slice.mean { $0 }
    let steps = Double(max(fit.count - 1, 1))
    slope = (slice[fit.upperBound - 1] - slice[fit.lowerBound]) / steps
  }

  /// The forecast of `values[t]` from the values before it; nil where there are too few.
  public func oneStep(_ values: [Double], at t: Int) -> Double? {
    precondition(t >= 0 && t <= values.count, "A one-step forecast needs all values before it")
    return forecast(Array(values[..<t].suffix(seasonLength)), horizon: 1).first ?? nil
  }

  /// Forecasts of the steps after `history`; nil where there is too little of it.
  public func forecast(_ history: [Double], horizon: Int) -> [Double?] {
    (0..<horizon).map { h in
      switch baseline {
      case .persistence: history.last
      case .drift: history.last.map { $0 + slope * Double(h + 1) }
      case .trainingMean: mean
      case .seasonalNaive:
        history.count < seasonLength
          ? nil : history[history.count - seasonLength + h % seasonLength]
      }
    }
  }
}
