import Forecasting
import Recurrent
import SeriesData

/// Adam with clipped gradients, step by step, for whoever wants to see to the steps himself.
struct Descent {
  private(set) var weights: [Float]
  private var gradient: [Float]
  private var optimizer: Optimizer<Float>

  init(_ weights: [Float], weightDecay: Double = 0) {
    self.weights = weights
    gradient = weights
    optimizer = Optimizer(.adam, count: weights.count, weightDecay: weightDecay)
  }

  /// One step; a gradient that is longer than 1 is shortened.
  mutating func step(
    _ pass: any SequencePass<Float>, learningRate: Double, disturbance: Disturbance? = nil
  ) {
    _ = pass.lossAndGradient(weights: weights, gradient: &gradient, disturbance: disturbance)
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    if norm > 1 { gradient = gradient.map { $0 / norm } }
    optimizer.step(&weights, gradient: gradient, learningRate: learningRate)
  }
}

/// A network that is trained as the specification says, all sequences at once, but for one thing.
struct OwnLoop: Forecaster {
  let name: String
  var specification: NetworkSpecification
  /// The share of the epochs after which the weights are averaged; 1 averages none (Izmailov and
  /// others, *Averaging weights leads to wider optima and better generalization*, UAI 2018, at a
  /// constant rate).
  var averagesFrom = 1.0
  /// The probability, at the end of training, that a sequence ends in values that are the network's
  /// own outputs, as all do when it forecasts; it rises evenly from 0 (Bengio and others, *Scheduled
  /// sampling*, NIPS 2015).
  var ownOutputs = 0.0

  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    var told = specification
    told.lookback = min(told.lookback, max(2, series.count / 4))
    if series.seasonLength == 1 { told.features = [.previous] }
    if !series.values.allSatisfy({ $0 > 0 }) { told.transform = .diff }
    let builder = try SequenceBuilder.fitting(
      series: series, on: 0..<series.count, lookback: told.lookback, features: told.features,
      transform: told.transform, scaler: told.scaler)
    let sequences = builder.sequences(of: series, targets: builder.firstTarget..<series.count)
    // The weights that the network of the same seed begins with everywhere.
    var generator = SeededGenerator(seed: request.seed, model: told.kind.rawValue, member: 0)
    let shape = NetworkShape(
      cell: told.kind.cell, inputSize: sequences.features, hiddenSize: told.hidden)
    var network = RecurrentNetwork(shape, using: &generator)
    train(&network, sequences, told.training, &generator)
    return FittedNetwork(specification: told, builder: builder, network: network)
  }

  private func train(
    _ network: inout RecurrentNetwork, _ sequences: Sequences, _ options: TrainingOptions,
    _ generator: inout SeededGenerator
  ) {
    let (time, batch) = (sequences.time, sequences.batch)
    let inputs = Tensor(shape: [time, batch, sequences.features], values: sequences.inputs)
    let targets = Tensor(shape: [time, batch, 1], values: sequences.targets)
    let pass = network.makePass(time: time, batch: batch, loss: options.loss, over: .last)
    pass.load(inputs: inputs, targets: targets)
    var descent = Descent(network.weights, weightDecay: options.weightDecay)
    var (sums, count) = ([Float](repeating: 0, count: network.weights.count), 0)
    var seen = inputs
    for epoch in 0..<options.epochs {
      let progress = Double(epoch) / Double(options.epochs)
      if ownOutputs > 0 {
        network.weights = descent.weights
        seen = mixed(inputs, network.predictions(seen), ownOutputs * progress, &generator)
        pass.load(inputs: seen, targets: targets)
      }
      let factor = options.schedule == .cosine ? (1 + cosine(.pi * progress)) / 2 : 1
      let dropout = options.dropout
      descent.step(
        pass, learningRate: options.learningRate * factor,
        disturbance: dropout > 0 ? Disturbance(dropout: dropout, seed: generator.next()) : nil)
      if progress >= averagesFrom {
        for i in sums.indices { sums[i] += descent.weights[i] }
        count += 1
      }
    }
    network.weights = count > 0 ? sums.map { $0 / Float(count) } : descent.weights
  }

  /// The inputs, of which a share of sequences has outputs for the values of its last elements, as many
  /// as are drawn; an element carries the output of the sequence before.
  private func mixed(
    _ inputs: Tensor, _ outputs: [Float], _ share: Double, _ generator: inout SeededGenerator
  ) -> Tensor {
    let (time, batch, features) = (inputs.shape[0], inputs.shape[1], inputs.shape[2])
    var mixed = inputs
    for sequence in 0..<batch where generator.uniform() < share {
      let most = min(time, sequence)
      for back in 0..<Int(generator.uniform() * Double(most + 1)) {
        mixed.values[((time - 1 - back) * batch + sequence) * features] =
          outputs[sequence - 1 - back]
      }
    }
    return mixed
  }
}
