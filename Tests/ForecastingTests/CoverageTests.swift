import RealModule
import SeriesData
import Testing

@testable import Forecasting
@testable import Recurrent

/// A normal random number, from two uniform ones (Box and Muller, 1958).
private func normal(_ generator: inout SeededGenerator) -> Double {
  let (u, v) = (
    Double.random(in: Double.leastNonzeroMagnitude...1, using: &generator),
    Double.random(in: 0...1, using: &generator)
  )
  return (-2 * Double.log(u)).squareRoot() * Double.cos(2 * Double.pi * v)
}

/// A process that coverage is tried on, with a forecaster that suits it.
private enum Process: String, CaseIterable, CustomTestStringConvertible {
  case randomWalk, autoregression, seasonal, growing

  var testDescription: String { rawValue }

  var forecaster: any Forecaster {
    switch self {
    case .randomWalk: Baseline.persistence
    case .autoregression: Baseline.trainingMean
    case .seasonal, .growing: Baseline.seasonalNaive
    }
  }

  func values(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
    var level = 0.0
    return (0..<count).map { t in
      let noise = normal(&generator)
      let season = Double.sin(2 * Double.pi * Double(t) / 12)
      switch self {
      case .randomWalk:
        level += noise
        return level
      case .autoregression:
        level = 0.6 * level + noise
        return level
      case .seasonal: return 3 * season + noise
      case .growing:
        level += 0.05 * noise
        return 100 * Double.exp(level + 0.3 * season + 0.05 * normal(&generator))
      }
    }
  }
}

@Suite("Conformal intervals cover") struct CoverageTests {
  /// The shares that the intervals held: 200 series, the 12 steps after the end of each.
  private func covered(_ process: Process, history: Int) throws -> [Double: Double] {
    let (windows, horizon) = (200, 12)
    var inside: [Double: Int] = [:]
    for window in 0..<windows {
      var generator = SeededGenerator(
        seed: UInt64(window), model: process.rawValue, member: history)
      let values = process.values(history + horizon, &generator)
      let known = try series(Array(values.prefix(history)))
      let fitted = try ConformalForecaster(process.forecaster)
        .fit(known, request: FitRequest(horizon: horizon))
      let forecast = fitted.forecast(
        known, horizon: horizon, probabilities: [0.025, 0.1, 0.9, 0.975])
      for coverage in [0.8, 0.95] {
        let bounds = try #require(forecast.interval(coverage: coverage))
        inside[coverage, default: 0] += zip(bounds, values.suffix(horizon)).count {
          $0.low <= $1 && $1 <= $0.high
        }
      }
    }
    return inside.mapValues { Double($0) / Double(windows * horizon) }
  }

  // 2400 values that hang together within a window: about 200 × 4 independent ones, so that two
  // standard deviations of a share of 0.8 are 0.03.
  @Test("what they should, where there are residuals for each step", arguments: Process.allCases)
  fileprivate func long(_ process: Process) throws {
    let covered = try covered(process, history: 300)
    #expect(abs(try #require(covered[0.8]) - 0.8) < 0.04, "\(covered)")
    #expect(abs(try #require(covered[0.95]) - 0.95) < 0.03, "\(covered)")
  }

  // 32 held-out values are less than three separate seasons, so that what 200 of them know of the
  // spread differs; the more cautious steps make up for it on average.
  @Test("nearly that where steps must share their residuals", arguments: Process.allCases)
  fileprivate func short(_ process: Process) throws {
    let covered = try covered(process, history: 96)
    #expect(abs(try #require(covered[0.8]) - 0.8) < 0.05, "\(covered)")
    #expect(abs(try #require(covered[0.95]) - 0.95) < 0.04, "\(covered)")
  }
}

@Suite("Intervals without leak") struct IntervalLeakTests {
  private let probabilities = [0.025, 0.1, 0.5, 0.9, 0.975]

  @Test(
    "from anything at the origin or later into an interval, in a backtest",
    arguments: [NetworkKind.gru, .rnnElement].map { brief($0, .logDiff) })
  func backtest(_ network: NetworkSpecification) async throws {
    let forecasters: [any Forecaster] = [
      ConformalForecaster(NetworkForecaster(network)), ConformalForecaster(Baseline.drift),
    ]
    let runs = try await withChanged(from: 120) { series in
      var backtest = Backtest(
        series: series, forecasters: forecasters, horizon: 12, origins: [108, 120])
      if network.kind == .gru { backtest.refit = .never }
      return try await backtest.run(threads: 2).runs
    }
    // origins 108 and 120 know the same in both: nothing that they forecast differs
    #expect(runs.0.map(\.forecasts) == runs.1.map(\.forecasts))
    let forecast = try runs.0[0].forecasts[0].outcome.get()
    #expect(forecast.quantiles.count == 12)
  }

  @Test("from the test part into the intervals of the test part, and not from the validation part")
  func experiment() async throws {
    let runs = try await withChanged(from: 96) { series in
      try await airlineIntervals(series)
    }
    #expect(runs.0.testCalibration == runs.1.testCalibration)
    #expect(runs.0.test == runs.1.test)
    // what may see the test part does
    #expect(runs.0.calibration != runs.1.calibration)
    #expect(runs.0.achieved != runs.1.achieved)
    let moved = try await withChanged(from: 90) { series in
      try await airlineIntervals(series)
    }
    #expect(moved.0.testCalibration != moved.1.testCalibration)
  }

  /// The same for the airline series and for one that is another from `start` on.
  private func withChanged<Result>(
    from start: Int, _ run: (TimeSeries) async throws -> Result
  ) async throws -> (Result, Result) {
    let changed = airline.changing(start..<airline.count) { i, y in 5 * y + Double(i * i % 301) }
    return (try await run(airline), try await run(changed))
  }
}

/// The intervals of a small network on a monthly series.
private func airlineIntervals(_ series: TimeSeries) async throws -> ModelIntervals {
  let result = try await experiment([brief(.gru, .logDiff)], on: series).run(threads: 2)
  return try #require(result.models[0].intervals)
}

@Suite("Intervals of an experiment") struct ExperimentIntervalTests {
  @Test("rest on validation and test for the future, and on validation for the test")
  func parts() async throws {
    let result = try await experiment([brief(.gru)]).run(threads: 2)
    let intervals = try #require(result.models[0].intervals)
    let calibration = try #require(intervals.calibration)
    #expect(calibration.origins == 14 + 48)
    #expect(calibration.residuals.map(\.count) == (1...24).map { 63 - $0 })
    #expect(intervals.testCalibration?.residuals.map(\.count) == (1...14).map { 15 - $0 })
    #expect(intervals.testCalibration?.isPooled(step: 1) == true)
    #expect(intervals.forecast.quantiles.count == 12)
    #expect(intervals.test?.quantiles.count == 48)
    // 48 origins with 12 steps each, fewer at the end
    #expect(intervals.achieved.map(\.n) == [37 * 12 + 66, 37 * 12 + 66])
    #expect(intervals.achieved.map(\.values) == [48, 48])
    #expect(intervals.achieved.map(\.nominal) == [0.8, 0.95])
  }

  @Test("of the test part do not exist without a validation part")
  func withoutValidation() async throws {
    let result = try await experiment([brief(.gru)], validation: 0).run(threads: 2)
    let intervals = try #require(result.models[0].intervals)
    #expect(intervals.testCalibration == nil)
    #expect(intervals.test == nil)
    #expect(intervals.achieved.isEmpty)
    #expect(intervals.calibration?.origins == 48)
  }

  @Test("come from forecasts that are those of each origin alone, to the bit")
  func origins() throws {
    for transform in ValueTransform.allCases {
      let (model, _) = try FittedNetwork.fitting(
        brief(.lstm, transform), series: airline, fit: 0..<96, validation: 0..<0)
      let together = model.forecasts(
        airline, origins: [96, 111, 143], horizon: 5, probabilities: [])
      for (origin, forecast) in zip([96, 111, 143], together) {
        #expect(bits(forecast.point) == bits(model.forecast(airline.prefix(origin), horizon: 5)))
      }
    }
  }

  @Test("refuse the logarithm of a value that only the held-out end has")
  func zeroAtTheEnd() throws {
    let values = airline.changing(130..<131) { _, _ in 0 }
    #expect(throws: CannotFit.self) {
      try ConformalForecaster(NetworkForecaster(brief(.gru, .logDiff)))
        .fit(values, request: FitRequest(horizon: 3))
    }
  }

  @Test("are absent, and not wrong, where the history is too short to hold anything out")
  func tooShort() throws {
    let short = try series((1...14).map { Double($0 * $0) })
    let fitted = try ConformalForecaster(NetworkForecaster(brief(.gru)))
      .fit(short, request: FitRequest(horizon: 3))
    let forecast = fitted.forecast(short, horizon: 3, probabilities: [0.1, 0.9])
    #expect(forecast.point.count == 3)
    #expect(forecast.quantiles.isEmpty)
  }
}
