import Artifacts
import Forecasting
import Plotting
import Reporting

/// The folder of a run: what earlier runs left there, and what this one writes.
struct ResultFolder {
  private var folder: OutputFolder
  private let existing: ReportDocument?
  private let earlier: [WrittenFile]

  /// A folder that need not exist.
  init(path: String, force: Bool) {
    let manifest = readFile(path + "/report.json")
    existing = manifest.flatMap { try? ReportDocument(decoding: $0, file: path) }
    let listed = existing.map { $0.files + $0.earlierFiles } ?? []
    let models = NetworkKind.allCases.compactMap {
      Self.model("\($0.rawValue).safetensors", in: path)
    }
    earlier = listed + models.filter { !listed.contains($0) }
    // A manifest cannot list itself: one that was understood is known.
    let own = existing.flatMap { _ in manifest }.map {
      WrittenFile(name: "report.json", sha256: sha256Hex(of: $0), bytes: $0.count)
    }
    folder = OutputFolder(path: path, known: earlier + (own.map { [$0] } ?? []), force: force)
  }

  /// A file that `train` wrote: it has no manifest, but only forecast writes its like.
  private static func model(_ name: String, in path: String) -> WrittenFile? {
    guard let bytes = readFile("\(path)/\(name)"),
      (try? ModelFile(decoding: bytes, file: name)) != nil
    else { return nil }
    return WrittenFile(name: name, sha256: sha256Hex(of: bytes), bytes: bytes.count)
  }

  /// Refuses, before any work is done, what could not be written at its end.
  func check(_ job: Job, _ plan: PicturePlan) throws {
    try folder.check(Self.fileNames(of: job, plan))
  }

  /// The files that a run writes.
  static func fileNames(of job: Job, _ plan: PicturePlan) -> [String] {
    let (models, hasAuto) = (job.modelNames, job.auto != nil)
    return [
      "report.json", "report.md", "report.html", "run.json", "predictions.csv", "forecast.csv",
    ]
      + (hasAuto ? ["auto.json"] : []) + models.map { "\($0).safetensors" }
      + Pictures.stems(models: models, hasAuto: hasAuto, isDeep: job.isDeep)
      .flatMap(plan.fileNames)
  }

  /// Writes everything: the numbers first, while pictures are still drawn, then the pictures.
  ///
  /// Without gnuplot all numbers are there.
  ///
  /// - Returns: The report as it was written, and what hindered the pictures.
  mutating func write(
    _ outcome: Job.Outcome, _ gallery: Gallery?, _ run: ReplayDocument
  ) throws -> (report: ReportDocument, pictureFailure: (any Error)?) {
    var report = outcome.report
    var numbers = [
      ("run.json", run.encoded()),
      ("predictions.csv", report.predictionsTable.encoded()),
      ("forecast.csv", report.forecastTable.encoded()),
    ]
    numbers += outcome.autoFile.map { [("auto.json", $0.encoded())] } ?? []
    numbers += zip(report.models, outcome.modelFiles).map {
      ("\($0.model).safetensors", $1.encoded())
    }
    // The manifest comes first, with the old digests and the new ones: whatever happens on the
    // way, the next run knows each file as one of forecast's.
    report.files = numbers.map { name, bytes in
      WrittenFile(name: name, sha256: sha256Hex(of: bytes), bytes: bytes.count)
    }
    report.earlierFiles = earlier
    // Nobody reads it unless this run dies, so it need not be pretty.
    try folder.write(JSONDocument.encode(report, isIndented: false), to: "report.json")
    for (name, bytes) in numbers { try folder.write(bytes, to: name) }

    var pictureFailure: (any Error)?
    var pictures: [HTMLReport.Picture] = []
    do {
      if let gallery {
        guard !Interruption.isRequested else { throw GnuplotError(.interrupted) }
        try folder.write(gallery.scripts) {
          let drawn = try gallery.finish()
          pictures = drawn.page
          return drawn.files
        }
      }
    } catch {
      pictureFailure = error
    }
    return (try finish(report, pictures), pictureFailure)
  }

  /// Writes `report.md`, `report.html` and, with all digests, `report.json`.
  private mutating func finish(
    _ document: ReportDocument, _ pictures: [HTMLReport.Picture]
  ) throws -> ReportDocument {
    var report = document
    report.files = written
    try folder.write(Array(MarkdownReport(report).text.utf8), to: "report.md")
    try folder.write(Array(HTMLReport(report, pictures: pictures).text.utf8), to: "report.html")
    report.files = written
    let names = Set(report.files.map(\.name))
    report.earlierFiles = earlier.filter { !names.contains($0.name) }
    try folder.write(JSONDocument.encode(report), to: "report.json")
    return report
  }

  /// What this run wrote, but for the manifest.
  private var written: [WrittenFile] { folder.written.filter { $0.name != "report.json" } }

  /// Draws pictures of a report that lies in this folder or elsewhere; in this folder, the report
  /// then lists them, so that a later run may replace them.
  mutating func redraw(
    _ pictures: Pictures, of report: ReportDocument, isHome: Bool
  ) throws -> [WrittenFile] {
    try folder.check(pictures.fileNames)
    let drawing = Result { try pictures.draw(into: &folder) }
    let written = folder.written
    if written.isEmpty { try drawing.get() }
    if isHome {
      var report = report
      let names = Set(written.map(\.name))
      report.files = report.files.filter { !names.contains($0.name) } + written
      report.earlierFiles.removeAll { names.contains($0.name) }
      try folder.write(JSONDocument.encode(report), to: "report.json")
    } else {
      try keepManifest(of: written, report)
    }
    try drawing.get()
    return written
  }

  /// Throws unless a page may be written into this folder; changes nothing.
  func check(page name: String) throws { try folder.check([name]) }

  /// Writes a page into this folder; if it is that of a run, its report takes note.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - name: The name of the file.
  ///   - isHome: Whether the report that the page shows is the one of this folder.
  /// - Throws: `WriteError`.
  mutating func write(page: String, to name: String, isHome: Bool) throws {
    try folder.write(Array(page.utf8), to: name)
    guard var manifest = existing else { return }
    let written = self.written
    manifest.earlierFiles.removeAll { $0.name == name }
    if isHome {
      manifest.files = manifest.files.filter { $0.name != name } + written
    } else {
      manifest.files.removeAll { $0.name == name }
      manifest.earlierFiles += written
    }
    try folder.write(JSONDocument.encode(manifest), to: "report.json")
  }

  /// In a folder of another run its report takes note of the pictures; in a new one, this report
  /// stands beside them.
  private mutating func keepManifest(of written: [WrittenFile], _ report: ReportDocument) throws {
    guard existing != nil || !fileExists("\(folder.path)/report.json") else { return }
    var manifest = existing ?? report
    if existing == nil {
      (manifest.files, manifest.earlierFiles) = (written, [])
    } else {
      manifest.earlierFiles = manifest.earlierFiles.filter { !written.contains($0) } + written
    }
    try folder.write(JSONDocument.encode(manifest), to: "report.json")
  }
}
