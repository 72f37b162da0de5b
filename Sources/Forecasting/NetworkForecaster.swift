import Recurrent
import SeriesData

/// A network as a ``Forecaster``: trained on all of the history, forecasting from its own outputs.
///
/// It says nothing of its uncertainty.
public struct NetworkForecaster: Forecaster, Hashable {
  /// What the network is told; its seed is that of the request.
  public var specification: NetworkSpecification
  /// The share of the history, its end, that chooses the epoch when there is a patience.
  public var validationShare: Double

  /// A network.
  ///
  /// - Precondition: The share lies in `0 ..< 1`.
  public init(_ specification: NetworkSpecification, validationShare: Double = 0.15) {
    precondition(validationShare >= 0 && validationShare < 1, "Something must be left to fit on")
    self.specification = specification
    self.validationShare = validationShare
  }

  /// The name on the command line, such as `gru`.
  public var name: String { specification.kind.rawValue }

  /// Trains on all values.
  ///
  /// With a patience, the end of the history chooses the epoch first, and then the network is trained
  /// on all of it for as many epochs, as in an ``Experiment``.
  ///
  /// - Throws: ``CannotFit``, ``FitError``, ``Interrupted``.
  public func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    var chosen = specification
    chosen.seed = request.seed
    do {
      if chosen.training.patience != nil {
        let split = try Split(
          count: series.count, trainCount: series.count, validationShare: validationShare)
        guard !split.validation.isEmpty else {
          throw CannotFit(
            name, "\(series.count) values have no end of \(validationShare) to validate on",
            hint: "Give a longer history or a larger share, or do without --patience.")
        }
        let (_, history) = try train(chosen, series, split.fit, split.validation, request)
        chosen.training.patience = nil
        chosen.training.lastEpoch = max(history.usedEpoch, 1)
      }
      return try train(chosen, series, 0..<series.count, 0..<0, request).model
    } catch let error as PreparationError {
      throw CannotFit(name, error.message, hint: error.hint)
    } catch let error as SplitError {
      throw CannotFit(name, "the history cannot be split", hint: "\(error)")
    }
  }

  private func train(
    _ specification: NetworkSpecification, _ series: TimeSeries, _ fit: Range<Int>,
    _ validation: Range<Int>, _ request: FitRequest
  ) throws -> (model: FittedNetwork, history: TrainingHistory) {
    try FittedNetwork.fittingToTheEnd(
      specification, series: series, fit: fit, validation: validation, threads: request.threads,
      watch: FittedNetwork.Watch(isInterrupted: request.isInterrupted))
  }
}

extension FittedNetwork: FittedForecaster {
  /// The name of the network on the command line.
  public var name: String { specification.kind.rawValue }

  /// Forecasts from its own outputs, without quantiles.
  public func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    ForecastDistribution(point: forecast(history, horizon: horizon))
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
