/// Everything that a training run is told.
public struct TrainingOptions: Hashable, Sendable, Codable {
  /// The epochs at most.
  public var epochs = 500
  /// Ends training after this epoch, though the schedule is made for ``epochs``: a refit trains as
  /// long as the fit that it repeats.
  ///
  /// Nil trains them all.
  public var lastEpoch: Int?
  /// Sequences in a step; nil takes all at once.
  public var batchSize: Int?
  /// What is made small.
  public var loss = Loss.meanSquared
  /// Over which elements.
  public var lossOver = LossOver.last
  /// How a gradient becomes a step.
  public var optimizer = OptimizerKind.adam
  /// The learning rate at the start.
  public var learningRate = 0.01
  /// How it changes.
  public var schedule = Schedule.constant
  /// λ.
  public var weightDecay = 0.0
  /// The probability that a unit is silent in a sequence while training; see ``Disturbance``.
  public var dropout = 0.0
  /// The standard deviation of the noise on the scaled elements while training.
  public var noise = 0.0
  /// The largest gradient norm; nil does not clip.
  public var clipNorm: Double? = 1
  /// Epochs without a better validation loss before training stops and goes back to the best
  /// weights; nil trains to the end and keeps the last.
  public var patience: Int?

  /// The defaults of the classic recipe.
  public init() {}

  /// Whether training shows the network anything but the sequences themselves.
  var isDisturbed: Bool { dropout > 0 || noise > 0 }

  /// What disturbs the next step; where nothing does, nothing is drawn.
  func disturbance(using generator: inout SeededGenerator) -> Disturbance? {
    isDisturbed ? Disturbance(dropout: dropout, noise: noise, seed: generator.next()) : nil
  }
}

extension TrainingOptions {
  /// Reads options; those that were written before there was dropout have none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    epochs = try container.decode(Int.self, forKey: .epochs)
    lastEpoch = try container.decodeIfPresent(Int.self, forKey: .lastEpoch)
    batchSize = try container.decodeIfPresent(Int.self, forKey: .batchSize)
    loss = try container.decode(Loss.self, forKey: .loss)
    lossOver = try container.decode(LossOver.self, forKey: .lossOver)
    optimizer = try container.decode(OptimizerKind.self, forKey: .optimizer)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    schedule = try container.decode(Schedule.self, forKey: .schedule)
    weightDecay = try container.decode(Double.self, forKey: .weightDecay)
    dropout = try container.decodeIfPresent(Double.self, forKey: .dropout) ?? 0
    noise = try container.decodeIfPresent(Double.self, forKey: .noise) ?? 0
    clipNorm = try container.decodeIfPresent(Double.self, forKey: .clipNorm)
    patience = try container.decodeIfPresent(Int.self, forKey: .patience)
  }
}

/// Why training stopped.
public enum StopReason: String, Hashable, Sendable, Codable {
  /// All epochs are done.
  case epochs
  /// The validation loss has not become better for as long as was allowed.
  case patience
  /// Somebody asked for it.
  case interrupted
}

/// One row of the learning curve: the state of things after so many epochs.
public struct EpochRecord: Hashable, Sendable {
  /// Completed epochs; 0 is the untrained network.
  public var epoch: Int
  /// The loss on the training sequences with the weights of this epoch.
  ///
  /// With mini-batches, the mean over the batches of the epoch that follows, while the weights
  /// move. With dropout or noise, that of all sequences without them, so that it can be held
  /// against the loss on the validation sequences.
  public var trainingLoss: Double
  /// The loss on the validation sequences; nil without them.
  public var validationLoss: Double?
  /// The learning rate of the epoch that follows.
  public var learningRate: Double
  /// The gradient norm before clipping, the largest of the epoch that follows; nil in the last row.
  public var gradientNorm: Double?
  /// The norm of all weights of this epoch.
  public var weightNorm: Double?

  /// Joins the parts.
  public init(
    epoch: Int, trainingLoss: Double, validationLoss: Double? = nil, learningRate: Double,
    gradientNorm: Double? = nil, weightNorm: Double? = nil
  ) {
    self.epoch = epoch
    self.trainingLoss = trainingLoss
    self.validationLoss = validationLoss
    self.learningRate = learningRate
    self.gradientNorm = gradientNorm
    self.weightNorm = weightNorm
  }
}

/// How training went.
public struct TrainingHistory: Hashable, Sendable {
  /// The learning curve, from 0 to the last completed epoch.
  public var records: [EpochRecord]
  /// Why it stopped.
  public var stopReason: StopReason
  /// The epoch with the lowest validation loss, or training loss without validation.
  public var bestEpoch: Int
  /// The epoch whose weights the model has now: the last, or with patience the best.
  public var usedEpoch: Int

  /// Joins the parts.
  public init(records: [EpochRecord], stopReason: StopReason, bestEpoch: Int, usedEpoch: Int) {
    self.records = records
    self.stopReason = stopReason
    self.bestEpoch = bestEpoch
    self.usedEpoch = usedEpoch
  }

  /// The epochs that were completed.
  public var epochs: Int { records.count - 1 }
}

/// Training met a number that is not one.
public struct NonFiniteLoss: Error, Hashable, Sendable {
  /// The epoch during which it happened, from 1.
  public var epoch: Int
  /// The learning rate of that epoch.
  public var learningRate: Double
  /// The norm of the last gradient; may itself be NaN or infinite.
  public var gradientNorm: Double
  /// The last epoch after which all losses were finite; nil when there was none.
  public var lastFiniteEpoch: Int?
}
