import Forecasting
import SeriesData

extension Diagnosis {
  /// Diagnoses the recipe `auto` of an experiment, by the axes alone.
  ///
  /// Its gap compares the validation part with the part to fit on, both forecast by the recipe as it
  /// was fitted on the latter. It has no cost: no epoch could have been a better one, for its networks
  /// were trained beforehand or with a schedule. The shift is looked for in changes, not in levels,
  /// because all of its members forecast changes.
  ///
  /// - Parameters:
  ///   - auto: What the recipe did.
  ///   - benchmark: The forecaster without parameters that it is held against.
  ///   - experiment: Where both come from.
  public init(of auto: AutoResult, benchmark: BaselineResult, in experiment: Experiment) {
    let first = auto.oneStep.firstIndex { $0 != nil } ?? experiment.series.count
    let errors = OneStepErrors(
      auto.oneStep, firstTarget: first, benchmark: benchmark, in: experiment)
    axes = Axes(
      skill: errors.skillCheck(errors.skill(on: .test)),
      gap: errors.gapCheck(errors.gap, judges: "validation"), cost: Self.costOfAuto,
      shift: Self.shift(of: experiment))
    let onTrain = errors.skillOnTrainCheck(errors.skill(on: .train))
    checks = [onTrain]
    var judge = Judge(
      axes: axes, skillOnTrain: onTrain,
      curve: Check("C02", threshold: "note: both fall > 5 %", absent: "It has no epochs."),
      judgedCount: experiment.split.validation.count)
    judge.hasValidation = !experiment.split.validation.isEmpty
    judge.isCombination = true
    verdict = judge.verdict
    sentence = judge.sentence
    confidence = judge.confidence
    remedies = Remedy.forAuto(verdict, split: experiment.split)
  }

  private static let costOfAuto = Check(
    "C01", threshold: Limits.costWords,
    absent:
      "It has no epochs: its networks were trained before they saw this series, or as long as "
      + "it was decided beforehand.")

  private static func shift(of experiment: Experiment) -> Check {
    let (series, split) = (experiment.series, experiment.split)
    let isSeasonal = series.seasonLength > 1
    let isPositive = series.values.allSatisfy { $0 > 0 }
    let transform: ValueTransform =
      switch (isPositive, isSeasonal) {
      case (true, true): .doubleLogDiff
      case (true, false): .logDiff
      case (false, true): .doubleDiff
      case (false, false): .diff
      }
    let lost = transform.lostPoints(seasonLength: series.seasonLength)
    let changes = transform.apply(series.values, seasonLength: series.seasonLength)
    let end = split.test.lowerBound - lost
    guard end > 0, let low = changes.prefix(end).min(), let high = changes.prefix(end).max() else {
      return .shift(of: nil, where: "", cause: "")
    }
    let outside = changes.dropFirst(end).count { !(low...high).contains($0) }
    return .shift(
      of: Double(outside) / Double(split.test.count), where: "as changes",
      cause: "outside what was known: such changes had not been seen before")
  }
}

extension Remedy {
  /// What to try when the recipe `auto` is not healthy.
  static func forAuto(_ verdict: Verdict, split: Split) -> [Remedy] {
    switch verdict {
    case .healthy, .unstable, .stoppedEarly, .invalid, .diverged, .underfit: []
    case .inconclusive, .overfitClear, .overfitMild: [moreValidation(split)]
    case .noSkill:
      [Remedy(action: "Use the free forecaster, or give it more data", options: "")]
    case .shift:
      [Remedy(action: "Use a shorter history, more like what comes", options: "")]
    }
  }
}
