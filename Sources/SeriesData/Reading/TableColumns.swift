/// The columns of a table, and which of them are the dates and the values.
struct TableColumns: Hashable {
  /// The names in the header, or `column 1`, `column 2` ….
  let names: [String]
  let hasHeader: Bool
  let date: Int?
  let value: Int?

  var dateName: String? { date.map { names[$0] } }
  var valueName: String? { value.map { names[$0] } }
}

extension Finding {
  static func noDateColumn(_ columns: TableColumns) -> Finding {
    Finding(
      .noDateColumn, "no column reads as dates (found \(listing(columns.names.map(quoted))))",
      remedy: "Name the column with --date-column, or its notation with --date-format.")
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
