import Forecasting
import Recurrent
import SeriesData

extension Diagnosis {
  /// Diagnoses one network of an experiment.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - benchmark: The forecaster without parameters that it is held against.
  ///   - experiment: Where both come from.
  public init(of model: ModelResult, benchmark: BaselineResult, in experiment: Experiment) {
    let evidence = Evidence(model, benchmark: benchmark, in: experiment)
    axes = evidence.axes
    let (skillOnTrain, curve) = (evidence.skillOnTrain, evidence.stillFalling)
    let seedSpread = evidence.seedSpread
    steps = evidence.stepErrors
    checks =
      [skillOnTrain, curve, evidence.capacity] + (seedSpread.map { [$0] } ?? [])
      + evidence.furtherChecks(steps: steps)
    var judge = Judge(
      evidence, axes: axes, skillOnTrain: skillOnTrain, curve: curve, seedSpread: seedSpread)
    judge.looksAhead = checks.contains { $0.id == "H05" && $0.status == .fail }
    agreement = evidence.agreement(with: judge)
    judge.agreement = agreement
    seeds = evidence.seedRecords(evidence.members)
    deep = model.deep.map { Deep($0, of: model.model.specification, in: experiment) }
    verdict = judge.verdict
    sentence = judge.sentence
    confidence = judge.confidence
    remedies = Remedy.forVerdict(
      verdict, axes: axes, model: model, split: experiment.split,
      canTakeLogarithms: experiment.series.values.allSatisfy { $0 > 0 })
  }
}

extension Evidence {
  /// The four axes.
  var axes: Diagnosis.Axes {
    Diagnosis.Axes(skill: skill, gap: gap, cost: cost, shift: shift)
  }
}

extension Judge {
  /// The judge of a network, before anybody has looked whether it looks ahead.
  init(
    _ evidence: Evidence, axes: Diagnosis.Axes, skillOnTrain: Check, curve: Check,
    seedSpread: Check?
  ) {
    let (model, split) = (evidence.model, evidence.split)
    self.init(
      axes: axes, skillOnTrain: skillOnTrain, curve: curve,
      judgedCount: evidence.members?.judgedCount ?? split.validation.count)
    hasValidation = !split.validation.isEmpty
    isStopped = model.model.specification.training.patience != nil
    seeds = max(model.members.count, 1)
    origins = evidence.members?.origins.count ?? 0
    diverged = model.members.reduce(0) { $0 + $1.diverged }
    isUnstable = seedSpread?.status == .fail
  }
}
