import Forecasting
import Recurrent
import SeriesData

extension Remedy {
  /// What to try, the first thing first.
  ///
  /// Every option named is one of `forecast run`.
  static func forVerdict(
    _ verdict: Verdict, axes: Diagnosis.Axes, model: ModelResult, split: Split,
    canTakeLogarithms: Bool
  ) -> [Remedy] {
    let specification = model.model.specification
    var remedies: [Remedy] = []
    switch verdict {
    case .overfitClear, .overfitMild:
      remedies += againstMemory(specification, axes.cost)
    case .underfit, .stoppedEarly:
      remedies.append(
        Remedy(action: "Train longer", options: "--epochs \(4 * specification.training.epochs)"))
      if verdict == .underfit {
        remedies.append(
          Remedy(action: "Add units", options: "--hidden \(2 * specification.hidden)"))
      }
    case .noSkill:
      remedies.append(
        Remedy(action: "Use the free forecaster, or give the network more data", options: ""))
    case .inconclusive:
      remedies.append(moreValidation(split))
    case .diverged:
      remedies += againstDivergence(specification.training)
    case .unstable:
      remedies.append(againstLuck(specification))
    case .invalid:
      remedies.append(Remedy(action: "Report it: a prediction must not look ahead", options: ""))
    case .shift, .healthy:
      break
    }
    if axes.shift.status >= .warn {
      remedies.append(againstShift(specification, canTakeLogarithms))
    }
    if verdict == .shift, axes.cost.status >= .warn {
      remedies += againstMemory(specification, axes.cost)
    }
    return remedies
  }

  private static func againstMemory(
    _ specification: NetworkSpecification, _ cost: Check
  ) -> [Remedy] {
    let smaller = Remedy(
      action: "Use fewer units", options: "--hidden \(max(specification.hidden / 2, 2))")
    guard specification.training.patience == nil else { return [smaller] }
    let stop = stop(specification.training)
    return cost.status >= .warn ? [stop, smaller] : [smaller, stop]
  }

  /// Stopping where a validation part says so.
  static func stop(_ training: TrainingOptions) -> Remedy {
    Remedy(
      action: "Stop at the best validation epoch",
      options: "--patience \(max(20, training.epochs / 10))")
  }

  private static func againstDivergence(_ training: TrainingOptions) -> [Remedy] {
    let slower = smallerSteps(training)
    guard training.clipNorm == nil else { return [slower] }
    return [Remedy(action: "Limit the gradient", options: "--clip-norm 1"), slower]
  }

  /// Few units find one solution or another; many that differ have been thrown about.
  private static func againstLuck(_ specification: NetworkSpecification) -> Remedy {
    specification.hidden < 16
      ? Remedy(action: "Add units", options: "--hidden \(2 * specification.hidden)")
      : smallerSteps(specification.training)
  }

  private static func smallerSteps(_ training: TrainingOptions) -> Remedy {
    Remedy(action: "Take smaller steps", options: "--learning-rate \(training.learningRate / 4)")
  }

  /// Differences bring the test values back to where the training values lay, when levels do not.
  static func againstShift(
    _ specification: NetworkSpecification, _ canTakeLogarithms: Bool
  ) -> Remedy {
    let next: ValueTransform? =
      switch specification.transform {
      case .none, .log, .boxCox, .boxCoxLikelihood: canTakeLogarithms ? .logDiff : .diff
      case .diff: canTakeLogarithms ? .logDiff : nil
      case .seasonalDiff: canTakeLogarithms ? .doubleLogDiff : .doubleDiff
      case .doubleDiff: canTakeLogarithms ? .doubleLogDiff : nil
      case .seasonalLogDiff: canTakeLogarithms ? .doubleLogDiff : nil
      case .logDiff, .doubleLogDiff: nil
      }
    guard let next else {
      return Remedy(action: "Use a shorter history, more like what comes", options: "")
    }
    return Remedy(
      action: "Let the network see changes, not levels", options: "--transform \(next.rawValue)")
  }

  /// A share of at least the default and half as much again as now, in which a verdict would not be
  /// a guess; where that is more than training can spare, there is no option that helps.
  static func moreValidation(_ split: Split) -> Remedy {
    let count = Double(split.train.count)
    let needed = Double(2 * Limits.fewestValidationPoints) / count
    let now = Double(split.validation.count) / count
    let share = min(max(needed, 1.5 * now, 0.15), 0.4)
    guard share > now, share * count >= Double(Limits.fewestValidationPoints) else {
      return Remedy(action: "Judge on more data than this series has", options: "")
    }
    return Remedy(
      action: "Judge on a longer validation part", options: "--validation \(fixed(share, 2))")
  }
}
