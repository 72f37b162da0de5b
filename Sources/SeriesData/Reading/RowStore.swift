/// The rows of a table that have a date, column by column.
///
/// A row takes 8 bytes for its value, 8 for its date unless the dates are evenly spaced, and 8 more
/// if day and month can change places.
struct RowStore {
  /// The dates read day first.
  private var dayFirst = TimeColumn()
  /// The dates read month first; empty as long as no date has two readings.
  private var monthFirst = TimeColumn()
  /// Finite, or a ``CellValue`` that is none.
  private(set) var values: [Double] = []
  private var lines = LineNumbers()

  /// In place of a date that the calendar does not have when it is read so.
  static let noReading = Int.min

  var count: Int { values.count }

  /// Makes room for so many rows, of which as many pages are used as come.
  mutating func reserve(_ rows: Int) {
    dayFirst.reserve(rows)
    values.reserveCapacity(rows)
  }

  /// Adds a row; its line must follow by ``append(lines:from:)``.
  mutating func append(_ date: DateReader.Readings, _ value: Double) {
    if !monthFirst.isEmpty {
      monthFirst.append(date.monthFirst)
    } else if date.monthFirst != date.dayFirst {
      monthFirst = dayFirst
      monthFirst.append(date.monthFirst)
    }
    dayFirst.append(date.dayFirst)
    values.append(value)
  }

  /// Makes values a thousand times what they are: their mark parted thousands.
  mutating func mend(_ rows: [Int]) {
    for row in rows { values[row] = values[row].timesThousand }
  }

  /// Adds the rows of a batch, and empties it.
  mutating func append(_ batch: inout Batch) {
    if monthFirst.isEmpty, !batch.hasTwoReadings {
      dayFirst.append(batch.dayFirst.span.extracting(first: batch.count))
      batch.values.span.withUnsafeBufferPointer { values.append(contentsOf: $0[..<batch.count]) }
    } else {
      for row in 0..<batch.count {
        append(
          DateReader.Readings(dayFirst: batch.dayFirst[row], monthFirst: batch.monthFirst[row]),
          batch.values[row])
      }
    }
    batch.count = 0
    batch.hasTwoReadings = false
  }

  /// A few rows on their way into the columns, which grow by a batch at a time.
  struct Batch {
    fileprivate var dayFirst = InlineArray<64, Int>(repeating: 0)
    fileprivate var monthFirst = InlineArray<64, Int>(repeating: 0)
    fileprivate var values = InlineArray<64, Double>(repeating: 0)
    fileprivate(set) var count = 0
    fileprivate var hasTwoReadings = false

    var isFull: Bool { count == 64 }

    @inline(__always)
    mutating func append(_ date: DateReader.Readings, _ value: Double) {
      dayFirst[count] = date.dayFirst
      monthFirst[count] = date.monthFirst
      values[count] = value
      hasTwoReadings = hasTwoReadings || date.dayFirst != date.monthFirst
      count += 1
    }
  }

  /// Says on which line the first of the last `count` rows stands; the others follow it.
  mutating func append(lines count: Int, from line: Int) { lines.append(line, rows: count) }

  /// The rows with their dates in one order of day and month.
  ///
  /// - Precondition: Every date can be read in that order; ``DateOrders`` sees to that.
  func observations(in order: DateOrders.Order, isComplete: Bool) -> Observations {
    let isMonthFirst = order == .monthFirst && !monthFirst.isEmpty
    return Observations(
      times: isMonthFirst ? monthFirst : dayFirst, values: values, lines: lines,
      isComplete: isComplete)
  }
}
