/// The rows of a table that have a date, column by column: 16 bytes a row, and 24 if day and month
/// can change places.
struct RowStore {
  /// The dates read day first, in seconds since 1970-01-01T00:00.
  private var dayFirst: [Int] = []
  /// The dates read month first; empty as long as no date has two readings.
  private var monthFirst: [Int] = []
  /// Finite, or a ``CellValue`` that is none.
  private(set) var values: [Double] = []
  private var lines = LineNumbers()

  /// In place of a date that the calendar does not have when it is read so.
  static let noReading = Int.min

  var count: Int { values.count }

  /// Makes room for so many rows, of which as many pages are used as come.
  mutating func reserve(_ rows: Int) {
    dayFirst.reserveCapacity(rows)
    values.reserveCapacity(rows)
  }

  /// Adds a row; its line must follow by ``append(lines:from:)``.
  @inline(__always)
  mutating func append(_ date: DateReader.Readings, _ value: Double) {
    if !monthFirst.isEmpty {
      monthFirst.append(date.monthFirst)
    } else if date.monthFirst != date.dayFirst {
      monthFirst = dayFirst + [date.monthFirst]
    }
    dayFirst.append(date.dayFirst)
    values.append(value)
  }

  /// Says on which line the first of the last `count` rows stands; the others follow it.
  mutating func append(lines count: Int, from line: Int) { lines.append(line, rows: count) }

  /// The rows with their dates in one order of day and month.
  ///
  /// - Precondition: Every date can be read in that order; ``DateOrders`` sees to that.
  func observations(in order: DateOrders.Order) -> Observations {
    let isMonthFirst = order == .monthFirst && !monthFirst.isEmpty
    return Observations(
      times: isMonthFirst ? monthFirst : dayFirst, values: values, lines: lines)
  }
}

/// The range of the numbers of a column, cells without one apart.
struct ValueSummary: Hashable {
  private(set) var minimum: Double?
  private(set) var maximum: Double?
  private(set) var mean: Double?

  /// - Parameter cells: Finite numbers, and ``CellValue``s that are none.
  init(of cells: [Double]) {
    let count = Double(cells.count { !$0.isNaN })
    var (low, high, sum) = (Double.infinity, -Double.infinity, 0.0)
    for cell in cells where !cell.isNaN {
      if cell < low { low = cell }
      if cell > high { high = cell }
      // Each is divided by itself, so that no sum of finite numbers overflows.
      sum += cell / count
    }
    guard count > 0 else { return }
    (minimum, maximum, mean) = (low, high, sum)
  }
}
