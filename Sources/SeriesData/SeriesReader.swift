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
  /// - Throws: ``SeriesError`` only if there is nothing to report on: the file is missing, empty,
  ///   damaged, changed meanwhile, no text or no table, or an option cannot apply to it.
  public static func inspect(
    from source: inout some ByteSource, named file: String, options: ReadOptions
  ) throws(SeriesError) -> Inspection {
    try inspect(from: &source, named: file, options: options, isCareful: false)
  }

  /// The same; `isCareful` takes every row byte by byte, as tests compare.
  static func inspect(
    from source: inout some ByteSource, named file: String, options: ReadOptions, isCareful: Bool
  ) throws(SeriesError) -> Inspection {
    var reading = try readTable(from: &source, named: file, options: options, isCareful: isCareful)
    return Inspection(file: file, reading: &reading, options: options)
  }

  /// A table whose rows were all read.
  struct Reading {
    var table: TableReader
    /// What was found about text, columns, and where the table begins.
    var findings: [Finding]
    let delimiter: UInt8
    let encoding: String
    let isPacked: Bool
  }

  /// Finds the columns and reads all rows.
  static func readTable(
    from source: inout some ByteSource, named file: String, options: ReadOptions, isCareful: Bool
  ) throws(SeriesError) -> Reading {
    let dateFormat = try dateFormat(of: options, file: file)
    let fixedDelimiter = try delimiter(of: options, file: file)
    var blocks = BlockReader(file: file)
    try blocks.readSample(from: &source, encoding: options.encoding)
    if let fault = blocks.fault { throw blocks.place(of: fault, in: blocks.block) }

    let separator = SeparatorLine(blocks.block)
    let sample = blocks.block
    let delimiter = fixedDelimiter ?? separator?.delimiter ?? Delimiter.find(in: sample.span.bytes)
    var records = firstRecords(
      of: sample.span.bytes, delimiter: delimiter, isWhole: blocks.isWhole)
    if separator != nil, !records.isEmpty { records.removeFirst() }
    let finder = ColumnFinder(
      sample: records, options: options, dateFormat: dateFormat, file: file)
    var (columns, findings) = try finder.find()
    if separator != nil { columns.recordsToSkip += 1 }

    var table = TableReader(
      columns: columns, delimiter: delimiter, dateFormat: dateFormat, options: options,
      isCareful: isCareful)
    if let assumed = blocks.assumed(in: sample) { findings.append(assumed) }
    table.read(blocks.bytes, blocks.start..<blocks.count)
    if !blocks.isPacked {
      table.reserve(bytesRead: blocks.count, bytesToCome: source.expectedByteCount ?? 0)
    }
    while !table.scanner.isHopeless, try blocks.readBlock(from: &source) {
      let before = (table.scanner.line, table.scanner.column)
      table.read(blocks.bytes, blocks.start..<blocks.count)
      if blocks.turnsTo1252 {
        let (line, column) =
          blocks.turnsAtStart ? before : (table.scanner.line, table.scanner.column)
        findings.append(.windows1252(line: line, column: column))
      }
    }
    if let fault = blocks.fault {
      throw fault.error(in: file, line: table.scanner.line, column: table.scanner.column)
    }
    if !table.scanner.isHopeless { table.finish() }
    if let missing = table.collector.series?.missing(in: file, columns: columns) { throw missing }
    return Reading(
      table: table, findings: findings, delimiter: delimiter, encoding: blocks.form.name,
      isPacked: blocks.isPacked)
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
    if isWhole || records.isEmpty {
      scanner.finish { if records.count < 200 { records.append($0) } }
    }
    return records
  }

  private static func dateFormat(
    of options: ReadOptions, file: String
  ) throws(SeriesError) -> DateFormat? {
    guard let text = options.dateFormat else { return nil }
    do {
      return try DateFormat(text)
    } catch {
      throw SeriesError(
        reason: .invalidOption, file: file, message: error.message,
        hint: "Try one such as --date-format '%d/%m/%Y'.")
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
          + "part fields",
        hint: "Try --delimiter ';'.")
    }
    return byte
  }
}
