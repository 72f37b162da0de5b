import Forecasting
import RealModule
import SeriesData

// What the forecasts of a recurrent network look like when it does what such networks do when they
// fail. All of it is in original units, on the test part, and the benchmark stands beside it.

extension Evidence {
  /// The correlation of predicted and actual change, one step ahead, and the lag at which predictions
  /// look most like actual values.
  var copiesThePast: Check {
    let threshold = "warn: < 0.3 and most like the value before"
    guard let errors = errors(model.predictions.oneStep, split.test, .original), errors.count >= 8,
      split.test.lowerBound > 0
    else {
      return Check(
        "R01", threshold: threshold, absent: "There are too few predictions on the test part.")
    }
    let changes = split.test.map { values[$0] - values[$0 - 1] }
    let predicted = zip(changes, errors).map { $0 - $1 }
    func follows(_ blocks: [Range<Int>]) -> Double {
      // A prediction that never changes follows nothing.
      correlation(blocks.flatMap { predicted[$0] }, blocks.flatMap { changes[$0] }) ?? 0
    }
    let value = follows([changes.indices])
    let lag = likestLag(errors)
    let copies = value < 0.3 && lag == 1
    return Check(
      "R01", value, text: "\(fixed(value, 2)), most like lag \(lag)",
      interval: blockBootstrap(counts: [changes.count]) { follows($0[0]) }, threshold: threshold,
      status: copies ? .warn : .pass,
      why: copies
        ? "Its predictions look more like the value before than like the value itself, and the changes "
          + "that it predicts hardly go with those that come: it prints yesterday."
        : "The changes that it predicts go with those that come, or it does not look like yesterday.",
      remedy: copyRemedy)
  }

  /// The lag, 0 for none, at which one-step predictions correlate most with actual values; of the
  /// first season, or of 12 steps.
  private func likestLag(_ errors: [Double]) -> Int {
    let predictions = zip(split.test, errors).map { values[$0] - $1 }
    let most = min(max(series.seasonLength, 12), split.test.lowerBound)
    let likeness = (0...most).map { lag in
      correlation(predictions, split.test.map { values[$0 - lag] }) ?? -1
    }
    return likeness.indices.max { likeness[$0] < likeness[$1] } ?? 0
  }

  private var copyRemedy: Remedy {
    let transform = model.model.specification.transform
    let seesChanges = transform.lostPoints(seasonLength: series.seasonLength) > 0
    guard seesChanges else { return againstShift }
    return series.seasonLength > 1
      ? Remedy(
        action: "Show it the season before", options: "--features prev,month-onehot,seasonal-lag")
      : longerLookback
  }

  /// Twice as long sequences, where the part to fit on still holds as many targets as they have
  /// elements.
  var longerLookback: Remedy {
    let lookback = 2 * model.model.specification.lookback
    return split.fit.count >= 2 * lookback + series.seasonLength
      ? Remedy(action: "Let it look back further", options: "--lookback \(lookback)")
      : Remedy(action: "Give it a longer history", options: "")
  }

  /// By how much faster errors grow with the steps ahead than those of the benchmark do.
  func fedItsOwnOutputs(_ steps: StepErrors?) -> Check {
    let threshold = "warn > 2"
    func absent(_ why: String) -> Check { Check("R02", threshold: threshold, absent: why) }
    guard model.model.specification.strategy == .recursive else {
      return absent(
        "It is not fed its own outputs: \(model.model.specification.strategy.rawValue).")
    }
    guard let steps, steps.count > 1 else { return absent("The test part is too short.") }
    let step = series.seasonLength > 1 ? min(series.seasonLength, steps.count) : steps.count
    guard let value = steps.growth(atStep: step) else {
      return absent("An error \(step) steps ahead is missing or zero.")
    }
    return Check(
      "R02", value, text: "\(fixed(value, 1))× the benchmark's growth", threshold: threshold,
      status: value > 2 ? .warn : .pass,
      why:
        "From one step to \(step) steps ahead its error grows \(fixed(value, 1)) times as much as "
        + "that of \(benchmark.baseline.rawValue)"
        + (value > 2 ? ": its own errors feed on each other." : "."),
      remedy: Remedy(action: "Train it for each step ahead", options: "--strategy direct"))
  }

  /// How much the long forecast moves at its end, compared with what the series does there.
  var goesFlat: Check {
    let threshold = "warn: < 0.1, where a benchmark that moves is better"
    let stretch = split.test.suffix(max(series.seasonLength, 6))
    func path(_ predictions: Predictions) -> [Double]? {
      let path = stretch.compactMap { predictions.recursive[$0] }
      return path.count == stretch.count && path.allSatisfy(\.isFinite) ? path : nil
    }
    let actual = stretch.map { values[$0] }
    guard stretch.count >= 6, let own = path(model.predictions),
      let free = path(benchmark.predictions), movement(actual) > 0,
      let value = finite(movement(own) / movement(actual))
    else {
      return Check(
        "R03", threshold: threshold,
        absent: "The forecast of the test part is missing, or nothing moves there.")
    }
    func rmse(_ path: [Double]) -> Double? { rootMeanSquare(zip(actual, path).map { $0 - $1 }) }
    let benchmarkMoves = movement(free) >= 0.1 * movement(actual)
    let isWorse = (rmse(own) ?? 0) > (rmse(free) ?? 0)
    let isFlat = value < 0.1 && benchmarkMoves && isWorse
    return Check(
      "R03", value, text: "moves \(percent(value)) as much", threshold: threshold,
      status: isFlat ? .warn : .pass,
      why: isFlat
        ? "At the end of the test part its long forecast hardly moves any more, and "
          + "\(benchmark.baseline.rawValue), which does, is better there."
        : "At the end of the test part its long forecast moves \(percent(value)) as much as the series.",
      remedy: series.seasonLength > 1
        ? Remedy(action: "Show it the season", options: "--features prev,month-onehot,seasonal-lag")
        : Remedy(action: "Train it for each step ahead", options: "--strategy direct"))
  }

  /// The mean size of a step.
  private func movement(_ values: [Double]) -> Double {
    mean(zip(values.dropFirst(), values).map { abs($0 - $1) })
  }

  /// The training error of the first targets, as many as a sequence has elements, by that of the later
  /// ones; divided by the same of the benchmark.
  var warmUp: Check {
    let threshold = "warn > 1.5, interval above 1"
    let scale = scale(for: .train)
    let count = model.model.specification.lookback
    guard let pair = errors(.train, scale), pair.count >= 2 * count, count >= 4 else {
      return Check(
        "R04", threshold: threshold,
        absent: "It needs a lookback of at least 4, and twice as many training targets.")
    }
    // By how much errors grow backwards in time is a gap too.
    let (first, later) = (SquaredErrors(pair[..<count]), SquaredErrors(pair[count...]))
    guard let found = later.gap(to: first, [0..<later.count], [0..<count]) else {
      return Check("R04", threshold: threshold, absent: "An error is zero or not finite.")
    }
    let interval = blockBootstrap(counts: [count, later.count]) {
      later.gap(to: first, $0[1], $0[0])
    }
    let isCold = found > 1.5 && (interval?.lower ?? 0) > 1
    return Check(
      "R04", found, text: "\(fixed(found, 1))× later errors", interval: interval,
      threshold: threshold, status: isCold ? .warn : .pass,
      why: "Compared with \(benchmark.baseline.rawValue), its first \(count) training targets have "
        + "\(fixed(found, 1)) times the error of later ones.",
      remedy: longerLookback)
  }
}
