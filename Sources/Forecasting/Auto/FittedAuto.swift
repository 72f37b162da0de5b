import SeriesData

/// The members with their weights, and everything else that was chosen.
public struct FittedAuto: FittedForecaster {
  /// A member that could be fitted.
  public struct Member: Sendable {
    /// The member, fitted on the whole history.
    public let model: any FittedForecaster
    /// Its mean scaled absolute error at the validation origins; nil where there were none.
    public let loss: Double?
    /// Its share of the combination; all of them add up to 1.
    public let weight: Double
  }

  /// The members, in their order.
  public let members: [Member]
  /// How many values at the start were too old to be looked at.
  public let begin: Int
  /// The season.
  public let season: SeasonChoice
  /// The effects of the calendar.
  public let calendar: CalendarAdjustment
  /// How much wider the intervals are than the members think.
  public let calibration: Calibration
  /// The validation origins, numbers of known values; empty for a history that is too short.
  public let origins: [Int]
  /// Whether no forecast is negative, because no value of the history is.
  public let isNonNegative: Bool
  /// Whether forecasts may be negative whatever the history is.
  public let allowsNegative: Bool
  /// What point forecasts are.
  public let point: PointForecast

  /// `auto`.
  public var name: String { "auto" }

  /// The members with their shares, such as `45 % pretrained-log, 30 % CES, 25 % ARIMA`.
  public var summary: String {
    members.filter { $0.weight >= 0.005 }.sorted { $0.weight > $1.weight }
      .map { "\(Int(($0.weight * 100).rounded())) % \($0.model.summary)" }.joined(separator: ", ")
  }

  /// The weighted mean of the members' forecasts, calibrated; its medians, or the means of the
  /// distributions that the quantiles describe.
  public func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    forecasts(
      history, origins: [history.count], horizon: horizon, probabilities: probabilities)[0]
  }

  /// The same from several origins.
  ///
  /// - Precondition: Every origin lies at or after the last value that the fit began with.
  public func forecasts(
    _ series: TimeSeries, origins: [Int], horizon: Int, probabilities: [Double]
  ) -> [ForecastDistribution] {
    let recent = series.suffix(series.count - begin).withSeason(season.seasonLength)
    let known = calendar.removed(from: recent)
    let own = origins.map { $0 - begin }
    let needed =
      point == .median
      ? probabilities
      : Set(probabilities + ForecastDistribution.probabilitiesForMean).sorted()
    let each = members.map {
      $0.model.forecasts(known, origins: own, horizon: horizon, probabilities: needed)
    }
    return origins.indices.map { place in
      let combined = combination(each.map { $0[place] })
      let calibrated = calibration.applied(to: combined)
      let bound: Double? = isNonNegative ? 0 : nil
      let forecast = calendar.added(to: calibrated, of: recent, origin: own[place])
        .bounded(below: bound)
      return point == .median
        ? forecast : forecast.withMeans(keeping: probabilities).bounded(below: bound)
    }
  }

  /// The mean by weight; one that says something that is not a number is left out.
  private func combination(_ forecasts: [ForecastDistribution]) -> ForecastDistribution {
    let trusted = zip(forecasts, members).map { $0.isFinite ? $1.weight : 0 }
    let usable = trusted.contains { $0 > 0 }
    return .combination(of: forecasts, weights: usable ? trusted : members.map(\.weight))
  }
}

extension ForecastDistribution {
  /// The same with nothing below a bound.
  func bounded(below bound: Double?) -> ForecastDistribution {
    guard let bound else { return self }
    return ForecastDistribution(
      point: point.map { max($0, bound) }, probabilities: probabilities,
      quantiles: quantiles.map { $0.map { max($0, bound) } })
  }
}
