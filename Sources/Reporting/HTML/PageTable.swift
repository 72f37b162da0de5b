import Artifacts
import Diagnosis
import Forecasting

/// A table as the page shows it.
struct PageTable {
  struct Column {
    let title: String
    /// `number` or `text`.
    let kind: String
  }

  struct Cell {
    let text: String
    let kind: String
    /// A sign before the text; empty for none.
    let sign: [Sign]

    struct Sign { let sign: String }

    init(_ text: String, isNumber: Bool = false, sign: String? = nil) {
      self.text = visible(text)
      kind = isNumber ? "number" : sign == nil ? "text" : "marked"
      self.sign = sign.map { [Sign(sign: $0)] } ?? []
    }

    init(verdictOf diagnosis: Diagnosis) {
      self.init(diagnosis.verdict.rawValue, sign: diagnosis.verdict.tone.sign)
    }
  }

  struct Row {
    let head: String
    let cells: [Cell]
  }

  let caption: String
  let columns: [Column]
  let rows: [Row]

  /// A table whose columns are numbers, but for the first and those named.
  init(_ caption: String, columns: [String], texts: Set<String> = [], rows: [(String, [Cell])]) {
    self.caption = caption
    self.columns = columns.enumerated().map { index, title in
      Column(title: title, kind: index == 0 || texts.contains(title) ? "text" : "number")
    }
    self.rows = rows.map { Row(head: visible($0.0), cells: $0.1) }
  }
}

private func figure(_ value: Double?, _ decimals: Int = 1) -> PageTable.Cell {
  PageTable.Cell(number(value, decimals: decimals), isNumber: true)
}

private func skill(_ value: Double?) -> PageTable.Cell {
  PageTable.Cell(
    value.map { abs($0) < 1e15 ? signed($0) : number($0) } ?? missing, isNumber: true)
}

extension PageTable {
  /// All models and baselines, a line each.
  init(modelsOf report: ReportDocument) {
    func scores(_ metrics: ReportDocument.MetricsSection) -> [Cell] {
      [
        figure(metrics.train.rmse), figure(metrics.validation?.rmse),
        figure(metrics.testOneStep.rmse), figure(metrics.testRecursive.rmse),
        figure(metrics.testOneStep.mase, 2),
      ]
    }
    let none = Cell(missing)
    let noNumber = Cell(missing, isNumber: true)
    let auto = report.auto.map { auto in
      (
        "auto",
        [auto.diagnosis.map(Cell.init(verdictOf:)) ?? Cell("combination"), noNumber, noNumber]
          + [figure(auto.testOneStep.rmse), figure(auto.testRecursive.rmse)]
          + [figure(auto.testOneStep.mase, 2), skill(auto.skill)]
          + (auto.diagnosis.map(Self.axes(of:)) ?? [none, none, none]) + [noNumber]
      )
    }
    let models = report.models.map { model in
      return (
        model.model,
        [Cell(verdictOf: model.diagnosis)] + scores(model.metrics) + [skill(model.skill)]
          + Self.axes(of: model.diagnosis) + [Cell("\(model.parameters)", isNumber: true)]
      )
    }
    let baselines = report.baselines.map { baseline in
      let isBenchmark = baseline.model == report.benchmark.model
      return (
        baseline.model,
        [Cell(isBenchmark ? "benchmark" : "free")] + scores(baseline.metrics)
          + [skill(isBenchmark ? 0 : nil), none, none, none, Cell("0", isNumber: true)]
      )
    }
    self.init(
      "RMSE of every model on each part, and below them the forecasters that cost nothing",
      columns: [
        "Model", "Verdict", "Train", "Validation", "Test", "Recursive", "MASE", "Skill", "Gap",
        "Cost", "Shift", "Weights",
      ], texts: ["Verdict", "Gap", "Cost", "Shift"],
      rows: [auto].compactMap { $0 } + models + baselines)
  }

  /// Gap, cost and shift in a word each.
  private static func axes(of diagnosis: Diagnosis) -> [Cell] {
    [diagnosis.axes.gap, diagnosis.axes.cost, diagnosis.axes.shift].map {
      Cell($0.status.word, sign: $0.status.tone.sign)
    }
  }

  /// The members of the recipe `auto`, the heaviest first.
  init(membersOf auto: ReportDocument.AutoSection) {
    self.init(
      "Its members and their weights", columns: ["Member", "Weight", "Scaled error"],
      rows: auto.members.sorted { $0.weight > $1.weight }.map {
        ($0.summary, [Cell(percent($0.weight), isNumber: true), figure($0.loss, 3)])
      })
  }

  /// The scores of a network on each slice.
  init(scoresOf model: ReportDocument.ModelSection) {
    self.init(
      "Errors of \(model.model) in original units",
      columns: ["Slice", "Values", "RMSE", "MAE", "sMAPE", "MASE"],
      rows: model.metrics.slices.map { name, metrics in
        (
          name,
          [
            Cell("\(metrics.n)", isNumber: true), figure(metrics.rmse), figure(metrics.mae),
            figure(metrics.smape), figure(metrics.mase, 2),
          ]
        )
      })
  }

  /// What intervals held on the test part; nil where that is not known.
  init?(_ achieved: [AchievedCoverage], of model: String) {
    guard !achieved.isEmpty else { return nil }
    self.init(
      "What the intervals of \(model) held on the test part",
      columns: ["Nominal", "Held", "90 % interval", "Forecasts", "Values", "Mean width"],
      rows: achieved.map {
        (
          percentOfShare($0.nominal),
          [
            Cell(percent($0.coverage), isNumber: true),
            Cell("\(percent($0.lower)) … \(percent($0.upper))", isNumber: true),
            Cell("\($0.n)", isNumber: true), Cell("\($0.values)", isNumber: true),
            figure($0.width, sensibleDecimals($0.width)),
          ]
        )
      })
  }

  /// The error over the history, or over the units.
  init(_ rows: [DeepReport.Row], caption: String, head: String) {
    self.init(
      caption, columns: [head, "Train", "Validation"],
      rows: rows.map {
        ($0.head, [Cell($0.train, isNumber: true), Cell($0.validation, isNumber: true)])
      })
  }

  /// Which part of the series did what.
  init(spansOf report: ReportDocument) {
    let split = report.split
    let spans: [(String, ReportDocument.SpanSection, String)] = [
      ("fit", split.fit, "transforms, scalers and weights are fitted on it"),
      ("validation", split.validation, "judges while training goes on, and the gap"),
      ("test", split.test, "judges at the end; nothing is fitted or chosen on it"),
    ]
    self.init(
      "The parts of the series", columns: ["Part", "From", "To", "Values", "Use"],
      texts: ["From", "To", "Use"],
      rows: spans.map { name, span, use in
        (
          name,
          [
            Cell(span.start ?? missing), Cell(span.end ?? missing),
            Cell("\(span.n)", isNumber: true), Cell(use),
          ]
        )
      })
  }
}

extension ReportDocument.MetricsSection {
  /// The slices that were scored, in order.
  var slices: [(name: String, metrics: Metrics)] {
    let all: [(String, Metrics?)] = [
      ("train, one step", train), ("validation, one step", validation),
      ("test, one step", testOneStep), ("test, recursive", testRecursive),
    ]
    return all.compactMap { name, metrics in metrics.map { (name, $0) } }
  }
}
