import Artifacts
import Diagnosis
import SeriesData
import TextTable

/// A report for the terminal: a line a model, and under the table what the verdicts mean.
public struct TerminalReport {
  private let report: ReportDocument
  private let style: TerminalStyle

  /// Prepares a report.
  public init(_ report: ReportDocument, style: TerminalStyle) {
    self.report = report
    self.style = style
  }

  /// The first screen: what was read, the verdict, why, what to do, and the table.
  public var summary: String {
    """
    \(heading)

    \(headline)

    \(ModelRow.table(ModelRow.rows(of: report), style: Style.simple))
    \(legend)
    """
  }

  /// Everything: the first screen, what intervals were worth, what `auto` chose, and the evidence for
  /// each verdict.
  public var text: String {
    """
    \(summary)
    \(coverage)\(combined)
    \(verdicts)
    """
  }

  /// The verdict, why, what to do.
  private var headline: String {
    let headline = Headline(report)
    let width = 10
    let left = (headline.findings.map(\.model.count).max() ?? 0) + 1
    func line(_ title: String, _ text: String) -> String {
      pad(title, width + 1)
        + wrapped(text, width: 80 - width - 1, indent: "")
        .replacing("\n", with: "\n" + pad("", width + 1))
    }
    let verdicts = headline.findings.enumerated().map { index, finding in
      pad(index == 0 ? "Verdict" : "", width + 1) + pad(finding.model + ":", left + 1)
        + style.paint(finding.word, as: finding.tone)
    }
    let reasons = headline.findings.enumerated().map { index, finding in
      let role = finding.role.isEmpty ? "" : ", \(finding.role)"
      return line(index == 0 ? "Why" : "", "\(finding.model)\(role): \(finding.why)")
    }
    let actions = headline.actions.enumerated().map { index, action in
      let command = action.command.map { "\n" + pad("", width + 3) + $0 } ?? ""
      return line(index == 0 ? "What to do" : "", action.words) + command
    }
    return (verdicts + reasons + actions).joined(separator: "\n")
  }

  private var heading: String {
    let (series, split) = (report.series, report.split)
    let validation = split.validation.n > 0 ? ", \(split.validation.n) validate" : ""
    let title = series.title.map { printable($0) + "\n" } ?? ""
    return title + """
      \(printable(series.source)): \(printable(series.valueLabel)), \(series.frequency)\(season)
      \(series.countText) from \(series.start) to \(series.end)
      \(split.fit.n) fit\(validation), \(split.test.n) test \
      (from \(split.test.start ?? missing)); seed \(report.seed)
      """
  }

  /// The season, where it is not that of the calendar.
  private var season: String {
    let series = report.series
    guard let usual = Frequency(name: series.frequency)?.seasonLength,
      usual != series.seasonLength
    else { return "" }
    return series.seasonLength == 1 ? ", no season" : ", a season of \(series.seasonLength) steps"
  }

  private var legend: String {
    let slice = report.benchmark.chosenOn
    let unit = report.series.unit.isEmpty ? "original units" : printable(report.series.unit)
    return """
      RMSE one step ahead, in \(unit); \
      MASE on test; skill = 1 - RMSE / RMSE of the
      benchmark on test, which was the best free forecaster on the \(slice) part.
      """
  }

  /// What the intervals were worth, between blank lines; an empty line when that is not known.
  private var coverage: String {
    let table = IntervalsTable.terminal(report.models)
    guard !table.isEmpty else { return "" }
    let areLearned = report.models.contains { $0.intervals?.method == "quantile" }
    let source =
      areLearned
      ? "of networks that learned them without the test part."
      : "are calibrated on the validation part, those of the future on both."
    return """

      \(table)
      Share of forecasts of test values inside, and its 90 % interval; the intervals
      \(source)

      """
  }

  /// What the recipe `auto` chose, between blank lines; nothing without it.
  private var combined: String {
    report.auto.map { "\n\(AutoReport($0).text)\n" } ?? ""
  }

  /// A block a model: the verdict, the axes, other findings, what to try first.
  private var verdicts: String {
    let auto = report.auto?.diagnosis.map { [("auto", $0)] } ?? []
    return (auto + report.models.map { ($0.model, $0.diagnosis) }).map { name, diagnosis in
      let title = style.paint(diagnosis.verdict.rawValue, as: diagnosis.verdict.tone)
      var lines = ["\(name): \(title)", "  \(printable(diagnosis.sentence))"]
      lines += diagnosis.axes.all.map { axis($0) } + findings(diagnosis.checks)
      lines += deepLines(diagnosis.deep)
      if let remedy = diagnosis.remedies.first {
        let command = report.command(with: remedy)
        lines.append("  Try      \(printable(remedy.action))\(command == nil ? "" : ":")")
        if let command { lines.append("           \(printable(command))") }
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// What more history and more units would do; nothing where nobody asked.
  private func deepLines(_ deep: Diagnosis.Deep?) -> [String] {
    guard let deep else { return [] }
    return zip(["History", "Size"], DeepReport(deep).sentences).map { title, sentence in
      "  " + pad(title, 8) + " "
        + wrapped(printable(sentence), width: 69).replacing("\n", with: "\n" + pad("", 11))
    }
  }

  /// The checks beside the axes that found something, a line each, and how many found nothing.
  private func findings(_ checks: [Check]) -> [String] {
    let found = checks.filter { $0.status >= .warn }
    let lines = found.map { check in
      let text = pad(printable("\(check.title): \(check.text)"), 55)
      return "  \(text) \(style.paint(check.status.word, as: check.status.tone))"
    }
    let others = checks.count - found.count
    guard others > 0 else { return lines }
    return lines + ["  \(others) other check\(others == 1 ? "" : "s") found nothing"]
  }

  private func axis(_ check: Check) -> String {
    let title = pad(printable(check.title), 8)
    let interval = check.interval.map {
      " [\(fixed($0.lower, 2)), \(fixed($0.upper, 2))]"
    }
    let text = pad(printable(check.text) + (interval ?? ""), 46)
    return "  \(title) \(text) \(style.paint(check.status.word, as: check.status.tone))"
  }
}

/// Colours, or none.
public struct TerminalStyle: Sendable {
  /// What a word is about.
  public enum Tone: Sendable {
    /// Nothing to do.
    case good
    /// Worth a look.
    case caution
    /// Not as it should be.
    case bad
    /// None of these.
    case plain
  }

  private let hasColour: Bool

  /// A style that paints, or does not.
  public init(hasColour: Bool) { self.hasColour = hasColour }

  /// The text in the colour of its tone.
  func paint(_ text: String, as tone: Tone) -> String {
    guard hasColour else { return text }
    let code =
      switch tone {
      case .good: "32"
      case .caution: "33"
      case .bad: "31"
      case .plain: "0"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

extension Verdict {
  var tone: TerminalStyle.Tone {
    switch self {
    case .healthy: .good
    case .invalid, .diverged, .overfitClear, .underfit, .noSkill: .bad
    case .overfitMild, .shift, .unstable, .inconclusive, .stoppedEarly: .caution
    }
  }
}

extension Check.Status {
  var word: String {
    switch self {
    case .absent: "not measured"
    case .pass: "ok"
    case .warn: "WARN"
    case .fail: "FAIL"
    }
  }

  var tone: TerminalStyle.Tone {
    switch self {
    case .absent: .plain
    case .pass: .good
    case .warn: .caution
    case .fail: .bad
    }
  }
}
