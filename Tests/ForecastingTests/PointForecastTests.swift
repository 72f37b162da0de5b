import RealModule
import SeriesData
import Testing

@testable import Forecasting

@Suite("Means and medians") struct PointForecastTests {
  private let probabilities = ForecastDistribution.probabilitiesForMean

  @Test("the mean is that of the distribution that the quantiles are of")
  func mean() {
    let z = probabilities.map(normalQuantile)
    func mean(_ values: [Double]) -> Double { QuantileFunction(values, at: probabilities).mean }
    #expect(abs(mean(z.map { 7 + 3 * $0 }) - 7) < 1e-9)
    // uniform: the area is exact between the outermost, and a normal tail is near enough beyond
    #expect(abs(mean(probabilities) - 0.5) < 1e-12)
    // lognormal: exp(σ²/2); the normal tails beyond 0.5 and 99.5 % miss a little of it
    for (sigma, tolerance) in [(0.1, 2e-4), (0.3, 2e-3), (0.6, 0.015)] {
      let exact = Double.exp(sigma * sigma / 2)
      let found = mean(z.map { Double.exp(sigma * $0) })
      #expect(abs(found / exact - 1) < tolerance, "σ \(sigma): \(found), not \(exact)")
      #expect(found > 1)
    }
  }

  // Two quantiles make a normal distribution, whose mean is known.
  @Test("the mean of two quantiles is the centre of their normal distribution")
  func two() {
    let ends = QuantileFunction([normalQuantile(0.2), normalQuantile(0.9)], at: [0.2, 0.9])
    var sum = 0.0
    let count = 200_000
    for i in 0..<count { sum += ends((Double(i) + 0.5) / Double(count)) }
    #expect(abs(ends.mean - sum / Double(count)) < 1e-4)
  }

  @Test("of the recipe differ in their points alone, the way the distribution leans")
  func recipe() throws {
    let wanted = ForecastDistribution.probabilities(coverages: [0.8, 0.95])
    let request = FitRequest(horizon: 12)
    var auto = AutoForecaster()
    let medians = try auto.fitting(airline, request: request)
      .forecast(airline, horizon: 12, probabilities: wanted)
    auto.point = .mean
    let fitted = try auto.fitting(airline, request: request)
    let means = fitted.forecast(airline, horizon: 12, probabilities: wanted)
    #expect(fitted.point == .mean && means.probabilities == wanted)
    #expect(means.quantiles.map(\.count) == [Int](repeating: 4, count: 12))
    for step in 0..<12 {
      let gap = means.point[step] - medians.point[step]
      #expect(gap != 0 && abs(gap) < 0.02 * medians.point[step])
    }
    let gaps = zip(means.point, medians.point).map { $0 - $1 }
    let leans = zip(means.quantiles, medians.point).map { $0.reduce(0, +) / 4 - $1 }
    #expect(gaps.reduce(0, +) * leans.reduce(0, +) > 0)
    // points alone are the same means
    let points = fitted.forecast(airline, horizon: 12, probabilities: []).point
    #expect(zip(points, means.point).allSatisfy { abs($0 - $1) < 1e-9 * $1 })
  }

  @Test("see nothing after the origin either")
  func leak() throws {
    var auto = AutoForecaster()
    auto.point = .mean
    let changed = airline.changing(96..<144) { i, y in 5 * y + Double(i) }
    let forecasts = try [airline, changed].map { series in
      try auto.fitting(series.prefix(96), request: FitRequest(horizon: 6))
        .forecasts(series, origins: [96], horizon: 6, probabilities: [0.1, 0.9])
    }
    #expect(forecasts[0] == forecasts[1])
  }

  @Test("are not negative where no value is, unless that is allowed")
  func negative() throws {
    let values = (0..<48).map { (t: Int) -> Double in Double(max(0, 80 - 2 * t) + t * t % 5) / 2 }
    let falling = try series(values)
    for point in PointForecast.allCases {
      var auto = AutoForecaster()
      auto.point = point
      let request = FitRequest(horizon: 12)
      let kept = try auto.fitting(falling, request: request)
      auto.allowsNegative = true
      let free = try auto.fitting(falling, request: request)
      let (a, b) = (
        kept.forecast(falling, horizon: 12, probabilities: [0.1, 0.9]),
        free.forecast(falling, horizon: 12, probabilities: [0.1, 0.9])
      )
      #expect(kept.isNonNegative && !free.isNonNegative && free.allowsNegative)
      #expect(a.point.allSatisfy { $0 >= 0 } && a.quantiles.joined().allSatisfy { $0 >= 0 })
      #expect(b.quantiles.joined().contains { $0 < 0 })
      #expect(zip(a.quantiles.joined(), b.quantiles.joined()).allSatisfy { $0 == max($1, 0) })
    }
  }
}
