/// How a date is written, so that an error can say what was expected.
struct DateShape: Hashable {
  /// What a date names.
  enum Kind: String { case year, quarter, month, week, date }

  let kind: Kind
  /// The way it is written: `YYYY-MM`.
  let pattern: String
}

extension DateShape {
  /// The shape of a cell that was read: digits become the letters of what they count.
  init(of cell: Field, kind: Kind) {
    self.kind = kind
    let text = cell.text
    let timeMark = text.firstIndex(of: ":").flatMap { colon in
      text[..<colon].lastIndex { $0 == "T" || $0 == " " }
    }
    let date = text[..<(timeMark ?? text.endIndex)]
    let groups = date.split(whereSeparator: { !$0.isNumber })
    let startsWithYear = groups.first?.count == 4
    var names =
      switch kind {
      case .year: ["YYYY"]
      case .quarter: startsWithYear ? ["YYYY", "n"] : ["n", "YYYY"]
      case .week: ["YYYY", "ww", "d"]
      case .month: startsWithYear ? ["YYYY", "MM"] : groups.count == 1 ? ["YYYY"] : ["MM", "YYYY"]
      case .date:
        startsWithYear
          ? ["YYYY", "MM", "DD"] : groups.count == 2 ? ["DD", "YYYY"] : ["DD", "MM", "YYYY"]
      }
    var pattern = ""
    var rest = date[...]
    while let first = rest.first {
      let run = rest.prefix { $0.isNumber == first.isNumber && $0.isLetter == first.isLetter }
      if first.isNumber {
        pattern += names.isEmpty ? "" : names.removeFirst()
      } else {
        pattern += first.isLetter && run.count >= 3 ? "Mon" : String(run)
      }
      rest = rest.dropFirst(run.count)
    }
    self.pattern = pattern + (date.count < text.count ? " HH:MM" : "")
  }
}
