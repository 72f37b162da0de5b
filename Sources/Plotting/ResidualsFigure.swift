import Artifacts
import SeriesData

/// Residuals, actual − prediction one step ahead: over time, their distribution, their memory, and
/// their mean by season.
func residualsFigure(
  _ model: ReportDocument.ModelSection, of report: ReportDocument, _ timeline: ReportTimeline
) -> Figure {
  let residuals = Residuals(model, report, timeline)
  return Figure(
    title: "\(model.model): residuals (actual − prediction), one step ahead",
    size: Figure.Size(width: 1400, height: 1000),
    rows: [
      Figure.Row(panels: [residuals.overTime(), residuals.distribution()]),
      Figure.Row(
        panels: [
          residuals.memory(),
          report.series.seasonLength > 1 ? residuals.bySeason() : residuals.againstFitted(),
        ]),
    ])
}

/// The residuals of one model and the four ways to look at them.
private struct Residuals {
  let timeline: ReportTimeline
  let fitted: [Double?]
  let all: [Double?]
  let label: String
  let season: Season

  init(
    _ model: ReportDocument.ModelSection, _ report: ReportDocument, _ timeline: ReportTimeline
  ) {
    self.timeline = timeline
    fitted = timeline.slice(model.predictions.oneStep, timeline.y.indices)
    all = zip(timeline.y, fitted).map { actual, prediction in
      prediction.map { actual - $0 }.flatMap { abs($0) < 1e200 ? $0 : nil }
    }
    label = report.series.unit.isEmpty ? "Residual" : "Residual (\(report.series.unit))"
    season = timeline.season
  }

  private var test: [Double] { all[timeline.test].compactMap { $0 } }
  private var train: [Double] { all[timeline.training].compactMap { $0 } }

  // MARK: - Panels

  func overTime() -> Panel {
    let isLong = timeline.y.count > 400
    func trace(_ name: String, _ role: Role, _ indices: Range<Int>, faded: Bool) -> Element {
      .trace(
        Trace(
          name: name, role: role, isFaded: faded, x: Array(timeline.x[indices]),
          y: Array(all[indices]), mark: isLong ? .line(.solid) : .impulses))
    }
    let elements =
      timeline.spans.filter { $0 != timeline.spans.last || timeline.futureX.isEmpty }
      + [
        .horizontalLine(y: 0, label: ""),
        trace("train", .train, timeline.training, faded: true),
        trace("test", .test, timeline.test, faded: false),
      ]
    let sensible = SensibleRange(actual: all, predictions: [])
    return Panel(
      title: "Over time", x: timeline.axis(over: timeline.y.indices, andFuture: false),
      y: Axis(label: label, range: sensible.range), legend: .below, elements: elements)
  }

  func distribution() -> Panel {
    guard let histogram = Histogram(test), let centre = mean(test),
      let deviation = standardDeviation(test)
    else {
      return .empty("Distribution on test", x: label, y: "Count", why: "Too few residuals.")
    }
    let bars = Trace(
      name: "test", role: .test, isFaded: true, x: histogram.centres,
      y: histogram.counts.map { Double($0) }, mark: .bars(width: histogram.width * 0.94))
    let low = min(histogram.start, centre - 3 * deviation)
    let high = max(
      histogram.start + histogram.width * Double(histogram.counts.count), centre + 3 * deviation)
    let xs = (0...120).map { low + (high - low) * Double($0) / 120 }
    let scale = Double(test.count) * histogram.width
    let size =
      "n = \(test.count), mean \(significant(centre, digits: 3)), "
      + "sd \(significant(deviation, digits: 3))"
    let curve = Trace(
      name: "normal curve", role: .reference, x: xs,
      y: xs.map { scale * normalDensity($0, mean: centre, deviation: deviation) })
    return Panel(
      title: "On test: \(size)", x: Axis(label: label),
      y: Axis(label: "Count", tickUnit: 1), legend: .below,
      elements: trainSpan + [.trace(bars), .verticalLine(x: 0, label: ""), .trace(curve)])
  }

  /// Where nine tenths of the training residuals lie, which are too many to stand beside those on test.
  private var trainSpan: [Element] {
    let sorted = train.sorted()
    guard sorted.count >= 20 else { return [] }
    return [
      .span(
        Span(
          label: "90 % of train", from: quantile(sorted, 0.05), to: quantile(sorted, 0.95),
          isShaded: true))
    ]
  }

  func memory() -> Panel {
    let lags = min(season.length > 1 ? 2 * season.length : 10, test.count - 1)
    let values = autocorrelation(test, lags: lags)
    let title = "Autocorrelation"
    // Fitting leaves little memory in the training part: pale, it shows what is new on test.
    let faded = autocorrelation(train, lags: lags)
    guard !values.isEmpty else {
      return .empty(title, x: "Lag", y: "Autocorrelation", why: "Too few residuals.")
    }
    let limit = autocorrelationLimit(count: test.count)
    let ends = [0.3, Double(values.count) + 0.7]
    func limits(_ name: String?, _ value: Double) -> Element {
      .trace(
        Trace(name: name, role: .reference, x: ends, y: [value, value], mark: .line(.dashed)))
    }
    let extent = max(0.3, limit * 1.3, ((values + faded).map(abs).max() ?? 0) * 1.1)
    func impulses(_ name: String, _ role: Role, _ values: [Double], faded: Bool, by shift: Double)
      -> Element
    {
      .trace(
        Trace(
          name: name, role: role, isFaded: faded,
          x: values.indices.map { Double($0 + 1) + shift }, y: values.map { $0 }, mark: .impulses))
    }
    let shift = values.count > 60 || faded.isEmpty ? 0 : 0.12
    return Panel(
      title: title,
      x: Axis(
        label: "Lag (steps)", range: 0.3...(Double(values.count) + 0.7),
        tickUnit: season.tickUnit(lags: values.count)),
      y: Axis(label: "Autocorrelation", range: -extent...extent), legend: .below,
      elements: [
        .horizontalLine(y: 0, label: ""),
        limits("±1.96/√n = ±\(fixed(limit, decimals: 2))", limit), limits(nil, -limit),
        impulses("train", .train, faded, faded: true, by: -shift),
        impulses("test", .test, values, faded: false, by: shift),
      ])
  }

  func bySeason() -> Panel {
    let faded = seasonal(timeline.training)
    let strong = seasonal(timeline.test)
    let shift = season.length > 24 ? 0 : 0.2
    let width = season.length > 24 ? 0.9 : 0.38
    func bars(_ name: String, _ role: Role, _ values: [Double?], faded: Bool, by shift: Double)
      -> Element
    {
      .trace(
        Trace(
          name: name, role: role, isFaded: faded,
          x: values.indices.map { Double($0 + season.firstNumber) + shift }, y: values,
          mark: .bars(width: width)))
    }
    return Panel(
      title: "Mean by \(season.position)", x: season.axis,
      y: Axis(label: "Mean \(label.lowercasedFirst)"),
      legend: .below,
      elements: [
        bars("train", .train, faded, faded: true, by: -shift),
        bars("test", .test, strong, faded: false, by: shift), .horizontalLine(y: 0, label: ""),
      ])
  }

  func againstFitted() -> Panel {
    let predictionLabel = "Prediction" + label.dropFirst("Residual".count)
    func points(_ name: String, _ role: Role, _ indices: Range<Int>, faded: Bool) -> Element {
      let pairs = indices.compactMap { index -> (Double, Double)? in
        guard let x = fitted[index], let y = all[index] else { return nil }
        return (x, y)
      }
      return .trace(
        Trace(
          name: name, role: role, isFaded: faded, x: pairs.map(\.0), y: pairs.map { $0.1 },
          mark: .points))
    }
    return Panel(
      title: "Against the prediction", x: Axis(label: predictionLabel), y: Axis(label: label),
      legend: .below,
      elements: [
        .horizontalLine(y: 0, label: ""),
        points("train", .train, timeline.training, faded: true),
        points("test", .test, timeline.test, faded: false),
      ])
  }

  // MARK: - Parts

  /// The mean residual at each position in the season.
  private func seasonal(_ indices: Range<Int>) -> [Double?] {
    var groups = [[Double]](repeating: [], count: season.length)
    for index in indices {
      if let residual = all[index] { groups[season.position(of: index)].append(residual) }
    }
    return groups.map { mean($0) }
  }
}

extension String {
  /// The text with a small first letter.
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
