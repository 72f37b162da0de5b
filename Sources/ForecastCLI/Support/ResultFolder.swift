import Artifacts
import Reporting

/// The folder of a run: what earlier runs left there, and what this one writes.
struct ResultFolder {
  private var folder: OutputFolder
  private let earlier: [WrittenFile]

  /// A folder that need not exist.
  init(path: String, force: Bool) {
    let manifest = readFile(path + "/report.json")
    let report = manifest.flatMap { try? ReportDocument(decoding: $0, file: path) }
    earlier = report.map { $0.files + $0.earlierFiles } ?? []
    // A manifest cannot list itself: one that was understood is known.
    let own = report.flatMap { _ in manifest }.map {
      WrittenFile(name: "report.json", sha256: sha256Hex(of: $0), bytes: $0.count)
    }
    folder = OutputFolder(path: path, known: earlier + (own.map { [$0] } ?? []), force: force)
  }

  /// Refuses, before any work is done, what could not be written at its end.
  func check(models: [String], _ terminal: PictureTerminal) throws {
    try folder.check(
      ["report.json", "report.md", "predictions.csv", "forecast.csv"]
        + models.map { "\($0).safetensors" } + Pictures.fileNames(models: models, terminal))
  }

  /// Writes everything: the numbers first, then the pictures.
  ///
  /// Without gnuplot all numbers are there.
  ///
  /// - Returns: The report as it was written, and what hindered the pictures.
  mutating func write(
    _ outcome: Job.Outcome, _ terminal: PictureTerminal
  ) throws -> (report: ReportDocument, pictureFailure: (any Error)?) {
    var report = outcome.report
    try folder.write(report.predictionsTable.encoded(), to: "predictions.csv")
    try folder.write(report.forecastTable.encoded(), to: "forecast.csv")
    for (section, file) in zip(report.models, outcome.modelFiles) {
      try folder.write(file.encoded(), to: "\(section.model).safetensors")
    }
    var pictureFailure: (any Error)?
    do {
      try Pictures(report, terminal).draw(into: &folder)
    } catch {
      pictureFailure = error
    }
    report.files = folder.written
    try folder.write(Array(MarkdownReport(report).text.utf8), to: "report.md")
    report.files = folder.written
    let names = Set(report.files.map(\.name))
    report.earlierFiles = earlier.filter { !names.contains($0.name) }
    try folder.write(JSONDocument.encode(report), to: "report.json")
    return (report, pictureFailure)
  }

  /// Draws pictures of a report that lies in this folder or elsewhere; in this folder, the report
  /// then lists them, so that a later run may replace them.
  mutating func redraw(
    _ pictures: Pictures, of report: ReportDocument, isHome: Bool
  ) throws -> [WrittenFile] {
    try folder.check(pictures.fileNames)
    try pictures.draw(into: &folder)
    let written = folder.written
    if isHome {
      var report = report
      let names = Set(written.map(\.name))
      report.files = report.files.filter { !names.contains($0.name) } + written
      report.earlierFiles.removeAll { names.contains($0.name) }
      try folder.write(JSONDocument.encode(report), to: "report.json")
    }
    return written
  }
}
