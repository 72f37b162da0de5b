import RealModule
import Testing

@testable import Classical

@Suite("Box–Cox") struct BoxCoxTests {
  @Test("goes there and back", arguments: [-1.0, -0.3, 0, 1e-9, 0.5, 1, 2])
  func roundTrip(_ lambda: Double) {
    let transform = BoxCox(lambda: lambda)
    for y in [1e-3, 0.5, 1, 7, 1e3] {
      #expect(abs(transform.invert(transform.apply(y)) / y - 1) < 1e-6)
    }
    #expect(transform.invert(-1e300).isFinite && transform.invert(1e300).isFinite)
  }

  @Test("has the λ of Guerrero that coreforecast has for the airline series")
  func guerrero() throws {
    // coreforecast 0.0.16: boxcox_lambda(y, "guerrero", 12); its search stops at 2e-5
    let whole = try BoxCox.guerrero(airline, seasonLength: 12)
    #expect(abs(whole.lambda - -0.2947046143532226) < 1e-4)
    let part = try BoxCox.guerrero(Array(airline.prefix(96)), seasonLength: 12)
    #expect(abs(part.lambda - -0.2595927263317049) < 1e-4)
  }

  @Test("finds the λ that values were made with", arguments: [-0.5, 0, 0.5, 1])
  func likelihood(_ lambda: Double) throws {
    let transform = BoxCox(lambda: lambda)
    let errors = noise(240, seed: 2)
    let z = errors.enumerated().map { t, e in
      (lambda < 0 ? 0.9 : 2.5) + 0.002 * Double(t) + 0.1 * Double(t % 4) + 0.02 * e
    }
    let found = try BoxCox.likelihood(z.map(transform.invert), seasonLength: 4)
    #expect(abs(found.lambda - lambda) < 0.15)
  }

  @Test("has the mean that simulated values have", arguments: [-0.2, 0, 0.5, 1])
  func mean(_ lambda: Double) {
    let transform = BoxCox(lambda: lambda)
    let values = noise(200_000, seed: 3).map { transform.invert(1.2 + 0.1 * $0) }
    let expected = values.reduce(0, +) / Double(values.count)
    #expect(abs(transform.mean(1.2, variance: 0.01) / expected - 1) < 1e-3)
  }

  @Test("refuses what is not positive or too short")
  func refusals() {
    #expect(throws: ClassicalError.notPositive("Box–Cox", value: 0, index: 2)) {
      try BoxCox.guerrero([1, 2, 0, 4], seasonLength: 1)
    }
    #expect(throws: ClassicalError.tooShort("Box–Cox", found: 144, needed: 160)) {
      try BoxCox.guerrero(airline, seasonLength: 80)
    }
  }
}

@Suite("The classical decomposition") struct DecompositionTests {
  @Test("gives back the season that was put in", arguments: [2, 3, 4, 7, 12])
  func exact(_ m: Int) throws {
    let season = (0..<m).map { Double($0) - Double(m - 1) / 2 }
    let values = (0..<(5 * m + 1)).map { 100 + 2 * Double($0) + season[$0 % m] }
    let parts = try #require(Decomposition(values, seasonLength: m, kind: .additive))
    #expect(worst(parts.indices, season) < 1e-10)
    #expect(parts.strength > 0.999)
    #expect(parts.remainder.allSatisfy { abs($0 ?? 0) < 1e-10 })
    #expect(parts.trend.prefix(m / 2).allSatisfy { $0 == nil } && parts.trend[m / 2] != nil)
    let factors = season.map { 1 + $0 / 20 }
    let products = (0..<(5 * m + 1)).map { 100 * factors[$0 % m] }
    let ratios = try #require(Decomposition(products, seasonLength: m, kind: .multiplicative))
    #expect(worst(ratios.indices, factors) < 1e-10)
    #expect(worst(ratios.adjust(products), Array(repeating: 100, count: products.count)) < 1e-8)
  }

  @Test("needs two seasons, and positive values for factors")
  func refusals() {
    #expect(Decomposition(Array(airline.prefix(23)), seasonLength: 12, kind: .additive) == nil)
    #expect(Decomposition(airline, seasonLength: 1, kind: .additive) == nil)
    #expect(Decomposition([1, 2, 0, 4], seasonLength: 2, kind: .multiplicative) == nil)
  }

  @Test("is asked for by the seasonality test where there is a season")
  func seasonTest() {
    #expect(SeasonTest.isSeasonal(airline, seasonLength: 12))
    #expect(!SeasonTest.isSeasonal(noise(144, seed: 7), seasonLength: 12))
    #expect(!SeasonTest.isSeasonal(Array(repeating: 3, count: 40), seasonLength: 4))
  }
}

@Suite("The tools") struct ToolTests {
  @Test("normal quantiles are those of the tables")
  func quantiles() {
    let table = [(0.5, 0.0), (0.9, 1.2815515655446004), (0.975, 1.959963984540054)]
    for (probability, z) in table {
      #expect(abs(normalQuantile(probability) - z) < 1e-12)
      #expect(abs(normalQuantile(1 - probability) + z) < 1e-12)
    }
    #expect(abs(normalQuantile(1e-9) - -5.997807015008182) < 1e-9)
  }

  @Test("normal random numbers have the moments of a normal distribution")
  func generator() {
    let values = noise(100_000, seed: 1)
    #expect(abs(mean(values)) < 0.01)
    #expect(abs(variance(values) - 1) < 0.015)
    #expect(abs(mean(values.map { $0 * $0 * $0 * $0 }) - 3) < 0.1)
    #expect(noise(3, seed: 1) == noise(3, seed: 1) && noise(3, seed: 1) != noise(3, seed: 2))
  }

  @Test("the minimiser finds the bottom of a curved valley, with and without a gradient")
  func valley() {
    func value(_ x: [Double]) -> Double {
      let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
      return a * a + 100 * b * b
    }
    let minimizer = Minimizer(iterations: 200, tolerance: 1e-14)
    let without = minimizer.minimize(from: [-1.2, 1], value: value)
    #expect(worst(without.point, [1, 1]) < 1e-4)
    let with = minimizer.minimize(from: [-1.2, 1]) { x, gradient in
      let b = x[1] - x[0] * x[0]
      gradient = [-2 * (1 - x[0]) - 400 * b * x[0], 200 * b]
      return value(x)
    }
    #expect(worst(with.point, [1, 1]) < 1e-6)
  }

  @Test("the KPSS test rejects a random walk and not noise")
  func stationarity() {
    let random = noise(300, seed: 12)
    #expect(looksStationary(random))
    #expect(!looksStationary(random.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }))
  }

  @Test("the simple methods have the textbook's deviations")
  func simple() throws {
    let values = [3.0, 5, 4, 8, 6, 9]
    func deviations(_ method: ClassicalMethod, _ seasonLength: Int = 1) throws -> [Double] {
      try method.fit(values, seasonLength: seasonLength).forecast(values, horizon: 4)
        .quantiles([normalProbability(-1), normalProbability(1)]).map { ($0[1] - $0[0]) / 2 }
    }
    let root = { (x: Double) in x.squareRoot() }
    // residuals 2, −1, 4, −2, 3: squares 34; around the drift of 1.2: 34 − 2·1.2·6 + 5·1.44
    let naive = root(34.0 / 5)
    let roots = [1.0, 2, 3, 4].map { naive * root($0) }
    #expect(worst(try deviations(.naive), roots) < 1e-9)
    let drift = root((34 - 2 * 1.2 * 6 + 5 * 1.44) / 4)
    let spread = [1.0, 2, 3, 4].map { drift * root($0 * (1 + $0 / 5)) }
    #expect(worst(try deviations(.drift), spread) < 1e-9)
    // residuals 1, 3, 2, 1
    let seasonal = root(15.0 / 4)
    let seasons = [1.0, 1, 2, 2].map { seasonal * root($0) }
    #expect(worst(try deviations(.seasonalNaive, 2), seasons) < 1e-9)
    let level = root(variance(values) * 6 / 5 * (1 + 1.0 / 6))
    #expect(worst(try deviations(.mean), Array(repeating: level, count: 4)) < 1e-9)
  }
}
