import Recurrent
import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting

@Suite("A check of residuals") struct ResidualCheckTests {
  /// 48 values to fit on, 12 to validate, 48 to test, with these errors on the test part.
  private func made(_ errors: (Int) -> Double) -> Constructed {
    var result = Constructed(fit: 48, validation: 12, test: 48)
    for i in 0..<48 { result.network[60 + i] = 100 - errors(i) }
    return result
  }

  private let wobble = noise(48)

  @Test("of errors without pattern passes them all, and says what that is worth")
  func clean() throws {
    let evidence = try made { wobble[$0] }.evidence
    let checks = [
      evidence.bias, evidence.autocorrelationOfErrors, evidence.seasonInErrors,
      evidence.changeOfErrors, evidence.errorsFollowLevel,
    ]
    for check in checks {
      #expect(check.status == .pass, "\(check)")
      #expect(check.remedy == nil)
      #expect(check.why.contains("With only 48 values, a pass means little"), "\(check)")
    }
    #expect(checks[1].why.contains("in 42 % of the cases"))
    #expect(checks[2].why.contains("in 73 % of the cases"))
  }

  @Test("sees that it forecasts too low")
  func bias() throws {
    let low = try made { wobble[$0] + 0.5 }.evidence.bias
    #expect(low.status == .warn)
    #expect(low.why.contains("too low"))
    #expect(try #require(low.interval).lower > 0)
    let high = try made { wobble[$0] - 0.5 }.evidence.bias
    #expect(high.status == .warn)
    #expect(high.why.contains("too high"))
    // two standard errors of many values are little: a bias must also be worth something
    var long = Constructed(fit: 24, validation: 12, test: 2_000)
    let wide = noise(2_000)
    for t in 36..<2_036 { long.network[t] = 100 - wide[t - 36] - 0.05 }
    let little = try long.evidence.bias
    #expect(little.status == .pass)
    #expect(!little.why.contains("a pass means little"))
  }

  @Test("sees that errors follow one another, and what they follow")
  func pattern() throws {
    let season = made { wobble[$0 % 12] + 0.1 * wobble[$0] }
    let seasonal = try season.evidence.autocorrelationOfErrors
    #expect(seasonal.status == .warn)
    #expect(seasonal.why.contains("12 steps apart"))
    #expect(seasonal.remedy?.options == "--transform seasonal-log-diff")
    var last = 0.0
    let running = wobble.map { value in
      last = 0.8 * last + value
      return last
    }
    var result = made { running[$0] }
    let slow = try result.evidence.autocorrelationOfErrors
    #expect(slow.status == .warn)
    #expect(slow.why.contains("1 step apart"))
    #expect(slow.remedy?.options == "--patience 50")
    result.training.patience = 50
    #expect(try result.evidence.autocorrelationOfErrors.remedy?.options == "--lookback 2")
  }

  @Test("sees a season in the errors, and what the network has not been shown of it")
  func season() throws {
    var result = made { ($0 % 12 == 5 ? 3 : 0) + wobble[$0] }
    let check = try result.evidence.seasonInErrors
    #expect(check.status == .warn)
    // the test part begins in January 2005
    #expect(check.why.contains("that of 2005-06, "), "\(check.why)")
    #expect(check.remedy?.options == "--transform seasonal-log-diff")
    func remedy() throws -> String? { try result.evidence.seasonInErrors.remedy?.options }
    result.transform = .diff
    #expect(try remedy() == "--transform seasonal-diff")
    (result.transform, result.values[0]) = (.none, -1)
    #expect(try remedy() == "--transform seasonal-diff")
    // a difference that there is leaves the features
    result.transform = .seasonalDiff
    #expect(try remedy() == "--features prev,month-onehot")
    result.features = [.previous, .monthOneHot]
    #expect(try remedy() == "--features prev,month-onehot,seasonal-lag")
    result.features = [.previous, .monthOneHot, .seasonalLag]
    #expect(try remedy() == "--patience 50")
  }

  @Test("sees errors that become larger, or smaller")
  func size() throws {
    let larger = try made { wobble[$0] * ($0 < 24 ? 1 : 5) }.evidence.changeOfErrors
    #expect(larger.status == .warn)
    #expect(try #require(larger.value) > 2)
    #expect(larger.remedy?.options == "--transform log-diff")
    let smaller = try made { wobble[$0] * ($0 < 24 ? 5 : 1) }.evidence.changeOfErrors
    #expect(smaller.status == .warn)
    #expect(smaller.remedy == nil)
  }

  @Test("sees errors that are larger where forecasts are, on the scale of the model")
  func level() throws {
    var result = Constructed(fit: 48, validation: 12, test: 48)
    for i in 0..<48 {
      let t = 60 + i
      result.values[t] = 100 + 10 * Double((i * 7) % 48)
      result.network[t] = result.values[t] * (1 - 0.1 * wobble[i])
    }
    let check = try result.evidence.errorsFollowLevel
    #expect(check.status == .warn)
    #expect(check.remedy?.options == "--transform log-diff")
    result.transform = .seasonalDiff
    #expect(
      try result.evidence.errorsFollowLevel.remedy?.options == "--transform seasonal-log-diff")
    // relative errors are all alike
    result.transform = .log
    #expect(try result.evidence.errorsFollowLevel.status == .pass)
  }

  private func held(_ nominal: Double, _ held: Int) -> AchievedCoverage {
    let share = Double(held) / 48
    let bounds = wilsonInterval(share: share, of: 48, confidence: 0.9)
    return AchievedCoverage(
      nominal: nominal, coverage: share, lower: bounds.lower, upper: bounds.upper, n: 48,
      values: 48,
      width: 1)
  }

  @Test("sees intervals that are too narrow, or too wide")
  func coverage() throws {
    var result = made { wobble[$0] }
    #expect(try result.evidence.coverage.status == .absent)
    result.achieved = [held(0.8, 38), held(0.95, 45)]
    let good = try result.evidence.coverage
    #expect(good.status == .pass)
    #expect(good.text == "79 % of 80 %, 94 % of 95 %")
    result.achieved = [held(0.8, 38), held(0.95, 38)]
    let narrow = try result.evidence.coverage
    #expect(narrow.status == .warn)
    #expect(narrow.value == 38.0 / 48)
    #expect(narrow.why.contains("95 %") && narrow.why.contains("too narrow"))
    #expect(narrow.remedy != nil)
    result.achieved = [held(0.5, 40), held(0.95, 45)]
    let wide = try result.evidence.coverage
    #expect(wide.status == .warn)
    #expect(wide.why.contains("too wide"))
    #expect(wide.remedy == nil)
  }

  @Test("does not exist where a prediction is missing or all errors are the same")
  func absent() throws {
    var result = made { _ in 1 }
    #expect(try result.evidence.autocorrelationOfErrors.status == .absent)
    #expect(try result.evidence.seasonInErrors.status == .absent)
    result.network[70] = nil
    #expect(try result.evidence.bias.status == .absent)
    #expect(try result.evidence.errorsFollowLevel.status == .absent)
  }
}
