import Artifacts
import Forecasting
import SeriesData

/// Forecasts beside what happened, matched by date, and the values before them.
struct Scoring {
  /// The rows of the forecasts whose dates have an actual value.
  let rows: [Int]
  /// The actual values of these rows.
  let actual: [Double]
  /// The dates without one.
  let missing: [Timestamp]
  /// The values before the first forecast that are the scale of MASE; empty for none.
  let history: [Double]
  /// The season of the scale.
  let seasonLength: Int
  private let historyReason: String?

  /// Matches.
  ///
  /// - Parameters:
  ///   - forecasts: The forecasts.
  ///   - actuals: What happened, by date.
  ///   - path: The file of the actual values.
  ///   - series: The series that scales come from; nil for none.
  /// - Throws: A failure when no date has both.
  init(
    _ forecasts: ForecastFile, _ actuals: DatedValues, path: String, history series: TimeSeries?
  ) throws {
    let known = Dictionary(
      zip(actuals.dates, actuals.values).compactMap { date, value in value.map { (date, $0) } },
      uniquingKeysWith: { first, _ in first })
    rows = forecasts.dates.indices.filter { known[forecasts.dates[$0]] != nil }
    actual = rows.compactMap { known[forecasts.dates[$0]] }
    missing = forecasts.dates.filter { known[$0] == nil }
    guard !rows.isEmpty else {
      func span(_ dates: [Timestamp]) -> String {
        "\(dates.first?.iso ?? "") to \(dates.last?.iso ?? "")"
      }
      throw Failure(
        65, "data",
        "no date of \(forecasts.path) (\(span(forecasts.dates))) has a value in \(path) "
          + "(\(span(actuals.dates)))",
        hint: "Give actual values of the dates that were forecast, written as the same days."
      ).thrown
    }
    let first = forecasts.dates[0]
    let past = series.map { series in
      series.values.indices.prefix { series.timestamp(at: $0) < first }.map { series.values[$0] }
    }
    history = past ?? []
    seasonLength = series?.seasonLength ?? 1
    historyReason =
      history.isEmpty ? "there is no history before \(first.iso): give it with --history" : nil
  }

  /// The scores of a forecaster; all absent when a forecast is missing.
  func scores(of model: ForecastFile.Model) -> Metrics {
    guard let distribution = model.distribution(at: rows) else {
      let missing = rows.count { model.points[$0] == nil }
      return Metrics(
        undefined: "\(missing) of \(rows.count) forecasts are missing")
    }
    var window = ScoredForecasts(
      distribution, actual: actual, history: history, seasonLength: seasonLength)
    if let historyReason {
      window.scale = .undefined(historyReason)
      window.squaredScale = .undefined(historyReason)
    }
    let coverages = model.intervals.map(\.coverage)
    var metrics = Metrics(pooling: [window], coverages: coverages)
    if coverages.isEmpty {
      metrics.explain("there are no quantiles", ["intervals"])
    }
    return metrics
  }
}
