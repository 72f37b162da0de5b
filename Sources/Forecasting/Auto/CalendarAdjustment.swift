import Classical
import SeriesData

/// What the calendar does to a series, so that it can be taken off before forecasting and put on
/// again: months with more working days, and the month of Easter, are busier or quieter.
///
/// The effects are estimated by a regression with seasonal errors, on logarithms where all values are
/// positive. Which of them the series has is decided by AICc; what is kept is drawn towards 0 by
/// `1 − 1/t²` (the positive part of James and Stein, 1961), so that a doubtful effect counts less.
public struct CalendarAdjustment: Hashable, Sendable, Codable {
  /// An effect with its coefficient.
  public struct Effect: Hashable, Sendable, Codable {
    /// `trading-days` or `easter`.
    public var name: String
    /// The coefficient after it was drawn towards 0, in the space of the adjustment.
    public var coefficient: Double
    /// The coefficient of the regression by its standard error.
    public var t: Double
  }

  /// The effects that the series has; empty for none.
  public let effects: [Effect]
  /// Where they are added.
  public let space: ValueSpace

  /// No effect.
  public static let none = CalendarAdjustment(effects: [], space: .linear)

  /// Fewer years than this do not tell an effect from chance.
  private static let leastYears = 5

  /// The adjustment of a series; none where it is not monthly or quarterly, or too short, or has no
  /// such effect.
  public init(of series: TimeSeries) {
    let space: ValueSpace = ValueSpace.log.holds(series.values) ? .log : .linear
    let candidates: [[CalendarEffect]] = [[.tradingDays], [.easter], [.tradingDays, .easter]]
    let values = series.values.map(space.apply)
    var best: (aicc: Double, effects: [Effect])?
    if series.count >= Self.leastYears * series.frequency.seasonLength {
      for effects in candidates {
        let columns = effects.compactMap { series.calendarEffect($0, at: 0..<series.count) }
        guard columns.count == effects.count,
          let fit = try? RegressionWithErrors.fit(
            values, regressors: columns, seasonLength: series.seasonLength),
          fit.aicc < min(best?.aicc ?? .infinity, fit.aiccWithout)
        else { continue }
        best = (fit.aicc, Self.shrunk(effects, fit))
      }
    }
    self.init(effects: best?.effects ?? [], space: space)
  }

  private init(effects: [Effect], space: ValueSpace) {
    self.effects = effects
    self.space = space
  }

  private static func shrunk(_ effects: [CalendarEffect], _ fit: RegressionWithErrors) -> [Effect] {
    effects.indices.map { index in
      let t = fit.coefficients[index] / fit.standardErrors[index]
      let share = max(0, 1 - 1 / (t * t))
      return Effect(
        name: effects[index].rawValue, coefficient: share * fit.coefficients[index], t: t)
    }
  }

  // MARK: Applying

  /// The series without the effects.
  public func removed(from series: TimeSeries) -> TimeSeries {
    guard !effects.isEmpty else { return series }
    let shifts = shifts(series, 0..<series.count)
    return series.replacingValues(
      zip(series.values, shifts).map { value, shift in
        // A history that goes on may hold what the fitted one did not.
        space.holds([value]) ? space.invert(space.apply(value) - shift) : value
      })
  }

  /// Forecasts of the steps after `origin` with the effects put on again.
  public func added(
    to forecast: ForecastDistribution, of series: TimeSeries, origin: Int
  ) -> ForecastDistribution {
    guard !effects.isEmpty else { return forecast }
    let shifts = shifts(series, origin..<origin + forecast.point.count)
    func put(_ value: Double, _ shift: Double) -> Double {
      space == .linear ? value + shift : value * space.invert(shift)
    }
    return ForecastDistribution(
      point: zip(forecast.point, shifts).map(put), probabilities: forecast.probabilities,
      quantiles: zip(forecast.quantiles, shifts).map { step, shift in step.map { put($0, shift) } })
  }

  /// The sum of the effects at each index.
  private func shifts(_ series: TimeSeries, _ indices: Range<Int>) -> [Double] {
    var sums = [Double](repeating: 0, count: indices.count)
    for effect in effects {
      guard let kind = CalendarEffect(rawValue: effect.name),
        let column = series.calendarEffect(kind, at: indices)
      else { continue }
      for (place, value) in column.enumerated() { sums[place] += effect.coefficient * value }
    }
    return sums
  }
}
