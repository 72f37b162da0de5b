import Testing

@testable import Diagnosis

/// How the axes came out, and what the judge should say.
struct JudgeCase: Sendable, CustomTestStringConvertible {
  let expected: Verdict
  var skill: Check.Status = .pass
  /// The skill on the training part.
  var onTrain: Double? = 0.6
  var gap: Check.Status = .pass
  var interval: ClosedRange<Double>?
  var cost: Check.Status = .pass
  var shift: Check.Status = .pass
  var curve: Check.Status = .pass
  var validation = 24
  var isStopped = false
  var isUnstable = false
  var looksAhead = false
  var diverged = 0

  var judge: Judge {
    var judge = Judge(
      axes: Diagnosis.Axes(
        skill: check(skill), gap: check(gap, interval: interval), cost: check(cost),
        shift: check(shift)),
      skillOnTrain: check(onTrain == nil ? .absent : .pass, value: onTrain), curve: check(curve),
      judgedCount: validation)
    judge.hasValidation = validation > 0
    judge.isStopped = isStopped
    judge.isUnstable = isUnstable
    judge.looksAhead = looksAhead
    judge.diverged = diverged
    return judge
  }

  var testDescription: String {
    "\(expected.rawValue): skill \(skill) (\(onTrain ?? .nan) on train), gap \(gap), cost \(cost), "
      + "shift \(shift), curve \(curve), \(validation) points"
  }

  /// Verdicts of sound evidence, by the first rule that fits.
  static let decided: [JudgeCase] = [
    .init(expected: .healthy),
    .init(expected: .healthy, skill: .warn, shift: .warn),
    .init(expected: .healthy, cost: .absent),
    .init(expected: .stoppedEarly, curve: .warn),
    .init(expected: .stoppedEarly, shift: .warn, curve: .warn),
    // without skill on test
    .init(expected: .underfit, skill: .fail, onTrain: 0.19),
    .init(expected: .underfit, skill: .fail, onTrain: -0.5, gap: .fail, shift: .fail),
    .init(expected: .underfit, skill: .fail, onTrain: -0.06, isStopped: true),
    .init(expected: .noSkill, skill: .fail, onTrain: -0.04, isStopped: true),
    .init(expected: .shift, skill: .fail, onTrain: 0.1, shift: .fail, isStopped: true),
    .init(expected: .shift, skill: .fail, onTrain: -0.5, shift: .fail, isStopped: true),
    .init(expected: .overfitClear, skill: .fail, onTrain: 0.1, gap: .fail, cost: .fail),
    .init(expected: .invalid, gap: .fail, cost: .fail, looksAhead: true, diverged: 1),
    .init(expected: .diverged, gap: .fail, cost: .fail, diverged: 1),
    .init(expected: .unstable, isUnstable: true),
    .init(expected: .unstable, curve: .warn, isUnstable: true),
    .init(expected: .overfitMild, cost: .fail, isUnstable: true),
    .init(expected: .shift, shift: .fail, isUnstable: true),
    .init(expected: .noSkill, skill: .fail, onTrain: nil),
    .init(expected: .noSkill, skill: .fail, onTrain: 0.2),
    .init(expected: .overfitMild, skill: .fail, gap: .warn, cost: .fail, shift: .warn),
    .init(expected: .noSkill, skill: .fail, gap: .warn, cost: .warn, shift: .warn),
    .init(expected: .noSkill, skill: .fail, cost: .fail),
    .init(expected: .shift, skill: .fail, shift: .fail),
    .init(expected: .overfitClear, skill: .fail, gap: .fail, cost: .fail, shift: .fail),
    .init(expected: .overfitMild, skill: .fail, gap: .fail, shift: .warn),
    .init(expected: .shift, skill: .fail, gap: .fail, shift: .fail),
    // with skill on test
    .init(expected: .overfitClear, gap: .fail, cost: .fail),
    .init(expected: .overfitClear, gap: .fail, cost: .fail, shift: .fail, curve: .warn),
    .init(expected: .shift, shift: .fail),
    .init(expected: .shift, cost: .fail, shift: .fail, curve: .warn),
    .init(expected: .shift, gap: .warn, cost: .fail, shift: .fail),
    .init(expected: .overfitClear, gap: .fail, cost: .warn, shift: .fail),
    .init(expected: .overfitClear, gap: .fail, cost: .warn),
    .init(expected: .shift, gap: .fail, cost: .pass, shift: .fail),
    .init(expected: .overfitMild, gap: .fail),
    .init(expected: .overfitMild, cost: .fail),
    .init(expected: .overfitMild, gap: .warn, cost: .warn, curve: .warn),
    .init(expected: .healthy, cost: .warn),
    .init(expected: .healthy, gap: .warn),
  ]

  /// The same evidence may be too little.
  static let undecided: [JudgeCase] = [
    .init(expected: .inconclusive, gap: .fail, cost: .fail, validation: 11),
    .init(expected: .inconclusive, gap: .fail, validation: 1),
    .init(expected: .inconclusive, gap: .absent, cost: .absent, validation: 0),
    .init(expected: .inconclusive, gap: .absent, cost: .absent, shift: .fail, validation: 0),
    .init(expected: .inconclusive, skill: .fail, gap: .absent, shift: .fail, validation: 0),
    .init(expected: .inconclusive, skill: .fail, onTrain: 0.1, gap: .absent, validation: 0),
    .init(expected: .inconclusive, skill: .fail, gap: .absent, validation: 0),
    .init(expected: .inconclusive, gap: .absent, cost: .pass),
    .init(expected: .inconclusive, gap: .absent, cost: .fail),
    .init(expected: .inconclusive, gap: .warn, interval: 0.99...2.51, cost: .warn),
    .init(expected: .inconclusive, gap: .fail, interval: 0.3...7),
    .init(expected: .inconclusive, skill: .absent),
    .init(expected: .inconclusive, skill: .absent, curve: .warn),
  ]

  /// What does not stand on the validation part is said with a short one.
  static let shortValidation: [JudgeCase] = [
    .init(expected: .underfit, skill: .fail, onTrain: 0.1, validation: 11),
    .init(expected: .noSkill, skill: .fail, validation: 3),
    .init(expected: .healthy, validation: 11),
    .init(expected: .shift, shift: .fail, validation: 11),
    .init(expected: .stoppedEarly, curve: .warn, validation: 3),
  ]

  /// Intervals that reach one limit or neither do not straddle; and a price is one for any memory.
  static let narrow: [JudgeCase] =
    [1...9, 1.6...2.6, 0.5...2.5].map {
      .init(expected: .overfitMild, gap: .warn, interval: $0, cost: .warn)
    } + [
      .init(expected: .overfitClear, gap: .fail, interval: 0.9...9, cost: .fail),
      .init(expected: .overfitMild, gap: .pass, interval: 0.9...9, cost: .fail),
    ]
}

@Suite("The judge") struct JudgeTests {
  @Test("goes by the first rule that fits", arguments: JudgeCase.decided + JudgeCase.narrow)
  func decided(_ row: JudgeCase) {
    #expect(row.judge.verdict == row.expected)
    #expect(row.judge.confidence == "fair: one seed, 24 validation points")
  }

  @Test("does not decide on too little", arguments: JudgeCase.undecided)
  func undecided(_ row: JudgeCase) {
    #expect(row.judge.verdict == .inconclusive)
    #expect(row.judge.confidence.hasPrefix("low: "))
    #expect(row.judge.sentence.hasPrefix("The evidence does not decide: "))
  }

  @Test(
    "says after a short validation part what does not need a long one",
    arguments: JudgeCase.shortValidation)
  func shortValidation(_ row: JudgeCase) {
    #expect(row.judge.verdict == row.expected)
    #expect(row.judge.confidence.hasPrefix("low: "))
  }

  @Test("reaches every verdict there is")
  func all() {
    let reached = (JudgeCase.decided + JudgeCase.undecided).map(\.judge.verdict)
    #expect(Set(reached) == Set(Verdict.allCases))
    let sentences = (JudgeCase.decided + JudgeCase.undecided).map(\.judge.sentence)
    #expect(Set(sentences).count > Verdict.allCases.count)
    #expect(Verdict.allCases.filter(\.isOverfit) == [.overfitClear, .overfitMild])
  }

  @Test(
    "says why it does not decide",
    arguments: [
      (
        .init(expected: .inconclusive, gap: .absent, validation: 0),
        "there is no validation part (--validation 0)"
      ),
      (
        .init(expected: .inconclusive, gap: .fail, validation: 11),
        "the validation part has only 11 points to judge on, and 12 are needed"
      ),
      (
        .init(expected: .inconclusive, gap: .absent, validation: 12),
        "the gap could not be measured"
      ),
      (
        .init(expected: .inconclusive, gap: .fail, interval: 0.84...3.06),
        "the gap lies anywhere from 0.8 to 3.1"
      ),
      (.init(expected: .inconclusive, skill: .absent), "the skill could not be measured"),
    ] as [(JudgeCase, String)])
  func reasons(_ row: JudgeCase, _ reason: String) {
    #expect(row.judge.sentence == "The evidence does not decide: \(reason).")
    #expect(row.judge.confidence == "low: \(reason)")
  }

  @Test(
    "needs twelve validation points, and is surer with twenty-four",
    arguments: [
      (11, "low: the validation part has only 11 points to judge on, and 12 are needed"),
      (12, "moderate: one seed, 12 validation points"),
      (23, "moderate: one seed, 23 validation points"),
      (24, "fair: one seed, 24 validation points"),
    ])
  func confidence(points: Int, _ expected: String) {
    let judge = JudgeCase(
      expected: .overfitClear, gap: .fail, cost: .fail, validation: points
    ).judge
    #expect(judge.verdict == (points < 12 ? .inconclusive : .overfitClear))
    #expect(judge.confidence == expected)
  }

  @Test(
    "tells memory without harm from harm without memory",
    arguments: [
      (Check.Status.fail, Check.Status.pass, "It memorises the training part, harmless so far."),
      (.fail, .absent, "It memorises the training part, harmless so far."),
      (.pass, .fail, "It became worse on new values by training on."),
      (.warn, .warn, "It does somewhat worse on new values than on those it knows."),
    ])
  func mild(_ gap: Check.Status, _ cost: Check.Status, _ sentence: String) {
    let judge = JudgeCase(expected: .overfitMild, gap: gap, cost: cost).judge
    #expect(judge.verdict == .overfitMild)
    #expect(judge.sentence == sentence)
  }
}
