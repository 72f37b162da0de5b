import SeriesData
import Testing

@testable import Forecasting

@Suite("Baselines") struct BaselineTests {
  private let values = [2.0, 4, 9, 3, 5, 8]

  private func fitted(_ baseline: Baseline) -> FittedBaseline {
    FittedBaseline(baseline, values: values, fit: 0..<4, seasonLength: 3)
  }

  @Test(
    "predict one step ahead what pencil and paper give",
    arguments: [
      (.persistence, [nil, 2, 4, 9, 3, 5, 8]),
      (.seasonalNaive, [nil, nil, nil, 2, 4, 9, 3]),
      (
        .drift, [nil, 2 + 1.0 / 3, 4 + 1.0 / 3, 9 + 1.0 / 3, 3 + 1.0 / 3, 5 + 1.0 / 3, 8 + 1.0 / 3]
      ),
      (.trainingMean, [4.5, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5]),
    ] as [(Baseline, [Double?])])
  func oneStep(_ baseline: Baseline, _ expected: [Double?]) {
    let fitted = fitted(baseline)
    #expect((0...values.count).map { fitted.oneStep(values, at: $0) } == expected)
  }

  @Test(
    "forecast several steps what pencil and paper give",
    arguments: [
      (.persistence, [8, 8, 8, 8, 8]),
      (.seasonalNaive, [3, 5, 8, 3, 5]),
      (.drift, [8 + 1.0 / 3, 8 + 2.0 / 3, 9, 8 + 4.0 / 3, 8 + 5.0 / 3]),
      (.trainingMean, [4.5, 4.5, 4.5, 4.5, 4.5]),
    ] as [(Baseline, [Double])])
  func forecast(_ baseline: Baseline, _ expected: [Double]) throws {
    let forecast = fitted(baseline).forecast(values, horizon: 5)
    for (found, expected) in zip(forecast, expected) {
      // thirds are rounded; everything else is exact
      #expect(abs(try #require(found) - expected) < 1e-14)
    }
    #expect(forecast.count == expected.count)
  }

  @Test("that look a season back have no answer without one")
  func tooShort() {
    #expect(fitted(.seasonalNaive).forecast([1, 2], horizon: 2) == [nil, nil])
    #expect(fitted(.persistence).forecast([], horizon: 2) == [nil, nil])
  }

  @Test("take their parameter from the part that is fitted on alone", arguments: Baseline.allCases)
  func noLeak(_ baseline: Baseline) {
    let changed = values.prefix(4) + [500, -900]
    let other = FittedBaseline(baseline, values: Array(changed), fit: 0..<4, seasonLength: 3)
    #expect(other == fitted(baseline))
  }

  @Test("of a part that is one value have no slope")
  func single() {
    let drift = FittedBaseline(.drift, values: [5], fit: 0..<1, seasonLength: 1)
    #expect(drift.forecast([5], horizon: 2) == [5, 5])
  }

  @Test("without a season leave the seasonal naive out, for it would be persistence again")
  func available() {
    #expect(Baseline.available(seasonLength: 1) == [.persistence, .drift, .trainingMean])
    #expect(Baseline.available(seasonLength: 4) == Baseline.allCases)
  }

  /// RMSE of one-step predictions from index `first` on: train (to 96) and test (from 96).
  private func airlineErrors(_ baseline: Baseline, from first: Int) throws -> (Double, Double) {
    let fitted = FittedBaseline(
      baseline, values: airline.values, fit: 0..<96, seasonLength: 12)
    func rmse(_ range: Range<Int>) throws -> Double {
      let predicted = try range.map { try #require(fitted.oneStep(airline.values, at: $0)) }
      let metrics = Metrics(predicted, actual: airline.values[range], scale: .defined(1))
      return try #require(metrics.rmse)
    }
    return (try rmse(first..<96), try rmse(96..<144))
  }

  @Test(
    "have the published errors on the airline series",
    arguments: [
      // each from the first month that it predicts at all
      (.persistence, 1, 23.3, 48.0), (.seasonalNaive, 12, 32.7, 41.9),
      // on the months that are scored, those that a network with lookback 12 predicts
      (.persistence, 12, 24.4, 48.0),
    ] as [(Baseline, Int, Double, Double)])
  func published(_ baseline: Baseline, _ first: Int, _ train: Double, _ test: Double) throws {
    let found = try airlineErrors(baseline, from: first)
    // the numbers are rounded to one decimal
    #expect(abs(found.0 - train) <= 0.05)
    #expect(abs(found.1 - test) <= 0.05)
  }

  @Test("are scored by an experiment on the targets of the networks")
  func scored() async throws {
    let result = try await experiment([brief(.rnn)], validation: 0).run(threads: 1)
    #expect(result.baselines.map(\.baseline) == Baseline.allCases)
    let expected: [Baseline: (Double, Double)] = [
      .persistence: try airlineErrors(.persistence, from: 12),
      .seasonalNaive: try airlineErrors(.seasonalNaive, from: 12),
    ]
    for baseline in result.baselines {
      #expect(baseline.scores.train.n == 84)
      #expect(baseline.scores.testOneStep.n == 48)
      #expect(baseline.scores.validation == nil)
      guard let (train, test) = expected[baseline.baseline] else { continue }
      #expect(baseline.scores.train.rmse == train)
      #expect(baseline.scores.testOneStep.rmse == test)
    }
    #expect(result.benchmark?.baseline == .persistence)
  }

  @Test("are chosen as the benchmark by validation, never by test")
  func benchmark() async throws {
    // No trend and no season in train: the mean is best there. The test part is a straight line,
    // on which persistence is best by far.
    let noise = (0..<96).map { 100 + Double($0 * 37 % 41) }
    let line = (0..<48).map { 500 + Double($0) }
    let result = try await experiment([brief(.rnn)], on: series(noise + line)).run(threads: 1)
    #expect(result.benchmark?.baseline == .trainingMean)
  }
}
