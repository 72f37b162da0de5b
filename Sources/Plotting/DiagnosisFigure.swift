import Artifacts
import Diagnosis
import Forecasting

/// The evidence behind a verdict on one sheet: errors on the parts, the gap with its limits, errors by
/// step ahead, predicted against actual changes, the seeds, and the coverage of intervals.
///
/// What a report does not know is a panel that says why.
func diagnosisFigure(
  _ model: ReportDocument.ModelSection, of report: ReportDocument, _ timeline: ReportTimeline
) -> Figure {
  let evidence = EvidencePanels(model, report, timeline)
  let verdict = model.verdict.isEmpty ? "" : " – \(model.verdict)"
  return Figure(
    title: "\(model.model): diagnosis\(verdict); benchmark: \(report.benchmark.model)",
    size: Figure.Size(width: 1600, height: 960),
    rows: [
      Figure.Row(panels: [evidence.errorByPart(), evidence.gap(), evidence.errorByStep()]),
      Figure.Row(panels: [evidence.changes(), evidence.seeds(), evidence.coverage()]),
    ])
}

/// The panels of one model.
private struct EvidencePanels {
  let model: ReportDocument.ModelSection
  let benchmark: ReportDocument.BaselineSection?
  let benchmarkName: String
  let timeline: ReportTimeline
  let unit: String

  init(
    _ model: ReportDocument.ModelSection, _ report: ReportDocument, _ timeline: ReportTimeline
  ) {
    self.model = model
    self.timeline = timeline
    benchmark = report.benchmarkSection
    benchmarkName = report.benchmark.model
    unit = report.series.unit.isEmpty ? "" : " (\(report.series.unit))"
  }

  // MARK: - Panels

  func errorByPart() -> Panel {
    func errors(_ metrics: ReportDocument.MetricsSection?) -> [Double?] {
      [metrics?.train.rmse, metrics?.validation?.rmse, metrics?.testOneStep.rmse]
    }
    let parts = ["train", "validation", "test"]
    let (network, free) = (errors(model.metrics), errors(benchmark?.metrics))
    let known = parts.indices.filter { network[$0] != nil || free[$0] != nil }
    func bars(_ name: String, _ role: Role, _ values: [Double?]) -> BarSeries {
      BarSeries(name: name, role: role, isFaded: false, values: known.map { values[$0] })
    }
    return barPanel(
      title: "RMSE by part, one step ahead", y: "RMSE\(unit)", names: known.map { parts[$0] },
      bars(model.model, .test, network), bars(benchmarkName, .benchmark, free))
  }

  /// The gap on an axis of ratios, so that twice as good is as far from 1 as twice as bad.
  func gap() -> Panel {
    let check = model.diagnosis.axes.gap
    guard let value = check.value, value > 0, value < 1e200 else {
      return .empty("Gap", x: "", y: Self.gapLabel, why: check.why)
    }
    let shown = 0.01...1000.0
    func held(_ value: Double) -> Double {
      max(shown.lowerBound, min(value, shown.upperBound))
    }
    let seeds = (model.diagnosis.seeds ?? []).map(\.gap)
    let hasSeeds = seeds.contains { $0 != nil }
    let names = ["network"] + (hasSeeds ? ["each seed"] : [])
    let ends = [-0.6, Double(names.count) - 0.4]
    func line(_ name: String, _ value: Double, _ role: Role, _ dash: Dash) -> Element {
      .trace(Trace(name: name, role: role, x: ends, y: [value, value], mark: .line(dash)))
    }
    let limits = zip(check.limits.filter { shown.contains($0.value) }, [Dash.dotted, .dashed])
      .map { limit, dash in
        line(
          "\(limit.status.rawValue) \(trimmed("\(limit.value)"))", limit.value, .reference,
          dash)
      }
    var elements = [line("benchmark", 1, .benchmark, .solid)] + limits
    if let interval = check.interval {
      elements.append(
        whisker("90 % range", .test, at: 0, held(interval.lower), held(interval.upper)))
    }
    elements.append(
      .trace(Trace(name: "gap", role: .test, x: [0], y: [held(value)], mark: .spots)))
    if hasSeeds {
      let last = Double(max(1, seeds.count - 1))
      let places = seeds.indices.map { 0.8 + 0.4 * Double($0) / last }
      elements += seedTraces(names: (nil, nil), places, seeds.map { $0.map(held) }, mark: .points)
    }
    let all = [value, check.interval?.lower, check.interval?.upper] + seeds
    let beyond = all.compactMap { $0 }.filter { !shown.contains($0) }
    return Panel(
      title: "Gap: \(check.text)",
      note: beyond.max { abs($0) < abs($1) }
        .map { "Beyond the axis: reaches \(significant($0, digits: 2))" } ?? "",
      x: Axis(label: "", scale: .category(names)),
      y: Axis(label: Self.gapLabel, scale: .log), legend: .below, elements: elements)
  }

  func errorByStep() -> Panel {
    let title = "Error by step ahead, on test"
    guard let steps = model.diagnosis.steps, steps.count > 0 else {
      return .empty(
        title, x: "Steps ahead", y: "RMSE\(unit)",
        why: "This report has no errors by step ahead.")
    }
    let places = (1...steps.count).map(Double.init)
    func line(_ name: String, _ role: Role, _ values: [Double?], _ dash: Dash) -> Element {
      .trace(
        Trace(
          name: name, role: role, x: places, y: values,
          mark: steps.count == 1 ? .points : .markedLine(dash)))
    }
    let sensible = SensibleRange(
      actual: steps.benchmark + steps.oneStep + [0], predictions: [("recursive", steps.recursive)])
    return Panel(
      title: title, note: sensible.note,
      x: Axis(label: "Steps ahead", tickUnit: timeline.season.tickUnit(lags: steps.count)),
      y: Axis(label: "RMSE\(unit)", range: sensible.range.map { 0...$0.upperBound }),
      legend: .below,
      elements: [
        line(benchmarkName, .benchmark, steps.benchmark, .solid),
        line("one step", .test, steps.oneStep, .solid),
        line("recursive", .recursive, steps.recursive, .dashed),
      ])
  }

  /// A network that prints yesterday's value predicts no change: its points lie on the flat line.
  func changes() -> Panel {
    let (title, x, y) = ("Change on test", "Actual change\(unit)", "Predicted\(unit)")
    let oneStep = timeline.slice(model.predictions.oneStep, timeline.y.indices)
    let pairs = timeline.test.compactMap { index -> (actual: Double, predicted: Double)? in
      guard index > 0, let prediction = oneStep[index] else { return nil }
      let before = timeline.y[index - 1]
      return (timeline.y[index] - before, prediction - before)
    }
    let sensible = SensibleRange(
      actual: pairs.map(\.actual), predictions: [("prediction", pairs.map(\.predicted))])
    guard let range = sensible.range else {
      return .empty(title, x: x, y: y, why: "There are no predictions on the test part.")
    }
    let check = model.diagnosis.checks.first { $0.id == "R01" }
    let correlation = check?.value.map { ", correlation \(fixed($0, decimals: 2))" } ?? ""
    let isCopy = check.map { $0.status >= .warn } ?? false
    let ends = [range.lowerBound, range.upperBound]
    return Panel(
      title: title + correlation,
      note: isCopy ? "It copies the past: the points lie flat" : sensible.note,
      x: Axis(label: x, range: range), y: Axis(label: y, range: range), legend: .below,
      elements: [
        .trace(Trace(name: "as it came", role: .reference, x: ends, y: ends, mark: .line(.dashed))),
        .trace(
          Trace(
            name: "no change", role: .benchmark, x: ends, y: [0, 0], mark: .line(.solid))),
        .trace(
          Trace(
            name: "test", role: .test, x: pairs.map(\.actual), y: pairs.map { $0.predicted },
            mark: .points)),
      ])
  }

  func seeds() -> Panel {
    let label = "Test RMSE\(unit)"
    let seeds = model.diagnosis.seeds ?? []
    guard let kept = seeds.first, seeds.contains(where: { $0.test != nil }) else {
      return .empty(
        "Seeds", x: "Network, by number", y: label,
        why: "One network stands alone here; --seeds 5 trains more of them.")
    }
    let errors = seeds.map(\.test)
    let places = seeds.indices.map { Double($0 + 1) }
    let free = benchmark?.metrics.testOneStep.rmse
    let spread = model.diagnosis.checks.first { $0.id == "V01" && $0.value != nil }
    let sensible = SensibleRange(
      actual: [0, free, kept.test], predictions: [("a seed", Array(errors.dropFirst()))])
    let ends = [0.5, Double(seeds.count) + 0.5]
    let line = free.map { error in
      Element.trace(Trace(name: benchmarkName, role: .benchmark, x: ends, y: [error, error]))
    }
    return Panel(
      title: spread.map { "Seeds: \($0.text)" } ?? "Seeds", note: sensible.note,
      x: Axis(label: "Network, by number", range: ends[0]...ends[1], tickUnit: 1),
      y: Axis(label: label, range: sensible.range.map { 0...$0.upperBound }), legend: .below,
      elements: [line].compactMap { $0 }
        + seedTraces(
          names: ("kept: seed \(kept.seed)", "other seeds"), places, errors, mark: .spots))
  }

  func coverage() -> Panel {
    let (title, x, y) = ("Intervals on test", "Promised (%)", "Held (%)")
    let achieved = model.intervals?.achieved ?? []
    func percent(_ share: Double) -> Double { 100 * max(0, min(share, 1)) }
    let lowest = achieved.flatMap { [$0.nominal, $0.coverage, $0.lower] }.map(percent).min()
    guard let lowest else {
      let why =
        model.intervals == nil
        ? "There are no intervals in this report."
        : "Without a validation part there are none on the test part."
      return .empty(title, x: x, y: y, why: why)
    }
    let low = max(0, ((lowest - 5) / 10).rounded(.down) * 10)
    let whiskers = achieved.enumerated().map { index, one in
      whisker(
        index == 0 ? "90 % range" : nil, .test, at: percent(one.nominal), percent(one.lower),
        percent(one.upper), cap: (102 - low) / 80)
    }
    return Panel(
      title: title, x: Axis(label: x, range: low...102), y: Axis(label: y, range: low...102),
      legend: .below,
      elements: [
        .trace(
          Trace(
            name: "as promised", role: .reference, x: [low, 100], y: [low, 100],
            mark: .line(.dashed)))
      ] + whiskers + [
        .trace(
          Trace(
            name: "held", role: .test, x: achieved.map { percent($0.nominal) },
            y: achieved.map { percent($0.coverage) }, mark: .spots))
      ])
  }

  // MARK: - Parts

  private static let gapLabel = "Growth of error, ratio"

  /// The first of the seeds, which is the one that is kept, and the others.
  private func seedTraces(
    names: (kept: String?, others: String?), _ x: [Double], _ y: [Double?], mark: Trace.Mark
  ) -> [Element] {
    [
      Trace(
        name: names.others, role: .train, x: Array(x.dropFirst()), y: Array(y.dropFirst()),
        mark: .points),
      Trace(
        name: names.kept, role: .test, x: Array(x.prefix(1)), y: Array(y.prefix(1)), mark: mark),
    ].map(Element.trace)
  }

  /// A line from one end of an interval to the other, with a short stroke at each.
  private func whisker(
    _ name: String?, _ role: Role, at x: Double, _ lower: Double, _ upper: Double,
    cap: Double = 0.06
  ) -> Element {
    .trace(
      Trace(
        name: name, role: role, x: [x - cap, x + cap, x, x, x, x, x - cap, x + cap],
        y: [lower, lower, nil, lower, upper, nil, upper, upper]))
  }
}
