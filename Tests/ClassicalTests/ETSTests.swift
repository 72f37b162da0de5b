import RealModule
import Testing

@testable import Classical

/// All forms, the unstable ones too: the recursions do not care.
private let allForms: [ETSForm] = ETSForm.ErrorKind.allCases.flatMap { error in
  ETSForm.Trend.allCases.flatMap { trend in
    ETSForm.Season.allCases.map { ETSForm(error: error, trend: trend, season: $0) }
  }
}

@Suite("Exponential smoothing") struct ETSTests {
  @Test("has the likelihood of statsmodels at its parameters", arguments: Golden.shared.ets)
  func likelihood(_ c: Golden.Smoothing) throws {
    let season = c.seasonal.isEmpty ? 1 : 12
    let likelihood = ETSLikelihood(airline, form: try c.form(), seasonLength: season)
    let (squares, logarithms) = likelihood.forward(c.flat)
    let n = Double(airline.count)
    let value = -n / 2 * (Double.log(2 * Double.pi * squares / n) + 1) - logarithms
    #expect(abs(value - c.logLikelihood) < (c.dividesByNewLevel ? 2e-4 : 1e-6))
  }

  @Test("reaches at least the maximum of statsmodels", arguments: Golden.shared.ets)
  func maximum(_ c: Golden.Smoothing) throws {
    let model = try ETS.fit(airline, seasonLength: 12, form: try c.form())
    // statsmodels lets β and γ go below 1e-4, which is worth up to 0.02 here
    #expect(model.logLikelihood > c.logLikelihood - 0.02)
  }

  @Test("predicts and forecasts what statsmodels does", arguments: Golden.shared.ets)
  func forecasts(_ c: Golden.Smoothing) throws {
    let model = try made(c)
    let tolerance = c.dividesByNewLevel ? 5e-4 : 1e-8
    #expect(worst(model.oneStep(airline).compactMap(\.self), c.fitted) < tolerance)
    let forecast = model.forecast(airline, horizon: 15)
    #expect(worst(forecast.point, c.forecast) < tolerance)
    guard !c.deviations.isEmpty else { return }
    let quantiles = forecast.quantiles([normalProbability(-1), 0.5, normalProbability(1)])
    let deviations = quantiles.map { ($0[2] - $0[0]) / 2 }
    #expect(worst(deviations, c.deviations) < 1e-7)
    #expect(worst(quantiles.map { $0[1] }, forecast.point) < 1e-9)
  }

  @Test("simulates quantiles around the forecast, the same each time", arguments: Golden.shared.ets)
  func simulation(_ c: Golden.Smoothing) throws {
    guard c.deviations.isEmpty else { return }
    let forecast = try made(c).forecast(airline, horizon: 3)
    let quantiles = forecast.quantiles([0.1, 0.5, 0.9])
    #expect(quantiles == forecast.quantiles([0.1, 0.5, 0.9]))
    // the first step is exact: normal with deviation σμ; 2,000 draws know a tail within 3 %
    let deviation = try made(c).sigma * forecast.point[0]
    let width = quantiles[0][2] - quantiles[0][0]
    #expect(abs(width / (2 * 1.2816 * deviation) - 1) < 0.06)
    #expect(abs(quantiles[0][1] - forecast.point[0]) < 0.1 * deviation)
  }

  @Test("has the gradient that differences have", arguments: allForms)
  func gradient(_ form: ETSForm) {
    let season = form.season == .none ? 1 : 4
    let values = Array(airline.prefix(30))
    let likelihood = ETSLikelihood(values, form: form, seasonLength: season)
    let point = sample(form)
    var gradient = Array(repeating: 0.0, count: point.count)
    var unused = gradient
    _ = likelihood.evaluate(point, gradient: &gradient)
    for i in point.indices {
      if form.trend == .none, i == 1 || i == 3 || i == 5 { continue }
      if form.season == .none, i == 2 || i == 6 { continue }
      let step = 1e-6 * max(1, abs(point[i]))
      var (above, below) = (point, point)
      above[i] += step
      below[i] -= step
      let high = likelihood.evaluate(above, gradient: &unused)
      let difference = (high - likelihood.evaluate(below, gradient: &unused)) / (2 * step)
      #expect(abs(gradient[i] - difference) < 1e-4 * max(1, abs(difference)), "parameter \(i)")
    }
  }

  @Test("has the likelihood of the textbook's equations", arguments: allForms)
  func twin(_ form: ETSForm) {
    let season = form.season == .none ? 1 : 4
    let values = Array(airline.prefix(30))
    let point = sample(form)
    let fast = ETSLikelihood(values, form: form, seasonLength: season).forward(point)
    let slow = textbook(values, form: form, point)
    #expect(abs(fast.squares / slow.squares - 1) < 1e-12)
    if form.error == .multiplicative { #expect(abs(fast.logarithms - slow.logarithms) < 1e-10) }
  }

  @Test("chooses among 12 forms for positive seasonal values, among 6 for others")
  func candidates() throws {
    #expect(ETSForm.candidates(isPositive: true, hasSeason: true).count == 12)
    #expect(ETSForm.candidates(isPositive: false, hasSeason: true).count == 6)
    #expect(ETSForm.candidates(isPositive: false, hasSeason: false).count == 3)
    let chosen = try #require(try ETS.fit(airline, seasonLength: 12) as? ETS)
    for form in ETSForm.candidates(isPositive: true, hasSeason: true) {
      #expect(try ETS.fit(airline, seasonLength: 12, form: form).aic >= chosen.aic)
    }
    #expect(chosen.description == "ETS(M,A,M)")
  }

  @Test("finds the parameters of a series that it could have made")
  func recovery() throws {
    var values: [Double] = []
    var level = 100.0
    for error in noise(2_000, seed: 4).map({ $0 * 2 }) {
      values.append(level + error)
      level += 0.3 * error
    }
    let model = try ETS.fit(Array(values.prefix(1_400)), seasonLength: 1, form: .simple)
    #expect(abs(model.alpha - 0.3) < 0.06)  // its standard error is 0.02
    #expect(abs(model.sigma - 2) < 0.12)
  }

  @Test("refuses a season without a season, and what is not positive")
  func refusals() {
    #expect(throws: ClassicalError.self) {
      try ETS.fit(airline, seasonLength: 1, form: .holtWintersAdditive)
    }
    let values = airline.map { $0 - 200 }
    #expect(throws: ClassicalError.notPositive("ETS(M,A,M)", value: -88, index: 0)) {
      try ETS.fit(values, seasonLength: 12, form: .holtWintersMultiplicative)
    }
  }

  private func made(_ c: Golden.Smoothing) throws -> ETS {
    let form = try c.form()
    let season = c.seasonal.isEmpty ? 1 : 12
    let likelihood = ETSLikelihood(airline, form: form, seasonLength: season)
    let sigma = (likelihood.forward(c.flat).squares / Double(airline.count)).squareRoot()
    return ETS(
      form: form, seasonLength: season, parameters: c.parameters, sigma: sigma,
      logLikelihood: c.logLikelihood, count: airline.count, skipped: 0)
  }

  /// Some parameters that are not at any border.
  private func sample(_ form: ETSForm) -> [Double] {
    let season: [Double] =
      switch form.season {
      case .none: [0]
      case .additive: [5, -8, 2, 1]
      case .multiplicative: [1.1, 0.9, 1.05, 0.95]
      }
    let (beta, slope) = form.trend == .none ? (0, 0) : (0.07, 1.5)
    return [0.4, beta, form.season == .none ? 0 : 0.2, form.trend == .damped ? 0.9 : 1, 120, slope]
      + season
  }
}

extension Golden.Smoothing {
  /// With a multiplicative season statsmodels divides γE by the new level and not, as the book, by the
  /// base: with its γ of 2e-5 that shows in the fourth decimal.
  fileprivate var dividesByNewLevel: Bool { season == "M" }
}

/// The equations of the tables 2.2 and 2.3 as they are printed, in ε, without the thought that both
/// kinds of errors move the states alike.
private func textbook(
  _ values: [Double], form: ETSForm, _ p: [Double]
) -> (squares: Double, logarithms: Double) {
  let (alpha, beta, gamma, phi) = (p[0], p[1], p[2], p[3])
  var (l, b, seasons) = (p[4], p[5], Array(p[6...]))
  var (squares, logarithms) = (0.0, 0.0)
  for y in values {
    let (q, s) = (l + phi * b, seasons.removeFirst())
    var next = 0.0
    switch (form.error, form.season) {
    case (.additive, .none):
      let e = y - q
      squares += e * e
      (l, b) = (q + alpha * e, phi * b + beta * e)
    case (.additive, .additive):
      let e = y - q - s
      squares += e * e
      (l, b, next) = (q + alpha * e, phi * b + beta * e, s + gamma * e)
    case (.additive, .multiplicative):
      let e = y - q * s
      squares += e * e
      (l, b, next) = (q + alpha * e / s, phi * b + beta * e / s, s + gamma * e / q)
    case (.multiplicative, .none):
      let e = (y - q) / q
      squares += e * e
      logarithms += Double.log(abs(q))
      (l, b) = (q * (1 + alpha * e), phi * b + beta * q * e)
    case (.multiplicative, .additive):
      let mu = q + s
      let e = (y - mu) / mu
      squares += e * e
      logarithms += Double.log(abs(mu))
      (l, b, next) = (q + alpha * mu * e, phi * b + beta * mu * e, s + gamma * mu * e)
    case (.multiplicative, .multiplicative):
      let e = (y - q * s) / (q * s)
      squares += e * e
      logarithms += Double.log(abs(q * s))
      (l, b, next) = (q * (1 + alpha * e), phi * b + beta * q * e, s * (1 + gamma * e))
    }
    seasons.append(next)
  }
  return (squares, logarithms)
}
