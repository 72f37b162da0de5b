import SeriesData

/// A forecaster with intervals from its own held-out forecasts: for those that say nothing of their
/// uncertainty, such as networks.
///
/// It is fitted twice: on the start of the history, to forecast from origins in the rest of it and to
/// see how wrong that is, and on all of it, to forecast.
///
/// ```swift
/// let gru = ConformalForecaster(NetworkForecaster(NetworkSpecification(.gru)))
/// let fitted = try gru.fit(air, request: FitRequest(horizon: 12))
/// fitted.forecast(air, horizon: 12, probabilities: [0.1, 0.9]).interval(coverage: 0.8)
/// ```
public struct ConformalForecaster: Forecaster {
  /// Who forecasts.
  public var base: any Forecaster
  /// The share of the history, its end, that is held out.
  public var share: Double

  /// A forecaster.
  ///
  /// - Parameters:
  ///   - base: Who forecasts.
  ///   - share: The share of the history, its end, that is held out of the first fit, in (0, 1).
  public init(_ base: any Forecaster, share: Double = 1.0 / 3) {
    precondition(share > 0 && share < 1, "Something must be held out, and something left to fit on")
    self.base = base
    self.share = share
  }

  /// The name of the base.
  public var name: String { base.name }

  /// Fits twice.
  ///
  /// A history that is too short for the first fit gives forecasts without quantiles.
  ///
  /// - Throws: What the base throws for the whole history, and ``Interrupted``.
  public func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    let intervals = try calibrated(series, request)
    return FittedConformal(base: try base.fit(series, request: request), intervals: intervals)
  }

  /// Intervals from the end of the history, by a fit that has not seen it; nil when there can be none.
  private func calibrated(
    _ series: TimeSeries, _ request: FitRequest
  ) throws -> ConformalIntervals? {
    let first = series.count - Int((Double(series.count) * share).rounded(.down))
    guard first < series.count else { return nil }
    let early: any FittedForecaster
    do {
      early = try base.fit(series.prefix(first), request: request)
    } catch is CannotFit {
      return nil
    } catch is FitError {
      return nil
    }
    return ConformalIntervals(
      calibrating: early.heldOut(
        series, origins: HeldOutForecast.origins(in: first..<series.count),
        steps: min(request.horizon, HeldOutForecast.mostSteps)))
  }
}

/// A fitted forecaster with the intervals that belong to it.
public struct FittedConformal: FittedForecaster {
  /// Who forecasts.
  public let base: any FittedForecaster
  /// Its intervals; nil when the history was too short for them.
  public let intervals: ConformalIntervals?

  /// The name of the base.
  public var name: String { base.name }

  /// What the base fitted.
  public var summary: String { base.summary }

  /// The forecasts of the base with conformal quantiles.
  public func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    around([base.forecast(history, horizon: horizon)], probabilities)[0]
  }

  /// Those of the base from several origins.
  public func forecasts(
    _ series: TimeSeries, origins: [Int], horizon: Int, probabilities: [Double]
  ) -> [ForecastDistribution] {
    let ahead = base.forecasts(series, origins: origins, horizon: horizon, probabilities: [])
    return around(ahead.map(\.point), probabilities)
  }

  private func around(_ points: [[Double]], _ probabilities: [Double]) -> [ForecastDistribution] {
    guard let intervals, !probabilities.isEmpty else {
      return points.map { ForecastDistribution(point: $0) }
    }
    return intervals.distributions(around: points, probabilities: probabilities)
  }
}
