import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting
@testable import Recurrent

/// A member that is wrong by so much.
struct MadeMember {
  var train = 1.0
  var judged = 1.0
  var test = 1.0
  /// Validation losses, as errors.
  var curve = [1.0]
  var diverged = 0

  /// One step ahead on a series of 100s with these parts.
  func member(_ split: Split, seed: UInt64, fits: [(fit: Range<Int>, judged: Range<Int>)]) -> Member
  {
    func predictions(_ fit: Range<Int>, _ judges: Range<Int>) -> [Double?] {
      (0..<split.test.upperBound).map { t in
        if t == 0 { return nil }
        if split.test.contains(t) { return 100 - test }
        // The second value is negative, so that errors are counted in original units.
        return judges.contains(t)
          ? 100 - judged : fit.contains(t) ? (t == 1 ? -100 : 100) - train : nil
      }
    }
    let records = curve.enumerated().map { epoch, error in
      EpochRecord(
        epoch: epoch, trainingLoss: 1, validationLoss: error * error, learningRate: 0.01,
        gradientNorm: 1)
    }
    let history = TrainingHistory(
      records: records, stopReason: .epochs, bestEpoch: 0, usedEpoch: records.count - 1)
    var scores = Scores(
      train: metrics(train), validation: nil, testOneStep: metrics(test),
      testRecursive: metrics(test))
    scores.validation = metrics(judged)
    let trial = Member.Trial(
      oneStep: predictions(split.fit, split.validation), scores: scores,
      usedEpoch: history.usedEpoch, stopReason: .epochs)
    return Member(
      seed: seed, trial: trial,
      judgements: fits.map {
        Judgement(
          fit: $0.fit, judged: $0.judged, oneStep: predictions($0.fit, $0.judged),
          history: history)
      }, diverged: diverged)
  }

  private func metrics(_ error: Double) -> Metrics {
    Metrics([100 - error], actual: [100], scale: .undefined("not looked at"))
  }
}

/// 24 values to fit on, 12 to validate, 12 to test; the benchmark is wrong by 2 everywhere.
func made(
  _ members: [MadeMember], fits: [(Range<Int>, Range<Int>)] = [(0..<24, 24..<36)]
) throws -> Constructed {
  var result = Constructed(fit: 24, validation: 12, test: 12)
  result.values[1] = -100
  result.err(0..<48, network: [1], benchmark: [2])
  result.benchmark[0] = nil
  let split = try result.split
  result.members = members.enumerated().map { place, member in
    member.member(split, seed: UInt64(place), fits: fits)
  }
  return result
}

@Suite("A diagnosis on several seeds") struct MemberTests {
  @Test("goes by medians over the seeds, in intervals that hold their spread")
  func medians() throws {
    let result = try made([
      MadeMember(judged: 8, test: 0.5, curve: [1, 1]),
      MadeMember(judged: 4, test: 1, curve: [1, 3]),
      MadeMember(judged: 6, test: 1.5, curve: [1, 1.5]),
    ])
    let axes = try result.diagnosis.axes
    #expect(axes.gap.value == 6)
    #expect(axes.gap.interval == Interval(lower: 4, upper: 8))
    #expect(axes.cost.value == 50)
    #expect(axes.cost.interval == Interval(lower: 0, upper: 200))
    #expect(axes.cost.text == "50 % above epoch 0")
    #expect(axes.skill.value == 0.5)
    #expect(axes.skill.interval == Interval(lower: 0.25, upper: 0.75))
    #expect(axes.skill.why.hasSuffix("the median of 3 networks that differ by their seed."))
    #expect(try result.diagnosis.verdict == .overfitClear)
  }

  @Test("counts a gap at every origin, and the points of all")
  func origins() throws {
    let fits = [(0..<24, 24..<36), (0..<12, 12..<24)]
    var result = try made([MadeMember(judged: 2), MadeMember(judged: 2)], fits: fits)
    let members = try #require(try result.evidence.members)
    #expect(members.judgements.count == 4)
    #expect(members.judgedCount == 24)
    #expect(members.gap()?.value == 2)
    #expect(
      try result.diagnosis.confidence.hasSuffix(
        "2 seeds at 2 origins, 24 points that chose nothing"))
    // At an earlier origin the mean knows only what was fitted on there.
    result.baseline = .trainingMean
    let mean = (11 * 100.0 - 100) / 12
    let (onTrain, judged) = (
      (10 * (100 - mean) * (100 - mean) + (100 + mean) * (100 + mean)) / 11, 100 - mean
    )
    let earlier = try #require(try result.evidence.members?.judgements.first { $0.origin == 1 })
    let ratio = try #require(earlier.gap(.init(train: [0..<11], judged: [0..<12])))
    #expect(abs(ratio - 2 * onTrain.squareRoot() / judged) < 1e-9)
  }

  @Test("calls seeds that differ by more than a quarter unstable")
  func unstable() throws {
    func verdict(_ tests: [Double]) throws -> (Verdict, Check?) {
      let diagnosis = try made(tests.map { MadeMember(test: $0) }).diagnosis
      return (diagnosis.verdict, diagnosis.checks.first { $0.id == "V01" })
    }
    let (healthy, small) = try verdict([0.9, 1, 1.1])
    #expect(healthy == .healthy)
    #expect(abs(try #require(small?.value) - 0.1) < 1e-9)
    let (unstable, large) = try verdict([0.7, 1, 1.3])
    #expect(unstable == .unstable)
    #expect(large?.status == .fail)
    #expect(try verdict([1]).1 == nil)
  }

  @Test("is DIVERGED where a training for it was")
  func diverged() throws {
    let result = try made([MadeMember(), MadeMember(diverged: 2)])
    #expect(try result.diagnosis.verdict == .diverged)
    #expect(try result.diagnosis.sentence.hasPrefix("2 of its trainings"))
  }

  @Test("writes down every seed")
  func records() throws {
    let result = try made([
      MadeMember(train: 2, judged: 6, test: 1, curve: [2, 1, 1.25]), MadeMember(),
    ])
    let seeds = try #require(try result.diagnosis.seeds)
    #expect(
      seeds.first
        == Diagnosis.Seed(
          seed: 0, train: 2, validation: 6, test: 1, gap: 3, cost: 25, usedEpoch: 2, diverged: 0))
    #expect(seeds.map(\.seed) == [0, 1])
    #expect(try made([]).diagnosis.seeds == nil)
  }

  @Test("stands on the network alone where no member could be judged")
  func alone() throws {
    let result = try made([MadeMember(), MadeMember()], fits: [])
    #expect(try result.evidence.members == nil)
    #expect(try result.diagnosis.axes.gap.value == 1)
    #expect(try result.diagnosis.confidence.hasPrefix("moderate: 2 seeds, and the validation part"))
  }
}

@Suite("Statistics of several seeds") struct MemberStatisticsTests {
  @Test("An interval over two members takes in both")
  func draws() {
    // the median of two draws of 0 and 1 is 0 or 1 in a quarter of the cases each
    let interval = memberBootstrap(members: 2, counts: []) { members, _ in
      median(members.map { Double($0) })
    }
    #expect(interval == Interval(lower: 0, upper: 1))
  }

  @Test("Blocks are stretches of neighbours that fill the length", arguments: [4, 5, 27, 100])
  func blocks(count: Int) {
    let interval = memberBootstrap(members: 1, counts: [count]) { members, blocks in
      #expect(members == [0])
      let points = blocks[0].reduce(0) { $0 + $1.count }
      #expect(points == count)
      #expect(blocks[0].allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= count })
      return Double(blocks[0][0].lowerBound)
    }
    #expect(interval != nil)
  }

  @Test("There is no interval on fewer than four points, nor where the value is often undefined")
  func none() {
    #expect(memberBootstrap(members: 3, counts: [3]) { _, _ in 1 } == nil)
    #expect(
      memberBootstrap(members: 3, counts: [8]) { members, _ in members[0] == 0 ? nil : 1 } == nil)
  }

  @Test("Sums over stretches are those of the squares")
  func sums() {
    let errors = SquaredErrors(.init(model: [1, -2, 3, 4], benchmark: [2, 2, 2, 4]))
    // √((4 + 9) / 2) / 2
    #expect(errors.skill([1..<3]) == 1 - 6.5.squareRoot() / 2)
    #expect(
      errors.gap(to: errors, [0..<1], [1..<2, 3..<4]) == 10.squareRoot() / (0.5 * 10.squareRoot()))
    #expect(SquaredErrors(.init(model: [1], benchmark: [0])).skill([0..<1]) == nil)
  }

  @Test("The coefficient of variation is that of a sample")
  func variation() {
    #expect(coefficientOfVariation([1, 3]) == 2.squareRoot() / 2)
    #expect(coefficientOfVariation([1]) == nil)
    #expect(coefficientOfVariation([0, 0]) == nil)
  }
}
