import Recurrent
import SeriesData

/// What an experiment found.
public struct ExperimentResult: Sendable {
  /// What was asked.
  public let experiment: Experiment
  /// The networks, in the order in which they were asked for.
  public let models: [ModelResult]
  /// The forecasters that cost nothing.
  public let baselines: [BaselineResult]

  /// The baseline that skill is measured against.
  public var benchmark: BaselineResult? { baselines.benchmark }
}

extension [BaselineResult] {
  /// The baseline that skill is measured against: of ``Baseline/benchmarks`` the one with the
  /// lowest RMSE on the validation part or, without one, on the training part.
  ///
  /// Never on the test.
  public var benchmark: BaselineResult? {
    filter { Baseline.benchmarks.contains($0.baseline) && $0.choosingRMSE != nil }
      .min { ($0.choosingRMSE ?? .infinity) < ($1.choosingRMSE ?? .infinity) }
  }
}

/// One network's part of the result.
public struct ModelResult: Sendable {
  /// The network that was judged: fitted without the test part.
  public let model: FittedNetwork
  /// How its training went.
  public let history: TrainingHistory
  /// What it predicted for known dates.
  public let predictions: Predictions
  /// How good that was.
  public let scores: Scores
  /// The network that forecasts: the same settings and epochs, fitted on all data.
  public let refit: FittedNetwork
  /// Its forecasts of the steps after the end.
  public let forecast: [Double]
  /// The intervals of them, and what such intervals were worth on the test part; nil when no held-out
  /// forecast can be used.
  public let intervals: ModelIntervals?
  /// The first index that it predicts.
  public let firstTarget: Int
  /// Wall time of all fits and all predictions.
  public var seconds: Double
  /// How the strategy was chosen; nil where it was given.
  public var strategyChoice: StrategyChoice?
  /// The networks that the verdict stands on, this one first; empty where it stands alone.
  public var members: [Member] = []
  /// What more history and more units would have given; nil where nobody asked.
  public var deep: DeepStudy?
}

/// One baseline's part of the result.
public struct BaselineResult: Sendable {
  /// Which one.
  public let baseline: Baseline
  /// What it predicted for known dates.
  public let predictions: Predictions
  /// How good that was.
  public let scores: Scores

  /// The RMSE by which the benchmark is chosen.
  var choosingRMSE: Double? { (scores.validation ?? scores.train).rmse }
}

/// Predictions of the known dates, indexed like the series.
public struct Predictions: Hashable, Sendable {
  /// One step ahead from actual history; nil where there is too little of it.
  public var oneStep: [Double?]
  /// From the end of the training part, from its own outputs; nil outside the test part.
  public var recursive: [Double?]
}

/// Scores on the slices.
public struct Scores: Hashable, Sendable {
  /// One step ahead on the targets of the part that was fitted on.
  public var train: Metrics
  /// One step ahead on the validation part; nil without one.
  public var validation: Metrics?
  /// One step ahead on the test part.
  public var testOneStep: Metrics
  /// The test part recursively.
  public var testRecursive: Metrics
}

/// A network whose training failed.
public struct FitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which network.
  public let kind: NetworkKind
  /// What happened.
  public let cause: NonFiniteLoss

  package init(kind: NetworkKind, _ cause: NonFiniteLoss) {
    self.kind = kind
    self.cause = cause
  }

  /// Where it happened, what was found, what was expected.
  public var message: String {
    let last =
      cause.lastFiniteEpoch.map { "the last finite epoch is \($0)" } ?? "no epoch was finite"
    let norm = cause.gradientNorm.isNaN ? "not a number" : "\(cause.gradientNorm)"
    return "the loss of \(kind.rawValue) became non-finite in epoch \(cause.epoch) "
      + "(learning rate \(cause.learningRate), gradient norm \(norm); \(last))"
  }

  /// What to try.
  public var hint: String { "Try a smaller --learning-rate, or --clip-norm 1." }

  /// Message and hint.
  public var description: String { "\(message). \(hint)" }
}

/// Training was stopped from outside.
public struct Interrupted: Error, Hashable, Sendable {
  /// Says so.
  public init() {}
}
