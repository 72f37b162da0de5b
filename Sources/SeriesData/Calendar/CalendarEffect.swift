/// What the calendar itself does to monthly and quarterly values: known for every month, also for
/// those to come.
///
/// ```swift
/// air.calendarEffect(.tradingDays, at: 0..<4)  // [-4, 0, 3, -1.5]: January 1949 had 21 + 10 days
/// air.calendarEffect(.easter, at: 144..<156)   // the year after the last value
/// ```
///
/// They are columns for a regression. Each is a difference from what is usual, so what it explains is
/// not the level.
public enum CalendarEffect: String, CaseIterable, Hashable, Sendable {
  /// Days from Monday to Friday less 5/2 of the days of the weekend: 0 for whole weeks (the one
  /// coefficient of Bell and Hillmer, *Modeling time series with calendar variation*, Journal of the
  /// American Statistical Association 78, 1983; `td1nolpyear` of X-13ARIMA-SEATS).
  case tradingDays = "trading-days"
  /// The share of the eight days before Easter Sunday that lie in the month, less its mean over 400
  /// years (Bell and Hillmer; `easter[8]` of X-13ARIMA-SEATS, which takes the mean of other years).
  case easter
  /// 0.75 for the 29 days of a February, −0.25 for 28, 0 for other months: the length of February
  /// less its mean (`lpyear` of X-13ARIMA-SEATS).
  case leapYear = "leap-year"

  /// The value for the months `first … first + count − 1`, counted from January of year 0.
  func value(firstMonth first: Int, count: Int) -> Double {
    (first..<(first + count)).reduce(0) { sum, number in
      let (year, month) = number.flooringDivision(by: 12)
      return sum + value(year: year, month: month + 1)
    }
  }

  private func value(year: Int, month: Int) -> Double {
    switch self {
    case .tradingDays:
      let first = CivilDate(year: year, month: month, day: 1).dayNumber
      return (first..<(first + CivilDate.dayCount(ofMonth: month, year: year))).reduce(0.0) {
        $0 + (Timestamp.weekday(ofDay: $1) < 5 ? 1 : -2.5)
      }
    case .easter:
      guard let mean = Self.meanShares[month] else { return 0 }
      return Self.easterShare(year: year, month: month) - mean
    case .leapYear:
      guard month == 2 else { return 0 }
      return CivilDate.isLeap(year) ? 0.75 : -0.25
    }
  }

  /// The share of the eight days before Easter Sunday that lie in a month.
  private static func easterShare(year: Int, month: Int) -> Double {
    let easter = CivilDate.easter(of: year).dayNumber
    let before = (easter - 8)..<easter
    return Double(before.count { CivilDate(dayNumber: $0).month == month }) / 8
  }

  /// The mean shares of March and April: those of 1600 to 1999, once through the leap years.
  private static let meanShares: [Int: Double] = {
    let years = 1600..<2000
    let march = years.reduce(0.0) { $0 + easterShare(year: $1, month: 3) } / Double(years.count)
    return [3: march, 4: 1 - march]
  }()
}

extension TimeSeries {
  /// A calendar effect at each index, which may lie beyond the end or before the start.
  ///
  /// A quarter is that of the calendar, as its label says. Years before the Gregorian calendar was
  /// made are counted as if it had been there.
  ///
  /// - Returns: nil unless the series is monthly or quarterly.
  public func calendarEffect(_ effect: CalendarEffect, at indices: Range<Int>) -> [Double]? {
    let length: Int
    switch frequency {
    case .monthly, .monthlyLastDay: length = 1
    case .quarterly: length = 3
    case .yearly, .weekly, .daily, .businessDaily, .everySeconds: return nil
    }
    return indices.map { index in
      let date = timestamp(at: index).date
      let first = (date.month - 1) / length * length
      return effect.value(firstMonth: 12 * date.year + first, count: length)
    }
  }
}
