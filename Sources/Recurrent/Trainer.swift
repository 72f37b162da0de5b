extension SequenceModel {
  /// Trains the model in place.
  ///
  /// Each epoch is one step over all sequences, or one over each mini-batch in a random order.
  /// Losses are those *after* the epoch that they are listed under, so that the learning curve
  /// starts with the untrained network and its last row describes the final weights.
  ///
  /// - Parameters:
  ///   - training: The sequences that the gradient comes from.
  ///   - validation: Sequences that only judge: they choose the epoch when `options.patience` is
  ///     set, and drive the plateau schedule.
  ///   - options: Everything else that it is told.
  ///   - generator: Orders the mini-batches and disturbs the steps; not used when all sequences are
  ///     in one batch and nothing disturbs them.
  ///   - threads: How many may work on a batch; the results do not depend on it.
  ///   - isInterrupted: Asked once an epoch; true stops training.
  ///   - onEpoch: Told about each epoch.
  /// - Returns: The learning curve, and why it ended.
  /// - Throws: ``NonFiniteLoss``; the model then has the weights it was called with.
  /// - Precondition: `options.patience` needs validation sequences.
  @specialized(where Self == RecurrentNetwork)  // else callers in other modules run generic code
  @specialized(where Self == ElementRNN)
  public mutating func train(
    on training: TrainingSet, validation: TrainingSet? = nil, options: TrainingOptions,
    using generator: inout SeededGenerator, threads: Int = 1,
    isInterrupted: () -> Bool = { false }, onEpoch: (EpochRecord) -> Void = { _ in }
  ) throws(NonFiniteLoss) -> TrainingHistory {
    precondition(
      options.patience == nil || validation != nil, "Patience needs validation sequences")
    var run = TrainingRun(self, training, validation, options, threads)
    let reason = try run.go(&generator, isInterrupted, onEpoch)
    let history = run.history(reason)
    weights = run.chosenWeights
    return history
  }
}

/// A training run on its way.
private struct TrainingRun<Model: SequenceModel> {
  private let options: TrainingOptions
  private let training: TrainingSet
  private let validationPass: (any SequencePass<Model.Weight>)?
  private var batches: Batches<Model>
  private var optimizer: Optimizer<Model.Weight>
  private var weights: [Model.Weight]
  private var gradient: [Model.Weight]
  private var watch: BestEpoch<Model.Weight>
  private var records: [EpochRecord] = []

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
    watch = BestEpoch(weights, keepsWeights: options.patience != nil)
    batches = Batches(model, training, options, threads)
    validationPass = validation.map { set in
      let pass = model.makePass(
        time: set.time, batch: set.batch, loss: options.loss, over: .last, threads: threads)
      pass.load(inputs: set.inputs, targets: set.targets)
      return pass
    }
  }

  mutating func go(
    _ generator: inout SeededGenerator, _ isInterrupted: () -> Bool,
    _ onEpoch: (EpochRecord) -> Void
  ) throws(NonFiniteLoss) -> StopReason {
    while true {
      let epoch = records.count
      var record = EpochRecord(epoch: epoch, trainingLoss: 0, learningRate: learningRate(epoch))
      record.validationLoss = validationPass?.loss(weights: weights)
      record.weightNorm = norm(weights)
      if let loss = record.validationLoss { watch.see(loss, epoch, keeping: weights) }

      let reason = reasonToStop(after: epoch, isInterrupted)
      if reason == nil {
        try runEpoch(&record, &generator)
      } else {
        record.trainingLoss = batches.loss(weights: weights)
      }
      try check(record)
      if record.validationLoss == nil {
        watch.see(record.trainingLoss, epoch, keeping: weights)
      }
      records.append(record)
      onEpoch(record)
      if let reason { return reason }
    }
  }

  private func learningRate(_ epoch: Int) -> Double {
    options.learningRate
      * options.schedule.factor(epoch: epoch, of: options.epochs, plateaus: watch.plateaus)
  }

  private func reasonToStop(after epoch: Int, _ isInterrupted: () -> Bool) -> StopReason? {
    if epoch >= options.lastEpoch ?? options.epochs { return .epochs }
    if let patience = options.patience, epoch - watch.epoch >= patience { return .patience }
    return isInterrupted() ? .interrupted : nil
  }

  /// One step for each batch; fills in the mean loss and the largest gradient norm.
  private mutating func runEpoch(
    _ record: inout EpochRecord, _ generator: inout SeededGenerator
  ) throws(NonFiniteLoss) {
    batches.shuffle(&generator)
    let undisturbedLoss = options.isDisturbed ? batches.loss(weights: weights) : nil
    var (sum, largest) = (0.0, 0.0)
    for index in 0..<batches.count {
      let (pass, size) = batches.pass(index)
      let disturbance = options.disturbance(using: &generator)
      let loss = pass.lossAndGradient(
        weights: weights, gradient: &gradient, disturbance: disturbance)
      let gradientNorm = norm(gradient)
      record.gradientNorm = gradientNorm
      record.trainingLoss = loss
      try check(record)
      sum += loss * Double(size)
      largest = max(largest, gradientNorm)
      if let limit = options.clipNorm { clip(&gradient, norm: gradientNorm, to: limit) }
      optimizer.step(&weights, gradient: gradient, learningRate: record.learningRate)
    }
    record.trainingLoss = undisturbedLoss ?? sum / Double(training.batch)
    record.gradientNorm = largest
  }

  private func check(_ record: EpochRecord) throws(NonFiniteLoss) {
    if record.trainingLoss.isFinite, record.validationLoss?.isFinite ?? true,
      record.gradientNorm?.isFinite ?? true
    {
      return
    }
    throw NonFiniteLoss(
      epoch: record.epoch + 1, learningRate: record.learningRate,
      gradientNorm: record.gradientNorm ?? .nan, lastFiniteEpoch: records.last?.epoch)
  }

  var chosenWeights: [Model.Weight] { options.patience == nil ? weights : watch.weights }

  func history(_ reason: StopReason) -> TrainingHistory {
    TrainingHistory(
      records: records, stopReason: reason, bestEpoch: watch.epoch,
      usedEpoch: options.patience == nil ? records.count - 1 : watch.epoch)
  }
}

/// The best epoch so far by the watched loss.
private struct BestEpoch<Weight: BinaryFloatingPoint & Sendable> {
  private(set) var epoch = 0
  /// Its weights, if they are kept.
  private(set) var weights: [Weight]
  private var loss = Double.infinity
  /// How often the loss has stalled.
  private(set) var plateaus = 0
  private var sinceChange = 0

  init(_ weights: [Weight], keepsWeights: Bool) {
    self.weights = keepsWeights ? weights.map(\.self) : []
  }

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

/// The training sequences cut into batches.
private struct Batches<Model: SequenceModel> {
  private let training: TrainingSet
  private let size: Int
  private var order: [Int]
  private let whole: any SequencePass<Model.Weight>
  private let full: (any SequencePass<Model.Weight>)?
  private let rest: (any SequencePass<Model.Weight>)?

  init(
    _ model: Model, _ training: TrainingSet, _ options: TrainingOptions, _ threads: Int
  ) {
    self.training = training
    size = min(options.batchSize ?? training.batch, training.batch)
    order = Array(0..<training.batch)
    func makePass(_ batch: Int) -> any SequencePass<Model.Weight> {
      model.makePass(
        time: training.time, batch: batch, loss: options.loss, over: options.lossOver,
        threads: threads)
    }
    whole = makePass(training.batch)
    whole.load(inputs: training.inputs, targets: training.targets)
    let isCut = size < training.batch
    full = isCut ? makePass(size) : nil
    rest = isCut && training.batch % size > 0 ? makePass(training.batch % size) : nil
  }

  var count: Int { (training.batch + size - 1) / size }

  mutating func shuffle(_ generator: inout SeededGenerator) {
    if full != nil { order.shuffle(using: &generator) }
  }

  /// The batch, loaded, and the number of its sequences.
  func pass(_ index: Int) -> (any SequencePass<Model.Weight>, Int) {
    guard let full else { return (whole, training.batch) }
    let positions = order[index * size..<min((index + 1) * size, order.count)]
    let pass = positions.count == size ? full : rest ?? full
    pass.load(training, order: positions)
    return (pass, positions.count)
  }

  /// The loss over all sequences.
  func loss(weights: [Model.Weight]) -> Double { whole.loss(weights: weights) }
}
