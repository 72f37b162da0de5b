import SeriesData

/// What a backtest found.
public struct BacktestResult: Sendable {
  /// What was asked.
  public let backtest: Backtest
  /// What each forecaster did, in the order in which they were given.
  public let runs: [BacktestRun]
  /// How good that was, in the same order.
  public let scores: [BacktestScores]

  /// Scores what was forecast.
  init(of backtest: Backtest, _ runs: [BacktestRun]) {
    self.backtest = backtest
    self.runs = runs
    scores = backtest.score(runs)
  }

  /// The baseline with the smallest MASE, against which the others are tested; nil when none has one.
  public var bestBaseline: BacktestScores? { scores.bestBaseline }
}

/// One forecaster at all origins.
public struct BacktestRun: Hashable, Sendable {
  /// The name of the forecaster.
  public let model: String
  /// Its fits, in order of time.
  public let fits: [BacktestFit]
  /// Its forecasts, one an origin.
  public let forecasts: [BacktestForecast]

  /// Wall time of a fit, in seconds, on average.
  public var secondsPerFit: Double { fits.mean(of: \.seconds) }

  /// The origins without a forecast, with the reasons.
  public var failures: [(origin: Int, reason: CannotFit)] {
    forecasts.compactMap { forecast in
      if case .failure(let reason) = forecast.outcome { (forecast.origin, reason) } else { nil }
    }
  }
}

/// A fit in a backtest.
public struct BacktestFit: Hashable, Sendable {
  /// The origin at which it was made.
  public let origin: Int
  /// What was fitted, in a line; nil if it failed.
  public let summary: String?
  /// Wall time, in seconds.
  public let seconds: Double
}

/// Forecasts from one origin.
public struct BacktestForecast: Hashable, Sendable {
  /// The number of values that were known.
  public let origin: Int
  /// The forecasts of the whole horizon, or why there are none.
  public let outcome: Result<ForecastDistribution, CannotFit>
}

/// How good one forecaster was in a backtest.
///
/// Scores are of all origins or absent: one that is missing at some of them would be compared with
/// others on easier or harder ones.
public struct BacktestScores: Hashable, Sendable {
  /// The name of the forecaster.
  public let model: String
  /// The mean over origins of the scores of each.
  public internal(set) var overall: Metrics
  /// For each step ahead, the scores of all origins together.
  public internal(set) var bySteps: [Metrics]
  /// For each origin, its scores; empty when some have none.
  public internal(set) var byOrigins: [Metrics]
  /// The mean over origins of the place among all forecasters by mean absolute error, 1 the best.
  ///
  /// Those that are equally good share the mean of their places.
  public internal(set) var meanRank: Double?
  /// The test against the best baseline, by the mean over steps of the scaled absolute errors of
  /// each origin; nil for that baseline, and where there is no test: see ``Metrics/undefined`` of
  /// ``overall``.
  public internal(set) var dieboldMariano: DieboldMariano?

  /// Whether it made a forecast at every origin.
  public var isComplete: Bool { !byOrigins.isEmpty }

  /// Whether it is one of the forecasters that cost nothing.
  public var isBaseline: Bool { Baseline(rawValue: model) != nil }
}

extension [BacktestScores] {
  /// The baseline with the smallest MASE; nil when none has one.
  var bestBaseline: BacktestScores? {
    filter { $0.isBaseline && $0.overall.mase != nil }
      .min { ($0.overall.mase ?? .infinity) < ($1.overall.mase ?? .infinity) }
  }
}
