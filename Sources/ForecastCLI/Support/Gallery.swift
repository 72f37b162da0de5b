import Artifacts
import Plotting
import Reporting
import Synchronization

/// The pictures of a run, drawn while networks still train: as files of the asked kind, and as shapes
/// for `report.html`.
///
/// They are drawn from what the report will say, so that drawing them again from it gives the same
/// bytes. Nothing is written into the folder of the run before all of them are whole.
final class Gallery: Sendable {
  private let figures: ReportFigures
  private let stems: [String]
  private let format: Terminal?
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
  ///   - isDeep: Whether there is a deep look into each network.
  ///   - terminal: What is drawn into files.
  init(
    _ draft: ReportDocument, models: [String], hasAuto: Bool, isDeep: Bool,
    _ terminal: PictureTerminal
  ) {
    format = terminal.fileTerminal
    figures = ReportFigures(draft)
    stems = Pictures.stems(models: models, hasAuto: hasAuto, isDeep: isDeep)
    modelCount = models.count
    let count = stems.count
    studio = Result { () throws(GnuplotError) in
      try GnuplotRenderer.interruptible.open(for: count)
    }
  }

  /// Takes what the recipe `auto` did, before the last network is done, and draws its picture.
  func add(_ section: ReportDocument.AutoSection) {
    auto.withLock { $0 = section }
    guard case .success(let studio) = studio else { return }
    draw([figures.ofAuto(section)], in: studio)
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
    if let all { draw([figures.sheet(of: all, auto: auto.withLock { $0 })], in: studio) }
    draw(figures.ofModel(section), in: studio)
  }

  private func draw(_ named: [NamedFigure], in studio: GnuplotStudio) {
    for figure in named {
      if let format { studio.draw(figure, as: format) }
      if format != .svg { studio.draw(figure, as: .svg) }
    }
  }

  /// Everything that was drawn.
  struct Drawn {
    /// The files, in the order of the report.
    let files: [(name: String, bytes: [UInt8])]
    /// The pictures of the page.
    let page: [HTMLReport.Picture]
  }

  /// Waits until everything is drawn.
  ///
  /// - Returns: Every picture, whole, in the order of the report.
  /// - Throws: `GnuplotError`; then there is no picture.
  func finish() throws -> Drawn {
    func names(_ format: Terminal) -> [String] { stems.map { "\($0).\(format.fileExtension)" } }
    let studio = try studio.get()
    let formats = [format].compactMap { $0 } + (format == .svg ? [] : [.svg])
    let all = Dictionary(
      try studio.finish(formats.flatMap(names)).map { ($0.name, $0.bytes) },
      uniquingKeysWith: { first, _ in first })
    return Drawn(
      files: format.map { names($0).compactMap { name in all[name].map { (name, $0) } } } ?? [],
      page: stems.map { .init(name: $0, svg: all["\($0).svg"], png: all["\($0).png"]) })
  }

  /// Stops drawing and leaves nothing behind; does nothing when all is drawn.
  func abandon() {
    if case .success(let studio) = studio { studio.abandon() }
  }
}
