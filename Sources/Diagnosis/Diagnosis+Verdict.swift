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
    axes = Axes(
      skill: evidence.skill, gap: evidence.gap, cost: evidence.cost, shift: evidence.shift)
    let (skillOnTrain, curve) = (evidence.skillOnTrain, evidence.stillFalling)
    let seedSpread = evidence.seedSpread
    steps = evidence.stepErrors
    checks =
      [skillOnTrain, curve, evidence.capacity] + (seedSpread.map { [$0] } ?? [])
      + evidence.furtherChecks(steps: steps)
    var judge = Judge(
      axes: axes, skillOnTrain: skillOnTrain, curve: curve,
      judgedCount: evidence.members?.judgedCount ?? experiment.split.validation.count)
    judge.hasValidation = !experiment.split.validation.isEmpty
    judge.isStopped = model.model.specification.training.patience != nil
    judge.looksAhead = checks.contains { $0.id == "H05" && $0.status == .fail }
    judge.seeds = max(model.members.count, 1)
    judge.origins = evidence.members?.origins.count ?? 0
    judge.diverged = model.members.reduce(0) { $0 + $1.diverged }
    judge.isUnstable = seedSpread?.status == .fail
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
