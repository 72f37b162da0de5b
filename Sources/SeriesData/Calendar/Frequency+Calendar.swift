extension Frequency {
  /// The instant `steps` steps after `start` (before it, if negative).
  ///
  /// A start on the 29th, 30th or 31st falls on the last day of shorter months. Count always from
  /// the start of a series, never from step to step, and such a series does not drift:
  /// 31 January, 28 February, 31 March.
  ///
  /// A business-daily start on a weekend counts as the Friday before it; a month-end start that is
  /// not at a month's end counts as its month.
  public func advance(_ start: Timestamp, by steps: Int) -> Timestamp {
    switch self {
    case .yearly: start.adding(months: 12 * steps, toLastDay: false)
    case .quarterly: start.adding(months: 3 * steps, toLastDay: start.isLastDayOfMonth)
    case .monthly: start.adding(months: steps, toLastDay: false)
    case .monthlyLastDay: start.adding(months: steps, toLastDay: true)
    case .weekly: start.adding(seconds: 7 * Timestamp.secondsPerDay * steps)
    case .daily: start.adding(seconds: Timestamp.secondsPerDay * steps)
    case .businessDaily: start.adding(businessDays: steps)
    case .everySeconds(let seconds): start.adding(seconds: seconds * steps)
    }
  }

  /// The number of steps from `start` to `end`: `advance(start, by: steps) == end`.
  ///
  /// - Returns: `nil` if `end` does not lie on the grid that begins at `start`.
  public func steps(from start: Timestamp, to end: Timestamp) -> Int? {
    guard advance(start, by: 0) == start else { return nil }
    let seconds = end.secondsSinceEpoch - start.secondsSinceEpoch
    let steps =
      switch self {
      case .yearly: end.year - start.year
      case .quarterly: (end.monthNumber - start.monthNumber) / 3
      case .monthly, .monthlyLastDay: end.monthNumber - start.monthNumber
      case .weekly: seconds / (7 * Timestamp.secondsPerDay)
      case .daily: seconds / Timestamp.secondsPerDay
      case .businessDaily: end.businessDayNumber - start.businessDayNumber
      case .everySeconds(let step): seconds / step
      }
    return advance(start, by: steps) == end ? steps : nil
  }

  /// The place of `timestamp` within the season, in `0 ..< seasonLength`.
  ///
  /// The month of the year, the quarter, the ISO week (week 53 counts as the 52nd), the weekday
  /// (Monday is 0), or the step within the day.
  ///
  /// - Returns: `nil` if there is no season: ``seasonLength`` is 1.
  public func positionInSeason(_ timestamp: Timestamp) -> Int? {
    switch self {
    case .yearly: nil
    case .quarterly: (timestamp.month - 1) / 3
    case .monthly, .monthlyLastDay: timestamp.month - 1
    case .weekly: min(timestamp.isoWeek, seasonLength) - 1
    case .daily: timestamp.weekday
    case .businessDaily: min(timestamp.weekday, seasonLength - 1)
    case .everySeconds(let seconds):
      seasonLength == 1 ? nil : min(timestamp.secondOfDay / seconds, seasonLength - 1)
    }
  }

  /// The shortest text that names one step: `1949`, `1949Q1`, `1949-01`, `1949-01-31`,
  /// `1949-01-01T13:00`.
  public func label(_ timestamp: Timestamp) -> String {
    switch self {
    case .yearly: padded(timestamp.year, to: 4)
    case .quarterly: "\(padded(timestamp.year, to: 4))Q\((timestamp.month + 2) / 3)"
    case .monthly: String(timestamp.isoDate.dropLast(3))
    case .everySeconds: timestamp.isoDate + "T" + timestamp.isoTime
    case .monthlyLastDay, .weekly, .daily, .businessDaily: timestamp.iso
    }
  }
}

extension Timestamp {
  /// Months since January of year 0.
  fileprivate var monthNumber: Int {
    let date = date
    return 12 * date.year + date.month - 1
  }

  /// Days from Monday to Friday since Monday 1969-12-29; a weekend counts as its Friday.
  fileprivate var businessDayNumber: Int {
    let (week, weekday) = (dayNumber + 3).flooringDivision(by: 7)
    return 5 * week + min(weekday, 4)
  }

  fileprivate func adding(businessDays: Int) -> Timestamp {
    let (week, weekday) = (businessDayNumber + businessDays).flooringDivision(by: 5)
    let days = 7 * week + weekday - 3
    return Timestamp(secondsSinceEpoch: days * Self.secondsPerDay + secondOfDay)
  }

  /// The same day some months later, or that month's last day if it is shorter or `toLastDay`.
  fileprivate func adding(months: Int, toLastDay: Bool) -> Timestamp {
    let (year, month) = (monthNumber + months).flooringDivision(by: 12)
    let lastDay = CivilDate.dayCount(ofMonth: month + 1, year: year)
    let day = toLastDay ? lastDay : min(date.day, lastDay)
    return Timestamp(
      CivilDate(year: year, month: month + 1, day: day), secondOfDay: secondOfDay)
  }
}
