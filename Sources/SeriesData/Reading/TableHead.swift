/// Where a table begins: text above it, its header, and a row of units under the header.
///
/// The first row is the first record with a date and a number in two of its cells. The header is above
/// it: text in at least two cells, as many as the row has, below the last blank line. Without such a
/// record the first of the file is the header or the first row, as in nearly all files.
struct TableHead: Hashable {
  /// The records above the header, or above the first row if there is none.
  private(set) var leading = 0
  /// The records between the header and the first row.
  private(set) var units = 0
  /// Whether the header lacks a name for the first column, in which R writes row names.
  private(set) var lacksFirstName = false
  /// Whether the record behind ``leading`` can only be a row.
  private(set) var hasNoHeader = false

  /// More than so many rows of text are not a head but faulty rows.
  private static let mostUnits = 3

  init(
    of records: [Record], isDate: (Field) -> Bool, isNumber: (Field) -> Bool
  ) {
    func isText(_ record: Record) -> Bool { !record.fields.contains { isDate($0) || isNumber($0) } }
    guard let row = records.firstIndex(where: { $0.isRow(isDate, isNumber) }), row > 0 else {
      return
    }
    let width = records[row].filledCount
    let above = records[..<row]
    let first = above.lastIndex { $0.followsBlankLine } ?? 0
    let header = above[first...].firstIndex { record in
      (record.count == records[row].count || record.filledCount == width) && isText(record)
        && !record.isRule
        && record.fields.count { !$0.text.isEmpty } >= 2
    }
    if let header {
      leading = header
      let between = records[header + 1..<row]
      if between.count <= Self.mostUnits, between.allSatisfy(isText) { units = between.count }
    } else if above[row - 1].filledCount == width - 1, isText(above[row - 1]),
      !above[row - 1].isRule, width == 2 || !isDate(records[row][0])
    {
      // Rows that begin with a date have no names: one has a field too many, as `101,5` makes it.
      (leading, lacksFirstName) = (row - 1, true)
    } else if above[row - 1].filledCount < 2,
      above.allSatisfy({ $0.filledCount < width && isText($0) })
    {
      (leading, hasNoHeader) = (row, true)
    }
  }
}

extension Record {
  /// Whether one cell is a date and another a number.
  fileprivate func isRow(_ isDate: (Field) -> Bool, _ isNumber: (Field) -> Bool) -> Bool {
    let dates = (0..<count).filter { isDate(self[$0]) }
    guard !dates.isEmpty else { return false }
    return (0..<count).contains { cell in dates != [cell] && isNumber(self[cell]) }
  }

  /// The number of fields without empty ones at the end.
  fileprivate var filledCount: Int {
    (0..<count).last { !self[$0].bytes.trimmed.isEmpty }.map { $0 + 1 } ?? 0
  }

  /// Whether this is a line of dashes, as database clients and Markdown draw them.
  var isRule: Bool {
    bytes.allSatisfy { [.dash, .plus, 0x3D, .colon, .bar, .space].contains($0) }
      && fields.contains { $0.bytes.count { $0 == .dash || $0 == 0x3D } >= 3 }
  }

  /// The cells that are not empty, for people.
  var summary: String { fields.map(\.text).filter { !$0.isEmpty }.joined(separator: " ") }
}

extension Finding {
  /// What is said of the records that are not part of the table.
  static func leadingText(_ records: some Collection<Record>, where place: String) -> Finding? {
    let texts = records.filter { !$0.isRule && !$0.isEmpty }
    guard let first = texts.first else { return nil }
    return Finding(
      .leadingText, severity: .note,
      "text \(place) was skipped: \(quoted(first.summary))", lines: texts.map(\.line))
  }
}

/// The first line of a file by which Excel is told the delimiter: `sep=;`.
struct SeparatorLine {
  let delimiter: UInt8

  init?(_ text: ArraySlice<UInt8>) {
    let line = Array(text.prefix(8))
    guard line.count >= 5, line[..<4].map(\.lowercased) == Array("sep=".utf8),
      line.count == 5 || line[5] == .lineFeed || line[5] == .carriageReturn,
      line[4] != .quote, line[4] != .lineFeed, line[4] != .carriageReturn, line[4] < 0x80
    else { return nil }
    delimiter = line[4]
  }
}
