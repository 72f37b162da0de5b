import Artifacts

/// The figures of a backtest, from its document alone.
///
/// - Returns: `error-by-step` and `ranks`.
public func backtestFigures(_ document: BacktestDocument) -> [NamedFigure] {
  let panels = BacktestPanels(document)
  let size = Figure.Size(width: 1400, height: 800)
  return [
    NamedFigure(
      name: "error-by-step",
      figure: Figure(
        title: panels.title("error by step ahead"), size: size,
        rows: [Figure.Row(panels: [panels.errorByStep()])])),
    NamedFigure(
      name: "ranks",
      figure: Figure(
        title: panels.title("ranks"), size: Figure.Size(width: 1400, height: 1000),
        rows: [
          Figure.Row(weight: 0.9, panels: [panels.meanRanks()]),
          Figure.Row(weight: 1.1, panels: [panels.errorByOrigin()]),
        ])),
  ]
}

/// The names of the figures of a backtest.
public let backtestFigureNames = ["error-by-step", "ranks"]

/// What the figures of a backtest show.
private struct BacktestPanels {
  let document: BacktestDocument
  let measure: ErrorMeasure
  /// The forecasters that have scores, each with the look that it has in all panels.
  let models: [(section: BacktestDocument.ModelSection, role: Role, mark: Trace.Mark)]

  init(_ document: BacktestDocument) {
    self.document = document
    measure = document.measure
    var (others, baselines) = (0, 0)
    // Baselines are grey and differ by their strokes; the others have the colours of networks.
    let dashes: [Dash] = [.solid, .dashed, .dotted, .dashDotted]
    models = document.models.compactMap { section in
      if section.isBaseline { baselines += 1 } else { others += 1 }
      guard !section.byStep.isEmpty else { return nil }
      return section.isBaseline
        ? (section, .benchmark, .line(dashes[(baselines - 1) % dashes.count]))
        : (
          section, .model(others - 1),
          .markedLine(dashes[(others - 1) / Ink.modelCount % dashes.count])
        )
    }
  }

  func title(_ what: String) -> String {
    let series = document.series
    let names = [series.place, series.name].filter { !$0.isEmpty }.joined(separator: ": ")
    return "\(shortened(names, to: 60)) – \(what)"
  }

  // MARK: - Panels

  func errorByStep() -> Panel {
    let steps = (1...document.setup.horizon).map(Double.init)
    return lines(
      title: originsTitle, x: Axis(label: "Steps ahead", tickUnit: 1), places: steps
    ) { $0.byStep }
  }

  func errorByOrigin() -> Panel {
    let labels = document.setup.originLabels
    let dates = document.setup.origins.map { seconds(ofDate: $0) }
    let isDated = dates.allSatisfy { $0 != nil } && labels.count > 1
    let places = isDated ? dates.compactMap { $0 } : labels.indices.map { Double($0 + 1) }
    let axis =
      isDated
      ? Axis(label: "Origin: the last known date", scale: .date)
      : Axis(label: "Origin, by number", tickUnit: 1)
    return lines(
      title: "Mean error over \(document.setup.horizon) steps, at each origin", x: axis,
      places: places
    ) { $0.byOrigin }
  }

  func meanRanks() -> Panel {
    let ranked = models.filter { $0.section.rank != nil }
      .sorted { ($0.section.rank ?? 0) < ($1.section.rank ?? 0) }
    let ranks = ranked.map { $0.section.rank ?? 0 }
    let bars = ranked.enumerated().map { place, model in
      Element.trace(
        Trace(role: model.role, x: [Double(place)], y: [ranks[place]], mark: .bars(width: 0.6)))
    }
    let labels = ranks.enumerated().map { place, rank in
      Element.text(
        TextLabel(fixed(rank, decimals: 2), x: Double(place), y: rank, side: .above))
    }
    return Panel(
      title: "Mean rank by absolute error over \(originCount); 1 is always the best",
      x: Axis(label: "", scale: .category(ranked.map(\.section.model))),
      y: Axis(label: "Mean rank", range: 0...((ranks.max() ?? 1) * 1.12)),
      elements: bars + labels)
  }

  // MARK: - Parts

  private var originCount: String {
    let count = document.setup.origins.count
    return "\(count) origin\(count == 1 ? "" : "s")"
  }

  private var originsTitle: String {
    let labels = document.setup.originLabels
    let span =
      labels.count > 1 ? ", \(labels[0]) to \(labels[labels.count - 1])" : " (\(labels[0]))"
    return "Mean over \(originCount)\(span)"
  }

  /// A line a forecaster, with room for those that matter: one that is far worse than the best
  /// baseline may leave the axes, and the note says so.
  private func lines(
    title: String, x: Axis, places: [Double],
    _ scores: (BacktestDocument.ModelSection) -> [ScoreSection]
  ) -> Panel {
    let curves = models.map { model in scores(model.section).map { measure.of($0) } }
    let traces = zip(models, curves).map { model, curve in
      Element.trace(
        Trace(
          name: model.section.model, role: model.role, x: places, y: curve,
          mark: places.count == 1 ? .spots : model.mark))
    }
    let typical = zip(models, curves).filter {
      !$0.0.section.isBaseline || $0.0.section.model == document.bestBaseline
    }.flatMap(\.1)
    let sensible = SensibleRange(
      actual: typical + [0], predictions: zip(models, curves).map { ($0.section.model, $1) })
    let reference: [Element] =
      measure == .mase ? [.horizontalLine(y: 1, label: "")] : []
    return Panel(
      title: title, note: sensible.note, x: x,
      y: Axis(
        label: measure.label(unit: document.series.unit),
        range: sensible.range.map { 0...$0.upperBound }),
      legend: .right, elements: reference + traces)
  }
}

extension ErrorMeasure {
  /// The axis that shows it.
  fileprivate func label(unit: String) -> String {
    switch self {
    case .mase: "MASE (1: the seasonal naive in the history)"
    case .mae: unit.isEmpty ? "MAE" : "MAE (\(unit))"
    }
  }
}
