import Forecasting
import RealModule
import Recurrent
import SeriesData

/// The errors that the axes are computed from: of one network and of the benchmark, side by side.
struct Evidence {
  let model: ModelResult
  let benchmark: BaselineResult
  let split: Split
  let series: TimeSeries
  /// The steps that were forecast beyond the end.
  let horizon: Int
  /// The training targets that both predict.
  let train: Range<Int>
  /// What other seeds and origins say; nil when the network stands alone.
  private(set) var members: MemberEvidence?

  init(_ model: ModelResult, benchmark: BaselineResult, in experiment: Experiment) {
    self.model = model
    self.benchmark = benchmark
    split = experiment.split
    series = experiment.series
    horizon = experiment.horizon
    let values = series.values
    // Where both have a prediction: a benchmark from the season before may begin later.
    let first = max(
      model.firstTarget, benchmark.predictions.oneStep.firstIndex { $0 != nil } ?? values.count)
    train = min(first, split.fit.upperBound)..<split.fit.upperBound
    members = memberEvidence
  }

  var values: [Double] { series.values }

  /// Errors of the same points by model and benchmark.
  struct Pair {
    let model: [Double]
    let benchmark: [Double]
    var count: Int { model.count }
  }

  /// Log units when all values and predictions of these slices are positive, so that a growing series
  /// does not look like growing errors; else original units.
  func scale(for slices: Slice...) -> Scale {
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
      let model = errors(model.predictions.oneStep, range, scale),
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

  /// The share of test targets outside the range of the training targets, in model space.
  var shareOutsideTrainingRange: Double? {
    guard let (known, test) = transformedParts, let low = known.min(), let high = known.max(),
      !test.isEmpty
    else { return nil }
    return Double(test.count { !(low...high).contains($0) }) / Double(test.count)
  }

  /// The training and the test values in model space: after the transform, where the network has to
  /// follow.
  ///
  /// - Returns: nil where the transform leaves no training value.
  var transformedParts: (train: ArraySlice<Double>, test: ArraySlice<Double>)? {
    let builder = model.model.builder
    let lost = builder.transform.lostPoints(seasonLength: builder.seasonLength)
    guard split.train.upperBound > lost else { return nil }
    let transformed = builder.transformed(values)
    let end = split.train.upperBound - lost
    return (transformed[..<end], transformed[end...])
  }

  /// The validation loss by epoch as an error (RMSE, or MAE), in scaled units.
  var validationCurve: [Double] { curve(of: model.history) { $0.validationLoss } }

  /// The training loss by epoch, likewise.
  var trainingCurve: [Double] { curve(of: model.history) { $0.trainingLoss } }

  /// A loss by epoch as an error.
  func curve(
    of history: TrainingHistory, _ loss: (EpochRecord) -> Double?
  ) -> [Double] {
    let isSquared = model.model.specification.training.loss != .meanAbsolute
    return history.records.compactMap(loss).map { isSquared ? $0.squareRoot() : $0 }
  }
}
