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

  /// The first screen: what was read, the table, the verdicts.
  public var summary: String {
    """
    \(heading)

    \(ModelRow.table(ModelRow.rows(of: report), style: Style.simple))
    \(legend)
    \(coverage)\(combined)
    \(verdicts)
    """
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

  /// A block a model: the verdict, the axes, what to try first.
  private var verdicts: String {
    report.models.map { model in
      let diagnosis = model.diagnosis
      let title = style.paint(diagnosis.verdict.rawValue, as: diagnosis.verdict.tone)
      var lines = ["\(model.model): \(title)", "  \(printable(diagnosis.sentence))"]
      lines += diagnosis.axes.all.map { axis($0) }
      if let remedy = diagnosis.remedies.first {
        let command = report.command(with: remedy)
        lines.append("  Try      \(printable(remedy.action))\(command == nil ? "" : ":")")
        if let command { lines.append("           \(printable(command))") }
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
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
    case .overfitClear, .underfit, .noSkill: .bad
    case .overfitMild, .shift, .inconclusive, .stoppedEarly: .caution
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
