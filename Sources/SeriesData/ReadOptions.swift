/// What to do with several rows of the same date.
public enum DuplicatePolicy: String, CaseIterable, Codable, Sendable {
  /// The mean of their values.
  case mean
  /// The sum of their values.
  case sum
  /// The value of the row that comes first in the file.
  case first
  /// The value of the row that comes last in the file.
  case last
}

/// What to do with dates that have no row, and rows that have no value.
public enum GapPolicy: String, CaseIterable, Codable, Sendable {
  /// The straight line between the values before and after.
  case interpolate
  /// The value before.
  case previous
  /// Zero: nothing happened.
  case zero
}

/// How to read a file; everything that is `nil` is found out.
public struct ReadOptions: Hashable, Sendable {
  /// The column of the dates, by name or 1-based number.
  public var dateColumn: String?
  /// The column of the values, by name or 1-based number.
  public var valueColumn: String?
  /// The column of the names of the series, in a table of several, by name or 1-based number.
  public var idColumn: String?
  /// The name of the series to read, in a table of several.
  public var seriesName: String?
  /// The character between fields, an ASCII one.
  public var delimiter: Character?
  /// How the characters are written.
  public var encoding: TextEncoding?
  /// The decimal mark of the values.
  public var decimal: DecimalMark?
  /// How dates are written, in the manner of strptime: `%d.%m.%Y`, `%b-%y`, `%Y%m%d %H:%M`.
  ///
  /// Understood: `%Y %y %m %b %B %d %H %M %S %s %%`; anything else stands for itself. `%y` is 1969 to
  /// 2068, `%s` seconds since 1970. Month and day are 1 where the format has none. `excel` instead of a
  /// format means day numbers as spreadsheets count them.
  public var dateFormat: String?
  /// What to do with several rows of the same date; `nil` makes them an error.
  public var duplicates: DuplicatePolicy?
  /// What to do with gaps and missing values; `nil` makes them an error.
  public var gaps: GapPolicy?

  /// Options; by default everything is found out, and nothing is repaired.
  public init(
    dateColumn: String? = nil, valueColumn: String? = nil, idColumn: String? = nil,
    seriesName: String? = nil, delimiter: Character? = nil, encoding: TextEncoding? = nil,
    decimal: DecimalMark? = nil, dateFormat: String? = nil, duplicates: DuplicatePolicy? = nil,
    gaps: GapPolicy? = nil
  ) {
    self.dateColumn = dateColumn
    self.valueColumn = valueColumn
    self.idColumn = idColumn
    self.seriesName = seriesName
    self.delimiter = delimiter
    self.encoding = encoding
    self.decimal = decimal
    self.dateFormat = dateFormat
    self.duplicates = duplicates
    self.gaps = gaps
  }
}
