import SeriesData
import Synchronization
import Testing

@testable import Forecasting
@testable import Recurrent

@Suite("A search for settings") struct TuningTests {
  private let part = airline.prefix(96)

  private func plan(
    on part: TimeSeries, trials: Int = 9, epochs: Int = 90, origins: Int = 2, horizon: Int = 1,
    fixed: Set<TuningSpace.Setting> = [], change: (inout NetworkSpecification) -> Void = { _ in }
  ) throws -> TuningPlan {
    var base = brief(.gru)
    base.training.epochs = epochs
    change(&base)
    return try TuningPlan(
      on: part, base: base, fixed: fixed, trials: trials, origins: origins, horizon: horizon)
  }

  // MARK: - Plan

  @Test("spends its epochs as successive halving does")
  func halving() {
    func rungs(_ trials: Int, _ epochs: Int) -> [[Int]] {
      Halving(trials: trials, epochs: epochs).rungs.map { [$0.trials, $0.epochs] }
    }
    #expect(rungs(60, 500) == [[60, 19], [20, 56], [6, 167], [2, 500]])
    #expect(rungs(27, 270) == [[27, 10], [9, 30], [3, 90], [1, 270]])
    #expect(rungs(27, 269) == [[27, 30], [9, 90], [3, 269]])
    #expect(rungs(2, 500) == [[2, 500]])
    #expect(rungs(1, 1) == [[1, 1]])
    #expect(rungs(100, 5) == [[100, 5]])
  }

  @Test("judges by the last blocks of the training part, each behind everything before it")
  func origins() throws {
    let yearly = try plan(on: part, origins: 3)
    #expect(yearly.origins == [60, 72, 84])
    #expect(yearly.block == 12)
    let far = try plan(on: part, origins: 2, horizon: 18)
    #expect(far.origins == [60, 78])
    #expect(far.block == 18)
    // ten blocks of a season would be more than half of the part
    let many = try plan(on: part, origins: 10)
    #expect(many.block == 4)
    #expect(many.origins.first == 56)
    #expect(many.origins.last == 92)
    // a whole season and one value more stay before the first origin, for the scale of MASE
    let short = try plan(on: airline.prefix(24), origins: 3)
    #expect(short.origins == [15, 18, 21])
    let without = try plan(on: part.withSeason(1), origins: 3)
    #expect(without.block == 6)
  }

  @Test("refuses a part that is too short, and one without a scale")
  func refusals() throws {
    #expect(throws: CannotFit.self) { try plan(on: part, origins: 5, horizon: 12) }
    #expect(throws: CannotFit.self) { try plan(on: airline.prefix(13), origins: 2) }
    let constant = try series([Double](repeating: 3, count: 60))
    #expect(throws: CannotFit.self) { try plan(on: constant) }
  }

  @Test("draws each trial for itself, within the space, and with two digits")
  func draws() throws {
    let few = try plan(on: part, trials: 5).specifications
    let many = try plan(on: part, trials: 400).specifications
    #expect(Array(many.prefix(5)) == few)
    let space = try plan(on: part).space
    #expect(space.lookback == [6, 12, 24])  // 24 is a third of the 72 values at first
    #expect(Set(many.map(\.hidden)) == [4, 8, 16, 32, 64])
    #expect(Set(many.map(\.layers)) == [1, 2])
    #expect(Set(many.map(\.transform)) == Set(TuningSpace.transforms))
    #expect(Set(many.map(\.features.count)) == [1, 2])
    #expect(Set(many.map(\.scaler)) == [.minMax, .standard])
    let rates = many.map(\.training.learningRate)
    #expect(rates.allSatisfy { (0.001...0.03).contains($0) })
    // evenly on the scale of logarithms: the middle is √(0.001 · 0.03) = 0.0055
    #expect((160...240).contains(rates.count { $0 < 0.0055 }))
    #expect(rates.allSatisfy { "\($0)".filter { $0 != "." }.drop { $0 == "0" }.count <= 2 })
    #expect((160...240).contains(many.count { $0.training.weightDecay == 0 }))
    #expect((160...240).contains(many.count { $0.training.batchSize == nil }))
    #expect((160...240).contains(many.count { $0.training.dropout == 0 }))
    #expect(Set(many.map(\.training.dropout)) == [0, 0.1, 0.2, 0.3])
    #expect(many.allSatisfy { $0.seed == 0 && $0.kind == .gru && $0.training.epochs == 90 })
  }

  @Test("leaves out what the series does not allow")
  func allowed() throws {
    let negative = part.changing(3..<4) { _, _ in -1 }
    #expect(try plan(on: negative).space.transform == [.none, .diff])
    let unseasonal = try plan(on: part.withSeason(1)).space
    #expect(unseasonal.features == [[.previous]])
    #expect(!unseasonal.transform.contains(.seasonalLogDiff))
    #expect(unseasonal.lookback == [3, 6, 12, 24])
    #expect(
      TuningSpace(for: .rnnElement, on: part, shortest: 60).layers == [1])
    #expect(TuningSpace(for: .gru, on: part, shortest: 71).lookback == [6, 12])
    #expect(TuningSpace(for: .gru, on: part, shortest: 12).lookback == [4])
  }

  @Test(
    "varies nothing that is fixed, and draws the rest as before",
    arguments: TuningSpace.Setting.allCases)
  func fixed(_ setting: TuningSpace.Setting) throws {
    let free = try plan(on: part, trials: 30).specifications
    let bound = try plan(on: part, trials: 30, fixed: [setting]) {
      $0.hidden = 7
      $0.layers = 3
      $0.lookback = 5
      $0.features = [.monthCyclic]
      $0.transform = .diff
      $0.training.learningRate = 0.5
      $0.training.weightDecay = 0.25
      $0.training.batchSize = 9
      $0.training.dropout = 0.6
    }.specifications
    func values(_ trials: [NetworkSpecification], _ setting: TuningSpace.Setting) -> [String] {
      trials.map { trial in
        switch setting {
        case .hidden: "\(trial.hidden)"
        case .layers: "\(trial.layers)"
        case .lookback: "\(trial.lookback)"
        case .learningRate: "\(trial.training.learningRate)"
        case .weightDecay: "\(trial.training.weightDecay)"
        case .batchSize: "\(String(describing: trial.training.batchSize))"
        case .dropout: "\(trial.training.dropout)"
        case .features: "\(trial.features)"
        case .transform: "\(trial.transform)"
        case .scaler: "\(trial.scaler)"
        }
      }
    }
    for other in TuningSpace.Setting.allCases {
      if other == setting {
        #expect(Set(values(bound, other)).count == 1)
      } else {
        #expect(values(bound, other) == values(free, other))
      }
    }
  }

  // MARK: - Search

  @Test("finds the same on one thread and on three, and scores each setting as training would")
  func determinism() async throws {
    let search = TuningSearch(try plan(on: part), on: part)
    let one = try await search.run(threads: 1)
    let three = try await search.run(threads: 3)
    #expect(one == three)
    #expect(one.trials.count == 9)
    #expect(one.best == one.trials[0])
    #expect(zip(one.trials, one.trials.dropFirst()).allSatisfy { $0.mase <= $1.mase })
    // The score again, from the network that these settings give.
    let plan = search.plan
    let scores = try plan.origins.map { origin -> Double in
      let (network, _) = try FittedNetwork.fitting(
        one.best.specification, series: part.prefix(origin), fit: 0..<origin, validation: 0..<0)
      let predicted = network.oneStep(part, targets: origin..<origin + 12)
      let metrics = Metrics(
        predicted, actual: part.values[origin..<origin + 12],
        scale: .naive(part.values[..<origin], seasonLength: 12))
      return try #require(metrics.mase)
    }
    #expect(abs(one.best.mase - scores.reduce(0, +) / 2) < 1e-12)
  }

  /// By hand: the seasonal naive forecast of a line with slope 1 and season 12 is wrong by 12 at every
  /// step, before the origin and behind it.
  @Test("scores the seasonal naive forecast of a line with 1, whatever the horizon")
  func naive() async throws {
    let line = try series((1...60).map { Double($0) })
    for horizon in [1, 5, 12] {
      let plan = try plan(on: line, trials: 1, epochs: 1, horizon: horizon)
      let result = try await TuningSearch(plan, on: line).run(threads: 1)
      #expect(abs(try #require(result.naive) - 1) < 1e-12)
    }
  }

  @Test("judges by forecasts of the horizon, as many as there are in a block")
  func horizon() async throws {
    let plan = try plan(on: part, trials: 1, epochs: 3, origins: 1, horizon: 5)
    #expect(plan.block == 12)
    let result = try await TuningSearch(plan, on: part).run(threads: 1)
    let (network, _) = try FittedNetwork.fitting(
      result.best.specification, series: part.prefix(84), fit: 0..<84, validation: 0..<0)
    let forecasts =
      network.forecast(part.prefix(84), horizon: 5) + network.forecast(part.prefix(89), horizon: 5)
    let metrics = Metrics(
      forecasts, actual: part.values[84..<94],
      scale: .naive(part.values[..<84], seasonLength: 12))
    #expect(abs(result.best.mase - (try #require(metrics.mase))) < 1e-12)
  }

  /// A fit must not know what judges it: with other values behind the first origin's block, every
  /// score of that origin stays, to the bit.
  @Test("lets no value behind an origin into the fit before it")
  func leak() async throws {
    func scores(on part: TimeSeries) async throws -> [TuningScore] {
      let scores = Mutex<[TuningScore]>([])
      let watch = TuningSearch.Watch(onScore: { score in scores.withLock { $0.append(score) } })
      _ = try await TuningSearch(try plan(on: part, trials: 2), on: part).run(
        threads: 2, watch: watch)
      return scores.withLock { $0 }.sorted {
        ($0.place.trial, $0.place.origin) < ($1.place.trial, $1.place.origin)
      }
    }
    let plain = try await scores(on: part)
    let changed = try await scores(on: part.changing(84..<96) { i, y in 3 * y + Double(i) })
    #expect(plain.count == 4)
    #expect(
      plain.filter { $0.place.origin == 0 }.map(\.mase)
        == changed.filter { $0.place.origin == 0 }.map(\.mase))
    #expect(
      plain.filter { $0.place.origin == 1 }.map(\.mase)
        != changed.filter { $0.place.origin == 1 }.map(\.mase))
  }

  @Test("goes on after a stop as if it had never stopped, and computes nothing twice")
  func resumption() async throws {
    let search = TuningSearch(try plan(on: part), on: part)
    let whole = try await search.run(threads: 2)
    let scores = Mutex<[TuningScore]>([])
    let watch = TuningSearch.Watch(
      isInterrupted: { scores.withLock { $0.count } >= 11 },
      onScore: { score in scores.withLock { $0.append(score) } })
    await #expect(throws: Interrupted.self) { try await search.run(threads: 2, watch: watch) }
    let known = scores.withLock { $0 }
    #expect((11..<18).contains(known.count))
    let later = Mutex<[TuningScore]>([])
    let resumed = try await search.run(
      known: known, threads: 2,
      watch: TuningSearch.Watch(onScore: { score in later.withLock { $0.append(score) } }))
    #expect(resumed == whole)
    let places = later.withLock { $0.map(\.place) }
    #expect(Set(places).isDisjoint(with: known.map(\.place)))
    #expect(Set(places).count == places.count)
    // 9 trials, 3 of them longer, 1 of them to the end; two origins each
    #expect(places.count + known.count == 26)
  }

  @Test("ranks what fails nowhere, and ends with the reason when everything fails")
  func failures() async throws {
    let zero = part.changing(90..<91) { _, _ in 0 }
    let plan = try plan(on: zero, trials: 3, fixed: [.transform]) { $0.transform = .log }
    await #expect {
      try await TuningSearch(plan, on: zero).run(threads: 1)
    } throws: { error in
      (error as? CannotFit)?.message.contains("has no logarithm") == true
    }
    let wild = try self.plan(on: part, trials: 12, epochs: 40, fixed: [.learningRate, .transform]) {
      $0.training.learningRate = 1e30
      $0.training.clipNorm = nil
      $0.training.optimizer = .sgd
    }
    await #expect(throws: CannotFit.self) {
      try await TuningSearch(wild, on: part).run(threads: 1)
    }
  }
}
