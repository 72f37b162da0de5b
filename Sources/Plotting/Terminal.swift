/// What a figure is drawn as.
public enum Terminal: Hashable, Sendable {
  /// Pixels.
  case png
  /// A vector picture for browsers.
  case svg
  /// A vector picture for print.
  case pdf
  /// Letters, 79 in a line, for a terminal window; in ASCII alone on request.
  case text(ascii: Bool)

  /// The end of a file's name, without its dot.
  public var fileExtension: String {
    switch self {
    case .png: "png"
    case .svg: "svg"
    case .pdf: "pdf"
    case .text: "txt"
    }
  }

  /// True if colours and areas can be shown.
  var hasColour: Bool {
    if case .text = self { false } else { true }
  }

  /// The points of ordinary letters.
  private static let points = 13

  /// gnuplot's command for a canvas; `pdfcairo` draws letters smaller than the others do.
  ///
  /// Where the font is not installed, fontconfig finds the nearest one for PNG and PDF, and a
  /// browser takes the next of the names in an SVG.
  func command(for canvas: Canvas) -> String {
    let (width, height) = (Int(canvas.width), Int(canvas.height))
    switch self {
    case .png:
      return "pngcairo noenhanced size \(width),\(height) background rgb '#FFFFFF' "
        + "font 'DejaVu Sans,\(Terminal.points)' linewidth 1.2"
    case .svg:
      return "svg noenhanced size \(width),\(height) background rgb '#FFFFFF' "
        + "font 'DejaVu Sans,Verdana,Arial,sans-serif,\(Terminal.points * 4 / 3)' linewidth 1.2"
    case .pdf:
      let inches = [canvas.width, canvas.height].map { fixed($0 / 96, decimals: 3) + "in" }
      return "pdfcairo noenhanced size \(inches[0]),\(inches[1]) background rgb '#FFFFFF' "
        + "font 'DejaVu Sans,\(Terminal.points)' fontscale 0.75 linewidth 1.2"
    case .text:
      return "dumb mono noenhanced size \(width),\(height)"
    }
  }

  /// The encoding of texts.
  var encoding: String {
    self == .text(ascii: true) ? "default" : "utf8"
  }

  /// The end of a title's command: bold, and larger the more it stands above.
  func titleFont(scale: Double) -> String {
    switch self {
    case .png, .pdf:
      " font 'DejaVu Sans:Bold,\(fixed(Double(Terminal.points) * scale, decimals: 1))'"
    case .svg: svgFont(size: Double(Terminal.points * 4 / 3) * scale)
    case .text: ""
    }
  }
}

extension Terminal {
  /// The end of a command whose text stands close to others of its kind.
  var smallFont: String {
    switch self {
    case .png, .pdf: " font 'DejaVu Sans,10.5'"
    case .svg: svgFont(size: 14)
    case .text: ""
    }
  }
}

/// The end of a command in an SVG, which has no weight for letters, but names to fall back on.
private func svgFont(size: Double) -> String {
  " font 'DejaVu Sans,Verdana,Arial,sans-serif,\(fixed(size, decimals: 1))'"
}

/// The size of a picture and of its letters, in one unit.
struct Canvas: Hashable {
  /// From left to right.
  let width: Double
  /// From top to bottom.
  let height: Double
  /// The mean width of a letter.
  let letter: Double
  /// The distance between two lines of letters.
  let line: Double

  /// The canvas of a figure: pixels, or letters.
  init(_ figure: Figure, on terminal: Terminal) {
    if terminal.hasColour {
      width = Double(figure.size.width)
      height = Double(figure.size.height)
      letter = 9.2
      line = 23
    } else {
      width = 79
      height = Double(figure.rows.reduce(0) { $0 + $1.panels.count } * 24 + 1)
      letter = 1
      line = 1
    }
  }
}
