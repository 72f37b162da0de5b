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
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Read the report of an earlier run again, or test it in a pipeline.",
    usage: "forecast report [<options>] [<path>]",
    discussion: """
      EXAMPLES:
        forecast report                            # of the run in plots/
        forecast report plots --fail-on overfit    # exit code 1 if one overfits
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

  @OptionGroup(title: "Common") var common: CommonOptions

  func run() throws {
    let (bytes, file) = try reportBytes(path)
    var report = try ReportDocument(decoding: bytes, file: file)
    let known = report.models.map(\.model)
    if let stranger = model.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "The report has no model '\(stranger)' (it has \(known.joined(separator: ", "))).")
    }
    if !model.isEmpty { report.models.removeAll { !model.contains($0.model) } }
    let style = TerminalStyle(hasColour: Console.hasColour(noColour: common.noColour))
    let envelope = Envelope(
      "report", seed: report.seed,
      inputs: [.init(name: lastComponent(file), sha256: sha256Hex(of: bytes))], result: report,
      warnings: report.warnings)
    try common.print(TerminalReport(report, style: style).summary + "\n", json: envelope)
    if let failOn, report.models.contains(where: { failOn.matches($0.diagnosis) }) {
      throw ExitCode(1)
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
