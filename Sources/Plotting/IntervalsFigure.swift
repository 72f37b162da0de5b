import Artifacts
import Forecasting

/// What a model says of its uncertainty: the end of the series, its forecast of the test part within
/// the intervals of the validation part, and its forecast of the future within all that it has shown.
func intervalsFigure(
  _ model: ReportDocument.ModelSection, of report: ReportDocument, _ timeline: ReportTimeline
) -> Figure {
  let shown = shownIndices(timeline)
  let test = timeline.test.clamped(to: shown)
  let intervals = model.intervals
  var elements = bands(intervals?.test ?? [], at: timeline.x, over: test, named: false)
  elements += bands(
    intervals?.future ?? [], at: timeline.futureX, over: timeline.futureX.indices, named: true)
  let recursive = model.predictions.recursive
  elements += timeline.spans
  elements += [
    timeline.actual(over: shown),
    timeline.trace(
      "forecast of the test part", .test, recursive, over: test, mark: .line(.dashed)),
    timeline.futureTrace("forecast", .train, model.forecast, mark: .markedLine(.solid)),
  ]
  let ends = ((intervals?.test ?? []) + (intervals?.future ?? [])).flatMap { [$0.lower, $0.upper] }
  let sensible = SensibleRange(
    actual: timeline.slice(timeline.y, shown),
    predictions: [
      ("forecast", timeline.slice(recursive, test) + model.forecast),
      ("intervals", ends.flatMap { $0 }),
    ])
  let panel = Panel(
    title: "Intervals in the test part are from the validation part, those of the future from both",
    note: intervals == nil ? "There are no intervals in this report." : sensible.note,
    x: timeline.axis(over: shown, andFuture: true),
    y: Axis(label: timeline.valueLabel, range: sensible.range), legend: .below, elements: elements)
  return Figure(
    title: title(model), size: Figure.Size(width: 1400, height: 800),
    rows: [Figure.Row(panels: [panel])])
}

/// The end of the series: the test part and half as much before it, or of a long one its end.
private func shownIndices(_ timeline: ReportTimeline) -> Range<Int> {
  let enough = max(3 * timeline.futureX.count, 4 * timeline.season.length, 48)
  let start =
    timeline.test.count > 2 * enough
    ? timeline.y.count - enough : timeline.test.lowerBound - enough / 2
  return max(0, start)..<timeline.y.count
}

/// Nested areas, the widest at the bottom and the palest.
private func bands(
  _ bands: [ReportDocument.Band], at x: [Double], over indices: Range<Int>, named: Bool
) -> [Element] {
  let sorted = bands.sorted { $0.coverage > $1.coverage }
  return sorted.enumerated().map { place, band in
    let shade = sorted.count == 1 ? 60 : 30 + 50 * place / (sorted.count - 1)
    return .band(
      Band(
        name: named ? "\(coverageName(band.coverage)) % interval" : nil, role: .shade(shade),
        x: indices.map { x[$0] },
        lower: indices.map { band.lower.indices.contains($0) ? band.lower[$0] : nil },
        upper: indices.map { band.upper.indices.contains($0) ? band.upper[$0] : nil }))
  }
}

/// "gru: 80 % intervals held 74 % on test, 95 % ones 91 %".
private func title(_ model: ReportDocument.ModelSection) -> String {
  let achieved = (model.intervals?.achieved ?? []).prefix(3)
  guard let first = achieved.first else { return "\(model.model): forecast with intervals" }
  func percent(_ share: Double) -> String { "\(coverageName((share * 100).rounded() / 100)) %" }
  let others = achieved.dropFirst().map {
    ", \(coverageName($0.nominal)) % ones \(percent($0.coverage))"
  }
  return "\(model.model): \(coverageName(first.nominal)) % intervals held "
    + "\(percent(first.coverage)) on test" + others.joined()
}
