import Artifacts
import Diagnosis
import TextTable

/// Scores of forecasts made earlier, for the terminal.
public struct ScoreReport {
  /// A forecaster and its scores.
  public struct Row: NamedRow {
    var model: String
    let scores: ScoreSection

    /// A line of the table.
    public init(model: String, scores: ScoreSection) {
      (self.model, self.scores) = (printable(model), scores)
    }
  }

  private struct IntervalRow: NamedRow {
    var model: String
    let nominal: String
    let coverage: Double?
    let width: Double?
    let score: Double?
  }

  private let heading: String
  private let rows: [Row]
  private let letters: Letters

  /// Prepares a report: what was scored, in a sentence or two, and the forecasters.
  public init(heading: String, rows: [Row], letters: Letters = .unicode) {
    (self.heading, self.rows, self.letters) = (heading, rows, letters)
  }

  /// The tables, and why scores are absent.
  public var text: String {
    let points = TextTable<Row> { row in
      let scores = row.scores
      func column(_ title: String, _ value: Double?, _ decimals: Int) -> Column {
        Column(title: title, value: number(value, decimals: decimals), align: .right)
      }
      return [
        Column(title: "Model", value: row.model),
        column("MAE", scores.mae, sensibleDecimals(scores.mae)),
        column("RMSE", scores.rmse, sensibleDecimals(scores.rmse)),
        column("sMAPE", scores.smape, 2), column("MASE", scores.mase, 3),
        column("RMSSE", scores.rmsse, 3),
        column("CRPS", scores.crps, sensibleDecimals(scores.crps)),
      ]
    }
    let parts = [
      wrapped(printable(heading)) + "\n", points.fitted(rows, letters), intervals,
      ScoreTable.reasons(rows.map { ($0.model, $0.scores.undefined) }),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// A line for each interval of each forecaster; empty where there are none.
  private var intervals: String {
    let lines = rows.flatMap { row in
      row.scores.coverage.keys.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }.map { nominal in
        IntervalRow(
          model: row.model, nominal: percentOfShare(Double(nominal) ?? 0),
          coverage: row.scores.coverage[nominal], width: row.scores.width[nominal],
          score: row.scores.intervalScore[nominal])
      }
    }
    guard !lines.isEmpty else { return "" }
    return TextTable<IntervalRow> { row in
      [
        Column(title: "Model", value: row.model),
        Column(title: "Interval", value: row.nominal, align: .right),
        Column(title: "Coverage", value: row.coverage.map(percent) ?? missing, align: .right),
        Column(
          title: "Width", value: number(row.width, decimals: sensibleDecimals(row.width)),
          align: .right),
        Column(
          title: "Interval score", value: number(row.score, decimals: sensibleDecimals(row.score)),
          align: .right),
      ]
    }.fitted(lines, letters)
  }
}
