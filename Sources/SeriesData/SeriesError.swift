/// Why a file does not give a series: where, what was found, what was expected, what to try.
///
/// ```text
/// air.csv:17:1: '1949-13' is not a month (expected YYYY-MM). Try --date-format.
/// ```
public struct SeriesError: Error, Hashable, Sendable {
  /// The kind of failure.
  public enum Reason: Hashable, Sendable {
    /// The file is missing or cannot be read.
    case missingInput
    /// The characters are written in a way that is not understood.
    case encoding
    /// The file is packed, and damaged or cut off.
    case damagedArchive
    /// The file is something else than a table: a workbook, a web page, a database.
    case notATable
    /// There is nothing in the file.
    case empty
    /// An option names a series that is not there.
    case unknownSeries
    /// An option names a column that is not there.
    case unknownColumn
    /// An option cannot mean anything.
    case invalidOption
    /// The content has this fault.
    case fault(Finding.Code)
  }

  /// The kind of failure.
  public let reason: Reason
  /// The file, as the user named it.
  public let file: String
  /// The 1-based line, where there is one.
  public let line: Int?
  /// The 1-based column in characters, where there is one.
  public let column: Int?
  /// What was found and what was expected, without place and without full stop.
  public let message: String
  /// One thing to try, as a sentence.
  public let hint: String?

  /// An error; place and hint where there are any.
  public init(
    reason: Reason, file: String, line: Int? = nil, column: Int? = nil, message: String,
    hint: String? = nil
  ) {
    self.reason = reason
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }

  /// Whether there was no input at all, rather than wrong input (exit 66 rather than 65).
  public var isMissingInput: Bool { reason == .missingInput }

  /// The code of the fault, if the content is to blame.
  public var code: Finding.Code? {
    if case .fault(let code) = reason { code } else { nil }
  }
}

extension SeriesError: CustomStringConvertible {
  /// The place, the message and the hint in one line.
  public var description: String {
    let place = ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
    return "\(place): \(message)." + (hint.map { " " + $0 } ?? "")
  }
}

extension SeriesError {
  static func unreadable(_ file: String, because cause: String) -> SeriesError {
    SeriesError(
      reason: .missingInput, file: file, message: "the file cannot be read: \(cause)",
      hint: "Check the path, or give - for standard input.")
  }

  static func changed(_ file: String) -> SeriesError {
    SeriesError(
      reason: .missingInput, file: file,
      message: "the file was changed while it was read (expected it to stay as it is)",
      hint: "Try again when it is complete, or read a copy of it.")
  }

  /// The first of the findings that hinder, and how many others there are.
  init?(findings: [Finding], file: String) {
    let errors = findings.filter { $0.severity == .error }
    guard let first = errors.first else { return nil }
    var hints = first.remedy.map { [$0] } ?? []
    if errors.count > 1 {
      hints.append(
        "\(counted(errors.count - 1, "other problem")): see forecast inspect \(file).")
    }
    self.init(
      reason: .fault(first.code), file: file, line: first.lines.first, column: first.column,
      message: first.message, hint: hints.isEmpty ? nil : hints.joined(separator: " "))
  }
}
