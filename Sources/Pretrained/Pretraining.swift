import Recurrent

/// Trains a member of a ``PretrainedNetwork`` on simulated series, a new batch at every step.
///
/// The loss is that of twenty quantiles. What is written here is all that the network has ever been
/// told: simulated series (`SimulatedSeries`), seeds, steps.
public struct Pretraining: Sendable {
  /// Steps of Adam.
  public var steps = 20_000
  /// Series in a batch.
  public var batchSize = 192
  /// The learning rate after the first hundred steps; it falls to nothing on half a cosine.
  public var learningRate = 0.003
  /// Decides weights and series.
  public var seed: UInt64 = 0
  /// How many threads work; the result does not depend on it.
  public var threads = 1

  /// The horizons of successive batches: near steps matter more than far ones.
  private static let horizons = [24, 24, PretrainedNetwork.trainedHorizon]
  private static let warmUp = 100
  private static let clipNorm: Float = 1

  /// The settings of the built-in networks, but for the seed.
  public init() {}

  /// Trains.
  ///
  /// - Parameter onStep: Told of each step and its loss.
  /// - Returns: The network, of ``PretrainedNetwork/shape``.
  public func run(onStep: (Int, Double) -> Void = { _, _ in }) async -> RecurrentNetwork {
    var generator = SeededGenerator(seed: seed, model: "pretrained", member: 0)
    var network = RecurrentNetwork(PretrainedNetwork.shape, using: &generator)
    var weights = network.weights
    var gradient = [Float](repeating: 0, count: weights.count)
    var optimizer = Optimizer<Float>(.adam, count: weights.count)
    let passes = Self.horizons.map { horizon in
      network.makePass(
        time: Context.lookback + horizon, batch: batchSize, loss: .pinball, scoring: horizon,
        threads: threads)
    }
    var batch = await makeBatch(0)
    for step in 0..<steps {
      async let next = makeBatch(step + 1)
      let pass = passes[step % passes.count]
      pass.load(inputs: batch.inputs, targets: batch.targets)
      let loss = pass.lossAndGradient(weights: weights, gradient: &gradient)
      Self.clip(&gradient)
      optimizer.step(&weights, gradient: gradient, learningRate: rate(step))
      onStep(step, loss)
      batch = await next
    }
    network.weights = weights
    return network
  }

  private func rate(_ step: Int) -> Double {
    let warm = min(1, Double(step + 1) / Double(Self.warmUp))
    return learningRate * warm * 0.5 * (1 + cosine(.pi * Double(step) / Double(steps)))
  }

  private static func clip(_ gradient: inout [Float]) {
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard norm > clipNorm else { return }
    for index in gradient.indices { gradient[index] *= clipNorm / norm }
  }

  /// The batch of a step, whatever was drawn for others.
  private func makeBatch(_ step: Int) async -> TrainingSet {
    var generator = SeededGenerator(seed: seed, model: "simulated", member: step)
    let horizon = Self.horizons[step % Self.horizons.count]
    var contexts: [Context] = []
    var answers: [[Float]] = []  // [B][horizon]
    while contexts.count < batchSize {
      let series = SimulatedSeries(horizon: horizon, using: &generator)
      guard let (context, answer) = Self.example(series, horizon) else { continue }
      contexts.append(context)
      answers.append(answer)
    }
    let inputs = PretrainedNetwork.tensor(contexts)
    let (count, lookback) = (PretrainedNetwork.quantileCount, Context.lookback)
    var targets = [Float](repeating: 0, count: lookback * batchSize * count)
    for h in 0..<horizon {
      for answer in answers { targets += repeatElement(answer[h], count: count) }
    }
    return TrainingSet(
      inputs: inputs,
      targets: Tensor(shape: [lookback + horizon, batchSize, count], values: targets))
  }

  /// What a series asks and answers; nil for one that does not move, or moves out of all bounds.
  private static func example(
    _ series: SimulatedSeries, _ horizon: Int
  ) -> (context: Context, answer: [Float])? {
    let history = Array(series.values.dropLast(horizon))
    guard series.values.allSatisfy({ $0.isFinite && abs($0) < 1e9 }),
      let context = Context(history, seasonLength: series.seasonLength, horizon: horizon)
    else { return nil }
    let answer = series.values.suffix(horizon).enumerated().map {
      context.scaled($0.element, step: $0.offset)
    }
    return answer.allSatisfy { abs($0) < 8 } ? (context, answer) : nil
  }
}
