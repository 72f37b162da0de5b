import Forecasting
import RealModule
import Recurrent
import SeriesData

/// Everything that is known of one network, beside the benchmark.
struct Evidence {
  let model: ModelResult
  let benchmark: BaselineResult
  let split: Split
  let series: TimeSeries
  /// The steps that were forecast beyond the end.
  let horizon: Int
  /// The errors of both one step ahead.
  let oneStep: OneStepErrors
  /// What other seeds and origins say; nil when the network stands alone.
  private(set) var members: MemberEvidence?

  init(_ model: ModelResult, benchmark: BaselineResult, in experiment: Experiment) {
    self.model = model
    self.benchmark = benchmark
    split = experiment.split
    series = experiment.series
    horizon = experiment.horizon
    oneStep = OneStepErrors(
      model.predictions.oneStep, firstTarget: model.firstTarget, benchmark: benchmark,
      in: experiment)
    members = memberEvidence
  }

  var values: [Double] { series.values }
  /// The training targets that both predict.
  var train: Range<Int> { oneStep.train }

  typealias Pair = OneStepErrors.Pair
  typealias Slice = OneStepErrors.Slice
  typealias Scale = OneStepErrors.Scale

  func scale(for slices: Slice...) -> Scale { oneStep.scale(for: slices) }

  func errors(_ slice: Slice, _ scale: Scale) -> Pair? { oneStep.errors(slice, scale) }

  func range(of slice: Slice) -> Range<Int> { oneStep.range(of: slice) }

  func errors(_ predictions: [Double?], _ range: Range<Int>, _ scale: Scale) -> [Double]? {
    oneStep.errors(predictions, range, scale)
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
