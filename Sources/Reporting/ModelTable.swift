import Artifacts
import Diagnosis
import Forecasting
import TextTable

/// One line of the table of models and baselines: every cell as text.
struct ModelRow: NamedRow {
  var model: String
  let weights: String
  let epochs: String
  let train: String
  let test: String
  let mase: String
  let skill: String
  let verdict: String
}

extension ModelRow {
  init(_ section: ReportDocument.ModelSection) {
    model = printable(section.model)
    weights = "\(section.parameters)"
    epochs =
      section.usedEpoch == section.epochs
      ? "\(section.epochs)" : "\(section.usedEpoch) of \(section.epochs)"
    train = number(section.metrics.train.rmse)
    test = number(section.metrics.testOneStep.rmse)
    mase = number(section.metrics.testOneStep.mase, decimals: 2)
    skill = section.skill.map { abs($0) < 1e15 ? signed($0) : number($0) } ?? missing
    verdict = printable(section.verdict)
  }

  init(_ auto: ReportDocument.AutoSection) {
    model = "auto"
    (weights, epochs, train) = (missing, missing, missing)
    test = number(auto.testOneStep.rmse)
    mase = number(auto.testOneStep.mase, decimals: 2)
    skill = auto.skill.map { abs($0) < 1e15 ? signed($0) : number($0) } ?? missing
    verdict = auto.diagnosis?.verdict.rawValue ?? "combination"
  }

  init(_ section: ReportDocument.BaselineSection, isBenchmark: Bool) {
    model = printable(section.model)
    weights = missing
    epochs = missing
    train = number(section.metrics.train.rmse)
    test = number(section.metrics.testOneStep.rmse)
    mase = number(section.metrics.testOneStep.mase, decimals: 2)
    skill = isBenchmark ? signed(0) : missing
    verdict = isBenchmark ? "benchmark" : missing
  }

  /// Every model and, below them, every baseline.
  static func rows(of report: ReportDocument) -> [ModelRow] {
    (report.auto.map { [ModelRow($0)] } ?? []) + report.models.map(ModelRow.init)
      + report.baselines.map { ModelRow($0, isBenchmark: $0.model == report.benchmark.model) }
  }

  /// The rows under their headings, for Markdown.
  static func markdown(_ rows: [ModelRow]) -> String { table.trimmed(rows, Style.pipe) }

  /// The same for a terminal of 80 columns.
  static func terminal(_ rows: [ModelRow], _ letters: Letters) -> String {
    table.fitted(rows, letters)
  }

  private static var table: TextTable<ModelRow> {
    TextTable {
      [
        Column(title: "Model", value: $0.model),
        Column(title: "Weights", value: $0.weights, align: .right),
        Column(title: "Epochs", value: $0.epochs, align: .right),
        Column(title: "Train RMSE", value: $0.train, align: .right),
        Column(title: "Test RMSE", value: $0.test, align: .right),
        Column(title: "MASE", value: $0.mase, align: .right),
        Column(title: "Skill", value: $0.skill, align: .right),
        Column(title: "Verdict", value: $0.verdict),
      ]
    }
  }
}

/// What stands for a number that does not exist.
let missing = "–"

/// A score with a fixed number of decimals, or a dash.
///
/// One that is too long for a table is rounded to two digits: `9.0e+46`.
func number(_ value: Double?, decimals: Int = 1) -> String {
  guard let value else { return missing }
  guard abs(value) >= 1e15 else { return fixed(value, decimals) }
  let parts = "\(value)".split(separator: "e")
  return parts[0].prefix(value < 0 ? 4 : 3) + "e" + (parts.last ?? "")
}
