import Artifacts
import Forecasting

/// The loss epoch by epoch: pale as it was, strong with its jumps smoothed away, with the epoch that was
/// best, the one that is used, and what was paid after the best.
///
/// In original units the validation error of the benchmark is a line to stay below.
func lossFigure(_ model: ReportDocument.ModelSection, of report: ReportDocument) -> Figure {
  let curve = model.curve
  let hasValidation = !curve.validation.isEmpty
  let last = Double(curve.epoch.last ?? 0)
  let reach = smoothingReach(curve.epoch.count)
  var elements: [Element] = []
  if hasValidation, Double(model.bestEpoch) < last {
    let isPaid = model.usedEpoch > model.bestEpoch
    elements.append(
      .span(
        Span(
          label: isPaid ? "paid region" : "after the best epoch", from: Double(model.bestEpoch),
          to: last, isShaded: true)))
  }
  elements += losses("train", .train, curve.epoch, curve.train, reach)
  if hasValidation {
    elements += losses("validation", .validation, curve.epoch, curve.validation, reach)
  }
  elements += benchmarkLine(model, report)
  elements += epochMarks(model)
  let unit = curve.lossUnit.isEmpty ? "Loss" : curve.lossUnit
  let panel = Panel(
    x: Axis(label: "Epoch", range: 0...max(1, last * 1.01), tickUnit: 1),
    y: Axis(label: unit, scale: .log), legend: .below, elements: elements)
  let stop =
    switch model.stopReason {
    case "patience": ", stopped early"
    case "interrupted": ", interrupted"
    default: ""
    }
  let smoothing = reach > 0 ? "; smoothed: median of \(2 * reach + 1) epochs" : ""
  return Figure(
    title: "\(model.model): learning curve, \(model.epochs) epochs\(stop)\(smoothing)",
    size: Figure.Size(width: 1200, height: 750), rows: [Figure.Row(panels: [panel])])
}

/// The best epoch as a spot and a line; the used one, and that where patience ended, as lines where they
/// are others.
private func epochMarks(_ model: ReportDocument.ModelSection) -> [Element] {
  let curve = model.curve
  let hasValidation = !curve.validation.isEmpty
  let judge = hasValidation ? curve.validation : curve.train
  var elements: [Element] = [
    .verticalLine(x: Double(model.bestEpoch), label: "best epoch \(model.bestEpoch)")
  ]
  if model.usedEpoch != model.bestEpoch {
    elements.append(
      .verticalLine(x: Double(model.usedEpoch), label: "used epoch \(model.usedEpoch)"))
  }
  if model.stopReason == "patience", let stop = curve.epoch.last, stop > model.usedEpoch {
    elements.append(.verticalLine(x: Double(stop), label: "stop \(stop)"))
  }
  if let best = zip(curve.epoch, judge).first(where: { $0.0 == model.bestEpoch && $0.1 > 0 }) {
    let part = hasValidation ? "validation" : "train"
    elements.append(
      .trace(
        Trace(
          name: "best epoch, \(part) loss \(significant(best.1, digits: 3))", role: .test,
          x: [Double(best.0)], y: [best.1], mark: .spots)))
  }
  return elements
}

/// The validation error of the benchmark, where the losses are errors of the same kind and unit.
private func benchmarkLine(
  _ model: ReportDocument.ModelSection, _ report: ReportDocument
) -> [Element] {
  let curve = model.curve
  let isOriginal = curve.lossUnit.hasPrefix("RMSE, \(report.series.valueLabel)")
  guard isOriginal, !curve.validation.isEmpty, let benchmark = report.benchmarkSection,
    let error = benchmark.metrics.validation?.rmse, error > 0, error < 1e200,
    let first = curve.epoch.first, let last = curve.epoch.last
  else { return [] }
  let name = "\(benchmark.model), validation RMSE \(significant(error, digits: 3))"
  return [
    .trace(
      Trace(
        name: name, role: .benchmark, x: [Double(first), Double(last)], y: [error, error],
        mark: .line(.dashed)))
  ]
}

/// One curve, and where it is long enough its smoothed form over it; what a logarithm cannot show is
/// left out.
private func losses(
  _ name: String, _ role: Role, _ epochs: [Int], _ values: [Double], _ reach: Int
) -> [Element] {
  let count = min(epochs.count, values.count)
  func trace(_ name: String?, _ places: [Int], _ values: [Double], faded: Bool) -> Element {
    .trace(
      Trace(
        name: name, role: role, isFaded: faded, x: places.map { Double(epochs[$0]) },
        y: values.map { $0 > 0 ? $0 : nil },
        mark: role == .validation && !faded ? .markedLine(.solid) : .line(.solid)))
  }
  let raw = Array(values.prefix(count))
  guard reach > 0, count > 0 else { return [trace(name, Array(0..<count), raw, faded: false)] }
  // As many places as can be told apart: a median of many epochs at each of many epochs is slow.
  let places = Array(stride(from: 0, to: count - 1, by: max(1, count / 500))) + [count - 1]
  return [
    trace(nil, Array(0..<count), raw, faded: true),
    trace(name, places, places.map { median(raw, around: $0, reach: reach) }, faded: false),
  ]
}

/// How many epochs to either side are smoothed over: 4 % of all, none of few.
private func smoothingReach(_ epochs: Int) -> Int { epochs < 50 ? 0 : epochs / 50 }

/// The median of a value and its neighbours; at the ends of fewer, as many to either side.
private func median(_ values: [Double], around place: Int, reach: Int) -> Double {
  let reach = min(reach, place, values.count - 1 - place)
  return quantile(values[(place - reach)...(place + reach)].sorted(), 0.5)
}
