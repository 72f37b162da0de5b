import Artifacts

/// The loss epoch by epoch, with the epoch that was best and the one that is used.
func lossFigure(_ model: ReportDocument.ModelSection) -> Figure {
  let curve = model.curve
  let hasValidation = !curve.validation.isEmpty
  let last = Double(curve.epoch.last ?? 0)
  let judge = hasValidation ? curve.validation : curve.train
  var elements: [Element] = []
  if hasValidation, Double(model.bestEpoch) < last {
    elements.append(
      .span(
        Span(
          label: "after the best epoch", from: Double(model.bestEpoch), to: last, isShaded: true)))
  }
  elements.append(.trace(losses("train", .train, curve.epoch, curve.train, .solid)))
  if hasValidation {
    elements.append(
      .trace(losses("validation", .validation, curve.epoch, curve.validation, .solid)))
  }
  elements.append(
    .verticalLine(x: Double(model.bestEpoch), label: "best epoch \(model.bestEpoch)"))
  if model.usedEpoch != model.bestEpoch {
    elements.append(
      .verticalLine(x: Double(model.usedEpoch), label: "used epoch \(model.usedEpoch)"))
  }
  if let best = zip(curve.epoch, judge).first(where: { $0.0 == model.bestEpoch && $0.1 > 0 }) {
    let part = hasValidation ? "validation" : "train"
    elements.append(
      .trace(
        Trace(
          name: "best epoch, \(part) loss \(significant(best.1, digits: 3))", role: .test,
          x: [Double(best.0)], y: [best.1], mark: .spots)))
  }
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
  return Figure(
    title: "\(model.model): learning curve, \(model.epochs) epochs\(stop)",
    size: Figure.Size(width: 1200, height: 750), rows: [Figure.Row(panels: [panel])])
}

/// One curve; what a logarithm cannot show is left out.
private func losses(
  _ name: String, _ role: Role, _ epochs: [Int], _ values: [Double], _ dash: Dash
) -> Trace {
  let pairs = zip(epochs, values)
  return Trace(
    name: name, role: role, x: pairs.map { Double($0.0) },
    y: pairs.map { $0.1 > 0 ? $0.1 : nil },
    mark: role == .validation ? .markedLine(dash) : .line(dash))
}
