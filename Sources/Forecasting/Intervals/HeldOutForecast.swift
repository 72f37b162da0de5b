import SeriesData

/// Forecasts from one origin beside what came after it, which the fit had not seen.
public struct HeldOutForecast: Hashable, Sendable {
  /// The number of values that were known.
  public let origin: Int
  /// The forecasts of step 1, 2, …, in original units, all finite.
  public let forecast: [Double]
  /// What happened, as many values.
  public let actual: [Double]

  /// Joins the two; from the first forecast on that is not finite, both are left out.
  ///
  /// - Precondition: There are as many forecasts as values.
  public init(origin: Int, forecast: [Double], actual: [Double]) {
    precondition(forecast.count == actual.count, "Every forecast needs its value")
    let usable = forecast.firstIndex { !$0.isFinite } ?? forecast.count
    self.origin = origin
    self.forecast = Array(forecast.prefix(usable))
    self.actual = Array(actual.prefix(usable))
  }

  /// The first steps of it; all when there are fewer.
  public func first(_ steps: Int) -> HeldOutForecast {
    HeldOutForecast(
      origin: origin, forecast: Array(forecast.prefix(steps)), actual: Array(actual.prefix(steps)))
  }

  /// The same as it was known when the series had only `count` values.
  public func known(to count: Int) -> HeldOutForecast { first(max(0, count - origin)) }

  /// The most origins that intervals are calibrated on: more cost time and tell little more,
  /// because their forecasts overlap.
  public static let mostOrigins = 200

  /// The most steps ahead that intervals are calibrated on; beyond them they grow by a law.
  public static let mostSteps = 200

  /// Origins evenly over a stretch, at most ``mostOrigins``, its last one among them.
  ///
  /// - Returns: Numbers of known values, ascending; none of an empty stretch.
  public static func origins(in range: Range<Int>) -> [Int] {
    let step = max(1, (range.count + mostOrigins - 1) / mostOrigins)
    return stride(from: range.upperBound - 1, through: range.lowerBound, by: -step).reversed()
  }
}

extension FittedForecaster {
  /// Forecasts from several origins, each from the values before it and with fixed parameters.
  ///
  /// - Parameters:
  ///   - series: Begins like the series of the fit.
  ///   - origins: Numbers of known values, all within the series.
  ///   - steps: Steps ahead from each, fewer where the series ends.
  /// - Returns: Forecasts and values of each origin, in the same order.
  public func heldOut(_ series: TimeSeries, origins: [Int], steps: Int) -> [HeldOutForecast] {
    let ahead = forecasts(series, origins: origins, horizon: steps, probabilities: [])
    return zip(origins, ahead).map { origin, forecast in
      let actual = Array(series.values[origin...].prefix(steps))
      return HeldOutForecast(
        origin: origin, forecast: Array(forecast.point.prefix(actual.count)), actual: actual)
    }
  }
}
