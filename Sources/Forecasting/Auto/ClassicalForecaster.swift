import Classical
import SeriesData

/// A statistical method as a ``Forecaster``.
public struct ClassicalForecaster: Forecaster, Hashable {
  /// Which one.
  public let method: ClassicalMethod

  /// Wraps a method.
  public init(_ method: ClassicalMethod) { self.method = method }

  /// The name on the command line, such as `ets`.
  public var name: String { method.rawValue }

  /// Fits the method to all values.
  ///
  /// - Throws: ``CannotFit``.
  public func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    if request.isInterrupted() { throw Interrupted() }
    do {
      let model = try method.fit(series.values, seasonLength: series.seasonLength)
      return FittedClassical(name: name, model: model)
    } catch {
      throw CannotFit(name, error.message, hint: error.hint ?? "Use another method.")
    }
  }
}

/// A statistical method with its parameters.
struct FittedClassical: FittedForecaster {
  let name: String
  let model: any ClassicalModel

  var summary: String { model.description }

  func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    let forecast = model.forecast(history.values, horizon: horizon)
    return ForecastDistribution(
      point: forecast.point, probabilities: probabilities,
      quantiles: forecast.quantiles(probabilities))
  }
}
