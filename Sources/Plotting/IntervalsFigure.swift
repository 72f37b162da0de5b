import Artifacts
import Forecasting

/// What a model says of its uncertainty: the end of the series, its forecast of the test part within
/// the intervals of the validation part, and its forecast of the future within all that it has shown.
func intervalsFigure(
  _ model: ReportDocument.ModelSection, of report: ReportDocument, _ timeline: ReportTimeline
) -> Figure {
  let isLearned = model.intervals?.basis.method == .quantile
  return fanChart(
    Uncertain(
      name: model.model, recursive: model.predictions.recursive, forecast: model.forecast,
      test: model.intervals?.test ?? [], future: model.intervals?.future ?? [],
      achieved: model.intervals?.achieved ?? [],
      title: isLearned
        ? "The network of the test part has not seen it; that of the future has learned from all data"
        : "Intervals in the test part are from the validation part, those of the future from both",
      futureTitle: isLearned
        ? "Intervals of the future, as the network has learned them" : heldOutTitle,
      isCertain: model.intervals == nil), timeline)
}

/// The same of the recipe `auto`.
func intervalsFigure(_ auto: ReportDocument.AutoSection, _ timeline: ReportTimeline) -> Figure {
  fanChart(
    Uncertain(
      name: "auto", recursive: auto.predictions.recursive, forecast: auto.forecast,
      test: auto.test, future: auto.future, achieved: auto.achieved,
      title: "The forecast of the test part knows nothing of it; that of the future knows all",
      futureTitle: heldOutTitle, isCertain: auto.future.isEmpty), timeline)
}

private let heldOutTitle = "Intervals of the future, from held-out forecasts"

/// What a fan chart is drawn from.
private struct Uncertain {
  let name: String
  let recursive: [Double?]
  let forecast: [Double?]
  let test: [ReportDocument.Band]
  let future: [ReportDocument.Band]
  let achieved: [AchievedCoverage]
  let title: String
  /// The title where the test part is not shown.
  let futureTitle: String
  let isCertain: Bool
}

private func fanChart(_ model: Uncertain, _ timeline: ReportTimeline) -> Figure {
  let shown = shownIndices(timeline)
  let test = timeline.test.clamped(to: shown)
  // Of a long test part only the end is shown, where a forecast from its start has no intervals.
  let testBands = shown.contains(timeline.test.lowerBound) ? model.test : []
  var elements = bands(testBands, at: Array(timeline.x[timeline.test]), named: false)
  elements += bands(model.future, at: timeline.futureX, named: true)
  let recursive = model.recursive
  elements += timeline.spans
  elements += [
    timeline.actual(over: shown),
    timeline.trace(
      "forecast of the test part", .test, recursive, over: test, mark: .line(.dashed)),
    timeline.futureTrace("forecast", .train, model.forecast, mark: .markedLine(.solid)),
  ]
  let ends = (testBands + model.future).flatMap { [$0.lower, $0.upper] }
  let sensible = SensibleRange(
    actual: timeline.slice(timeline.y, shown),
    predictions: [
      ("forecast", timeline.slice(recursive, test) + model.forecast),
      ("intervals", ends.flatMap { $0 }),
    ])
  let panel = Panel(
    title: testBands.isEmpty ? model.futureTitle : model.title,
    note: model.isCertain ? "There are no intervals in this report." : sensible.note,
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
  _ bands: [ReportDocument.Band], at x: [Double], named: Bool
) -> [Element] {
  let sorted = bands.sorted { $0.coverage > $1.coverage }
  return sorted.enumerated().map { place, band in
    let shade = sorted.count == 1 ? 60 : 20 + 80 * place / (sorted.count - 1)
    let count = min(x.count, band.lower.count, band.upper.count)
    return .band(
      Band(
        name: named ? "\(coverageName(band.coverage)) % interval" : nil, role: .shade(shade),
        x: Array(x.prefix(count)), lower: Array(band.lower.prefix(count)),
        upper: Array(band.upper.prefix(count))))
  }
}

/// "gru: 80 % intervals held 74 % on test, 95 % ones 91 %".
private func title(_ model: Uncertain) -> String {
  let achieved = model.achieved.prefix(3)
  guard let first = achieved.first else { return "\(model.name): forecast with intervals" }
  func percent(_ share: Double) -> String { "\(coverageName((share * 100).rounded() / 100)) %" }
  let others = achieved.dropFirst().map {
    ", \(coverageName($0.nominal)) % ones \(percent($0.coverage))"
  }
  return "\(model.name): \(coverageName(first.nominal)) % intervals held "
    + "\(percent(first.coverage)) on test" + others.joined()
}
