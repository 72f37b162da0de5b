/// What a date cell says, in both orders of day and month.
///
/// `01/02/1949` is 1 February in one and 2 January in the other. The other notations have one
/// meaning: both readings are then the same. A reading that the calendar does not have is `nil`.
struct DateCell: Hashable {
  let dayFirst: Timestamp?
  let monthFirst: Timestamp?
  let kind: DateShape.Kind

  init(_ timestamp: Timestamp, _ kind: DateShape.Kind) {
    (dayFirst, monthFirst, self.kind) = (timestamp, timestamp, kind)
  }

  /// Reads one of the notations that need no `--date-format`.
  ///
  /// - Returns: `nil` if the cell has no reading at all.
  init?(_ cell: ArraySlice<UInt8>) {
    var cursor = ByteCursor(cell.trimmed)
    guard let found = Self.read(&cursor), found.dayFirst != nil || found.monthFirst != nil else {
      return nil
    }
    self = found
  }

  private init(dayFirst: Timestamp?, monthFirst: Timestamp?) {
    (self.dayFirst, self.monthFirst, kind) = (dayFirst, monthFirst, .date)
  }
}

// MARK: - Notations

extension DateCell {
  private static func read(_ cursor: inout ByteCursor) -> DateCell? {
    guard let (_, digits) = cursor.number() else { return startingWithText(&cursor) }
    return digits == 4 ? startingWithYear(&cursor) : startingWithDayOrMonth(&cursor)
  }

  /// `Jan 1949`, `Jan-1949`, `January 1949`, `Q1 1949`.
  private static func startingWithText(_ cursor: inout ByteCursor) -> DateCell? {
    if cursor.skip(.capitalQ) {
      guard let quarter = cursor.number(digits: 1...1), cursor.skip(anyOf: separators) != nil,
        let year = cursor.number(digits: 4...4), cursor.isAtEnd
      else { return nil }
      return Self.quarter(year, quarter)
    }
    guard let month = cursor.monthName(), cursor.skip(anyOf: separators) != nil,
      let year = cursor.number(digits: 4...4), cursor.isAtEnd
    else { return nil }
    return Self.month(year, month)
  }

  /// `1949`, `1949-01`, `1949-01-31`, `1949/01/31 13:00`, `1949M01`, `1949Q1`, `1949-Q1`, `1949-W05`,
  /// `1949-Jan`.
  private static func startingWithYear(_ cursor: inout ByteCursor) -> DateCell? {
    guard let year = cursor.number(digits: 4...4) else { return nil }
    if cursor.isAtEnd { return Timestamp(year: year, month: 1, day: 1).map { .init($0, .year) } }
    if cursor.skip(.capitalM) {
      guard let month = cursor.number(digits: 1...2), cursor.isAtEnd else { return nil }
      return Self.month(year, month)
    }
    let separator = cursor.skip(anyOf: separators)
    if cursor.skip(.capitalQ) {
      guard let quarter = cursor.number(digits: 1...1), cursor.isAtEnd else { return nil }
      return Self.quarter(year, quarter)
    }
    if cursor.skip(.capitalW) { return week(year, &cursor) }
    if separator != nil, let month = cursor.monthName() {
      return cursor.isAtEnd ? Self.month(year, month) : nil
    }
    if separator == .dash, cursor.skip(.capitalM) {
      guard let month = cursor.number(digits: 1...2), cursor.isAtEnd else { return nil }
      return Self.month(year, month)
    }
    guard let separator, separator != .space, let month = cursor.number(digits: 1...2) else {
      return nil
    }
    if cursor.isAtEnd { return Self.month(year, month) }
    guard cursor.skip(separator), let day = cursor.number(digits: 1...2),
      let date = Timestamp(year: year, month: month, day: day), let time = cursor.timeOfDay()
    else { return nil }
    return DateCell(date.adding(seconds: time), .date)
  }

  /// `05`, `05-1`, `051`: a week, or a day of one.
  private static func week(_ year: Int, _ cursor: inout ByteCursor) -> DateCell? {
    guard let week = cursor.leadingNumber(digits: 2...2) else { return nil }
    if cursor.isAtEnd { return Timestamp(isoYear: year, week: week).map { DateCell($0, .week) } }
    _ = cursor.skip(.dash)
    guard let day = cursor.number(digits: 1...1), cursor.isAtEnd else { return nil }
    return Timestamp(isoYear: year, week: week, weekday: day).map { DateCell($0, .date) }
  }

  /// `01/1949`, `31/01/1949`, `01/31/1949 13:00`, `31.01.1949`, `31-Jan-1949`.
  private static func startingWithDayOrMonth(_ cursor: inout ByteCursor) -> DateCell? {
    guard let first = cursor.number(digits: 1...2),
      let separator = cursor.skip(anyOf: separators)
    else { return nil }
    if separator == .point { _ = cursor.skip(.space) }
    if let month = cursor.monthName() {
      guard cursor.skip(separator) || cursor.skip(.space), let year = cursor.number(digits: 4...4),
        let date = Timestamp(year: year, month: month, day: first), let time = cursor.timeOfDay()
      else { return nil }
      return DateCell(date.adding(seconds: time), .date)
    }
    if let year = cursor.number(digits: 4...4) {
      return cursor.isAtEnd ? Self.month(year, first) : nil
    }
    guard separator != .space, let second = cursor.number(digits: 1...2), cursor.skip(separator),
      let year = cursor.number(digits: 4...4), let time = cursor.timeOfDay()
    else { return nil }
    // Points are only ever written day first.
    return DateCell(
      dayFirst: Timestamp(year: year, month: second, day: first)?.adding(seconds: time),
      monthFirst: Timestamp(
        year: year, month: separator == .point ? second : first,
        day: separator == .point ? first : second)?.adding(seconds: time))
  }

  private static let separators: [UInt8] = [.dash, .slash, .point, .space]

  private static func month(_ year: Int, _ month: Int) -> DateCell? {
    Timestamp(year: year, month: month, day: 1).map { DateCell($0, .month) }
  }

  private static func quarter(_ year: Int, _ quarter: Int) -> DateCell? {
    Timestamp(year: year, month: 3 * quarter - 2, day: 1).map { DateCell($0, .quarter) }
  }
}

extension ByteCursor {
  /// `T13:00`, ` 13:00:05`, ` 13:00:05.000Z`, or nothing: the second of the day, 0 for nothing.
  ///
  /// - Returns: `nil` if something else stands here.
  mutating func timeOfDay() -> Int? {
    if isAtEnd { return 0 }
    guard skip(anyOf: [.capitalT, .space]) != nil, let hour = number(digits: 1...2), hour < 24,
      skip(.colon), let minute = number(digits: 2...2), minute < 60
    else { return nil }
    var second = 0
    if skip(.colon) {
      guard let found = number(digits: 2...2), found < 60 else { return nil }
      second = found
      if skip(.point) {
        guard let (fraction, digits) = number(), fraction == 0,
          number(digits: digits...digits) != nil
        else { return nil }
      }
    }
    if !skip(.capitalZ) { skipOffset() }
    return isAtEnd ? (hour * 60 + minute) * 60 + second : nil
  }

  /// Reads `+01:00`, `+0100`, `-05` or ` +01:00` if it stands here: how far the clock is from UTC.
  ///
  /// The time stays what the clock says.
  private mutating func skipOffset() {
    let start = self
    _ = skip(.space)
    guard skip(anyOf: [.plus, .dash]) != nil, let hours = leadingNumber(digits: 2...2), hours <= 14
    else {
      self = start
      return
    }
    if isAtEnd { return }
    _ = skip(.colon)
    guard let minutes = number(digits: 2...2), minutes < 60 else {
      self = start
      return
    }
  }
}
