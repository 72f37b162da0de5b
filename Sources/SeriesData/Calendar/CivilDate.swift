/// A day of the proleptic Gregorian calendar, split into year, month and day.
struct CivilDate: Hashable, Sendable {
  let year: Int
  let month: Int
  let day: Int
}

extension CivilDate {
  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The number of days in `month` (1 … 12) of `year`.
  static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 0001-01-01 to the first day of `year`.
  private static func daysBefore(year: Int) -> Int {
    let past = year - 1
    let leapDays =
      past.flooringDivision(by: 4).quotient - past.flooringDivision(by: 100).quotient
      + past.flooringDivision(by: 400).quotient
    return 365 * past + leapDays
  }

  /// Days from the first of January to the first of `month`.
  private static func daysBefore(month: Int, year: Int) -> Int {
    let inCommonYear = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    return inCommonYear[month - 1] + (month > 2 && isLeap(year) ? 1 : 0)
  }

  /// Days from 0001-01-01 to 1970-01-01.
  private static let epoch = daysBefore(year: 1970)

  /// Days since 1970-01-01, negative before it.
  var dayNumber: Int {
    Self.daysBefore(year: year) + Self.daysBefore(month: month, year: year) + day - 1 - Self.epoch
  }

  /// The day that lies `dayNumber` days after 1970-01-01.
  ///
  /// Takes away whole cycles of 400, 100, 4 and 1 years. The last century of a cycle and the
  /// last year of four are a day longer than the others, hence the two limits of 3.
  init(dayNumber: Int) {
    var (cycles, rest) = (dayNumber + Self.epoch).flooringDivision(by: 146_097)
    let centuries = min(rest / 36_524, 3)
    rest -= centuries * 36_524
    let fours = rest / 1_461
    rest -= fours * 1_461
    let years = min(rest / 365, 3)
    rest -= years * 365
    let year = 1 + 400 * cycles + 100 * centuries + 4 * fours + years
    var month = min(rest / 28 + 1, 12)
    while Self.daysBefore(month: month, year: year) > rest { month -= 1 }
    self.init(
      year: year, month: month, day: rest - Self.daysBefore(month: month, year: year) + 1)
  }
}

extension Int {
  /// The quotient rounded down, and the remainder, which is never negative.
  ///
  /// - Precondition: `divisor` is positive.
  func flooringDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
