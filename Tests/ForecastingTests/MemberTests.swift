import Recurrent
import SeriesData
import Synchronization
import Testing

@testable import Forecasting

@Suite("The networks that a verdict stands on") struct MemberTests {
  private func result(
    _ series: TimeSeries = airline, seeds: Int = 3, patience: Int? = nil, threads: Int = 2,
    seed: UInt64 = 0, strategy: HorizonStrategy = .recursive, rule: SeedRule? = nil,
    onProgress: @escaping @Sendable (Experiment.Progress) -> Void = { _ in }
  ) async throws -> ModelResult {
    var network = NetworkSpecification(.rnn)
    network.hidden = 3
    network.training.epochs = 30
    network.training.patience = patience
    network.seed = seed
    network = network.forecasting(strategy, horizon: 2)
    let split = try Split(count: series.count, trainCount: 96, validationShare: 0.15)
    var experiment = Experiment(series: series, split: split, networks: [network], horizon: 2)
    experiment.seeds = seeds
    experiment.seedRule = rule
    return try #require(
      try await experiment.run(threads: threads, onProgress: onProgress).models.first)
  }

  @Test("begin with the one that is kept, which others do not change")
  func kept() async throws {
    let (alone, judged) = (try await result(seeds: 1), try await result())
    #expect(alone.members.isEmpty)
    #expect(judged.members.count == 3)
    #expect(judged.predictions == alone.predictions)
    #expect(judged.forecast == alone.forecast)
    #expect(judged.members.first?.seed == 0)
    #expect(judged.members.first?.trial?.oneStep == alone.predictions.oneStep)
    #expect(Set(judged.members.map(\.seed)).count == 3)
    #expect(Set(judged.members.compactMap { $0.trial?.scores.testOneStep.rmse }).count == 3)
  }

  @Test("are the same whatever the number of threads is", arguments: [nil, 5])
  func threads(patience: Int?) async throws {
    let one = try await result(patience: patience, threads: 1).members
    let four = try await result(patience: patience, threads: 4).members
    #expect(one.map(\.trial?.oneStep) == four.map(\.trial?.oneStep))
    #expect(one.map { $0.judgements.map(\.oneStep) } == four.map { $0.judgements.map(\.oneStep) })
  }

  @Test("are each the one that is kept when their seed is typed")
  func typed() async throws {
    let other = try await result().members[2]
    let again = try await result(seeds: 1, seed: other.seed)
    #expect(again.predictions.oneStep == other.trial?.oneStep)
  }

  @Test("are as many more again as it takes, the same as if they had been asked for")
  func more() async throws {
    let told = Mutex<[Experiment.Progress]>([])
    let asked = Mutex<[Int]>([])
    let rule = SeedRule(most: 7) { result in
      asked.withLock { $0.append(result.members.count) }
      return false
    }
    let grown = try await result(seeds: 2, rule: rule) { progress in
      told.withLock { $0.append(progress) }
    }
    #expect(asked.withLock { $0 } == [2, 4])
    let six = try await result(seeds: 6).members
    #expect(grown.members.map(\.seed) == six.map(\.seed))
    #expect(grown.members.map(\.trial?.oneStep) == six.map(\.trial?.oneStep))
    #expect(
      grown.members.map { $0.judgements.map(\.oneStep) }
        == six.map { $0.judgements.map(\.oneStep) })
    // two origins of each, the part to fit on of all but the kept one, and trial and refit
    #expect(Set(told.withLock { $0 }.map(\.training)) == Set(0..<19))
    #expect(Set(told.withLock { $0 }.map(\.planned)) == [0, 7, 13, 19])
    let content = try await result(seeds: 2, rule: SeedRule(most: 7) { _ in true })
    #expect(content.members.count == 2)
  }

  @Test("stand with networks for each step and with outputs for each step too")
  func strategies() async throws {
    for strategy in [HorizonStrategy.direct, .multiOutput] {
      let members = try await result(strategy: strategy).members
      #expect(members.count == 3)
      #expect(members.allSatisfy { $0.trial != nil && $0.judgements.count == 3 })
    }
  }

  @Test("are judged at three origins, a validation part apart")
  func origins() throws {
    let split = try Split(count: 144, trainCount: 96, validationShare: 0.15)
    let free = JudgedOrigin.all(of: split, firstTarget: 12, isStopped: false)
    #expect(free.map(\.fit) == [0..<82, 0..<68, 0..<54])
    #expect(free.map(\.judged) == [82..<96, 68..<82, 54..<68])
    #expect(free.allSatisfy { $0.stopping.isEmpty })
    let stopped = JudgedOrigin.all(of: split, firstTarget: 12, isStopped: true)
    #expect(stopped.map(\.fit) == [0..<68, 0..<54, 0..<40])
    #expect(stopped.map(\.stopping) == [68..<82, 54..<68, 40..<54])
    #expect(stopped.map(\.judged) == [82..<96, 68..<82, 54..<68])
    // with a target fewer the last has less than two fifths
    #expect(JudgedOrigin.all(of: split, firstTarget: 13, isStopped: true).count == 2)
    let none = try Split(count: 144, trainCount: 96, validationShare: 0)
    #expect(JudgedOrigin.all(of: none, firstTarget: 12, isStopped: false).isEmpty)
  }

  @Test("know nothing of the values that judge, nor of those after them", arguments: [nil, 5])
  func leak(patience: Int?) async throws {
    let changed = airline.changing(82..<144) { _, _ in 200 }
    let (before, after) = (
      try await result(patience: patience), try await result(changed, patience: patience)
    )
    for (a, b) in zip(before.members, after.members) {
      let earlier = zip(a.judgements, b.judgements).filter { $0.0.judged.upperBound <= 82 }
      #expect(earlier.count == 2)
      for (a, b) in earlier { #expect(a.oneStep == b.oneStep) }
      // The latest one predicts the first value that judges from known ones alone.
      let (mine, other) = (try #require(a.judgements.first), try #require(b.judgements.first))
      #expect(mine.judged == 82..<96)
      #expect(mine.oneStep[...82] == other.oneStep[...82])
      #expect(mine.history.usedEpoch == other.history.usedEpoch)
    }
  }

  @Test("that diverge are counted, and end nothing")
  func divergence() async throws {
    var network = NetworkSpecification(.rnn)
    network.training.epochs = 40
    network.training.optimizer = .sgd
    network.training.clipNorm = nil
    let split = try Split(count: 144, trainCount: 96, validationShare: 0.15)
    var experiment = Experiment(series: airline, split: split, networks: [network], horizon: 1)
    experiment.seeds = 2
    let task = Experiment.MemberTask(member: 1, origin: nil)
    network.training.learningRate = 1e30
    let outcome = try experiment.train(task, of: network, threads: 1, watch: .init())
    guard case .diverged = outcome else {
      Issue.record("a learning rate of 1e30 ended well")
      return
    }
    let kept = try await experiment.run(threads: 2).models[0]
    let members = experiment.members(0..<2, of: kept, [task], [outcome])
    #expect(members.map(\.diverged) == [0, 1])
    #expect(members[1].trial == nil)
  }
}
