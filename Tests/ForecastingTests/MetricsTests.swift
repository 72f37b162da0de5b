import SeriesData
import Testing

@testable import Forecasting

@Suite("Metrics") struct MetricsTests {
  /// Sums and roots of a few small numbers: only the last bits may differ.
  private let tolerance = 1e-12

  private func scores(
    _ predicted: [Double], _ actual: [Double], scale: MetricScale = .defined(1)
  ) -> Metrics { Metrics(predicted, actual: actual, scale: scale) }

  private func expect(_ found: Double?, _ expected: Double) throws {
    #expect(abs(try #require(found) - expected) <= tolerance * max(1, abs(expected)))
  }

  @Test("are what pencil and paper give")
  func byHand() throws {
    // errors 1, −2, 3, −4
    let metrics = scores([9, 22, 27, 44], [10, 20, 30, 40], scale: .defined(5))
    #expect(metrics.n == 4)
    try expect(metrics.rmse, 7.5.squareRoot())
    try expect(metrics.mae, 2.5)
    try expect(metrics.smape, (200.0 / 19 + 400.0 / 42 + 600.0 / 57 + 800.0 / 84) / 4)
    try expect(metrics.mase, 0.5)
    #expect(metrics.undefined == nil)
  }

  @Test("of a perfect forecast are all zero")
  func perfect() {
    let metrics = scores([1, 2, 3], [1, 2, 3])
    #expect([metrics.rmse, metrics.mae, metrics.smape, metrics.mase] == [0, 0, 0, 0])
  }

  @Test(
    "have an sMAPE between 0 and 200",
    arguments: [
      (0.0, 5.0, 200.0), (5, 0, 200), (-3, 3, 200), (3, 3, 0), (1, 3, 100), (-1, -3, 100),
    ]
  )
  func smapeRange(_ predicted: Double, _ actual: Double, _ expected: Double) throws {
    try expect(scores([predicted], [actual]).smape, expected)
  }

  @Test("scale by the seasonal naive within the history", arguments: [1, 2, 4])
  func naiveScale(season m: Int) {
    // rises by 3 a step: m steps apart, the values are 3m apart
    let history = (0..<12).map { Double(3 * $0) }
    #expect(MetricScale.naive(history, seasonLength: m) == .defined(Double(3 * m)))
  }

  @Test(
    "have a MASE of 1 for a forecast exactly as bad as the seasonal naive", arguments: [1, 4, 12])
  func unity(season m: Int) throws {
    let history = (0..<60).map { Double($0 * $0 % 17) + Double($0) }
    let naive = Metrics(
      history.dropLast(m), actual: history.dropFirst(m),
      scale: .naive(history, seasonLength: m))
    try expect(naive.mase, 1)
  }
}

@Suite("What is undefined") struct UndefinedMetricTests {
  @Test("is an sMAPE where value and prediction are both 0, and nothing else")
  func zeroOverZero() {
    let metrics = Metrics([0, 1, 0], actual: [0, 2, 0], scale: .defined(2))
    #expect(metrics.smape == nil)
    #expect(
      metrics.undefined == ["smape": "actual value and prediction are both 0 at 2 of 3 points"])
    #expect(metrics.mae == 1.0 / 3)
    #expect(metrics.mase == 1.0 / 6)
  }

  @Test("is a MASE on a history that repeats itself", arguments: [1, 3])
  func constantHistory(season m: Int) {
    let scale = MetricScale.naive([7, 7, 7, 7, 7, 7], seasonLength: m)
    let reason = "every training value equals that of a season before"
    #expect(scale == .undefined(reason))
    let metrics = Metrics([1], actual: [2], scale: scale)
    #expect(metrics.mase == nil)
    #expect(metrics.rmse == 1)
    #expect(metrics.undefined == ["mase": reason])
  }

  @Test(
    "is a MASE on a history no longer than a season", arguments: [(0, 1), (1, 1), (12, 12), (3, 4)])
  func shortHistory(count: Int, season m: Int) {
    let history = (0..<count).map(Double.init)
    #expect(
      MetricScale.naive(history, seasonLength: m)
        == .undefined("the \(count) training values are no more than a season of \(m)"))
  }

  @Test(
    "is everything when a prediction is no number", arguments: [Double.nan, .infinity, -.infinity])
  func nonFinite(_ prediction: Double) {
    let metrics = Metrics([1, prediction], actual: [1, 2], scale: .undefined("not reached"))
    expectNothing(metrics, n: 2, "a prediction is not a finite number")
  }

  @Test("is everything when there is no point")
  func noPoints() {
    expectNothing(
      Metrics([], actual: [], scale: .defined(1)), n: 0, "there is no point to score")
  }

  @Test("is whatever overflows: no score is infinite")
  func overflow() {
    let squares = Metrics([1e200], actual: [0], scale: .defined(1))
    #expect(squares.rmse == nil)
    #expect(squares.mae == 1e200)
    #expect(squares.smape == 200)
    #expect(squares.undefined == ["rmse": "the errors are too large to be squared"])
    let ratio = Metrics([3], actual: [1], scale: .defined(.leastNonzeroMagnitude))
    #expect(ratio.mase == nil)
    #expect(ratio.undefined?.keys.sorted() == ["mase"])
    let wide = Metrics([1.5e308], actual: [-1.5e308], scale: .defined(1))
    #expect([wide.rmse, wide.mae, wide.mase] == [nil, nil, nil])
    #expect(wide.undefined?["mae"] == "the errors are too large to be added up")
    #expect(
      MetricScale.naive([1e308, -1e308], seasonLength: 1)
        == .undefined("the steps of the training values are too large to be added up"))
  }

  private func expectNothing(_ metrics: Metrics, n: Int, _ reason: String) {
    #expect(metrics.n == n)
    #expect([metrics.rmse, metrics.mae, metrics.smape, metrics.mase] == [nil, nil, nil, nil])
    #expect(
      metrics.undefined == ["rmse": reason, "mae": reason, "smape": reason, "mase": reason])
  }
}
