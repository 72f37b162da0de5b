/// What a column could be that nearly reads as dates: notations that are not guessed, because another
/// reading of the same text is as good.
struct DateHint {
  /// What was found, and the option that reads it.
  let sentence: String

  /// Looks at each column; `nil` if none looks like dates.
  init?(for body: ArraySlice<Record>, columns: Int) {
    let hints = (0..<columns).lazy.compactMap { column -> String? in
      let cells = body.compactMap { $0.count > column ? $0[column].bytes.trimmed : nil }
        .filter { !$0.isEmpty }
      return Self.sentence(for: cells)
    }
    guard let first = hints.first else { return nil }
    sentence = first
  }

  private static func sentence(for cells: [ArraySlice<UInt8>]) -> String? {
    guard let first = cells.first else { return nil }
    let text = quoted(String(decoding: first, as: UTF8.self))
    let formats = shortYearFormats.filter { reads($0, cells) }
    if let format = formats.first {
      let others = formats.dropFirst().prefix(1).map { " or \(shellWord($0))" }.joined()
      return "\(text) has a year of two digits: write four, or choose --date-format "
        + "\(shellWord(format))\(others), which reads 69 to 99 as 1969 to 1999 and 00 to 68 as 2000 "
        + "to 2068."
    }
    if let format = ["%Y%m%d", "%Y%m"].first(where: { reads($0, cells) }), isPlausible(cells) {
      return "If \(text) is a date, choose --date-format \(format)."
    }
    let numbers = cells.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == cells.count, numbers.count > 1 else { return nil }
    let sizes = numbers.map(\.magnitude)
    if numbers.allSatisfy(DateFormat.usualExcelDays.contains) {
      return "If \(text) is a day as spreadsheets count it, choose --date-format excel."
    }
    if sizes.allSatisfy({ $0 < 5_000_000_000 }),
      sizes.contains(where: { $0 >= DateFormat.fewestUsualSeconds })
    {
      return "If \(text) is in seconds since 1970, choose --date-format %s."
    }
    if sizes.allSatisfy({ $0 < 5_000_000_000_000 }),
      sizes.contains(where: { $0 >= 100_000_000_000 })
    {
      return "If \(text) is in milliseconds since 1970, divide by 1000 and choose --date-format %s."
    }
    return nil
  }

  private static let shortYearFormats = [
    "%b-%y", "%b %y", "%y-%b", "%d-%b-%y", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%m/%y", "%m-%y",
    "%d-%m-%y", "%m-%d-%y", "%b '%y",
  ]

  private static func reads(_ format: String, _ cells: [ArraySlice<UInt8>]) -> Bool {
    guard let format = try? DateFormat(format) else { return false }
    return cells.allSatisfy { format.read($0) != nil }
  }

  /// Whether numbers of six or eight digits begin with years of our time.
  private static func isPlausible(_ cells: [ArraySlice<UInt8>]) -> Bool {
    cells.allSatisfy { cell in
      (cell.count == 6 || cell.count == 8)
        && Int(String(decoding: cell.prefix(4), as: UTF8.self)).map { 1600...2200 ~= $0 } == true
    }
  }

  private static func shellWord(_ format: String) -> String {
    format.contains { $0 == " " || $0 == "'" } ? "\"\(format)\"" : format
  }
}
