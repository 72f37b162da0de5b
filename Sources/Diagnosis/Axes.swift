import Forecasting
import RealModule
import Recurrent
import SeriesData

/// The limits between pass, warning and failure.
///
/// `Guides/overfitting.md` says where they come from.
enum Limits {
  static let skillOnTrain = 0.2
  /// As much worse on new values as the benchmark.
  static let noGap = 1.0
  static let mildGap = 1.5
  static let strongGap = 2.5
  static let mildCost = 15.0
  static let strongCost = 20.0
  static let costWords = "warn > 15 % · fail > 20 %"
  /// By how much less skill than none is still a tie with the benchmark.
  static let tie = 0.05
  static let mildSpread = 0.1
  static let strongSpread = 0.25
  static let mildShift = 0.1
  static let strongShift = 0.3
  /// The share of draws of the seeds that agree below which a verdict lies on a limit.
  static let agreement = 0.9
  /// Validation points below which a verdict on overfitting would be a guess.
  static let fewestValidationPoints = 12
}

extension Evidence {
  // MARK: Skill

  /// `1 − RMSE / RMSE of the benchmark` on the test part, in original units: the median over the
  /// members, or that of the network alone when there are none.
  var skill: Check {
    guard let found = memberSkill(.test) else {
      return oneStep.skillCheck(oneStep.skill(on: .test))
    }
    var check = oneStep.skillCheck(found)
    check.why += " It is the median of \(model.members.count) networks that differ by their seed."
    return check
  }

  /// The same on the training part: whether it learned anything at all.
  var skillOnTrain: Check {
    oneStep.skillOnTrainCheck(memberSkill(.train) ?? oneStep.skill(on: .train))
  }

  // MARK: Gap

  /// `(E_val / E_train) / (B_val / B_train)`, one step ahead: by how much more than the benchmark the
  /// network gets worse from the months it knows to the months after them.
  var gap: Check {
    if let members, let (value, interval) = members.gap() {
      return oneStep.gapCheck((value, interval, members.scale), judges: judges)
    }
    return oneStep.gapCheck(oneStep.gap, judges: judges)
  }

  /// The values that judge memory and its price, for people.
  private var judges: String {
    members == nil ? "validation" : "values that chose nothing"
  }

  // MARK: Cost

  /// By how many percent the validation error of the weights that are used lies above its best, on a
  /// curve smoothed by a running median over 1 % of the epochs (generalisation loss: Prechelt, *Early
  /// stopping – but when?*, 1998): the median over members and origins, or that of the network alone
  /// when there are none.
  var cost: Check {
    if let members { return cost(of: members) }
    let history = model.history
    guard validationCurve.indices.contains(history.usedEpoch) else {
      return costCheck(absent: "There is no validation part to measure it on.")
    }
    guard history.usedEpoch != history.bestEpoch else {
      var check = costCheck(
        0, nil, best: history.bestEpoch,
        why: "The weights of the best validation epoch are used, so training on cost nothing.")
      check.text = "none, epoch \(history.bestEpoch) kept"
      return check
    }
    guard let (value, best) = cost(of: history) else {
      return costCheck(absent: "The validation error is zero.")
    }
    return costCheck(
      value, nil, best: best,
      why: "Training on from epoch \(best) to \(history.usedEpoch) made the smoothed validation "
        + "error \(fixed(value, 0)) % worse.")
  }

  private func cost(of members: MemberEvidence) -> Check {
    guard let (value, interval, best) = members.cost else {
      return costCheck(absent: "The error on the values that judge is zero.")
    }
    return costCheck(
      value, interval, best: best,
      why: value > Limits.mildCost
        ? "On \(judges) the smoothed error of the weights that are used is \(fixed(value, 0)) % above "
          + "what it was at epoch \(best)."
        : "On \(judges) no earlier epoch was much better than the weights that are used.")
  }

  private func costCheck(
    _ value: Double, _ interval: Interval?, best: Int, why: String
  ) -> Check {
    Check(
      "C01", value, text: "\(fixed(value, 0)) % above epoch \(best)", interval: interval,
      threshold: Limits.costWords,
      status: .init(value, warnAbove: Limits.mildCost, failAbove: Limits.strongCost), why: why)
  }

  private func costCheck(absent why: String) -> Check {
    Check("C01", threshold: Limits.costWords, absent: why)
  }

  // MARK: Shift

  /// The share of test targets outside the range of the training targets, in model space.
  var shift: Check {
    .shift(
      of: shareOutsideTrainingRange, where: "after the transform",
      cause: "where the network has never been: it must extrapolate, which a saturating network "
        + "cannot")
  }

  // MARK: Curve

  /// Whether the losses were still falling in the last fifth of the epochs.
  var stillFalling: Check {
    var check = Check(
      id: "C02", title: "End of curve", text: "–", threshold: "note: both fall > 5 %",
      status: .absent,
      why: "There is no validation curve.")
    let (train, judged) = (fallAtEnd(trainingCurve), fallAtEnd(validationCurve))
    guard let train, let judged else { return check }
    check.value = judged
    check.text = "train \(signedPercent(train)), validation \(signedPercent(judged))"
    let isFalling =
      train < -0.05 && judged < -0.05
      && model.history.usedEpoch == model.history.epochs
    check.status = isFalling ? .warn : .pass
    check.why =
      isFalling
      ? "Both errors were still falling when training ended."
      : "In the last fifth of the epochs the errors changed by so much."
    return check
  }

  /// The relative change over the last fifth of a curve, by the Theil–Sen slope of its logarithm.
  private func fallAtEnd(_ curve: [Double]) -> Double? {
    let window = Array(curve.suffix(max(curve.count / 5, 5)))
    guard window.allSatisfy({ $0 > 0 }), let slope = theilSenSlope(window.map { .log($0) }) else {
      return nil
    }
    return .exp(slope * Double(window.count - 1)) - 1
  }

  /// By how much the test errors of the seeds differ; nil when there is one.
  var seedSpread: Check? {
    let errors = model.members.compactMap { $0.trial?.scores.testOneStep.rmse }
    guard let value = coefficientOfVariation(errors) else { return nil }
    return Check(
      "V01", value, text: "±\(percent(value)) of the test RMSE",
      threshold: "warn > 10 % · fail > 25 %",
      status: .init(value, warnAbove: Limits.mildSpread, failAbove: Limits.strongSpread),
      why: "The standard deviation of the test error of \(errors.count) networks that differ by "
        + "their seed alone, as a share of its mean.")
  }

  /// Weights against training targets: informative only.
  var capacity: Check {
    let targets = max(split.fit.upperBound - model.firstTarget, 1)
    let value = Double(model.model.parameterCount) / Double(targets)
    return Check(
      id: "H01", title: "Weights per target", value: value, text: fixed(value, 1),
      threshold: "note > 0.5 · warn > 2", status: value > 2 ? .warn : .pass,
      why: "\(model.model.parameterCount) weights learn from \(targets) targets. "
        + "More weights than targets can memorise; whether they did, the gap says.")
  }
}

extension Check {
  /// The share of test values outside the range of the training values, as a check.
  ///
  /// - Parameters:
  ///   - share: The share; nil when it could not be measured.
  ///   - place: In which form the values are compared, for people.
  ///   - cause: What it means for the forecaster when they lie outside.
  /// - Returns: `D01`.
  static func shift(of share: Double?, where place: String, cause: String) -> Check {
    var check = Check(
      "D01", threshold: "warn > 10 % · fail > 30 %", absent: "There is no test part.")
    guard let value = share else { return check }
    check.value = value
    check.text = "\(percent(value)) of test outside the training range"
    check.status = .init(value, warnAbove: Limits.mildShift, failAbove: Limits.strongShift)
    check.why =
      value > Limits.mildShift
      ? "\(percent(value)) of the test values lie, \(place), \(cause)."
      : "\(place.prefix(1).uppercased() + place.dropFirst()), the test values lie where the training "
        + "values lay."
    return check
  }
}

extension Check.Status {
  /// How a value comes out that is the worse the larger it is.
  init(_ value: Double, warnAbove mild: Double, failAbove strong: Double) {
    self = value > strong ? .fail : value > mild ? .warn : .pass
  }
}
