/// The columns of a table, and which of them are the dates and the values.
struct TableColumns: Hashable {
  /// The names in the header, or `column 1`, `column 2` ….
  let names: [String]
  let hasHeader: Bool
  let date: Int?
  let value: Int?
  /// The records at the beginning that are no rows.
  var recordsToSkip = 0
  /// The columns of a year's parts, if the table has them instead of one of values.
  var years: YearTable?
  /// The column of the months, if that of the dates has years alone.
  var month: Int?
  /// The column of the names of series, if the table has one.
  var id: Int?
  /// Whether that column is constant in the sample, so that it may only describe the one series.
  var isIDTentative = false

  var dateName: String? { date.map { names[$0] } }
  var valueName: String? {
    guard let years else { return value.map { names[$0] } }
    let ends = [years.parts[0].column, years.parts[years.parts.count - 1].column]
    return ends.map { names[$0] }.joined(separator: " to ")
  }
}

extension Finding {
  static func noDateColumn(_ columns: TableColumns, hint: String?) -> Finding {
    Finding(
      .noDateColumn, "no column reads as dates (found \(listing(columns.names.map(quoted))))",
      remedy: hint
        ?? "Name the column with --date-column, or its notation with --date-format.")
  }

  static func noValueColumn(_ columns: TableColumns) -> Finding {
    Finding(
      .noValueColumn, "no column reads as numbers (found \(listing(columns.names.map(quoted))))",
      remedy: "Name the column with --value-column.")
  }

  static func severalValueColumns(_ names: [String]) -> Finding {
    Finding(
      .severalValueColumns, severity: .note,
      "\(quoted(names[0])) was taken as the values; "
        + "\(listing(names.dropFirst().map(quoted))) would do too",
      remedy: "Choose with --value-column.")
  }
}
