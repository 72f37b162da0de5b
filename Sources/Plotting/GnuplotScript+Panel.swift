/// The commands of one panel.
extension ScriptWriter {
  mutating func panel(_ place: Layout.Place) {
    axes(place)
    titles(place)
    legend(place)
    for element in place.panel.elements { annotation(element, in: place) }
    let traces = plots(of: place)
    line("plot " + (traces.isEmpty ? "NaN notitle" : traces.joined(separator: ", \\\n  ")))
    line("unset label; unset arrow; unset object; unset logscale")
  }

  private mutating func axes(_ place: Layout.Place) {
    line("set lmargin at screen \(across(place.left))")
    line("set rmargin at screen \(across(place.right))")
    line("set tmargin at screen \(up(place.top))")
    line("set bmargin at screen \(up(place.bottom))")
    line("set border 3 lw 1 lc rgb '#606060'")
    line("set xrange [\(place.x.lowerBound):\(place.x.upperBound)]")
    line("set yrange [\(place.y.lowerBound):\(place.y.upperBound)]")
    if place.panel.x.scale == .log { line("set logscale x") }
    if place.panel.y.scale == .log { line("set logscale y") }
    line("set xtics nomirror scale 0.5 textcolor rgb '#303030' (\(list(place.xTicks)))")
    line("set ytics nomirror scale 0.5 textcolor rgb '#303030' (\(list(place.yTicks)))")
    if terminal.hasColour {
      let onlyY = if case .category = place.panel.x.scale { "no" } else { "" }
      line("set grid \(onlyY)xtics ytics back lt 1 lw 0.6 lc rgb '#E4E4E4'")
    }
  }

  private func list(_ ticks: [Tick]) -> String {
    ticks.map { "\(quotedTick($0.label)) \(gnuplotNumber($0.position))" }
      .joined(separator: ", ")
  }

  private mutating func titles(_ place: Layout.Place) {
    let panel = place.panel
    let cells = Int((place.right - place.left) / canvas.letter)
    let most = Int(Double(cells) / (terminal.hasColour ? 1.12 : 1)) + 3
    var y = place.head + 0.55 * canvas.line
    func next() -> Double {
      defer { y += 1.15 * canvas.line }
      return y
    }
    if !panel.title.isEmpty {
      label(
        shortened(panel.title, to: most), x: place.left, y: next(),
        "left" + terminal.titleFont(scale: 1, canvas))
    }
    if !panel.note.isEmpty {
      label(shortened(panel.note, to: most), x: place.left, y: next(), "left tc rgb '#A04000'")
    }
    if terminal.hasColour {
      verticalLabel(place)
    } else if !panel.y.label.isEmpty {
      label(shortened(panel.y.label, to: cells), x: place.edge + 1, y: next(), "left")
    }
    if !panel.x.label.isEmpty {
      label(
        shortened(panel.x.label, to: cells), x: (place.left + place.right) / 2,
        y: place.bottom + (place.tickRows + 1.1) * canvas.line, "center")
    }
    for head in place.heads {
      label(
        head.text, x: head.centre, y: place.top - (Double(head.row) + 0.6) * canvas.line,
        "center tc rgb '#404040'")
    }
    for foot in place.feet {
      label(
        foot.text, x: foot.centre, y: place.bottom + (Double(foot.row) + 1) * canvas.line,
        "center tc rgb '#303030'")
    }
  }

  private mutating func verticalLabel(_ place: Layout.Place) {
    let most = Int((place.bottom - place.top) / canvas.letter) + 2
    guard !place.panel.y.label.isEmpty else { return }
    label(
      shortened(place.panel.y.label, to: most), x: place.edge + 1.8 * canvas.letter,
      y: (place.top + place.bottom) / 2, "center rotate by 90")
  }

  private mutating func legend(_ place: Layout.Place) {
    let common = "noenhanced Left reverse samplen 3 spacing 1.15"
    switch place.panel.legend {
    case .none: line("unset key")
    case .right:
      let x = place.right + 1.5 * canvas.letter
      line("set key at screen \(across(x)),\(up(place.top)) left top vertical \(common)")
    case .below:
      let lines = place.tickRows + (place.panel.x.label.isEmpty ? 0.9 : 2.1)
      let y = up(place.bottom + lines * canvas.line)
      line(
        "set key at screen \(across(place.legendCentre)),\(y) center top horizontal "
          + "maxcols \(place.legendColumns) \(common)")
    }
  }

  // MARK: - Annotations

  private mutating func annotation(_ element: Element, in place: Layout.Place) {
    switch element {
    case .trace, .band: break
    case .verticalLine(let x, _): verticalRule(at: x, in: place)
    case .horizontalLine(let y, let text): horizontalRule(at: y, text, in: place)
    case .span(let span): stretch(span, in: place)
    case .text(let text):
      let options =
        switch text.side {
        case .centre: "center"
        case .above:
          "center offset character 0,0.5"
            + terminal.smallFont(canvas, share: place.shareOfNumbers(canvas))
        case .right: "left offset character 1,0"
        }
      let (x, y) = (gnuplotNumber(text.x), gnuplotNumber(text.y))
      line("set label \(quoted(text.text)) at first \(x),\(y) \(options) front noenhanced")
    }
  }

  private mutating func verticalRule(at x: Double, in place: Layout.Place) {
    guard place.x.contains(x) else { return }
    let x = gnuplotNumber(x)
    line(
      "set arrow from first \(x), graph 0 to first \(x), graph 1 nohead lw 1.2 "
        + (terminal.hasColour ? "lc rgb '#707070' dt (10,8)" : "lt 0"))
  }

  private mutating func horizontalRule(at y: Double, _ text: String, in place: Layout.Place) {
    guard place.y.contains(y) else { return }
    let y = gnuplotNumber(y)
    line(
      "set arrow from graph 0, first \(y) to graph 1, first \(y) nohead lw 1.4 "
        + (terminal.hasColour ? "lc rgb '#555555' dt (3,5)" : "lt 0"))
    guard !text.isEmpty else { return }
    let most = Int((place.right - place.left) / canvas.letter) - 2
    line(
      "set label \(quoted(shortened(text, to: most))) at graph 0.008, first \(y) left "
        + "offset character 0,0.65 tc rgb '#404040' front noenhanced")
  }

  private mutating func stretch(_ span: Span, in place: Layout.Place) {
    if span.hasLine { verticalRule(at: span.from, in: place) }
    let from = max(span.from, place.x.lowerBound)
    let to = min(span.to, place.x.upperBound)
    guard span.isShaded, from < to, terminal.hasColour else { return }
    line(
      "set object rectangle from first \(gnuplotNumber(from)), graph 0 to first "
        + "\(gnuplotNumber(to)), graph 1 fs solid noborder fc rgb '#F3EEE6' behind")
  }

  // MARK: - Plots

  /// The parts of the plot command, one for each element with data.
  private mutating func plots(of place: Layout.Place) -> [String] {
    var parts: [String] = []
    for element in place.panel.elements where element.hasData {
      let block = nextBlock
      nextBlock += 1
      switch element {
      case .trace(let trace):
        let using = if case .bars(let width) = trace.mark { "1:2:(\(width))" } else { "1:2" }
        parts.append(
          "\(source(block)) using \(using) \(style(trace)) \(title(trace.name))")
      case .band(let band) where terminal.hasColour:
        let colour = Ink.of(band.role).faded
        parts.append(
          "\(source(block)) using 1:2:3 with filledcurves fs transparent solid 0.5 noborder "
            + "fc rgb '\(colour)' \(title(band.name))")
      default: break
      }
    }
    return parts
  }

  private func title(_ name: String?) -> String {
    name.map { "title \(quoted($0)) noenhanced" } ?? "notitle"
  }

  private func style(_ trace: Trace) -> String {
    let ink = Ink.of(trace.role)
    let colour = "lc rgb '\(trace.isFaded ? ink.faded : ink.colour)'"
    guard terminal.hasColour else { return textStyle(trace.mark, number: ink.letter) }
    let width =
      trace.y.count > 600 ? "lw 0.7" : trace.role == .actual ? "lw 1.8" : "lw 1.5"
    switch trace.mark {
    case .line(let dash): return "with lines \(colour) \(width) dt \(dash.pattern)"
    case .markedLine(let dash):
      let drawn = trace.y.count { $0 != nil }
      return
        "with linespoints \(colour) \(width) dt \(dash.pattern) pt \(ink.marker) ps \(canvas.stroke(0.9)) "
        + "pi \(max(1, (drawn + 7) / 8))"
    case .points: return "with points \(colour) pt \(ink.marker) ps \(canvas.stroke(0.9))"
    case .spots: return "with points \(colour) pt 7 ps \(canvas.stroke(1.7))"
    case .steps: return "with steps \(colour) \(width)"
    case .impulses: return "with impulses \(colour) lw 2"
    case .bars: return "with boxes fc rgb '\(trace.isFaded ? ink.faded : ink.colour)' fs solid"
    }
  }

  /// Letters have no colours: a role has one of gnuplot's seven characters.
  private func textStyle(_ mark: Trace.Mark, number: Int) -> String {
    switch mark {
    case .line, .markedLine: "with lines lt \(number)"
    case .points: "with points lt \(number) pt \(number)"
    case .spots: "with points lt \(number) pt 15"
    case .steps: "with steps lt \(number)"
    case .impulses: "with impulses lt \(number)"
    case .bars: "with boxes lt \(number) fs empty"
    }
  }
}
