/// What a figure is drawn as.
public enum Terminal: Hashable, Sendable {
  /// Pixels.
  case png
  /// A vector picture for browsers.
  case svg
  /// A vector picture for print.
  case pdf
  /// Pixels as a terminal window takes them among its text.
  case sixel
  /// Letters, 79 in a line, for a terminal window; in ASCII alone on request.
  case text(ascii: Bool)

  /// The end of a file's name, without its dot.
  public var fileExtension: String {
    switch self {
    case .png: "png"
    case .svg: "svg"
    case .pdf: "pdf"
    case .sixel: "sixel"
    case .text: "txt"
    }
  }

  /// True if colours and areas can be shown.
  var hasColour: Bool {
    if case .text = self { false } else { true }
  }

  /// gnuplot's command for a canvas; `pdfcairo` draws letters smaller than the others do.
  ///
  /// Where the font is not installed, fontconfig finds the nearest one for PNG and PDF, and a
  /// browser takes the next of the names in an SVG.
  func command(for canvas: Canvas) -> String {
    let (width, height) = (Int(canvas.width), Int(canvas.height))
    let points = self == .svg ? "\(Int(svgPoints(canvas)))" : trimmed(canvas.points(1))
    let look = "background rgb '#FFFFFF'\(font(canvas, points))"
    let strokes = "linewidth \(canvas.stroke(1.2))"
    switch self {
    case .png: return "pngcairo noenhanced size \(width),\(height) \(look) \(strokes)"
    case .svg: return "svg noenhanced size \(width),\(height) \(look) \(strokes)"
    case .pdf:
      let inches = [canvas.width, canvas.height].map { fixed($0 / 96, decimals: 3) + "in" }
      return
        "pdfcairo noenhanced size \(inches[0]),\(inches[1]) \(look) fontscale 0.75 \(strokes)"
    case .sixel:
      // Without truecolor there are 16 colours, and areas cannot be seen through.
      return "sixelgd noenhanced truecolor size \(width),\(height) \(look) \(strokes)"
    case .text: return "dumb mono noenhanced size \(width),\(height)"
    }
  }

  /// The encoding of texts.
  var encoding: String {
    self == .text(ascii: true) ? "default" : "utf8"
  }

  /// The end of a title's command: bold, and larger the more it stands above.
  func titleFont(scale: Double, _ canvas: Canvas) -> String {
    // An SVG has no weight for letters.
    self == .svg
      ? font(canvas, fixed(svgPoints(canvas) * scale, decimals: 1))
      : font(canvas, canvas.points(scale), weight: ":Bold")
  }

  /// The end of a command whose text stands close to others of its kind, with letters of that share
  /// of what such texts have.
  func smallFont(_ canvas: Canvas, share: Double = 1) -> String {
    let points = (self == .svg ? 14 : 10.5) * share * canvas.points / 13
    return font(canvas, fixed(points, decimals: 1))
  }

  /// The points of ordinary letters in an SVG, whose pixels are smaller than points.
  private func svgPoints(_ canvas: Canvas) -> Double {
    (canvas.points * 4 / 3).rounded(.down)
  }

  /// The end of a command that says in which letters it shows its text.
  private func font(_ canvas: Canvas, _ points: String, weight: String = "") -> String {
    let usual = "DejaVu Sans"
    switch self {
    case .png, .pdf, .sixel: return " font '\(canvas.family ?? usual)\(weight),\(points)'"
    case .svg:
      // Names to fall back on: whoever looks at it may have other fonts.
      let own = canvas.family.map { "\($0)," } ?? ""
      return " font '\(own)\(usual),Verdana,Arial,sans-serif,\(points)'"
    case .text: return ""
    }
  }
}
