import Artifacts
import Diagnosis
import Forecasting
import TextTable

/// `report.md`: the whole report as Markdown, with the pictures beside it.
public struct MarkdownReport {
  private let report: ReportDocument

  /// Prepares a report.
  public init(_ report: ReportDocument) { self.report = report }

  /// The Markdown; every text out of a file is escaped.
  public var text: String {
    ([title, summary] + [combined].compactMap { $0 } + report.models.map(section) + [settings])
      .joined(separator: "\n\n") + "\n"
  }

  private var title: String {
    let (series, split) = (report.series, report.split)
    return """
      # \(escaped(series.title ?? series.source)): who overfits?

      \(series.title == nil ? "" : escaped(series.source) + ": ")\
      \(escaped(series.valueLabel)), \(series.frequency), \(series.countText) from \(series.start) to \
      \(series.end) (SHA-256 `\(series.sha256.prefix(12))…`).

      | part | from | to | values | use |
      |---|---|---|---:|---|
      \(spanRow("fit", split.fit, "transforms, scalers and weights are fitted on it"))
      \(spanRow("validation", split.validation, "judges while training goes on, and the gap"))
      \(spanRow("test", split.test, "judges at the end; nothing is fitted or chosen on it"))
      """
  }

  private func spanRow(_ name: String, _ span: ReportDocument.SpanSection, _ use: String) -> String
  {
    "| \(name) | \(span.start ?? missing) | \(span.end ?? missing) | \(span.n) | \(use) |"
  }

  private var summary: String {
    var lines = [
      "## Models", "", ModelRow.table(ModelRow.rows(of: report), style: Style.pipe),
      "RMSE is one step ahead, in original units. Skill is 1 − RMSE / RMSE of the benchmark "
        + "(\(report.benchmark.model), the best free forecaster on the \(report.benchmark.chosenOn) "
        + "part), on the test part.",
    ]
    if let picture = report.files.picture("forecast", "All models") { lines += ["", picture] }
    return lines.joined(separator: "\n")
  }

  /// The recipe `auto` with its picture; nil without it.
  private var combined: String? {
    report.auto.map { auto in
      let picture = report.files.picture("intervals-auto", "Forecast with intervals, auto")
      return ([AutoReport(auto).markdown] + (picture.map { ["", $0] } ?? []))
        .joined(separator: "\n")
    }
  }

  private func section(_ model: ReportDocument.ModelSection) -> String {
    let diagnosis = model.diagnosis
    var lines = [
      "## \(model.model): \(diagnosis.verdict.rawValue)", "", diagnosis.sentence,
      "Confidence: \(diagnosis.confidence).", "",
      "| check | found | 90 % interval | threshold | status | why |", "|---|---|---|---|---|---|",
    ]
    lines += (diagnosis.axes.all + diagnosis.checks).map(checkRow)
    if !diagnosis.remedies.isEmpty { lines += ["", "What to try:", ""] }
    lines += diagnosis.remedies.enumerated().map { index, remedy in
      let command = report.command(with: remedy).map { ": " + codeSpan($0) } ?? ""
      return "\(index + 1). \(remedy.action)\(command)"
    }
    lines += ["", scores(model)]
    if let intervals = model.intervals { lines += ["", IntervalsTable.markdown(intervals)] }
    for (name, title) in [
      ("train-test", "Fit and test"), ("loss", "Learning curve"), ("residuals", "Residuals"),
      ("intervals", "Intervals"),
    ] {
      if let picture = report.files.picture("\(name)-\(model.model)", "\(title), \(model.model)") {
        lines += ["", picture]
      }
    }
    return lines.joined(separator: "\n")
  }

  private func checkRow(_ check: Check) -> String {
    let interval = check.interval.map { "\(fixed($0.lower, 2)) … \(fixed($0.upper, 2))" }
    return "| \(check.id) \(check.title) | \(check.text) | \(interval ?? missing) "
      + "| \(check.threshold) | \(check.status.word) | \(check.why) |"
  }

  private func scores(_ model: ReportDocument.ModelSection) -> String {
    let metrics = model.metrics
    let rows: [(String, Metrics?)] = [
      ("train, one step", metrics.train), ("validation, one step", metrics.validation),
      ("test, one step", metrics.testOneStep), ("test, recursive", metrics.testRecursive),
    ]
    let lines = rows.compactMap { name, metrics in
      metrics.map {
        "| \(name) | \($0.n) | \(number($0.rmse)) | \(number($0.mae)) "
          + "| \(number($0.smape)) | \(number($0.mase, decimals: 2)) |"
      }
    }
    return
      (["| slice | n | RMSE | MAE | sMAPE | MASE |", "|---|---:|---:|---:|---:|---:|"] + lines)
      .joined(separator: "\n")
  }

  private var settings: String {
    let s = report.settings
    let fence = backticks(around: report.command, atLeast: 3)
    let training =
      "\(s.epochs) epochs of \(s.optimizer), learning rate \(s.learningRate) (\(s.schedule)), "
      + "\(s.loss) over \(s.lossOver), weight decay \(s.weightDecay), "
      + (s.dropout.map { "dropout \($0), " } ?? "") + (s.noise.map { "noise \($0), " } ?? "")
      + "gradient norm \(s.clipNorm.map { "at most \($0)" } ?? "not limited"), "
      + "\(s.batchSize.map { "batches of \($0)" } ?? "all sequences at once"), "
      + (s.patience.map { "patience \($0)" } ?? "no early stopping")
    return """
      ## How it was made

      \(fence)
      \(report.command)
      \(fence)

      Recipe \(s.recipe): lookback \(s.lookback), features \(s.features.joined(separator: ", ")), \
      transform \(s.transform), scaler \(s.scaler), \(s.hidden) units, \(s.layers) \
      layer\(s.layers == 1 ? "" : "s")\(s.windowScaling == true ? ", windows scaled" : ""); \
      \(training). Seed \(report.seed).\(strategy)
      """
  }

  /// What is said of several steps ahead, where there is something to say.
  private var strategy: String {
    guard let strategy = report.settings.strategy, strategy.name != "recursive" else { return "" }
    let choices = (strategy.choices ?? [:]).sorted { $0.key < $1.key }
      .map { "\n- `\($0.key)`: \($0.value.words)" }
    return "\n\nSeveral steps ahead: \(strategy.name), \(strategy.steps) "
      + "step\(strategy.steps == 1 ? "" : "s").\(choices.isEmpty ? "" : "\n")"
      + choices.joined()
  }

  /// Text as code within a line, whatever is in it.
  private func codeSpan(_ text: String) -> String {
    let ticks = backticks(around: text, atLeast: 1)
    let padding = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return ticks + padding + printable(text) + padding + ticks
  }
}
