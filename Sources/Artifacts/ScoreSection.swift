import Forecasting

/// Scores as `backtest --json` and `score --json` give them.
///
/// What does not exist is absent, with the reason in `undefined`.
public struct ScoreSection: Codable, Hashable, Sendable {
  /// The number of values that were scored.
  public var n: Int
  /// Mean absolute scaled error.
  public var mase: Double?
  /// Symmetric mean absolute percentage error, 0 to 200.
  public var smape: Double?
  /// Root mean squared scaled error.
  public var rmsse: Double?
  /// Continuous ranked probability score from the deciles, in original units.
  public var crps: Double?
  /// Mean absolute error, in original units.
  public var mae: Double?
  /// Root of the mean squared error, in original units.
  public var rmse: Double?
  /// The share of values in the intervals, by the share that should be, such as `0.8`.
  public var coverage: [String: Double]
  /// The mean width of the intervals, in original units.
  public var width: [String: Double]
  /// The mean interval score, in original units.
  public var intervalScore: [String: Double]
  /// Why a score is absent, by its name.
  public var undefined: [String: String]?

  /// Writes down scores.
  public init(_ metrics: Metrics) {
    n = metrics.n
    mase = metrics.mase
    smape = metrics.smape
    rmsse = metrics.rmsse
    crps = metrics.crps
    mae = metrics.mae
    rmse = metrics.rmse
    let intervals = metrics.intervals ?? []
    func byNominal(_ score: KeyPath<IntervalScore, Double>) -> [String: Double] {
      Dictionary(
        intervals.map { ("\($0.nominal)", $0[keyPath: score]) }, uniquingKeysWith: { $1 })
    }
    coverage = byNominal(\.coverage)
    width = byNominal(\.width)
    intervalScore = byNominal(\.score)
    undefined = metrics.undefined
  }
}
