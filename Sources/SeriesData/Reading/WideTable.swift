/// A table of years with a column for each month or quarter: `Year,Jan,Feb,…`.
struct YearTable: Hashable {
  /// A column, and the month that its values begin with.
  struct Part: Hashable {
    let column: Int
    let month: Int
  }

  /// In the order of the calendar.
  let parts: [Part]
  /// Whether the columns are named by numbers alone, which could also number something else.
  let isNumbered: Bool

  /// - Returns: `nil` unless the header names every month once, or every quarter.
  init?(header names: [String]) {
    for (count, month) in [(12, Self.month), (4, Self.quarter)] {
      let found = names.indices.compactMap { column in
        month(names[column]).map { Part(column: column, month: $0) }
      }
      if found.count == count, Set(found.map(\.month)).count == count {
        parts = found.sorted { $0.month < $1.month }
        isNumbered = found.contains { Int(names[$0.column]) != nil }
        return
      }
    }
    return nil
  }

  /// `Jan`, `January`, `1`, `01`, `M01`.
  private static func month(_ name: String) -> Int? {
    let bytes = ArraySlice(name.utf8)
    return bytes.month ?? (bytes.first == .capitalM ? bytes.dropFirst().month : nil)
  }

  /// `Q1`, `Qtr1`.
  private static func quarter(_ name: String) -> Int? {
    let numbers = [
      "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "QTR1": 1, "QTR2": 4, "QTR3": 7, "QTR4": 10,
    ]
    return numbers[name.uppercased()]
  }
}

extension Finding {
  static func yearTable(_ names: [String], isNumbered: Bool) -> Finding {
    let columns = "\(names.count) columns, \(quoted(names[0])) to \(quoted(names[names.count - 1]))"
    return isNumbered
      ? Finding(
        .wideTable, "the table has a row a year and \(columns), which can be its months",
        remedy: "Call them Jan to Dec, or choose one with --value-column.")
      : Finding(
        .wideTable, severity: .note,
        "the table has a row a year and \(columns), which were read one after the other")
  }

  /// A table whose dates stand in its header, a series a row.
  static func transposed(_ dates: [String]) -> Finding {
    Finding(
      .wideTable,
      "the dates stand in the first row (\(listing(dates.map(quoted)))), a series a row "
        + "(expected a row a date)", lines: [1],
      remedy: "Turn the table round, so that each row is a date and its values.")
  }
}
