import SeriesData

/// The values over the positions in a season: a line a cycle, the later the darker.
///
/// Of more than 40 cycles no line could be followed: they are bands, and only the last are lines.
struct SeasonPicture {
  private let series: TimeSeries
  private let season: Season
  private let valueLabel: String
  private let cycles: [Cycle]

  /// Once through the season.
  private struct Cycle {
    var indices: Range<Int>
    var name: String
  }

  init(_ series: TimeSeries, _ valueLabel: String) {
    self.series = series
    self.valueLabel = valueLabel
    season = Season(series)
    cycles = Self.cycles(of: series)
  }

  func figure(title: String) -> Figure {
    let isCrowded = cycles.count > 40
    let lines = isCrowded ? Array(cycles.suffix(3)) : cycles
    var elements = isCrowded ? bands : []
    for (rank, cycle) in lines.enumerated() {
      let palest = isCrowded ? 40 : 0
      let shade = lines.count > 1 ? palest + rank * (100 - palest) / (lines.count - 1) : 100
      let places = cycle.indices.filter { $0 == cycle.indices.lowerBound || x($0) > x($0 - 1) }
      let isLabelled = lines.count - rank <= 6
      elements.append(
        .trace(
          Trace(
            name: isLabelled && isCrowded ? cycle.name : nil, role: .shade(shade),
            x: places.map { x($0) }, y: places.map { series.values[$0] },
            mark: season.length < 8 || places.count == 1 ? .markedLine(.solid) : .line(.solid))))
    }
    let labels = isCrowded ? [] : labels(of: lines.suffix(6))
    var axis = season.axis
    let first = Double(season.firstNumber(hasNames: axis.scale))
    let length = Double(season.length)
    axis.range = (first - 0.02 * length - 0.1)...(first + length - 1 + 0.1 * length)
    return Figure(
      title: title, size: Figure.Size(width: 1400, height: 800),
      rows: [
        Figure.Row(panels: [
          Panel(
            title: isCrowded
              ? "\(cycles.count) cycles of \(season.length) steps, the last ones as lines"
              : "\(cycles.count) cycles: pale \(cycles.first?.name ?? ""), "
                + "dark \(cycles.last?.name ?? "")",
            x: axis, y: Axis(label: valueLabel), legend: isCrowded ? .below : .none,
            elements: elements + labels)
        ])
      ])
  }

  // MARK: - Cycles

  /// The stretches from one begin of the season to the next; the first and the last may be cut.
  ///
  /// A position that comes twice, as that of the weeks 52 and 53 does, stays in its cycle; the
  /// second value there is not drawn.
  private static func cycles(of series: TimeSeries) -> [Cycle] {
    let positions = series.values.indices.map { series.positionInSeason(at: $0) ?? 0 }
    let starts = positions.indices.filter { $0 == 0 || positions[$0] < positions[$0 - 1] }
    let ends = starts.dropFirst() + [positions.count]
    return zip(starts, ends).map { start, end in
      Cycle(indices: start..<end, name: name(start..<end, of: series))
    }
  }

  /// The year, where a season is one; else the date of the first value.
  private static func name(_ indices: Range<Int>, of series: TimeSeries) -> String {
    let isCalendar = series.seasonLength == series.frequency.seasonLength
    switch series.frequency {
    case .quarterly where isCalendar, .monthly where isCalendar, .monthlyLastDay where isCalendar,
      .weekly where isCalendar:
      // A week belongs to the year that has most of it: ask in the middle.
      return "\(series.timestamp(at: (indices.lowerBound + indices.upperBound) / 2).year)"
    default: return "from " + series.label(at: indices.lowerBound)
    }
  }

  private func x(_ index: Int) -> Double {
    Double(season.position(of: index) + season.firstNumber(hasNames: season.axis.scale))
  }

  // MARK: - Parts

  /// The names of the last cycles at their ends, pushed apart where they would lie on each other.
  private func labels(of lines: ArraySlice<Cycle>) -> [Element] {
    var hull = Hull()
    series.values.forEach { hull.include($0) }
    guard let bounds = hull.bounds else { return [] }
    let gap = (bounds.upperBound - bounds.lowerBound) * 0.035
    let ends = lines.compactMap { cycle in
      cycle.indices.last.map { (name: cycle.name, x: x($0), y: series.values[$0]) }
    }.sorted { $0.y < $1.y }
    var lowest = [Double: Double]()
    return ends.map { end in
      let y = max(end.y, lowest[end.x].map { $0 + gap } ?? end.y)
      lowest[end.x] = y
      return .text(TextLabel(end.name, x: end.x, y: y, side: .right))
    }
  }

  /// The middle 90 % and 50 % of all values at each position, and their median.
  private var bands: [Element] {
    var groups = [[Double]](repeating: [], count: season.length)
    for index in series.values.indices {
      groups[season.position(of: index)].append(series.values[index])
    }
    let sorted = groups.map { $0.sorted() }
    let xs = groups.indices.map { Double($0 + season.firstNumber(hasNames: season.axis.scale)) }
    func level(_ share: Double) -> [Double?] {
      sorted.map { $0.isEmpty ? nil : quantile($0, share) }
    }
    func band(_ name: String, _ low: Double, _ high: Double, _ shade: Int) -> Element {
      .band(
        Band(name: name, role: .shade(shade), x: xs, lower: level(low), upper: level(high)))
    }
    return [
      band("90 % of values", 0.05, 0.95, 40), band("50 % of values", 0.25, 0.75, 100),
      .trace(Trace(name: "median", role: .test, x: xs, y: level(0.5), mark: .line(.dashed))),
    ]
  }
}

extension Season {
  /// The number of the first position on an axis: names are counted from 0.
  fileprivate func firstNumber(hasNames scale: Axis.Scale) -> Int {
    if case .category = scale { 0 } else { firstNumber }
  }
}
