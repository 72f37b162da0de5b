import Artifacts
import Plotting
import Synchronization

/// The pictures of a run, drawn while networks still train.
///
/// They are drawn from what the report will say, so that drawing them again from it gives the same
/// bytes. Nothing is written into the folder of the run before all of them are whole.
final class Gallery: Sendable {
  private let figures: ReportFigures
  private let fileNames: [String]
  private let format: Terminal
  private let studio: Result<GnuplotStudio, GnuplotError>
  private let modelCount: Int
  private let sections = Mutex<[Int: ReportDocument.ModelSection]>([:])
  private let auto = Mutex<ReportDocument.AutoSection?>(nil)

  /// Starts gnuplots; when there are none, ``finish()`` tells why.
  ///
  /// - Parameters:
  ///   - draft: The report before a network is trained.
  ///   - models: The networks that will come.
  ///   - hasAuto: Whether the recipe `auto` comes before them.
  ///   - terminal: What is drawn; nil is returned when that is no files.
  init?(_ draft: ReportDocument, models: [String], hasAuto: Bool, _ terminal: PictureTerminal) {
    guard let format = terminal.fileTerminal else { return nil }
    self.format = format
    figures = ReportFigures(draft)
    fileNames = Pictures.fileNames(models: models, hasAuto: hasAuto, terminal)
    modelCount = models.count
    let count = fileNames.count
    studio = Result { () throws(GnuplotError) in
      try GnuplotRenderer.interruptible.open(for: count)
    }
  }

  /// Takes what the recipe `auto` did, before the last network is done, and draws its picture.
  func add(_ section: ReportDocument.AutoSection) {
    auto.withLock { $0 = section }
    guard case .success(let studio) = studio else { return }
    studio.draw(figures.ofAuto(section), as: format)
  }

  /// Takes a network that is done, and draws its pictures; with the last one, the sheet of all.
  ///
  /// The sheet comes first, because it is the largest.
  func add(_ section: ReportDocument.ModelSection, at index: Int) {
    guard case .success(let studio) = studio else { return }
    let all = sections.withLock { sections -> [ReportDocument.ModelSection]? in
      sections[index] = section
      guard sections.count == modelCount else { return nil }
      return sections.sorted { $0.key < $1.key }.map(\.value)
    }
    if let all { studio.draw(figures.sheet(of: all, auto: auto.withLock { $0 }), as: format) }
    for figure in figures.ofModel(section) { studio.draw(figure, as: format) }
  }

  /// Waits until everything is drawn.
  ///
  /// - Returns: Every picture, whole, in the order of the report.
  /// - Throws: `GnuplotError`; then there is no picture.
  func finish() throws -> [(name: String, bytes: [UInt8])] {
    try studio.get().finish(fileNames)
  }

  /// Stops drawing and leaves nothing behind; does nothing when all is drawn.
  func abandon() {
    if case .success(let studio) = studio { studio.abandon() }
  }
}
