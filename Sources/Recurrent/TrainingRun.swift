/// A training run on its way.
struct TrainingRun<Model: SequenceModel> {
  private let options: TrainingOptions
  private let training: TrainingSet
  private let validationPass: (any SequencePass<Model.Weight>)?
  private var batches: Batches<Model>
  private var optimizer: Optimizer<Model.Weight>
  private var weights: [Model.Weight]
  private var gradient: [Model.Weight]
  private var best: BestEpoch<Model.Weight>
  private var records: [EpochRecord] = []
  /// The epoch that a state left under way.
  private var kept: EpochProgress?

  init(
    _ model: Model, _ training: TrainingSet, _ validation: TrainingSet?,
    _ options: TrainingOptions, _ threads: Int
  ) {
    self.options = options
    self.training = training
    weights = model.weights
    gradient = [Model.Weight](repeating: 0, count: weights.count)
    optimizer = Optimizer(options.optimizer, count: weights.count, weightDecay: options.weightDecay)
    records.reserveCapacity(min(options.epochs, 100_000) + 1)
    best = BestEpoch(weights: options.patience == nil ? [] : weights.map(\.self))
    batches = Batches(model, training, options, threads)
    validationPass = validation.map { set in
      let pass = model.makePass(
        time: set.time, batch: set.batch, loss: options.loss, over: .last, threads: threads)
      pass.load(inputs: set.inputs, targets: set.targets)
      return pass
    }
  }

  // MARK: States

  /// Goes back, or on, to a state of the same run.
  mutating func resume(_ state: TrainingState<Model.Weight>) {
    weights = state.weights
    optimizer.moments = state.moments
    records = state.records
    best = state.best
    if batches.isCut { batches.order = state.order }
    kept = state.epoch
  }

  private func state(
    _ epoch: EpochProgress, _ generator: SeededGenerator
  ) -> TrainingState<Model.Weight> {
    TrainingState(
      weights: weights, moments: optimizer.moments, generator: generator, records: records,
      best: best, order: batches.isCut ? batches.order : [], epoch: epoch)
  }

  // MARK: Epochs

  mutating func go(
    _ generator: inout SeededGenerator, _ keeper: StateKeeper<Model.Weight>?,
    _ isInterrupted: () -> Bool, _ onEpoch: (EpochRecord) -> Void
  ) throws(NonFiniteLoss) -> StopReason {
    while true {
      var epoch: EpochProgress
      if let kept {
        epoch = kept
        self.kept = nil
      } else {
        epoch = beginning()
        if let reason = reasonToStop(after: epoch.record.epoch) {
          try finish(epoch, onEpoch)
          return reason
        }
        batches.shuffle(&generator)
        epoch.undisturbedLoss = options.isDisturbed ? batches.loss(weights: weights) : nil
      }
      while epoch.batch < batches.count {
        let shallStop = isInterrupted()
        if let keeper, shallStop || keeper.isDue() {
          let state = state(epoch, generator)
          if state.isFinite { keeper.keep(state) }
        }
        if shallStop {
          try finish(epoch, onEpoch)
          return .interrupted
        }
        try step(&epoch, &generator)
      }
      try finish(epoch, onEpoch)
    }
  }

  /// The next epoch: what validation says of the weights before it.
  private mutating func beginning() -> EpochProgress {
    let epoch = records.count
    var record = EpochRecord(epoch: epoch, trainingLoss: 0, learningRate: learningRate(epoch))
    record.validationLoss = validationPass?.loss(weights: weights)
    record.weightNorm = norm(weights)
    if let loss = record.validationLoss { best.see(loss, epoch, keeping: weights) }
    return EpochProgress(record: record)
  }

  private func learningRate(_ epoch: Int) -> Double {
    options.learningRate
      * options.schedule.factor(epoch: epoch, of: options.epochs, plateaus: best.plateaus)
  }

  private func reasonToStop(after epoch: Int) -> StopReason? {
    if epoch >= options.lastEpoch ?? options.epochs { return .epochs }
    if let patience = options.patience, epoch - best.epoch >= patience { return .patience }
    return nil
  }

  /// Trains on the next batch.
  private mutating func step(
    _ epoch: inout EpochProgress, _ generator: inout SeededGenerator
  ) throws(NonFiniteLoss) {
    let (pass, size) = batches.pass(epoch.batch)
    let disturbance = options.disturbance(using: &generator)
    let loss = pass.lossAndGradient(
      weights: weights, gradient: &gradient, disturbance: disturbance)
    let gradientNorm = norm(gradient)
    var record = epoch.record
    record.gradientNorm = gradientNorm
    record.trainingLoss = loss
    try check(record)
    epoch.sum += loss * Double(size)
    epoch.largestNorm = max(epoch.largestNorm, gradientNorm)
    if let limit = options.clipNorm { clip(&gradient, norm: gradientNorm, to: limit) }
    optimizer.step(&weights, gradient: gradient, learningRate: record.learningRate)
    epoch.batch += 1
  }

  /// Adds the row of an epoch to the learning curve: of a whole one, of as much as there was before
  /// an interruption, or of the final weights.
  private mutating func finish(
    _ epoch: EpochProgress, _ onEpoch: (EpochRecord) -> Void
  ) throws(NonFiniteLoss) {
    var record = epoch.record
    if epoch.batch > 0 {
      record.trainingLoss =
        epoch.undisturbedLoss ?? epoch.sum / Double(batches.sequences(before: epoch.batch))
      record.gradientNorm = epoch.largestNorm
    } else {
      record.trainingLoss = batches.loss(weights: weights)
    }
    try check(record)
    if record.validationLoss == nil {
      best.see(record.trainingLoss, record.epoch, keeping: weights)
    }
    records.append(record)
    onEpoch(record)
  }

  private func check(_ record: EpochRecord) throws(NonFiniteLoss) {
    if record.isFinite { return }
    throw NonFiniteLoss(
      epoch: record.epoch + 1, learningRate: record.learningRate,
      gradientNorm: record.gradientNorm ?? .nan, lastFiniteEpoch: records.last?.epoch)
  }

  // MARK: What came out

  var chosenWeights: [Model.Weight] { options.patience == nil ? weights : best.weights }

  func history(_ reason: StopReason) -> TrainingHistory {
    TrainingHistory(
      records: records, stopReason: reason, bestEpoch: best.epoch,
      usedEpoch: options.patience == nil ? records.count - 1 : best.epoch)
  }
}

extension EpochRecord {
  /// Whether all of its losses and its gradient norm are numbers.
  var isFinite: Bool {
    trainingLoss.isFinite && validationLoss?.isFinite ?? true && gradientNorm?.isFinite ?? true
  }
}

extension TrainingOptions {
  /// The sequences of a step, of so many in all.
  func batchSize(of count: Int) -> Int { min(batchSize ?? count, count) }

  /// The steps of an epoch over so many sequences.
  func batchCount(of count: Int) -> Int {
    let size = batchSize(of: count)
    return (count + size - 1) / size
  }
}

/// The training sequences cut into batches.
private struct Batches<Model: SequenceModel> {
  /// The sequences in the order of the batches.
  var order: [Int]
  /// How many batches there are.
  let count: Int
  private let training: TrainingSet
  private let size: Int
  private let whole: any SequencePass<Model.Weight>
  private let full: (any SequencePass<Model.Weight>)?
  private let rest: (any SequencePass<Model.Weight>)?

  init(
    _ model: Model, _ training: TrainingSet, _ options: TrainingOptions, _ threads: Int
  ) {
    self.training = training
    size = options.batchSize(of: training.batch)
    count = options.batchCount(of: training.batch)
    order = Array(0..<training.batch)
    func makePass(_ batch: Int) -> any SequencePass<Model.Weight> {
      model.makePass(
        time: training.time, batch: batch, loss: options.loss, over: options.lossOver,
        threads: threads)
    }
    whole = makePass(training.batch)
    whole.load(inputs: training.inputs, targets: training.targets)
    full = count > 1 ? makePass(size) : nil
    rest = count > 1 && training.batch % size > 0 ? makePass(training.batch % size) : nil
  }

  /// Whether there is more than one.
  var isCut: Bool { full != nil }

  /// The sequences in the batches before this one.
  func sequences(before index: Int) -> Int { min(index * size, training.batch) }

  mutating func shuffle(_ generator: inout SeededGenerator) {
    if isCut { order.shuffle(using: &generator) }
  }

  /// The batch, loaded, and the number of its sequences.
  func pass(_ index: Int) -> (any SequencePass<Model.Weight>, Int) {
    guard let full else { return (whole, training.batch) }
    let positions = order[sequences(before: index)..<sequences(before: index + 1)]
    let pass = positions.count == size ? full : rest ?? full
    pass.load(training, order: positions)
    return (pass, positions.count)
  }

  /// The loss over all sequences.
  func loss(weights: [Model.Weight]) -> Double { whole.loss(weights: weights) }
}
