import Forecasting
import SeriesData

extension BacktestDocument {
  /// Writes down what a backtest found.
  ///
  /// - Parameters:
  ///   - result: What it found.
  ///   - origin: Where the values came from, and the command that does it again.
  ///   - seconds: Wall time of the whole.
  public init(_ result: BacktestResult, origin: ReportDocument.Origin, seconds: Double) {
    let backtest = result.backtest
    let series = backtest.series
    command = origin.command
    seed = backtest.seed
    self.series = SeriesSection(
      name: origin.valueName, unit: origin.unit, id: series.name, source: origin.source,
      sha256: origin.sha256, n: series.count, frequency: series.frequency.name,
      seasonLength: series.seasonLength,
      start: series.timestamp(at: 0).iso, end: series.timestamp(at: series.count - 1).iso)
    setup = SetupSection(backtest)
    models = zip(result.runs, result.scores).map { run, scores in
      ModelSection(run, scores, series: series)
    }
    bestBaseline = result.bestBaseline?.model
    files = []
    earlierFiles = []
    self.seconds = seconds
  }

  /// Reads a `backtest.json`; nil when it is none.
  public init?(decoding bytes: [UInt8]) {
    guard case .success(let document) = JSONDocument.decode(Self.self, from: bytes),
      document.schema == Self.currentSchema
    else { return nil }
    self = document
  }
}

extension BacktestDocument.SetupSection {
  fileprivate init(_ backtest: Backtest) {
    let series = backtest.series
    horizon = backtest.horizon
    origins = backtest.origins.map { series.timestamp(at: $0 - 1).iso }
    originLabels = backtest.origins.map { series.label(at: $0 - 1) }
    firstKnown = backtest.origins[0]
    switch backtest.window {
    case .expanding: window = "expanding"
    case .sliding(let length): (window, windowLength) = ("sliding", length)
    }
    refit =
      switch backtest.refit {
      case .every: "every"
      case .never: "never"
      case .after(let count): "\(count)"
      }
    fits = backtest.fitCount
    overlap = backtest.overlap
    coverages = backtest.coverages
  }
}

extension BacktestDocument.ModelSection {
  fileprivate init(_ run: BacktestRun, _ scores: BacktestScores, series: TimeSeries) {
    model = run.model
    isBaseline = scores.isBaseline
    self.scores = ScoreSection(scores.overall)
    byStep = scores.bySteps.map(ScoreSection.init)
    byOrigin = scores.byOrigins.map(ScoreSection.init)
    rank = scores.meanRank
    dieboldMariano = scores.dieboldMariano.map { test in
      BacktestDocument.TestSection(
        statistic: test.statistic, pValue: test.pValue, n: test.n, overlap: test.overlap,
        isWeighted: test.isWeighted)
    }
    secondsPerFit = run.secondsPerFit
    fitted = run.fits.last?.summary.flatMap { $0 == run.model ? nil : $0 }
    failures = run.failures.map { origin, reason in
      BacktestDocument.FailureSection(
        origin: series.timestamp(at: origin - 1).iso, message: reason.message, hint: reason.hint)
    }
  }
}

extension CSVTable {
  /// Every forecast of a backtest, a row each: `ds,origin,step,model,y,forecast`, and a column `q0.1`
  /// for each quantile.
  ///
  /// `origin` is the last date that was known.
  public init(_ result: BacktestResult) {
    let backtest = result.backtest
    let series = backtest.series
    let rows = result.runs.flatMap { run in
      run.forecasts.flatMap { forecast -> [(String, Int, Int, ForecastDistribution)] in
        guard let distribution = try? forecast.outcome.get() else { return [] }
        return (0..<backtest.horizon).map { (run.model, forecast.origin, $0, distribution) }
      }
    }
    self.init(ds: rows.map { series.timestamp(at: $0.1 + $0.2).iso })
    append("origin", texts: rows.map { series.timestamp(at: $0.1 - 1).iso })
    append("step", texts: rows.map { "\($0.2 + 1)" })
    append("model", texts: rows.map(\.0))
    append("y", numbers: rows.map { series.values[$0.1 + $0.2] })
    append("forecast", numbers: rows.map { $0.3.point[$0.2] })
    for (place, probability) in backtest.probabilities.enumerated() {
      append(
        "q\(probability)",
        numbers: rows.map { $0.3.quantiles.isEmpty ? nil : $0.3.quantiles[$0.2][place] })
    }
  }
}
