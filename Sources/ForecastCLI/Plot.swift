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
        forecast plot plots --terminal pdf --size 16x9cm -o paper
        forecast plot plots --terminal dumb --only forecast    # letters
        forecast plot plots --keep-scripts -o mine    # to change them by hand
      """)

  @Argument(help: "The folder of a run, or its report.json.", completion: .file())
  var path = "plots"

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

  @OptionGroup(title: "Pictures") var drawing: PictureOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws { if let output { try refuseStandardOutput(output) } }

  func run() throws {
    let (bytes, file) = try reportBytes(path)
    let report = try ReportDocument(decoding: bytes, file: file)
    let plan = try drawing.plan(printsPictures: !common.json)
    var pictures = Pictures(report, plan)
    if let only { try pictures.keep(only) }
    let remarks = drawing.remarks
    common.warn(remarks)
    Interruption.listen()  // from here on there is something to clean up
    let home = parentFolder(file)
    let target = output ?? home
    var written: [WrittenFile] = []
    let isFile = plan.terminal.fileTerminal != nil
    if isFile {
      var folder = ResultFolder(path: target, force: force)
      written = try folder.redraw(
        pictures, of: report, isHome: target == home && lastComponent(file) == "report.json")
    }
    let envelope = Envelope(
      "plot", seed: report.seed,
      inputs: [.init(name: lastComponent(file), sha256: sha256Hex(of: bytes))], result: written,
      warnings: remarks)
    try common.print(
      isFile
        ? written.map { "\(target)/\($0.name)\n" }.joined() : try pictures.printed(),
      json: envelope)
    if Interruption.isRequested { throw Interruption.afterWriting(missing: nil) }
  }
}
