import SeriesData

/// The intervals of one network of an experiment.
public struct ModelIntervals: Hashable, Sendable {
  /// Those of the forecasts ahead: calibrated on the validation and the test part, which the network
  /// that was judged was not fitted on.
  public let calibration: ConformalIntervals
  /// The forecasts ahead with their quantiles.
  public let forecast: ForecastDistribution
  /// Those of the test part: calibrated on the validation part alone; nil without one.
  public let testCalibration: ConformalIntervals?
  /// The recursive forecasts of the test part with their quantiles; nil without a validation part.
  public let test: ForecastDistribution?
  /// How often intervals that were calibrated on the validation part held the test part, from every
  /// origin in it; empty without a validation part.
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
      calibration: calibration,
      forecast: calibration.distribution(around: forecast, probabilities: probabilities),
      testCalibration: early,
      test: early?.distribution(around: recursive, probabilities: probabilities),
      achieved: early.map { early in
        coverages.compactMap { AchievedCoverage(of: $0, early, on: judged) }
      } ?? [])
  }
}
