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
  /// The points of ordinary letters.
  let points: Double
  /// How thick lines and markers are, relative to a figure of its own size.
  let stroke: Double
  /// The font, if it is not that of all pictures.
  let family: String?

  /// The points of ordinary letters in a figure of its own size.
  private static let usualPoints = 13.0

  /// The canvas of a figure, pixels or letters, with letters of that share of what is wanted.
  init(
    _ figure: Figure, on terminal: Terminal, style: PictureStyle = PictureStyle(),
    share: Double = 1
  ) {
    family = style.font?.family
    guard terminal.hasColour else {
      width = Double(style.size?.width ?? 79)
      let lines = style.size?.height ?? 24
      height = Double(figure.rows.reduce(0) { $0 + $1.panels.count } * lines + 1)
      (letter, line, points, stroke) = (1, 1, Canvas.usualPoints, 1)
      return
    }
    let size = style.size(of: figure)
    (width, height) = (Double(size.width), Double(size.height))
    let growth = min(width / Double(figure.size.width), height / Double(figure.size.height))
    stroke = max(growth, 0.6)
    points = (style.font?.points ?? Canvas.usualPoints * stroke) * share
    let scale = points / Canvas.usualPoints
    // Of another font nobody knows the widths, but few are wider than a typewriter's.
    letter = 9.2 * scale * (family == nil ? 1 : 1.13)
    line = 23 * scale
  }

  /// How much wider than they are gnuplot takes small letters to be when it lays out a legend.
  ///
  /// It rounds each up to whole pixels. Found by trying.
  var legendAllowance: Double { 1 + max(0, min(13 - points, 8)) * 0.045 }

  /// The points of letters that are so large relative to ordinary ones.
  func points(_ scale: Double) -> String { fixed(points * scale, decimals: 1) }

  /// The width of a line or the size of a marker.
  func stroke(_ width: Double) -> String { trimmed(fixed(width * stroke, decimals: 2)) }
}
