import ArgumentParser
import Artifacts
import Plotting
import Reporting

/// What pictures are drawn as.
enum PictureTerminal: String, ExpressibleByArgument, CaseIterable {
  /// PNG files.
  case png
  /// SVG files.
  case svg
  /// PDF files.
  case pdf
  /// Letters on standard output.
  case dumb

  /// The file format; nil for letters.
  var fileTerminal: Terminal? {
    switch self {
    case .png: .png
    case .svg: .svg
    case .pdf: .pdf
    case .dumb: nil
    }
  }
}

extension GnuplotRenderer {
  /// Draws until a signal asks the program to stop.
  static var interruptible: Self { Self(isInterrupted: { Interruption.isRequested }) }
}

extension GnuplotStudio {
  /// Draws a figure into a file of its name.
  func draw(_ figure: NamedFigure, as format: Terminal) {
    let name = "\(figure.name).\(format.fileExtension)"
    draw(.init(figure.figure, terminal: format, path: "\(folder)/\(name)"))
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

/// Draws the pictures of a report.
struct Pictures {
  private(set) var figures: [NamedFigure]
  let terminal: PictureTerminal

  /// The pictures of these models.
  init(_ report: ReportDocument, _ terminal: PictureTerminal) {
    figures = reportFigures(report)
    self.terminal = terminal
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
  var fileNames: [String] {
    guard let format = terminal.fileTerminal else { return [] }
    return figures.map { "\($0.name).\(format.fileExtension)" }
  }

  /// The files that a report of these models would have.
  static func fileNames(
    models: [String], hasAuto: Bool, isDeep: Bool, _ terminal: PictureTerminal
  ) -> [String] {
    guard let format = terminal.fileTerminal else { return [] }
    return stems(models: models, hasAuto: hasAuto, isDeep: isDeep).map {
      "\($0).\(format.fileExtension)"
    }
  }

  /// The names of the pictures of these models, without an extension.
  static func stems(models: [String], hasAuto: Bool, isDeep: Bool) -> [String] {
    ["forecast"] + (hasAuto ? ["intervals-auto"] : [])
      + models.flatMap {
        ["train-test-\($0)", "loss-\($0)", "diagnosis-\($0)", "residuals-\($0)"]
          + ["intervals-\($0)"] + (isDeep ? ["deep-\($0)"] : [])
      }
  }

  /// The pictures for a page, as shapes.
  ///
  /// - Parameter image: The bytes of a PNG file of that name, where there is one; for shapes that are
  ///   too many.
  /// - Returns: A picture for each figure.
  /// - Throws: `GnuplotError`.
  func forPage(_ image: (String) -> [UInt8]?) throws -> [HTMLReport.Picture] {
    let studio = try GnuplotRenderer.interruptible.open(for: figures.count)
    for figure in figures { studio.draw(figure, as: .svg) }
    let drawn = try studio.finish(figures.map { "\($0.name).svg" })
    return zip(figures, drawn).map { figure, file in
      HTMLReport.Picture(name: figure.name, svg: file.bytes, png: image("\(figure.name).png"))
    }
  }

  /// Draws the files into the folder: all of them, or none.
  func draw(into folder: inout OutputFolder) throws {
    guard let format = terminal.fileTerminal else { return }
    let studio = try GnuplotRenderer.interruptible.open(for: figures.count)
    for figure in figures { studio.draw(figure, as: format) }
    try folder.write(all: try studio.finish(fileNames))
  }

  /// The figures in letters, as far as they are wanted.
  func text(only name: String? = nil) throws -> String {
    let renderer = GnuplotRenderer.interruptible
    return try figures.filter { name == nil || $0.name == name }
      .map { try renderer.text($0.figure) }.joined(separator: "\n")
  }
}
