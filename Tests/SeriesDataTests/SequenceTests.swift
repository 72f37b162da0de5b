import Testing

@testable import SeriesData

@Suite("Sequences") struct SequenceTests {
  /// Twelve quarters: 10, 20, … 120.
  static func quarters(_ values: [Double] = (1...12).map { Double(10 * $0) }) throws -> TimeSeries {
    TimeSeries(name: "q", start: try day("2001-01-01"), frequency: .quarterly, values: values)
  }

  static func builder(
    _ transform: ValueTransform = .none, features: [Feature] = [.previous, .month],
    scaler: Scaler.Kind = .minMax, lookback: Int = 2, of series: TimeSeries, on fit: Range<Int>,
    scalesWindows: Bool = false
  ) throws -> SequenceBuilder {
    try .fitting(
      series: series, on: fit, lookback: lookback, features: features, transform: transform,
      scaler: scaler, lambda: transform.needsLambda ? -0.3 : nil, scalesWindows: scalesWindows)
  }

  @Test("a tiny series by hand")
  func byHand() throws {
    let series = try Self.quarters([0, 1, 2, 3, 4, 5])
    let builder = try Self.builder(of: series, on: 0..<5)
    #expect(builder.scaler == .minMax(minimum: 0, maximum: 4))
    #expect(builder.firstTarget == 2 && builder.featureCount == 2)
    let sequences = builder.sequences(of: series, targets: 2..<5)
    #expect((sequences.time, sequences.batch, sequences.features) == (2, 3, 2))
    // Elements 1, 2, 3 and then 2, 3, 4: the scaled value before, and the quarter itself / 4.
    #expect(
      sequences.inputs == [
        0.00, 0.50, 0.25, 0.75, 0.50, 1.00,
        0.25, 0.75, 0.50, 1.00, 0.75, 0.25,
      ])
    #expect(sequences.targets == [0.25, 0.50, 0.75, 0.50, 0.75, 1.00])
    #expect(Array(sequences.finalTargets) == [0.50, 0.75, 1.00])
    #expect(sequences.targetIndices == 2..<5)
  }

  @Test("one step beyond the series has inputs and no target")
  func beyond() throws {
    let series = try Self.quarters([0, 1, 2, 3, 4, 5])
    let builder = try Self.builder(of: series, on: 0..<5)
    let next = builder.sequences(of: series, targets: 6..<7)
    #expect(next.inputs == [1.00, 0.50, 1.25, 0.75])
    #expect(next.targets[0] == 1.25 && next.targets[1].isNaN)
    let longer = try Self.quarters([0, 1, 2, 3, 4, 5, 99])
    #expect(builder.sequences(of: longer, targets: 6..<7).inputs == next.inputs)
    #expect(builder.sequences(of: series, targets: 6..<6).inputs.isEmpty)
  }

  @Test("one-hot and cyclic months")
  func otherFeatures() throws {
    let series = try Self.quarters()
    let builder = try Self.builder(
      features: [.monthOneHot, .monthCyclic], lookback: 1, of: series, on: 0..<12)
    #expect(builder.featureCount == 6)
    let third = builder.sequences(of: series, targets: 2..<3).inputs
    #expect(third[..<4] == [0, 0, 1, 0])
    #expect(abs(third[4]) < 1e-7 && third[5] == -1)
  }

  @Test("the classic airline settings give 84 targets of 96")
  func classic() throws {
    var source = try FileSource(path: airlinePath)
    let air = try SeriesReader.read(from: &source, named: "air", options: ReadOptions()).series
    let split = try Split(
      count: air.count, trainCount: Split.trainCount(of: air.count, share: 0.67),
      validationShare: 0.15)
    let builder = try Self.builder(lookback: 12, of: air, on: split.fit)
    #expect(builder.firstTarget == 12)
    let train = builder.sequences(of: air, targets: builder.firstTarget..<split.train.upperBound)
    #expect((train.time, train.batch, train.features) == (12, 84, 2))
    // The last element of the first sequence: December 1949 goes in, January 1950 is asked.
    #expect(train.inputs[(11 * 84) * 2] == Float(builder.scaled(air, 11)))
    #expect(train.inputs[(11 * 84) * 2 + 1] == Float(1.0 / 12))
    #expect(builder.scaler == .minMax(minimum: 104, maximum: 364))
  }

  @Test(
    "going to scaled units and back gives the value", arguments: ValueTransform.allCases,
    Scaler.Kind.allCases)
  func roundTrip(transform: ValueTransform, kind: Scaler.Kind) throws {
    let values: [Double] = (0..<40).map { (index: Int) in Double(100 + index * index + index % 5) }
    let series = try Self.quarters(values)
    let builder = try Self.builder(transform, scaler: kind, of: series, on: 0..<25)
    for t in builder.firstTarget - builder.lookback..<40 {
      let back = builder.invert(builder.scaled(series, t), at: t, history: values[..<t])
      #expect(abs(back - values[t]) < 1e-11 * values[t])
    }
  }

  @Test("values outside of the fitted part move nothing", arguments: ValueTransform.allCases)
  func noLeak(transform: ValueTransform) throws {
    let values = (0..<40).map { Double(100 + $0 * $0) }
    let disturbed = values.indices.map { (5..<25).contains($0) ? values[$0] : -1e6 }
    for kind in Scaler.Kind.allCases {
      let honest = try Self.builder(transform, scaler: kind, of: Self.quarters(values), on: 5..<25)
      let tempted = try Self.builder(
        transform, scaler: kind, of: Self.quarters(disturbed), on: 5..<25)
      #expect(honest == tempted)
    }
  }

  @Test(
    "inputs do not move with the target or anything after it", arguments: ValueTransform.allCases,
    [false, true])
  func noLeakInInputs(transform: ValueTransform, scalesWindows: Bool) throws {
    let values = (0..<40).map { Double(100 + $0 * $0) }
    let builder = try Self.builder(
      transform, features: Feature.allCases, of: Self.quarters(values), on: 0..<25,
      scalesWindows: scalesWindows)
    for t in builder.firstTarget..<40 {
      let future = values.enumerated().map { $0 >= t ? 7 : $1 }
      let honest = builder.sequences(of: try Self.quarters(values), targets: t..<t + 1)
      let tempted = builder.sequences(of: try Self.quarters(future), targets: t..<t + 1)
      #expect(honest.inputs == tempted.inputs)
      #expect(honest.targets != tempted.targets)
    }
  }

  @Test("what cannot be prepared is refused by name")
  func refusals() throws {
    let series = try Self.quarters([1, 2, 0, 4, 5, 6])
    let log = #expect(throws: PreparationError.self) {
      try Self.builder(.log, of: series, on: 0..<6)
    }
    #expect(
      log?.description
        == "the value 0.0 at 2001Q3 has no logarithm (--transform log expects positive values). "
        + "Try --transform none or diff.")
    let short = #expect(throws: PreparationError.self) {
      try Self.builder(lookback: 6, of: series, on: 0..<6)
    }
    #expect(
      short?.description == "6 values to fit on are too few for --lookback 6 "
        + "(expected at least 7). Try --lookback 5 or less.")
    let yearly = TimeSeries(
      name: "y", start: series.start, frequency: .yearly, values: series.values)
    let season = #expect(throws: PreparationError.self) {
      try Self.builder(of: yearly, on: 0..<6)
    }
    #expect(
      season?.description
        == "yearly data have no season for the feature month. Try --features prev.")
    #expect(throws: Never.self) { try Self.builder(.log, of: series, on: 3..<6) }
  }

  @Test("a target without history is a programming error")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      let series = try SequenceTests.quarters()
      _ = try SequenceTests.builder(of: series, on: 0..<8).sequences(of: series, targets: 1..<3)
    }
  }
}

@Suite("Scaler and transform") struct ScalerTests {
  @Test("scalers by hand")
  func byHand() {
    #expect(Scaler.fit(.minMax, to: [2, 6, 4]) == .minMax(minimum: 2, maximum: 6))
    #expect(Scaler.fit(.minMax, to: [2, 6]).apply(5) == 0.75)
    #expect(Scaler.fit(.standard, to: [2, 6]) == .standard(mean: 4, deviation: 2))
    #expect(Scaler.fit(.standard, to: [2, 6]).apply(5) == 0.5)
    #expect(Scaler.fit(.standard, to: [2, 6]).unit == 2)
  }

  @Test("a constant slice is scaled to zero and comes back", arguments: Scaler.Kind.allCases)
  func constant(kind: Scaler.Kind) {
    let scaler = Scaler.fit(kind, to: [Double](repeating: 0.1, count: 7))
    #expect(scaler.apply(0.1) == 0 && scaler.invert(0) == 0.1 && scaler.unit == 1)
  }

  @Test("transforms by hand")
  func transforms() {
    #expect(ValueTransform.diff.apply([1, 4, 9], seasonLength: 2) == [3, 5])
    #expect(ValueTransform.none.apply([1, 4, 9], seasonLength: 2) == [1, 4, 9])
    #expect(ValueTransform.log.apply([1], seasonLength: 2) == [0])
    let seasonal = ValueTransform.seasonalLogDiff.apply([1, 2, 4], seasonLength: 2)
    #expect(seasonal.count == 1 && abs(seasonal[0] - 1.3862943611198906) < 1e-15)  // log 4
    #expect(ValueTransform.seasonalLogDiff.lostPoints(seasonLength: 12) == 12)
    #expect(ValueTransform.diff.apply([1], seasonLength: 2).isEmpty)
  }
}

@Suite("Split") struct SplitTests {
  @Test("the default split of 144 months is 82, 14 and 48")
  func airline() throws {
    let split = try Split(count: 144, trainCount: 96, validationShare: 0.15)
    #expect(Split.trainCount(of: 144, share: 0.67) == 96)
    #expect(split.fit == 0..<82 && split.validation == 82..<96 && split.test == 96..<144)
    #expect(split.train == 0..<96)
  }

  @Test("shares of 100 are whole numbers", arguments: 0...100)
  func hundredths(percent: Int) {
    #expect(Split.trainCount(of: 100, share: Double(percent) / 100) == percent)
    #expect(Split.trainCount(of: 1_000_000, share: Double(percent) / 100) == percent * 10_000)
  }

  @Test("parts may be empty, but not the fitted one")
  func edges() throws {
    let whole = try Split(count: 10, trainCount: 10, validationShare: 0)
    #expect(whole.test.isEmpty && whole.validation.isEmpty && whole.fit == 0..<10)
    #expect(throws: SplitError.trainCount(found: 11, largest: 10)) {
      try Split(count: 10, trainCount: 11, validationShare: 0)
    }
    #expect(throws: SplitError.trainCount(found: 0, largest: 10)) {
      try Split(count: 10, trainCount: 0, validationShare: 0)
    }
    #expect(throws: SplitError.validationShare(found: 1)) {
      try Split(count: 10, trainCount: 5, validationShare: 1)
    }
    #expect(
      SplitError.trainCount(found: 11, largest: 10).description
        == "the training part has 11 values (expected 1 to 10, the length of the series). "
        + "Try --train 0.67.")
  }
}
