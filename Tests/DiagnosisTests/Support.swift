import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting
@testable import Recurrent

private let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  .joined(separator: "/")

/// The path of a file of the checkout.
func checkout(_ path: String) -> String { folder + "/../../" + path }

/// The airline series from the checkout.
let airline: TimeSeries = {
  let path = checkout("datasets/airline-passengers.csv")
  do {
    var source = try FileSource(path: path)
    return try SeriesReader.read(from: &source, named: path, options: ReadOptions()).series
  } catch {
    preconditionFailure("the airline series cannot be read: \(error)")
  }
}()

/// A result that no network made: its predictions and its learning curve are given.
struct Constructed {
  var values: [Double]
  var trainCount: Int
  var validationShare = 0.0
  /// One step ahead; by default the actual values, as if by a perfect network.
  var network: [Double?]
  var benchmark: [Double?]
  var transform = ValueTransform.none
  var training = TrainingOptions()
  /// Training and validation loss by epoch.
  var losses: [(Double, Double?)] = [(1, nil)]
  /// The epoch whose weights are used; nil is the last.
  var usedEpoch: Int?
  /// From its own outputs; nil is the same as one step ahead.
  var recursive: [Double?]?
  var benchmarkRecursive: [Double?]?
  var lookback = 1
  var features: [Feature] = [.previous]
  var strategy = HorizonStrategy.recursive
  var baseline = Baseline.persistence
  /// Gradient and weight norms by epoch; nil is 1 throughout.
  var gradientNorms: [Double]?
  var weightNorms: [Double]?
  /// What intervals held; nil for none.
  var achieved: [AchievedCoverage]?
  /// What the scaler is fitted on; nil is the part to fit on.
  var scaledOn: Range<Int>?
  /// What is done to the network, which has random weights.
  var change: (inout RecurrentNetwork) -> Void = { _ in }
  /// The networks that the verdict stands on.
  var members: [Member] = []

  /// `fit` values to fit on, then `validation`, then `test`, all of them 100, perfectly predicted.
  init(fit: Int, validation: Int, test: Int) {
    values = [Double](repeating: 100, count: fit + validation + test)
    trainCount = fit + validation
    validationShare = Double(validation) / Double(trainCount)
    network = values
    benchmark = values
  }

  /// Any series with predictions of two parties.
  init(_ values: [Double], trainCount: Int, validationShare: Double, _ a: [Double?], _ b: [Double?])
  {
    self.values = values
    self.trainCount = trainCount
    self.validationShare = validationShare
    network = a
    benchmark = b
  }

  var split: Split {
    get throws {
      try Split(count: values.count, trainCount: trainCount, validationShare: validationShare)
    }
  }

  /// What an axis is computed from.
  var evidence: Evidence {
    get throws {
      let (model, benchmark, experiment) = try parts
      return Evidence(model, benchmark: benchmark, in: experiment)
    }
  }

  var diagnosis: Diagnosis {
    get throws {
      let (model, benchmark, experiment) = try parts
      return Diagnosis(of: model, benchmark: benchmark, in: experiment)
    }
  }

  var parts: (ModelResult, BaselineResult, Experiment) {
    get throws {
      var specification = NetworkSpecification(.gru)
      specification.lookback = lookback
      specification.features = features
      specification.strategy = strategy
      specification.hidden = 2
      specification.transform = transform
      specification.training = training
      let start = try #require(Timestamp(year: 2000, month: 1, day: 1))
      let series = TimeSeries(name: "t", start: start, frequency: .monthly, values: values)
      let split = try split
      let builder = try SequenceBuilder.fitting(
        series: series, on: scaledOn ?? split.fit, lookback: lookback, features: features,
        transform: transform, scaler: .minMax, lambda: transform.needsLambda ? 0.5 : nil)
      var generator = SeededGenerator(seed: 0)
      let shape = NetworkShape(cell: .gru, inputSize: builder.featureCount, hiddenSize: 2)
      var network = RecurrentNetwork(shape, using: &generator)
      change(&network)
      let fitted = FittedNetwork(
        specification: specification, builder: builder, network: network)
      let nothing = Metrics([], actual: [], scale: .undefined("not looked at"))
      let scores = Scores(
        train: nothing, validation: nil, testOneStep: nothing, testRecursive: nothing)
      let experiment = Experiment(
        series: series, split: split, networks: [specification], horizon: 1)
      var model = ModelResult(
        model: fitted, history: history,
        predictions: Predictions(oneStep: self.network, recursive: recursive ?? self.network),
        scores: scores, refit: fitted, forecast: [], intervals: intervals,
        firstTarget: builder.firstTarget, seconds: 0)
      model.members = members
      let baseline = BaselineResult(
        baseline: baseline,
        predictions: Predictions(oneStep: benchmark, recursive: benchmarkRecursive ?? benchmark),
        scores: scores)
      return (model, baseline, experiment)
    }
  }

  private var intervals: ModelIntervals? {
    let heldOut = HeldOutForecast(origin: 1, forecast: [1], actual: [2])
    guard let achieved, let calibration = ConformalIntervals(calibrating: [heldOut]) else {
      return nil
    }
    return ModelIntervals(
      basis: calibration.basis(horizon: 1), calibration: calibration,
      forecast: ForecastDistribution(point: []),
      testBasis: nil, testCalibration: nil, test: nil, achieved: achieved)
  }

  private var history: TrainingHistory {
    let records = losses.enumerated().map { epoch, loss in
      EpochRecord(
        epoch: epoch, trainingLoss: loss.0, validationLoss: loss.1, learningRate: 0.01,
        gradientNorm: gradientNorms?[epoch] ?? 1, weightNorm: weightNorms?[epoch] ?? 1)
    }
    let watched = losses.map { $0.1 ?? $0.0 }
    let best = watched.indices.min { watched[$0] < watched[$1] } ?? 0
    return TrainingHistory(
      records: records, stopReason: .epochs, bestEpoch: best,
      usedEpoch: usedEpoch ?? records.count - 1)
  }

  /// Makes the network wrong by `network` and the benchmark by `benchmark` at these indices, the
  /// sizes repeated as often as is needed.
  mutating func err(_ indices: Range<Int>, network: [Double], benchmark: [Double]) {
    for (i, t) in indices.enumerated() {
      self.network[t] = values[t] - network[i % network.count]
      self.benchmark[t] = values[t] - benchmark[i % benchmark.count]
    }
  }
}

/// A check that came out so.
func check(
  _ status: Check.Status, value: Double? = 1, interval: ClosedRange<Double>? = nil
) -> Check {
  Check(
    id: "T00", title: "t", value: status == .absent ? nil : value, text: "",
    interval: interval.map { Interval(lower: $0.lowerBound, upper: $0.upperBound) },
    threshold: "", status: status, why: "")
}
