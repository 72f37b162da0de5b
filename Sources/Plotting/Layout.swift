/// Where everything of a figure stands, in units of its canvas, y growing downwards.
///
/// gnuplot can arrange panels itself, but then axes of different panels do not line up, and a
/// legend may cover data. Here every label's size is known before the axes get what remains.
struct Layout {
  /// A panel's axes and the texts around them.
  struct Place {
    let panel: Panel
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    let xTicks: [Tick]
    let yTicks: [Tick]
    /// The box that the axes enclose.
    let left, right, top, bottom: Double
    /// The upper edge of everything that belongs to the panel.
    let head: Double
    /// The left edge of everything that belongs to the panel.
    let edge: Double
    let heads: [OuterLabel]
    /// The names of categories, which gnuplot's own tick labels would run into each other.
    let feet: [OuterLabel]
    let legendColumns: Int
    /// The middle of a legend below the axes.
    let legendCentre: Double

    /// Lines that the labels of the horizontal axis take.
    var tickRows: Double { Double((feet.map(\.row).max() ?? 0) + 1) }
  }

  /// A label above or below the axes, such as the name of a stretch.
  struct OuterLabel {
    let text: String
    let centre: Double
    /// Counted from the axes.
    let row: Int
  }

  let canvas: Canvas
  let places: [Place]

  /// Places everything; in a style of its own a figure may need smaller letters to have room.
  init(_ figure: Figure, on terminal: Terminal, style: PictureStyle = PictureStyle()) {
    var share = 1.0
    var layout = Layout(figure, on: terminal, Canvas(figure, on: terminal, style: style))
    let isAsIs = style == PictureStyle() || !terminal.hasColour
    while !isAsIs, !layout.isRoomy, layout.canvas.points > Layout.fewestPoints {
      share *= 0.95
      layout = Layout(
        figure, on: terminal, Canvas(figure, on: terminal, style: style, share: share))
    }
    self = layout
  }

  /// The points of the smallest letters that can be read.
  private static let fewestPoints = 4.0

  /// Whether all axes are wide and high enough to be read.
  private var isRoomy: Bool {
    places.allSatisfy {
      $0.right - $0.left >= 14 * canvas.letter && $0.bottom - $0.top >= 5 * canvas.line
    }
  }

  private init(_ figure: Figure, on terminal: Terminal, _ canvas: Canvas) {
    let rows =
      terminal.hasColour
      ? figure.rows : figure.rows.flatMap { row in row.panels.map { Figure.Row(panels: [$0]) } }
    let weights = rows.reduce(0) { $0 + $1.weight }
    var top = figure.title.isEmpty ? 0.3 * canvas.line : 2 * canvas.line
    let free = canvas.height - top - 0.3 * canvas.line
    var places: [Place] = []
    for row in rows {
      let height = free * row.weight / weights
      places += Layout.places(of: row, top: top, height: height, canvas: canvas)
      top += height
    }
    self.canvas = canvas
    self.places = places
  }

  /// The panels of one row, their axes level with each other.
  private static func places(
    of row: Figure.Row, top: Double, height: Double, canvas: Canvas
  ) -> [Place] {
    let weights = row.panels.reduce(0) { $0 + $1.weight }
    var left = 0.0
    var drafts: [Draft] = []
    for panel in row.panels {
      let width = canvas.width * panel.weight / weights
      drafts.append(Draft(panel, edge: left, width: width, height: height, canvas: canvas))
      left += width
    }
    let above = drafts.map(\.linesAbove).max() ?? 0
    let below = drafts.map(\.linesBelow).max() ?? 0
    return drafts.map {
      $0.place(
        head: top, top: top + above * canvas.line, bottom: top + height - below * canvas.line)
    }
  }
}

/// A panel whose width is settled and whose height waits for its neighbours.
private struct Draft {
  let panel: Panel
  let canvas: Canvas
  let x, y: ClosedRange<Double>
  let yTicks: [Tick]
  let edge, left, right: Double
  let heads, feet: [Layout.OuterLabel]
  let legendColumns, legendRows: Int
  let legendCentre: Double

  init(_ panel: Panel, edge: Double, width: Double, height: Double, canvas: Canvas) {
    self.panel = panel
    self.canvas = canvas
    self.edge = edge
    x = panel.shownX
    y = panel.shownY
    let room = height / canvas.line - 7
    yTicks = panel.y.ticks(over: y, room: room, isVertical: true)
    let names = panel.elements.compactMap(\.legendName)
    let cells = (Double(names.map(\.count).max() ?? 0) + 8) * 1.12 * canvas.legendAllowance
    let labels = Double(yTicks.map(\.label.count).max() ?? 1) * 1.1 + 1.5
    let yLabel = panel.y.label.isEmpty || canvas.letter == 1 ? 0.8 : 3.8
    left = edge + (labels + yLabel) * canvas.letter
    let legend = panel.legend == .right && !names.isEmpty ? cells + 1 : 0
    right = max(left + 4 * canvas.letter, edge + width - (legend + 3) * canvas.letter)
    heads = headLabels(panel, over: x, from: left, to: right, canvas: canvas)
    feet = footLabels(panel, over: x, from: left, to: right, canvas: canvas)
    let isBelow = panel.legend == .below && !names.isEmpty
    let fitting = max(1, Int((right - left) / canvas.letter / cells))
    legendRows = isBelow ? (names.count + fitting - 1) / fitting : 0
    legendColumns = legendRows > 0 ? (names.count + legendRows - 1) / legendRows : 1
    // Under the middle of the axes, unless it would leave the panel at its right.
    let half = Double(legendColumns) * cells * canvas.letter / 2
    legendCentre = min((left + right) / 2, max(edge + half, edge + width - half))
  }

  /// Title, note, labels of stretches, and air.
  var linesAbove: Double {
    let isLabelAbove = canvas.letter == 1 && !panel.y.label.isEmpty
    let texts = [panel.title.isEmpty, panel.note.isEmpty, !isLabelAbove].count { !$0 }
    return Double(texts) * 1.15 + Double((heads.map(\.row).max() ?? -1) + 1) + 0.6
  }

  /// Tick labels, axis label, legend, and air.
  var linesBelow: Double {
    let tickRows = Double((feet.map(\.row).max() ?? 0) + 1)
    let legend = legendRows > 0 ? Double(legendRows) * 1.15 + 0.5 : 0
    return tickRows + 0.6 + (panel.x.label.isEmpty ? 0 : 1.2) + legend
  }

  /// The ticks of the horizontal axis; a label that would leave the panel is dropped.
  private var xTicks: [Tick] {
    let room = (right - left) / canvas.letter
    let ticks = panel.x.ticks(over: x, room: room, isVertical: false)
    return ticks.map { tick in
      let share = (tick.position - x.lowerBound) / (x.upperBound - x.lowerBound)
      let end = share * room + Double(tick.label.count) / 2
      return panel.x.scale != .log && end > room + 3.5
        ? Tick(position: tick.position, label: "") : tick
    }
  }

  func place(head: Double, top: Double, bottom: Double) -> Layout.Place {
    let isText = canvas.letter == 1
    let bottom = isText ? bottom.rounded(.down) : bottom
    let top = isText ? top.rounded() : top
    return Layout.Place(
      panel: panel.thinned(width: right - left, over: x), x: x, y: y, xTicks: xTicks,
      yTicks: yTicks,
      left: left, right: right, top: min(top, bottom - 1), bottom: bottom,
      head: head, edge: edge, heads: heads, feet: feet, legendColumns: legendColumns,
      legendCentre: legendCentre)
  }
}

/// The labels of stretches and vertical lines, each as near to its place as the others let it.
private func headLabels(
  _ panel: Panel, over range: ClosedRange<Double>, from left: Double, to right: Double,
  canvas: Canvas
) -> [Layout.OuterLabel] {
  let anchors = panel.elements.compactMap { $0.headAnchor(over: range) }
  var ends: [Double] = []
  return anchors.sorted { $0.x < $1.x }.map { anchor in
    let share = (anchor.x - range.lowerBound) / (range.upperBound - range.lowerBound)
    let width = Double(anchor.text.count) * canvas.letter
    let wanted = left + share * (right - left) - width / 2
    let start = max(left, min(wanted, right + 2 * canvas.letter - width))
    let row = ends.firstIndex { $0 + canvas.letter <= start } ?? ends.count
    if row == ends.count { ends.append(0) }
    ends[row] = start + width
    return Layout.OuterLabel(text: anchor.text, centre: start + width / 2, row: row)
  }
}

/// The names of categories; those that are too long for one line stand by turns in two.
private func footLabels(
  _ panel: Panel, over range: ClosedRange<Double>, from left: Double, to right: Double,
  canvas: Canvas
) -> [Layout.OuterLabel] {
  guard case .category(let names) = panel.x.scale, !names.isEmpty else { return [] }
  let step = (right - left) / (range.upperBound - range.lowerBound)
  let cells = Int(step / canvas.letter)
  let rows = names.contains { $0.count > cells - 1 } ? 2 : 1
  return names.enumerated().map { index, name in
    Layout.OuterLabel(
      text: shortened(name, to: max(2, cells * rows - 1)),
      centre: left + (Double(index) - range.lowerBound) * step, row: index % rows)
  }
}

extension Element {
  /// What the legend says of it.
  fileprivate var legendName: String? {
    switch self {
    case .trace(let trace): trace.name
    case .band(let band): band.name
    default: nil
    }
  }

  /// The label that stands above the axes and the place that it belongs to, if that is shown.
  fileprivate func headAnchor(over range: ClosedRange<Double>) -> (text: String, x: Double)? {
    switch self {
    case .verticalLine(let x, let label) where !label.isEmpty && range.contains(x):
      return (label, x)
    case .span(let span) where !span.label.isEmpty:
      let from = max(span.from, range.lowerBound)
      let to = min(span.to, range.upperBound)
      let shown = range.upperBound - range.lowerBound
      let isSliver = to - from < min(0.5 * (span.to - span.from), 0.05 * shown)
      return from < to && !isSliver ? (span.label, (from + to) / 2) : nil
    default: return nil
    }
  }
}

extension Layout.Place {
  /// How large the texts above bars may be, so that they do not run into each other; 1 where they
  /// have room.
  func shareOfNumbers(_ canvas: Canvas) -> Double {
    let texts = panel.elements.compactMap { element -> (text: TextLabel, x: Double, y: Double)? in
      guard case .text(let text) = element, text.side == .above else { return nil }
      let across = (text.x - x.lowerBound) / (x.upperBound - x.lowerBound)
      let up = (text.y - y.lowerBound) / (y.upperBound - y.lowerBound)
      return (text, across * (right - left), up * (bottom - top))
    }.sorted { $0.x < $1.x }
    var share = 1.0
    for (first, second) in zip(texts, texts.dropFirst())
    where abs(first.y - second.y) < 0.8 * canvas.line {
      // Such letters are eight tenths of ordinary ones, and digits are wide.
      let count = Double(first.text.text.count + second.text.text.count) / 2
      let width = 0.9 * count * canvas.letter
      share = min(share, (second.x - first.x) / width)
    }
    return max(0.5, share)
  }
}
