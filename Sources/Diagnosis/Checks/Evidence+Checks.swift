import Forecasting
import RealModule
import Recurrent
import SeriesData

extension Evidence {
  /// Everything that is looked at beside the axes; the verdict does not depend on it.
  ///
  /// - Parameter steps: Errors by step ahead; nil where there are none.
  /// - Returns: One check for each name of ``CheckGuide`` that needs no further training.
  func furtherChecks(steps: StepErrors?) -> [Check] {
    [
      betterThanChance, noiseFloor, spread,
      copiesThePast, fedItsOwnOutputs(steps), goesFlat, warmUp, spectralRadius, weightGrowth,
      clippedSteps, saturatedUnits,
      bias, autocorrelationOfErrors, seasonInErrors, changeOfErrors, errorsFollowLevel, coverage,
      scaling, repeatedStretches, choiceOfEpoch, looksAhead,
    ]
  }

  // MARK: Beside the axes

  /// Diebold and Mariano's test of squared errors, one step ahead on the test part.
  var betterThanChance: Check {
    let threshold = "warn: p > 0.10 · fail: worse, p ≤ 0.10"
    guard let pair = errors(.test, .original) else {
      return Check(
        "S03", threshold: threshold, absent: "A prediction is missing on the test part.")
    }
    do throws(DieboldMariano.Undefined) {
      let test = try DieboldMariano(
        pair.model.map { $0 * $0 }, against: pair.benchmark.map { $0 * $0 }, overlap: 1)
      let isBetter = test.statistic < 0
      let isSure = test.pValue <= 0.1
      return Check(
        "S03", test.pValue, text: "\(isBetter ? "better" : "worse"), \(probability(test.pValue))",
        threshold: threshold, status: !isSure ? .warn : isBetter ? .pass : .fail,
        why: isSure
          ? "Its squared errors differ from those of \(benchmark.baseline.rawValue) by more than luck."
          : "Luck alone gives such a difference to \(benchmark.baseline.rawValue) with probability "
            + "\(fixed(test.pValue, 2)); \(test.n) test values cannot tell them apart.")
    } catch {
      return Check("S03", threshold: threshold, absent: "No test: \(error.reason).")
    }
  }

  /// The training error by the deviation of the innovations of a statistical model, on the training
  /// targets: RMSE by the root of the sum of squares over the values less the parameters.
  var noiseFloor: Check {
    let threshold = "warn < 0.5"
    let scale = scale(for: .train)
    guard let pair = errors(.train, scale), let error = rootMeanSquare(pair.model),
      let floor = innovationDeviation(scale), floor > 0, let value = finite(error / floor)
    else {
      return Check(
        "G02", threshold: threshold,
        absent: "The noise of the training part could not be estimated.")
    }
    return Check(
      "G02", value, text: "\(fixed(value, 2))× the noise", threshold: threshold,
      status: value < 0.5 ? .warn : .pass,
      why: value < 0.5
        ? "Its training error is far below what a statistical model takes for noise: it has learned "
          + "noise by heart."
        : "Its training error is not far below what a statistical model takes for noise "
          + "(\(scale.rawValue)).",
      remedy: model.model.specification.training.dropout > 0
        ? smallWeights : Remedy(action: "Make memory unreliable", options: "--dropout 0.2"))
  }

  /// The deviation of the test values by that of the training values, in model space.
  var spread: Check {
    let threshold = "warn outside 0.67–1.5"
    guard let (known, test) = transformedParts, known.count > 1, test.count > 1,
      let value = finite(deviation(Array(test)) / deviation(Array(known)))
    else {
      return Check("D02", threshold: threshold, absent: "A part is missing or does not vary.")
    }
    let isWarning = !(0.67...1.5).contains(value)
    return Check(
      "D02", value, text: "\(fixed(value, 2))× that of train", threshold: threshold,
      status: isWarning ? .warn : .pass,
      why: isWarning
        ? "After the transform, test values vary \(fixed(value, 2)) times as much as training values."
        : "After the transform, test values vary about as much as training values.",
      remedy: againstShift)
  }

  /// What ``Remedy`` has against a shift.
  var againstShift: Remedy {
    Remedy.againstShift(model.model.specification, canTakeLogarithms)
  }

  /// Whether all values have a logarithm.
  var canTakeLogarithms: Bool { values.allSatisfy { $0 > 0 } }
}

/// The standard deviation, divided by n; NaN of none.
func deviation(_ values: [Double]) -> Double {
  let centre = mean(values)
  return mean(values.map { ($0 - centre) * ($0 - centre) }).squareRoot()
}
