import Recurrent
import SeriesData

/// What training gives: the network, and how it went.
struct NetworkFit {
  let model: FittedNetwork
  /// A history for each of the networks; the first is that of the next step.
  let histories: [TrainingHistory]

  /// The epochs whose weights were kept.
  var usedEpochs: [Int] { histories.map(\.usedEpoch) }
}

extension FittedNetwork {
  /// What happens while a network is trained.
  public struct Watch: Sendable {
    /// Asked before each step; true stops training.
    public var isInterrupted: @Sendable () -> Bool
    /// Knows what was trained before, and takes note of what is; nil where nobody wants that.
    public var journal: (any TrainingJournal)?
    /// Told about each epoch; where several networks are trained one after the other, their epochs
    /// are counted on average.
    public var onEpoch: @Sendable (EpochRecord) -> Void

    /// Watches with these functions; by default, not at all.
    public init(
      isInterrupted: @escaping @Sendable () -> Bool = { false },
      journal: (any TrainingJournal)? = nil,
      onEpoch: @escaping @Sendable (EpochRecord) -> Void = { _ in }
    ) {
      self.isInterrupted = isInterrupted
      self.journal = journal
      self.onEpoch = onEpoch
    }

    /// The same, told to somebody else.
    func telling(_ onEpoch: @escaping @Sendable (EpochRecord) -> Void) -> Watch {
      Watch(isInterrupted: isInterrupted, journal: journal, onEpoch: onEpoch)
    }
  }

  /// Fits transforms and scaler on `fit`, trains on the sequences whose targets lie in `fit`, and
  /// lets those of `validation` judge.
  ///
  /// - Parameters:
  ///   - specification: What the network is told.
  ///   - series: The series; nothing outside `fit` and `validation` is looked at.
  ///   - fit: The indices to fit on.
  ///   - validation: The indices that judge; may be empty.
  ///   - threads: How many may work on one batch; the result does not depend on it.
  ///   - watch: Who is told, and who may stop it.
  /// - Returns: The network, and how its training went; with a network for each step ahead, that of
  ///   the first.
  /// - Throws: `PreparationError` when the series does not allow the settings, and
  ///   `NonFiniteLoss`.
  /// - Precondition: The strategy goes with the rest (``NetworkSpecification/isTrainable``).
  public static func fitting(
    _ specification: NetworkSpecification, series: TimeSeries, fit: Range<Int>,
    validation: Range<Int>, threads: Int = 1, watch: Watch = Watch()
  ) throws -> (model: FittedNetwork, history: TrainingHistory) {
    let trained = try training(
      specification, series: series, fit: fit, validation: validation, lasting: nil,
      threads: threads, watch: watch)
    return (trained.model, trained.histories[0])
  }

  /// The same with the histories of all networks; training that was stopped or went astray is an
  /// error.
  ///
  /// - Parameters:
  ///   - specification: What the network is told.
  ///   - series: The series; nothing outside `fit` and `validation` is looked at.
  ///   - fit: The indices to fit on.
  ///   - validation: The indices that judge; may be empty.
  ///   - lasting: The epochs that each network is trained for without a patience; nil leaves it to
  ///     the specification.
  ///   - threads: How many may work on one batch; the result does not depend on it.
  ///   - watch: Who is told, and who may stop it.
  /// - Returns: The network, and how the training of each part went.
  /// - Throws: What ``fitting(_:series:fit:validation:threads:watch:)`` throws, with ``FitError``
  ///   for a loss that is not finite, and ``Interrupted``.
  static func fittingToTheEnd(
    _ specification: NetworkSpecification, series: TimeSeries, fit: Range<Int>,
    validation: Range<Int>, lasting: [Int]? = nil, threads: Int, watch: Watch
  ) throws -> NetworkFit {
    let trained: NetworkFit
    do {
      trained = try training(
        specification, series: series, fit: fit, validation: validation, lasting: lasting,
        threads: threads, watch: watch)
    } catch let error as NonFiniteLoss {
      throw FitError(kind: specification.kind, error)
    }
    if trained.histories.contains(where: { $0.stopReason == .interrupted }) { throw Interrupted() }
    return trained
  }

  private static func training(
    _ specification: NetworkSpecification, series: TimeSeries, fit: Range<Int>,
    validation: Range<Int>, lasting: [Int]?, threads: Int, watch: Watch
  ) throws -> NetworkFit {
    precondition(specification.isTrainable, "Strategy, loss and intervals do not go together")
    let known = series.prefix(max(fit.upperBound, validation.upperBound))
    let builder = try builder(specification, known, fit)
    try specification.transform.validate(known, in: 0..<known.count)
    try MemoryNeed(
      specification, values: known.count, features: builder.featureCount, threads: threads
    ).check(specification, available: availableMemory())
    let sets = SequenceSets(
      builder: builder, series: known, fit: fit, validation: validation,
      answers: specification.intervalMethod == .quantile ? .fromOrigin : .stepByStep)
    let heads = specification.strategy.heads(steps: specification.steps)
    var (networks, histories): ([RecurrentNetwork], [TrainingHistory]) = ([], [])
    for (member, ahead) in heads.enumerated() {
      let told = lasting.map { specification.lasting($0[member]) } ?? specification
      let (network, history) = try train(
        JournaledTraining(
          task: TrainingTask(
            specification: told, member: member, series: known, fit: fit, validation: validation),
          training: sets.training(ahead), validation: sets.judging(ahead), threads: threads,
          watch: watch.sharing(member, of: heads.count, epochs: specification.training.epochs)))
      networks.append(network)
      histories.append(history)
    }
    let model = FittedNetwork(
      specification: lasting.map { specification.lasting($0[0]) } ?? specification,
      builder: builder, network: networks[0], later: Array(networks.dropFirst()),
      isNonNegative: specification.intervalMethod == .quantile
        && known.values[fit].allSatisfy { $0 >= 0 })
    return NetworkFit(model: model, histories: histories)
  }

  private static func builder(
    _ specification: NetworkSpecification, _ series: TimeSeries, _ fit: Range<Int>
  ) throws(PreparationError) -> SequenceBuilder {
    let builder = try SequenceBuilder.fitting(
      series: series, on: fit, lookback: specification.lookback,
      features: specification.features, transform: specification.transform,
      scaler: specification.scaler,
      lambda: try specification.transform.lambda(of: series, in: fit),
      scalesWindows: specification.scalesWindows)
    let needed = builder.firstTarget + specification.steps
    guard fit.count >= needed else {
      throw .tooShort(
        needed: needed, found: fit.count, lookback: specification.lookback,
        steps: specification.steps)
    }
    return builder
  }

  private static func train(
    _ training: JournaledTraining
  ) throws(NonFiniteLoss) -> (RecurrentNetwork, TrainingHistory) {
    let (specification, member) = (training.task.specification, training.task.member)
    var generator = specification.generator(member)
    let features = training.training.inputs.shape[2]
    switch specification.kind {
    case .rnnElement:
      var network = ElementRNN(
        inputSize: features, hiddenSize: specification.hidden, using: &generator)
      let history = try training.run(&network, using: &generator)
      return (network.asRecurrentNetwork, history)
    case .rnn, .lstm, .gru:
      let shape = NetworkShape(
        cell: specification.kind.cell, inputSize: features, hiddenSize: specification.hidden,
        layers: specification.layers, outputSize: specification.outputSizes[member],
        quantiles: specification.quantiles)
      var network = RecurrentNetwork(shape, using: &generator)
      let history = try training.run(&network, using: &generator)
      return (network, history)
    }
  }
}

extension FittedNetwork.Watch {
  /// What the one of several networks tells that are trained one after the other.
  fileprivate func sharing(_ member: Int, of count: Int, epochs: Int) -> FittedNetwork.Watch {
    guard count > 1 else { return self }
    return telling { record in
      var record = record
      record.epoch = (member * epochs + record.epoch) / count
      onEpoch(record)
    }
  }
}

/// The sequences that a network is trained on and judged on, for the steps ahead that it answers for.
private struct SequenceSets {
  let builder: SequenceBuilder
  let series: TimeSeries
  let fit: Range<Int>
  let validation: Range<Int>
  let answers: Answers

  private var first: Int { fit.lowerBound + builder.firstTarget }

  /// All sequences whose answers lie in the part to fit on.
  func training(_ ahead: Range<Int>) -> TrainingSet {
    set(first..<fit.upperBound - ahead.upperBound + 1, ahead)
  }

  /// The sequences whose answers lie in the validation part; nil without one.
  ///
  /// Where that is shorter than the steps ahead, those whose last answer does.
  func judging(_ ahead: Range<Int>) -> TrainingSet? {
    guard !validation.isEmpty else { return nil }
    let end = validation.upperBound - ahead.upperBound + 1
    let whole = max(first, validation.lowerBound - ahead.lowerBound)
    let last = max(first, validation.lowerBound - ahead.upperBound + 1)
    return set((whole < end ? whole : last)..<end, ahead)
  }

  private func set(_ targets: Range<Int>, _ ahead: Range<Int>) -> TrainingSet {
    let sequences = builder.sequences(
      of: series, targets: targets, ahead: ahead, answers: answers)
    return TrainingSet(
      inputs: Tensor(
        shape: [sequences.time, sequences.batch, sequences.features], values: sequences.inputs),
      targets: Tensor(
        shape: [sequences.time, sequences.batch, sequences.outputs], values: sequences.targets))
  }
}
