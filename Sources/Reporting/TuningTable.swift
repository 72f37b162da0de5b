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

  /// A row a trial, the best first; where 80 columns are too few, what is a word stands in a table of
  /// its own below.
  public static func text(_ trials: some Collection<TuningResult.Trial>) -> String {
    let rows = trials.enumerated().map { Row(rank: "\($0 + 1)", trial: $1) }
    func table(_ columns: @escaping (Row) -> [Column]) -> String {
      TextTable<Row> { [Column(title: "", value: $0.rank, align: .right)] + columns($0) }
        .trimmed(rows, Columns.self)
    }
    let whole = table { numbers($0) + words($0) }
    return widest(whole) <= 80 ? whole : table(numbers) + "\n" + table(words)
  }

  private static func numbers(_ row: Row) -> [Column] {
    func column(_ title: String, _ value: String) -> Column {
      Column(title: title, value: value, align: .right)
    }
    return [
      column("MASE", number(row.trial.mase, decimals: 3)),
      column("Epochs", "\(row.training.epochs)"),
      column("Size", "\(row.network.layers)×\(row.network.hidden)"),
      column("Back", "\(row.network.lookback)"), column("Rate", "\(row.training.learningRate)"),
      column("Decay", short(row.training.weightDecay)),
      column("Dropout", short(row.training.dropout)),
      column("Batch", row.training.batchSize.map(String.init) ?? "all"),
    ]
  }

  private static func words(_ row: Row) -> [Column] {
    [
      Column(title: "Transform", value: row.network.transform.rawValue),
      Column(title: "Scaler", value: row.network.scaler.rawValue),
      Column(
        title: "Features", value: row.network.features.map(\.rawValue).joined(separator: ",")),
    ]
  }

  private static func short(_ number: Double) -> String {
    number == 0 ? "0" : "\(number)".replacing("e-0", with: "e-")
  }
}
