import Testing

@testable import Recurrent

@Suite("Quantiles") struct QuantileTests {
  /// Four quantiles of each of the last two of five elements.
  private struct Sample {
    var network: RecurrentNetwork
    let set: TrainingSet
    let pass: any SequencePass<Float>

    init() {
      var generator = SeededGenerator(seed: 3)
      let shape = NetworkShape(cell: .gru, inputSize: 2, hiddenSize: 3, outputSize: 4)
      network = RecurrentNetwork(shape, using: &generator)
      let inputs = (0..<5 * 7 * 2).map { _ in generator.uniform(bound: 1) }
      let answers = (0..<5 * 7).map { _ in generator.uniform(bound: 1) }
      set = TrainingSet(
        inputs: Tensor(shape: [5, 7, 2], values: inputs),
        targets: Tensor(
          shape: [5, 7, 4], values: answers.flatMap { [Float](repeating: $0, count: 4) }))
      pass = network.makePass(time: 5, batch: 7, loss: .pinball, scoring: 2)
      pass.load(inputs: set.inputs, targets: set.targets)
    }
  }

  @Test("have the probabilities (i + ½) / O, the ends of 95 % among twenty")
  func probabilities() {
    #expect(Loss.probability(of: 0, outputs: 20) == 0.025)
    #expect(Loss.probability(of: 19, outputs: 20) == 0.975)
    #expect(Loss.probability(of: 0, outputs: 1) == 0.5)
  }

  @Test("cost what the definition says, on the last elements alone")
  func loss() {
    let sample = Sample()
    let outputs = sample.network.outputs(sample.set.inputs, ofLast: 2)
    let whole = sample.network(sample.set.inputs).output
    #expect(outputs.values[...] == whole.values.suffix(2 * 7 * 4))
    var sum = 0.0
    for (index, output) in outputs.values.enumerated() {
      let target = Double(sample.set.targets.values[3 * 7 * 4 + index])
      let probability = (Double(index % 4) + 0.5) / 4
      let missing = target - Double(output)
      sum += missing >= 0 ? missing * probability : -missing * (1 - probability)
    }
    let loss = sample.pass.loss(weights: sample.network.weights)
    #expect(abs(loss - sum / Double(2 * 7 * 4)) < 1e-6)
  }

  @Test("have a gradient that is the difference quotient")
  func gradient() {
    let sample = Sample()
    var weights = sample.network.weights
    var gradient = weights
    _ = sample.pass.lossAndGradient(weights: weights, gradient: &gradient)
    for index in weights.indices {
      let old = weights[index]
      weights[index] = old + 1e-3
      let above = sample.pass.loss(weights: weights)
      weights[index] = old - 1e-3
      let below = sample.pass.loss(weights: weights)
      weights[index] = old
      // Losses of some 0.3 in Float are good to 1e-7, and one residual may change its sign.
      #expect(abs((above - below) / 2e-3 - Double(gradient[index])) < 2e-3, "weight \(index)")
    }
  }

  @Test(
    "of several targets cost the same as each output with its own target, and their gradient is the difference quotient"
  )
  func groups() {
    var generator = SeededGenerator(seed: 11)
    let grouped = RecurrentNetwork(
      NetworkShape(cell: .lstm, inputSize: 2, hiddenSize: 3, outputSize: 6, quantiles: 3),
      using: &generator)
    #expect(grouped.shape.targetSize == 2)
    let inputs = Tensor(
      shape: [4, 19, 2], values: (0..<4 * 19 * 2).map { _ in generator.uniform(bound: 1) })
    let targets = (0..<4 * 19 * 2).map { _ in generator.uniform(bound: 1) }
    let pass = grouped.makePass(time: 4, batch: 19, loss: .pinball, scoring: 2)
    pass.load(inputs: inputs, targets: Tensor(shape: [4, 19, 2], values: targets))
    var gradient = grouped.weights
    let loss = pass.lossAndGradient(weights: grouped.weights, gradient: &gradient)
    // each output's own probability and target, one by one
    let outputs = grouped.outputs(inputs, ofLast: 2).values
    var sum = 0.0
    for (index, output) in outputs.enumerated() {
      let target = targets[2 * 19 * 2 + index / 3]
      sum += Loss.pinball.value(
        Double(output) - Double(target), probability: [1.0 / 6, 0.5, 5.0 / 6][index % 3])
    }
    #expect(abs(loss - sum / Double(outputs.count)) < 1e-6)
    var weights = grouped.weights
    for index in weights.indices where index % 7 == 0 {
      let old = weights[index]
      weights[index] = old + 1e-3
      let above = pass.loss(weights: weights)
      weights[index] = old - 1e-3
      let below = pass.loss(weights: weights)
      weights[index] = old
      // One residual may change its sign.
      #expect(abs((above - below) / 2e-3 - Double(gradient[index])) < 3e-3, "weight \(index)")
    }
  }

  @Test("settle where the data are: half below the median, a quarter below the first quartile")
  func settle() throws {
    var generator = SeededGenerator(seed: 5)
    let shape = NetworkShape(cell: .rnn, inputSize: 1, hiddenSize: 2, outputSize: 2)
    var network = RecurrentNetwork(shape, using: &generator)
    let count = 400
    let answers = (0..<count).map { Float($0) / Float(count) }
    let set = TrainingSet(
      inputs: Tensor(zeros: [1, count, 1]),
      targets: Tensor(shape: [1, count, 2], values: answers.flatMap { [$0, $0] }))
    var options = TrainingOptions()
    options.loss = .pinball
    options.epochs = 1500
    options.schedule = .cosine
    _ = try network.train(on: set, options: options, using: &generator)
    let quantiles = network.predictions(Tensor(zeros: [1, 1, 1]))
    #expect(abs(quantiles[0] - 0.25) < 0.01)
    #expect(abs(quantiles[1] - 0.75) < 0.01)
  }
}
