import Forecasting
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
    steps = evidence.stepErrors
    checks =
      [skillOnTrain, curve, evidence.capacity] + evidence.furtherChecks(steps: steps)
    let judge = Judge(
      axes: axes, skillOnTrain: skillOnTrain, curve: curve,
      validationCount: experiment.split.validation.count)
    verdict = judge.verdict
    sentence = judge.sentence
    confidence = judge.confidence
    remedies = Remedy.forVerdict(
      verdict, axes: axes, model: model, split: experiment.split,
      canTakeLogarithms: experiment.series.values.allSatisfy { $0 > 0 })
  }
}

/// From the axes to the verdict: the first rule that fits.
///
/// The rules are those of `Guides/overfitting.md`.
struct Judge {
  let axes: Diagnosis.Axes
  let skillOnTrain: Check
  let curve: Check
  let validationCount: Int

  var verdict: Verdict {
    // Without a validation part nobody knows whether it memorised, so nothing more is claimed.
    if validationCount == 0 { return .inconclusive }
    let first = verdictByRules
    // Only these three stand on the validation part.
    let standsOnValidation = first.isOverfit || first == .shift
    return standsOnValidation && doubt != nil ? .inconclusive : first
  }

  private var verdictByRules: Verdict {
    let (gap, cost, shift) = (axes.gap.status, axes.cost.status, axes.shift.status)
    let isClear = gap == .fail && cost == .fail
    if axes.skill.status == .fail {
      if let onTrain = skillOnTrain.value, onTrain < Limits.skillOnTrain { return .underfit }
      if gap == .fail { return isClear ? .overfitClear : .overfitMild }
      return shift == .fail ? .shift : .noSkill
    }
    if isClear { return .overfitClear }
    if shift == .fail && gap <= .pass { return .shift }
    if gap >= .warn || cost >= .warn { return .overfitMild }
    if gap == .absent || axes.skill.status == .absent { return .inconclusive }
    return curve.status == .warn ? .stoppedEarly : .healthy
  }

  /// Why the validation part cannot decide; nil when it can.
  private var doubt: String? {
    if validationCount == 0 { return "there is no validation part (--validation 0)" }
    if validationCount < Limits.fewestValidationPoints {
      return "the validation part has only \(validationCount) points, and "
        + "\(Limits.fewestValidationPoints) are needed"
    }
    guard axes.gap.value != nil else { return "the gap could not be measured" }
    if let interval = axes.gap.interval, interval.lower < Limits.mildGap,
      interval.upper > Limits.strongGap
    {
      return "the gap lies anywhere from \(fixed(interval.lower, 1)) to \(fixed(interval.upper, 1))"
    }
    return nil
  }

  /// Why the evidence is weak, on any part; nil when it is not.
  private var weakness: String? {
    doubt ?? (axes.skill.status == .absent ? "the skill could not be measured" : nil)
  }

  var sentence: String {
    switch verdict {
    case .underfit:
      (skillOnTrain.value ?? 0) > 0
        ? "It learned too little: hardly better than a free forecaster even on train."
        : "It learned too little: no better than a free forecaster, not even on train."
    case .noSkill: "A free forecaster is at least as good on the test part."
    case .overfitClear: "It memorised the training part and pays for it on new values."
    case .shift: "The test values are unlike the training values; that is not overfitting."
    case .overfitMild: mildSentence
    case .inconclusive:
      "The evidence does not decide: \(weakness ?? "the gap could not be measured")."
    case .stoppedEarly: "It was still learning when training ended."
    case .healthy: "It does on new values what it does on those it knows."
    }
  }

  private var mildSentence: String {
    switch (axes.gap.status, axes.cost.status) {
    case (.fail, ...Check.Status.pass): "It memorises the training part, harmless so far."
    case (...Check.Status.pass, _): "It became worse on new values by training on."
    default: "It does somewhat worse on new values than on those it knows."
    }
  }

  /// One fit and one validation part can only say so much.
  var confidence: String {
    if let weakness { return "low: \(weakness)" }
    return validationCount < 24
      ? "moderate: one seed, \(validationCount) validation points"
      : "fair: one seed, \(validationCount) validation points"
  }
}
