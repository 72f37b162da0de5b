/// What one backtest found: `backtest.json`, and the result of `backtest --json`.
///
/// Tables and figures are made from this document alone; the forecasts themselves are in
/// `backtest.csv`. Keys are in snake_case and sorted. What does not exist is absent, never 0.
public struct BacktestDocument: Codable, Hashable, Sendable {
  /// The version of the keys.
  public static let currentSchema = "forecast.backtest-report/1"

  /// Always ``currentSchema`` in a document that this version writes.
  public var schema = BacktestDocument.currentSchema
  /// The command that does it again.
  public var command: String
  /// The seed of every random number.
  public var seed: UInt64
  /// The series that was read.
  public var series: SeriesSection
  /// From where, how far, and how often fitted.
  public var setup: SetupSection
  /// The forecasters, in the order in which they were asked for.
  public var models: [ModelSection]
  /// The baseline that the others are tested against: the one with the smallest MASE; absent when
  /// none has one.
  public var bestBaseline: String?
  /// Every other file that was written beside it.
  public var files: [WrittenFile]
  /// Files that earlier backtests wrote into the same folder and this one did not touch.
  public var earlierFiles: [WrittenFile]
  /// Wall time of the whole, in seconds.
  public var seconds: Double
}

// MARK: - Sections

extension BacktestDocument {
  /// Where the values came from.
  public struct SeriesSection: Codable, Hashable, Sendable {
    /// The name of the value column.
    public var name: String
    /// What the values count; empty when nobody said.
    public var unit: String
    /// Which series it is, as in ``ReportDocument/SeriesSection/id``.
    public var id: String?
    /// The file as it was named, without folders.
    public var source: String
    /// SHA-256 of the bytes that were read, in hexadecimal.
    public var sha256: String
    /// The number of values.
    public var n: Int
    /// The name of the frequency, "monthly".
    public var frequency: String
    /// Steps in a season; 1 when there is none.
    public var seasonLength: Int
    /// The first date, ISO 8601.
    public var start: String
    /// The last date, ISO 8601.
    public var end: String
  }

  /// What was asked.
  public struct SetupSection: Codable, Hashable, Sendable {
    /// Steps from each origin.
    public var horizon: Int
    /// The last known date of each origin, ISO 8601, ascending.
    public var origins: [String]
    /// The same as a person writes them.
    public var originLabels: [String]
    /// The number of values known at the first origin.
    public var firstKnown: Int
    /// `expanding`, or `sliding`.
    public var window: String
    /// The values that a sliding window holds.
    public var windowLength: Int?
    /// `every`, `never`, or the number of origins with one fit.
    public var refit: String
    /// How many times each forecaster was fitted.
    public var fits: Int
    /// How many successive origins have steps in common.
    public var overlap: Int
    /// The intervals that were scored.
    public var coverages: [Double]
  }

  /// One forecaster; its scores are the means over origins.
  public struct ModelSection: Hashable, Sendable {
    /// Its name.
    public var model: String
    /// Whether it is one of those that cost nothing.
    public var isBaseline: Bool
    /// The means over origins.
    public var scores: ScoreSection
    /// The scores of each step ahead, from step 1; empty when some origin has no forecast.
    public var byStep: [ScoreSection]
    /// The scores of each origin; empty when some have no forecast.
    public var byOrigin: [ScoreSection]
    /// The mean over origins of its place among all, 1 the best.
    public var rank: Double?
    /// The test against the best baseline.
    public var dieboldMariano: TestSection?
    /// Wall time of a fit, on average.
    public var secondsPerFit: Double
    /// What was fitted at the last origin, in a line; absent where the name says all.
    public var fitted: String?
    /// The origins without a forecast.
    public var failures: [FailureSection]
  }

  /// A Diebold–Mariano test with the correction of Harvey, Leybourne and Newbold.
  public struct TestSection: Codable, Hashable, Sendable {
    /// Negative where the model loses less than the baseline.
    public var statistic: Double
    /// Two-sided.
    public var pValue: Double
    /// The number of origins.
    public var n: Int
    /// The autocovariances that were taken in, with that of lag 0.
    public var overlap: Int
    /// Whether they had to be weighted.
    public var isWeighted: Bool
  }

  /// An origin without a forecast.
  public struct FailureSection: Codable, Hashable, Sendable {
    /// Its last known date, ISO 8601.
    public var origin: String
    /// Why.
    public var message: String
    /// What to try.
    public var hint: String
  }
}

extension BacktestDocument.ModelSection: Codable {
  private enum CodingKeys: String, CodingKey {
    case model, isBaseline, byStep, byOrigin, rank, dieboldMariano, secondsPerFit, fitted, failures
  }

  /// Reads a model, whose scores lie beside its name.
  public init(from decoder: any Decoder) throws {
    scores = try ScoreSection(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    model = try container.decode(String.self, forKey: .model)
    isBaseline = try container.decode(Bool.self, forKey: .isBaseline)
    byStep = try container.decode([ScoreSection].self, forKey: .byStep)
    byOrigin = try container.decode([ScoreSection].self, forKey: .byOrigin)
    rank = try container.decodeIfPresent(Double.self, forKey: .rank)
    dieboldMariano = try container.decodeIfPresent(
      BacktestDocument.TestSection.self, forKey: .dieboldMariano)
    secondsPerFit = try container.decode(Double.self, forKey: .secondsPerFit)
    fitted = try container.decodeIfPresent(String.self, forKey: .fitted)
    failures = try container.decode([BacktestDocument.FailureSection].self, forKey: .failures)
  }

  /// Writes a model with its scores beside its name.
  public func encode(to encoder: any Encoder) throws {
    try scores.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model, forKey: .model)
    try container.encode(isBaseline, forKey: .isBaseline)
    try container.encode(byStep, forKey: .byStep)
    try container.encode(byOrigin, forKey: .byOrigin)
    try container.encodeIfPresent(rank, forKey: .rank)
    try container.encodeIfPresent(dieboldMariano, forKey: .dieboldMariano)
    try container.encode(secondsPerFit, forKey: .secondsPerFit)
    try container.encodeIfPresent(fitted, forKey: .fitted)
    try container.encode(failures, forKey: .failures)
  }
}

// MARK: - Which error is shown

/// The error that tables and figures by step and origin show.
public enum ErrorMeasure: Hashable, Sendable {
  /// Mean absolute scaled error.
  case mase
  /// Mean absolute error in original units, where a history has no scale.
  case mae

  /// The error of these scores.
  public func of(_ scores: ScoreSection) -> Double? { self == .mase ? scores.mase : scores.mae }
}

extension BacktestDocument {
  /// MASE, unless no forecaster has one.
  public var measure: ErrorMeasure {
    let scored = models.filter { !$0.byStep.isEmpty }
    return scored.isEmpty || scored.contains { $0.scores.mase != nil } ? .mase : .mae
  }
}
