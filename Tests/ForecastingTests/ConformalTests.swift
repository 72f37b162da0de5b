import RealModule
import SeriesData
import Testing

@testable import Forecasting
@testable import Recurrent

@Suite("Conformal intervals") struct ConformalTests {
  /// Held-out forecasts of 0 whose residuals at step `h` are the elements of `residuals[h - 1]`.
  private func heldOut(_ residuals: [[Double]], forecast: Double = 0) -> [HeldOutForecast] {
    (0..<(residuals.first?.count ?? 0)).map { origin in
      let own = residuals.filter { $0.count > origin }.map { $0[origin] }
      return HeldOutForecast(
        origin: origin, forecast: own.map { _ in forecast }, actual: own.map { forecast + $0 })
    }
  }

  @Test("are the order statistics that cover a further residual, by hand")
  func orderStatistics() throws {
    // sizes 1 … 39: (39 + 1) × 0.8 = 32nd, × 0.95 = 38th
    let residuals = (1...39).map { Double($0 * 7 % 40) * ($0.isMultiple(of: 3) ? -1 : 1) }
    let intervals = try #require(ConformalIntervals(calibrating: heldOut([residuals])))
    #expect(intervals.scale == .original)
    #expect(!intervals.isPooled(step: 1))
    let forecast = intervals.distribution(
      around: [100], probabilities: [0.025, 0.1, 0.5, 0.9, 0.975])
    #expect(forecast.quantiles == [[62, 68, 100, 132, 138]])
  }

  @Test("are the same on both sides for a model that erred to one")
  func bias() throws {
    let intervals = try #require(
      ConformalIntervals(calibrating: heldOut([(1...39).map { Double($0) }])))
    #expect(
      intervals.distribution(around: [100], probabilities: [0.1, 0.9]).quantiles == [[68, 132]])
  }

  @Test("need so many residuals", arguments: [(0.8, 4), (0.9, 9), (0.95, 19), (0.99, 99)])
  func needed(coverage: Double, count: Int) {
    #expect(ConformalIntervals.residualsNeeded(coverage: coverage) == count)
    // the end is an order statistic of so many, and not of one fewer
    #expect(Double(count + 1) * coverage <= Double(count) + 1e-9)
    #expect(Double(count) * coverage > Double(count - 1))
  }

  @Test("pool the steps that have too few residuals, and say which")
  func pooling() throws {
    // spread doubles from step 1 to step 4: β = ½
    let base = (0..<39).map { Double($0 - 19) }
    let rows = (1...4).map { step in
      base.prefix(step == 4 ? 10 : 39).map { $0 * Double(step).squareRoot() }
    }
    let intervals = try #require(ConformalIntervals(calibrating: heldOut(rows.map { Array($0) })))
    #expect((1...5).map(intervals.isPooled) == [false, false, false, true, true])
    #expect(intervals.basis(horizon: 3).pooledFrom == nil)
    #expect(intervals.basis(horizon: 5).pooledFrom == 4)
    #expect(
      intervals.basis(horizon: 5).sentence
        == "conformal, from 127 residuals (in original units) of 39 held-out origins; "
        + "steps 4 to 5 pooled; grown like √h beyond step 4")
    // the 10 residuals of step 4 are all large; the pool knows better
    let end = intervals.offsets(probability: 0.9, horizon: 5)
    #expect(end[0] == 16)
    #expect(abs(end[3] - 32) < 5)
    #expect(abs(end[4] / end[3] - (5.0 / 4).squareRoot()) < 1e-12)
  }

  @Test("find the growth of residuals with the step", arguments: [0, 0.3, 0.5, 1.0])
  func growth(exponent: Double) {
    let residuals = (1...12).map { step in
      (1...20).map { Double($0 % 2 == 0 ? $0 : -$0) * Double.pow(Double(step), exponent) }
    }
    #expect(abs(GrowthLaw(fitting: residuals).exponent - exponent) < 1e-12)
  }

  @Test("grow by at most a slope, and never shrink")
  func growthLimits() {
    #expect(GrowthLaw(fitting: [[1], [8], [27]]).exponent == 1)
    #expect(GrowthLaw(fitting: [[9], [4], [1]]).exponent == 0)
    #expect(GrowthLaw(fitting: [[9]]).exponent == 0.5)
    #expect(GrowthLaw(fitting: [[0], [0]]).exponent == 0.5)
  }

  @Test(
    "have isotonic distances",
    arguments: [
      ([1, 3, 2, 4], [1, 2.5, 2.5, 4]), ([3, 2, 1], [2, 2, 2]), ([], []), ([1, 1, 2], [1, 1, 2]),
      ([4, 0, 5, 1, 3], [2, 2, 3, 3, 3]),
    ] as [([Double], [Double])])
  func isotonicity(values: [Double], expected: [Double]) {
    #expect(isotonic(values) == expected)
  }

  @Test("are nested, hold the point forecast, and never narrow with the step", arguments: 0..<20)
  func shape(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let steps = Int.random(in: 1...20, using: &generator)
    let count = Int.random(in: 1...80, using: &generator)
    let bias = Double.random(in: -1...1, using: &generator)
    let residuals = (0..<steps).map { step in
      (0..<max(1, count - step)).map { _ in
        bias + Double.random(in: -1...1, using: &generator) * Double(step + 1).squareRoot()
      }
    }
    let intervals = try #require(ConformalIntervals(calibrating: heldOut(residuals)))
    let probabilities = [0.001, 0.025, 0.1, 0.3, 0.5, 0.6, 0.9, 0.975, 0.9999]
    let point = (0..<steps + 5).map { _ in Double.random(in: -5...5, using: &generator) }
    let forecast = intervals.distribution(around: point, probabilities: probabilities)
    var widest = 0.0
    for (centre, row) in zip(point, forecast.quantiles) {
      #expect(zip(row, row.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(row[4] == centre)
      let width = row[6] - row[2]
      #expect(width >= widest - 1e-9)
      widest = width
    }
  }

  @Test("are in proportion to positive forecasts, and positive")
  func logarithms() throws {
    let ratios = (1...39).map { Double.exp(Double($0 * 7 % 40) / 100) }
    let windows = ratios.enumerated().map {
      HeldOutForecast(origin: $0, forecast: [Double($0 + 1)], actual: [$1 * Double($0 + 1)])
    }
    let intervals = try #require(ConformalIntervals(calibrating: windows))
    #expect(intervals.scale == .log)
    let ends = intervals.distribution(around: [10, 1000], probabilities: [0.1, 0.9]).quantiles
    #expect(abs(ends[0][1] - 10 * Double.exp(0.32)) < 1e-9)
    // step 2 has no residuals: √2 times those of step 1, in logarithms
    #expect(abs(ends[1][1] - 1000 * Double.exp(0.32 * 2.0.squareRoot())) < 1e-6)
    // a forecast that has no logarithm still has a width, and no bound below 0
    let odd = intervals.distribution(around: [-1], probabilities: [0.1, 0.9]).quantiles[0]
    #expect(odd[0] == 0 && odd[1] > 0)
  }

  @Test("fall back to original units, with bounds that are not negative where no value was")
  func originalUnits() throws {
    let windows = (0..<39).map {
      HeldOutForecast(origin: $0, forecast: [3], actual: [Double($0 % 7)])
    }
    let counts = try #require(ConformalIntervals(calibrating: windows))
    #expect(counts.scale == .original)
    #expect(counts.isNonNegative)
    #expect(counts.distribution(around: [1], probabilities: [0.1]).quantiles == [[0]])
    // a factor of a million is no proportion
    let wild = HeldOutForecast(origin: 39, forecast: [1], actual: [1e6])
    #expect(ConformalIntervals(calibrating: [wild])?.scale == .original)
  }

  @Test("do not exist without a residual that can be used")
  func nothing() {
    #expect(ConformalIntervals(calibrating: []) == nil)
    let blind = HeldOutForecast(origin: 5, forecast: [.nan, 1], actual: [1, 2])
    #expect(blind.actual.isEmpty)
    #expect(ConformalIntervals(calibrating: [blind]) == nil)
    let vast = HeldOutForecast(origin: 5, forecast: [-1e300], actual: [1e300])
    #expect(ConformalIntervals(calibrating: [vast]) == nil)
  }

  @Test("are taken from origins over the whole stretch, its last one among them")
  func origins() {
    #expect(HeldOutForecast.origins(in: 82..<96) == Array(82..<96))
    #expect(HeldOutForecast.origins(in: 5..<5).isEmpty)
    let many = HeldOutForecast.origins(in: 1000..<9999)
    #expect(many.last == 9998)
    #expect((150...200).contains(many.count))
    #expect(many.first.map { $0 >= 1000 && $0 < 1100 } == true)
  }
}

@Suite("Coverage, counted") struct AchievedCoverageTests {
  @Test("comes with Wilson's interval, by hand")
  func wilson() {
    // z = 1.644854: p = 0.8, n = 50: (0.8 + z²/100 ± z √(0.16/50 + z²/10000)) / (1 + z²/50)
    let (lower, upper) = wilsonInterval(share: 0.8, of: 50, confidence: 0.9)
    #expect(abs(lower - 0.692_2) < 5e-4)
    #expect(abs(upper - 0.877_0) < 5e-4)
    #expect(wilsonInterval(share: 1, of: 3, confidence: 0.9).upper == 1)
    #expect(wilsonInterval(share: 0, of: 3, confidence: 0.9).lower == 0)
  }

  @Test("counts every forecast, and every value once")
  func counting() throws {
    let calibration = (0..<39).map {
      HeldOutForecast(
        origin: $0, forecast: [0], actual: [Double($0 + 1) * ($0 % 2 == 0 ? 0.5 : -0.5)])
    }
    let intervals = try #require(ConformalIntervals(calibrating: calibration))
    // the 80 % interval of step 1 is ±16, of step 2 ±22.6
    let judged = [
      HeldOutForecast(origin: 50, forecast: [0, 0], actual: [16, 23]),
      HeldOutForecast(origin: 51, forecast: [0, 0], actual: [17, -22]),
    ]
    let achieved = try #require(AchievedCoverage(of: 0.8, intervals, on: judged))
    #expect(achieved.coverage == 0.5)
    #expect(achieved.n == 4)
    #expect(achieved.values == 3)
    let share = wilsonInterval(share: 0.5, of: 3, confidence: 0.9)
    #expect((achieved.lower, achieved.upper) == share)
    #expect(abs(achieved.width - (32 + 32 * 2.0.squareRoot()) / 2) < 1e-12)
    #expect(AchievedCoverage(of: 0.8, intervals, on: []) == nil)
  }
}

@Suite("Student's t") struct StudentTQuantileTests {
  // scipy.stats.t.ppf
  @Test(
    "has the quantiles of scipy",
    arguments: [
      (0.975, 4, 2.7764451051977934), (0.9, 2.5, 1.7302509288071766),
      (0.0005, 39, -3.5581200813327327), (0.75, 0.7, 1.200330743457406), (0.5, 3, 0),
    ] as [(Double, Double, Double)])
  func quantiles(p: Double, nu: Double, expected: Double) {
    #expect(abs(StudentT.quantile(p, degreesOfFreedom: nu) - expected) < 1e-10)
  }
}
