import ArgumentParser
import Artifacts
import Plotting
import Reporting

/// What is drawn of figures: as what, how large, in which letters, and whether scripts are kept.
struct PicturePlan: Sendable {
  let terminal: PictureTerminal
  var style = PictureStyle()
  var keepsScripts = false

  /// The files of a figure of this name, scripts included.
  func fileNames(_ stem: String) -> [String] {
    guard let picture = pictureName(stem) else { return [] }
    return [picture] + (keepsScripts ? KeptScript.fileNames(stem) : [])
  }

  /// The file of the picture alone.
  func pictureName(_ stem: String) -> String? {
    terminal.fileTerminal.map { "\(stem).\($0.fileExtension)" }
  }

  /// The scripts of figures, as far as they are kept.
  func scripts(of figures: [NamedFigure]) -> [(name: String, bytes: [UInt8])] {
    guard keepsScripts, let format = terminal.fileTerminal else { return [] }
    return figures.flatMap { named in
      let kept = KeptScript(named.figure, name: named.name, terminal: format, style: style)
      let bytes = [kept.script, kept.data].map { Array($0.utf8) }
      return zip(KeptScript.fileNames(named.name), bytes).map { (name: $0, bytes: $1) }
    }
  }

  /// Draws files.
  ///
  /// - Throws: `GnuplotError`; then there is no picture.
  func drawn(_ figures: [NamedFigure]) throws -> [(name: String, bytes: [UInt8])] {
    let studio = try GnuplotRenderer.interruptible.open(for: figures.count)
    for figure in figures { draw(figure, in: studio) }
    return try studio.finish(figures.compactMap { pictureName($0.name) })
  }

  /// Draws the file of a figure.
  func draw(_ figure: NamedFigure, in studio: GnuplotStudio) {
    guard let format = terminal.fileTerminal, let name = pictureName(figure.name) else { return }
    studio.draw(figure, as: format, style, to: name)
  }

  /// The figures for standard output: letters or sixels, each ended by a line feed; nothing where
  /// they are files.
  func printed(_ figures: [NamedFigure]) throws -> [String] {
    let renderer = GnuplotRenderer.interruptible
    return try figures.compactMap { named in
      switch terminal {
      case .png, .svg, .pdf: nil
      case .dumb: try renderer.text(named.figure, style: style)
      case .sixel: try renderer.sixels(named.figure, style: style) + "\n"
      }
    }
  }
}

extension GnuplotRenderer {
  /// Draws until a signal asks the program to stop.
  static var interruptible: Self { Self(isInterrupted: { Interruption.isRequested }) }
}

extension GnuplotStudio {
  /// Draws a figure into a file of the studio.
  func draw(
    _ figure: NamedFigure, as format: Terminal, _ style: PictureStyle = PictureStyle(),
    to name: String
  ) {
    draw(.init(figure.figure, terminal: format, path: "\(folder)/\(name)", style: style))
  }

  /// Waits until everything is drawn.
  ///
  /// - Returns: The files of these names, in this order.
  /// - Throws: `GnuplotError`; then there is no picture.
  func finish(_ names: [String]) throws -> [(name: String, bytes: [UInt8])] {
    let pictures = try finish()
    return names.compactMap { name in pictures["\(folder)/\(name)"].map { (name, $0) } }
  }
}

extension OutputFolder {
  /// Writes pictures and their scripts, before them the files that list them; where gnuplot fails,
  /// the scripts alone, which need none.
  mutating func write(
    _ scripts: [(name: String, bytes: [UInt8])],
    with drawing: () throws -> [(name: String, bytes: [UInt8])],
    manifest: ([(name: String, bytes: [UInt8])]) -> [(name: String, bytes: [UInt8])] = { _ in [] }
  ) throws {
    do {
      let files = try drawing() + scripts
      try write(all: manifest(files) + files)
    } catch let error as GnuplotError where error.reason != .interrupted && !scripts.isEmpty {
      try write(all: manifest(scripts) + scripts)
      throw error
    }
  }
}

/// The pictures of a report.
struct Pictures {
  private(set) var figures: [NamedFigure]
  let plan: PicturePlan

  /// The pictures of these models.
  init(_ report: ReportDocument, _ plan: PicturePlan) {
    figures = reportFigures(report)
    self.plan = plan
  }

  /// Keeps one picture alone.
  mutating func keep(_ name: String) throws {
    let names = figures.map(\.name)
    guard names.contains(name) else {
      throw ValidationError(
        "There is no picture '\(name)' (there are \(names.joined(separator: ", "))).")
    }
    figures.removeAll { $0.name != name }
  }

  /// The files, in order.
  var fileNames: [String] { figures.flatMap { plan.fileNames($0.name) } }

  /// The names of the pictures of these models, without an extension.
  static func stems(models: [String], hasAuto: Bool, isDeep: Bool) -> [String] {
    ["forecast"] + (hasAuto ? ["intervals-auto"] : [])
      + models.flatMap {
        ["train-test-\($0)", "loss-\($0)", "diagnosis-\($0)", "residuals-\($0)"]
          + ["intervals-\($0)"] + (isDeep ? ["deep-\($0)"] : [])
      }
  }

  /// The pictures for a page, as shapes; a page has a look of its own.
  ///
  /// - Parameter image: The bytes of a PNG file of that name, where there is one; for shapes that are
  ///   too many.
  /// - Returns: A picture for each figure.
  /// - Throws: `GnuplotError`.
  func forPage(_ image: (String) -> [UInt8]?) throws -> [HTMLReport.Picture] {
    let drawn = try PicturePlan(terminal: .svg).drawn(figures)
    return zip(figures, drawn).map { figure, file in
      HTMLReport.Picture(name: figure.name, svg: file.bytes, png: image("\(figure.name).png"))
    }
  }

  /// Draws the files into the folder: all of them, or none.
  func draw(into folder: inout OutputFolder) throws {
    guard plan.terminal.fileTerminal != nil else { return }
    try folder.write(plan.scripts(of: figures)) { try plan.drawn(figures) }
  }

  /// What standard output gets of the figures, as far as they are wanted.
  func printed(only name: String? = nil) throws -> String {
    try plan.printed(figures.filter { name == nil || $0.name == name }).joined(separator: "\n")
  }
}
