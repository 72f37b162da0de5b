/// From the axes to the verdict: the first rule that fits.
///
/// The rules are those of `Guides/overfitting.md`.
struct Judge {
  var axes: Diagnosis.Axes
  var skillOnTrain: Check
  let curve: Check
  /// The values that judged memory and its price.
  let judgedCount: Int
  /// Whether there is a validation part at all.
  var hasValidation = true
  /// Whether the validation part chose the epoch.
  var isStopped = false
  /// Whether a prediction changed with a value after it.
  var looksAhead = false
  /// The networks that are judged, which differ by their seed.
  var seeds = 1
  /// The origins at which all of them were judged; 0 when the one that is kept stands alone.
  var origins = 0
  /// Trainings for the verdict whose loss became non-finite.
  var diverged = 0
  /// Whether the seeds differ too much.
  var isUnstable = false
  /// What other draws of the seeds would say; nil where nobody asked.
  var agreement: Agreement?
  /// Whether it is the recipe `auto` that is judged.
  var isCombination = false

  init(axes: Diagnosis.Axes, skillOnTrain: Check, curve: Check, judgedCount: Int) {
    self.axes = axes
    self.skillOnTrain = skillOnTrain
    self.curve = curve
    self.judgedCount = judgedCount
  }

  var verdict: Verdict {
    if looksAhead { return .invalid }
    if diverged > 0 { return .diverged }
    // Without a validation part nobody knows whether it memorised, so nothing more is claimed.
    if !hasValidation { return .inconclusive }
    let first = verdictByRules
    // Only this stands on the values that judge.
    return first.isOverfit && doubt != nil ? .inconclusive : first
  }

  private var verdictByRules: Verdict {
    let (gap, cost, shift) = (axes.gap.status, axes.cost.status, axes.shift.status)
    if isClear { return .overfitClear }
    if axes.skill.status == .fail, learnedTooLittle { return .underfit }
    // Where it has to extrapolate, some gap and some cost are that: the values that judge lie between
    // those it knows and those it does not.
    if shift == .fail { return .shift }
    if axes.skill.status == .fail {
      return gap == .fail || gap == .warn && cost == .fail ? .overfitMild : .noSkill
    }
    // One warning alone comes about by chance, even for persistence.
    if gap == .fail || cost == .fail || gap == .warn && cost == .warn { return .overfitMild }
    if isUnstable { return .unstable }
    if gap == .absent || axes.skill.status == .absent { return .inconclusive }
    return curve.status == .warn ? .stoppedEarly : .healthy
  }

  /// Two keys for the word: memory, and a price for it.
  private var isClear: Bool { axes.gap.status == .fail && axes.cost.status >= .warn }

  /// Whether it is hardly better than what is free on what it was trained on.
  ///
  /// Where the validation part had nothing more to give, that alone does not say that more training
  /// would help: there may be nothing to learn. Then it has to be worse than what is free, on values
  /// that have not changed since: where they have, that is the trouble that can be mended.
  private var learnedTooLittle: Bool {
    // A combination is not trained, so it cannot be trained too little.
    guard !isCombination, let onTrain = skillOnTrain.value else { return false }
    guard isStopped else { return onTrain < Limits.skillOnTrain }
    return onTrain < -Limits.tie && axes.shift.status < .fail
  }

  /// Why the values that judge cannot decide; nil when they can.
  private var doubt: String? {
    if !hasValidation { return "there is no validation part (--validation 0)" }
    if judgedCount < Limits.fewestValidationPoints {
      return "\(origins == 0 ? "the validation part has" : "there are") only \(judgedCount) points "
        + "to judge on, and \(Limits.fewestValidationPoints) are needed"
    }
    guard axes.gap.value != nil else { return "the gap could not be measured" }
    if axes.cost.status < .fail, let interval = axes.gap.interval, interval.lower < Limits.noGap,
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
}

// MARK: - In words

extension Judge {
  var sentence: String {
    switch verdict {
    case .invalid:
      "A prediction of a known value changed with values after it: nothing here counts."
    case .diverged:
      "\(diverged) of its trainings ended in a loss that is no number: training is on the edge."
    case .underfit:
      (skillOnTrain.value ?? 0) > 0
        ? "It learned too little: hardly better than a free forecaster even on train."
        : "It learned too little: no better than a free forecaster, not even on train."
    case .noSkill: "A free forecaster is at least as good on the test part."
    case .overfitClear: "It memorised the training part and pays for it on new values."
    case .shift: shiftSentence
    case .overfitMild: mildSentence
    case .unstable: "Another seed gives another forecaster: what one of them scores is luck."
    case .inconclusive:
      "The evidence does not decide: \(weakness ?? "the gap could not be measured")."
    case .stoppedEarly: "It was still learning when training ended."
    case .healthy: "It does on new values what it does on those it knows."
    }
  }

  private var shiftSentence: String {
    axes.gap.status == .fail || axes.cost.status >= .warn
      ? "The test values are unlike the training values; that weighs more than what it memorised."
      : "The test values are unlike the training values; that is not overfitting."
  }

  private var mildSentence: String {
    switch (axes.gap.status, axes.cost.status) {
    case (.fail, ...Check.Status.pass): "It memorises the training part, harmless so far."
    case (...Check.Status.pass, _): "It became worse on new values by training on."
    default: "It does somewhat worse on new values than on those it knows."
    }
  }

  /// What the verdict stands on.
  var confidence: String {
    if let weakness { return "low: \(weakness)" }
    let word = judgedCount < 24 ? "moderate" : "fair"
    if isCombination { return "\(word): \(judgedCount) validation points" }
    guard seeds > 1 else { return "\(word): one seed, \(judgedCount) validation points" }
    guard origins > 0 else {
      return "moderate: \(seeds) seeds, and the validation part that judges chose the epoch too"
    }
    let words = limit.map { _ in "moderate" } ?? (origins > 2 && judgedCount >= 24 ? "good" : word)
    return "\(words): \(seeds) seeds at \(origins) origin\(origins == 1 ? "" : "s"), "
      + "\(judgedCount) points that chose nothing" + (limit ?? "")
  }

  /// That other seeds might have decided otherwise; nil where nearly all would not.
  private var limit: String? {
    guard let agreement, agreement.share < Limits.agreement, let rival = agreement.rival else {
      return nil
    }
    return
      "; it lies on a limit: of other draws of the seeds \(percent(agreement.share)) agree, and "
      + "most others say \(rival.rawValue)"
  }
}
