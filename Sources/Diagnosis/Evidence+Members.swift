import Forecasting
import Recurrent
import SeriesData

// The same evidence from networks that differ by their seed, at several origins.

/// The errors of one member at one origin, beside those of the benchmark.
struct JudgedErrors {
  let member: Int
  /// Its place in ``MemberEvidence/origins``.
  let origin: Int
  let train: SquaredErrors
  let judged: SquaredErrors
  /// By how many percent the weights that are judged are worse than an earlier epoch.
  let cost: Double?
  /// That epoch.
  let bestEpoch: Int

  /// `(E_judged / E_train) / (B_judged / B_train)`.
  func gap(_ blocks: Blocks) -> Double? {
    train.gap(to: judged, blocks.train, blocks.judged)
  }

  /// The same of all points.
  var wholeGap: Double? { gap(Blocks(train: [0..<train.count], judged: [0..<judged.count])) }

  /// The points that are counted, of both stretches.
  struct Blocks {
    let train: [Range<Int>]
    let judged: [Range<Int>]
  }
}

/// What all members at all origins have to say.
struct MemberEvidence {
  /// What was fitted on and what judged, the latest first.
  let origins: [Judgement]
  let judgements: [JudgedErrors]
  let memberCount: Int
  /// The scale of the errors.
  let scale: Evidence.Scale

  /// The values that judged, over all origins.
  var judgedCount: Int { origins.reduce(0) { $0 + $1.judged.count } }

  /// The median gap over members and origins, and its interval: seeds drawn anew, and blocks of
  /// values that all members share.
  ///
  /// - Parameters:
  ///   - drawn: The members that count, some perhaps more than once; nil is each of them once.
  ///   - resamples: How often the interval draws.
  /// - Returns: nil where a gap is undefined.
  func gap(
    of drawn: [Int]? = nil, resamples: Int = 999
  ) -> (value: Double, interval: Interval?)? {
    let counted = drawn ?? Array(0..<memberCount)
    let everything = wholeStretches.map {
      JudgedErrors.Blocks(train: [$0.train], judged: [$0.judged])
    }
    guard let value = gap(counted, everything) else { return nil }
    let interval = memberBootstrap(
      members: counted.count,
      counts: wholeStretches.flatMap { [$0.train.count, $0.judged.count] }, resamples: resamples
    ) { members, blocks in
      gap(
        members.map { counted[$0] },
        wholeStretches.indices.map {
          JudgedErrors.Blocks(train: blocks[2 * $0], judged: blocks[2 * $0 + 1])
        })
    }
    return (value, interval)
  }

  private var wholeStretches: [(train: Range<Int>, judged: Range<Int>)] {
    origins.indices.map { origin in
      let first = judgements.first { $0.origin == origin }
      return (0..<(first?.train.count ?? 0), 0..<(first?.judged.count ?? 0))
    }
  }

  private func gap(_ members: [Int], _ blocks: [JudgedErrors.Blocks]) -> Double? {
    medianOrNil(members.flatMap { judgements(of: $0).compactMap { $0.gap(blocks[$0.origin]) } })
  }

  /// The median cost over members and origins, and its interval over the seeds.
  var cost: (value: Double, interval: Interval?, bestEpoch: Int)? {
    let costs = (0..<memberCount).map { judgements(of: $0).compactMap(\.cost) }
    guard let value = medianOrNil(costs.flatMap(\.self)) else { return nil }
    let interval = memberBootstrap(members: memberCount, counts: []) { members, _ in
      medianOrNil(members.flatMap { costs[$0] })
    }
    let best = medianOrNil(judgements.map { Double($0.bestEpoch) }) ?? 0
    return (value, interval, Int(best.rounded()))
  }

  func judgements(of member: Int) -> [JudgedErrors] { judgements.filter { $0.member == member } }
}

extension Evidence {
  /// What the members say; nil when there are none, or when none could be judged.
  var memberEvidence: MemberEvidence? {
    var origins: [Judgement] = []
    for judgement in model.members.flatMap(\.judgements)
    where !origins.contains(where: { $0.judged == judgement.judged }) {
      origins.append(judgement)
    }
    origins.sort { $0.judged.lowerBound > $1.judged.lowerBound }
    let log = judgedErrors(origins, .log)
    let judgements = log ?? judgedErrors(origins, .original) ?? []
    guard !judgements.isEmpty else { return nil }
    return MemberEvidence(
      origins: origins, judgements: judgements, memberCount: model.members.count,
      scale: log == nil ? .original : .log)
  }

  private func judgedErrors(_ origins: [Judgement], _ scale: Scale) -> [JudgedErrors]? {
    let benchmarks = origins.map { benchmark(fittedOn: $0.fit) }
    var found: [JudgedErrors] = []
    for (member, judgement) in model.members.enumerated().flatMap({ member, its in
      its.judgements.map { (member, $0) }
    }) {
      guard let origin = origins.firstIndex(where: { $0.judged == judgement.judged }),
        let first = judgement.oneStep.indices.first(where: {
          judgement.oneStep[$0] != nil && benchmarks[origin][$0] != nil
        })
      else { return nil }
      let known = min(first, judgement.fit.upperBound)..<judgement.fit.upperBound
      guard let train = squares(judgement.oneStep, benchmarks[origin], known, scale),
        let judged = squares(judgement.oneStep, benchmarks[origin], judgement.judged, scale)
      else { return nil }
      let cost = cost(of: judgement.history)
      found.append(
        JudgedErrors(
          member: member, origin: origin, train: train, judged: judged, cost: cost?.value,
          bestEpoch: cost?.bestEpoch ?? judgement.history.usedEpoch))
    }
    return found
  }

  func squares(
    _ model: [Double?], _ benchmark: [Double?], _ range: Range<Int>, _ scale: Scale
  ) -> SquaredErrors? {
    guard !range.isEmpty, let model = errors(model, range, scale),
      let benchmark = errors(benchmark, range, scale)
    else { return nil }
    return SquaredErrors(Pair(model: model, benchmark: benchmark))
  }

  /// What the benchmark would have said at another origin.
  private func benchmark(fittedOn fit: Range<Int>) -> [Double?] {
    guard fit != split.fit else { return benchmark.predictions.oneStep }
    let fitted = FittedBaseline(
      benchmark.baseline, values: values, fit: fit, seasonLength: series.seasonLength)
    return values.indices.map { fitted.oneStep(values, at: $0) }
  }

  /// Prechelt's generalisation loss of the last weights, in percent of the RMSE, on a curve smoothed
  /// by a running median over 1 % of the epochs.
  func cost(of history: TrainingHistory) -> (value: Double, bestEpoch: Int)? {
    let curve = curve(of: history) { $0.validationLoss }
    guard curve.indices.contains(history.usedEpoch) else { return nil }
    let smooth = runningMedian(
      Array(curve[...history.usedEpoch]), reach: history.usedEpoch / 200)
    guard let best = smooth.indices.min(by: { smooth[$0] < smooth[$1] }), smooth[best] > 0,
      let value = finite(max(0, 100 * (smooth[history.usedEpoch] / smooth[best] - 1)))
    else { return nil }
    return (value, best)
  }

  // MARK: Members one by one

  /// The skill on a slice: the median over the members, and its interval.
  func memberSkill(_ slice: Slice) -> (value: Double, interval: Interval?)? {
    let range = range(of: slice)
    let members = model.members.compactMap { member in
      member.trial.flatMap { squares($0.oneStep, benchmark.predictions.oneStep, range, .original) }
    }
    guard members.count > 1 else { return nil }
    func skill(_ drawn: [Int], _ blocks: [Range<Int>]) -> Double? {
      medianOrNil(drawn.compactMap { members[$0].skill(blocks) })
    }
    guard let value = skill(Array(members.indices), [0..<range.count]) else { return nil }
    let interval = memberBootstrap(members: members.count, counts: [range.count]) {
      skill($0, $1[0])
    }
    return (value, interval)
  }

  /// A row for each member, for the report.
  func seedRecords(_ evidence: MemberEvidence?) -> [Diagnosis.Seed]? {
    guard !model.members.isEmpty else { return nil }
    return model.members.enumerated().map { place, member in
      let judgements = evidence?.judgements(of: place) ?? []
      return Diagnosis.Seed(
        seed: member.seed, train: member.trial?.scores.train.rmse,
        validation: member.trial?.scores.validation?.rmse,
        test: member.trial?.scores.testOneStep.rmse,
        gap: medianOrNil(judgements.compactMap(\.wholeGap)),
        cost: medianOrNil(judgements.compactMap(\.cost)), usedEpoch: member.trial?.usedEpoch,
        diverged: member.diverged)
    }
  }
}
