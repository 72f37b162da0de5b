import SeriesData

/// What the recipe `auto` did in an experiment.
public struct AutoResult: Sendable {
  /// Fitted without the test part, and judged on it.
  public let judged: FittedAuto
  /// Fitted on all data; the one that forecasts.
  public let refit: FittedAuto
  /// Predictions of the test part; nil outside of it.
  public let predictions: Predictions
  /// One step ahead over the whole series, each part by a recipe that knew what it is entitled to:
  /// the part to fit on and the validation part by one that was fitted on the former, the test part
  /// by ``judged``; nil before there is history enough, and all nil before the test part where the
  /// part to fit on is too short.
  public let oneStep: [Double?]
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
    let early = try oneStepBeforeTest(auto, own)
    let scale = MetricScale.naive(known.values, seasonLength: series.seasonLength)
    let actual = series.values[split.test]
    return AutoResult(
      judged: judged, refit: refit,
      predictions: Predictions(
        oneStep: before + nearby.map { $0.point[0] }, recursive: before + far.point),
      oneStep: early + nearby.map { $0.point[0] },
      testOneStep: Metrics(nearby.map { $0.point[0] }, actual: actual, scale: scale),
      testRecursive: Metrics(far.point, actual: actual, scale: scale), test: far,
      achieved: achieved(nearby, origins),
      forecast: refit.forecast(series, horizon: horizon, probabilities: ends),
      seconds: (ContinuousClock.now - start).inSeconds)
  }

  /// One step ahead up to the test part, by the recipe as it would be from the part to fit on alone.
  private func oneStepBeforeTest(_ auto: AutoForecaster, _ request: FitRequest) throws -> [Double?]
  {
    let nothing = [Double?](repeating: nil, count: split.test.lowerBound)
    // What the networks are asked for, and two seasons where a third of the history is left for it.
    let first = max(
      firstTarget, min(2 * series.seasonLength + 1, 2 * split.fit.count / 3),
      split.fit.lowerBound + 3)
    guard !split.validation.isEmpty, first < split.fit.upperBound else { return nothing }
    let early: FittedAuto
    do {
      early = try auto.fitting(series.prefix(split.fit.upperBound), request: request)
    } catch is CannotFit {
      return nothing
    }
    let origins = Array(max(first, early.begin + 3)..<split.test.lowerBound)
    let points = early.forecasts(series, origins: origins, horizon: 1, probabilities: [])
    return nothing.prefix(split.test.lowerBound - points.count) + points.map { $0.point[0] }
  }

  /// How often intervals held, over all steps of all origins that lie within the series.
  func achieved(_ forecasts: [ForecastDistribution], _ origins: [Int]) -> [AchievedCoverage] {
    coverages.compactMap { coverage in
      AchievedCoverage(of: coverage, forecasts, origins: origins) { series.values[origins[$0]...] }
    }
  }
}
