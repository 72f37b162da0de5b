/// Turns records into rows of date and value, and remembers what was wrong with the others.
///
/// Keeps numbers and line numbers, and of the text only the first example of each problem.
struct RowCollector {
  /// One row that has a date.
  struct Row {
    let line: Int
    let dayFirst: Timestamp?
    let monthFirst: Timestamp?
    let value: Value
  }

  enum Value: Hashable {
    case number(Double)
    case missing
    /// Already a finding.
    case unreadable
  }

  let columns: TableColumns
  let dateFormat: DateFormat?
  private(set) var rows: [Row] = []
  private(set) var orders = DateOrders()
  private(set) var marks = DecimalMarks()
  private(set) var badDates = Culprits()
  private(set) var badNumbers = Culprits()
  private(set) var ragged = Culprits()
  /// The fields of the first ragged row.
  private(set) var raggedWidth = 0
  /// The shape of the first date.
  private(set) var shape: DateShape?
  /// Rows that are text under the table, unless data follow.
  private(set) var notes: [Record] = []
  private var isFirst = true

  init(columns: TableColumns, dateFormat: DateFormat?) {
    self.columns = columns
    self.dateFormat = dateFormat
  }

  /// The number of rows below the header, notes and empty rows apart.
  private(set) var rowCount = 0

  mutating func add(_ record: Record) {
    defer { isFirst = false }
    if isFirst && columns.hasHeader || record.isEmpty { return }
    if isNote(record) {
      notes.append(record)
      return
    }
    for note in notes { addRow(note) }
    notes = []
    addRow(record)
  }

  private mutating func addRow(_ record: Record) {
    rowCount += 1
    guard record.count == columns.names.count else {
      if ragged.lines.isEmpty { raggedWidth = record.count }
      ragged.add(record[0])
      return
    }
    let value = columns.value.map { self.value(of: record[$0]) } ?? .unreadable
    guard let date = columns.date else { return }
    guard let cell = self.date(of: record[date]) else {
      badDates.add(record[date])
      return
    }
    orders.add(cell, at: record[date])
    rows.append(
      Row(
        line: record.line, dayFirst: cell.dayFirst, monthFirst: cell.monthFirst, value: value))
  }

  private mutating func value(of field: Field) -> Value {
    switch NumberCell(field.bytes) {
    case .number(let number, let mark):
      marks.add(mark, at: field)
      return .number(number)
    case .missing: return .missing
    case .unreadable:
      badNumbers.add(field)
      return .unreadable
    }
  }

  /// The date in a cell, if it is of the same kind as the dates before it.
  private mutating func date(of field: Field) -> DateCell? {
    if let dateFormat { return dateFormat.read(field.bytes).map { DateCell($0, .date) } }
    guard let cell = DateCell(field.bytes) else { return nil }
    if shape == nil { shape = DateShape(of: field, kind: cell.kind) }
    return cell.kind == shape?.kind ? cell : nil
  }

  /// Whether a row is text rather than data: it has letters, no date and no number, and stands
  /// alone in its row or below a blank line.
  private func isNote(_ record: Record) -> Bool {
    let isAlone = record.bytes[record.spans[0].end...].allSatisfy(\.isBlank)
    guard isAlone || record.followsBlankLine || !notes.isEmpty,
      record.bytes.contains(where: { $0.isLetter || $0.isContinuation })
    else { return false }
    return !record.fields.contains { field in
      if case .number = NumberCell(field.bytes) { return true }
      return dateFormat?.read(field.bytes) != nil || DateCell(field.bytes) != nil
    }
  }
}

/// The cells that share one fault: all their lines, and the first of them.
struct Culprits {
  private(set) var lines: [Int] = []
  private(set) var column: Int?
  private(set) var text = ""

  mutating func add(_ field: Field) {
    if lines.isEmpty {
      column = field.column
      text = field.text
    }
    lines.append(field.line)
  }
}
