import Artifacts
import Forecasting
import Plotting
import Reporting

/// The folder of a backtest: `backtest.json`, `backtest.csv`, `backtest.md` and two pictures.
struct BacktestFolder {
  private var folder: OutputFolder
  private let earlier: [WrittenFile]
  private static let manifest = "backtest.json"

  /// A folder that need not exist.
  init(path: String, force: Bool) {
    let bytes = readFile("\(path)/\(Self.manifest)")
    let existing = bytes.flatMap { BacktestDocument(decoding: $0) }
    earlier = existing.map { $0.files + $0.earlierFiles } ?? []
    // A manifest cannot list itself: one that was understood is known.
    let own = existing.flatMap { _ in bytes }.map {
      WrittenFile(name: Self.manifest, sha256: sha256Hex(of: $0), bytes: $0.count)
    }
    folder = OutputFolder(path: path, known: earlier + (own.map { [$0] } ?? []), force: force)
  }

  /// Refuses, before any work is done, what could not be written at its end.
  func check(_ plan: PicturePlan) throws {
    try folder.check(Self.names(plan))
  }

  /// The paths of all that is written into a folder.
  static func files(in path: String, _ plan: PicturePlan) -> [String] {
    names(plan).map { "\(path)/\($0)" }
  }

  private static func names(_ plan: PicturePlan) -> [String] {
    [manifest, "backtest.csv", "backtest.md"] + backtestFigureNames.flatMap(plan.fileNames)
  }

  /// Writes everything: the numbers first, then the pictures.
  ///
  /// - Returns: What was written, and what hindered the pictures.
  mutating func write(
    _ result: BacktestResult, _ document: BacktestDocument, _ plan: PicturePlan
  ) throws -> (files: [WrittenFile], pictureFailure: (any Error)?) {
    let table = CSVTable(result).encoded()
    var document = document
    // The manifest comes first: whatever happens on the way, the next run knows the files.
    document.files = [
      WrittenFile(name: "backtest.csv", sha256: sha256Hex(of: table), bytes: table.count)
    ]
    document.earlierFiles = earlier
    try folder.write(JSONDocument.encode(document, isIndented: false), to: Self.manifest)
    try folder.write(table, to: "backtest.csv")

    var pictureFailure: (any Error)?
    do {
      try draw(document, plan)
    } catch {
      pictureFailure = error
    }
    document.files = written
    try folder.write(Array(BacktestReport(document).markdown.utf8), to: "backtest.md")
    document.files = written
    let names = Set(written.map(\.name))
    document.earlierFiles = earlier.filter { !names.contains($0.name) }
    try folder.write(JSONDocument.encode(document), to: Self.manifest)
    return (folder.written, pictureFailure)
  }

  private mutating func draw(_ document: BacktestDocument, _ plan: PicturePlan) throws {
    guard plan.terminal.fileTerminal != nil else { return }
    let figures = backtestFigures(document)
    try folder.write(plan.scripts(of: figures)) { try plan.drawn(figures) }
  }

  /// What was written, but for the manifest.
  private var written: [WrittenFile] { folder.written.filter { $0.name != Self.manifest } }
}
