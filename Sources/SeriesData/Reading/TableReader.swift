/// Cuts a table into rows block by block: the plain rows at once, the others byte by byte.
struct TableReader {
  private(set) var scanner: RecordScanner
  private(set) var collector: RowCollector
  /// How many lines in a row were tried as plain rows in vain.
  private var failures = 0

  /// A reader of a table; `isCareful` takes every row byte by byte, for tests.
  init(
    columns: TableColumns, delimiter: UInt8, dateFormat: DateFormat?,
    options: ReadOptions = ReadOptions(), isCareful: Bool
  ) {
    scanner = RecordScanner(delimiter: delimiter)
    collector = RowCollector(
      columns: columns, delimiter: delimiter, dateFormat: dateFormat, options: options,
      plainRows: isCareful ? nil : PlainRowReader(columns: columns, delimiter: delimiter))
  }

  /// Makes room for the rows of a file, given how many of its bytes were read and are to come.
  ///
  /// Half a gigabyte a column at the most, so that a file which is longer than it looks costs
  /// nothing; what comes beyond grows as it comes.
  mutating func reserve(bytesRead: Int, bytesToCome: Int) {
    guard bytesRead > 0, bytesToCome > 0 else { return }
    let rowsPerByte = 1.01 * Double(collector.rows.count) / Double(bytesRead)
    let rows = Double(collector.rows.count) + rowsPerByte * Double(bytesToCome)
    collector.reserve(Int(min(rows, 0x1p26)))
  }

  /// Reads the text of a block.
  ///
  /// - Parameters:
  ///   - bytes: The block, and ``PlainRowReader/padding`` zeros behind the text.
  ///   - text: Where the text stands in it.
  mutating func read(_ bytes: [UInt8], _ text: Range<Int>) {
    let end = text.upperBound
    let block = bytes.span.bytes.extracting(first: end + PlainRowReader.padding)
    var place = text.lowerBound
    while place < end {
      if scanner.isAtLineStart {
        let plain = collector.addPlainRows(of: block, from: place, line: scanner.line)
        scanner.skip(lines: plain.count)
        failures = plain.count > 0 ? 0 : failures + 1
        place = plain.end
      }
      let carefulEnd = carefulEnd(block, from: place, to: end)
      scanner.scan(block.extracting(place..<carefulEnd)) { collector.add($0) }
      place = carefulEnd
    }
  }

  /// Where the next plain row is tried: behind this line and the blank lines and comments below it,
  /// or behind a few more where hardly any row is plain.
  private func carefulEnd(_ block: RawSpan, from start: Int, to end: Int) -> Int {
    var lines = failures < 256 ? 1 : 16
    var place = Self.lineEnd(block, from: start, to: end)
    while place < end {
      lines -= 1
      guard lines > 0 || Self.holdsNoRow(block.byte(at: place)) else { break }
      place = Self.lineEnd(block, from: place, to: end)
    }
    return place
  }

  /// The rows as a series, with their dates in one order of day and month; they are given away.
  mutating func timeline(
    in order: DateOrders.Order, isComplete: Bool, _ options: ReadOptions
  ) -> Timeline {
    collector.timeline(in: order, isComplete: isComplete, options)
  }

  /// What is wrong if the rows turn out to be those of several series.
  mutating func severalSeries(in order: DateOrders.Order) -> Finding? {
    collector.severalSeries(in: order)
  }

  /// Ends the file.
  mutating func finish() {
    scanner.finish { collector.add($0) }
  }

  /// Whether a line that begins so is blank or a comment.
  private static func holdsNoRow(_ byte: UInt8) -> Bool {
    byte == .hash || byte == .lineFeed || byte == .carriageReturn
  }

  /// The place behind the next line feed, or `end`.
  private static func lineEnd(_ block: RawSpan, from start: Int, to end: Int) -> Int {
    var place = start
    while place < end {
      let mark = block.word(at: place).firstMark(of: .lineFeed)
      if mark != 0 { return min(place + mark.bytesBeforeMark + 1, end) }
      place += 8
    }
    return end
  }
}
