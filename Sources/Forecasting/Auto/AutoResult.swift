import SeriesData

/// What the recipe `auto` did in an experiment.
public struct AutoResult: Sendable {
  /// Fitted without the test part, and judged on it.
  public let judged: FittedAuto
  /// Fitted on all data; the one that forecasts.
  public let refit: FittedAuto
  /// Predictions of the test part; nil outside of it.
  public let predictions: Predictions
  /// Scores on the test part, one step ahead from actual history.
  public let testOneStep: Metrics
  /// Scores on the test part from its own forecasts.
  public let testRecursive: Metrics
  /// The forecast of the test part from its beginning, with quantiles.
  public let test: ForecastDistribution
  /// How often the intervals held, from every origin of the test part.
  public let achieved: [AchievedCoverage]
  /// The forecast of the steps after the end.
  public let forecast: ForecastDistribution
  /// Wall time of both fits and all predictions.
  public let seconds: Double
}

extension Experiment {
  /// Lets the recipe `auto` do what the networks do: it is judged on the test part, fitted without
  /// it, and then forecasts, fitted on everything.
  ///
  /// - Parameters:
  ///   - auto: The recipe.
  ///   - request: The seed, and who may interrupt; its horizon is that of the experiment.
  /// - Returns: What it chose, what it was worth, what it forecasts.
  /// - Throws: ``CannotFit`` when not a single member can be fitted, ``Interrupted``.
  public func runAuto(_ auto: AutoForecaster, request: FitRequest) throws -> AutoResult {
    let start = ContinuousClock.now
    var own = request
    own.horizon = horizon
    let known = series.prefix(split.test.lowerBound)
    let judged = try auto.fitting(known, request: own)
    let refit = try auto.fitting(series, request: own)
    let ends = ForecastDistribution.probabilities(coverages: coverages)
    let origins = Array(split.test)
    let nearby = judged.forecasts(
      series, origins: origins, horizon: min(horizon, split.test.count), probabilities: ends)
    let far = judged.forecast(known, horizon: split.test.count, probabilities: ends)
    let before = [Double?](repeating: nil, count: known.count)
    let scale = MetricScale.naive(known.values, seasonLength: series.seasonLength)
    let actual = series.values[split.test]
    return AutoResult(
      judged: judged, refit: refit,
      predictions: Predictions(
        oneStep: before + nearby.map { $0.point[0] }, recursive: before + far.point),
      testOneStep: Metrics(nearby.map { $0.point[0] }, actual: actual, scale: scale),
      testRecursive: Metrics(far.point, actual: actual, scale: scale), test: far,
      achieved: achieved(nearby, origins),
      forecast: refit.forecast(series, horizon: horizon, probabilities: ends),
      seconds: (ContinuousClock.now - start).inSeconds)
  }

  /// How often intervals held, over all steps of all origins that lie within the series.
  func achieved(_ forecasts: [ForecastDistribution], _ origins: [Int]) -> [AchievedCoverage] {
    coverages.compactMap { coverage in
      AchievedCoverage(of: coverage, forecasts, origins: origins) { series.values[origins[$0]...] }
    }
  }
}
