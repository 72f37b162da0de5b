import ArgumentParser
import Artifacts
import Diagnosis
import Reporting

/// When `forecast report` exits with 1.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  /// A model overfits.
  case overfit
  /// A model suffers from a shift.
  case shift
  /// An axis is a warning or worse.
  case warn
  /// An axis is a failure.
  case fail

  /// Whether a diagnosis is what it is about.
  func matches(_ diagnosis: Diagnosis) -> Bool {
    let worst = diagnosis.axes.all.map(\.status).max() ?? .absent
    return switch self {
    case .overfit: diagnosis.verdict.isOverfit
    case .shift: diagnosis.verdict == .shift || diagnosis.axes.shift.status == .fail
    case .warn: worst >= .warn
    case .fail: worst >= .fail
    }
  }
}

/// `forecast report`: read a report again.
struct Report: ParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Read the report of an earlier run again, compare it, or test it.",
    usage: "forecast report [<options>] [<path>]",
    discussion: """
      EXAMPLES:
        forecast report                            # of the run in plots/
        forecast report plots --fail-on overfit    # exit code 1 if one overfits
        forecast report plots --compare other      # two runs side by side
        forecast report plots --html page.html     # the page again, as a file
        forecast report plots --format nixtla      # its forecasts, for pandas
        forecast report plots --json | jq '.result.models[].verdict'
      """)

  @Argument(help: "The folder of a run, or its report.json.", completion: .file())
  var path = "plots"

  @Option(
    help:
      "Exit with 1 if a model overfits, if it suffers a shift, or if one of its checks is a warning or a failure."
  )
  var failOn: FailOn?

  @Option(help: "Only this model; may be repeated.")
  var model: [String] = []

  @Option(
    help: ArgumentHelp(
      "Another run with the same test part, to be shown beside this one.", valueName: "other"),
    completion: .file())
  var compare: String?

  @Option(
    help: ArgumentHelp("Write the page into this file; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html: String?

  @Flag(name: .shortAndLong, help: "Replace a file that forecast did not write.")
  var force = false

  @OptionGroup var table: TableOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws {
    try table.check(json: common.json)
    let forms = [html.map { _ in "--html" }, compare.map { _ in "--compare" }, table.typed]
      .compactMap { $0 }
    guard forms.count < 2 else {
      throw ValidationError("\(forms[0]) and \(forms[1]) are given (expected one of them).")
    }
    if html != "-" { try requireFile(html, "--html", suchAs: "page.html") }
    if html == "-" && common.json {
      throw ValidationError("--html - and --json both print to standard output (expected one).")
    }
  }

  func run() throws {
    let report = try ReadReport(path, models: model)
    if table.chosen == .nixtla {
      try table.print(CSVTable(nixtla: report.document), json: common.json)
    } else if table.chosen == .csv {
      try standardOutput(report.document.forecastTable.text)
    } else if let compare {
      try self.compare(report, try ReadReport(compare, models: model))
    } else {
      try show(report)
    }
    if let failOn, report.document.models.contains(where: { failOn.matches($0.diagnosis) }) {
      throw ExitCode(1)
    }
  }

  private func show(_ report: ReadReport) throws {
    let pictureFailure = try html.map { try PageFile($0, force: force).write(report) } ?? nil
    if html != "-" {
      let envelope = Envelope(
        "report", seed: report.document.seed, inputs: [report.input], result: report.document,
        warnings: report.document.warnings)
      let text = html.map { "\($0)\n" }
      try common.print(
        text ?? TerminalReport(report.document, style: common.style).text + "\n", json: envelope)
    }
    if Interruption.isRequested { throw Interruption.afterWriting(missing: nil) }
    if let pictureFailure {
      throw Failure(pictures: pictureFailure, drawing: "the same command again").thrown
    }
  }

  private func compare(_ first: ReadReport, _ second: ReadReport) throws {
    do {
      let comparison = try Comparison(
        first.document, second.document, names: (first.name, second.name))
      let envelope = Envelope(
        "report", schema: "comparison", inputs: [first.input, second.input], result: comparison,
        warnings: comparison.warnings)
      try common.print(ComparisonReport(comparison, letters: Console.letters).text, json: envelope)
    } catch let error as Comparison.Incomparable {
      throw Failure(
        65, "incomparable", "\(first.name) and \(second.name) cannot be compared: \(error.message)",
        hint: "compare runs on the same data with the same --test"
      ).thrown
    }
  }
}

/// The bytes of the report at a path, which may be a folder, and the path of the file.
func reportBytes(_ path: String) throws -> (bytes: [UInt8], file: String) {
  let inFolder = (path.hasSuffix("/") ? String(path.dropLast()) : path) + "/report.json"
  let file = fileExists(inFolder) || isFolder(path) ? inFolder : path
  guard file == "-" || fileExists(file) else {
    throw Failure(
      66, "input", "\(path): there is no report here (expected a report.json)",
      hint: "Make one with forecast run, or name its folder."
    ).thrown
  }
  return (try readInput(file), file)
}
