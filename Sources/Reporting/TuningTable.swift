import Diagnosis
import Forecasting
import Recurrent
import SeriesData
import TextTable

/// The best trials of a search as a table for the terminal.
public enum TuningTable {
  private struct Row {
    let rank: String
    let trial: TuningResult.Trial
    var network: NetworkSpecification { trial.specification }
    var training: TrainingOptions { trial.specification.training }
  }

  /// A row a trial, the best first.
  public static func text(_ trials: some Collection<TuningResult.Trial>) -> String {
    let rows = trials.enumerated().map { Row(rank: "\($0 + 1)", trial: $1) }
    return TextTable<Row> {
      [
        Column(title: "", value: $0.rank, align: .right),
        Column(title: "MASE", value: number($0.trial.mase, decimals: 3), align: .right),
        Column(title: "Epochs", value: "\($0.training.epochs)", align: .right),
        Column(title: "Size", value: "\($0.network.layers)×\($0.network.hidden)", align: .right),
        Column(title: "Back", value: "\($0.network.lookback)", align: .right),
        Column(title: "Rate", value: "\($0.training.learningRate)", align: .right),
        Column(title: "Decay", value: short($0.training.weightDecay), align: .right),
        Column(title: "Dropout", value: short($0.training.dropout), align: .right),
        Column(
          title: "Batch", value: $0.training.batchSize.map(String.init) ?? "all", align: .right),
        Column(title: "Transform", value: $0.network.transform.rawValue),
        Column(title: "Scaler", value: $0.network.scaler.rawValue),
        Column(
          title: "Features", value: $0.network.features.map(\.rawValue).joined(separator: ",")),
      ]
    }.trimmed(rows, Style.simple)
  }

  private static func short(_ number: Double) -> String {
    number == 0 ? "0" : "\(number)".replacing("e-0", with: "e-")
  }
}
