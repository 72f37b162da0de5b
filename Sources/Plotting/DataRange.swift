extension Panel {
  /// What the horizontal axis shows: its range, or all that the elements need.
  var shownX: ClosedRange<Double> {
    if let range = x.range { return widened(range, by: 0) }
    if case .category(let names) = x.scale { return -0.6...(Double(max(1, names.count)) - 0.4) }
    var hull = Hull()
    for element in elements { hull.includeX(of: element) }
    return hull.range(isLog: x.scale == .log, padding: 0.01)
  }

  /// What the vertical axis shows: its range, or all that the elements need.
  var shownY: ClosedRange<Double> {
    if let range = y.range { return widened(range, by: 0) }
    var hull = Hull()
    for element in elements { hull.includeY(of: element) }
    return hull.range(isLog: y.scale == .log, padding: 0.06)
  }
}

/// The smallest range that holds all finite numbers seen.
struct Hull {
  private var low = Double.infinity
  private var high = -Double.infinity
  private var lowestPositive = Double.infinity

  /// Makes room for a number; what is not finite, or beyond all bounds, needs none.
  mutating func include(_ value: Double?) {
    guard let value, abs(value) < 1e200 else { return }
    low = min(low, value)
    high = max(high, value)
    if value > 0 { lowestPositive = min(lowestPositive, value) }
  }

  mutating func includeX(of element: Element) {
    switch element {
    case .trace(let trace):
      let margin: Double = if case .bars(let width) = trace.mark { width / 2 } else { 0 }
      for x in trace.x {
        include(x - margin)
        include(x + margin)
      }
    case .band(let band): band.x.forEach { include($0) }
    case .verticalLine(let x, _): include(x)
    case .span(let span):
      include(span.from)
      include(span.to)
    case .text(let text): include(text.x)
    case .horizontalLine: break
    }
  }

  mutating func includeY(of element: Element) {
    switch element {
    case .trace(let trace):
      switch trace.mark {
      case .bars, .impulses: include(0)
      default: break
      }
      trace.y.forEach { include($0) }
    case .band(let band):
      band.lower.forEach { include($0) }
      band.upper.forEach { include($0) }
    case .horizontalLine(let y, _): include(y)
    case .text(let text): include(text.y)
    case .verticalLine, .span: break
    }
  }

  /// The range with some air around it, never empty; 0...1 where nothing was seen.
  ///
  /// Bars that begin at 0 stand on the axis.
  func range(isLog: Bool, padding: Double) -> ClosedRange<Double> {
    if isLog {
      guard lowestPositive <= high else { return 0.1...1 }
      return (lowestPositive / 1.3)...(high * 1.3)
    }
    return low <= high ? widened(low...high, by: padding) : 0...1
  }

  /// The exact range, or nil where nothing was seen.
  var bounds: ClosedRange<Double>? { low <= high ? low...high : nil }
}

/// The range with a share of its length added at both ends; a single point gets a tenth of itself.
func widened(_ range: ClosedRange<Double>, by share: Double) -> ClosedRange<Double> {
  let (low, high) = (range.lowerBound, range.upperBound)
  if high - low <= abs(high) * 1e-12 {
    let air = max(abs(low) * 0.1, 1e-9)
    return low == 0 ? -1...1 : (low - air)...(high + air)
  }
  let air = (high - low) * share
  return (low == 0 && share > 0 ? 0 : low - air)...(high + air)
}
