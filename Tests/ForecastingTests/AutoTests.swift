import Classical
import Pretrained
import Recurrent
import SeriesData
import Testing

@testable import Forecasting

/// A monthly series that begins in January 2000.
private func monthly(_ values: [Double]) throws -> TimeSeries {
  TimeSeries(
    name: "m", start: try #require(Timestamp(iso: "2000-01-01")), frequency: .monthly,
    values: values)
}

/// Growth, a season that widens with it, and noise.
private func grown(_ count: Int, seed: UInt64 = 1) -> [Double] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { t -> Double in
    let season = 1 + 0.2 * Double((t * 5) % 12 - 5) / 6
    let noise = 1 + Double(generator.uniform(bound: 0.05))
    return (100 + 2 * Double(t)) * season * noise
  }
}

private let ends = ForecastDistribution.probabilities(coverages: [0.8, 0.95])

@Suite("The recipe auto") struct AutoTests {
  @Test("never sees what comes after its origin: forecasts, intervals, choices")
  func leak() throws {
    let values = grown(120)
    let changed = Array(values.prefix(84)) + values.dropFirst(84).map { 5000 - $0 }
    let request = FitRequest(horizon: 12)
    let (a, b) = (try monthly(values), try monthly(changed))
    let fitted = try AutoForecaster().fitting(a.prefix(84), request: request)
    let origins = [80, 84]
    let one = fitted.forecasts(a, origins: origins, horizon: 12, probabilities: ends)
    let two = fitted.forecasts(b, origins: origins, horizon: 12, probabilities: ends)
    #expect(one == two)

    let split = try Split(count: 120, trainCount: 84, validationShare: 0)
    let judged = try [a, b].map { series in
      try Experiment(series: series, split: split, networks: [], horizon: 12)
        .runAuto(AutoForecaster(), request: request)
    }
    #expect(judged[0].test == judged[1].test)
    #expect(judged[0].judged.summary == judged[1].judged.summary)
    #expect(judged[0].judged.calibration == judged[1].judged.calibration)
    #expect(judged[0].judged.calendar == judged[1].judged.calendar)
    // What it is judged on is another matter.
    #expect(judged[0].testOneStep != judged[1].testOneStep)
  }

  @Test("has members that never see it either", arguments: AutoForecaster().members.map(\.name))
  func memberLeak(_ name: String) throws {
    let member = try #require(AutoForecaster().members.first { $0.name == name })
    let values = grown(96)
    let changed = Array(values.prefix(80)) + values.dropFirst(80).map { $0 * 7 }
    let fitted = try member.fit(monthly(values).prefix(72), request: FitRequest(horizon: 6))
    let (a, b) = (try monthly(values), try monthly(changed))
    for origin in [72, 80] {
      let one = fitted.forecasts(a, origins: [origin], horizon: 6, probabilities: ends)
      #expect(one == fitted.forecasts(b, origins: [origin], horizon: 6, probabilities: ends))
      let known = fitted.forecast(a.prefix(origin), horizon: 6, probabilities: ends)
      #expect(one[0] == known)
    }
  }

  @Test("gives the same bits for the same seed")
  func seeds() throws {
    let series = try monthly(grown(60))
    let forecasts = try [3, 3, 4].map { seed in
      try AutoForecaster().fit(series, request: FitRequest(horizon: 6, seed: seed))
        .forecast(series, horizon: 6, probabilities: ends)
    }
    #expect(forecasts[0] == forecasts[1])
    #expect(forecasts[0] != forecasts[2])
  }

  @Test("forecasts anything: ordered quantiles, finite, not negative where nothing was")
  func anything() throws {
    let line = (0..<30).map(Double.init)
    let short: [[Double]] = [[5], [5, 6], [5, 6, 4], [0, 0, 0, 0, 3, 0, 0, 1, 0, 0, 0, 2]]
    let shifted = (0..<50).map { t -> Double in (t < 25 ? 10 : 500) + Double(t % 3) }
    let shapes: [[Double]] =
      short + [
        [Double](repeating: 7, count: 40), line, line.map { -$0 * $0 }, shifted, grown(30),
        grown(25).map { $0 * 1e9 }, grown(40).map { $0 * 1e-9 },
        (0..<60).map { Double($0 % 2) }, grown(300),
      ]
    for values in shapes {
      let series = try monthly(values)
      let fitted = try AutoForecaster().fitting(series, request: FitRequest(horizon: 14))
      let total = fitted.members.map(\.weight).reduce(0, +)
      #expect(abs(total - 1) < 1e-9)
      let forecast = fitted.forecast(series, horizon: 14, probabilities: ends)
      #expect(forecast.isFinite, "\(values.prefix(6))")
      for step in forecast.quantiles {
        #expect(zip(step, step.dropFirst()).allSatisfy { $0 <= $1 })
      }
      if values.allSatisfy({ $0 >= 0 }) {
        let all = forecast.point + forecast.quantiles.joined()
        #expect(all.allSatisfy { $0 >= 0 })
      }
    }
  }

  @Test("works at every frequency and season")
  func frequencies() throws {
    for frequency in [
      Frequency.yearly, .quarterly, .weekly, .daily, .businessDaily, .everySeconds(3600),
    ] {
      let m = frequency.seasonLength
      let values = (0..<max(30, 3 * m)).map { t -> Double in
        20 + Double(t % m) + Double(t * 7 % 5) / 5
      }
      let series = TimeSeries(
        name: "f", start: try #require(Timestamp(iso: "2001-01-01")), frequency: frequency,
        values: values)
      let forecast = try AutoForecaster().fit(series, request: FitRequest(horizon: 8))
        .forecast(series, horizon: 8)
      let most = 30 + 2 * Double(m)
      #expect(forecast.allSatisfy { $0 > 10 && $0 < most }, "\(frequency)")
    }
  }

  @Test("is within 13.0 thousand passengers of each of the last 48 months, one step ahead")
  func oneStep() throws {
    let air = airline
    let fitted = try AutoForecaster().fitting(air.prefix(96), request: FitRequest(horizon: 1))
    let forecasts = fitted.forecasts(air, origins: Array(96..<144), horizon: 1, probabilities: [])
    let errors = zip(forecasts, air.values[96...]).map { $0.point[0] - $1 }
    let squares = errors.reduce(0) { $0 + $1 * $1 }
    #expect((squares / 48).squareRoot() <= 13.0)
  }

  @Test("finds a longer season where there is one, and keeps one that was set by hand")
  func season() throws {
    var generator = SeededGenerator(seed: 2)
    let values = (0..<24 * 7 * 6).map { t -> Double in
      let week: Double = t / 24 % 7 < 5 ? 60 : 0
      return 50 + 5 * Double(t % 24) + week + Double(generator.uniform(bound: 2))
    }
    let hourly = TimeSeries(
      name: "h", start: try #require(Timestamp(iso: "2001-01-01")), frequency: .everySeconds(3600),
      values: values)
    #expect(SeasonChoice(of: hourly, horizon: 24, tries: true).seasonLength == 168)
    #expect(SeasonChoice(of: hourly.withSeason(12), horizon: 24, tries: true).seasonLength == 12)
  }
}

@Suite("Weights") struct WeightingTests {
  @Test("are priors times errors to a power, and nothing for one that failed")
  func formula() {
    var weighting = Weighting()
    (weighting.sharpness, weighting.priors) = (2, ["a": 3])
    let weights = weighting.weights(names: ["a", "b", "c"], losses: [0.5, 0.25, nil])
    // 3 · 2⁻² = 0.75 against 1
    #expect(abs(weights[0] - 0.75 / 1.75) < 1e-12)
    #expect(abs(weights[1] - 1 / 1.75) < 1e-12)
    #expect(weights[2] == 0)
  }

  @Test("are the priors where nothing was tried")
  func untried() {
    var weighting = Weighting()
    weighting.priors = ["a": 3]
    #expect(weighting.weights(names: ["a", "b"], losses: [nil, nil]) == [0.75, 0.25])
  }
}

@Suite("Effects of the calendar") struct CalendarAdjustmentTests {
  @Test("are found, taken off, and put on again")
  func roundTrip() throws {
    let plain = try monthly(grown(144))
    let days = try #require(plain.calendarEffect(.tradingDays, at: 0..<144))
    let series = plain.replacingValues(
      zip(plain.values, days).map { $0 * (1 - 0.01 * $1) })
    let adjustment = CalendarAdjustment(of: series)
    let effect = try #require(adjustment.effects.first { $0.name == "trading-days" })
    #expect(abs(effect.coefficient + 0.01) < 0.002)
    let removed = adjustment.removed(from: series)
    let back = adjustment.added(
      to: ForecastDistribution(point: Array(removed.values[100..<112])), of: series, origin: 100)
    for (x, y) in zip(back.point, series.values[100..<112]) {
      let distance = abs(x - y)
      #expect(distance < 1e-9 * y)
    }
  }

  @Test("are not looked for where there is no month or no history")
  func absent() throws {
    let short = try monthly(grown(40))
    #expect(CalendarAdjustment(of: short).effects.isEmpty)
    // Three years are too few, whatever season somebody sees in them.
    let days = try #require(short.calendarEffect(.tradingDays, at: 0..<40))
    let busy = short.replacingValues(zip(short.values, days).map { $0 * (1 - 0.05 * $1) })
    #expect(CalendarAdjustment(of: busy.withSeason(1)).effects.isEmpty)
    let daily = TimeSeries(
      name: "d", start: try #require(Timestamp(iso: "2001-01-01")), frequency: .daily,
      values: grown(200))
    #expect(CalendarAdjustment(of: daily).effects.isEmpty)
  }
}
