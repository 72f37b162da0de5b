import Forecasting
import Recurrent
import SeriesData

// Whether the numbers of the report can be believed. These look at the test part only to find out
// whether anything else has.

extension Evidence {
  /// Whether the scaler is the one that the part to fit on alone gives.
  var scaling: Check {
    let threshold = "fail: fitted on anything but the part to fit on"
    let builder = model.model.builder
    let known = builder.transformed(values[split.fit])
    guard !known.isEmpty else {
      return Check("H02", threshold: threshold, absent: "The transform leaves no value to scale.")
    }
    let isHonest = Scaler.fit(builder.scaler.kind, to: known) == builder.scaler
    return Check(
      "H02", isHonest ? 0 : 1,
      text: isHonest ? "fitted on the fit part" : "fitted on something else",
      threshold: threshold, status: isHonest ? .pass : .fail,
      why: isHonest
        ? "The \(split.fit.count) values that the network was fitted on, and no others, give this "
          + "scaling."
        : "The values that the network was fitted on do not give this scaling: it has seen others.")
  }

  /// The share of test targets that stand, with all that leads to them, in the training part too.
  var repeatedStretches: Check {
    let threshold = "warn > 10 %"
    let length = max(model.model.specification.lookback, 4) + 1
    let targets = split.test.filter { $0 + 1 >= length }
    let picked = stride(from: 0, to: targets.count, by: max(1, targets.count / Self.mostRepeats))
      .map { targets[$0] }
    guard split.train.count >= length, !picked.isEmpty else {
      return Check(
        "H03", threshold: threshold, absent: "The parts are shorter than \(length) values.")
    }
    let value = Double(picked.count { standsInTrain(endingAt: $0, length) }) / Double(picked.count)
    return Check(
      "H03", value, text: "\(percent(value)) of test targets", threshold: threshold,
      status: value > 0.1 ? .warn : .pass,
      why: value > 0.1
        ? "\(percent(value)) of the test targets follow \(length - 1) values that stand in the training "
          + "part with the same answer: knowing them is no skill."
        : "Stretches of \(length) values of the test part hardly ever stand in the training part.")
  }

  /// About how many test targets are looked for in the training part, evenly.
  private static let mostRepeats = 200

  /// Whether a stretch of values that ends here stands in the training part too.
  private func standsInTrain(endingAt target: Int, _ length: Int) -> Bool {
    (length - 1..<split.train.upperBound).contains { end in
      (0..<length).allSatisfy { values[end - $0] == values[target - $0] }
    }
  }

  /// Which part chose the epoch whose weights are used.
  var choiceOfEpoch: Check {
    let threshold = "warn: chosen on fewer than \(Limits.fewestValidationPoints) values"
    let isChosen = model.model.specification.training.patience != nil
    let count = isChosen ? split.validation.count : 0
    let isRash = isChosen && count < Limits.fewestValidationPoints
    return Check(
      "H04", Double(count),
      text: isChosen ? "\(count) validation values" : "number of epochs set beforehand",
      threshold: threshold, status: isRash ? .warn : .pass,
      why: isChosen
        ? "The validation part chose the epoch, so errors on it are better than they will be; the test "
          + "part chose nothing."
        : "Nothing chose the epoch, so the validation part judges as fairly as the test part.",
      remedy: Remedy.moreValidation(split))
  }

  /// Whether a forecast changes when the values that it is to forecast do.
  var looksAhead: Check {
    let threshold = "fail: a forecast changes with its target"
    let reach = model.model.reach
    let targets = [split.test.first, split.test.last].compactMap(\.self).filter { $0 >= reach }
    guard !targets.isEmpty else {
      return Check("H05", threshold: threshold, absent: "Nothing can be forecast on the test part.")
    }
    let changed = targets.filter { target in
      isMoved(by: target, values) { values, target in
        let series = series.replacingValues(values)
        return model.model.oneStep(series, targets: target..<target + 1)[0]
      }
    }
    return Self.looksAhead(changed.count, of: targets.count, threshold: threshold)
  }

  /// Says what was found.
  static func looksAhead(_ changed: Int, of count: Int, threshold: String) -> Check {
    Check(
      "H05", Double(changed), text: "\(changed) of \(count) forecasts changed",
      threshold: threshold,
      status: changed > 0 ? .fail : .pass,
      why: changed > 0
        ? "Values from a date on were changed, and the forecast for that date changed with them."
        : "Values from a date on were changed, and the forecast for that date stayed the same to the "
          + "bit.")
  }
}

/// Whether a prediction of `values[target]` changes when that value and all after it are doubled.
func isMoved(
  by target: Int, _ values: [Double], _ predict: (_ values: [Double], _ target: Int) -> Double
) -> Bool {
  let other = values[..<target] + values[target...].map { 2 * $0 + 1 }
  // NaN is itself here: what cannot be predicted does not move either
  return predict(values, target).bitPattern != predict(Array(other), target).bitPattern
}
