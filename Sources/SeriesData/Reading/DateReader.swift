/// Reads dates of one layout, fast where they lie in the month of the one before.
struct DateReader {
  let layout: DateLayout
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
    guard let pairs = layout.pairs(bytes, at: start) else { return nil }
    let places = layout.places
    let (hour, minute, second) = (pairs[places.hour], pairs[places.minute], pairs[places.second])
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let year = 100 * pairs[places.year] + pairs[places.year + 2]
    let (monthNumber, day) = (pairs[places.month], pairs[places.day])
    let time = (hour * 60 + minute) * 60 + second
    let dayFirst = month.start(of: day, monthNumber, year)
    guard layout.hasTwoReadings else {
      guard let dayFirst else { return nil }
      return Readings(dayFirst: dayFirst + time, monthFirst: dayFirst + time)
    }
    let monthFirst = otherMonth.start(of: monthNumber, day, year)
    guard dayFirst != nil || monthFirst != nil else { return nil }
    return Readings(
      dayFirst: dayFirst.map { $0 + time } ?? RowStore.noReading,
      monthFirst: monthFirst.map { $0 + time } ?? RowStore.noReading)
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
