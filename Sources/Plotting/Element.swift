/// One thing in a panel.
public enum Element: Hashable, Sendable {
  /// Values along x.
  case trace(Trace)
  /// A filled area between two curves.
  case band(Band)
  /// A line from bottom to top; its label stands above the axes.
  case verticalLine(x: Double, label: String)
  /// A dotted line from left to right; its label stands on it, at the left.
  case horizontalLine(y: Double, label: String)
  /// A stretch of x.
  case span(Span)
  /// Words at a place.
  case text(TextLabel)
}

/// Values along x, drawn in one way.
///
/// An absent or non-finite y breaks a line: nothing joins its neighbours.
public struct Trace: Hashable, Sendable {
  /// How the values are drawn.
  public enum Mark: Hashable, Sendable {
    /// A line.
    case line(Dash)
    /// A line with a marker at about eight of its points, so that it is known without colour.
    case markedLine(Dash)
    /// A marker at each point.
    case points
    /// One big marker at each point.
    case spots
    /// A line in steps.
    case steps
    /// A thin line from 0 to each value.
    case impulses
    /// A bar from 0 to each value, its width in units of x.
    case bars(width: Double)
  }

  /// What the legend says; nil for no entry.
  public var name: String?
  /// What the values are, which decides their colour and marker.
  public var role: Role
  /// Draws in a light tint, behind what matters more.
  public var isFaded: Bool
  /// How they are drawn.
  public var mark: Mark
  /// Positions.
  public var x: [Double]
  /// Values, one for each position.
  public var y: [Double?]

  /// Creates a trace.
  public init(
    name: String? = nil, role: Role, isFaded: Bool = false, x: [Double], y: [Double?],
    mark: Mark = .line(.solid)
  ) {
    precondition(x.count == y.count, "A trace has one value for each position")
    self.name = name
    self.role = role
    self.isFaded = isFaded
    self.x = x
    self.y = y
    self.mark = mark
  }
}

/// A filled area between two curves, such as an interval of forecasts.
public struct Band: Hashable, Sendable {
  /// What the legend says; nil for no entry.
  public var name: String?
  /// What the area belongs to, which decides its colour.
  public var role: Role
  /// Positions.
  public var x: [Double]
  /// The lower curve.
  public var lower: [Double?]
  /// The upper curve.
  public var upper: [Double?]

  /// Creates a band.
  public init(name: String? = nil, role: Role, x: [Double], lower: [Double?], upper: [Double?]) {
    precondition(
      x.count == lower.count && x.count == upper.count, "A band has two values for each position")
    self.name = name
    self.role = role
    self.x = x
    self.lower = lower
    self.upper = upper
  }
}

/// A stretch of x, named above the axes.
public struct Span: Hashable, Sendable {
  /// What stands above it; empty for nothing.
  public var label: String
  /// Where it begins.
  public var from: Double
  /// Where it ends.
  public var to: Double
  /// Tints it.
  public var isShaded: Bool
  /// Draws a line where it begins.
  public var hasLine: Bool

  /// Creates a stretch.
  public init(
    label: String, from: Double, to: Double, isShaded: Bool = false, hasLine: Bool = false
  ) {
    self.label = label
    self.from = from
    self.to = to
    self.isShaded = isShaded
    self.hasLine = hasLine
  }
}

/// Words at a place.
public struct TextLabel: Hashable, Sendable {
  /// Where the words stand, seen from their place.
  public enum Side: Hashable, Sendable {
    /// Centred on it.
    case centre
    /// Centred above it.
    case above
    /// At its right.
    case right
  }

  /// The words.
  public var text: String
  /// The place, in units of the axes.
  public var x: Double
  /// The place, in units of the axes.
  public var y: Double
  /// Where the words stand, seen from the place.
  public var side: Side

  /// Creates a label.
  public init(_ text: String, x: Double, y: Double, side: Side = .centre) {
    self.text = text
    self.x = x
    self.y = y
    self.side = side
  }
}
