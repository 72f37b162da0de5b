import Artifacts
import Forecasting

/// What a model predicted for known dates, beside what happened and the benchmark.
func trainTestFigure(
  _ model: ReportDocument.ModelSection, of report: ReportDocument, _ timeline: ReportTimeline
) -> Figure {
  let oneStep = model.predictions.oneStep
  let recursive = model.predictions.recursive
  let benchmark = report.benchmarkSection
  let benchmarkStep = benchmark?.predictions.oneStep ?? []
  var elements = timeline.spans.filter { element in
    if case .span(let span) = element { span.label != "future" } else { true }
  }
  var training = Hull()
  timeline.y[timeline.training].forEach { training.include($0) }
  if let highest = training.bounds?.upperBound {
    elements.append(
      .horizontalLine(y: highest, label: "training maximum \(trimmed(significant(highest)))"))
  }
  if let benchmark {
    elements.append(
      timeline.trace(
        "benchmark: \(benchmark.model)", .benchmark, benchmarkStep, over: timeline.y.indices,
        mark: .line(.solid)))
  }
  elements += [
    timeline.actual(),
    timeline.trace("one step ahead, train", .train, oneStep, over: timeline.training),
    timeline.trace(
      "one step ahead, test", .test, oneStep, over: timeline.test, mark: .markedLine(.solid)),
    timeline.trace(
      "recursive, test", .recursive, recursive, over: timeline.test, mark: .line(.dashed)),
  ]
  let sensible = SensibleRange(
    actual: timeline.y,
    predictions: [
      ("benchmark", benchmarkStep), ("one step ahead", oneStep), ("recursive", recursive),
    ])
  let panel = Panel(
    note: sensible.note,
    x: timeline.axis(over: timeline.y.indices, andFuture: false),
    y: Axis(label: timeline.valueLabel, range: sensible.range), legend: .below, elements: elements)
  return Figure(
    title: trainTestTitle(model, of: report), size: Figure.Size(width: 1400, height: 800),
    rows: [Figure.Row(panels: [panel])])
}

/// "gru: test RMSE 41.2, MASE 1.02 – SHIFT".
private func trainTestTitle(
  _ model: ReportDocument.ModelSection, of report: ReportDocument
) -> String {
  let test = model.metrics.testOneStep
  let unit = report.series.unit.isEmpty ? "" : " \(report.series.unit)"
  let rmse = test.rmse.map { significant($0) + unit } ?? "undefined"
  let mase = test.mase.map { significant($0, digits: 3) } ?? "undefined"
  let verdict = model.verdict.isEmpty ? "" : " – \(model.verdict)"
  return "\(model.model): test RMSE \(rmse), MASE \(mase)\(verdict)"
}
