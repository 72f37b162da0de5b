import FoundationEssentials
import RealModule
import Testing

@testable import Classical

/// What `Tests/Fixtures/regression_with_errors.py` wrote.
private struct Reference: Decodable, Sendable, CustomTestStringConvertible {
  struct Search: Decodable, Sendable {
    let coefficients, standardErrors: [Double]
    let theta, logLikelihood, logLikelihoodWithout: Double
  }

  struct Exact: Decodable, Sendable {
    let theta, seasonalTheta: Double
    let coefficients, standardErrors: [Double]
    let logLikelihood: Double
  }

  let name: String
  let seasonLength: Int
  let values: [Double]
  let regressors: [[Double]]
  let search: Search
  let exact: Exact

  var testDescription: String { name }

  static let all: [Reference] = {
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let file = URL(filePath: "\(#filePath)/../../Fixtures/regression-with-errors.json")
        .standardized
      return try decoder.decode([Reference].self, from: Data(contentsOf: file))
    } catch {
      preconditionFailure("the fixture cannot be read: \(error)")
    }
  }()
}

@Suite("A regression with ARIMA errors") struct RegressionTests {
  @Test("is generalised least squares with the whole covariance matrix", arguments: Reference.all)
  private func exact(_ reference: Reference) throws {
    let isSeasonal = reference.seasonLength > 1
    let order = isSeasonal ? ARIMAOrder.airline : ARIMAOrder(0, 1, 1)
    let lags = differenceCoefficients(order, seasonLength: reference.seasonLength)
    let likelihood = RegressionLikelihood(
      differences(reference.values, lags),
      columns: reference.regressors.map { differences($0, lags) }, order: order,
      seasonLength: reference.seasonLength)
    var errors = ARIMACoefficients()
    errors.ma = [reference.exact.theta]
    if isSeasonal { errors.seasonalMA = [reference.exact.seasonalTheta] }
    let value = try #require(likelihood.evaluate(errors))
    let standardErrors = value.spreads.map { Double.sqrt($0 * value.variance) }
    #expect(worst(value.coefficients, reference.exact.coefficients) < 1e-10)
    #expect(worst(standardErrors, reference.exact.standardErrors) < 1e-10)
    #expect(abs(value.logLikelihood - reference.exact.logLikelihood) < 1e-7)
  }

  @Test("finds what statsmodels does", arguments: Reference.all)
  private func search(_ reference: Reference) throws {
    let fit = try RegressionWithErrors.fit(
      reference.values, regressors: reference.regressors, seasonLength: reference.seasonLength)
    let theirs = reference.search
    // as great as theirs, or a little greater
    #expect(abs(fit.logLikelihood - theirs.logLikelihood - 1e-4) < 2e-4)
    #expect(abs(fit.logLikelihoodWithout - theirs.logLikelihoodWithout - 1e-4) < 2e-4)
    #expect(abs(fit.theta - theirs.theta) < 0.01)
    for i in theirs.coefficients.indices {
      let difference = fit.coefficients[i] - theirs.coefficients[i]
      #expect(abs(difference) < 0.02 * theirs.standardErrors[i])
      // theirs allow for θ being estimated as well
      #expect(abs(fit.standardErrors[i] / theirs.standardErrors[i] - 1) < 0.1)
    }
  }

  @Test("says whether the calendar is worth its coefficients")
  func worth() throws {
    let reference = Reference.all[2]  // 144 months
    let (tradingDays, easter) = (reference.regressors[0], reference.regressors[1])
    func fit(_ regressors: [[Double]]) throws -> RegressionWithErrors {
      try RegressionWithErrors.fit(reference.values, regressors: regressors, seasonLength: 12)
    }
    let days = try fit([tradingDays])
    #expect(days.aicc < days.aiccWithout - 9)
    #expect(days.coefficients[0] / days.standardErrors[0] < -3)
    let noisy = try fit([noise(144, seed: 2)])
    #expect(noisy.aicc > noisy.aiccWithout - 1)
    #expect(noisy.aiccWithout == days.aiccWithout)
    let both = try fit([tradingDays, easter])
    #expect(both.logLikelihood > days.logLikelihood)
    // 131 differences; five numbers with both, three with neither
    let penalty: Double = 10 + 60 / 125
    #expect(abs(both.aicc - penalty + 2 * both.logLikelihood) < 1e-9)
    let none = try fit([])
    #expect(none.coefficients == [])
    #expect(none.aicc == none.aiccWithout)
  }

  @Test("follows units, and adds to the coefficient what is added to the values")
  func equivariance() throws {
    let reference = Reference.all[1]
    let x = reference.regressors[0]
    let plain = try RegressionWithErrors.fit(reference.values, regressors: [x], seasonLength: 12)
    let more = try RegressionWithErrors.fit(
      zip(reference.values, x).map { $0 + 0.5 * $1 }, regressors: [x], seasonLength: 12)
    #expect(abs(more.coefficients[0] - plain.coefficients[0] - 0.5) < 1e-6)
    let smaller = try RegressionWithErrors.fit(
      reference.values, regressors: [x.map { $0 * 1e-9 }], seasonLength: 12)
    #expect(abs(smaller.coefficients[0] * 1e-9 / plain.coefficients[0] - 1) < 1e-4)
    #expect(abs(smaller.logLikelihood - plain.logLikelihood) < 1e-6)
  }

  @Test("refuses what says nothing, what is too short, and too long a season")
  func refusals() throws {
    let values = Reference.all[1].values
    let x = Reference.all[1].regressors[0]
    func reason(
      _ values: [Double], _ regressors: [[Double]], _ seasonLength: Int = 12
    ) throws -> ClassicalError.Reason {
      try #require(throws: ClassicalError.self) {
        try RegressionWithErrors.fit(values, regressors: regressors, seasonLength: seasonLength)
      }.reason
    }
    let line = values.indices.map { 3 + 0.25 * Double($0) }
    let season = values.indices.map { Double($0 % 12) }
    #expect(try reason(values, [x, line]) == .noInformation(regressor: 1))
    #expect(try reason(values, [season]) == .noInformation(regressor: 0))
    #expect(try reason(values, [x, x.map { 2 * $0 }]) == .noInformation(regressor: 1))
    #expect(
      try reason(Array(values.prefix(18)), [Array(x.prefix(18))])
        == .tooShort(found: 18, needed: 19))
    #expect(try reason(values, [x], 30) == .noSeason(seasonLength: 30))
    #expect(try reason([.nan] + values.dropFirst(), [x]) == .notFinite(index: 0))
    let shortest = try RegressionWithErrors.fit(
      Array(values.prefix(19)), regressors: [Array(x.prefix(19))], seasonLength: 12)
    #expect(shortest.logLikelihood.isFinite)
  }
}
