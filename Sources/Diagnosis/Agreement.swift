import Forecasting
import Recurrent
import SeriesData

/// How far a verdict depends on which seeds were drawn.
public struct Agreement: Hashable, Sendable, Codable {
  /// The share of other draws of as many seeds that would give the same verdict.
  public var share: Double
  /// The verdict that most of the others would give; nil where there are none.
  public var rival: Verdict?

  /// The most seeds that are trained until a verdict stands: with these, nine verdicts of ten on one
  /// set-up are alike in nearly all set-ups, even on a limit (`make calibration`).
  public static let mostSeeds = 20
  /// The share above which more seeds would change little.
  ///
  /// That of a few seeds is rough, so more is asked for than the nine in ten below which a verdict is
  /// said to lie on a limit.
  static let enough = 0.99

  /// Says how many agree, and with whom the others do.
  public init(share: Double, rival: Verdict?) { (self.share, self.rival) = (share, rival) }
}

extension SeedRule {
  /// More seeds, as long as another draw of those that there are might give another verdict.
  ///
  /// - Parameters:
  ///   - experiment: What the networks are of.
  ///   - benchmark: The forecaster without parameters that they are held against.
  ///   - most: The most seeds of a network.
  /// - Returns: A rule; it looks at nothing that the verdict does not look at.
  public static func untilVerdictsStand(
    in experiment: Experiment, against benchmark: BaselineResult,
    most: Int = Agreement.mostSeeds
  ) -> SeedRule {
    SeedRule(most: most) { model in
      let evidence = Evidence(model, benchmark: benchmark, in: experiment)
      let judge = Judge(
        evidence, axes: evidence.axes, skillOnTrain: evidence.skillOnTrain,
        curve: evidence.stillFalling, seedSpread: evidence.seedSpread)
      return evidence.agreement(with: judge)?.share ?? 1 > Agreement.enough
    }
  }
}

extension Evidence {
  /// The verdicts of other draws of the seeds, with replacement, as many as there are.
  ///
  /// This is the bootstrap over members (Efron, *Bootstrap methods: another look at the jackknife*,
  /// Annals of Statistics 7, 1979). Values and origins stay as they are; every draw has an interval of
  /// the gap of its own.
  ///
  /// - Returns: nil where there is one seed alone, or nothing judged them.
  func agreement(with judge: Judge) -> Agreement? {
    guard let members, members.memberCount > 1 else { return nil }
    let voices = (0..<members.memberCount).map { voice(of: $0, members) }
    let verdict = judge.verdict
    var generator = SeededGenerator(seed: 0)
    var counts: [Verdict: Int] = [:]
    for _ in 0..<Self.draws {
      let drawn = voices.indices.map { _ in
        Int.random(in: voices.indices, using: &generator)
      }
      let other = judge.hearing(
        drawn.map { voices[$0] }, gap: members.gap(of: drawn, resamples: Self.resamples))
      counts[other.verdict, default: 0] += 1
    }
    let others = Verdict.allCases.filter { $0 != verdict && counts[$0] != nil }
    return Agreement(
      share: Double(counts[verdict] ?? 0) / Double(Self.draws),
      rival: others.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) })
  }

  private static let draws = 200
  /// For the interval of the gap in a draw: its ends are the second smallest and the second largest.
  private static let resamples = 39

  private func voice(of place: Int, _ members: MemberEvidence) -> Voice {
    let trial = model.members[place].trial
    func skill(_ slice: Slice) -> Double? {
      trial.flatMap {
        squares($0.oneStep, benchmark.predictions.oneStep, range(of: slice), .original)
      }.flatMap { $0.skill([0..<$0.count]) }
    }
    return Voice(
      costs: members.judgements(of: place).compactMap(\.cost), skill: skill(.test),
      skillOnTrain: skill(.train), testError: trial?.scores.testOneStep.rmse)
  }
}

/// What one member has to say, but for its gap.
struct Voice {
  let costs: [Double]
  let skill: Double?
  let skillOnTrain: Double?
  let testError: Double?
}

extension Judge {
  /// The judge with what these members say.
  fileprivate func hearing(
    _ voices: [Voice], gap: (value: Double, interval: Interval?)?
  ) -> Judge {
    var other = self
    if axes.skill.value != nil, let skill = medianOrNil(voices.compactMap(\.skill)) {
      other.axes.skill.value = skill
      // The verdict asks for nothing but whether there is any.
      other.axes.skill.status = skill <= 0 ? .fail : .pass
    }
    if skillOnTrain.value != nil, let skill = medianOrNil(voices.compactMap(\.skillOnTrain)) {
      other.skillOnTrain.value = skill
    }
    if axes.gap.value != nil, let (value, interval) = gap {
      (other.axes.gap.value, other.axes.gap.interval) = (value, interval)
      other.axes.gap.status = .gap(value, interval)
    }
    if axes.cost.value != nil, let cost = medianOrNil(voices.flatMap(\.costs)) {
      other.axes.cost.value = cost
      other.axes.cost.status = .init(
        cost, warnAbove: Limits.mildCost, failAbove: Limits.strongCost)
    }
    let spread = coefficientOfVariation(voices.compactMap(\.testError))
    other.isUnstable = (spread ?? 0) > Limits.strongSpread
    return other
  }
}
