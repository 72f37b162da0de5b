import Recurrent
import SeriesData

extension QuantileOutputs {
  /// The probabilities of a step's outputs, ascending.
  static let probabilities = (0..<count).map { Loss.probability(of: $0, outputs: count) }

  /// The quantiles of a step at any probability, from its outputs in any order.
  static func function(_ outputs: some Sequence<Double>) -> QuantileFunction {
    QuantileFunction(outputs.sorted(), at: probabilities)
  }
}

/// Forecasts of a network that was trained on quantiles.
///
/// Every output tells of its step from the last known value on: with differences, quantiles of each
/// step from the one before could not be added up. What lies between the trained quantiles is read
/// off the line between them, and what lies beyond goes on as a normal distribution
/// (``QuantileFunction``), both in transformed units; the point is the median.
///
/// Steps beyond those that the network was trained for go on from the medians, whose own uncertainty
/// no output knows: their quantiles lie around the point as those of the last trained step do, times
/// `√(h / steps)`.
extension FittedNetwork {
  /// Forecasts of the steps after the end of `series`, with their quantiles.
  ///
  /// - Parameters:
  ///   - series: The known values, at least ``reach``.
  ///   - horizon: Steps ahead.
  ///   - probabilities: The quantiles that are wanted, ascending, each in (0, 1); may be empty.
  /// - Returns: Medians and quantiles in original units, not negative when no value of the fit was;
  ///   from the first median on that is not finite, or of which the transform needs a logarithm that
  ///   does not exist, NaN, and all of them after a history with such a value.
  /// - Precondition: The network was trained on quantiles.
  func quantileForecast(
    _ series: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    var tail = series.suffix(reach)
    var (point, quantiles): ([Double], [[Double]]) = ([], [])
    var last: QuantileFunction?  // of the last trained step
    while point.count < horizon, tail.values.allSatisfy(isUsable) {
      let functions = quantileFunctions(after: tail)
      let steps = functions.enumerated().map { step, function in
        guard let last else { return [function(0.5)] + probabilities.map { function($0) } }
        let growth = (Double(point.count + step + 1) / Double(functions.count)).squareRoot()
        let (median, centre) = (function(0.5), last(0.5))
        return [median] + probabilities.map { median + growth * (last($0) - centre) }
      }
      last = last ?? functions.last
      let wanted = steps.prefix(horizon - point.count)
      let next = builder.invertFromOrigin(Array(wanted), history: tail.values)
        .map { $0.map { isNonNegative ? max($0, 0) : $0 } }
      let usable = next.prefix { isUsable($0[0]) }
      point += usable.map { $0[0] }
      quantiles += usable.map { $0.dropFirst().map(bounded) }
      guard usable.count == next.count else { break }
      tail = tail.appending(usable.map { $0[0] }).suffix(reach)
    }
    let missing = horizon - point.count
    return ForecastDistribution(
      point: point + [Double](repeating: .nan, count: missing), probabilities: probabilities,
      quantiles: quantiles
        + [[Double]](
          repeating: [Double](repeating: .nan, count: probabilities.count), count: missing))
  }

  /// The median of the next step, in original units, from its outputs.
  func oneStep(quantiles: [Double], _ history: ArraySlice<Double>) -> Double {
    let median = QuantileOutputs.function(builder.unscaled(quantiles, history: history))(0.5)
    let value = builder.invertFromOrigin([[median]], history: history)[0][0]
    return isNonNegative ? max(value, 0) : value
  }

  /// The quantiles of every trained step after the end of `tail`, in transformed units.
  private func quantileFunctions(after tail: TimeSeries) -> [QuantileFunction] {
    let sequences = builder.sequences(of: tail, targets: tail.count..<tail.count + 1)
    let outputs = builder.unscaled(
      networks.flatMap { self.outputs(of: $0, sequences) }, history: tail.values)
    return stride(from: 0, to: outputs.count, by: QuantileOutputs.count).map {
      QuantileOutputs.function(outputs[$0..<$0 + QuantileOutputs.count])
    }
  }

  /// A power may take a quantile to infinity.
  private func bounded(_ value: Double) -> Double {
    let limit = Double.greatestFiniteMagnitude
    return max(min(value, limit), -limit)
  }
}
