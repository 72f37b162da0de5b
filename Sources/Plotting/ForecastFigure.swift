import Artifacts
import Forecasting

/// All models on one sheet: the whole series, its end enlarged, and how large the errors are.
func forecastFigure(_ report: ReportDocument, _ timeline: ReportTimeline) -> Figure {
  return Figure(
    title: shortened(report.series.heading, to: 80),
    size: Figure.Size(width: 1600, height: 1200),
    rows: [
      Figure.Row(weight: 1.1, panels: [overview(report, timeline)]),
      Figure.Row(
        weight: 1, panels: [closeUp(report, timeline), errorBars(report)]),
    ])
}

/// A line of the sheet: a network, or the recipe `auto`.
private struct Sheeted {
  let name: String
  let role: Role
  let predictions: ReportDocument.PredictionsSection
  let forecast: [Double?]
}

extension ReportDocument {
  /// The recipe first, which is the forecast to use, and then the networks.
  fileprivate var sheeted: [Sheeted] {
    let recipe = auto.map {
      Sheeted(
        name: "auto", role: .model(4), predictions: $0.predictions, forecast: $0.forecast)
    }
    return [recipe].compactMap { $0 }
      + models.enumerated().map { index, model in
        Sheeted(
          name: model.model, role: .model(index), predictions: model.predictions,
          forecast: model.forecast)
      }
  }
}

/// The whole series, each model one step ahead on test, and its forecast.
private func overview(_ report: ReportDocument, _ timeline: ReportTimeline) -> Panel {
  var elements = timeline.spans + [timeline.actual()]
  var predictions: [(name: String, values: [Double?])] = []
  for model in report.sheeted {
    let oneStep = model.predictions.oneStep
    elements.append(
      timeline.trace(
        model.name, model.role, oneStep, over: timeline.test, mark: .markedLine(.solid)))
    elements.append(
      timeline.futureTrace(nil, model.role, model.forecast, mark: .markedLine(.dashed)))
    predictions.append((model.name, timeline.slice(oneStep, timeline.test)))
    predictions.append(("\(model.name) forecast", model.forecast))
  }
  let sensible = SensibleRange(actual: timeline.y, predictions: predictions)
  return Panel(
    title: "Whole series: one step ahead on test (solid), forecast of the future (dashed)",
    note: sensible.note,
    x: timeline.axis(over: timeline.y.indices, andFuture: true),
    y: Axis(label: timeline.valueLabel, range: sensible.range),
    legend: .right, elements: elements)
}

/// The end of the test part and the future, each model from its own outputs.
///
/// Of a long test part only the end is shown: enough for three horizons or four seasons.
private func closeUp(_ report: ReportDocument, _ timeline: ReportTimeline) -> Panel {
  let enough = max(3 * timeline.futureX.count, 4 * timeline.season.length, 48)
  let isCut = timeline.test.count > 2 * enough
  let shown = isCut ? (timeline.y.count - enough)..<timeline.y.count : timeline.test
  var elements = timeline.spans + [timeline.actual(over: shown)]
  var predictions: [(name: String, values: [Double?])] = []
  for model in report.sheeted {
    let recursive = model.predictions.recursive
    elements.append(
      timeline.trace(nil, model.role, recursive, over: shown, mark: .markedLine(.solid)))
    elements.append(
      timeline.futureTrace(nil, model.role, model.forecast, mark: .markedLine(.dashed)))
    predictions.append(("\(model.name) recursive", timeline.slice(recursive, shown)))
    predictions.append(("\(model.name) forecast", model.forecast))
  }
  let sensible = SensibleRange(
    actual: timeline.slice(timeline.y, shown), predictions: predictions)
  return Panel(
    title: (isCut ? "Last \(enough) test values" : "Test")
      + ": recursive (solid), forecast (dashed)",
    note: sensible.note, weight: 1.7,
    x: timeline.axis(over: shown, andFuture: true),
    y: Axis(label: timeline.valueLabel, range: sensible.range), elements: elements)
}

/// One step ahead, on train and on test, each model beside the benchmark.
private func errorBars(_ report: ReportDocument) -> Panel {
  let networks =
    report.models.map { ($0.model, $0.metrics) }
    + [report.benchmarkSection].compactMap { $0 }.map { ($0.model, $0.metrics) }
  // The recipe has no error on train: most of its members predict without being fitted.
  let scores =
    [report.auto].compactMap { $0 }.map { (name: "auto", train: nil, test: $0.testOneStep.rmse) }
    + networks.map { (name: $0.0, train: $0.1.train.rmse, test: $0.1.testOneStep.rmse) }
  let unit = report.series.unit.isEmpty ? "" : " (\(report.series.unit))"
  return barPanel(
    title: "RMSE, one step ahead", y: "RMSE\(unit)", names: scores.map(\.name),
    BarSeries(name: "train", role: .train, isFaded: true, values: scores.map(\.train)),
    BarSeries(name: "test", role: .test, isFaded: false, values: scores.map(\.test)))
}
