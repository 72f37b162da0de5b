import Forecasting
import SeriesData

extension Evidence {
  /// The most steps ahead of which errors are told, from all origins together: what it may cost.
  private static let mostSteps = 6_000

  /// RMSE by step ahead over origins in the test part: as many steps as were forecast beyond the end,
  /// at least a season, as far as the test part goes.
  ///
  /// - Returns: nil where the network can forecast nothing.
  var stepErrors: StepErrors? {
    let wanted = max(horizon, series.seasonLength)
    let steps = min(wanted, split.test.count, HeldOutForecast.mostSteps)
    guard steps >= 1, split.test.lowerBound >= model.model.reach else { return nil }
    let origins = origins(steps: steps)
    let heldOut = model.model.heldOut(series, origins: origins, steps: steps)
    let baseline = FittedBaseline(
      benchmark.baseline, values: values, fit: split.fit, seasonLength: series.seasonLength)
    let free = origins.map { origin in
      let known = values[..<origin].suffix(max(series.seasonLength, 1))
      return baseline.forecast(Array(known), horizon: steps)
    }
    var errors = StepErrors(counts: [], recursive: [], oneStep: [], benchmark: [])
    for step in 0..<steps {
      let within = origins.indices.filter { origins[$0] + step < split.test.upperBound }
      func rmse(_ prediction: (Int) -> Double?) -> Double? {
        rootMeanSquare(
          within.map { values[origins[$0] + step] - (prediction($0) ?? .nan) }
        ).flatMap(finite)
      }
      errors.counts.append(within.count)
      errors.recursive.append(
        rmse { heldOut[$0].forecast.count > step ? heldOut[$0].forecast[step] : nil })
      errors.oneStep.append(rmse { model.predictions.oneStep[origins[$0] + step] })
      errors.benchmark.append(rmse { free[$0][step] })
    }
    return errors.recursive.allSatisfy { $0 == nil } ? nil : errors
  }

  /// Origins evenly over the test part, the end of the training part first; fewer where each has
  /// many steps to go.
  private func origins(steps: Int) -> [Int] {
    let most = max(1, min(HeldOutForecast.mostOrigins, Self.mostSteps / steps))
    let stride = (split.test.count + most - 1) / most
    return Array(Swift.stride(from: split.test.lowerBound, to: split.test.upperBound, by: stride))
  }
}

extension StepErrors {
  /// How much faster errors grow with the steps ahead than the benchmark's do: the error of the
  /// network's own forecasts by its error one step ahead, divided by the same of the benchmark.
  ///
  /// - Parameter step: The step ahead, from 1.
  /// - Returns: nil where an error is missing or zero.
  func growth(atStep step: Int) -> Double? {
    guard let recursive = recursive[step - 1], let oneStep = oneStep[step - 1],
      let free = benchmark[step - 1], let freeOneStep = benchmark[0],
      oneStep > 0, free > 0, freeOneStep > 0
    else { return nil }
    return finite((recursive / oneStep) / (free / freeOneStep))
  }
}
