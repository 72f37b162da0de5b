import Recurrent
import SeriesData

// What other seeds and other origins would have given.

/// When the seeds that were trained are enough for a verdict.
public struct SeedRule: Sendable {
  /// The most of each network.
  public var most: Int
  /// Whether the verdict on a network stands, with the members that it has.
  public var isSettled: @Sendable (ModelResult) -> Bool

  /// Sets the rule.
  public init(most: Int, isSettled: @escaping @Sendable (ModelResult) -> Bool) {
    (self.most, self.isSettled) = (most, isSettled)
  }
}

extension Experiment {
  /// Trainings of each network beyond its trial and its refit, with ``seeds`` seeds.
  public var trainingsForJudgement: Int {
    guard seeds > 1, let network = networks.first else { return 0 }
    return memberTasks(of: network, 0..<seeds).count
  }

  /// The same network with its members: ``seeds`` of them, and as many more again until
  /// ``seedRule`` is content.
  ///
  /// - Parameters:
  ///   - result: The network that is kept.
  ///   - threads: How many train; the result does not depend on it.
  ///   - watch: Who may stop all training, and what was trained before.
  ///   - onProgress: Told about each epoch: the place of its training, how many there are by now, what
  ///     it is fitted on.
  /// - Returns: The result, and how many trainings it took.
  /// - Throws: ``Interrupted``, ``SeriesData/PreparationError``.
  func trainMembers(
    of result: ModelResult, threads: Int, watch: FittedNetwork.Watch,
    onProgress: @escaping @Sendable (Int, Int, Range<Int>, EpochRecord) -> Void
  ) async throws -> (ModelResult, trainings: Int) {
    var judged = result
    var trainings = 0
    guard seeds > 1 else { return (judged, 0) }
    repeat {
      let members = judged.members.count..<judged.members.count + seeds
      let tasks = memberTasks(of: result.model.specification, members)
      let (before, planned) = (trainings, trainings + tasks.count)
      let outcomes = try await concurrentMap(Array(tasks.enumerated()), limit: threads) {
        place, task in
        try train(
          task, of: result.model.specification, threads: max(1, threads / tasks.count),
          watch: watch.telling {
            onProgress(before + place, planned, task.origin?.fit ?? split.fit, $0)
          })
      }
      judged.members += self.members(members, of: result, tasks, outcomes)
      trainings = planned
    } while needsMoreSeeds(judged)
    return (judged, trainings)
  }

  private func needsMoreSeeds(_ judged: ModelResult) -> Bool {
    guard let seedRule, judged.members.count + seeds <= seedRule.most else { return false }
    return !seedRule.isSettled(judged)
  }

  /// One training that is done for the sake of the verdict.
  struct MemberTask: Hashable {
    let member: Int
    /// Where it is judged; nil for the part that the kept network is fitted on.
    let origin: JudgedOrigin?
  }

  /// Every member on the part to fit on, but for the one that is kept, and all at every origin that
  /// these do not answer for.
  func memberTasks(of network: NetworkSpecification, _ members: Range<Int>) -> [MemberTask] {
    let origins = judgedOrigins(of: network).filter { $0.fit != split.fit }
    return members.flatMap { member in
      (member == 0 ? [] : [MemberTask(member: member, origin: nil)])
        + origins.map { MemberTask(member: member, origin: $0) }
    }
  }

  private func judgedOrigins(of network: NetworkSpecification) -> [JudgedOrigin] {
    JudgedOrigin.all(
      of: split, firstTarget: network.firstTarget(seasonLength: series.seasonLength),
      isStopped: network.training.patience != nil)
  }

  /// What a training gave.
  enum MemberOutcome: Sendable {
    case trial(Member.Trial, Judgement?)
    case judgement(Judgement)
    case diverged
  }

  /// Does one training.
  ///
  /// - Throws: ``Interrupted``, ``SeriesData/PreparationError``.
  func train(
    _ task: MemberTask, of network: NetworkSpecification, threads: Int, watch: FittedNetwork.Watch
  ) throws -> MemberOutcome {
    let told = network.member(task.member)
    do {
      guard let origin = task.origin else {
        let fit = try FittedNetwork.fittingToTheEnd(
          told, series: series, fit: split.fit, validation: split.validation, threads: threads,
          watch: watch)
        return trialOutcome(fit.model, fit.histories[0])
      }
      return .judgement(try judgement(told, at: origin, threads, watch))
    } catch is FitError {
      return .diverged
    }
  }

  private func judgement(
    _ told: NetworkSpecification, at origin: JudgedOrigin, _ threads: Int,
    _ watch: FittedNetwork.Watch
  ) throws -> Judgement {
    var lasting: [Int]?
    if !origin.stopping.isEmpty {
      // The epoch is chosen first; then training goes there again, seen by the values that judge.
      let stopped = try FittedNetwork.fittingToTheEnd(
        told, series: series, fit: origin.fit, validation: origin.stopping, threads: threads,
        watch: watch)
      lasting = stopped.usedEpochs
    }
    let fit = try FittedNetwork.fittingToTheEnd(
      told, series: series, fit: origin.fit, validation: origin.judged, lasting: lasting,
      threads: threads, watch: watch)
    let first = fit.model.builder.firstTarget
    let predicted = fit.model.oneStep(series, targets: first..<origin.judged.upperBound)
    var oneStep = [Double?](repeating: nil, count: series.count)
    for (t, value) in zip(first..<origin.judged.upperBound, predicted)
    where origin.fit.contains(t) || origin.judged.contains(t) {
      oneStep[t] = value
    }
    return Judgement(
      fit: origin.fit, judged: origin.judged, oneStep: oneStep, history: fit.histories[0])
  }

  private func trialOutcome(_ model: FittedNetwork, _ history: TrainingHistory) -> MemberOutcome {
    let first = model.builder.firstTarget
    let oneStep =
      [Double?](repeating: nil, count: first)
      + model.oneStep(series, targets: first..<series.count).map(Optional.some)
    let nothing = [Double?](repeating: nil, count: series.count)
    let predictions = Predictions(oneStep: oneStep, recursive: nothing)
    return .trial(
      Member.Trial(
        oneStep: oneStep, scores: scores(predictions, firstTarget: first),
        usedEpoch: history.usedEpoch, stopReason: history.stopReason),
      ownJudgement(of: model.specification, oneStep, history))
  }

  /// Without patience the validation part is a judge of the trial too.
  private func ownJudgement(
    of network: NetworkSpecification, _ oneStep: [Double?], _ history: TrainingHistory
  ) -> Judgement? {
    guard network.training.patience == nil, !split.validation.isEmpty else { return nil }
    return Judgement(fit: split.fit, judged: split.validation, oneStep: oneStep, history: history)
  }

  /// Puts together what the trainings of some members gave.
  func members(
    _ members: Range<Int>, of result: ModelResult, _ tasks: [MemberTask],
    _ outcomes: [MemberOutcome]
  ) -> [Member] {
    let kept = result.model.specification
    return members.map { member in
      var trial: Member.Trial?
      var judgements: [Judgement] = []
      var diverged = 0
      if member == 0 {
        trial = Member.Trial(
          oneStep: result.predictions.oneStep, scores: result.scores,
          usedEpoch: result.history.usedEpoch, stopReason: result.history.stopReason)
        let own = ownJudgement(of: kept, result.predictions.oneStep, result.history)
        judgements = own.map { [$0] } ?? []
      }
      for (task, outcome) in zip(tasks, outcomes) where task.member == member {
        switch outcome {
        case .trial(let found, let own):
          trial = found
          judgements = (own.map { [$0] } ?? []) + judgements
        case .judgement(let judgement): judgements.append(judgement)
        case .diverged: diverged += 1
        }
      }
      return Member(
        seed: kept.member(member).seed, trial: trial, judgements: judgements, diverged: diverged)
    }
  }
}
