import ArgumentParser
import Artifacts
import Reporting
import SeriesData

/// `forecast inspect`: what is in a file, and what is wrong with it.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what is in a CSV file, and what is wrong with it.",
    usage: "forecast inspect [<options>] [<csv>]",
    discussion: """
      EXAMPLES:
        forecast inspect sales.csv
        forecast inspect sales.csv --gaps interpolate    # what a repair gives
        forecast inspect - --json < sales.csv

      Exit code 0 if the file gives a series, 65 if something must be settled
      first.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func run() throws {
    let name = input.csv ?? AirlinePassengers.fileName
    var source = HashingSource(try LoadedInput.open(input.csv))
    let inspection = try SeriesReader.inspect(
      from: &source, named: name, options: input.reading.readOptions)
    let envelope = Envelope(
      "inspect",
      inputs: [
        .init(name: sourceName(name), sha256: source.sha256)
      ],
      result: Outcome(inspection))
    try common.print(text(inspection), json: envelope)
    if !inspection.isUsable { throw ExitCode(65) }
  }

  private func text(_ inspection: Inspection) -> String {
    var lines = [("File", inspection.file)]
    lines.append(
      (
        "Table",
        "\(inspection.rows) rows, \(inspection.columns.count) columns, parted by "
          + "\(delimiterName(inspection.delimiter)), \(inspection.hasHeader ? "a" : "no") header"
      ))
    lines.append(("Dates", inspection.dateColumn ?? "not found"))
    lines.append(("Values", inspection.valueColumn ?? "not found"))
    if let start = inspection.start, let end = inspection.end {
      lines.append(("Span", "\(start.iso) to \(end.iso)"))
    }
    lines.append(("Frequency", inspection.frequencyEvidence ?? "not found"))
    if let low = inspection.minimum, let mean = inspection.mean, let high = inspection.maximum {
      lines.append(("Range", "\(short(low)) to \(short(high)), mean \(Float(mean))"))
    }
    let verdict =
      inspection.series.map { "Usable: a series of \($0.count) values." }
      ?? "Not usable yet: settle the errors below."
    let findings = inspection.findings.map { finding in
      let severity = finding.severity == .error ? "error" : "note "
      let remedy = finding.remedy.map { " \($0)" } ?? ""
      return "  \(finding.code.rawValue) \(severity)  \(place(finding))\(finding.message).\(remedy)"
    }
    return lines.map { "\($0.0):\(String(repeating: " ", count: 10 - $0.0.count)) \($0.1)" }
      .joined(separator: "\n") + "\n\(verdict)\n"
      + (findings.isEmpty ? "No findings.\n" : findings.joined(separator: "\n") + "\n")
  }

  private func place(_ finding: Finding) -> String {
    guard let line = finding.lines.first else { return "" }
    return "line \(line)" + (finding.column.map { ", column \($0)" } ?? "") + ": "
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

  private func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// What `--json` prints.
  private struct Outcome: Encodable {
    let isUsable: Bool
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
    let findings: [Finding]

    init(_ inspection: Inspection) {
      isUsable = inspection.isUsable
      rows = inspection.rows
      columns = inspection.columns
      dateColumn = inspection.dateColumn
      valueColumn = inspection.valueColumn
      frequency = inspection.frequency?.name
      frequencyEvidence = inspection.frequencyEvidence
      seasonLength = inspection.frequency?.seasonLength
      start = inspection.start?.iso
      end = inspection.end?.iso
      minimum = inspection.minimum
      mean = inspection.mean
      maximum = inspection.maximum
      n = inspection.series?.count
      findings = inspection.findings
    }
  }
}
