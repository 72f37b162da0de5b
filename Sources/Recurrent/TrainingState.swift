/// A training run between two steps: from here it goes on as if it had never stopped, to the bit.
///
/// It does not hold what the run was told, nor the sequences; whoever goes on says the same again.
public struct TrainingState<Weight: BinaryFloatingPoint & Sendable>: Hashable, Sendable {
  /// All weights.
  public var weights: [Weight]
  /// What the optimiser remembers.
  public var moments: Moments<Weight>
  /// Where the random numbers are.
  public var generator: SeededGenerator
  /// The rows of the learning curve that are complete.
  public var records: [EpochRecord]
  /// The best epoch so far.
  public var best: BestEpoch<Weight>
  /// The sequences in the order of this epoch's mini-batches; empty when all are in one.
  public var order: [Int]
  /// The epoch that is under way.
  public var epoch: EpochProgress

  /// Joins the parts.
  public init(
    weights: [Weight], moments: Moments<Weight>, generator: SeededGenerator,
    records: [EpochRecord], best: BestEpoch<Weight>, order: [Int], epoch: EpochProgress
  ) {
    self.weights = weights
    self.moments = moments
    self.generator = generator
    self.records = records
    self.best = best
    self.order = order
    self.epoch = epoch
  }
}

/// How far an epoch has come.
public struct EpochProgress: Hashable, Sendable {
  /// Its row of the learning curve, of which losses and gradient norm of training are still missing.
  public var record: EpochRecord
  /// The next mini-batch.
  public var batch = 0
  /// The sum of the losses of the sequences before it.
  public var sum = 0.0
  /// The largest gradient norm before it.
  public var largestNorm = 0.0
  /// The loss of all sequences before the epoch, where its steps are disturbed.
  public var undisturbedLoss: Double?

  /// An epoch at its start.
  public init(record: EpochRecord) { self.record = record }
}

/// The best epoch so far by the watched loss.
public struct BestEpoch<Weight: BinaryFloatingPoint & Sendable>: Hashable, Sendable {
  /// Which one.
  public var epoch = 0
  /// Its weights, if they are kept.
  public var weights: [Weight]
  /// Its loss; infinite before there was one.
  public var loss = Double.infinity
  /// How often the loss has stalled.
  public var plateaus = 0
  /// Epochs since it became better, or stalled.
  public var sinceChange = 0

  /// No epoch yet.
  ///
  /// - Parameter weights: Those of the untrained network; empty if none are to be kept.
  public init(weights: [Weight]) { self.weights = weights }

  mutating func see(_ loss: Double, _ epoch: Int, keeping weights: [Weight]) {
    sinceChange += 1
    if loss < self.loss {
      self.loss = loss
      self.epoch = epoch
      sinceChange = 0
      // Copied one by one: assigned, the array would be shared, and copied anew at the next step.
      for i in self.weights.indices { self.weights[i] = weights[i] }
    } else if sinceChange >= Schedule.plateauPatience {
      plateaus += 1
      sinceChange = 0
    }
  }
}

/// Takes the states of a training run, so that it can go on when its program has ended.
public struct StateKeeper<Weight: BinaryFloatingPoint & Sendable> {
  /// Asked before each step; true has the state kept.
  public var isDue: () -> Bool
  /// Takes a state: when it is due, and when training is interrupted; never one of a training that
  /// goes astray, whose numbers are no longer finite.
  public var keep: (TrainingState<Weight>) -> Void

  /// A keeper with these functions.
  public init(isDue: @escaping () -> Bool, keep: @escaping (TrainingState<Weight>) -> Void) {
    self.isDue = isDue
    self.keep = keep
  }
}

// MARK: - Whether a state fits

extension TrainingState {
  /// Whether a run of this model, told the same, can have been in this state.
  ///
  /// A state may come from a file that anybody wrote. One that is possible harms nobody; whether it
  /// is the true one, no one can tell.
  public func isPossible<Model: SequenceModel>(
    for model: Model, on training: TrainingSet, validation: TrainingSet?, options: TrainingOptions
  ) -> Bool where Model.Weight == Weight {
    let count = model.weights.count
    let batches = options.batchCount(of: training.batch)
    return isFinite && weights.count == count && moments.first.count == count
      && moments.second.count == Optimizer<Weight>.secondCount(options.optimizer, count)
      && moments.second.allSatisfy { $0 >= 0 }
      && records.count < options.lastEpoch ?? options.epochs
      && (0..<batches).contains(epoch.batch)
      && moments.steps == records.count * batches + epoch.batch
      && isOrder(of: batches > 1 ? training.batch : 0)
      && isPossible(best, keeping: options.patience == nil ? 0 : count)
      && areRecordsPossible(isValidated: validation != nil)
      && (epoch.undisturbedLoss != nil) == options.isDisturbed
  }

  /// Whether training can go on from here; the square of a large gradient may be infinite.
  var isFinite: Bool {
    weights.allSatisfy(\.isFinite) && moments.first.allSatisfy(\.isFinite)
      && !moments.second.contains(where: \.isNaN) && epoch.record.isFinite
      && epoch.record.weightNorm?.isFinite ?? true
      && [epoch.sum, epoch.largestNorm, epoch.undisturbedLoss ?? 0].allSatisfy(\.isFinite)
  }

  private func isOrder(of count: Int) -> Bool {
    guard order.count == count else { return false }
    var seen = [Bool](repeating: false, count: count)
    for position in order {
      guard seen.indices.contains(position), !seen[position] else { return false }
      seen[position] = true
    }
    return true
  }

  private func isPossible(_ best: BestEpoch<Weight>, keeping count: Int) -> Bool {
    best.weights.count == count && best.weights.allSatisfy(\.isFinite)
      && (0...records.count).contains(best.epoch)
      && !best.loss.isNaN && (0...records.count).contains(best.plateaus)
      && (0..<Schedule.plateauPatience).contains(best.sinceChange)
  }

  private func areRecordsPossible(isValidated: Bool) -> Bool {
    (records + [epoch.record]).enumerated().allSatisfy { index, record in
      record.epoch == index && record.isFinite && record.learningRate.isFinite
        && (record.validationLoss != nil) == isValidated
    }
  }
}
