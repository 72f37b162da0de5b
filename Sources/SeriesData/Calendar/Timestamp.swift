/// A local calendar instant of the proleptic Gregorian calendar, to the second, without time zone.
///
/// ```swift
/// let first = Timestamp(year: 1949, month: 1, day: 1)
/// first?.iso                             // "1949-01-01"
/// Timestamp(iso: "1949-01-01T13:00")?.hour   // 13
/// Timestamp(year: 1949, month: 2, day: 29)   // nil
/// ```
///
/// Without a time zone there is no daylight saving: every day has 86,400 seconds.
public struct Timestamp: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00, negative before it.
  public let secondsSinceEpoch: Int

  init(secondsSinceEpoch: Int) {
    self.secondsSinceEpoch = secondsSinceEpoch
  }

  init(_ date: CivilDate, secondOfDay: Int = 0) {
    self.init(secondsSinceEpoch: date.dayNumber * Self.secondsPerDay + secondOfDay)
  }

  /// The instant with these parts.
  ///
  /// - Returns: `nil` if there is no such instant (month 13, 30 February, 24:00, a year outside
  ///   1 … 9999).
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= CivilDate.dayCount(ofMonth: month, year: year),
      (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
    else { return nil }
    self.init(
      CivilDate(year: year, month: month, day: day),
      secondOfDay: (hour * 60 + minute) * 60 + second)
  }

  static let secondsPerDay = 86_400

  /// The calendar year.
  public var year: Int { date.year }
  /// The month of the year, 1 … 12.
  public var month: Int { date.month }
  /// The day of the month, 1 … 31.
  public var day: Int { date.day }
  /// The hour of the day, 0 … 23.
  public var hour: Int { secondOfDay / 3600 }
  /// The minute of the hour, 0 … 59.
  public var minute: Int { secondOfDay / 60 % 60 }
  /// The second of the minute, 0 … 59.
  public var second: Int { secondOfDay % 60 }
}

extension Timestamp: Comparable {
  /// Whether `left` lies before `right`.
  public static func < (left: Self, right: Self) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }
}

extension Timestamp {
  var date: CivilDate { CivilDate(dayNumber: dayNumber) }

  /// Days since 1970-01-01.
  var dayNumber: Int { secondsSinceEpoch.flooringDivision(by: Self.secondsPerDay).quotient }

  var secondOfDay: Int { secondsSinceEpoch.flooringDivision(by: Self.secondsPerDay).remainder }

  /// The day of the week: Monday 0 … Sunday 6. (1970-01-01 was a Thursday.)
  var weekday: Int { Self.weekday(ofDay: dayNumber) }

  /// The weekday of the day that lies so many days after 1970-01-01.
  static func weekday(ofDay number: Int) -> Int { (number + 3).flooringDivision(by: 7).remainder }

  /// The week of the year after ISO 8601, 1 … 53: the week belongs to the year of its Thursday.
  var isoWeek: Int {
    let thursday = dayNumber - weekday + 3
    let year = CivilDate(dayNumber: thursday).year
    return (thursday - CivilDate(year: year, month: 1, day: 1).dayNumber) / 7 + 1
  }

  /// The day of a week after ISO 8601: the first is the one with the year's first Thursday.
  ///
  /// Monday is the weekday 1, Sunday 7. `nil` if there is none: a year has 52 or 53 weeks.
  init?(isoYear year: Int, week: Int, weekday: Int = 1) {
    guard 1...9999 ~= year, 1...53 ~= week, 1...7 ~= weekday else { return nil }
    // 4 January always lies in the first week.
    let fourth = CivilDate(year: year, month: 1, day: 4).dayNumber
    let monday = fourth - Self.weekday(ofDay: fourth) + 7 * (week - 1)
    let day = Timestamp(CivilDate(dayNumber: monday + weekday - 1))
    guard day.isoWeek == week, 1...9999 ~= day.year else { return nil }
    self = day
  }

  var isLastDayOfMonth: Bool {
    let date = date
    return date.day == CivilDate.dayCount(ofMonth: date.month, year: date.year)
  }

  func adding(seconds: Int) -> Timestamp {
    Timestamp(secondsSinceEpoch: secondsSinceEpoch + seconds)
  }
}
