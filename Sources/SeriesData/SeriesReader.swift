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
    let dateFormat = try dateFormat(of: options, file: file)
    let fixedDelimiter = try delimiter(of: options, file: file)
    var blocks = BlockReader(file: file)
    let sample = try blocks.sample(from: &source)
    let text = sample.dropFirst(try TextEncoding(of: sample).markLength(in: file))

    let delimiter = fixedDelimiter ?? Delimiter.find(in: text)
    let finder = ColumnFinder(
      sample: firstRecords(of: text, delimiter: delimiter, isWhole: blocks.isAtEnd),
      options: options, dateFormat: dateFormat, file: file)
    let (columns, columnFindings) = try finder.find()

    var scanner = RecordScanner(delimiter: delimiter)
    var collector = RowCollector(columns: columns, dateFormat: dateFormat)
    scanner.scan(text) { collector.add($0) }
    while let block = try blocks.next(from: &source) {
      scanner.scan(block) { collector.add($0) }
    }
    scanner.finish { collector.add($0) }

    return Inspection(
      file: file, delimiter: delimiter, collector: collector,
      findings: (scanner.findings, columnFindings), options: options)
  }

  /// The records by which columns are found: the first 200 at most.
  private static func firstRecords(
    of text: ArraySlice<UInt8>, delimiter: UInt8, isWhole: Bool
  ) -> [Record] {
    var scanner = RecordScanner(delimiter: delimiter)
    var records: [Record] = []
    scanner.scan(text) { if records.count < 200 { records.append($0) } }
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
    file: String, delimiter: UInt8, collector: RowCollector,
    findings: (quoting: [Finding], columns: [Finding]), options: ReadOptions
  ) {
    let (order, orderFinding) = collector.orders.decide()
    var findings = findings.quoting + collector.findings + findings.columns
    findings += [orderFinding].compactMap { $0 }
    let observations = order.map { collector.observations(in: $0) }
    let hasDates = collector.columns.date != nil && collector.columns.value != nil
    let timeline = hasDates ? observations.map { Timeline($0, options: options) } : nil
    findings += timeline?.findings ?? []

    let numbers = collector.numbers
    self.file = file
    self.delimiter = Character(UnicodeScalar(delimiter))
    hasHeader = collector.columns.hasHeader
    columns = collector.columns.names
    dateColumn = collector.columns.dateName
    valueColumn = collector.columns.valueName
    rows = collector.rowCount
    frequency = timeline?.frequency
    frequencyEvidence = timeline?.evidence
    start = timeline?.start
    end = timeline?.end
    minimum = numbers.min()
    maximum = numbers.max()
    mean =
      numbers.isEmpty ? nil : numbers.reduce(0) { $0 + $1 / Double(numbers.count) }
    self.findings = findings
    interpolated = timeline?.interpolated ?? []
    let isSound = !findings.contains { $0.severity == .error }
    series =
      if isSound, let timeline, let start = timeline.start, let frequency = timeline.frequency,
        let values = timeline.values
      {
        TimeSeries(
          name: seriesName(file: file, columns: collector.columns), start: start,
          frequency: frequency, values: values)
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
