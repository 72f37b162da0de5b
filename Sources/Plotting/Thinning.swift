extension Panel {
  /// The panel with no more points in its lines than can be told apart on so many pixels.
  ///
  /// A line through 100,000 values crosses each column of pixels dozens of times, and gnuplot would
  /// spend seconds on what is one stroke in the end.
  ///
  /// Three columns stand on a pixel: strokes add up where edges are smoothed, and with one stroke on
  /// each pixel a dense line would be paler than it is.
  ///
  /// - Parameters:
  ///   - width: The pixels, or letters, from left to right.
  ///   - range: What the horizontal axis shows.
  /// - Returns: The panel, its range and its look unchanged.
  func thinned(width: Double, over range: ClosedRange<Double>) -> Panel {
    thinned(columns: 3 * width, over: range)
  }

  /// The panel with at most four points in each column of its lines.
  func thinned(columns: Double, over range: ClosedRange<Double>) -> Panel {
    guard x.scale == .linear || x.scale == .date, columns >= 1 else { return self }
    var panel = self
    panel.elements = elements.map { element in
      guard case .trace(let trace) = element, trace.isLine else { return element }
      return .trace(trace.thinned(columns: columns, over: range))
    }
    return panel
  }
}

extension Trace {
  fileprivate var isLine: Bool {
    switch mark {
    case .line, .markedLine: true
    case .points, .spots, .steps, .impulses, .bars: false
    }
  }

  /// Of the points in one column the first, the lowest, the highest and the last, in their
  /// order: a line through these covers the same stretch of it as one through all (Jugel, Jerzak,
  /// Hackenbroich and Markl, *M4: a visualization-oriented time series data aggregation*, VLDB 2014).
  ///
  /// Lines with fewer than eight points to a column stay as they are. Where values are absent, one
  /// absent value stays, so that the line is broken there as before.
  ///
  /// - Complexity: O(*n*).
  fileprivate func thinned(columns: Double, over range: ClosedRange<Double>) -> Trace {
    let width = range.upperBound - range.lowerBound
    guard width > 0, Double(y.count) >= 8 * columns else { return self }
    var kept: [Int] = []
    var group = Column()
    for index in y.indices {
      guard let value = y[index], abs(value) < 1e200, x[index].isFinite else {
        group.flush(into: &kept)
        let isBroken = kept.last.map { y[$0] == nil || !(abs(y[$0] ?? .nan) < 1e200) } ?? false
        if !isBroken { kept.append(index) }
        continue
      }
      let place = ((x[index] - range.lowerBound) / width * columns).rounded(.down)
      if place != group.place { group.flush(into: &kept) }
      group.include(index, value, at: place)
    }
    group.flush(into: &kept)
    var thin = self
    thin.x = kept.map { x[$0] }
    thin.y = kept.map { y[$0] }
    return thin
  }
}

/// The points of a line in one column, by their indices.
private struct Column {
  private(set) var place = Double.nan
  private var first = 0, last = 0
  private var lowest = 0, highest = 0
  private var low = Double.infinity, high = -Double.infinity

  mutating func include(_ index: Int, _ value: Double, at place: Double) {
    if self.place.isNaN { (self.place, first) = (place, index) }
    if value < low { (low, lowest) = (value, index) }
    if value > high { (high, highest) = (value, index) }
    last = index
  }

  /// Writes down those that count, each once and in order, and begins again.
  mutating func flush(into kept: inout [Int]) {
    guard !place.isNaN else { return }
    for index in [first, min(lowest, highest), max(lowest, highest), last]
    where kept.last.map({ $0 < index }) ?? true { kept.append(index) }
    self = Column()
  }
}
