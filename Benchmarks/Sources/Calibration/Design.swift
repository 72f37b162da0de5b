import Forecasting
import Recurrent
import SeriesData
import Workloads

/// A series with a network for it.
struct Case: Sendable {
  /// Where the series comes from, and what is done to it.
  let source: String
  let series: TimeSeries
  let network: NetworkKind
  let hidden: Int
  let transform: ValueTransform
  let seed: UInt64

  /// What it is told; `epochs` and `patience` are the states.
  func specification(epochs: Int, patience: Int?) -> NetworkSpecification {
    var told = NetworkSpecification(network)
    told.hidden = hidden
    told.transform = transform
    told.features = series.seasonLength > 1 ? [.previous, .month] : [.previous]
    told.training.epochs = epochs
    told.training.patience = patience
    told.seed = seed
    return told
  }

  /// The classic split.
  var split: Split {
    get throws {
      try Split(
        count: series.count, trainCount: Split.trainCount(of: series.count, share: 0.67),
        validationShare: 0.15)
    }
  }
}

/// Which cases there are.
struct Design {
  static let lengths = [96, 144, 240]
  static let sizes = [4, 16, 64]
  static let cells: [NetworkKind] = [.rnn, .lstm, .gru]
  /// Kinds that are also looked at after the transform that the report advises.
  private static let transformed: [SimulatedKind: ValueTransform] = [
    .trend: .diff, .airline: .logDiff,
  ]

  let seed: UInt64
  /// All cells with every kind, length and size, several times over; else a third of them, once.
  let isFull: Bool
  /// The simulated cases.
  ///
  /// The fraction is a Latin square: every cell meets every kind, every length and every size
  /// equally often.
  func simulated() throws -> [Case] {
    var cases: [Case] = []
    for (i, kind) in SimulatedKind.allCases.enumerated() {
      for (j, length) in Design.lengths.enumerated() {
        for (k, size) in Design.sizes.enumerated() {
          if isLeftOut(length, size) { continue }
          let cells = isFull ? Design.cells : [Design.cells[(i + j + k) % 3]]
          for replicate in 0..<replicates(size) {
            for cell in cells {
              let transforms = [ValueTransform.none] + (Design.transformed[kind].map { [$0] } ?? [])
              for transform in transforms {
                cases.append(try made(kind, length, size, cell, transform, replicate))
              }
            }
          }
        }
      }
    }
    return cases
  }

  /// What takes as long as all the rest together.
  private func isLeftOut(_ length: Int, _ size: Int) -> Bool {
    !isFull && length > 200 && size > 16
  }

  /// Networks of 16 units memorise and are cheap, so the quick design has more of them.
  private func replicates(_ size: Int) -> Int { isFull ? 5 : size == 16 ? 3 : 1 }

  /// Real series, evenly from all folders, at most ``longest`` values of each; cells and sizes in turns.
  func sampled(_ folders: [String], _ count: Int) throws -> [Case] {
    let tasks = try folders.flatMap { try SeriesFolder.tasks(in: $0) }
      .filter { $0.series.count >= Design.shortest && $0.series.seasonLength <= 12 }
    let step = max(1, tasks.count / max(count, 1))
    return tasks.enumerated().filter { $0.offset % step == 0 }.prefix(count).enumerated().map {
      place, task in
      let series = task.element.series
      return Case(
        source: "real", series: series.suffix(min(series.count, Design.longest)),
        network: Design.cells[place % 3], hidden: Design.sizes[place / 3 % 3], transform: .none,
        seed: SeededGenerator.memberSeed(seed: seed, model: task.element.name, member: 0) >> 11)
    }
  }

  private static let shortest = 72
  private static let longest = 240

  private func made(
    _ kind: SimulatedKind, _ length: Int, _ size: Int, _ cell: NetworkKind,
    _ transform: ValueTransform, _ replicate: Int
  ) throws -> Case {
    let name = "\(kind.rawValue) \(length) \(size) \(cell.rawValue)"
    var generator = SeededGenerator(seed: seed, model: name, member: replicate)
    let values = kind.values(
      length, testStart: Split.trainCount(of: length, share: 0.67), using: &generator)
    guard let start = Timestamp(year: 2000, month: 1, day: 1) else {
      preconditionFailure("The year 2000 had a January")
    }
    return Case(
      source: kind.rawValue + (transform == .none ? "" : ", \(transform.rawValue)"),
      series: TimeSeries(name: name, start: start, frequency: .monthly, values: values),
      network: cell, hidden: size, transform: transform, seed: generator.next() >> 11)
  }
}
