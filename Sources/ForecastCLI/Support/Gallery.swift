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
  private let plan: PicturePlan
  private let studio: Result<GnuplotStudio, GnuplotError>
  private let modelCount: Int
  private let sections = Mutex<[Int: ReportDocument.ModelSection]>([:])
  private let auto = Mutex<ReportDocument.AutoSection?>(nil)
  private let kept = Mutex<[String: [(name: String, bytes: [UInt8])]]>([:])

  /// Starts gnuplots; when there are none, ``finish()`` tells why.
  ///
  /// - Parameters:
  ///   - draft: The report before a network is trained.
  ///   - models: The networks that will come.
  ///   - hasAuto: Whether the recipe `auto` comes before them.
  ///   - isDeep: Whether there is a deep look into each network.
  ///   - plan: What is drawn into files.
  init(
    _ draft: ReportDocument, models: [String], hasAuto: Bool, isDeep: Bool,
    _ plan: PicturePlan
  ) {
    self.plan = plan
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
    draw([figures.ofAuto(section)])
  }

  /// Takes a network that is done, and draws its pictures; with the last one, the sheet of all.
  ///
  /// The sheet comes first, because it is the largest.
  func add(_ section: ReportDocument.ModelSection, at index: Int) {
    let all = sections.withLock { sections -> [ReportDocument.ModelSection]? in
      sections[index] = section
      guard sections.count == modelCount else { return nil }
      return sections.sorted { $0.key < $1.key }.map(\.value)
    }
    if let all { draw([figures.sheet(of: all, auto: auto.withLock { $0 })]) }
    draw(figures.ofModel(section))
  }

  private func draw(_ named: [NamedFigure]) {
    if plan.keepsScripts {
      kept.withLock { kept in
        for figure in named { kept[figure.name] = plan.scripts(of: [figure]) }
      }
    }
    guard case .success(let studio) = studio else { return }
    for figure in named {
      plan.draw(figure, in: studio)
      let page = pageName(figure.name)
      if page != plan.pictureName(figure.name) { studio.draw(figure, as: .svg, to: page) }
    }
  }

  /// The file of a picture of the page; that is the one in the folder, if it looks the same.
  private func pageName(_ stem: String) -> String {
    plan.terminal == .svg && plan.style == PictureStyle() ? "\(stem).svg" : "page-\(stem).svg"
  }

  /// The scripts of all pictures, in the order of the report, as far as they are kept.
  var scripts: [(name: String, bytes: [UInt8])] {
    kept.withLock { kept in stems.flatMap { kept[$0] ?? [] } }
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
    let studio = try studio.get()
    let names = stems.compactMap(plan.pictureName)
    let all = Dictionary(
      try studio.finish(names + stems.map(pageName)).map { ($0.name, $0.bytes) },
      uniquingKeysWith: { first, _ in first })
    return Drawn(
      files: names.compactMap { name in all[name].map { (name, $0) } },
      page: stems.map { .init(name: $0, svg: all[pageName($0)], png: all["\($0).png"]) })
  }

  /// Stops drawing and leaves nothing behind; does nothing when all is drawn.
  func abandon() {
    if case .success(let studio) = studio { studio.abandon() }
  }
}
