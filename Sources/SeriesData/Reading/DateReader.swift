/// Reads dates of one layout, fast where they lie on the day or in the month of the one before.
struct DateReader {
  let layout: DateLayout
  /// The date that was read last, and its day in both readings, `nil` where there is none such.
  private var last = DateLayout.Digits()
  private var dayFirst: Int?
  private var monthFirst: Int?
  private var month = Month()
  /// The month of the other reading.
  private var otherMonth = Month()

  init(_ layout: DateLayout) { self.layout = layout }

  /// Both readings, in seconds since 1970-01-01T00:00, ``RowStore/noReading`` where the calendar
  /// has no such date.
  struct Readings: Hashable {
    let dayFirst: Int
    let monthFirst: Int

    init(dayFirst: Int, monthFirst: Int) {
      (self.dayFirst, self.monthFirst) = (dayFirst, monthFirst)
    }

    init(_ cell: DateCell) {
      dayFirst = cell.dayFirst?.secondsSinceEpoch ?? RowStore.noReading
      monthFirst = cell.monthFirst?.secondsSinceEpoch ?? RowStore.noReading
    }
  }

  /// Reads the date that begins at `start`.
  ///
  /// - Returns: `nil` if there is none in this layout.
  @inline(__always)
  mutating func read(_ bytes: RawSpan, at start: Int) -> Readings? {
    guard let digits = layout.digits(bytes, at: start) else { return nil }
    let places = layout.places
    let (hour, minute, second) = (digits[places.hour], digits[places.minute], digits[places.second])
    guard hour < 24, minute < 60, second < 60 else { return nil }
    if !layout.isSameDay(digits, last) { turn(to: digits) }
    let time = (hour * 60 + minute) * 60 + second
    guard layout.hasTwoReadings else {
      guard let dayFirst else { return nil }
      return Readings(dayFirst: dayFirst + time, monthFirst: dayFirst + time)
    }
    guard dayFirst != nil || monthFirst != nil else { return nil }
    return Readings(
      dayFirst: dayFirst.map { $0 + time } ?? RowStore.noReading,
      monthFirst: monthFirst.map { $0 + time } ?? RowStore.noReading)
  }

  @inline(__always)
  private mutating func turn(to digits: DateLayout.Digits) {
    let places = layout.places
    let year = 100 * digits[places.year] + digits[places.year + 2]
    let (month, day) = (digits[places.month], digits[places.day])
    last = digits
    dayFirst = self.month.start(of: day, month, year)
    if layout.hasTwoReadings { monthFirst = otherMonth.start(of: month, day, year) }
  }

  /// The month that was last asked for.
  private struct Month {
    private var year = 0
    private var month = 0
    private var start = 0
    private var days = 0

    /// The second at which a day begins; `nil` if there is no such day.
    @inline(__always)
    mutating func start(of day: Int, _ month: Int, _ year: Int) -> Int? {
      if month != self.month || year != self.year { turn(to: month, year) }
      guard day > 0, day <= days else { return nil }
      return start + (day - 1) * Timestamp.secondsPerDay
    }

    private mutating func turn(to month: Int, _ year: Int) {
      (self.year, self.month, days) = (year, month, 0)
      guard let first = Timestamp(year: year, month: month, day: 1) else { return }
      start = first.secondsSinceEpoch
      days = CivilDate.dayCount(ofMonth: month, year: year)
    }
  }
}
