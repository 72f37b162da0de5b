import Diagnosis
import Forecasting
import Recurrent
import SeriesData
import Workloads

/// Whether ten seeds of one set-up give the same verdict.
struct SameVerdict {
  /// A set-up on the airline series.
  struct SetUp {
    let network: NetworkKind
    let hidden: Int
    let epochs: Int
    var patience: Int?
    var transform = ValueTransform.none

    /// As it would be typed.
    var words: String {
      "--model \(network.rawValue) --hidden \(hidden) --epochs \(epochs)"
        + (patience.map { " --patience \($0)" } ?? "")
        + (transform == .none ? "" : " --transform \(transform.rawValue)")
    }
  }

  /// Too little training, the classic recipe, stopped, memorised; with and without the shift.
  static func setUps(isFull: Bool) -> [SetUp] {
    Design.cells.flatMap { cell in
      [
        SetUp(network: cell, hidden: 4, epochs: 50),
        SetUp(network: cell, hidden: 16, epochs: 500),
        SetUp(network: cell, hidden: 16, epochs: 500, patience: 50),
        SetUp(network: cell, hidden: 16, epochs: 500, transform: .logDiff),
        SetUp(network: cell, hidden: 16, epochs: 500, patience: 50, transform: .logDiff),
      ]
        + (isFull || cell == .rnn
          ? [
            SetUp(network: cell, hidden: 64, epochs: 2000),
            SetUp(network: cell, hidden: 64, epochs: 2000, patience: 200),
          ] : [])
    }
  }

  let series: TimeSeries
  let seeds: Int
  let threads: Int

  /// A row for each set-up: how often its commonest verdict was given, and which others were.
  func table(_ setUps: [SetUp], seed: UInt64) async throws -> Table {
    var table = Table(["airline, classic recipe", "the same verdict", "verdicts"])
    for setUp in setUps {
      var counts: [Verdict: Int] = [:]
      for place in 0..<10 {
        let made = Case(
          source: "airline", series: series, network: setUp.network, hidden: setUp.hidden,
          transform: setUp.transform, seed: seed + UInt64(place))
        let network = made.specification(epochs: setUp.epochs, patience: setUp.patience)
        let judged = try await made.judged(made.experiment(network, seeds), threads)
        counts[judged.diagnosis.verdict, default: 0] += 1
      }
      let found = Verdict.allCases.compactMap { verdict in counts[verdict].map { (verdict, $0) } }
        .sorted { $0.1 > $1.1 }
      table.rows.append([
        setUp.words, "\(found.first?.1 ?? 0) of 10",
        found.map { "\($0.0.rawValue) \($0.1)" }.joined(separator: ", "),
      ])
    }
    return table
  }
}
