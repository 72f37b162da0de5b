extension Timestamp: CustomStringConvertible {
  /// ISO 8601: `1949-01-01`, and with the time `1949-01-01T13:00` (or `T13:00:05`) only if it is
  /// not midnight.
  public var iso: String {
    secondOfDay == 0 ? isoDate : isoDate + "T" + isoTime
  }

  /// The same as ``iso``.
  public var description: String { iso }

  /// The instant that `iso` names: `YYYY-MM-DD`, or with a time `THH:MM` or `THH:MM:SS`.
  ///
  /// - Returns: `nil` for any other text, and for dates that the calendar does not have.
  public init?(iso: String) {
    var cursor = ByteCursor(ArraySlice(iso.utf8))
    guard let year = cursor.number(digits: 4...4), cursor.skip(.dash),
      let month = cursor.number(digits: 2...2), cursor.skip(.dash),
      let day = cursor.number(digits: 2...2)
    else { return nil }
    guard !cursor.isAtEnd else {
      self.init(year: year, month: month, day: day)
      return
    }
    guard cursor.skip(.capitalT), let hour = cursor.number(digits: 2...2), cursor.skip(.colon),
      let minute = cursor.number(digits: 2...2)
    else { return nil }
    var second = 0
    if cursor.skip(.colon) {
      guard let found = cursor.number(digits: 2...2) else { return nil }
      second = found
    }
    guard cursor.isAtEnd else { return nil }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// The date alone: `1949-01-01`.
  var isoDate: String {
    let date = date
    return "\(padded(date.year, to: 4))-\(padded(date.month, to: 2))-\(padded(date.day, to: 2))"
  }

  /// The time alone: `13:00`, or `13:00:05` if the second is not zero.
  var isoTime: String {
    let clock = "\(padded(hour, to: 2)):\(padded(minute, to: 2))"
    return second == 0 ? clock : clock + ":\(padded(second, to: 2))"
  }
}

extension Timestamp: Codable {
  /// Reads the ISO string that ``encode(to:)`` wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let timestamp = Timestamp(iso: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not a date (expected YYYY-MM-DDTHH:MM:SS)")
    }
    self = timestamp
  }

  /// Writes ``iso``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }
}

/// `number` in decimal, with leading zeros up to `width` digits.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
