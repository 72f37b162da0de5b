/// A problem or a remark found in a file, with a code that never changes its meaning.
///
/// The README of this module has the table of codes.
public struct Finding: Hashable, Sendable, Codable {
  /// What was found.
  public enum Code: String, CaseIterable, Codable, Sendable {
    /// The same date in several rows.
    case duplicateTimestamp = "D001"
    /// A date that the calendar asks for has no row.
    case gap = "D002"
    /// A row without a value.
    case missingValue = "D003"
    /// The value cell is not a number.
    case notANumber = "D004"
    /// The date cell is not a date.
    case unreadableDate = "D005"
    /// The rows are not in the order of time.
    case unsorted = "D006"
    /// Text under the table.
    case trailingNote = "D007"
    /// Several columns could be the values.
    case severalValueColumns = "D008"
    /// A row with fewer or more fields than the others.
    case raggedRow = "D009"
    /// The dates can be read in two ways.
    case ambiguousDate = "D010"
    /// The dates follow no calendar.
    case irregularFrequency = "D011"
    /// There are too few rows to be a series.
    case tooShort = "D012"
    /// A quote that does not end, or text after one.
    case brokenQuoting = "D013"
    /// No column reads as dates.
    case noDateColumn = "D014"
    /// No column reads as numbers.
    case noValueColumn = "D015"
    /// The table has several series, and none was chosen.
    case severalSeries = "D016"
    /// The text is in an encoding that was assumed.
    case assumedEncoding = "D017"
    /// Text above the table, or between its header and the first row.
    case leadingText = "D018"
    /// The header stands in the table again.
    case repeatedHeader = "D019"
    /// The numbers carry the sign of a unit.
    case unitInCells = "D020"
    /// Months or quarters stand in columns, or dates in the first row.
    case wideTable = "D021"
    /// Years of two digits.
    case shortYears = "D022"
    /// Marks part the thousands of numbers.
    case groupedNumbers = "D023"
  }

  /// Whether the series can be used in spite of the finding.
  public enum Severity: String, Codable, Sendable {
    /// The series cannot be used until this is settled.
    case error
    /// Something to know.
    case note
  }

  /// What was found, as a stable code.
  public let code: Code
  /// Whether it hinders.
  public let severity: Severity
  /// What was found and, where it helps, what was expected; no full stop, no file name.
  public let message: String
  /// The 1-based lines of the file that it is about, in ascending order; may be empty.
  public let lines: [Int]
  /// The 1-based column, in characters, of the first of them, if one cell is to blame.
  public let column: Int?
  /// One thing to try, as a sentence.
  public let remedy: String?

  /// A finding, by default an error.
  public init(
    _ code: Code, severity: Severity = .error, _ message: String, lines: [Int] = [],
    column: Int? = nil, remedy: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.lines = lines
    self.column = column
    self.remedy = remedy
  }
}

/// The first five of `items`, and how many more there are.
///
/// A lazy collection makes no text of the items that are not shown.
func listing(_ items: some Collection<String>) -> String {
  let shown = items.prefix(5).joined(separator: ", ")
  return items.count > 5 ? "\(shown) …and \(items.count - 5) more" : shown
}

/// `line 17`, or `lines 17, 20, 21, 30, 31 …and 41 more`.
func phrase(lines: [Int]) -> String {
  (lines.count == 1 ? "line " : "lines ") + listing(lines.lazy.map(String.init))
}

/// `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

/// A cell's text between quotes, shortened, and without characters that could drive a terminal.
func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(60).map { scalar in
    scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
  }
  return "'" + shown.joined() + (text.unicodeScalars.count > 60 ? "…'" : "'")
}
