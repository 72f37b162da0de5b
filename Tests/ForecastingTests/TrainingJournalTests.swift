import SeriesData
import Synchronization
import Testing

@testable import Forecasting
@testable import Recurrent

/// A journal in memory, and somebody who stops training when so many steps were asked for.
private final class MemoryJournal: TrainingJournal {
  private let trainings = Mutex<[String: KeptTraining]>([:])
  private let left = Mutex(Int.max)
  private let lookups = Mutex(0)

  func key(of task: TrainingTask) -> String { "\(task.hashValue)" }

  func training(_ key: String) -> KeptTraining? {
    lookups.withLock { $0 += 1 }
    return all[key]
  }

  func isDue(since last: ContinuousClock.Instant) -> Bool { false }

  func keep(_ training: KeptTraining, as key: String) { trainings.withLock { $0[key] = training } }

  var all: [String: KeptTraining] { trainings.withLock(\.self) }

  /// How often somebody asked for a training.
  var askedFor: Int { lookups.withLock(\.self) }

  /// Changes every training.
  func change(_ change: (KeptTraining) -> KeptTraining) {
    trainings.withLock { $0 = $0.mapValues(change) }
  }

  func stop(after steps: Int) { left.withLock { $0 = steps } }

  /// Takes a step off; true when there are none left.
  func takeStep() -> Bool {
    left.withLock { left in
      left -= left > 0 ? 1 : 0
      return left == 0
    }
  }

  /// How many steps were taken since ``stop(after:)`` was told so many.
  func steps(of steps: Int) -> Int { steps - left.withLock(\.self) }
}

@Suite("A journal of trainings") struct TrainingJournalTests {
  /// A strategy, or the choice of one.
  struct Way: Sendable, CustomTestStringConvertible {
    var strategy: HorizonStrategy? = .recursive
    var patience: Int?
    var isDeep = false

    var testDescription: String {
      "\(strategy?.rawValue ?? "auto"), patience \(patience ?? 0)\(isDeep ? ", deep" : "")"
    }

    static let all = [
      Way(), Way(strategy: .direct), Way(strategy: .multiOutput, patience: 3),
      Way(strategy: nil), Way(patience: 3, isDeep: true),
    ]

    func experiment() throws -> Experiment {
      let kinds: [NetworkKind] = strategy == .multiOutput ? [.lstm, .gru] : [.rnnElement, .gru]
      let networks = kinds.map { kind in
        var network = brief(kind)
        network.strategy = strategy ?? .recursive
        network.training.batchSize = 30
        network.training.dropout = 0.1
        network.training.patience = patience
        return network
      }
      var made = try ForecastingTests.experiment(networks, horizon: 3)
      made.choosesStrategy = strategy == nil
      made.seeds = 2
      var deep = DeepSettings()
      (deep.shares, deep.sizes) = ([0.5, 1], [2, 4])
      made.deep = isDeep ? deep : nil
      return made
    }
  }

  /// Runs an experiment with a journal; nil when it was stopped.
  private func run(
    _ experiment: Experiment, _ journal: MemoryJournal, threads: Int
  ) async throws -> [ModelResult]? {
    do {
      return try await experiment.trainNetworks(
        threads: threads,
        watch: FittedNetwork.Watch(isInterrupted: { journal.takeStep() }, journal: journal)
      ) { _, model in model }
    } catch is Interrupted {
      return nil
    }
  }

  @Test("lets an experiment go on to the same bits, wherever it was stopped", arguments: Way.all)
  func experiment(_ way: Way) async throws {
    let experiment = try way.experiment()
    let whole = try await experiment.trainNetworks(threads: 2) { _, model in model }
    let journal = MemoryJournal()
    var generator = SeededGenerator(seed: 2)
    var (stops, results) = (0, [ModelResult]?.none)
    while results == nil {
      journal.stop(after: Int.random(in: 1...90, using: &generator))
      results = try await run(experiment, journal, threads: 1 + stops % 2)
      stops += 1
    }
    #expect(stops > 3)
    let found = try #require(results)
    #expect(found.map(\.fingerprint) == whole.map(\.fingerprint))
    #expect(found.map(\.history) == whole.map(\.history))
    #expect(found.map(\.deep) == whole.map(\.deep))
    let trials = found.map { $0.members.map { $0.trial?.oneStep } }
    #expect(trials == whole.map { $0.members.map { $0.trial?.oneStep } })
    let isDone = journal.all.values.allSatisfy(\.isFinished)
    #expect(isDone)
  }

  @Test("has nothing trained twice")
  func nothingTwice() async throws {
    let experiment = try Way().experiment()
    let journal = MemoryJournal()
    journal.stop(after: 100_000)
    let first = try #require(try await run(experiment, journal, threads: 2))
    #expect(journal.steps(of: 100_000) > 200)
    let asked = journal.askedFor
    journal.stop(after: 100_000)
    let second = try #require(try await run(experiment, journal, threads: 2))
    #expect(journal.steps(of: 100_000) == 0)
    #expect(journal.askedFor == 2 * asked)
    #expect(first.map(\.fingerprint) == second.map(\.fingerprint))
  }

  @Test("serves a backtest, in which networks know stretches of the series")
  func backtest() async throws {
    var network = brief(.gru)
    network.training.patience = 3
    var backtest = Backtest(
      series: airline, forecasters: [NetworkForecaster(network), Baseline.seasonalNaive],
      horizon: 3, origins: [96, 100, 104])
    backtest.window = .sliding(60)
    let whole = try await backtest.run(threads: 2)
    let journal = MemoryJournal()
    journal.stop(after: 20)
    await #expect(throws: Interrupted.self) {
      _ = try await backtest.run(
        threads: 2, isInterrupted: { journal.takeStep() }, journal: journal)
    }
    #expect(!journal.all.isEmpty)
    let again = try await backtest.run(threads: 1, journal: journal)
    #expect(again.runs[0].forecasts == whole.runs[0].forecasts)
    #expect(journal.all.count == 6)
  }

  @Test("with nonsense in it changes no result")
  func nonsense() async throws {
    let experiment = try Way().experiment()
    let journal = MemoryJournal()
    journal.stop(after: 300)
    #expect(try await run(experiment, journal, threads: 1) == nil)
    let whole = try await experiment.trainNetworks(threads: 2) { _, model in model }
    func damaged<Weight>(_ stage: TrainingStage<Weight>) -> TrainingStage<Weight> {
      switch stage {
      case .underWay(var state):
        state.moments.first = []
        return .underWay(state)
      case .finished(let weights, var history):
        history.usedEpoch = 99
        return .finished(weights: weights, history)
      }
    }
    for isSwapped in [false, true] {
      journal.change { training in
        switch training {
        case .single(let stage):
          isSwapped
            ? .double(.finished(weights: [1], TrainingHistory.none)) : .single(damaged(stage))
        case .double(let stage):
          isSwapped
            ? .single(.finished(weights: [], TrainingHistory.none)) : .double(damaged(stage))
        }
      }
      journal.stop(after: .max)
      let found = try #require(try await run(experiment, journal, threads: 2))
      #expect(found.map(\.fingerprint) == whole.map(\.fingerprint))
    }
  }
}

extension TrainingHistory {
  /// Of no epoch at all.
  fileprivate static let none = TrainingHistory(
    records: [], stopReason: .epochs, bestEpoch: 0, usedEpoch: 0)
}
