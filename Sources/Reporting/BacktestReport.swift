import Artifacts
import Diagnosis
import Forecasting
import TextTable

/// A backtest for the terminal and for `backtest.md`.
public struct BacktestReport {
  private let document: BacktestDocument
  private let letters: Letters

  /// Prepares a report; the letters are those of the terminal.
  public init(_ document: BacktestDocument, letters: Letters = .unicode) {
    (self.document, self.letters) = (document, letters)
  }

  /// The first screen: what was compared, the scores, the error by step.
  public var summary: String {
    """
    \(wrapped(heading))
    \(wrapped(comparison))

    \(ScoreTable.terminal(rows, coverages: Array(coverages.prefix(2)), more: more, letters))
    \(wrapped(legend))
    \(reasons)
    \(terminalSteps)
    """
  }

  /// The same as a page, with all steps and the pictures that were drawn.
  public var markdown: String {
    var blocks = [
      "# \(escaped(document.series.place)): backtest", escaped(series), "\(comparison).",
      ScoreTable.markdown(rows, coverages: coverages, more: more),
      legend, escapedLines(reasons), markdownSteps,
    ]
    for (stem, title) in [("error-by-step", "Error by step ahead"), ("ranks", "Ranks")] {
      if let picture = document.files.picture(stem, title) { blocks.append(picture) }
    }
    let fence = backticks(around: document.command, atLeast: 3)
    blocks.append("\(fence)\n\(document.command)\n\(fence)")
    return blocks.map(withoutEnd).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  // MARK: - Words

  private var heading: String { "\(printable(document.series.place)): \(printable(series))" }

  private var series: String {
    let series = document.series
    let unit = series.unit.isEmpty ? "" : " (\(series.unit))"
    return "\(series.name)\(unit), \(series.frequency), \(series.n) values"
  }

  /// "37 origins 1956-12 to 1959-12, 12 steps each, refitted at every origin".
  private var comparison: String {
    let setup = document.setup
    let labels = setup.originLabels
    let span =
      labels.count == 1
      ? "1 origin, \(labels[0])"
      : "\(labels.count) origins \(labels[0]) to \(labels[labels.count - 1])"
    let refit =
      switch (setup.refit, setup.fits) {
      case ("every", _): "refitted at every origin"
      case ("never", _): "fitted at the first alone"
      case (let every, _): "refitted at every \(ordinal(every)) origin"
      }
    let window = setup.windowLength.map { ", on the last \($0) values" } ?? ""
    return "\(span), \(setup.horizon) step\(setup.horizon == 1 ? "" : "s") each, \(refit)\(window)"
  }

  private func ordinal(_ number: String) -> String {
    let isTeen = number.count > 1 && number.dropLast().last == "1"
    switch number.last {
    case "1" where !isTeen: return number + "st"
    case "2" where !isTeen: return number + "nd"
    case "3" where !isTeen: return number + "rd"
    default: return number + "th"
    }
  }

  private var legend: String {
    let setup = document.setup
    var parts = ["Means over origins; rank by absolute error at each origin, 1 is the best."]
    let hasTest = document.models.contains { $0.dieboldMariano != nil }
    if let best = document.bestBaseline, hasTest {
      parts.append(
        "DM p: two-sided p value of the Diebold–Mariano test of MASE against \(best), "
          + (setup.overlap == 1
            ? "no two origins of which overlap." : "with \(setup.overlap) overlapping origins."))
    }
    return parts.joined(separator: " ")
  }

  /// Why scores are absent; empty where all are there.
  private var reasons: String {
    ScoreTable.reasons(document.models.map { ($0.model, $0.scores.undefined) })
  }

  /// Lines as paragraphs of Markdown.
  private func escapedLines(_ text: String) -> String {
    text.split(separator: "\n").map { escaped(String($0)) }.joined(separator: "\n")
  }

  /// The text without line feeds at its end.
  private func withoutEnd(_ text: String) -> String {
    String(text.reversed().drop { $0 == "\n" }.reversed())
  }

  // MARK: - Tables

  private var coverages: [Double] { document.setup.coverages }

  private var more: [String] { ["Rank", "DM p"] }

  private var rows: [ScoreTable.Row] {
    document.models.map { model in
      ScoreTable.Row(
        model: model.model, scores: model.scores,
        more: [
          number(model.rank, decimals: 2), model.dieboldMariano.map { pText($0.pValue) } ?? missing,
        ])
    }
  }

  private func pText(_ p: Double) -> String { p < 0.0005 ? "<0.001" : fixed(p, 3) }

  /// A forecaster and its error at each step.
  private struct StepRow: NamedRow {
    var model: String
    let section: BacktestDocument.ModelSection
  }

  private var stepRows: [StepRow] {
    document.models.filter { !$0.byStep.isEmpty }
      .map { StepRow(model: printable($0.model), section: $0) }
  }

  /// The error at each step.
  private var markdownSteps: String {
    stepRows.isEmpty
      ? "" : table(of: Array(1...document.setup.horizon)).trimmed(stepRows, Style.pipe)
  }

  /// The error at seven steps, or at as many as fit.
  private var terminalSteps: String {
    guard !stepRows.isEmpty else { return "" }
    let horizon = document.setup.horizon
    let tables = [6, 4, 3, 2, 1].lazy.map { parts in
      let unit = (horizon + parts - 1) / parts
      let shown = (1...horizon).filter { $0 == 1 || $0.isMultiple(of: unit) || $0 == horizon }
      return table(of: shown).fitted(stepRows, letters)
    }
    return tables.first { widest($0) <= 80 } ?? tables[4]
  }

  private func table(of steps: [Int]) -> TextTable<StepRow> {
    let measure = document.measure
    let decimals = measure == .mase ? 3 : 1
    return TextTable { row in
      [Column(title: "\(measure.title) at step", value: row.model)]
        + steps.map { step in
          Column(
            title: "\(step)",
            value: number(measure.of(row.section.byStep[step - 1]), decimals: decimals),
            align: .right)
        }
    }
  }
}

extension ErrorMeasure {
  fileprivate var title: String { self == .mase ? "MASE" : "MAE" }
}
