import SeriesData
import Testing

@testable import Forecasting

@Suite("Scores of distributions") struct DistributionMetricsTests {
  /// Two steps with the deciles 1 … 9 and 11 … 19, and the values 3.5 and 25.
  private let window = ScoredForecasts(
    ForecastDistribution(
      point: [5, 15], probabilities: deciles,
      quantiles: [(1...9).map(Double.init), (11...19).map(Double.init)]),
    actual: [3.5, 25], history: [0, 1, 3, 6], seasonLength: 1)

  @Test("have the pinball loss of Koenker and Bassett")
  func pinball() {
    #expect(pinballLoss(actual: 5, quantile: 3, probability: 0.9) == 1.8)
    #expect(abs(pinballLoss(actual: 3, quantile: 5, probability: 0.9) - 0.2) < 1e-15)
    #expect(pinballLoss(actual: 3, quantile: 3, probability: 0.1) == 0)
    // at the median it is half the absolute error
    #expect(pinballLoss(actual: -4, quantile: 2, probability: 0.5) == 3)
  }

  @Test("are what pencil and paper give")
  func byHand() throws {
    let metrics = Metrics(pooling: [window], coverages: [0.6, 0.8])
    // at a decile q of p: p · (y − q) below y, (1 − p) · (q − y) above
    let first: [Double] = [0.25, 0.3, 0.15, 0.3, 0.75, 1.0, 1.05, 0.9, 0.55]
    let second: [Double] = [1.4, 2.6, 3.6, 4.4, 5.0, 5.4, 5.6, 5.6, 5.4]
    let crps: Double = 2 * (first + second).reduce(0, +) / 18
    #expect(abs(try #require(metrics.crps) - crps) < 1e-12)
    let intervals = try #require(metrics.intervals)
    #expect(intervals.map(\.nominal) == [0.6, 0.8])
    #expect(intervals.map(\.coverage) == [0.5, 0.5])
    #expect(intervals.map(\.width) == [6, 8])
    // 60 % is 2 … 8 and 12 … 18: the second value is 7 beyond; 2 / 0.4 · 7 / 2
    #expect(abs(intervals[0].score - 23.5) < 1e-12)
    #expect(abs(intervals[1].score - 38) < 1e-12)
    // naive steps 1, 2, 3: mean 2, root mean square √(14/3); errors −1.5 and 10
    #expect(metrics.mase == 2.875)
    let rmsse: Double = (102.25 / 2 * 3 / 14).squareRoot()
    #expect(abs(try #require(metrics.rmsse) - rmsse) < 1e-12)
  }

  @Test("pool windows with the scale of each, and average them alike")
  func scales() throws {
    var other = window
    other.scale = .defined(20)
    let pooled = Metrics(pooling: [window, other], coverages: [])
    #expect(pooled.n == 4)
    let mase: Double = (5.75 + 0.575) / 4
    #expect(abs(try #require(pooled.mase) - mase) < 1e-12)
    let single = [window, other].map { Metrics(pooling: [$0], coverages: [0.8]) }
    let mean = Metrics(averaging: single)
    #expect(mean.n == 4)
    #expect(mean.mase == pooled.mase)
    #expect(mean.intervals?.first?.width == 8)
  }

  @Test("are absent for a reason, and a mean with a hole in it is absent too")
  func undefined() {
    var flat = window
    flat.scale = .undefined("flat")
    let missing = Metrics(pooling: [window, flat], coverages: [])
    #expect(missing.mase == nil && missing.undefined?["mase"] == "flat" && missing.rmsse != nil)
    let mean = Metrics(averaging: [missing, Metrics(pooling: [window], coverages: [])])
    #expect(mean.mase == nil && mean.undefined?["mase"] == "flat" && mean.crps != nil)
    var silent = window
    silent.forecasts.quantiles = []
    let point = Metrics(pooling: [silent], coverages: [0.8])
    #expect(point.crps == nil && point.intervals == nil && point.mase != nil)
    #expect(point.undefined?["crps"] == "there are no quantiles")
    #expect(Metrics(pooling: [window], coverages: [0.5]).intervals == nil)
    var broken = window
    broken.forecasts.point[1] = .nan
    let none = Metrics(pooling: [broken], coverages: [0.8])
    #expect(none.mase == nil && none.smape == nil && none.crps == nil && none.intervals == nil)
    #expect(Set((none.undefined ?? [:]).values) == ["a prediction is not a finite number"])
  }

  @Test("of a step are those of its own point and quantiles")
  func step() {
    let second = window.step(1)
    #expect(second.actual == [25] && second.forecasts.point == [15])
    #expect(second.forecasts.quantiles == [window.forecasts.quantiles[1]])
  }
}

@Suite("The Diebold–Mariano test") struct DieboldMarianoTests {
  private let losses = (0..<30).map { Double($0 * $0 % 11) }
  private let others = (0..<30).map { Double($0 * 7 % 5) + 2 }

  @Test("changes its sign and not its p value with the order")
  func symmetry() throws {
    let test = try DieboldMariano(losses, against: others, overlap: 3)
    let reverse = try DieboldMariano(others, against: losses, overlap: 3)
    #expect(test.statistic == -reverse.statistic)
    #expect(test.pValue == reverse.pValue)
    #expect(test.pValue > 0 && test.pValue < 1)
  }

  @Test("weights autocovariances that add up to less than nothing")
  func weights() throws {
    // loss differentials that change sign at every origin: γ₁ is nearly −γ₀
    let zigzag = (0..<30).map { $0.isMultiple(of: 2) ? 1.0 : 3.0 }
    let test = try DieboldMariano(
      zigzag, against: [Double](repeating: 1.5, count: 30), overlap: 2)
    #expect(test.isWeighted)
    #expect(test.pValue > 0 && test.pValue < 1)
  }

  @Test("is undefined for few origins and for losses that differ by a constant")
  func undefined() {
    func reason(_ count: Int, overlap: Int) -> String? {
      #expect(throws: DieboldMariano.Undefined.self) {
        try DieboldMariano(
          Array(losses.prefix(count)), against: Array(others.prefix(count)), overlap: overlap)
      }?.reason
    }
    #expect(
      reason(7, overlap: 1)
        == "7 origins are too few for the Diebold–Mariano test (expected at least 8)")
    #expect(
      reason(23, overlap: 12)
        == "23 origins are too few for the Diebold–Mariano test "
        + "(expected at least 24, twice the 12 that overlap)")
    for shift in [0, 0.1] {
      let error = #expect(throws: DieboldMariano.Undefined.self) {
        try DieboldMariano(losses, against: losses.map { $0 + shift }, overlap: 2)
      }
      #expect(error?.reason == "the losses differ by the same at every origin, or not at all")
    }
  }

  @Test("has tails that add up to 1 at 0, and vanish far away")
  func tails() {
    #expect(StudentT.twoSidedTail(0, degreesOfFreedom: 7) == 1)
    #expect(StudentT.twoSidedTail(1e200, degreesOfFreedom: 7) == 0)
    // one degree of freedom is Cauchy's distribution: half of it lies beyond ±1
    #expect(abs(StudentT.twoSidedTail(1, degreesOfFreedom: 1) - 0.5) < 1e-14)
    for p in [0.01, 0.3, 0.5, 0.99] {
      #expect(abs(normalQuantile(p) + normalQuantile(1 - p)) < 1e-13)
    }
  }
}
