/// A picture as a value: a title over rows of panels.
///
/// It says what is to be seen, in the units of the data, and nothing about how it is drawn; the
/// same figure becomes a PNG, an SVG, a PDF or text. ``GnuplotScript`` turns it into commands.
///
/// ```swift
/// let panel = Panel(
///   x: Axis(label: "Lag"), y: Axis(label: "Autocorrelation"),
///   elements: [.trace(Trace(role: .test, x: [1, 2], y: [0.4, 0.1], mark: .impulses))])
/// let figure = Figure(title: "Residuals", rows: [Figure.Row(panels: [panel])])
/// ```
public struct Figure: Hashable, Sendable {
  /// A size in pixels, at 96 to the inch.
  public struct Size: Hashable, Sendable {
    /// Pixels from left to right.
    public var width: Int
    /// Pixels from top to bottom.
    public var height: Int

    /// Creates a size.
    public init(width: Int, height: Int) {
      precondition(width > 0 && height > 0, "A figure has at least one pixel")
      self.width = width
      self.height = height
    }
  }

  /// Panels beside each other.
  public struct Row: Hashable, Sendable {
    /// The share of the height, relative to the other rows.
    public var weight: Double
    /// The panels, from left to right.
    public var panels: [Panel]

    /// Creates a row.
    public init(weight: Double = 1, panels: [Panel]) {
      precondition(weight > 0, "A row takes some of the height")
      self.weight = weight
      self.panels = panels
    }
  }

  /// What stands above all panels; empty for none.
  public var title: String
  /// The size of the picture; text has a size of its own.
  public var size: Size
  /// The rows, from top to bottom.
  public var rows: [Row]

  /// Creates a figure.
  public init(title: String, size: Size = Size(width: 1400, height: 800), rows: [Row]) {
    self.title = title
    self.size = size
    self.rows = rows
  }
}

/// One pair of axes and what is drawn between them.
public struct Panel: Hashable, Sendable {
  /// What stands above the axes; empty for none.
  public var title: String
  /// A remark under the title, such as what the range leaves out; empty for none.
  public var note: String
  /// The share of the width, relative to the other panels of the row.
  public var weight: Double
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// Where the names of the traces stand.
  public var legend: Legend
  /// What is drawn, the first at the bottom.
  public var elements: [Element]

  /// Creates a panel.
  public init(
    title: String = "", note: String = "", weight: Double = 1, x: Axis, y: Axis,
    legend: Legend = .none, elements: [Element]
  ) {
    precondition(weight > 0, "A panel takes some of the width")
    self.title = title
    self.note = note
    self.weight = weight
    self.x = x
    self.y = y
    self.legend = legend
    self.elements = elements
  }
}

extension Panel {
  /// A panel that says why it shows nothing, in lines that are short enough for a third of a sheet.
  static func empty(_ title: String, x: String, y: String, why: String) -> Panel {
    var lines: [String] = []
    for word in why.split(separator: " ") {
      if let last = lines.last, last.count + word.count < 32 {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    let top = 0.5 + 0.04 * Double(lines.count - 1)
    func axis(_ label: String) -> Axis { Axis(label: label, scale: .category([""]), range: 0...1) }
    return Panel(
      title: title, x: axis(x), y: axis(y),
      elements: lines.enumerated().map { row, line in
        .text(TextLabel(line, x: 0.5, y: top - 0.08 * Double(row)))
      })
  }
}

/// An axis: its label, its scale and what it shows.
public struct Axis: Hashable, Sendable {
  /// How positions become places.
  public enum Scale: Hashable, Sendable {
    /// Equal steps.
    case linear
    /// Equal ratios; what is not positive is left out.
    case log
    /// Seconds since 1970-01-01T00:00, labelled as dates.
    case date
    /// Position *i*, from 0, carries the *i*-th name.
    case category([String])
  }

  /// The quantity and its unit; empty for none.
  public var label: String
  /// How positions become places.
  public var scale: Scale
  /// What is shown; nil for all that the elements need.
  public var range: ClosedRange<Double>?
  /// Ticks fall on multiples of it, for quantities that come in whole steps.
  public var tickUnit: Double?

  /// Creates an axis.
  public init(
    label: String, scale: Scale = .linear, range: ClosedRange<Double>? = nil,
    tickUnit: Double? = nil
  ) {
    self.label = label
    self.scale = scale
    self.range = range
    self.tickUnit = tickUnit
  }
}

/// Where the names of the traces stand: always outside the axes, so that they never hide data.
public enum Legend: Hashable, Sendable {
  /// Nowhere.
  case none
  /// In a column at the right.
  case right
  /// In lines under the axes.
  case below
}
