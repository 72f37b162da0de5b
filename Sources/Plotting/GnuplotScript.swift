/// A figure as gnuplot commands: data first, then each panel's settings and its plot.
///
/// ```swift
/// let script = GnuplotScript(figure, terminal: .svg, path: "curve.svg.part")
/// print(script.text)  // reset … $d1 << EOD … plot $d1 using 1:2 …
/// ```
///
/// Numbers stand in `$d1 << EOD` blocks; every text went through `gnuplotQuoted`.
public struct GnuplotScript: Hashable, Sendable {
  /// The commands, each ended by a line feed.
  public let text: String

  /// Writes the commands.
  ///
  /// - Precondition: `path` has no control characters.
  public init(
    _ figure: Figure, terminal: Terminal, path: String, style: PictureStyle = PictureStyle()
  ) {
    let layout = Layout(figure, on: terminal, style: style)
    text =
      ScriptWriter(
        layout, title: figure.title, terminal: terminal, path: path, dataFile: nil
      ).text
  }
}

/// Writes commands one after the other.
struct ScriptWriter {
  let terminal: Terminal
  let canvas: Canvas
  private(set) var text = ""
  /// The numbers, if they stand in a file of their own.
  private(set) var data = ""
  var nextBlock = 1
  private let dataFile: String?

  /// Writes the commands of a figure; the numbers go into a file of that name, or into the script
  /// where it is nil.
  init(_ layout: Layout, title: String, terminal: Terminal, path: String, dataFile: String?) {
    self.terminal = terminal
    self.dataFile = dataFile
    canvas = layout.canvas
    begin(path: path)
    for place in layout.places { data(of: place) }
    line("set multiplot")
    figureTitle(title)
    nextBlock = 1
    for place in layout.places { panel(place) }
    line("unset multiplot")
    line("unset output")
  }

  mutating func line(_ command: String) { text += command + "\n" }

  mutating func begin(path: String) {
    line("reset")
    line("set encoding \(terminal.encoding)")
    line("set terminal \(terminal.command(for: canvas))")
    line("set output \(gnuplotQuotedPath(path))")
    line("set style textbox opaque noborder margins 0.4,0.2")
    line("set boxwidth 1 absolute")
  }

  mutating func figureTitle(_ title: String) {
    guard !title.isEmpty else { return }
    let most = Int(canvas.width / canvas.letter / (terminal.hasColour ? 1.35 : 1)) - 3
    label(
      shortened(title, to: most), x: canvas.letter * (terminal.hasColour ? 1.4 : 0),
      y: canvas.line * (terminal.hasColour ? 1.05 : 0.5),
      "left" + terminal.titleFont(scale: 1.2, canvas))
  }

  /// A text at a place of the canvas.
  mutating func label(_ text: String, x: Double, y: Double, _ options: String) {
    line("set label \(quoted(text)) at screen \(across(x)),\(up(y)) \(options) noenhanced")
  }

  /// A place from the left, as a share of the canvas.
  func across(_ x: Double) -> String {
    let x = terminal.hasColour ? x : x.rounded() + 0.5
    return fixed(x / canvas.width, decimals: 5)
  }

  /// A place from the top, as a share of the canvas from the bottom.
  func up(_ y: Double) -> String {
    let y = terminal.hasColour ? y : y.rounded() + 0.5
    return fixed(max(0, 1 - y / canvas.height), decimals: 5)
  }

  /// A text as a string, in letters that the terminal has.
  func quoted(_ text: String) -> String {
    gnuplotQuoted(terminal == .text(ascii: true) ? inASCII(text) : text)
  }

  /// A tick's label as a string, in letters that the terminal has.
  func quotedTick(_ text: String) -> String {
    gnuplotQuotedTick(terminal == .text(ascii: true) ? inASCII(text) : text)
  }

  // MARK: - Data

  /// The blocks of a panel's data, in the order in which ``plots(of:)`` asks for them.
  private mutating func data(of place: Layout.Place) {
    for element in place.panel.elements where element.hasData {
      let rows = rows(of: element).map { $0.map(gnuplotNumber).joined(separator: " ") + "\n" }
        .joined()
      if dataFile != nil {
        // Two empty lines part blocks.
        data += (nextBlock == 1 ? "" : "\n\n") + heading(of: element, in: place.panel) + rows
      } else {
        text += "$d\(nextBlock) << EOD\n\(rows)EOD\n"
      }
      nextBlock += 1
    }
  }

  private func rows(of element: Element) -> [[Double]] {
    switch element {
    case .trace(let trace): zip(trace.x, trace.y).map { [$0, drawable($1)] }
    case .band(let band):
      zip(band.x, zip(band.lower, band.upper)).map { [$0, drawable($1.0), drawable($1.1)] }
    default: []
    }
  }

  /// What a block of a file of numbers shows, as a comment.
  private func heading(of element: Element, in panel: Panel) -> String {
    let (name, columns) =
      switch element {
      case .trace(let trace): (trace.name, ["y"])
      case .band(let band): (band.name, ["lower", "upper"])
      default: (nil, [])
      }
    let words = [panel.title, name ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
    let isDate = panel.x.scale == .date
    return "# index \(nextBlock - 1): \(printable(words))\n"
      + "# \(isDate ? "seconds-since-1970" : "x") \(columns.joined(separator: " "))\n"
  }

  /// What a plot command names for a block of data.
  func source(_ block: Int) -> String {
    dataFile.map { "\(gnuplotQuotedPath($0)) index \(block - 1)" } ?? "$d\(block)"
  }

  /// NaN for what is absent or too large for gnuplot's arithmetic.
  private func drawable(_ value: Double?) -> Double {
    guard let value, abs(value) < 1e200 else { return .nan }
    return value
  }
}

extension Element {
  /// True if there is at least one point to draw.
  var hasData: Bool {
    func isDrawn(_ value: Double?) -> Bool { value.map { abs($0) < 1e200 } ?? false }
    return switch self {
    case .trace(let trace): trace.y.contains(where: isDrawn)
    case .band(let band): band.lower.contains(where: isDrawn)
    default: false
    }
  }
}
