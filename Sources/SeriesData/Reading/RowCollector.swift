/// Turns records into rows of date and value, and remembers what was wrong with the others.
///
/// Keeps dates and numbers, and of the text only the first example of each problem.
struct RowCollector {
  let columns: TableColumns
  let dateFormat: DateFormat?
  private(set) var rows = RowStore()
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
  /// The number of rows below the header, notes and empty rows apart.
  private(set) var rowCount = 0
  /// The number of them that ``PlainRowReader`` read.
  private(set) var plainRowCount = 0
  private var isFirst = true
  private let plainRows: PlainRowReader?
  /// How the dates are laid out; known after the first that was read with care.
  private var dates: DateReader?
  /// How often a layout was looked for.
  private var lessons = 0

  /// A collector with what reads the rows that need no care; `nil` if all are to be taken with care.
  init(columns: TableColumns, dateFormat: DateFormat?, plainRows: PlainRowReader? = nil) {
    self.columns = columns
    self.dateFormat = dateFormat
    self.plainRows = plainRows
    if let layout = dateFormat?.layout, plainRows?.takes(layout) == true {
      dates = DateReader(layout)
    }
  }

  /// Makes room for so many rows.
  mutating func reserve(_ rows: Int) { self.rows.reserve(rows) }

  /// Takes rows straight from a block, as long as they are plain; the first stands on `line`.
  ///
  /// - Returns: Where the first row begins that is not plain, and how many were.
  mutating func addPlainRows(
    of block: RawSpan, from start: Int, line: Int
  ) -> (end: Int, count: Int) {
    // A header comes first, and text is a note only if no data follow.
    guard !isFirst, notes.isEmpty, let plainRows, var dates else { return (start, 0) }
    let settled = PlainRowReader.Settled(
      marks: .init(point: !marks.needs(.point), comma: !marks.needs(.comma)),
      onlyDayFirst: !orders.needs(.onlyDayFirst), onlyMonthFirst: !orders.needs(.onlyMonthFirst),
      either: !orders.needs(.either))
    let found = plainRows.read(
      block, from: start, dates: &dates, settled: settled, into: &rows, line: line)
    self.dates = dates
    rowCount += found.count
    plainRowCount += found.count
    return found
  }

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

  /// The rows as a series, with their dates in one order of day and month.
  ///
  /// Gives the rows away, so that sorting them needs no second copy.
  mutating func timeline(
    in order: DateOrders.Order, isComplete: Bool, _ options: ReadOptions
  ) -> Timeline {
    let observations = rows.observations(in: order, isComplete: isComplete)
    rows = RowStore()
    return Timeline(observations, options: options)
  }

  /// The rows with their dates in one order of day and month.
  func observations(in order: DateOrders.Order) -> Observations {
    rows.observations(in: order, isComplete: false)
  }

  private mutating func addRow(_ record: Record) {
    rowCount += 1
    guard record.count == columns.names.count else {
      if ragged.lines.isEmpty { raggedWidth = record.count }
      ragged.add(record[0])
      return
    }
    let value = columns.value.map { self.value(of: record[$0]) } ?? CellValue.unreadable
    guard let date = columns.date else { return }
    guard let cell = self.date(of: record[date]) else {
      badDates.add(record[date])
      return
    }
    orders.add(cell, at: record[date])
    rows.append(DateReader.Readings(cell), value)
    rows.append(lines: 1, from: record.line)
  }

  /// The number in a cell, or a ``CellValue``.
  private mutating func value(of field: Field) -> Double {
    switch NumberCell(field.bytes) {
    case .number(let number, let mark):
      marks.add(mark, at: field)
      return number
    case .missing: return CellValue.missing
    case .unreadable:
      badNumbers.add(field)
      return CellValue.unreadable
    }
  }

  /// The date in a cell, if it is of the same kind as the dates before it.
  private mutating func date(of field: Field) -> DateCell? {
    if let dateFormat { return dateFormat.read(field.bytes).map { DateCell($0, .date) } }
    guard let cell = DateCell(field.bytes) else { return nil }
    if shape == nil { shape = DateShape(of: field, kind: cell.kind) }
    guard cell.kind == shape?.kind else { return nil }
    if plainRows != nil, cell.kind == .date { learnLayout(of: field.bytes.trimmed) }
    return cell
  }

  /// Takes the layout of a date for that of the next, unless they have it already.
  ///
  /// It costs as much as a few rows. Where layouts change all the time, or dates have none, it
  /// soon ends; it goes on as plain rows pay for it.
  private mutating func learnLayout(of cell: ArraySlice<UInt8>) {
    guard lessons <= 64 + plainRowCount / 16, dates?.layout.fits(cell) != true else { return }
    lessons += 1
    if let layout = DateLayout(of: cell) { dates = DateReader(layout) }
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
