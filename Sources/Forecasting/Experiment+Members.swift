import Recurrent
import SeriesData

// What other seeds and other origins would have given.

extension Experiment {
  /// Trainings of each network beyond its trial and its refit, at most.
  public var trainingsForJudgement: Int {
    guard seeds > 1, let network = networks.first else { return 0 }
    return memberTasks(of: network).count
  }

  /// One training that is done for the sake of the verdict.
  struct MemberTask: Hashable {
    let member: Int
    /// Where it is judged; nil for the part that the kept network is fitted on.
    let origin: JudgedOrigin?
  }

  /// Every member on the part to fit on, but for the one that is kept, and all at every origin that
  /// these do not answer for.
  func memberTasks(of network: NetworkSpecification) -> [MemberTask] {
    let origins = judgedOrigins(of: network).filter { $0.fit != split.fit }
    return (0..<seeds).flatMap { member in
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

  /// Puts together what the trainings of one network gave.
  func members(
    of result: ModelResult, _ tasks: [MemberTask], _ outcomes: [MemberOutcome]
  ) -> [Member] {
    let kept = result.model.specification
    return (0..<seeds).map { member in
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
