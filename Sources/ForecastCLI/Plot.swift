import ArgumentParser
import Artifacts
import Plotting

/// `forecast plot`: draw a report again.
struct Plot: ParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw the pictures of an earlier run again, without training.",
    usage: "forecast plot [<options>] [<path>]",
    discussion: """
      EXAMPLES:
        forecast plot plots/report.json --terminal svg
        forecast plot plots --terminal pdf -o paper
        forecast plot plots --terminal dumb --only forecast    # letters
      """)

  @Argument(help: "The folder of a run, or its report.json.", completion: .file())
  var path = "plots"

  @Option(help: "What pictures are drawn as; dumb is letters on the terminal.")
  var terminal = PictureTerminal.png

  @Option(help: ArgumentHelp("Only this picture, such as loss-gru.", valueName: "name"))
  var only: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder to draw into. (default: where the report is)", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(name: .shortAndLong, help: "Replace files that forecast did not write.")
  var force = false

  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws { if let output { try refuseStandardOutput(output) } }

  func run() throws {
    let (bytes, file) = try reportBytes(path)
    let report = try ReportDocument(decoding: bytes, file: file)
    var pictures = Pictures(report, terminal)
    if let only { try pictures.keep(only) }
    Interruption.listen()  // from here on there is something to clean up
    let home = parentFolder(file)
    let target = output ?? home
    var written: [WrittenFile] = []
    if terminal != .dumb {
      var folder = ResultFolder(path: target, force: force)
      written = try folder.redraw(
        pictures, of: report, isHome: target == home && lastComponent(file) == "report.json")
    }
    let envelope = Envelope(
      "plot", seed: report.seed,
      inputs: [.init(name: lastComponent(file), sha256: sha256Hex(of: bytes))], result: written)
    try common.print(
      terminal == .dumb
        ? try pictures.text() : written.map { "\(target)/\($0.name)\n" }.joined(), json: envelope)
    if Interruption.isRequested { throw Interruption.afterWriting(missing: nil) }
  }
}
