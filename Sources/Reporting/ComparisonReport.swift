import Artifacts
import Diagnosis
import TextTable

/// A comparison of two runs for the terminal.
public struct ComparisonReport {
  private struct Row: NamedRow {
    var model: String
    let run: String
    let side: Comparison.Side?
  }

  private let comparison: Comparison
  private let letters: Letters

  /// Prepares the words.
  public init(_ comparison: Comparison, letters: Letters = .unicode) {
    (self.comparison, self.letters) = (comparison, letters)
  }

  /// What changed, the models of both runs, and what came of it; at most 80 columns.
  public var text: String {
    var parts = [
      zip(["A", "B"], comparison.runs).map { letter, run in
        "\(letter)  \(printable(run.name)): \(printable(run.command))"
      }.joined(separator: "\n"),
      changes, table,
      wrapped(
        "RMSE one step ahead, in original units; MASE and skill on the test part. Gap, cost and "
          + "shift as in forecast report."),
      outcomes,
    ]
    if !comparison.warnings.isEmpty {
      parts.append(comparison.warnings.map { wrapped("Mind: \($0)") }.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var changes: String {
    guard !comparison.changes.isEmpty else { return "Nothing was chosen differently." }
    return withoutEnd(
      TextTable<Comparison.Change> { change in
        [
          Column(title: "Changed", value: change.setting),
          Column(title: "A", value: fitted(printable(change.first), 31, letters)),
          Column(title: "B", value: fitted(printable(change.second), 31, letters)),
        ]
      }.trimmed(comparison.changes, Columns.self))
  }

  private var table: String {
    let rows = comparison.models.flatMap { model in
      [
        Row(model: model.model, run: "A", side: model.first),
        Row(model: "", run: "B", side: model.second),
      ]
    }
    let table = TextTable<Row> { row in
      func column(_ title: String, _ value: Double?, _ decimals: Int = 1) -> Column {
        Column(title: title, value: number(value, decimals: decimals), align: .right)
      }
      func axis(_ title: String, _ name: String) -> Column {
        Column(title: title, value: row.side?.axes?[name].map(\.short) ?? missing)
      }
      let skill = row.side?.skill.map { abs($0) < 1e15 ? signed($0) : number($0) }
      return [
        Column(title: "Model", value: printable(row.model)), Column(title: "Run", value: row.run),
        column("Train", row.side?.trainRmse), column("Test", row.side?.testRmse),
        column("MASE", row.side?.mase, 2),
        Column(title: "Skill", value: skill ?? missing, align: .right), axis("Gap", "gap"),
        axis("Cost", "cost"), axis("Shift", "shift"),
        Column(title: "Verdict", value: printable(row.side?.verdict ?? missing)),
      ]
    }
    return withoutEnd(table.fitted(rows, letters))
  }

  /// A line a model that is in both runs: "gru: test RMSE −58 %, SHIFT → INCONCLUSIVE".
  private var outcomes: String {
    let lines = comparison.models.compactMap { model -> String? in
      guard let first = model.first, let second = model.second else { return nil }
      let change =
        model.testRmseChange.map { abs($0) < 1e6 ? signedPercent($0) : "far larger" } ?? "unknown"
      let verdict =
        switch (first.verdict, second.verdict) {
        case (let a?, let b?) where a == b: ", still \(a)"
        case (let a?, let b?): ", \(a) → \(b)"
        default: ""
        }
      return printable("\(model.model): test RMSE \(change) from A to B\(verdict)")
    }
    return lines.isEmpty ? "No model is in both runs." : lines.joined(separator: "\n")
  }

  private func withoutEnd(_ text: String) -> String {
    String(text.reversed().drop { $0 == "\n" }.reversed())
  }
}

extension Check.Status {
  /// In a narrow column.
  fileprivate var short: String { self == .absent ? missing : word }
}
