import Artifacts
import Diagnosis
import TextTable

/// A table of scores, a line a forecaster.
enum ScoreTable {
  /// A forecaster and its scores.
  struct Row: NamedRow {
    var model: String
    let scores: ScoreSection
    let more: [String]

    /// A line of the table.
    ///
    /// - Parameters:
    ///   - model: The name.
    ///   - scores: What the columns show.
    ///   - more: The cells of further columns.
    init(model: String, scores: ScoreSection, more: [String] = []) {
      (self.model, self.scores, self.more) = (printable(model), scores, more)
    }
  }

  /// The table for a terminal, without the widths of intervals.
  static func terminal(
    _ rows: [Row], coverages: [Double], more: [String], _ letters: Letters
  ) -> String {
    table(coverages, hasWidths: false, more).fitted(rows, letters)
  }

  /// The table for Markdown.
  static func markdown(_ rows: [Row], coverages: [Double], more: [String]) -> String {
    table(coverages, hasWidths: true, more).trimmed(rows, Style.pipe)
  }

  private static func table(
    _ coverages: [Double], hasWidths: Bool, _ more: [String]
  ) -> TextTable<Row> {
    TextTable { row in
      let scores = row.scores
      func column(_ title: String, _ value: Double?, _ decimals: Int) -> Column {
        Column(title: title, value: number(value, decimals: decimals), align: .right)
      }
      return [
        Column(title: "Model", value: row.model), column("MASE", scores.mase, 3),
        column("sMAPE", scores.smape, 2), column("RMSSE", scores.rmsse, 3),
        column("CRPS", scores.crps, sensibleDecimals(scores.crps)),
      ]
        + coverages.map { nominal in
          let found = scores.coverage["\(nominal)"].map(percent) ?? missing
          return Column(title: percentOfShare(nominal), value: found, align: .right)
        }
        + (hasWidths ? coverages : []).map { nominal in
          let width = scores.width["\(nominal)"]
          return column("Width \(percentOfShare(nominal))", width, sensibleDecimals(width))
        }
        + zip(more, row.more).map { Column(title: $0, value: $1, align: .right) }
    }
  }

  /// Why scores are absent: a sentence a reason, ended by a line feed; empty where all are there.
  static func reasons(_ models: [(name: String, undefined: [String: String]?)]) -> String {
    struct Reason: Hashable {
      let words: String
      let scores: [String]
    }
    var order: [Reason] = []
    var names: [Reason: [String]] = [:]
    for (name, undefined) in models {
      let grouped = Dictionary(grouping: undefined ?? [:], by: \.value)
      for (words, scores) in grouped.sorted(by: { $0.key < $1.key }) {
        let keys = scores.map(\.key)
        let found = titles.filter { keys.contains($0.key) }.map(\.title)
        let reason = Reason(words: words, scores: found)
        if names[reason] == nil { order.append(reason) }
        names[reason, default: []].append(name)
      }
    }
    return order.map { reason in
      let whose = names[reason, default: []].joined(separator: ", ")
      let what =
        reason.scores.count > 4 ? "no scores" : "no \(reason.scores.joined(separator: ", "))"
      return wrapped("\(missing) \(whose): \(what), for \(printable(reason.words)).") + "\n"
    }.joined()
  }

  /// What the tables call a score.
  private static let titles: [(key: String, title: String)] = [
    ("mase", "MASE"), ("smape", "sMAPE"), ("rmsse", "RMSSE"), ("crps", "CRPS"),
    ("intervals", "coverage"), ("rank", "rank"), ("diebold_mariano", "DM p"), ("mae", "MAE"),
    ("rmse", "RMSE"),
  ]
}

/// Two decimals, or for small numbers as many as show three digits.
func sensibleDecimals(_ value: Double?) -> Int {
  guard let value, value > 0, value < 1 else { return 2 }
  var (decimals, scaled) = (2, value * 100)
  while scaled < 100, decimals < 8 { (decimals, scaled) = (decimals + 1, scaled * 10) }
  return decimals
}

/// "80 %", "97.5 %".
func percentOfShare(_ share: Double) -> String {
  let percent = share * 100
  return abs(percent - percent.rounded()) < 1e-9
    ? "\(fixed(percent, 0)) %" : "\(fixed(percent, 1)) %"
}
