extension Inspection {
  /// Puts the rows on a calendar and sums everything up.
  init(file: String, reading: inout SeriesReader.Reading, options: ReadOptions) {
    let columns = reading.table.collector.columns
    let (order, orderFinding) = reading.table.collector.orders.decide()
    var findings = reading.allFindings + [orderFinding].compactMap { $0 }
    let range = ValueSummary(of: reading.table.collector.rows.values)
    rows = reading.table.collector.rowCount
    let hasDates = columns.date != nil && columns.value != nil
    let timeline: Timeline?
    if hasDates, let order {
      let several = reading.table.severalSeries(in: order)
      findings += [several].compactMap { $0 }
      timeline =
        several?.severity != .error
        ? reading.table.timeline(in: order, isComplete: range.isComplete, options) : nil
    } else {
      timeline = nil
    }
    findings += timeline?.findings ?? []
    members = reading.table.collector.series?.members ?? []

    self.file = file
    delimiter = Character(UnicodeScalar(reading.delimiter))
    encoding = reading.encoding
    isPacked = reading.isPacked
    hasHeader = columns.hasHeader
    self.columns = columns.names
    dateColumn = columns.dateName
    valueColumn = columns.valueName
    idColumn = members.isEmpty ? nil : columns.id.map { columns.names[$0] }
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
          name: options.seriesName ?? seriesName(file: file, columns: columns), start: start,
          frequency: frequency, values: values)
      } else {
        nil
      }
  }
}

extension SeriesReader.Reading {
  /// All that is known before the dates are put in order.
  var allFindings: [Finding] { table.scanner.findings + table.collector.findings + findings }
}

/// The file's name without folder and extension, without `.gz` too; for standard input that of the
/// value column.
private func seriesName(file: String, columns: TableColumns) -> String {
  guard file != "-" else { return columns.hasHeader ? columns.valueName ?? "series" : "series" }
  var name = file.split(separator: "/").last.map(String.init) ?? file
  if name.lowercased().hasSuffix(".gz") { name.removeLast(3) }
  guard let point = name.lastIndex(of: "."), point != name.startIndex else { return name }
  return String(name[..<point])
}
