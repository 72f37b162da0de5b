/// Turns records into rows of date and value, and remembers what was wrong with the others.
///
/// Keeps dates and numbers, and of the text only the first example of each problem.
struct RowCollector {
  let columns: TableColumns
  let dateFormat: DateFormat?
  private(set) var rows = RowStore()
  private(set) var orders = DateOrders()
  private(set) var marks: DecimalMarks
  private(set) var affixes = Affixes()
  /// The series of a table of several.
  private(set) var series: SeriesNames?
  private(set) var badDates = Culprits()
  private(set) var badNumbers = Culprits()
  private(set) var ragged = Culprits()
  /// The fields of the first ragged row.
  private(set) var raggedWidth = 0
  /// The shape of the first date.
  private(set) var shape: DateShape?
  /// Rows that are text under the table, unless data follow.
  private(set) var notes: [Record] = []
  /// The lines on which the header stands again.
  private(set) var headersAgain: [Int] = []
  /// The number of rows below the header, notes and empty rows apart.
  private(set) var rowCount = 0
  /// The number of them that ``PlainRowReader`` read.
  private(set) var plainRowCount = 0
  /// The records to come that are above the rows.
  private var recordsToSkip: Int
  private let plainRows: PlainRowReader?
  /// How the dates are laid out; known after the first that was read with care.
  private var dates: DateReader?
  /// How often a layout was looked for.
  private var lessons = 0

  /// Text below a table is no longer than this.
  private static let mostNotes = 1000

  /// A collector with what reads the rows that need no care; `nil` if all are to be taken with care.
  init(
    columns: TableColumns, delimiter: UInt8, dateFormat: DateFormat?, options: ReadOptions,
    plainRows: PlainRowReader? = nil
  ) {
    self.columns = columns
    self.dateFormat = dateFormat
    self.plainRows = plainRows
    recordsToSkip = columns.recordsToSkip
    marks = DecimalMarks(chosen: options.decimal, delimiter: delimiter)
    series = columns.id.map {
      SeriesNames(column: $0, wanted: options.seriesName, isTentative: columns.isIDTentative)
    }
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
    guard recordsToSkip == 0, notes.isEmpty, let plainRows, var dates,
      affixes.isOpen || affixes.isPlain
    else { return (start, 0) }
    let taken = series?.taken
    guard series == nil || taken.map(plainRows.takes) == true else { return (start, 0) }
    let name = taken ?? []
    let settled = PlainRowReader.Settled(
      marks: .init(point: marks.decision == .point, comma: marks.decision == .comma),
      onlyDayFirst: !orders.needs(.onlyDayFirst), onlyMonthFirst: !orders.needs(.onlyMonthFirst),
      either: !orders.needs(.either), seriesName: WordText(name),
      needsQuotes: plainRows.needsQuotes(name))
    let before = rows.count
    let found = plainRows.read(
      block, from: start, dates: &dates, settled: settled, into: &rows, line: line)
    self.dates = dates
    if affixes.isOpen, let row = rows.values[before...].firstIndex(where: { !$0.isNaN }) {
      affixes.addPlain(line: line + row - before)
    }
    series?.addPlain(found.count)
    rowCount += found.count
    plainRowCount += found.count
    return found
  }

  mutating func add(_ record: Record) {
    guard recordsToSkip == 0 else {
      recordsToSkip -= 1
      return
    }
    if record.isEmpty || record.isRule { return }
    if isNote(record), notes.count < Self.mostNotes {
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

  /// What is wrong if the rows turn out to be those of several series.
  mutating func severalSeries(in order: DateOrders.Order) -> Finding? {
    let rows = rows
    return series?.settle(
      rows.observations(in: order, isComplete: false).times, columns: columns)
  }

  /// The rows with their dates in one order of day and month.
  func observations(in order: DateOrders.Order) -> Observations {
    rows.observations(in: order, isComplete: false)
  }

  private mutating func addRow(_ record: Record) {
    if isHeaderAgain(record) {
      headersAgain.append(record.line)
      return
    }
    rowCount += 1
    guard isWhole(record) else {
      if ragged.lines.isEmpty { raggedWidth = record.count }
      ragged.add(record[0])
      return
    }
    if let id = columns.id, series?.takes(record[id], row: rows.count) == false { return }
    guard let column = columns.date, let cell = date(of: record, in: column) else {
      if let column = columns.date { badDates.add(record[column]) }
      if let value = columns.value { _ = self.value(of: record[value], row: nil) }
      return
    }
    guard let years = columns.years else {
      let value = columns.value.map { self.value(of: record[$0], row: rows.count) }
      append(cell, value ?? CellValue.unreadable, record, record[column])
      return
    }
    for part in years.parts {
      let field = record[part.column]
      guard NumberCell(field.bytes) != .missing,
        let date = cell.dayFirst.flatMap({ Timestamp(year: $0.year, month: part.month, day: 1) })
      else { continue }
      append(
        DateCell(date, .month), value(of: field, row: rows.count), record, record[column])
    }
  }

  private mutating func append(
    _ date: DateCell, _ value: Double, _ record: Record, _ field: Field
  ) {
    orders.add(date, at: field)
    rows.append(DateReader.Readings(date), value)
    rows.append(lines: 1, from: record.line)
  }

  /// Whether a record has as many fields as the table; empty ones may follow.
  private func isWhole(_ record: Record) -> Bool {
    let width = columns.names.count
    guard record.count > width else { return record.count == width }
    return record.bytes[record.spans[width - 1].end...].allSatisfy(\.isBlank)
  }

  private func isHeaderAgain(_ record: Record) -> Bool {
    columns.hasHeader && record.count >= columns.names.count
      && columns.names.indices.allSatisfy {
        record[$0].bytes.trimmed.elementsEqual(columns.names[$0].utf8)
      }
  }

  /// The number in a cell, or a ``CellValue``; `row` is nil if it will be in none.
  private mutating func value(of field: Field, row: Int?) -> Double {
    switch NumberCell(field.bytes) {
    case .number(let number):
      affixes.add(number.affix, at: field)
      let (value, rowsToMend) = marks.add(number, at: field, row: row)
      rows.mend(rowsToMend)
      return value
    case .missing: return CellValue.missing
    case .unreadable:
      badNumbers.add(field)
      return CellValue.unreadable
    }
  }

  /// The date in a row, if it is of the same kind as the dates before it.
  private mutating func date(of record: Record, in column: Int) -> DateCell? {
    let field = record[column]
    if let dateFormat { return dateFormat.read(field.bytes).map { DateCell($0, .date) } }
    guard let cell = DateCell(field.bytes) else { return nil }
    if shape == nil { shape = DateShape(of: field, kind: cell.kind) }
    guard cell.kind == shape?.kind else { return nil }
    if let month = columns.month {
      guard cell.kind == .year, let year = cell.dayFirst?.year,
        let month = record[month].bytes.month
      else { return nil }
      return Timestamp(year: year, month: month, day: 1).map { DateCell($0, .month) }
    }
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
      NumberCell(field.bytes).isNumber
        || dateFormat?.read(field.bytes) != nil || DateCell(field.bytes) != nil
    }
  }
}

/// The cells that share one fault: all their lines, and the first of them.
struct Culprits {
  private(set) var lines: [Int] = []
  private(set) var column: Int?
  private(set) var text = ""

  init(line: Int? = nil) { lines = line.map { [$0] } ?? [] }

  init(_ field: Field) { add(field) }

  /// The first of them alone; nil if there is none.
  var first: Culprits? {
    guard let line = lines.first else { return nil }
    var first = Culprits(line: line)
    (first.column, first.text) = (column, text)
    return first
  }

  mutating func add(_ field: Field) {
    if lines.isEmpty {
      column = field.column
      text = field.text
    }
    lines.append(field.line)
  }
}
