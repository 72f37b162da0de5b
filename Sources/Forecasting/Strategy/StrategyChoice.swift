import Recurrent
import SeriesData

/// Which strategy forecasts best on the validation part, and how good each of them was.
public struct StrategyChoice: Hashable, Sendable {
  /// One strategy.
  public struct Candidate: Hashable, Sendable {
    /// Which one.
    public let strategy: HorizonStrategy
    /// The mean absolute error in original units, every step ahead weighing the same; nil where a
    /// forecast was not finite.
    public let meanAbsoluteError: Double?
  }

  /// All that were tried, in the order of ``HorizonStrategy``.
  public let candidates: [Candidate]

  /// The one with the smallest error; of equal ones the first, for it costs least.
  public var chosen: HorizonStrategy {
    candidates.min { ($0.meanAbsoluteError ?? .infinity) < ($1.meanAbsoluteError ?? .infinity) }?
      .strategy ?? .recursive
  }
}

extension StrategyChoice {
  /// Fits a network with each strategy that goes with it, and lets them forecast from every origin of
  /// the validation part as many steps as that has left, at most the horizon.
  ///
  /// - Returns: The choice, and the network with the strategy that was chosen, fitted on `fit`.
  /// - Throws: What ``FittedNetwork/fittingToTheEnd(_:series:fit:validation:lasting:threads:watch:)``
  ///   throws for the recursive one; a strategy that the part to fit on is too short for is left out.
  /// - Precondition: There is a validation part.
  static func making(
    _ specification: NetworkSpecification, series: TimeSeries, fit: Range<Int>,
    validation: Range<Int>, horizon: Int, threads: Int, watch: FittedNetwork.Watch
  ) throws -> (choice: StrategyChoice, fit: NetworkFit) {
    precondition(!validation.isEmpty, "Without a validation part nothing can be chosen")
    var candidates: [Candidate] = []
    var fits: [HorizonStrategy: NetworkFit] = [:]
    for strategy in HorizonStrategy.allCases {
      let told = specification.forecasting(strategy, horizon: horizon)
      guard told.isTrainable else { continue }
      do {
        let trained = try FittedNetwork.fittingToTheEnd(
          told, series: series, fit: fit, validation: validation, threads: threads, watch: watch)
        fits[strategy] = trained
        candidates.append(
          Candidate(
            strategy: strategy,
            meanAbsoluteError: trained.model.meanAbsoluteError(
              series, origins: validation, horizon: horizon)))
      } catch let error as PreparationError where strategy != .recursive {
        guard case .tooShort = error.reason else { throw error }
      }
    }
    let choice = StrategyChoice(candidates: candidates)
    guard let fit = fits[choice.chosen] else { preconditionFailure("Recursive is always tried") }
    return (choice, fit)
  }
}

extension FittedNetwork {
  /// The mean over the steps ahead of the mean absolute error of each, forecast from every origin up
  /// to the end of the origins.
  ///
  /// - Returns: In original units; nil where a forecast is not finite.
  fileprivate func meanAbsoluteError(
    _ series: TimeSeries, origins: Range<Int>, horizon: Int
  ) -> Double? {
    var sums = [Double](repeating: 0, count: min(horizon, origins.count))
    for origin in origins {
      let steps = min(horizon, origins.upperBound - origin)
      let forecasts = forecast(series.prefix(origin), horizon: steps)
      for (step, forecast) in forecasts.enumerated() {
        sums[step] += abs(series.values[origin + step] - forecast)
      }
    }
    // The first step was forecast from all origins, the next from one fewer.
    let means = sums.enumerated().map { step, sum in sum / Double(origins.count - step) }
    let mean = means.reduce(0, +) / Double(means.count)
    return mean.isFinite ? mean : nil
  }
}
