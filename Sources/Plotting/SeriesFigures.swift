import SeriesData

/// The figures that show a series before anything is trained on it.
///
/// ```swift
/// let figures = SeriesFigures(series, title: "air.csv: Passengers", valueLabel: "Passengers")
/// figures.all.map(\.name)   // ["series", "season", "acf"]
/// figures.withoutSeason     // nil: there is one
/// ```
public struct SeriesFigures: Sendable {
  private let series: TimeSeries
  private let title: String
  private let valueLabel: String

  /// Takes a series.
  ///
  /// - Parameters:
  ///   - series: The series, of any frequency.
  ///   - title: What stands above each picture.
  ///   - valueLabel: The quantity and its unit, "Passengers (thousands)".
  public init(_ series: TimeSeries, title: String, valueLabel: String) {
    self.series = series
    self.title = title
    self.valueLabel = shortened(valueLabel, to: 40)
  }

  /// `series`, `season` where there is one, and `acf` where the values are not all the same.
  public var all: [NamedFigure] {
    [
      NamedFigure(name: "series", figure: overTime),
      withoutSeason == nil ? NamedFigure(name: "season", figure: bySeason) : nil,
      memory.map { NamedFigure(name: "acf", figure: $0) },
    ].compactMap { $0 }
  }

  /// Why there is no picture of the season; nil when there is one.
  public var withoutSeason: String? {
    if series.seasonLength == 1 {
      return series.frequency.seasonLength == 1
        ? "\(series.frequency.name) data have no season (--season gives them one)"
        : "there shall be none (--season 1)"
    }
    return series.count < 2 * series.seasonLength
      ? "\(series.count) values are less than two seasons of \(series.seasonLength)" : nil
  }

  /// Why there is no picture of the autocorrelation; nil when there is one.
  public var withoutMemory: String? {
    memory == nil ? "all values are the same, or there are fewer than 4" : nil
  }

  // MARK: - Over time

  private var overTime: Figure {
    let x = series.values.indices.map { Double(series.timestamp(at: $0).secondsSinceEpoch) }
    var elements: [Element] = [
      .trace(Trace(name: "observed", role: .actual, x: x, y: series.values))
    ]
    if let (name, trend) = trend {
      elements.append(.trace(Trace(name: name, role: .test, x: x, y: trend)))
    }
    var time = Axis(label: "Date (\(series.frequency.name))", scale: .date)
    if let low = x.first, let high = x.last { time.range = widened(low...high, by: 0.012) }
    let panel = Panel(
      x: time, y: Axis(label: valueLabel), legend: .below, elements: elements)
    return Figure(
      title: heading("\(series.count) values"), size: Figure.Size(width: 1400, height: 650),
      rows: [Figure.Row(panels: [panel])])
  }

  /// The trend without the season; without one, the mean over a tenth of the series.
  private var trend: (name: String, values: [Double?])? {
    let season = series.seasonLength
    let width = season > 1 ? season : max(series.count / 10 / 2 * 2 + 1, 5)
    guard series.count >= 3 * width else { return nil }
    let name =
      season > 1
      ? "trend: mean over a season of \(season)" : "trend: mean over \(width) values"
    return (name, centredMean(series.values, seasonLength: width))
  }

  private var bySeason: Figure {
    SeasonPicture(series, valueLabel).figure(title: heading("by season"))
  }

  private func heading(_ what: String) -> String { "\(shortened(title, to: 80)), \(what)" }

  // MARK: - Memory

  /// The autocorrelation over the partial one.
  private var memory: Figure? {
    let count = series.count
    let season = series.seasonLength
    let wanted = season > 1 ? (season <= 12 ? 3 : 2) * season : 24
    // Of lags beyond half the series too little is known.
    let correlations = autocorrelation(series.values, lags: min(wanted, count / 2 - 1))
    guard !correlations.isEmpty else { return nil }
    let names = [("Autocorrelation", correlations)]
    let partial = partialAutocorrelation(of: correlations)
    return Figure(
      title: heading("autocorrelation"),
      rows: (names + [("Partial autocorrelation", partial)]).map { name, values in
        Figure.Row(panels: [stems(name, values, lags: correlations.count)])
      })
  }

  /// Stems on a line at 0, those of whole seasons in another colour.
  private func stems(_ name: String, _ values: [Double], lags: Int) -> Panel {
    let season = series.seasonLength
    let limit = autocorrelationLimit(count: series.count)
    let ends = [0.3, Double(lags) + 0.7]
    func limits(_ name: String?, _ value: Double) -> Element {
      .trace(
        Trace(name: name, role: .reference, x: ends, y: [value, value], mark: .line(.dashed)))
    }
    func stems(_ name: String, _ role: Role, where isShown: (Int) -> Bool) -> [Element] {
      let shown = values.indices.map { $0 + 1 }.filter(isShown)
      guard !shown.isEmpty else { return [] }
      let trace = Trace(
        name: name, role: role, x: shown.map { Double($0) }, y: shown.map { values[$0 - 1] },
        mark: .impulses)
      var dots = trace
      (dots.name, dots.mark) = (nil, .points)
      return [.trace(trace)] + (lags <= 120 ? [.trace(dots)] : [])
    }
    let isOfSeason = { (lag: Int) in season > 1 && lag.isMultiple(of: season) }
    let extent = max(0.3, limit * 1.3, (values.map(abs).max() ?? 0) * 1.1)
    let unit = season >= 8 && season.isMultiple(of: 4) ? Double(season / 4) : 1
    return Panel(
      title: name,
      x: Axis(label: "Lag (steps)", range: ends[0]...ends[1], tickUnit: unit),
      y: Axis(label: name, range: -extent...extent), legend: .below,
      elements: [
        .horizontalLine(y: 0, label: ""),
        limits("±1.96/√n = ±\(significant(limit, digits: 2))", limit), limits(nil, -limit),
      ] + stems("lag", .train) { !isOfSeason($0) }
        + stems("whole seasons of \(season)", .test, where: isOfSeason))
  }
}
