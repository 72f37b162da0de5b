import RealModule
import Testing

@testable import Classical

private let logs = airline.map { Double.log($0) }

@Suite("ARIMA") struct ARIMATests {
  @Test("has the likelihood of statsmodels at its parameters", arguments: Golden.shared.arima)
  func likelihood(_ c: Golden.Regressive) throws {
    let value = try #require(evaluate(c))
    // its variance, and with a constant its mean, are where its search ended and not quite optimal
    #expect(value.logLikelihood - c.logLikelihood > -1e-6)
    #expect(value.logLikelihood - c.logLikelihood < 1e-3)
    #expect(abs(value.variance / c.variance - 1) < 2e-3)
    if c.hasConstant { #expect(abs(value.constant / c.mean - 1) < 1e-2) }
  }

  @Test("reaches the maximum of statsmodels", arguments: Golden.shared.arima)
  func maximum(_ c: Golden.Regressive) throws {
    let model = try ARIMA.fit(airline, seasonLength: 12, order: c.asOrder, onLogs: true)
    let jacobian = -logs.dropFirst(c.asOrder.lost(seasonLength: 12)).reduce(0, +)
    #expect(model.logLikelihood - jacobian > c.logLikelihood - 1e-4)
    let n = airline.count - c.asOrder.lost(seasonLength: 12)
    let k = c.asOrder.parameterCount
    let aicc = -2 * model.logLikelihood + 2 * Double(k * n) / Double(n - k - 1)
    #expect(abs(model.aicc - aicc) < 1e-8)
  }

  @Test("forecasts what statsmodels does", arguments: Golden.shared.arima)
  func forecasts(_ c: Golden.Regressive) throws {
    // the variance of statsmodels is by the number of errors, not less the coefficients
    let variance = c.variance * Double(101 - c.asOrder.parameterCount) / 100
    let value = ARIMALikelihood.Value(logLikelihood: 0, variance: variance, constant: c.mean)
    let model = ARIMA(
      order: c.asOrder, seasonLength: 12, isOnLogs: false, coefficients: c.coefficients,
      value: value, jacobian: 0, count: 100)
    let forecast = model.forecast(logs, horizon: 15)
    // its start is diffuse by a variance of 1e6, which is worth about 1e-7
    #expect(worst(forecast.point, c.forecast) < 1e-5)
    let tails = forecast.quantiles([normalProbability(-1), normalProbability(1)])
    #expect(worst(tails.map { ($0[1] - $0[0]) / 2 }, c.deviations) < 1e-5)
  }

  @Test("has the published estimates for the airline model on logs")
  func published() throws {
    // Box and Jenkins 1976, p. 319: θ 0.396 (0.08), Θ 0.614; by exact likelihood 0.402 and 0.557
    let model = try ARIMA.fit(airline, seasonLength: 12, order: .airline, onLogs: true)
    #expect(abs(model.ma[0] + 0.4018) < 2e-4)
    #expect(abs(model.seasonalMA[0] + 0.5569) < 2e-4)
    #expect(abs(model.sigma * model.sigma * 129 / 131 - 0.001348) < 1e-6)
    #expect(model.parameterCount == 3)
    #expect(model.description == "ARIMA(0,1,1)(0,1,1)[12] on logs")
  }

  @Test("predicts the last 48 months one step ahead within 13.75")
  func oneStepAccuracy() throws {
    let model = try ARIMA.fit(
      Array(airline.prefix(96)), seasonLength: 12, order: .airline, onLogs: true)
    #expect(try rmse(model.oneStep(airline), airline, from: 96) < 13.75)
  }

  @Test("has the likelihood of the whole covariance matrix", arguments: 0..<12)
  func twin(_ seed: Int) throws {
    let random = noise(40, seed: UInt64(seed + 1))
    let order = ARIMAOrder(
      seed % 3, 0, (seed / 3) % 3, seasonal: (seed % 2, 0, (seed / 2) % 2), hasConstant: seed > 5)
    let free = (0..<order.coefficientCount).map { random[$0] }
    let coefficients = ARIMACoefficients(free: free, order: order)
    let m = seed % 4 + 3
    for n in [order.hasConstant ? 3 : 1, 5, 20] {
      let values = random.suffix(n).map { $0 + 3 }
      let likelihood = ARIMALikelihood(values, seasonLength: m, most: 2 + m)
      let value = try #require(likelihood.evaluate(coefficients, hasConstant: order.hasConstant))
      let slow = try #require(
        direct(values, coefficients, seasonLength: m, constant: value.constant))
      #expect(abs(value.logLikelihood - slow) < 1e-7 * max(1, abs(slow)), "n = \(n)")
    }
  }

  @Test("takes the constant that maximises the likelihood")
  func constant() throws {
    let order = ARIMAOrder(1, 0, 1, hasConstant: true)
    let coefficients = ARIMACoefficients(free: [0.5, 0.3], order: order)
    let values = noise(30, seed: 3).map { $0 + 5 }
    let likelihood = ARIMALikelihood(values, seasonLength: 1, most: 1)
    let best = try #require(likelihood.evaluate(coefficients, hasConstant: true))
    for shift in [-0.1, 0.1] {
      let other = ARIMALikelihood(
        values.map { $0 - best.constant - shift }, seasonLength: 1, most: 1)
      let value = try #require(other.evaluate(coefficients, hasConstant: false))
      #expect(value.logLikelihood < best.logLikelihood)
    }
  }

  @Test("finds the order of a series that it could have made")
  func recovery() throws {
    var values = [0.0, 0.0]
    for error in noise(600, seed: 9) {
      let (last, before) = (values[values.count - 1], values[values.count - 2])
      values.append(10 + 1.2 * (last - 10) - 0.5 * (before - 10) + error)
    }
    let fit = Array(values.dropFirst(100))
    let model = try #require(try ARIMA.fit(fit, seasonLength: 1) as? ARIMA)
    #expect(model.order.d == 0)
    #expect(model.order.p == 2)
    #expect(abs(model.ar[0] - 1.2) < 0.15)
    #expect(abs(model.constant - 10) < 1)
  }

  @Test("chooses a seasonal difference and logs for the airline series")
  func choice() throws {
    let model = try #require(try ARIMA.fit(airline, seasonLength: 12) as? ARIMA)
    #expect(model.description == "ARIMA(0,1,1)(0,1,1)[12] on logs")
    let explicit = try ARIMA.fit(airline, seasonLength: 12, order: .airline, onLogs: true)
    #expect(model.aicc == explicit.aicc)
  }

  @Test("refuses orders that cannot be fitted")
  func refusals() {
    #expect(throws: ClassicalError.self) {
      try ARIMA.fit(airline, seasonLength: 12, order: ARIMAOrder(6, 0, 0))
    }
    #expect(throws: ClassicalError.self) {
      try ARIMA.fit(airline, seasonLength: 30, order: .airline)
    }
    #expect(throws: ClassicalError.tooShort("ARIMA(0,1,1)(0,1,1)", found: 16, needed: 17)) {
      try ARIMA.fit(Array(airline.prefix(16)), seasonLength: 12, order: .airline)
    }
    #expect(throws: ClassicalError.notPositive("ARIMA(0,1,1) on logs", value: 0, index: 3)) {
      try ARIMA.fit([1, 2, 3, 0, 5, 6], seasonLength: 1, order: ARIMAOrder(0, 1, 1), onLogs: true)
    }
  }

  private func evaluate(_ c: Golden.Regressive) -> ARIMALikelihood.Value? {
    let difference = differenceCoefficients(c.asOrder, seasonLength: 12)
    return ARIMALikelihood(differences(logs, difference), seasonLength: 12, most: 14)
      .evaluate(c.coefficients, hasConstant: c.hasConstant)
  }
}

/// The log-likelihood from all covariances, these from a long sum over the responses to errors.
private func direct(
  _ values: [Double], _ coefficients: ARIMACoefficients, seasonLength: Int, constant: Double
) -> Double? {
  let (phi, theta) = (
    coefficients.fullAR(seasonLength: seasonLength), coefficients.fullMA(seasonLength: seasonLength)
  )
  let n = values.count
  var psi = [1.0]
  for j in 1..<6_000 {
    var value = j <= theta.count ? theta[j - 1] : 0
    for (r, coefficient) in phi.enumerated() where r < j { value += coefficient * psi[j - 1 - r] }
    psi.append(value)
  }
  var lower = (0..<n).map { i in
    (0..<n).map { j in zip(psi.dropFirst(abs(i - j)), psi).reduce(0) { $0 + $1.0 * $1.1 } }
  }
  var (logDeterminant, squares) = (0.0, 0.0)
  var solved: [Double] = []
  for i in 0..<n {  // Cholesky, and L z = x
    for j in 0...i {
      var value = lower[i][j]
      for k in 0..<j { value -= lower[i][k] * lower[j][k] }
      if i == j {
        guard value > 0 else { return nil }
        lower[i][i] = value.squareRoot()
      } else {
        lower[i][j] = value / lower[j][j]
      }
    }
    var value = values[i] - constant
    for k in 0..<i { value -= lower[i][k] * solved[k] }
    solved.append(value / lower[i][i])
    logDeterminant += 2 * Double.log(lower[i][i])
    squares += solved[i] * solved[i]
  }
  let variance = squares / Double(n)
  return -Double(n) / 2 * (Double.log(2 * Double.pi * variance) + 1) - logDeterminant / 2
}
