/// One series of a table of several.
public struct SeriesMember: Hashable, Sendable, Codable {
  /// What stands in the column of the names.
  public let name: String
  /// The number of its rows.
  public let rows: Int
}

/// Everything that was found in a file, and the series if it can be had.
public struct Inspection: Hashable, Sendable {
  /// The file, as it was named.
  public let file: String
  /// The character between fields.
  public let delimiter: Character
  /// How the characters are written: `UTF-8`, `UTF-16` or `Windows-1252`.
  public let encoding: String
  /// Whether the file is packed by gzip.
  public let isPacked: Bool
  /// Whether the first row names the columns.
  public let hasHeader: Bool
  /// The names of all columns; `column 1` and so on without a header.
  public let columns: [String]
  /// The column of the dates, if one was found.
  public let dateColumn: String?
  /// The column of the values, if one was found.
  public let valueColumn: String?
  /// The column of the names of series, if the table has one.
  public let idColumn: String?
  /// The series of a table of several, in the order of the file; empty for a table of one.
  public let members: [SeriesMember]
  /// The number of rows with data, without header, empty rows and notes.
  public let rows: Int
  /// All problems and remarks.
  public let findings: [Finding]
  /// The calendar, if one fits.
  public let frequency: Frequency?
  /// How well it fits: `monthly: 143 of 143 steps`.
  public let frequencyEvidence: String?
  /// The earliest date.
  public let start: Timestamp?
  /// The latest date.
  public let end: Timestamp?
  /// The smallest value that could be read, in original units.
  public let minimum: Double?
  /// The mean of the values that could be read, in original units.
  public let mean: Double?
  /// The largest value that could be read, in original units.
  public let maximum: Double?
  /// The series, if no finding is an error.
  public let series: TimeSeries?
  /// The indices that were filled from the values on both sides: whoever splits the series must
  /// not split it in or right behind one of these runs, or what comes after leaks into what is before.
  public let interpolated: [Range<Int>]

  /// Whether the file gives a series.
  public var isUsable: Bool { series != nil }
}

/// A series that was read from a file, and how.
public struct LoadedSeries: Hashable, Sendable {
  /// The series.
  public let series: TimeSeries
  /// Remarks: none of them is an error.
  public let findings: [Finding]
  /// How well the calendar fits: `monthly: 143 of 143 steps`.
  public let frequencyEvidence: String
  /// The character between fields.
  public let delimiter: Character
  /// The names of all columns; `column 1` and so on without a header.
  public let columns: [String]
  /// The column of the dates.
  public let dateColumn: String
  /// The column of the values.
  public let valueColumn: String
  /// The number of rows with data.
  public let rows: Int
  /// The indices that were filled from the values on both sides; see ``Inspection/interpolated``.
  public let interpolated: [Range<Int>]

  init?(_ inspection: Inspection) {
    guard let series = inspection.series, let evidence = inspection.frequencyEvidence,
      let dateColumn = inspection.dateColumn, let valueColumn = inspection.valueColumn
    else { return nil }
    self.series = series
    findings = inspection.findings
    frequencyEvidence = evidence
    delimiter = inspection.delimiter
    columns = inspection.columns
    self.dateColumn = dateColumn
    self.valueColumn = valueColumn
    rows = inspection.rows
    interpolated = inspection.interpolated
  }
}
