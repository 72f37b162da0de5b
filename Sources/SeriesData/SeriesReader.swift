/// Reads a time series from CSV, after RFC 4180 and as people really have it.
///
/// ```swift
/// var source = try FileSource(path: "air.csv")
/// let loaded = try SeriesReader.read(from: &source, named: "air.csv", options: ReadOptions())
/// loaded.series.count        // 144
/// loaded.frequencyEvidence   // "monthly: 143 of 143 steps"
/// ```
///
/// The first 64 KiB decide the delimiter and the columns; then the whole file streams through, and
/// only numbers, dates and line numbers are kept.
public enum SeriesReader {
  /// Reads a series, or fails at the first thing that hinders.
  ///
  /// - Parameters:
  ///   - source: The bytes, read to the end.
  ///   - file: The name of the file, for errors and for the name of the series (`-`: standard input).
  ///   - options: What not to find out, and what to repair.
  /// - Returns: A series of at least three finite values without gaps.
  /// - Throws: ``SeriesError``.
  public static func read(
    from source: inout some ByteSource, named file: String, options: ReadOptions
  ) throws(SeriesError) -> LoadedSeries {
    let inspection = try inspect(from: &source, named: file, options: options)
    if let loaded = LoadedSeries(inspection) { return loaded }
    throw SeriesError(findings: inspection.findings, file: file)
      ?? SeriesError(reason: .empty, file: file, message: "there is no series in the file")
  }

  /// Reads a file and reports everything about it at once, whatever is wrong with it.
  ///
  /// - Parameters:
  ///   - source: The bytes, read to the end.
  ///   - file: The name of the file, for errors and for the name of the series (`-`: standard input).
  ///   - options: What not to find out, and what to repair.
  /// - Returns: What was found; its `series` is `nil` if a finding is an error.
  /// - Throws: ``SeriesError`` only if there is nothing to report on: the file is missing, empty or
  ///   no UTF-8, or an option cannot apply to it.
  public static func inspect(
    from source: inout some ByteSource, named file: String, options: ReadOptions
  ) throws(SeriesError) -> Inspection {
    try inspect(from: &source, named: file, options: options, isCareful: false)
  }

  /// The same; `isCareful` takes every row byte by byte, as tests compare.
  static func inspect(
    from source: inout some ByteSource, named file: String, options: ReadOptions, isCareful: Bool
  ) throws(SeriesError) -> Inspection {
    var (table, columnFindings, delimiter) = try readTable(
      from: &source, named: file, options: options, isCareful: isCareful)
    return Inspection(
      file: file, delimiter: delimiter, columnFindings: columnFindings, table: &table,
      options: options)
  }

  /// Finds the columns and reads all rows.
  static func readTable(
    from source: inout some ByteSource, named file: String, options: ReadOptions, isCareful: Bool
  ) throws(SeriesError) -> (table: TableReader, columnFindings: [Finding], delimiter: UInt8) {
    let dateFormat = try dateFormat(of: options, file: file)
    let fixedDelimiter = try delimiter(of: options, file: file)
    var blocks = BlockReader(file: file)
    try blocks.readSample(from: &source)
    let textStart = try TextEncoding(of: blocks.block).markLength(in: file)
    let sample = blocks.block.dropFirst(textStart)

    let delimiter = fixedDelimiter ?? Delimiter.find(in: sample.span.bytes)
    let finder = ColumnFinder(
      sample: firstRecords(of: sample.span.bytes, delimiter: delimiter, isWhole: blocks.isAtEnd),
      options: options, dateFormat: dateFormat, file: file)
    let (columns, columnFindings) = try finder.find()

    var table = TableReader(
      columns: columns, delimiter: delimiter, dateFormat: dateFormat, isCareful: isCareful)
    table.read(blocks.bytes, textStart..<blocks.count)
    table.reserve(bytesRead: blocks.count, bytesToCome: source.expectedByteCount ?? 0)
    while try blocks.readBlock(from: &source) { table.read(blocks.bytes, 0..<blocks.count) }
    table.finish()
    return (table, columnFindings, delimiter)
  }

  /// The records by which columns are found: the first 200 at most.
  private static func firstRecords(
    of text: RawSpan, delimiter: UInt8, isWhole: Bool
  ) -> [Record] {
    var scanner = RecordScanner(delimiter: delimiter)
    var records: [Record] = []
    for piece in text.pieces where isWhole || records.count < 200 {
      scanner.scan(text.extracting(piece)) { if records.count < 200 { records.append($0) } }
    }
    if isWhole || records.isEmpty { scanner.finish { records.append($0) } }
    return records
  }

  private static func dateFormat(
    of options: ReadOptions, file: String
  ) throws(SeriesError) -> DateFormat? {
    guard let text = options.dateFormat else { return nil }
    do {
      return try DateFormat(text)
    } catch {
      throw SeriesError(reason: .invalidOption, file: file, message: error.message)
    }
  }

  private static func delimiter(
    of options: ReadOptions, file: String
  ) throws(SeriesError) -> UInt8? {
    guard let character = options.delimiter else { return nil }
    guard let byte = character.asciiValue, byte != .quote, byte != .lineFeed,
      byte != .carriageReturn
    else {
      throw SeriesError(
        reason: .invalidOption, file: file,
        message: "the delimiter \(quoted(String(character))) is not an ASCII character that can "
          + "part fields")
    }
    return byte
  }
}

extension Inspection {
  /// Puts the rows on a calendar and sums everything up.
  init(
    file: String, delimiter: UInt8, columnFindings: [Finding], table: inout TableReader,
    options: ReadOptions
  ) {
    let columns = table.collector.columns
    let (order, orderFinding) = table.collector.orders.decide()
    var findings = table.scanner.findings + table.collector.findings + columnFindings
    findings += [orderFinding].compactMap { $0 }
    let range = ValueSummary(of: table.collector.rows.values)
    rows = table.collector.rowCount
    let hasDates = columns.date != nil && columns.value != nil
    let timeline =
      hasDates
      ? order.map { table.timeline(in: $0, isComplete: range.isComplete, options) } : nil
    findings += timeline?.findings ?? []

    self.file = file
    self.delimiter = Character(UnicodeScalar(delimiter))
    hasHeader = columns.hasHeader
    self.columns = columns.names
    dateColumn = columns.dateName
    valueColumn = columns.valueName
    frequency = timeline?.frequency
    frequencyEvidence = timeline?.evidence
    start = timeline?.start
    end = timeline?.end
    minimum = range.minimum
    maximum = range.maximum
    mean = range.mean
    self.findings = findings
    interpolated = timeline?.interpolated ?? []
    let isSound = !findings.contains { $0.severity == .error }
    series =
      if isSound, let timeline, let start = timeline.start, let frequency = timeline.frequency,
        let values = timeline.values
      {
        TimeSeries(
          name: seriesName(file: file, columns: columns), start: start, frequency: frequency,
          values: values)
      } else {
        nil
      }
  }
}

/// The file's name without folder and extension; for standard input that of the value column.
private func seriesName(file: String, columns: TableColumns) -> String {
  guard file != "-" else { return columns.hasHeader ? columns.valueName ?? "series" : "series" }
  let last = file.split(separator: "/").last.map(String.init) ?? file
  guard let point = last.lastIndex(of: "."), point != last.startIndex else { return last }
  return String(last[..<point])
}
