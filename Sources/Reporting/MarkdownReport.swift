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
    let blocks =
      [title, headline, summary] + [combined].compactMap { $0 } + report.models.map(section)
      + [settings]
    // Whoever prints the page on a terminal is not to be at the mercy of a report.
    return blocks.joined(separator: "\n\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { printable(String($0)) }.joined(separator: "\n") + "\n"
  }

  private var title: String {
    let series = report.series
    return """
      # \(escaped(series.title ?? series.place)): who overfits?

      \(series.title == nil ? "" : escaped(series.place) + ": ")\
      \(escaped(series.valueLabel)), \(series.frequency), \(series.countText) from \(series.start) to \
      \(series.end) (SHA-256 `\(series.sha256.prefix(12))…`).
      """
  }

  /// The first screen: the verdict, why, what to do.
  private var headline: String {
    let headline = Headline(report)
    let verdicts = headline.findings.map { "\(escaped($0.model)) \(escaped($0.word))" }
    let reasons = headline.findings.map { finding in
      let role = finding.role.isEmpty ? "" : ", \(finding.role)"
      return "- \(escaped(finding.model))\(role): \(escaped(finding.why))"
    }
    let actions = headline.actions.enumerated().map { index, action in
      "\(index + 1). \(escaped(action.words))" + (action.command.map { " " + codeSpan($0) } ?? "")
    }
    return
      (["## Verdict: \(verdicts.joined(separator: ", "))", "", "Why:", ""] + reasons
      + ["", "What to do:", ""] + actions).joined(separator: "\n")
  }

  private var summary: String {
    var lines = [
      "## Models", "", ModelRow.markdown(ModelRow.rows(of: report)),
      "RMSE is one step ahead, in original units. Skill is 1 − RMSE / RMSE of the benchmark "
        + "(\(report.benchmark.model), the best free forecaster on the "
        + "\(report.benchmark.chosenOn) part), on the test part.",
    ]
    if let picture = report.files.picture("forecast", "All models") { lines += ["", picture] }
    return lines.joined(separator: "\n")
  }

  /// The recipe `auto` with its picture; nil without it.
  private var combined: String? {
    report.auto.map { auto in
      let picture = report.files.picture("intervals-auto", "Forecast with intervals, auto")
      let evidence = auto.diagnosis.map {
        ["", "### Verdict: \($0.verdict.rawValue)", ""] + axes(of: $0)
      }
      return ([AutoReport(auto).markdown] + (evidence ?? []) + (picture.map { ["", $0] } ?? []))
        .joined(separator: "\n")
    }
  }

  // MARK: - A model

  private func section(_ model: ReportDocument.ModelSection) -> String {
    let diagnosis = model.diagnosis
    var lines = ["## \(model.model): \(diagnosis.verdict.rawValue)", ""] + axes(of: diagnosis)
    for (group, checks) in diagnosis.groups {
      lines += ["", "### \(group.title)", ""] + table(checks)
      let remedies = checks.compactMap { check in
        check.remedy.map { "- \(check.id): \(words(of: $0))" }
      }
      if !remedies.isEmpty { lines += [""] + remedies }
    }
    lines += ["", "### Scores", "", scores(model)]
    if let intervals = model.intervals { lines += ["", IntervalsTable.markdown(intervals)] }
    if let deep = model.diagnosis.deep { lines += [""] + DeepReport(deep).markdown }
    for (name, title) in [
      ("train-test", "Fit and test"), ("loss", "Learning curve"),
      ("diagnosis", "Evidence"), ("residuals", "Residuals"), ("intervals", "Intervals"),
      ("deep", "Over history and size"),
    ] {
      if let picture = report.files.picture("\(name)-\(model.model)", "\(title), \(model.model)") {
        lines += ["", picture]
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The sentence, the axes, what to try.
  private func axes(of diagnosis: Diagnosis) -> [String] {
    var lines = [diagnosis.sentence, "Confidence: \(diagnosis.confidence).", ""]
    lines += table(diagnosis.axes.all)
    if !diagnosis.remedies.isEmpty { lines += ["", "What to try:", ""] }
    return lines + diagnosis.remedies.enumerated().map { "\($0 + 1). \(words(of: $1))" }
  }

  private func words(of remedy: Remedy) -> String {
    remedy.action + (report.command(with: remedy).map { ": " + codeSpan($0) } ?? "")
  }

  private func table(_ checks: [Check]) -> [String] {
    ["| check | found | 90 % interval | threshold | status | why |", "|---|---|---|---|---|---|"]
      + checks.map(checkRow)
  }

  private func checkRow(_ check: Check) -> String {
    let interval = check.interval.map { "\(fixed($0.lower, 2)) … \(fixed($0.upper, 2))" }
    return "| \(check.id) \(check.title) | \(check.text) | \(interval ?? missing) "
      + "| \(check.threshold) | \(check.status.word) | \(check.why) |"
  }

  private func scores(_ model: ReportDocument.ModelSection) -> String {
    let lines = model.metrics.slices.map { name, metrics in
      "| \(name) | \(metrics.n) | \(number(metrics.rmse)) | \(number(metrics.mae)) "
        + "| \(number(metrics.smape)) | \(number(metrics.mase, decimals: 2)) |"
    }
    return
      (["| slice | n | RMSE | MAE | sMAPE | MASE |", "|---|---:|---:|---:|---:|---:|"] + lines)
      .joined(separator: "\n")
  }

  // MARK: - How it was made

  private var settings: String {
    let fence = backticks(around: report.command, atLeast: 3)
    let split = report.split
    let strategy = report.strategySentences
    return """
      ## How it was made

      \(fence)
      \(report.command)
      \(fence)

      \(report.settingsSentence)\
      \(strategy.isEmpty ? "" : "\n\n" + escaped(strategy[0]))\
      \(strategy.count > 1 ? "\n\n" + choices : "")

      | part | from | to | values | use |
      |---|---|---|---:|---|
      \(spanRow("fit", split.fit, "transforms, scalers and weights are fitted on it"))
      \(spanRow("validation", split.validation, "judges while training goes on, and the gap"))
      \(spanRow("test", split.test, "judges at the end; nothing is fitted or chosen on it"))
      """
  }

  /// The strategy of each network, where it was chosen.
  private var choices: String {
    (report.settings.strategy?.choices ?? [:]).sorted { $0.key < $1.key }
      .map { "- `\($0.key)`: \($0.value.words)" }.joined(separator: "\n")
  }

  private func spanRow(_ name: String, _ span: ReportDocument.SpanSection, _ use: String) -> String
  {
    "| \(name) | \(span.start ?? missing) | \(span.end ?? missing) | \(span.n) | \(use) |"
  }

  /// Text as code within a line, whatever is in it.
  private func codeSpan(_ text: String) -> String {
    let ticks = backticks(around: text, atLeast: 1)
    let padding = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return ticks + padding + printable(text) + padding + ticks
  }
}
