import Recurrent
import SeriesData

/// A trained network with the transforms that belong to it: from a series to numbers in original
/// units.
public struct FittedNetwork: Hashable, Sendable {
  /// What it was told.
  public let specification: NetworkSpecification
  /// The fitted transforms, and how sequences are made.
  public let builder: SequenceBuilder
  /// The weights.
  ///
  /// The hand-unrolled network is kept in this form too, in `Float`, so that a model file holds all
  /// of it and a loaded network gives the same bits.
  public let network: RecurrentNetwork

  /// Joins the parts, as a model file has them.
  public init(
    specification: NetworkSpecification, builder: SequenceBuilder, network: RecurrentNetwork
  ) {
    self.specification = specification
    self.builder = builder
    self.network = network
  }

  /// The number of weights of the network as it is trained: the hand-unrolled one has one bias
  /// where the batched one has two.
  public var parameterCount: Int {
    specification.kind == .rnnElement
      ? ElementRNN(network).weights.count : network.parameters.layout.count
  }
}

// MARK: - Fitting

extension FittedNetwork {
  /// What happens while a network is trained.
  public struct Watch: Sendable {
    /// Asked once an epoch; true stops training.
    public var isInterrupted: @Sendable () -> Bool
    /// Told about each epoch.
    public var onEpoch: @Sendable (EpochRecord) -> Void

    /// Watches with these functions; by default, not at all.
    public init(
      isInterrupted: @escaping @Sendable () -> Bool = { false },
      onEpoch: @escaping @Sendable (EpochRecord) -> Void = { _ in }
    ) {
      self.isInterrupted = isInterrupted
      self.onEpoch = onEpoch
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
  /// - Returns: The network, and how its training went.
  /// - Throws: ``SeriesData/PreparationError`` when the series does not allow the settings, and
  ///   ``Recurrent/NonFiniteLoss``.
  public static func fitting(
    _ specification: NetworkSpecification, series: TimeSeries, fit: Range<Int>,
    validation: Range<Int>, threads: Int = 1, watch: Watch = Watch()
  ) throws -> (model: FittedNetwork, history: TrainingHistory) {
    let known = series.prefix(max(fit.upperBound, validation.upperBound))
    let builder = try SequenceBuilder.fitting(
      series: known, on: fit, lookback: specification.lookback, features: specification.features,
      transform: specification.transform, scaler: specification.scaler)
    try specification.transform.validate(known, in: 0..<known.count)
    let first = fit.lowerBound + builder.firstTarget
    let training = TrainingSet(builder.sequences(of: known, targets: first..<fit.upperBound))
    let judging =
      validation.isEmpty
      ? nil : TrainingSet(builder.sequences(of: known, targets: validation))
    let (network, history) = try train(
      specification, features: builder.featureCount, training, judging, threads, watch)
    return (
      FittedNetwork(specification: specification, builder: builder, network: network), history
    )
  }

  /// The same, and training that was stopped or went astray is an error.
  ///
  /// - Throws: What ``fitting(_:series:fit:validation:threads:watch:)`` throws, with ``FitError``
  ///   for a loss that is not finite, and ``Interrupted``.
  static func fittingToTheEnd(
    _ specification: NetworkSpecification, series: TimeSeries, fit: Range<Int>,
    validation: Range<Int>, threads: Int, watch: Watch
  ) throws -> (model: FittedNetwork, history: TrainingHistory) {
    let fitted: (model: FittedNetwork, history: TrainingHistory)
    do {
      fitted = try fitting(
        specification, series: series, fit: fit, validation: validation, threads: threads,
        watch: watch)
    } catch let error as NonFiniteLoss {
      throw FitError(kind: specification.kind, error)
    }
    if fitted.history.stopReason == .interrupted { throw Interrupted() }
    return fitted
  }

  private static func train(
    _ specification: NetworkSpecification, features: Int, _ training: TrainingSet,
    _ validation: TrainingSet?, _ threads: Int, _ watch: Watch
  ) throws(NonFiniteLoss) -> (RecurrentNetwork, TrainingHistory) {
    var generator = specification.generator
    func run(_ model: inout some SequenceModel) throws(NonFiniteLoss) -> TrainingHistory {
      try model.train(
        on: training, validation: validation, options: specification.training, using: &generator,
        threads: threads, isInterrupted: watch.isInterrupted, onEpoch: watch.onEpoch)
    }
    switch specification.kind {
    case .rnnElement:
      var network = ElementRNN(
        inputSize: features, hiddenSize: specification.hidden, using: &generator)
      let history = try run(&network)
      return (network.asRecurrentNetwork, history)
    case .rnn, .lstm, .gru:
      let shape = NetworkShape(
        cell: specification.kind.cell, inputSize: features, hiddenSize: specification.hidden,
        layers: specification.layers)
      var network = RecurrentNetwork(shape, using: &generator)
      let history = try run(&network)
      return (network, history)
    }
  }
}

extension TrainingSet {
  fileprivate init(_ sequences: Sequences) {
    self.init(
      inputs: Tensor(
        shape: [sequences.time, sequences.batch, sequences.features], values: sequences.inputs),
      targets: Tensor(shape: [sequences.time, sequences.batch, 1], values: sequences.targets))
  }
}

// MARK: - Predicting

extension FittedNetwork {
  /// How many of the last values a forecast looks at.
  public var reach: Int { builder.firstTarget }

  /// One-step-ahead predictions of `targets`, each from actual history.
  ///
  /// - Returns: A prediction for each target, in original units.
  /// - Precondition: Every target has ``reach`` values before it, and none lies more than one step
  ///   beyond the series.
  public func oneStep(_ series: TimeSeries, targets: Range<Int>) -> [Double] {
    guard !targets.isEmpty else { return [] }
    let sequences = builder.sequences(of: series, targets: targets)
    let scaled = outputs(
      Tensor(
        shape: [sequences.time, sequences.batch, sequences.features], values: sequences.inputs))
    return zip(targets, scaled).map { t, output in
      builder.invert(Double(output), at: t, history: series.values[(t - reach)..<t])
    }
  }

  private func outputs(_ input: Tensor) -> [Float] {
    specification.kind == .rnnElement
      ? ElementRNN(network).predictions(input) : network.predictions(input)
  }

  /// Forecasts of the steps after the end of `series`, each from those before it.
  ///
  /// - Returns: `horizon` numbers in original units; from the first one on that is not finite, or of
  ///   which the transform needs a logarithm that does not exist, NaN.
  /// - Precondition: The series has at least ``reach`` values.
  public func forecast(_ series: TimeSeries, horizon: Int) -> [Double] {
    var tail = series.suffix(reach)
    var forecasts: [Double] = []
    while forecasts.count < horizon {
      let next = oneStep(tail, targets: tail.count..<tail.count + 1)[0]
      let canGoOn = next.isFinite && (next > 0 || !builder.transform.needsPositiveValues)
      guard canGoOn else {
        return forecasts + [Double](repeating: .nan, count: horizon - forecasts.count)
      }
      forecasts.append(next)
      tail = tail.appending([next]).suffix(reach)
    }
    return forecasts
  }
}
