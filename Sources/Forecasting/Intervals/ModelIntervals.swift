import SeriesData

/// The intervals of one network of an experiment.
public struct ModelIntervals: Hashable, Sendable {
  /// What those of the forecasts ahead rest on.
  public let basis: IntervalBasis
  /// Conformal ones of the forecasts ahead: calibrated on the validation and the test part, which the
  /// network that was judged was not fitted on; nil where the network has learned quantiles.
  public let calibration: ConformalIntervals?
  /// The forecasts ahead with their quantiles.
  public let forecast: ForecastDistribution
  /// What those of the test part rest on; nil where it has none.
  public let testBasis: IntervalBasis?
  /// Conformal ones of the test part: calibrated on the validation part alone; nil without one, and
  /// where the network has learned quantiles.
  public let testCalibration: ConformalIntervals?
  /// The recursive forecasts of the test part with their quantiles, as many as intervals are
  /// calibrated for at most; nil where it has no intervals.
  public let test: ForecastDistribution?
  /// How often intervals that knew nothing of the test part held it, from every origin in it; empty
  /// where it has none.
  public let achieved: [AchievedCoverage]
}

extension Experiment {
  /// Calibrates the intervals of a network that was judged, and counts what they hold.
  ///
  /// - Parameters:
  ///   - model: The network that has seen neither validation nor test, but for the epoch that the
  ///     validation part chose when there is a patience.
  ///   - recursive: Its forecasts of the test part.
  ///   - forecast: What its refit forecasts.
  /// - Returns: nil when none of its forecasts can be used.
  func intervals(
    of model: some FittedForecaster, recursive: [Double], forecast: [Double]
  ) -> ModelIntervals? {
    let heldOutCount = split.validation.count + split.test.count
    // Whoever asks for this horizon now asks the model file for a longer one later.
    let steps = min(
      max(horizon, min(2 * horizon, heldOutCount / 2)), HeldOutForecast.mostSteps)
    let validation = model.heldOut(
      series, origins: HeldOutForecast.origins(in: split.validation), steps: steps)
    let test = model.heldOut(
      series, origins: HeldOutForecast.origins(in: split.test), steps: steps)
    guard let calibration = ConformalIntervals(calibrating: validation + test) else { return nil }
    let early = ConformalIntervals(
      calibrating: validation.map { $0.known(to: split.test.lowerBound) })
    let probabilities = ForecastDistribution.probabilities(coverages: coverages)
    let judged = test.map { $0.first(horizon) }
    return ModelIntervals(
      basis: calibration.basis(horizon: horizon), calibration: calibration,
      forecast: calibration.distribution(around: forecast, probabilities: probabilities),
      testBasis: early?.basis(horizon: horizon), testCalibration: early,
      test: early?.distribution(
        around: Array(recursive.prefix(HeldOutForecast.mostSteps)), probabilities: probabilities),
      achieved: early.map { early in
        coverages.compactMap { AchievedCoverage(of: $0, early, on: judged) }
      } ?? [])
  }

  /// The intervals that a network has learned, and what they hold.
  ///
  /// - Parameters:
  ///   - model: The network that was fitted without the test part.
  ///   - refit: The one that forecasts.
  /// - Returns: nil when its forecast cannot be used at all.
  func learnedIntervals(of model: FittedNetwork, refit: FittedNetwork) -> ModelIntervals? {
    let probabilities = ForecastDistribution.probabilities(coverages: coverages)
    let forecast = refit.forecast(series, horizon: horizon, probabilities: probabilities)
    guard forecast.point.contains(where: \.isFinite) else { return nil }
    let origins = HeldOutForecast.origins(in: split.test)
    let nearby = model.forecasts(
      series, origins: origins, horizon: min(horizon, split.test.count),
      probabilities: probabilities)
    return ModelIntervals(
      basis: .quantile(of: refit, horizon: horizon), calibration: nil, forecast: forecast,
      testBasis: .quantile(of: model, horizon: horizon), testCalibration: nil,
      test: model.forecast(
        series.prefix(split.test.lowerBound),
        horizon: min(split.test.count, HeldOutForecast.mostSteps), probabilities: probabilities),
      achieved: achieved(nearby, origins))
  }
}
