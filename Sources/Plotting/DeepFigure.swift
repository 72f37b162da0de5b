import Artifacts
import Diagnosis

/// Two learning curves beyond epochs: the error over the history that was trained on, and over the
/// units; the bands reach from the best seed to the worst.
///
/// - Returns: nil where nobody asked.
func deepFigure(_ model: ReportDocument.ModelSection, _ valueLabel: String) -> Figure? {
  guard let deep = model.diagnosis.deep else { return nil }
  let data = deep.dataCurve.map { CurvePoint(train: $0.train, validation: $0.validation) }
  let capacity = deep.capacityCurve.map { CurvePoint(train: $0.train, validation: $0.validation) }
  let shown = [sensibleTop(data + capacity)].compactMap { $0 }.first.map { 0...$0 }
  let seeds = deep.seeds == 1 ? "one seed" : "\(deep.seeds) seeds"
  return Figure(
    title: "\(model.model): what more history and more units would do, \(seeds)",
    size: Figure.Size(width: 1400, height: 650),
    rows: [
      Figure.Row(panels: [
        curvePanel(
          "Over the history", data, names: deep.dataCurve.map { "\($0.values)" },
          xLabel: "Values that were trained on, the latest ones", valueLabel, shown),
        curvePanel(
          "Over the size", capacity, names: deep.capacityCurve.map { "\($0.hidden)" },
          xLabel: "Units in a hidden state", valueLabel, shown),
      ])
    ])
}

/// The errors of one point of a curve.
private struct CurvePoint {
  let train: Diagnosis.Deep.Spread?
  let validation: Diagnosis.Deep.Spread?
}

/// A little above every band; a seed that went astray is cut off at four times the worst median.
private func sensibleTop(_ points: [CurvePoint]) -> Double? {
  let spreads = points.flatMap { [$0.train, $0.validation] }.compactMap { $0 }
  guard let highest = spreads.map(\.highest).max(), let median = spreads.map(\.median).max() else {
    return nil
  }
  let top = 1.08 * min(highest, 4 * median)
  return top > 0 ? top : nil
}

private func curvePanel(
  _ title: String, _ points: [CurvePoint], names: [String], xLabel: String, _ valueLabel: String,
  _ shown: ClosedRange<Double>?
) -> Panel {
  let x = points.indices.map(Double.init)
  let curves: [(name: String, role: Role, spreads: [Diagnosis.Deep.Spread?])] = [
    ("validation", .validation, points.map(\.validation)), ("train", .train, points.map(\.train)),
  ]
  let bands = curves.map { curve in
    Element.band(
      Band(
        role: curve.role, x: x, lower: curve.spreads.map { $0?.lowest },
        upper: curve.spreads.map { $0?.highest }))
  }
  let lines = curves.map { curve in
    Element.trace(
      Trace(
        name: "\(curve.name), median", role: curve.role, x: x,
        y: curve.spreads.map { $0?.median }, mark: .markedLine(.solid)))
  }
  return Panel(
    title: title, x: Axis(label: xLabel, scale: .category(names)),
    y: Axis(label: "RMSE, \(valueLabel)", range: shown), legend: .below, elements: bands + lines)
}
