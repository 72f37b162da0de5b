import Recurrent
import Testing

@testable import Pretrained

@Suite("The pretrained network") struct PretrainedNetworkTests {
  /// A line with a season of 4, with noise: later values are known to the test.
  private static func noisy(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    let season: [Double] = [8, -3, -6, 1]
    return (0..<count).map { t -> Double in
      let level = 50 + 0.5 * Double(t)
      return level + season[t % 4] + generator.normal()
    }
  }

  @Test("answers with quantiles that do not descend, of any horizon")
  func quantiles() throws {
    for horizon in [1, 12, 60] {
      let values = Self.noisy(40, seed: 1)
      let answer = try #require(
        PretrainedNetwork.builtIn.quantiles(values, seasonLength: 4, horizon: horizon))
      #expect(answer.count == horizon)
      for step in answer {
        let isFinite = step.allSatisfy { $0.isFinite }
        #expect(step.count == 20 && isFinite)
        #expect(zip(step, step.dropFirst()).allSatisfy { $0 <= $1 })
      }
      let widths = answer.map { $0[19] - $0[0] }
      #expect(widths[0] <= widths[horizon - 1] + 1)
    }
  }

  @Test("forecasts series that it has never seen better than the season before")
  func skill() throws {
    var (own, naive) = (0.0, 0.0)
    for seed in 1...20 {
      let values = Self.noisy(48, seed: UInt64(seed))
      let history = Array(values.prefix(40))
      let answer = try #require(
        PretrainedNetwork.builtIn.quantiles(history, seasonLength: 4, horizon: 8))
      for h in 0..<8 {
        own += abs(PretrainedNetwork.median(answer[h]) - values[40 + h])
        naive += abs(history[36 + h % 4] - values[40 + h])
      }
    }
    // The noise alone makes errors of 0.8, and the season before is short of a slope of 2 a season.
    #expect(own / 160 < 1.2)
    #expect(own < 0.6 * naive)
  }

  @Test("holds what it should hold of series like those that it was trained on")
  func coverage() {
    var generator = SeededGenerator(seed: 99)
    var (inside, count) = (0, 0)
    while count < 300 * 6 {
      let series = SimulatedSeries(horizon: 6, using: &generator)
      let history = Array(series.values.dropLast(6))
      guard
        let answer = PretrainedNetwork.builtIn.quantiles(
          history, seasonLength: series.seasonLength, horizon: 6)
      else { continue }
      for h in 0..<6 {
        let y = series.values[history.count + h]
        inside += answer[h][0] <= y && y <= answer[h][19] ? 1 : 0
        count += 1
      }
    }
    // Six steps of a series miss together, so the share of 95 % is known to some 2 %.
    let share = Double(inside) / Double(count)
    #expect(share > 0.92 && share < 0.98)
  }

  @Test("answers with the mean of its members, and their bytes make them again")
  func members() throws {
    var generator = SeededGenerator(seed: 7)
    let stranger = RecurrentNetwork(PretrainedNetwork.shape, using: &generator)
    let pair = PretrainedNetwork([PretrainedNetwork.builtIn.members[0], stranger])
    let context = try #require(Context(Self.noisy(40, seed: 1), seasonLength: 4, horizon: 2))
    let inputs = PretrainedNetwork.tensor([context])
    let outputs = pair.members.map { $0.outputs(inputs, ofLast: 2).values.suffix(20) }
    let means = zip(outputs[0], outputs[1]).map { context.value(($0 + $1) / 2, step: 1) }
    #expect(pair.quantiles([context])[0][1] == means.sorted())
    #expect(outputs[0] != outputs[1])
    let again = pair.littleEndianWeights.withUnsafeBytes { PretrainedNetwork(littleEndian: $0) }
    #expect(again.members.map(\.weights) == pair.members.map(\.weights))
  }

  @Test("gives the same alone and in a batch")
  func batch() throws {
    let contexts = try (1...5).map {
      try #require(Context(Self.noisy(30 + $0, seed: 5), seasonLength: 4, horizon: 3))
    }
    let together = PretrainedNetwork.builtIn.quantiles(contexts)
    for (context, answer) in zip(contexts, together) {
      #expect(PretrainedNetwork.builtIn.quantiles([context])[0] == answer)
    }
  }
}

@Suite("Pretraining") struct PretrainingTests {
  @Test("makes the loss small, and gives the same bits on one thread and on two")
  func training() async {
    var training = Pretraining()
    (training.steps, training.batchSize) = (60, 24)
    var losses: [Double] = []
    let one = await training.run { losses.append($1) }
    training.threads = 2
    let two = await training.run()
    #expect(one.weights == two.weights)
    let (first, last) = (losses.prefix(10).reduce(0, +), losses.suffix(10).reduce(0, +))
    #expect(last < 0.9 * first)
  }
}

@Suite("A simulated series") struct SimulatedSeriesTests {
  @Test("is long enough, finite, and another one each time")
  func draws() {
    var generator = SeededGenerator(seed: 4)
    var seasons: Set<Int> = []
    for _ in 0..<500 {
      let series = SimulatedSeries(horizon: 24, using: &generator)
      let known = series.values.count - 24
      #expect(series.seasonLength >= 1 && known >= min(8, 2 * series.seasonLength))
      let isFinite = series.values.allSatisfy { $0.isFinite }
      #expect(isFinite)
      seasons.insert(series.seasonLength)
    }
    #expect(seasons.isSuperset(of: [1, 4, 7, 12, 24, 52]))
  }
}

@Suite("A seasonal profile") struct SeasonalProfileTests {
  @Test("finds a season on a line, and none where there are not two", arguments: [2, 3, 4, 7, 12])
  func profile(_ m: Int) {
    let season = (0..<m).map { Double($0 * $0 % 5) }
    let mean = season.reduce(0, +) / Double(m)
    let values = (0..<6 * m).map { 3 * Double($0) + season[$0 % m] }
    let profile = SeasonalProfile(values, seasonLength: m)
    for t in 0..<8 * m {
      let difference = profile[t] - (season[t % m] - mean)
      #expect(abs(difference) < 1e-9)
    }
    #expect(SeasonalProfile(Array(values.prefix(2 * m - 1)), seasonLength: m)[0] == 0)
  }
}
