import RealModule
import Testing

@testable import Classical

/// Series that break what is careless.
private let nasty: [(name: String, values: [Double])] = {
  let random = noise(80, seed: 5)
  let seasonal = (0..<80).map { 10 + Double($0 % 12) }
  return [
    ("constant", Array(repeating: 7, count: 60)),
    ("zeros", Array(repeating: 0, count: 60)),
    ("a line", (0..<60).map { 3 + 0.1 * Double($0) }),
    ("a season without noise", seasonal),
    ("a falling line into the negative", (0..<60).map { 30 - Double($0) }),
    ("counts with zeros", random.map { max(0, ($0 * 2).rounded()) }),
    ("mostly zeros", (0..<60).map { $0.isMultiple(of: 17) ? 5 : 0 }),
    ("huge", zip(seasonal, random).map { ($0 + $1) * 1e12 }),
    ("tiny", zip(seasonal, random).map { ($0 + $1) * 1e-12 }),
    ("at the limits", random.map { $0 * 1e99 }),
    ("a level shift", random.enumerated().map { $0 < 40 ? $1 + 10 : $1 + 1_000 }),
    ("exponential", (0..<80).map { Double.exp(0.3 * Double($0)) }),
    ("one spike", (0..<60).map { $0 == 30 ? 1e6 : 1 }),
    ("alternating", (0..<60).map { $0.isMultiple(of: 2) ? 1 : -1 }),
    ("a random walk", random.reduce(into: [100]) { $0.append(($0.last ?? 0) + $1) }),
    ("noise", random),
  ]
}()

@Suite("Every method") struct BatteryTests {
  @Test(
    "gives finite, ordered numbers for every series", arguments: ClassicalMethod.allCases,
    [1, 2, 4, 7, 12, 24, 30])
  func finite(_ method: ClassicalMethod, seasonLength: Int) throws {
    for (name, values) in nasty {
      for count in [1, 2, 3, 4, 5, 6, 8, 13, 25, 40, 60] {
        let fit = Array(values.prefix(count))
        let model: any ClassicalModel
        do {
          model = try method.fit(fit, seasonLength: seasonLength)
        } catch {
          if case .tooShort = error.reason { continue }
          Issue.record("\(name), \(count) values: \(error)")
          continue
        }
        check(model, fit, "\(name), \(count) values")
        check(model, values, "\(name), \(count) values, and then others")
        check(model, [], "\(name), \(count) values, nothing")
        check(model, Array(values.prefix(1)), "\(name), \(count) values, one")
      }
    }
  }

  private func check(_ model: any ClassicalModel, _ history: [Double], _ place: String) {
    let forecast = model.forecast(history, horizon: 5)
    #expect(forecast.point.count == 5)
    #expect(forecast.point.allSatisfy { $0.isFinite }, "\(place): \(model.description)")
    let quantiles = forecast.quantiles([0.025, 0.1, 0.5, 0.9, 0.975])
    #expect(quantiles.count == 5)
    #expect(
      quantiles.allSatisfy { row in
        row.allSatisfy(\.isFinite) && zip(row, row.dropFirst()).allSatisfy { $0 <= $1 }
      }, "\(place): \(model.description)")
    let predictions = model.oneStep(history)
    #expect(predictions.count == history.count)
    #expect(predictions.allSatisfy { $0?.isFinite ?? true }, "\(place): \(model.description)")
    #expect(model.parameterCount >= 1)
  }

  @Test("does not see what it predicts", arguments: ClassicalMethod.allCases, [1, 12, 30])
  func leak(_ method: ClassicalMethod, seasonLength: Int) throws {
    let model = try method.fit(Array(airline.prefix(96)), seasonLength: seasonLength)
    let whole = model.oneStep(airline)
    #expect(whole.compactMap(\.self).count > 40)
    for t in [60, 97, 120] {
      var changed = airline
      for later in t..<changed.count { changed[later] = changed[later] * 3 + 1_000 }
      let predictions = model.oneStep(changed)
      #expect(predictions[...t].map { $0?.bitPattern } == whole[...t].map { $0?.bitPattern })
      // and sees what came before
      if method != .mean, method != .seasonalNaive { #expect(predictions[t + 1] != whole[t + 1]) }
    }
  }

  @Test("predicts one step as it forecasts one", arguments: ClassicalMethod.allCases, [1, 12, 30])
  func agreement(_ method: ClassicalMethod, seasonLength: Int) throws {
    let model = try method.fit(Array(airline.prefix(96)), seasonLength: seasonLength)
    let predictions = model.oneStep(airline)
    for t in [40, 96, 130, 143] {
      let forecast = model.forecast(Array(airline[..<t]), horizon: 1).point[0]
      #expect(abs(try #require(predictions[t]) - forecast) < 1e-8 * forecast)
    }
  }

  @Test("is the same for values in another unit", arguments: ClassicalMethod.allCases)
  func scale(_ method: ClassicalMethod) throws {
    let plain = try method.fit(airline, seasonLength: 12)
    let scaled = try method.fit(airline.map { $0 * 0x1p40 }, seasonLength: 12)
    #expect(plain.description == scaled.description)
    let point = plain.forecast(airline, horizon: 12).point
    let other = scaled.forecast(airline.map { $0 * 0x1p40 }, horizon: 12).point.map { $0 * 0x1p-40 }
    // two searches end at points that differ by their tolerance
    #expect(worst(point, other) < 0.05)
  }

  @Test(
    "beats the mean on the airline series",
    arguments: [ClassicalMethod.ets, .theta, .ces, .arima, .airline])
  func skill(_ method: ClassicalMethod) throws {
    let fit = Array(airline.prefix(132))
    let point = try method.fit(fit, seasonLength: 12).forecast(fit, horizon: 12).point
    let errors = zip(point, airline.suffix(12)).map { abs($0 - $1) }
    #expect(mean(errors) < 28)  // the seasonal naive has 48
  }

  @Test("has quantiles that hold what they should on the airline series")
  func coverage() throws {
    // 12 months from each of 37 origins; overlapping, so a wide margin around 80 %
    for (method, expected) in [(ClassicalMethod.ets, 0.65...0.95), (.arima, 0.65...0.95)] {
      var inside = 0.0
      for origin in 96...132 {
        let fit = Array(airline.prefix(origin))
        let quantiles = try method.fit(fit, seasonLength: 12).forecast(fit, horizon: 12)
          .quantiles([0.1, 0.9])
        for (h, row) in quantiles.enumerated() where row[0]...row[1] ~= airline[origin + h] {
          inside += 1 / 444
        }
      }
      #expect(expected.contains(inside), "\(method): \(inside)")
    }
  }

  @Test("has a name that the command line can use")
  func names() {
    #expect(
      ClassicalMethod.allCases.map(\.rawValue) == [
        "mean", "naive", "seasonal-naive", "drift", "ets", "holt-winters", "theta", "ces", "arima",
        "airline",
      ])
  }

  @Test("says what is wrong with values", arguments: ClassicalMethod.allCases)
  func refusals(_ method: ClassicalMethod) throws {
    for bad in [Double.nan, .infinity, -2e100] {
      var values = airline
      values[17] = bad
      let error = try #require(throws: ClassicalError.self) {
        try method.fit(values, seasonLength: 12)
      }
      #expect(error.reason == .notFinite(index: 17))
    }
    let season = try #require(throws: ClassicalError.self) {
      try method.fit(airline, seasonLength: 0)
    }
    #expect(season.reason == .invalidSeasonLength(0))
    let short = try #require(throws: ClassicalError.self) { try method.fit([1], seasonLength: 1) }
    guard case .tooShort(found: 1, _) = short.reason else {
      Issue.record("\(short)")
      return
    }
  }
}
