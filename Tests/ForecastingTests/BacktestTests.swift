import SeriesData
import Testing

@testable import Forecasting
@testable import Recurrent

/// A forecaster that cannot be fitted on fewer than so many values.
private struct Picky: Forecaster {
  let name = "picky"
  let least: Int

  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    guard series.count >= least else {
      throw CannotFit(name, "\(series.count) values are too few", hint: "Wait.")
    }
    return try Baseline.persistence.fit(series, request: request)
  }
}

/// The networks and the baselines, small enough for a test.
let briefForecasters: [any Forecaster] =
  Baseline.allCases.map { $0 } + NetworkKind.allCases.map { NetworkForecaster(brief($0, .logDiff)) }

@Suite("A backtest") struct BacktestTests {
  /// Forecasts in the plainest way there is: a loop over origins in a loop over forecasters.
  private func plainly(_ backtest: Backtest) throws -> [[ForecastDistribution]] {
    var all: [[ForecastDistribution]] = []
    for forecaster in backtest.forecasters {
      var forecasts: [ForecastDistribution] = []
      var model: (any FittedForecaster)?
      var begin = 0
      for (i, origin) in backtest.origins.enumerated() {
        let isDue =
          switch backtest.refit {
          case .every: true
          case .never: i == 0
          case .after(let k): i % k == 0
          }
        if isDue {
          if case .sliding(let length) = backtest.window { begin = max(0, origin - length) }
          let history = backtest.series.prefix(origin).suffix(origin - begin)
          model = try forecaster.fit(
            history, request: FitRequest(horizon: backtest.horizon, seed: backtest.seed))
        }
        let known = backtest.series.prefix(origin).suffix(origin - begin)
        forecasts.append(
          try #require(model).forecast(
            known, horizon: backtest.horizon, probabilities: backtest.probabilities))
      }
      all.append(forecasts)
    }
    return all
  }

  @Test(
    "gives what a plain double loop gives, on any number of threads",
    arguments: [
      (.expanding, .every), (.expanding, .never), (.sliding(60), .after(2)), (.sliding(60), .every),
    ] as [(BacktestWindow, Refit)])
  func twin(_ window: BacktestWindow, _ refit: Refit) async throws {
    var backtest = Backtest(
      series: airline, forecasters: briefForecasters, horizon: 7,
      origins: [100, 103, 110, 128, 137])
    backtest.window = window
    backtest.refit = refit
    backtest.seed = 3
    let expected = try plainly(backtest)
    for threads in [1, 5] {
      let result = try await backtest.run(threads: threads)
      #expect(result.runs.map(\.model) == briefForecasters.map(\.name))
      for (run, forecasts) in zip(result.runs, expected) {
        #expect(run.forecasts.map(\.origin) == backtest.origins)
        #expect(try run.forecasts.map { try $0.outcome.get() } == forecasts, "\(run.model)")
        #expect(run.fits.count == backtest.fitCount)
      }
    }
  }

  @Test("never lets a forecast see what comes at its origin or later", arguments: [0, 1, 2])
  func leak(_ which: Int) async throws {
    let refit = [Refit.every, .never, .after(2)][which]
    let window = [BacktestWindow.expanding, .expanding, .sliding(50)][which]
    let origins = [96, 101, 120, 132]
    func run(_ series: TimeSeries) async throws -> BacktestResult {
      var backtest = Backtest(
        series: series, forecasters: briefForecasters, horizon: 12, origins: origins)
      (backtest.refit, backtest.window) = (refit, window)
      return try await backtest.run(threads: 2)
    }
    let before = try await run(airline)
    for (place, origin) in origins.enumerated() {
      let changed = airline.changing(origin..<airline.count) { i, y in 5 * y + Double(i % 7) }
      let after = try await run(changed)
      for (a, b) in zip(before.runs, after.runs) {
        #expect(a.forecasts[...place] == b.forecasts[...place], "\(a.model) at \(origin)")
        // or else nothing would be proved
        if place + 1 < origins.count, refit == .every {
          #expect(a.forecasts[place + 1] != b.forecasts[place + 1], "\(a.model) after \(origin)")
        }
      }
    }
  }

  @Test("lists who could not be fitted, with the reason, and does not score it")
  func failures() async throws {
    let backtest = Backtest(
      series: airline, forecasters: [Picky(least: 110), Baseline.seasonalNaive, Baseline.drift],
      horizon: 12, origins: [100, 109, 110, 111])
    let result = try await backtest.run(threads: 2)
    #expect(result.runs[0].failures.map(\.origin) == [100, 109])
    #expect(result.runs[0].failures[0].reason.message == "100 values are too few")
    let picky = result.scores[0]
    #expect(picky.overall.mase == nil && picky.meanRank == nil && picky.bySteps.isEmpty)
    let reason =
      "no forecast at 2 of 4 origins; at the first, 1957-04: 100 values are too few"
    #expect(picky.overall.undefined?["mase"] == reason)
    #expect(picky.overall.undefined?["rank"] == reason)
    // the others are scored as if it were not there
    var others = backtest
    others.forecasters.removeFirst()
    let alone = try await others.run(threads: 1)
    #expect(Array(result.scores.dropFirst()) == alone.scores)
    #expect(result.bestBaseline?.model == "seasonal-naive")
  }

  @Test("reports a network whose loss runs away, or whose forecast does, as failed")
  func runaway() async throws {
    var network = brief(.gru)
    network.training.learningRate = 1e30
    network.training.clipNorm = nil
    network.training.optimizer = .sgd
    let result = try await Backtest(
      series: airline, forecasters: [NetworkForecaster(network)], horizon: 3, origins: [100]
    ).run(threads: 1)
    #expect(result.runs[0].failures.count == 1)
    #expect(result.scores[0].overall.mase == nil)
  }

  @Test("ranks by the mean absolute error of each origin, with ties in the middle")
  func rank() async throws {
    #expect(ranks([3, 1, 2]) == [3, 1, 2])
    #expect(ranks([1, 5, 1, 1]) == [2, 4, 2, 2])
    let result = try await Backtest(
      series: airline, forecasters: Baseline.allCases, horizon: 12, origins: Array(96...132)
    ).run(threads: 2)
    let sum = result.scores.compactMap(\.meanRank).reduce(0, +)
    #expect(abs(sum - 10) < 1e-12)
    // the seasonal naive wins, but for five origins where it is second
    #expect(result.scores[1].model == "seasonal-naive")
    #expect(abs(try #require(result.scores[1].meanRank) - 42.0 / 37) < 1e-12)
  }

  @Test("scores each step over all origins, and the mean of their MASE is that of all")
  func steps() async throws {
    let result = try await Backtest(
      series: airline, forecasters: [Baseline.drift], horizon: 12, origins: [96, 108, 120, 132]
    ).run(threads: 1)
    let scores = result.scores[0]
    let third = result.runs[0].forecasts.compactMap { forecast in
      (try? forecast.outcome.get()).map { abs(airline.values[forecast.origin + 2] - $0.point[2]) }
    }
    #expect(abs(try #require(scores.bySteps[2].mae) - third.mean { $0 }) < 1e-12)
    let mean = scores.bySteps.compactMap(\.mase).mean { $0 }
    #expect(abs(try #require(scores.overall.mase) - mean) < 1e-12)
    let rmsse = scores.byOrigins.compactMap(\.rmsse).mean { $0 }
    #expect(scores.overall.rmsse == rmsse)
  }

  @Test("has no MASE where the history repeats itself, and says so")
  func constant() async throws {
    let flat = try series((0..<40).map { Double($0 % 12) } + [Double](repeating: 3, count: 20))
    let result = try await Backtest(
      series: flat, forecasters: [Baseline.seasonalNaive, .drift], horizon: 4,
      origins: [36, 50, 56]
    ).run(threads: 1)
    let overall = result.scores[1].overall
    #expect(overall.mase == nil && overall.rmsse == nil && overall.mae != nil)
    #expect(overall.undefined?["mase"] == "every training value equals that of a season before")
    #expect(overall.undefined?["diebold_mariano"] == "no baseline has a MASE")
  }

  @Test("stops when it is asked to")
  func interruption() async throws {
    await #expect(throws: Interrupted.self) {
      try await Backtest(
        series: airline, forecasters: briefForecasters, horizon: 3, origins: [100, 110]
      ).run(threads: 2, isInterrupted: { true })
    }
  }
}

@Suite("Origins") struct OriginTests {
  @Test("go back from the last whole horizon in strides")
  func rule() throws {
    #expect(try OriginRule(horizon: 12, first: 96).origins(of: 144) == Array(96...132))
    #expect(
      try OriginRule(horizon: 12, stride: 12, first: 96).origins(of: 144) == [96, 108, 120, 132])
    #expect(try OriginRule(horizon: 12, stride: 5, first: 120).origins(of: 144) == [122, 127, 132])
    #expect(try OriginRule(horizon: 3, count: 2).origins(of: 10) == [6, 7])
    #expect(try OriginRule(horizon: 3, first: 2, most: 4).origins(of: 10) == [4, 5, 6, 7])
    #expect(try OriginRule(horizon: 9).origins(of: 10) == [1])
  }

  @Test("that do not exist are an error")
  func errors() {
    #expect(throws: OriginError.none(values: 10, horizon: 10, first: 1)) {
      try OriginRule(horizon: 10).origins(of: 10)
    }
    #expect(throws: OriginError.none(values: 10, horizon: 3, first: 8)) {
      try OriginRule(horizon: 3, first: 8).origins(of: 10)
    }
    #expect(throws: OriginError.tooFew(wanted: 9, found: 3, first: 1, last: 7)) {
      try OriginRule(horizon: 3, stride: 3, count: 9).origins(of: 10)
    }
  }

  @Test("overlap by what horizon and stride have in common", arguments: [(1, 12), (5, 3), (12, 1)])
  func overlap(_ stride: Int, _ expected: Int) throws {
    let origins = try OriginRule(horizon: 12, stride: stride, first: 90).origins(of: 144)
    let backtest = Backtest(
      series: airline, forecasters: [], horizon: 12, origins: origins)
    #expect(backtest.overlap == expected)
  }
}
