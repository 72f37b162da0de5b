import Recurrent
import SeriesData

/// Everything that decides how the training of one network goes; not how many threads do it.
public struct TrainingTask: Hashable, Sendable {
  /// What the network is told, its seed among it.
  public let specification: NetworkSpecification
  /// Which of the networks for several steps ahead; 0 is the first, or the only one.
  public let member: Int
  /// The values that are known, from the first on.
  public let series: TimeSeries
  /// The indices that are fitted on.
  public let fit: Range<Int>
  /// The indices that judge; may be empty.
  public let validation: Range<Int>

  /// Joins the parts.
  public init(
    specification: NetworkSpecification, member: Int, series: TimeSeries, fit: Range<Int>,
    validation: Range<Int>
  ) {
    self.specification = specification
    self.member = member
    self.series = series
    self.fit = fit
    self.validation = validation
  }
}

/// How far a training is.
public enum TrainingStage<Weight: BinaryFloatingPoint & Sendable>: Hashable, Sendable {
  /// Between two steps.
  case underWay(TrainingState<Weight>)
  /// At its end, with the weights that it keeps.
  case finished(weights: [Weight], TrainingHistory)
}

/// The stage of a training of either kind of network.
public enum KeptTraining: Hashable, Sendable {
  /// Of a batched network.
  case single(TrainingStage<Float>)
  /// Of the hand-unrolled one.
  case double(TrainingStage<Double>)

  /// Whether it has come to its end.
  public var isFinished: Bool {
    switch self {
    case .single(.finished), .double(.finished): true
    case .single(.underWay), .double(.underWay): false
    }
  }
}

/// What became of the trainings of a command, so that the same command can be stopped, do its work
/// again, and have nothing to train twice.
///
/// All else that a command does follows from its arguments and its trainings, and is quick. So a
/// command that goes on does everything anew; but a training that is finished answers from the
/// journal, and one that was under way goes on from there. Calls come from several threads.
public protocol TrainingJournal: Sendable {
  /// The name of a training, the same whenever it is asked for.
  func key(of task: TrainingTask) -> String

  /// What is known of a training; nil when nothing is.
  func training(_ key: String) -> KeptTraining?

  /// Asked before each step of a training.
  ///
  /// - Parameter last: When it was kept last, or when the training began.
  /// - Returns: Whether its state is to be kept.
  func isDue(since last: ContinuousClock.Instant) -> Bool

  /// Takes the stage of a training.
  func keep(_ training: KeptTraining, as key: String)
}

// MARK: - Trainings with a journal

/// A model that a training can be kept of.
protocol KeptModel: SequenceModel {
  static func kept(_ stage: TrainingStage<Weight>) -> KeptTraining
  static func stage(of training: KeptTraining) -> TrainingStage<Weight>?
}

extension RecurrentNetwork: KeptModel {
  static func kept(_ stage: TrainingStage<Float>) -> KeptTraining { .single(stage) }

  static func stage(of training: KeptTraining) -> TrainingStage<Float>? {
    if case .single(let stage) = training { stage } else { nil }
  }
}

extension ElementRNN: KeptModel {
  static func kept(_ stage: TrainingStage<Double>) -> KeptTraining { .double(stage) }

  static func stage(of training: KeptTraining) -> TrainingStage<Double>? {
    if case .double(let stage) = training { stage } else { nil }
  }
}

/// One training with all that it needs.
struct JournaledTraining {
  let task: TrainingTask
  let training: TrainingSet
  let validation: TrainingSet?
  let threads: Int
  let watch: FittedNetwork.Watch

  private var options: TrainingOptions { task.specification.training }

  /// Trains a model, from where the journal says; without a journal, from the beginning.
  ///
  /// What is in the journal and is not possible, for a file may have been changed, is left out: then
  /// training begins anew, and ends the same.
  func run<Model: KeptModel>(
    _ model: inout Model, using generator: inout SeededGenerator
  ) throws(NonFiniteLoss) -> TrainingHistory {
    guard let journal = watch.journal else { return try run(&model, &generator, nil, nil) }
    let key = journal.key(of: task)
    var state: TrainingState<Model.Weight>?
    switch journal.training(key).flatMap(Model.stage) {
    case .finished(let weights, let history)? where isPossible(weights, history, model):
      model.weights = weights
      if let last = history.records.last { watch.onEpoch(last) }
      return history
    case .underWay(let kept)?
    where kept.isPossible(for: model, on: training, validation: validation, options: options):
      state = kept
    default: break
    }
    var last = ContinuousClock.now
    let keeper = StateKeeper<Model.Weight>(isDue: { journal.isDue(since: last) }) { state in
      journal.keep(Model.kept(.underWay(state)), as: key)
      last = .now
    }
    let history = try run(&model, &generator, state, keeper)
    if history.stopReason != .interrupted {
      journal.keep(Model.kept(.finished(weights: model.weights, history)), as: key)
    }
    return history
  }

  private func run<Model: KeptModel>(
    _ model: inout Model, _ generator: inout SeededGenerator,
    _ state: TrainingState<Model.Weight>?, _ keeper: StateKeeper<Model.Weight>?
  ) throws(NonFiniteLoss) -> TrainingHistory {
    try model.train(
      on: training, validation: validation, options: options, using: &generator, threads: threads,
      resuming: state, keeper: keeper, isInterrupted: watch.isInterrupted, onEpoch: watch.onEpoch)
  }

  /// Whether training can have ended like this.
  private func isPossible<Model: KeptModel>(
    _ weights: [Model.Weight], _ history: TrainingHistory, _ model: Model
  ) -> Bool {
    let epochs = 0...max(0, min(history.epochs, options.lastEpoch ?? options.epochs))
    return weights.count == model.weights.count && weights.allSatisfy(\.isFinite)
      && history.epochs == epochs.upperBound && history.stopReason != .interrupted
      && epochs.contains(history.bestEpoch) && epochs.contains(history.usedEpoch)
      && history.records.enumerated().allSatisfy { index, record in
        record.epoch == index && record.trainingLoss.isFinite
          && (record.validationLoss != nil) == (validation != nil)
          && record.validationLoss?.isFinite ?? true
      }
  }
}
