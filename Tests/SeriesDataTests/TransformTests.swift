import Testing

@testable import SeriesData

/// Numbers that look random and are the same on every run.
private func noise(_ count: Int, seed: Int) -> [Double] {
  var state = UInt64(truncatingIfNeeded: seed &* 2_654_435_761 &+ 1)
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}

@Suite("Transforms") struct TransformTests {
  @Test("differences a season apart, and those of neighbours of them, by hand")
  func differences() {
    let values: [Double] = [1, 2, 4, 8, 16, 31]
    #expect(ValueTransform.seasonalDiff.apply(values, seasonLength: 2) == [3, 6, 12, 23])
    #expect(ValueTransform.doubleDiff.apply(values, seasonLength: 2) == [3, 6, 11])
    #expect(ValueTransform.doubleDiff.lostPoints(seasonLength: 2) == 3)
    #expect(ValueTransform.seasonalDiff.lostPoints(seasonLength: 12) == 12)
    let logs = ValueTransform.doubleLogDiff.apply([1, 2, 4, 16], seasonLength: 2)
    #expect(logs.count == 1 && abs(logs[0] - 0.6931471805599453) < 1e-15)  // log 8 − log 4
    let next = ValueTransform.doubleDiff.invert(11, history: [2, 4, 8, 16], seasonLength: 2)
    #expect(next == 31)
    #expect(ValueTransform.doubleLogDiff.apply([1, 2, 4], seasonLength: 2).isEmpty)
  }

  @Test("powers by hand", arguments: [ValueTransform.boxCox, .boxCoxLikelihood])
  func powers(_ transform: ValueTransform) {
    func z(_ lambda: Double) -> Double { transform.apply([9], seasonLength: 1, lambda: lambda)[0] }
    #expect(abs(z(0.5) - 4) < 1e-14)  // (3 − 1) / ½
    #expect(abs(z(1) - 8) < 1e-14)
    #expect(abs(z(-1) - 8.0 / 9) < 1e-15)
    #expect(z(0) == ValueTransform.log.apply([9], seasonLength: 1)[0])
    // near 0 it is nearly the logarithm, with all its digits
    #expect(abs(z(1e-12) - z(0)) < 1e-11)
  }

  @Test("beyond the bound of a power lies no value: 0 below it, infinity above it")
  func bound() {
    func y(_ z: Double, _ lambda: Double) -> Double {
      ValueTransform.boxCox.invert(z, history: [], seasonLength: 1, lambda: lambda)
    }
    #expect(y(-2, 0.5) == 0 && y(-3, 0.5) == 0 && y(-1.9, 0.5) > 0)
    #expect(y(2, -0.5) == .infinity && y(3, -0.5) == .infinity && y(1.9, -0.5).isFinite)
    #expect(y(.nan, 0.5).isNaN && y(.nan, -0.5).isNaN)
  }

  @Test("come back to the value, whatever the history", arguments: ValueTransform.allCases, 0..<24)
  func roundTrip(_ transform: ValueTransform, _ trial: Int) {
    let draws = noise(4, seed: trial)
    let seasonLength = 1 + Int(draws[0] * 7)
    let level = [0.01, 1, 100, 1e6][trial % 4]
    let lambda = transform.needsLambda ? -1 + 3 * draws[1] : nil
    let sign = transform.needsPositiveValues || trial % 3 > 0 ? 1.0 : -1
    let values = noise(40, seed: 100 + trial).map { sign * level * (0.5 + $0) }
    let lost = transform.lostPoints(seasonLength: seasonLength)
    let transformed = transform.apply(values, seasonLength: seasonLength, lambda: lambda)
    #expect(transformed.count == values.count - lost)
    for t in lost..<values.count {
      for history in [values[..<t], values[(t - lost)..<t]] {
        let back = transform.invert(
          transformed[t - lost], history: history, seasonLength: seasonLength, lambda: lambda)
        // z may be as near to its bound as (2·10⁶)^−1, which costs as many digits
        #expect(abs(back - values[t]) <= 1e-8 * abs(values[t]))
      }
    }
  }

  @Test("a value moves nothing before it, and what it moves ends with what is lost of it")
  func reach() {
    let values = noise(30, seed: 5).map { 1 + $0 }
    for transform in ValueTransform.allCases {
      let lambda = transform.needsLambda ? 0.4 : nil
      let lost = transform.lostPoints(seasonLength: 3)
      let before = transform.apply(values, seasonLength: 3, lambda: lambda)
      var changed = values
      changed[15] += 1
      let after = transform.apply(changed, seasonLength: 3, lambda: lambda)
      let moved = before.indices.filter { before[$0] != after[$0] }.map { $0 + lost }
      #expect(moved.first == 15 && moved.last == 15 + lost)
    }
  }

  @Test("a power without its λ is a programming error")
  func precondition() async {
    await #expect(processExitsWith: .failure) {
      _ = ValueTransform.boxCox.apply([1, 2], seasonLength: 1)
    }
  }
}

@Suite("Features") struct FeatureTests {
  /// Quarters from 2001 on with the values 10, 20 and so on.
  private let series: TimeSeries

  init() throws { series = try SequenceTests.quarters() }

  private func builder(_ features: [Feature], lookback: Int = 2) throws -> SequenceBuilder {
    try SequenceTests.builder(features: features, lookback: lookback, of: series, on: 0..<9)
  }

  @Test("the value of a season before is that of the element's own quarter")
  func seasonalLag() throws {
    let builder = try builder([.seasonalLag, .previous])
    // two elements, the first of which looks back four quarters
    #expect(builder.firstTarget == 5 && builder.featureCount == 2)
    let sequences = builder.sequences(of: series, targets: 5..<7)
    func scaled(_ index: Int) -> Float { Float(builder.scaled(series, index)) }
    #expect(
      sequences.inputs
        == [(0, 3), (1, 4), (1, 4), (2, 5)].flatMap { [scaled($0.0), scaled($0.1)] })
    #expect(sequences.targets == [4, 5, 5, 6].map(scaled))
    let beyond = builder.sequences(of: series, targets: 12..<13)
    #expect(beyond.inputs == [scaled(7), scaled(10), scaled(8), scaled(11)])
  }

  @Test("a trend is 0 and 1 at the ends of what was fitted on, and goes on")
  func trend() throws {
    let builder = try builder([.trend], lookback: 1)
    let places = builder.sequences(of: series, targets: 1..<13).inputs
    #expect(places[7] == 1)  // the ninth quarter is the last of the fit
    #expect(places[11] > 1.4 && zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
    // 90 days of the first quarter among 730
    #expect(abs(places[0] - 90.0 / 730) < 1e-7)
    // the place is that of the date, in any piece of the series
    let tail = series.suffix(3)
    #expect(builder.sequences(of: tail, targets: 2..<4).inputs == Array(places[10...11]))
    let moved = TimeSeries(
      name: "q", start: series.timestamp(at: 9), frequency: .quarterly, values: tail.values)
    #expect(builder.sequences(of: moved, targets: 2..<4).inputs == Array(places[10...11]))
  }

  @Test("a trend on a single date has a unit all the same")
  func oneDate() {
    let span = TrendSpan(of: series, in: 3..<4)
    #expect(span.place(of: span.start) == 0)
    #expect(span.place(of: series.timestamp(at: 4)).isFinite)
  }

  @Test("only the season needs a season")
  func season() {
    #expect(Feature.allCases.filter { !$0.needsSeason } == [.previous, .trend])
  }
}

@Suite("Several steps ahead") struct AheadTests {
  @Test("every element is asked for the steps after it, and none is made up")
  func answers() throws {
    let series = try SequenceTests.quarters([0, 1, 2, 3, 4, 5])
    let builder = try SequenceTests.builder(of: series, on: 0..<5)
    let sequences = builder.sequences(of: series, targets: 2..<5, ahead: 1..<3)
    #expect(sequences.outputs == 2)
    // elements 1, 2, 3 and then 2, 3, 4; each asks for its next two quarters
    let first: [Float] = [0.5, 0.75, 0.75, 1, 1, 1.25]
    #expect(sequences.targets.prefix(6) == first[...])
    #expect(Array(sequences.finalTargets.prefix(5)) == [0.75, 1, 1, 1.25, 1.25])
    #expect(sequences.finalTargets.last?.isNaN == true)
    #expect(sequences.inputs == builder.sequences(of: series, targets: 2..<5).inputs)
  }

  @Test("outputs come back step by step", arguments: ValueTransform.allCases, [false, true])
  func path(_ transform: ValueTransform, _ scalesWindows: Bool) throws {
    let values = (0..<40).map { 100 + Double($0 * $0 % 31) + Double($0) }
    let series = try SequenceTests.quarters(values)
    let builder = try SequenceTests.builder(
      transform, lookback: 3, of: series, on: 0..<30, scalesWindows: scalesWindows)
    for t in [builder.firstTarget, 20, 34] {
      let answers = builder.sequences(of: series, targets: t..<t + 1, ahead: 0..<6).finalTargets
      let back = builder.invert(
        answers.map { Double($0) }, history: values[(t - builder.firstTarget)..<t])
      for (value, expected) in zip(back, values[t..<t + 6]) {
        #expect(abs(value - expected) < 1e-3 * expected)  // answers are Float
      }
      #expect(back == builder.invert(answers.map { Double($0) }, history: values[..<t]))
    }
  }

  @Test("a window is centred on its last value and has a spread of about 1")
  func window() throws {
    let window = Window([1, 3, 2, 6])
    #expect(window.centre == 6)
    #expect(abs(window.spread - 3.50001.squareRoot()) < 1e-12)
    #expect(window.apply(6) == 0 && abs(window.invert(window.apply(-4)) + 4) < 1e-12)
    let flat = Window([5, 5])
    #expect(flat.apply(5) == 0 && flat.spread > 0)
  }

  @Test("what a scaled window shows does not depend on level and unit")
  func invariance() throws {
    let values = (0..<30).map { Double($0 * $0 % 31) + Double($0) }
    func inputs(_ change: (Double) -> Double) throws -> Sequences {
      let builder = SequenceBuilder(
        lookback: 8, features: [.previous, .month], transform: .none,
        scaler: .minMax(minimum: 0, maximum: 1), seasonLength: 4, scalesWindows: true)
      return builder.sequences(
        of: try SequenceTests.quarters(values.map(change)), targets: 8..<30)
    }
    let (plain, moved) = (try inputs { $0 }, try inputs { 1000 + 10 * $0 })
    for (a, b) in zip(plain.inputs + plain.targets, moved.inputs + moved.targets) {
      #expect(abs(a - b) < 1e-4)
    }
    // the last value seen is 0 in every window, and the quarter stays what it is
    #expect(plain.inputs[7 * 22 * 2] == 0 && plain.inputs[7 * 22 * 2 + 1] == 0.25)
  }
}
