import Forecasting
import RealModule
import Recurrent
import SeriesData

extension Diagnosis {
  /// Trains a network as another one was trained, for as many epochs, on targets in a wrong order, and
  /// says how well it fits them: what it fits there it can only have memorised.
  ///
  /// It costs one more training, and is made only where it is asked for. The check is `R09`, in
  /// the spirit of Zhang, Bengio, Hardt, Recht and Vinyals, *Understanding deep learning requires
  /// rethinking generalization* (ICLR 2017); the order is that of blocks of ∛n neighbours, so that the
  /// targets keep what they have in common with their neighbours.
  ///
  /// - Parameters:
  ///   - model: The network; of one for each step ahead, the first.
  ///   - experiment: Where it comes from.
  ///   - threads: How many may work on one batch; the result does not depend on it.
  ///   - isInterrupted: Asked before each step; true stops training, and the check is absent.
  /// - Returns: The check; its value is the RMSE of the fit by the deviation of the targets.
  public static func labelShuffle(
    of model: ModelResult, in experiment: Experiment, threads: Int = 1,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) -> Check {
    let threshold = "warn < 0.3"
    func absent(_ why: String) -> Check { Check("R09", threshold: threshold, absent: why) }
    let fitted = model.model
    let specification = fitted.specification
    let ahead = specification.strategy == .multiOutput ? specification.steps : 1
    guard fitted.network.shape.outputSize == ahead else {
      return absent("Its outputs are quantiles, not values.")
    }
    let first = experiment.split.fit.lowerBound + fitted.builder.firstTarget
    let sequences = fitted.builder.sequences(
      of: experiment.series, targets: first..<experiment.split.fit.upperBound - ahead + 1,
      ahead: 0..<ahead)
    var shuffled = ShuffledFit(sequences, seed: specification.seed)
    var options = specification.training
    options.patience = nil
    options.lastEpoch = max(1, model.history.usedEpoch)
    do throws(NonFiniteLoss) {
      let error = try shuffled.error(
        of: fitted.network.shape, specification, options, threads, isInterrupted)
      guard let error, let value = finite(error) else {
        return absent("Training was interrupted, or the targets are all the same.")
      }
      let memorises = value < 0.3
      return Check(
        "R09", value, text: "\(fixed(value, 2)) of the targets' deviation", threshold: threshold,
        status: memorises ? .warn : .pass,
        why: memorises
          ? "Trained on targets in a wrong order, where nothing can be learned, it fits them too: it is "
            + "large enough to memorise this series."
          : "Trained on targets in a wrong order, where nothing can be learned, it does not fit them: "
            + "it cannot memorise this series in so many epochs.",
        remedy: fewerUnits(than: specification.hidden, model.deep))
    } catch {
      return absent("Its training on shuffled targets met a number that is not finite.")
    }
  }
}

/// Half the units, or as many as the validation part liked best; nil where it liked no fewer.
func fewerUnits(than own: Int, _ deep: DeepStudy?) -> Remedy? {
  let best = deep.flatMap { DeepJudge($0, own: own).capacity?.best } ?? max(own / 2, 2)
  return best < own ? Remedy(action: "Use fewer units", options: "--hidden \(best)") : nil
}

/// Sequences whose targets were dealt out anew, in blocks.
private struct ShuffledFit {
  private let set: TrainingSet
  private var generator: SeededGenerator

  init(_ sequences: Sequences, seed: UInt64) {
    generator = SeededGenerator(seed: seed, model: "label-shuffle", member: 0)
    let inputs = Tensor(
      shape: [sequences.time, sequences.batch, sequences.features], values: sequences.inputs)
    let targets = Tensor(
      shape: [sequences.time, sequences.batch, sequences.outputs], values: sequences.targets)
    let order = blockOrder(count: sequences.batch, &generator)
    set = TrainingSet(inputs: inputs, targets: targets.selecting(batch: order))
  }

  /// The RMSE of the last element by the deviation of the targets; nil when training was interrupted.
  mutating func error(
    of shape: NetworkShape, _ specification: NetworkSpecification, _ options: TrainingOptions,
    _ threads: Int, _ isInterrupted: () -> Bool
  ) throws(NonFiniteLoss) -> Double? {
    let (history, outputs): (TrainingHistory, [Float])
    switch specification.kind {
    case .rnnElement:
      var network = ElementRNN(
        inputSize: shape.inputSize, hiddenSize: shape.hiddenSize, using: &generator)
      history = try network.train(
        on: set, options: options, using: &generator, threads: threads,
        isInterrupted: isInterrupted)
      outputs = network.predictions(set.inputs)
    case .rnn, .lstm, .gru:
      var network = RecurrentNetwork(shape, using: &generator)
      history = try network.train(
        on: set, options: options, using: &generator, threads: threads,
        isInterrupted: isInterrupted)
      outputs = network.predictions(set.inputs)
    }
    guard history.stopReason != .interrupted else { return nil }
    let wanted = set.targets.values.suffix(outputs.count).map { Double($0) }
    let errors = zip(wanted, outputs).map { $0 - Double($1) }
    return rootMeanSquare(errors).map { $0 / deviation(wanted) }
  }
}

/// Positions in an order in which blocks of ∛n neighbours, at least 2, stay together and stand where
/// chance puts them.
func blockOrder(count: Int, _ generator: inout SeededGenerator) -> [Int] {
  let length = blockLength(of: count)
  let blocks = stride(from: 0, to: count, by: length).map { $0..<min($0 + length, count) }
  return blocks.shuffled(using: &generator).flatMap(\.self)
}
