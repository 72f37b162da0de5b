/// A date as somebody types it, and the stretch of time that it names.
///
/// ```swift
/// let year = try NamedDate("1955")              // all of 1955
/// let month = try NamedDate("1955-06")          // all of June 1955
/// let hour = try NamedDate("1955-06-30T13:00")  // that instant
/// ```
///
/// It is read as a file's dates are: all notations that need no format, or one that a format names.
public struct NamedDate: Hashable, Sendable {
  /// The text as it was typed.
  public let text: String
  /// The first instant of the stretch.
  public let first: Timestamp
  /// The last second of the stretch.
  public let last: Timestamp

  /// Reads a date.
  ///
  /// - Parameters:
  ///   - text: The date.
  ///   - format: A format after ``ReadOptions/dateFormat``, tried first.
  /// - Throws: ``NamedDateError`` if there is no such date, or if day and month can be either.
  public init(_ text: String, format: String? = nil) throws(NamedDateError) {
    self.text = text
    let bytes = ArraySlice(text.utf8)
    if let format = format.flatMap({ try? DateFormat($0) }), let date = format.read(bytes) {
      first = date
      last = format.finestPart.end(of: date)
      return
    }
    guard let cell = DateCell(bytes) else { throw .unreadable(text) }
    guard let date = cell.dayFirst ?? cell.monthFirst else { throw .unreadable(text) }
    if let one = cell.dayFirst, let other = cell.monthFirst, one != other {
      throw .ambiguous(text, one, other)
    }
    first = date
    let hasTime = text.contains(":")
    last =
      switch cell.kind {
      case .year: CalendarPart.year.end(of: date)
      case .quarter: CalendarPart.quarter.end(of: date)
      case .month: CalendarPart.month.end(of: date)
      case .week: CalendarPart.week.end(of: date)
      case .date: (hasTime ? CalendarPart.instant : .day).end(of: date)
      }
  }
}

/// A text that is no date, or two of them.
public enum NamedDateError: Error, Hashable, Sendable {
  /// It is written in no way that is understood, or the calendar has no such date.
  case unreadable(String)
  /// Day and month could be either.
  case ambiguous(String, Timestamp, Timestamp)
}

extension NamedDateError: CustomStringConvertible {
  /// What was found and what was expected: the end of a sentence that begins with an option's name.
  public var description: String {
    switch self {
    case .unreadable(let text):
      "is \(quoted(text)) (expected a date such as 1955, 1955-06 or 1955-06-30)"
    case .ambiguous(let text, let one, let other):
      "is \(quoted(text)), which can be \(one.iso) or \(other.iso) (expected one of these)"
    }
  }
}

/// How much of the calendar a date names.
enum CalendarPart {
  case year, quarter, month, week, day, instant

  /// The last second of the part that begins with `first`.
  func end(of first: Timestamp) -> Timestamp {
    let next =
      switch self {
      case .year: Frequency.yearly.advance(first, by: 1)
      case .quarter: Frequency.monthly.advance(first, by: 3)
      case .month: Frequency.monthly.advance(first, by: 1)
      case .week: Frequency.weekly.advance(first, by: 1)
      case .day: Frequency.daily.advance(first, by: 1)
      case .instant: first.adding(seconds: 1)
      }
    return next.adding(seconds: -1)
  }
}
