/// A `--date-format`: how dates are written, in the manner of strptime.
struct DateFormat: Hashable {
  fileprivate enum Piece: Hashable {
    case year, shortYear, month, monthName, day, hour, minute, second
    /// Seconds since 1970.
    case epoch
    /// Days as spreadsheets count them.
    case excelDay
    case literal(UInt8)
  }

  /// The format as the user wrote it.
  let text: String
  private let pieces: [Piece]

  /// What is wrong with a format: a message without place.
  struct Fault: Error, Hashable {
    let message: String
  }

  init(_ text: String) throws(Fault) {
    self.text = text
    if text == "excel" {
      pieces = [.excelDay]
      return
    }
    var pieces: [Piece] = []
    var rest = ArraySlice(text.utf8)
    while let byte = rest.popFirst() {
      guard byte == .percent else {
        pieces.append(.literal(byte))
        continue
      }
      guard let letter = rest.popFirst(), let piece = Self.piece(letter) else {
        throw Fault(
          message: "--date-format \(quoted(text)) has an unknown directive "
            + "(expected %Y %y %m %b %B %d %H %M %S %s or %%)")
      }
      pieces.append(piece)
    }
    guard pieces.contains(where: { $0 == .year || $0 == .shortYear }) || pieces == [.epoch] else {
      throw Fault(message: "--date-format \(quoted(text)) has no year (expected %Y or %y)")
    }
    self.pieces = pieces
  }

  private static func piece(_ letter: UInt8) -> Piece? {
    switch Character(UnicodeScalar(letter)) {
    case "Y": .year
    case "y": .shortYear
    case "m": .month
    case "b", "B": .monthName
    case "d": .day
    case "H": .hour
    case "M": .minute
    case "S": .second
    case "s": .epoch
    case "%": .literal(.percent)
    default: nil
    }
  }

  /// Reads a cell that is written exactly so.
  func read(_ cell: ArraySlice<UInt8>) -> Timestamp? {
    if pieces == [.epoch] { return Self.epoch(cell.trimmed) }
    if pieces == [.excelDay] { return Self.excelDay(cell.trimmed) }
    var cursor = ByteCursor(cell.trimmed)
    var parts: [Piece: Int] = [:]
    for (index, piece) in pieces.enumerated() {
      if case .literal(let byte) = piece {
        guard cursor.skip(byte) else { return nil }
        continue
      }
      // Where a number follows at once, as in %Y%m%d, the width is fixed.
      let isFollowedByNumber = index + 1 < pieces.count && pieces[index + 1].isNumber
      guard let part = piece.read(&cursor, isFixedWidth: isFollowedByNumber) else { return nil }
      parts[piece] = part
    }
    guard cursor.isAtEnd, let year = parts[.year] ?? parts[.shortYear] else { return nil }
    return Timestamp(
      year: year, month: parts[.month] ?? parts[.monthName] ?? 1, day: parts[.day] ?? 1,
      hour: parts[.hour] ?? 0, minute: parts[.minute] ?? 0, second: parts[.second] ?? 0)
  }
}

// MARK: - Counted dates

extension DateFormat {
  /// Whole seconds since 1970, at least of year 1 and at most of year 9999.
  private static func epoch(_ cell: ArraySlice<UInt8>) -> Timestamp? {
    guard cell.count <= 13, let seconds = Int(String(decoding: cell, as: UTF8.self)),
      -62_135_596_800...253_402_300_799 ~= seconds
    else { return nil }
    return Timestamp(secondsSinceEpoch: seconds)
  }

  /// Days since 1899-12-30, with the time as a fraction, rounded to seconds.
  ///
  /// From 1900-03-01 (61) on: before it Excel counts a 29 February that there was not.
  private static func excelDay(_ cell: ArraySlice<UInt8>) -> Timestamp? {
    guard cell.count <= 20, let number = DecimalNumber(cell)?.value, 61..<2_958_466 ~= number else {
      return nil
    }
    let seconds = Int((number * Double(Timestamp.secondsPerDay)).rounded())
    let epoch = CivilDate(year: 1899, month: 12, day: 30).dayNumber * Timestamp.secondsPerDay
    return Timestamp(secondsSinceEpoch: epoch + seconds)
  }

  /// Whether it has years of two digits.
  var hasShortYear: Bool { pieces.contains(.shortYear) }

  /// Whether a cell reads as a date that a number is likely to count; any date where it names one.
  ///
  /// Nearly every whole number counts some seconds or days, so that a column of numbers is no evidence.
  func isLikely(_ cell: ArraySlice<UInt8>) -> Bool {
    guard let date = read(cell) else { return false }
    if pieces == [.epoch] { return date.secondsSinceEpoch.magnitude >= Self.fewestUsualSeconds }
    return pieces != [.excelDay] || Self.usualExcelYears.contains(date.year)
  }

  /// From 1973 on, or before 1967.
  static let fewestUsualSeconds: UInt = 100_000_000
  /// Days 7,000 to 75,000.
  static let usualExcelDays = 7_000...75_000
  private static let usualExcelYears = 1919...2105
}

extension DateFormat {
  /// How much of the calendar a date in this format names.
  var finestPart: CalendarPart {
    if pieces == [.excelDay] { return .day }
    if pieces.contains(where: { [.hour, .minute, .second, .epoch].contains($0) }) {
      return .instant
    }
    if pieces.contains(.day) { return .day }
    return pieces.contains(.month) || pieces.contains(.monthName) ? .month : .year
  }
}

extension DateFormat.Piece {
  fileprivate var isNumber: Bool {
    switch self {
    case .literal, .monthName: false
    default: true
    }
  }

  fileprivate func read(_ cursor: inout ByteCursor, isFixedWidth: Bool) -> Int? {
    switch self {
    case .year: cursor.leadingNumber(digits: 4...4)
    case .shortYear: cursor.leadingNumber(digits: 2...2).map { $0 < 69 ? 2000 + $0 : 1900 + $0 }
    case .monthName: cursor.monthName()
    case .month, .day, .hour, .minute, .second:
      cursor.leadingNumber(digits: isFixedWidth ? 2...2 : 1...2)
    case .literal, .epoch, .excelDay: nil
    }
  }
}

extension DateFormat {
  /// The layout of the dates that are written with all digits, if it is one that is fast to read.
  var layout: DateLayout? {
    var text: [UInt8] = []
    var starts: [Piece: Int] = [:]
    for piece in pieces {
      switch piece {
      case .literal(let byte): text.append(byte)
      case .shortYear, .monthName, .epoch, .excelDay: return nil
      default:
        guard starts.updateValue(text.count, forKey: piece) == nil else { return nil }
        text += [UInt8](repeating: .zero, count: piece == .year ? 4 : 2)
      }
    }
    // Cells are read without the blanks around them.
    guard let year = starts[.year], let month = starts[.month], let day = starts[.day],
      let first = text.first, let last = text.last, !first.isBlank, !last.isBlank
    else { return nil }
    let absent = DateLayout.Places.absent
    return DateLayout(
      text,
      DateLayout.Places(
        year: year, month: month, day: day, hour: starts[.hour] ?? absent,
        minute: starts[.minute] ?? absent, second: starts[.second] ?? absent))
  }
}
