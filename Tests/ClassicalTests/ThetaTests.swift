import Testing

@testable import Classical

@Suite("Theta") struct ThetaTests {
  @Test("predicts and forecasts what statsforecast does", arguments: Golden.shared.theta.indices)
  func recursion(_ index: Int) {
    let c = Golden.shared.theta[index]
    let model = made(c)
    let residuals = zip(airline, model.oneStep(airline)).dropFirst().map { $0 - ($1 ?? .nan) }
    #expect(worst(residuals, Array(c.residuals.dropFirst())) < 1e-9)
    #expect(worst(model.forecast(airline, horizon: 15).point, c.forecast) < 1e-9)
  }

  @Test("finds squares as small as statsforecast, or smaller", arguments: [0, 2])
  func minimum(_ index: Int) throws {
    let c = Golden.shared.theta[index]
    let model = try Theta.fit(airline, form: c.dynamic ? .dynamicOptimised : .standard)
    let squares = zip(airline, made(c).oneStep(airline)).dropFirst(3)
      .map { ($0 - ($1 ?? .nan)) * ($0 - ($1 ?? .nan)) }
    #expect(model.meanSquare <= mean(squares) * (1 + 1e-6))
  }

  @Test("in its standard form is exponential smoothing with half the slope as drift")
  func smoothingWithDrift() throws {
    let values = Array(airline.prefix(40))
    let model = try Theta.fit(values, form: .standard)
    let point = model.forecast(values, horizon: 12).point
    let line = Line(values)
    let steps = zip(point.dropFirst(), point).map { $0 - $1 }
    #expect(worst(steps, Array(repeating: line.slope / 2, count: 11)) < 1e-9)
    var level = model.initialLevel
    for y in values { level = model.alpha * y + (1 - model.alpha) * level }
    var power = 1.0
    for _ in values { power *= 1 - model.alpha }
    let lag = (1 - power * (1 - model.alpha)) / model.alpha
    let drift = power * line.intercept + lag * line.slope
    #expect(abs(point[0] - level - drift / 2) < 1e-9)
  }

  @Test("has the deviations that simulated errors have")
  func deviations() throws {
    let values = Array(airline.prefix(60))
    let model = try Theta.fit(values, form: .dynamicOptimised)
    let quantiles = model.forecast(values, horizon: 6).quantiles([0.1, 0.9])
    var generator = NormalGenerator(seed: 8)
    var ends: [Double] = []
    for _ in 0..<4_000 {
      var state = ThetaState(model)
      for y in values { state.advance(y) }
      for _ in 0..<5 { state.advance(state.expected + model.sigma * generator.next()) }
      ends.append(state.expected + model.sigma * generator.next())
    }
    ends.sort()
    let width = sampleQuantile(ends, 0.9) - sampleQuantile(ends, 0.1)
    #expect(abs((quantiles[5][1] - quantiles[5][0]) / width - 1) < 0.05)  // 2 % is a standard error
  }

  @Test("takes the season out of the airline series and puts it back")
  func season() throws {
    let model = try Theta.fit(airline, seasonLength: 12)
    #expect(model.description == "Dynamic optimised theta on seasonally adjusted values")
    let point = model.forecast(airline, horizon: 12).point
    #expect((point.max() ?? 0) == point[6] || (point.max() ?? 0) == point[7])  // July or August
    let early = try Theta.fit(Array(airline.prefix(96)), seasonLength: 12)
    #expect(try rmse(early.oneStep(airline), airline, from: 96) < 20)
  }

  private func made(_ c: Golden.Line) -> Theta {
    let line = Line(airline)
    return Theta(
      form: c.dynamic ? .dynamicOptimised : .standard, alpha: c.alpha, theta: c.theta,
      initialLevel: c.level, sigma: 1, meanSquare: c.meanSquare,
      line: (line.intercept, line.slope))
  }
}
