import Forecasting
import RealModule
import SeriesData

/// The errors one step ahead that skill and gap are computed from: of a forecaster and of the
/// benchmark, side by side.
struct OneStepErrors {
  /// One step ahead, indexed like the series.
  let predictions: [Double?]
  let benchmark: BaselineResult
  let split: Split
  /// The training targets that both predict.
  let train: Range<Int>
  private let values: [Double]

  /// - Parameters:
  ///   - predictions: One step ahead, indexed like the series; nil where there is none.
  ///   - firstTarget: The first index that counts.
  ///   - benchmark: The forecaster without parameters.
  ///   - experiment: Where both come from.
  init(
    _ predictions: [Double?], firstTarget: Int, benchmark: BaselineResult,
    in experiment: Experiment
  ) {
    self.predictions = predictions
    self.benchmark = benchmark
    split = experiment.split
    values = experiment.series.values
    // Where both have a prediction: a benchmark from the season before may begin later.
    let first = max(
      firstTarget, benchmark.predictions.oneStep.firstIndex { $0 != nil } ?? values.count)
    train = min(first, split.fit.upperBound)..<split.fit.upperBound
  }

  /// Errors of the same points by model and benchmark.
  struct Pair {
    let model: [Double]
    let benchmark: [Double]
    var count: Int { model.count }

    /// The errors of some of the points.
    subscript(_ range: some RangeExpression<Int>) -> Pair {
      Pair(model: Array(model[range]), benchmark: Array(benchmark[range]))
    }
  }

  /// Log units when all values and predictions of these slices are positive, so that a growing series
  /// does not look like growing errors; else original units.
  func scale(for slices: [Slice]) -> Scale {
    slices.allSatisfy { errors($0, .log) != nil } ? .log : .original
  }

  /// A slice of the series.
  enum Slice { case train, validation, test }

  /// The scale on which errors are compared across slices.
  enum Scale: String {
    case log = "log units"
    case original = "original units"
  }

  /// One-step-ahead errors; nil where a prediction is missing, not finite, or has no logarithm.
  func errors(_ slice: Slice, _ scale: Scale) -> Pair? {
    let range = range(of: slice)
    guard !range.isEmpty,
      let model = errors(predictions, range, scale),
      let benchmark = errors(benchmark.predictions.oneStep, range, scale)
    else { return nil }
    return Pair(model: model, benchmark: benchmark)
  }

  /// Where both have a prediction.
  func range(of slice: Slice) -> Range<Int> {
    switch slice {
    case .train: train
    case .validation: split.validation
    case .test: split.test
    }
  }

  /// The errors of any one-step-ahead predictions, indexed like the series.
  func errors(_ predictions: [Double?], _ range: Range<Int>, _ scale: Scale) -> [Double]? {
    var errors: [Double] = []
    for t in range {
      guard let predicted = predictions[t], predicted.isFinite else { return nil }
      switch scale {
      case .original:
        errors.append(values[t] - predicted)
      case .log:
        guard predicted > 0, values[t] > 0 else { return nil }
        errors.append(.log(values[t]) - .log(predicted))
      }
    }
    return errors
  }
}

// MARK: - Skill and gap

extension OneStepErrors {
  /// `1 − RMSE / RMSE of the benchmark`, in original units, with its interval.
  func skill(on slice: Slice) -> (value: Double, interval: Interval?)? {
    guard let pair = errors(slice, .original) else { return nil }
    let squares = SquaredErrors(pair)
    guard let value = squares.skill([0..<pair.count]) else { return nil }
    return (value, blockBootstrap(counts: [pair.count]) { squares.skill($0[0]) })
  }

  /// `(E_val / E_train) / (B_val / B_train)`, with its interval, and the scale of the errors.
  ///
  /// On the log scale when all values and predictions are positive, so that a growing series does
  /// not look like a growing error; else in original units.
  var gap: (value: Double, interval: Interval?, scale: Scale)? {
    let scale = scale(for: [.train, .validation])
    guard let known = errors(.train, scale), let other = errors(.validation, scale) else {
      return nil
    }
    let (train, judged) = (SquaredErrors(known), SquaredErrors(other))
    guard let value = train.gap(to: judged, [0..<train.count], [0..<judged.count]) else {
      return nil
    }
    let interval = blockBootstrap(counts: [train.count, judged.count]) {
      train.gap(to: judged, $0[0], $0[1])
    }
    return (value, interval, scale)
  }

  // MARK: As checks

  /// The skill on the test part as a check.
  func skillCheck(_ found: (value: Double, interval: Interval?)?) -> Check {
    var check = Check(
      "S01", threshold: "warn: interval reaches 0 · fail: ≤ 0",
      absent: "A prediction or the benchmark is missing on the test part.")
    guard let (value, interval) = found else { return check }
    check.value = value
    check.interval = interval
    check.text = "\(signed(value)) vs \(benchmark.baseline.rawValue)"
    check.status = value <= 0 ? .fail : (check.interval?.lower ?? 0) > 0 ? .pass : .warn
    check.why =
      value > 0
      ? "One step ahead on the test part its RMSE is \(percent(value)) below that of the best free forecaster."
      : "One step ahead on the test part the best free forecaster is at least as good."
    return check
  }

  /// The skill on the training part as a check: whether it learned anything at all.
  func skillOnTrainCheck(_ found: (value: Double, interval: Interval?)?) -> Check {
    var check = Check(
      "S02", threshold: "warn < 0.2 · fail ≤ 0",
      absent: "A prediction or the benchmark is missing on the training part.")
    guard let (value, _) = found else { return check }
    check.value = value
    check.text = "\(signed(value)) vs \(benchmark.baseline.rawValue)"
    check.status = value <= 0 ? .fail : value < Limits.skillOnTrain ? .warn : .pass
    check.why =
      value < Limits.skillOnTrain
      ? "It hardly fits what it was trained on: what is missing is learning, not restraint."
      : "It fits what it was trained on."
    return check
  }

  /// The gap as a check.
  ///
  /// - Parameters:
  ///   - found: The gap; nil when it could not be measured.
  ///   - judges: The values that judge, for people.
  /// - Returns: `G01`.
  func gapCheck(
    _ found: (value: Double, interval: Interval?, scale: Scale)?, judges: String
  ) -> Check {
    let hasValidation = !split.validation.isEmpty
    var check = Check(
      "G01", threshold: "warn > 1.5, interval above 1 · fail > 2.5, interval above 1.5",
      absent: hasValidation
        ? "An error on the training or validation part is missing or zero."
        : "There is no validation part to measure it on.")
    guard hasValidation, let (value, interval, scale) = found else { return check }
    check.value = value
    check.interval = interval
    check.text = "\(fixed(value, 1))× the benchmark's"
    check.status = .gap(value, interval)
    check.why =
      "From train to \(judges) its error grows \(fixed(value, 1)) times as much as that of "
      + "\(benchmark.baseline.rawValue), which cannot memorise (\(scale.rawValue))."
    return check
  }
}

extension Check.Status {
  /// How a gap comes out: by its value, unless its interval reaches too far down.
  static func gap(_ value: Double, _ interval: Interval?) -> Check.Status {
    if value > Limits.strongGap, (interval?.lower ?? value) > Limits.mildGap { return .fail }
    return value > Limits.mildGap && (interval?.lower ?? value) > Limits.noGap ? .warn : .pass
  }
}
