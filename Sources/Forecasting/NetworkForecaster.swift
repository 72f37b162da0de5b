import Recurrent
import SeriesData

/// A network as a ``Forecaster``: trained on all of the history.
///
/// It says nothing of its uncertainty, unless it is trained on quantiles.
public struct NetworkForecaster: Forecaster, Hashable {
  /// What the network is told; its seed is that of the request.
  public var specification: NetworkSpecification
  /// The share of the history, its end, that chooses the epoch when there is a patience, and the
  /// strategy.
  public var validationShare: Double
  /// Whether the strategy is chosen at every fit; else it is that of the specification.
  public var choosesStrategy: Bool

  /// A network.
  ///
  /// - Precondition: The share lies in `0 ..< 1`.
  public init(
    _ specification: NetworkSpecification, validationShare: Double = 0.15,
    choosesStrategy: Bool = false
  ) {
    precondition(validationShare >= 0 && validationShare < 1, "Something must be left to fit on")
    self.specification = specification
    self.validationShare = validationShare
    self.choosesStrategy = choosesStrategy
  }

  /// The name on the command line, such as `gru`.
  public var name: String { specification.kind.rawValue }

  /// Trains on all values, for the horizon of the request.
  ///
  /// With a patience, or a strategy to be chosen, the end of the history chooses first, and then the
  /// network is trained on all of it for as many epochs, as in an ``Experiment``.
  ///
  /// - Throws: ``CannotFit``, ``FitError``, ``Interrupted``.
  public func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    var told = specification.forecasting(specification.strategy, horizon: request.horizon)
    told.seed = request.seed
    let watch = FittedNetwork.Watch(
      isInterrupted: request.isInterrupted, journal: request.journal)
    do {
      var lasting: [Int]?
      if choosesStrategy || told.training.patience != nil {
        let split = try split(series)
        let trial =
          choosesStrategy
          ? try StrategyChoice.making(
            told, series: series, fit: split.fit, validation: split.validation,
            horizon: request.horizon, threads: request.threads, watch: watch
          ).fit
          : try FittedNetwork.fittingToTheEnd(
            told, series: series, fit: split.fit, validation: split.validation,
            threads: request.threads, watch: watch)
        told = trial.model.specification
        lasting = trial.usedEpochs
      }
      return try FittedNetwork.fittingToTheEnd(
        told, series: series, fit: 0..<series.count, validation: 0..<0, lasting: lasting,
        threads: request.threads, watch: watch
      ).model
    } catch let error as PreparationError {
      throw CannotFit(name, error.message, hint: error.hint)
    } catch let error as SplitError {
      throw CannotFit(name, "the history cannot be split", hint: "\(error)")
    }
  }

  private func split(_ series: TimeSeries) throws -> Split {
    let split = try Split(
      count: series.count, trainCount: series.count, validationShare: validationShare)
    guard split.validation.isEmpty else { return split }
    let option = choosesStrategy ? "--strategy auto" : "--patience"
    throw CannotFit(
      name, "\(series.count) values have no end of \(validationShare) to validate on",
      hint: "Give a longer history or a larger share, or do without \(option).")
  }
}

extension FittedNetwork: FittedForecaster {
  /// The name of the network on the command line.
  public var name: String { specification.kind.rawValue }

  /// Forecasts, with quantiles where the network was trained on some; NaN where the history is shorter
  /// than ``reach``.
  public func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    guard history.count >= reach else {
      return ForecastDistribution(point: [Double](repeating: .nan, count: horizon))
    }
    return specification.intervalMethod == .quantile
      ? quantileForecast(history, horizon: horizon, probabilities: probabilities)
      : ForecastDistribution(point: forecast(history, horizon: horizon))
  }

  /// The same from several origins; of what lies before each, only the ``reach`` is looked at.
  public func forecasts(
    _ series: TimeSeries, origins: [Int], horizon: Int, probabilities: [Double]
  ) -> [ForecastDistribution] {
    origins.map { origin in
      let known = series.slice(max(0, origin - reach)..<origin)
      return forecast(known, horizon: horizon, probabilities: probabilities)
    }
  }
}
