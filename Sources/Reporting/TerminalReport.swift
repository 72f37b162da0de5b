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

    \(ModelRow.terminal(ModelRow.rows(of: report), style.letters))
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
    let title = series.title.map { [wrapped(printable($0))] } ?? []
    let name = printable("\(series.place): \(series.valueLabel), \(series.frequency)\(season)")
    let lines =
      title + [
        wrapped(name), "\(series.countText) from \(series.start) to \(series.end)",
        "\(split.fit.n) fit\(validation), \(split.test.n) test "
          + "(from \(split.test.start ?? missing)); seed \(report.seed)",
      ] + sparkline
    return lines.joined(separator: "\n")
  }

  /// The course of the series; no lines where the style has none.
  private var sparkline: [String] {
    guard let width = style.sparklineWidth else { return [] }
    let series = report.series
    return Sparkline(series.y, width: width).lines(
      from: printable(series.start), to: printable(series.end), unit: printable(series.unit),
      style.letters
    ).map { fitted($0, max(width, 80), style.letters) }
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
    return wrapped(
      "RMSE one step ahead, in \(unit); MASE on test; skill = 1 - RMSE / RMSE of the benchmark on "
        + "test, which was the best free forecaster on the \(slice) part.")
  }

  /// What the intervals were worth, between blank lines; an empty line when that is not known.
  private var coverage: String {
    let table = IntervalsTable.terminal(report.models, style.letters)
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
    report.auto.map { "\n\(AutoReport($0, letters: style.letters).text)\n" } ?? ""
  }

  /// A block a model: the verdict, the axes, other findings, what to try first.
  private var verdicts: String {
    let auto = report.auto?.diagnosis.map { [("auto", $0)] } ?? []
    return (auto + report.models.map { ($0.model, $0.diagnosis) }).map { name, diagnosis in
      let title = style.paint(diagnosis.verdict.rawValue, as: diagnosis.verdict.tone)
      var lines = [
        "\(printable(name)): \(title)", "  " + indented(printable(diagnosis.sentence), by: 2),
        "  " + indented("Confidence: \(printable(diagnosis.confidence)).", by: 2),
      ]
      lines += diagnosis.axes.all.map { axis($0) } + findings(diagnosis.checks)
      lines += deepLines(diagnosis.deep)
      if let remedy = diagnosis.remedies.first {
        let command = report.command(with: remedy)
        lines.append(
          "  Try      "
            + indented(printable(remedy.action) + (command == nil ? "" : ":"), by: 11))
        if let command { lines.append("           \(printable(command))") }
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// Words in lines of 80 columns, of which the first one begins further right already.
  private func indented(_ words: String, by columns: Int, width: Int = 80) -> String {
    wrapped(style.letters.written(words), width: width - columns)
      .replacing("\n", with: "\n" + pad("", columns))
  }

  /// What more history and more units would do; nothing where nobody asked.
  private func deepLines(_ deep: Diagnosis.Deep?) -> [String] {
    guard let deep else { return [] }
    return zip(["History", "Size"], DeepReport(deep).sentences).map { title, sentence in
      "  " + pad(title, 8) + " " + indented(printable(sentence), by: 11)
    }
  }

  /// The checks beside the axes that found something, a line each, and how many found nothing.
  private func findings(_ checks: [Check]) -> [String] {
    let found = checks.filter { $0.status >= .warn }
    let lines = found.map { check in
      line("  ", printable("\(check.title): \(check.text)"), 55, check.status)
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
    return line("  \(title) ", printable(check.text) + (interval ?? ""), 46, check.status)
  }

  /// Words, in lines where they are many, and behind the last one the status of a check.
  private func line(
    _ head: String, _ words: String, _ width: Int, _ status: Check.Status
  ) -> String {
    let columns = displayWidth(head)
    let lines = indented(words, by: columns, width: 80 - 13)
    let last = lines.split(separator: "\n").last ?? ""
    // The lines after the first one begin at the left edge.
    let taken = displayWidth(last) - (lines.contains("\n") ? columns : 0)
    return head + lines + pad("", width - taken) + " "
      + style.paint(status.word, as: status.tone)
  }
}

/// What a report may be made of on a terminal: colours, or none; letters; a sparkline.
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
  /// The characters that can be shown.
  let letters: Letters
  /// The columns for the course of the series; nil leaves it out.
  let sparklineWidth: Int?

  /// A style.
  ///
  /// - Parameters:
  ///   - hasColour: Whether it paints.
  ///   - letters: The characters that can be shown.
  ///   - sparklineWidth: The columns for the course of the series; nil leaves it out.
  public init(hasColour: Bool, letters: Letters = .unicode, sparklineWidth: Int? = 80) {
    (self.hasColour, self.letters, self.sparklineWidth) = (hasColour, letters, sparklineWidth)
  }

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
