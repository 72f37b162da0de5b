import ArgumentParser
import Artifacts
import Plotting
import Reporting
import SeriesData

/// `forecast inspect`: what is in a file, and what is wrong with it.
struct Inspect: ParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what is in a CSV file, and what is wrong with it.",
    usage: "forecast inspect [<options>] [<csv>]",
    discussion: """
      EXAMPLES:
        forecast inspect sales.csv
        forecast inspect sales.csv --gaps interpolate    # what a repair gives
        forecast inspect sales.csv --plots -o pictures   # season, memory
        forecast inspect - --json < sales.csv
        forecast inspect shops.csv --list-series         # one a row

      Exit code 0 if the file gives a series, 65 if something must be settled
      first.
      """)

  @OptionGroup var input: InputOptions
  @Flag(help: "List the series of a table of several, with their rows.")
  var listSeries = false

  @Flag(help: "Draw the series, its season and its autocorrelation.")
  var plots = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to draw into. (default: plots)", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(name: .shortAndLong, help: "Replace files that forecast did not write.")
  var force = false

  @OptionGroup(title: "Pictures") var pictures: PictureOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws {
    if output != nil, !plots {
      throw ValidationError("--output is for the pictures of --plots, which is not given.")
    }
    if listSeries, plots {
      throw ValidationError("--list-series and --plots exclude each other; give one.")
    }
    if let output { try refuseStandardOutput(output) }
  }

  func run() throws {
    let name = input.csv ?? AirlinePassengers.fileName
    let plan = try plots ? pictures.plan(printsPictures: !common.json) : nil
    var source = HashingSource(try LoadedInput.open(input.csv))
    let inspection = try SeriesReader.inspect(
      from: &source, named: name, options: input.reading.readOptions)
    let display = sourceName(name)
    if listSeries { return try list(inspection, source, display) }
    let used = try inspection.series.map {
      try input.reading.used($0, interpolated: inspection.interpolated, source: display)
    }
    if plots { common.warn(pictures.remarks) }
    let drawing = try plan.flatMap { plan in
      try used.map { try draw($0.series, inspection, source, plan) }
    }
    let envelope = Envelope(
      "inspect", inputs: [.init(name: display, sha256: source.sha256)],
      result: Outcome(inspection, used?.series, drawing),
      warnings: (used?.remarks ?? []) + (drawing?.remarks ?? []))
    common.warn(used?.remarks ?? [])
    try common.print(
      text(inspection, used?.series) + (drawing?.text ?? ""), json: envelope)
    if !inspection.isUsable { throw ExitCode(65) }
    if Interruption.isRequested { throw Interruption.afterWriting(missing: nil) }
  }

  /// Prints the series of a table of several: a name and the number of its rows on each line.
  private func list(
    _ inspection: Inspection, _ source: HashingSource, _ display: String
  ) throws {
    guard let column = inspection.idColumn else {
      throw Failure(
        65, "data", "\(inspection.file): no column names series",
        hint: "Name it with --id-column, or read the file without --list-series."
      ).thrown
    }
    let result = Listing(idColumn: column, series: inspection.members)
    try common.print(
      inspection.members.map { "\(printable($0.name))\t\($0.rows)\n" }.joined(),
      json: Envelope(
        "inspect", inputs: [.init(name: display, sha256: source.sha256)], result: result,
        warnings: []), isTable: true)
  }

  /// What `--list-series --json` prints.
  private struct Listing: Encodable {
    let idColumn: String
    let series: [SeriesMember]
  }

  /// The pictures, and those that there cannot be.
  private struct Drawing {
    let folder: String
    let files: [WrittenFile]
    let printed: String
    let remarks: [String]

    var text: String {
      files.map { "Drawn: \(folder)/\($0.name)\n" }.joined()
        + (printed.isEmpty ? "" : "\n" + printed) + remarks.map { "\($0)\n" }.joined()
    }
  }

  private func draw(
    _ series: TimeSeries, _ inspection: Inspection, _ source: HashingSource, _ plan: PicturePlan
  ) throws -> Drawing {
    Interruption.listen()  // from here on there is something to clean up
    let path = output ?? "plots"
    let isAirline = source.sha256 == AirlinePassengers.sha256
    let unit = input.reading.unit ?? (isAirline ? AirlinePassengers.unit : "")
    let name = inspection.valueColumn ?? series.name
    let label = unit.isEmpty ? name : "\(name) (\(unit))"
    let place = seriesPlace(
      series.name, in: sourceName(inspection.file), valueName: inspection.valueColumn ?? "")
    let figures = SeriesFigures(
      series, title: input.reading.title ?? "\(place): \(label)",
      valueLabel: label)
    var files: [WrittenFile] = []
    if plan.terminal.fileTerminal != nil {
      var folder = InspectionFolder(path: path, force: force)
      files = try folder.draw(
        figures.all, plan, source: lastComponent(inspection.file), sha256: source.sha256)
    }
    return Drawing(
      folder: path, files: files,
      printed: common.json ? "" : try plan.printed(figures.all).joined(separator: "\n"),
      remarks: [
        figures.withoutSeason.map { "No picture of the season: \($0)." },
        figures.withoutMemory.map { "No picture of the autocorrelation: \($0)." },
      ].compactMap { $0 })
  }

  private func text(_ inspection: Inspection, _ used: TimeSeries?) -> String {
    var lines = [("File", printable(inspection.file) + (inspection.isPacked ? ", packed" : ""))]
    if let title = input.reading.title { lines.insert(("Title", printable(title)), at: 0) }
    lines.append(
      (
        "Table",
        "\(inspection.rows) rows, \(inspection.columns.count) columns, parted by "
          + "\(delimiterName(inspection.delimiter)), \(inspection.hasHeader ? "a" : "no") header"
          + (inspection.encoding == "UTF-8" ? "" : ", \(inspection.encoding)")
      ))
    if let column = inspection.idColumn {
      let count = inspection.members.count
      let chosen = input.reading.series.map { printable($0) + ", one of " } ?? ""
      lines.append(("Series", "\(chosen)\(count) in \(printable(column))"))
    }
    lines.append(("Dates", inspection.dateColumn ?? "not found"))
    lines.append(("Values", inspection.valueColumn ?? "not found"))
    if let start = inspection.start, let end = inspection.end {
      lines.append(("Span", "\(start.iso) to \(end.iso)"))
    }
    lines.append(("Frequency", inspection.frequencyEvidence ?? "not found"))
    if let used, used.count < inspection.series?.count ?? 0 {
      lines.append(
        (
          "Used",
          "\(used.timestamp(at: 0).iso) to \(used.timestamp(at: used.count - 1).iso), "
            + "\(used.count) values"
        ))
    }
    if input.reading.season != nil, let length = used?.seasonLength {
      lines.append(("Season", length == 1 ? "none" : "\(length) steps"))
    }
    let range = ValueRange(inspection, used)
    if let low = range.minimum, let mean = range.mean, let high = range.maximum {
      lines.append(("Range", "\(shortest(low)) to \(shortest(high)), mean \(Float(mean))"))
    }
    let values = used?.values ?? []
    if !Console.isPlain, !values.isEmpty {
      let sparkline = Sparkline(values, width: min(max(Console.sparklineWidth - 12, 8), 68))
      lines.append(("Course", sparkline.bars(Console.letters)))
    }
    let verdict =
      used.map { "Usable: a series of \($0.count) values." }
      ?? "Not usable yet: settle the errors below."
    let findings = inspection.findings.map { finding in
      let severity = finding.severity == .error ? "error" : "note "
      let remedy = finding.remedy.map { " \($0)" } ?? ""
      return printable(
        "  \(finding.code.rawValue) \(severity)  \(place(finding))\(finding.message).\(remedy)")
    }
    return lines.map { folded(pad("\($0.0):", 12) + printable($0.1)) }
      .joined(separator: "\n") + "\n\(verdict)\n"
      + (findings.isEmpty ? "No findings.\n" : findings.joined(separator: "\n") + "\n")
  }

  /// The range of the values that are used or, without a series, of those that could be read.
  private struct ValueRange {
    let minimum, mean, maximum: Double?

    init(_ inspection: Inspection, _ used: TimeSeries?) {
      guard let used, used.count < inspection.series?.count ?? 0 else {
        (minimum, mean, maximum) = (inspection.minimum, inspection.mean, inspection.maximum)
        return
      }
      (minimum, maximum) = (used.values.min(), used.values.max())
      mean = used.values.reduce(0) { $0 + $1 / Double(used.count) }
    }
  }

  private func place(_ finding: Finding) -> String {
    guard let line = finding.lines.first else { return "" }
    let others = finding.lines.count > 1 ? " and \(finding.lines.count - 1) more" : ""
    return "line \(line)" + (finding.column.map { ", column \($0)" } ?? "") + others + ": "
  }

  private func delimiterName(_ character: Character) -> String {
    switch character {
    case ",": "commas"
    case ";": "semicolons"
    case "\t": "tabs"
    case "|": "bars"
    default: "'\(character)'"
    }
  }

  /// What `--json` prints.
  private struct Outcome: Encodable {
    let isUsable: Bool
    let encoding: String
    let isPacked: Bool
    let idColumn: String?
    let series: [SeriesMember]?
    let rows: Int
    let columns: [String]
    let dateColumn: String?
    let valueColumn: String?
    let frequency: String?
    let frequencyEvidence: String?
    let seasonLength: Int?
    let start: String?
    let end: String?
    let minimum: Double?
    let mean: Double?
    let maximum: Double?
    let n: Int?
    let used: Span?
    let files: [WrittenFile]?
    let findings: [Finding]

    /// What `--from` and `--to` leave.
    struct Span: Encodable {
      let start: String
      let end: String
      let n: Int
    }

    init(_ inspection: Inspection, _ series: TimeSeries?, _ drawing: Drawing?) {
      isUsable = inspection.isUsable
      encoding = inspection.encoding
      isPacked = inspection.isPacked
      idColumn = inspection.idColumn
      self.series = inspection.members.isEmpty ? nil : inspection.members
      rows = inspection.rows
      columns = inspection.columns
      dateColumn = inspection.dateColumn
      valueColumn = inspection.valueColumn
      frequency = inspection.frequency?.name
      frequencyEvidence = inspection.frequencyEvidence
      seasonLength = series?.seasonLength ?? inspection.frequency?.seasonLength
      start = inspection.start?.iso
      end = inspection.end?.iso
      let range = ValueRange(inspection, series)
      minimum = range.minimum
      mean = range.mean
      maximum = range.maximum
      n = inspection.series?.count
      used = series.flatMap {
        $0.count == inspection.series?.count
          ? nil
          : Span(
            start: $0.timestamp(at: 0).iso, end: $0.timestamp(at: $0.count - 1).iso, n: $0.count)
      }
      files = drawing?.files
      findings = inspection.findings
    }
  }
}
