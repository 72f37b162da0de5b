/// Reads the rows of a table that need no care, straight from a block of the file.
///
/// Such a row stands on one line, has as many fields as the header, a date in the layout of the
/// column, and a number (or nothing) as its value; quotes only around whole fields. At the first
/// that is different it stops, and ``RecordScanner`` and ``RowCollector`` take that line: they are
/// the slow, obvious twin, which can read every line, and tests tie the two.
struct PlainRowReader {
  private let delimiter: UInt8
  private let width: Int
  private let dateColumn: Int
  private let valueColumn: Int
  /// The column of the names of series; −1 without one.
  private let idColumn: Int

  /// What the column is known to have, so that one more needs no remark.
  struct Settled {
    var marks: PlainNumber.Marks
    var onlyDayFirst: Bool
    var onlyMonthFirst: Bool
    var either: Bool
    /// What stands in the column of the names.
    var seriesName: WordText
    var needsQuotes: Bool
  }

  /// Bytes that must follow the text of a block, all zero: a word is read beyond its end, and what
  /// is read there is no digit and no mark.
  static let padding = 64

  /// - Returns: `nil` if the table or its delimiter is not plain, or one column is both dates and
  ///   values.
  init?(columns: TableColumns, delimiter: UInt8) {
    guard let date = columns.date, let value = columns.value, date != value,
      Delimiter.candidates.contains(delimiter), columns.years == nil, columns.month == nil,
      columns.id != date, columns.id != value
    else { return nil }
    idColumn = columns.id ?? -1
    self.delimiter = delimiter
    width = columns.names.count
    (dateColumn, valueColumn) = (date, value)
  }

  /// Whether dates laid out so can stand in a row without meaning anything else to the table: a
  /// field or a line that ends, a quote, a comment.
  func takes(_ layout: DateLayout) -> Bool {
    let text = layout.text
    return text.first != .hash
      && !text.contains { [delimiter, .quote, .lineFeed, .carriageReturn].contains($0) }
  }

  /// Whether a name of a series can stand in a row as it is, between quotes or not.
  func takes(_ name: [UInt8]) -> Bool {
    !name.contains { [.quote, .lineFeed, .carriageReturn].contains($0) }
  }

  /// Whether a name can stand there only between quotes.
  func needsQuotes(_ name: [UInt8]) -> Bool { name.first == .hash || name.contains(delimiter) }

  /// Reads rows from `start` on, as long as they are plain; the first stands on `line`.
  ///
  /// `block` is text and ``padding`` zeros behind it.
  ///
  /// - Returns: Where the first row begins that is not plain, and how many were.
  func read(
    _ block: RawSpan, from start: Int, dates: inout DateReader, settled: Settled,
    into rows: inout RowStore, line: Int
  ) -> (end: Int, count: Int) {
    let textEnd = block.byteCount - Self.padding
    // Where every row needs care, this is called for each, and must cost next to nothing.
    guard start < textEnd, let first = row(block, at: start, &dates, settled) else {
      return (start, 0)
    }
    var batch = RowStore.Batch()
    batch.append(first.date, first.value)
    var (end, count) = (first.end, 1)
    while end < textEnd, let row = row(block, at: end, &dates, settled) {
      if batch.isFull { rows.append(&batch) }
      batch.append(row.date, row.value)
      end = row.end
      count += 1
    }
    rows.append(&batch)
    rows.append(lines: count, from: line)
    return (end, count)
  }

  private struct Row {
    var date = DateReader.Readings(dayFirst: 0, monthFirst: 0)
    var value = 0.0
    var end = 0
  }

  @inline(__always)
  private func row(
    _ block: RawSpan, at start: Int, _ dates: inout DateReader, _ settled: Settled
  ) -> Row? {
    var row = Row()
    var place = start
    for column in 0..<width {
      if column > 0 {
        guard block.byte(at: place) == delimiter else { return nil }
        place += 1
      }
      let isQuoted = block.byte(at: place) == .quote
      if isQuoted { place += 1 }
      if column == dateColumn {
        guard let date = dates.read(block, at: place), date.isSettled(settled) else { return nil }
        row.date = date
        place += dates.layout.length
      } else if column == valueColumn {
        guard let number = number(block, at: place, isQuoted, settled.marks) else { return nil }
        row.value = number.value
        place = number.end
      } else if column == idColumn {
        guard isQuoted || !settled.needsQuotes,
          place + settled.seriesName.count <= block.byteCount - Self.padding,
          settled.seriesName.stands(in: block, at: place)
        else { return nil }
        place += settled.seriesName.count
      } else {
        // A line that begins so is a comment.
        if place == start, block.byte(at: place) == .hash { return nil }
        place = isQuoted ? quotedEnd(block, from: place) : unquotedEnd(block, from: place)
      }
      if isQuoted {
        guard block.byte(at: place) == .quote else { return nil }
        place += 1
      }
    }
    if block.byte(at: place) == .carriageReturn { place += 1 }
    guard block.byte(at: place) == .lineFeed else { return nil }
    row.end = place + 1
    return row
  }

  /// The value that begins at `start`: a number, behind spaces perhaps, or nothing.
  @inline(__always)
  private func number(
    _ block: RawSpan, at start: Int, _ isQuoted: Bool, _ marks: PlainNumber.Marks
  ) -> PlainNumber? {
    var place = start
    while block.byte(at: place) == .space { place += 1 }
    var marks = marks
    if delimiter == .comma, !isQuoted { marks.comma = false }
    if let number = PlainNumber(block, at: place, marks: marks) { return number }
    let next = block.byte(at: place)
    let isEmpty = isQuoted ? next == .quote : next == delimiter || next == .lineFeed
    return isEmpty ? PlainNumber(value: CellValue.missing, end: place) : nil
  }

  /// Where a field without quotes ends: at the next delimiter, line end or quote.
  private func unquotedEnd(_ block: RawSpan, from start: Int) -> Int {
    end(block, from: start) { word in
      word.firstMark(of: delimiter) | word.firstMark(of: .lineFeed)
        | word.firstMark(of: .carriageReturn) | word.firstMark(of: .quote)
    }
  }

  /// Where the text between quotes ends: at the next quote or line end.
  private func quotedEnd(_ block: RawSpan, from start: Int) -> Int {
    end(block, from: start) { word in
      word.firstMark(of: .quote) | word.firstMark(of: .lineFeed)
        | word.firstMark(of: .carriageReturn)
    }
  }

  /// The first byte from `start` on that has a mark, or the end of the text.
  @inline(__always)
  private func end(_ block: RawSpan, from start: Int, _ marks: (UInt64) -> UInt64) -> Int {
    let textEnd = block.byteCount - Self.padding
    var place = start
    while place < textEnd {
      let found = marks(block.word(at: place))
      if found != 0 { return place + found.bytesBeforeMark }
      place += 8
    }
    return textEnd
  }
}

extension DateReader.Readings {
  /// Whether the order of day and month needs no remark on this date.
  @inline(__always)
  fileprivate func isSettled(_ settled: PlainRowReader.Settled) -> Bool {
    if dayFirst == monthFirst { return true }
    if monthFirst == RowStore.noReading { return settled.onlyDayFirst }
    if dayFirst == RowStore.noReading { return settled.onlyMonthFirst }
    return settled.either
  }
}
