/// The hand-unrolled network on a set of sequences: one after the other, their gradients summed.
///
/// "Batch" is only a word here: every sequence goes forward and back alone.
final class ElementPass: SequencePass {
  private let network: ElementRNN
  private let loss: Loss
  private let firstScored: Int
  private let time: Int
  private let batch: Int
  private let inputs: Memory<Double>  // [B, T, F]
  private let targets: Memory<Double>  // [B, T]
  private let trace: ElementTrace
  private var dropout: ElementDropout?
  private var noisySequence: Memory<Double>?  // [T, F]

  init(_ network: ElementRNN, time: Int, batch: Int, loss: Loss, over: LossOver) {
    precondition(time >= 1 && batch >= 1, "A pass needs at least one step and one sequence")
    self.network = network
    self.loss = loss
    self.time = time
    self.batch = batch
    firstScored = over == .all ? 0 : time - 1
    inputs = Memory(count: batch * time * network.inputSize, zero: 0)
    targets = Memory(count: batch * time, zero: 0)
    trace = ElementTrace(network, time: time)
  }

  func load(inputs: Tensor, targets: Tensor) {
    load(inputs, targets, batch: batch) { $0 }
  }

  func load(_ set: TrainingSet, order: ArraySlice<Int>) {
    precondition(
      order.count == batch && order.allSatisfy { (0..<set.batch).contains($0) },
      "Expected \(batch) sequences of \(set.batch), found \(order)")
    load(set.inputs, set.targets, batch: set.batch) { order[order.startIndex + $0] }
  }

  private func load(
    _ tensor: Tensor, _ targetTensor: Tensor, batch total: Int, at position: (Int) -> Int
  ) {
    let features = network.inputSize
    precondition(tensor.shape == [time, total, features], "Found inputs \(tensor.shape)")
    precondition(targetTensor.shape == [time, total, 1], "Found targets \(targetTensor.shape)")
    for b in 0..<batch {
      for t in 0..<time {
        let element = t * total + position(b)
        targets.pointer[b * time + t] = Double(targetTensor.values[element])
        for f in 0..<features {
          inputs.pointer[(b * time + t) * features + f] =
            Double(tensor.values[element * features + f])
        }
      }
    }
  }

  func loss(weights: [Double]) -> Double {
    precondition(weights.count == network.weights.count, "These are another network's weights")
    return weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return .nan }
      var sum = 0.0
      for b in 0..<batch {
        network.forward(sequence(b), weights, trace)
        sum += score(b, scale: 1)
      }
      return sum / scoredCount
    }
  }

  func lossAndGradient(
    weights: [Double], gradient: inout [Double], disturbance: Disturbance?
  ) -> Double {
    precondition(weights.count == network.weights.count, "These are another network's weights")
    return withPointers(weights, &gradient) { weights, gradient in
      gradient.update(repeating: 0, count: network.weights.count)
      var sum = 0.0
      for b in 0..<batch {
        let sequence = noisy(sequence(b), disturbance?.noise(sequence: b))
        let dropout = masks(disturbance, of: b)
        let seen = dropout?.dropped(weights) ?? weights
        network.forward(sequence, seen, trace)
        sum += score(b, scale: 1 / scoredCount)
        if let dropout {
          dropout.addGradient(to: gradient) { network.backward(seen, trace, gradient: $0) }
        } else {
          network.backward(seen, trace, gradient: gradient)
        }
      }
      return sum / scoredCount
    }
  }

  private func noisy(
    _ sequence: UnsafePointer<Double>, _ source: NoiseSource?
  ) -> UnsafePointer<Double> {
    guard var source, source.deviation > 0 else { return sequence }
    let count = time * network.inputSize
    let memory = noisySequence ?? Memory(count: count, zero: 0)
    noisySequence = memory
    for i in 0..<count { memory.pointer[i] = sequence[i] + Double(source.next()) }
    return UnsafePointer(memory.pointer)
  }

  private func masks(_ disturbance: Disturbance?, of b: Int) -> ElementDropout? {
    guard let disturbance, disturbance.dropout > 0 else { return nil }
    let masks = dropout ?? ElementDropout(network)
    dropout = masks
    masks.draw(disturbance.masks(layer: 0, sequence: b))
    return masks
  }

  private var scoredCount: Double { Double(batch * (time - firstScored)) }

  private func sequence(_ b: Int) -> UnsafePointer<Double> {
    UnsafePointer(inputs.pointer + b * time * network.inputSize)
  }

  /// Fills in dL/dy of each element and returns the summed loss.
  private func score(_ b: Int, scale: Double) -> Double {
    var sum = 0.0
    for t in firstScored..<time {
      let residual = trace.output.pointer[t] - targets.pointer[b * time + t]
      sum += loss.value(residual)
      trace.outputGradient.pointer[t] = loss.derivative(residual) * scale
    }
    return sum
  }
}

extension ElementRNN: SequenceModel {
  /// Memory for `batch` sequences of `time` elements; one thread does it all.
  public func makePass(
    time: Int, batch: Int, loss: Loss, over: LossOver, threads: Int
  ) -> any SequencePass<Double> {
    ElementPass(self, time: time, batch: batch, loss: loss, over: over)
  }

  /// The output for the last element of each sequence of `[T, B, F]`, in scaled units.
  public func predictions(_ input: Tensor) -> [Float] {
    let (time, batch) = (input.shape[0], input.shape[1])
    let trace = ElementTrace(self, time: time)
    let sequence = Memory(count: time * inputSize, zero: 0.0)
    return (0..<batch).map { b in
      for i in 0..<time * inputSize {
        sequence.pointer[i] = Double(
          input.values[(i / inputSize * batch + b) * inputSize + i % inputSize])
      }
      weights.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        forward(sequence.pointer, weights, trace)
      }
      return Float(trace.output.pointer[time - 1])
    }
  }
}

extension ElementRNN {
  /// The same network in the form and under the names of the batched one: `W` cut into the
  /// columns that meet the element and those that meet the state; the one bias is `bias_ih`, and
  /// `bias_hh` is zero.
  public var asRecurrentNetwork: RecurrentNetwork {
    let shape = NetworkShape(cell: .rnn, inputSize: inputSize, hiddenSize: hiddenSize)
    var parameters = ParameterSet(zeros: shape.layout)
    let (F, H, J) = (inputSize, hiddenSize, joinedSize)
    func tensor(_ shape: [Int], _ value: (Int) -> Double) -> Tensor {
      Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { Float(value($0)) })
    }
    parameters["rnn.weight_ih_l0"] = tensor([H, F]) { weights[$0 / F * J + $0 % F] }
    parameters["rnn.weight_hh_l0"] = tensor([H, H]) { weights[$0 / H * J + F + $0 % H] }
    parameters["rnn.bias_ih_l0"] = tensor([H]) { weights[bias + $0] }
    parameters["head.weight"] = tensor([1, H]) { weights[outputWeight + $0] }
    parameters["head.bias"] = tensor([1]) { _ in weights[outputBias] }
    return RecurrentNetwork(shape, parameters: parameters)
  }

  /// The hand-unrolled form of a batched network; its two biases become one.
  ///
  /// - Precondition: One layer of the RNN cell, one output.
  public init(_ network: RecurrentNetwork) {
    let shape = network.shape
    precondition(
      shape.cell == .rnn && shape.layers == 1 && shape.outputSize == 1,
      "Only a network of one RNN layer and one output can be unrolled by hand")
    inputSize = shape.inputSize
    hiddenSize = shape.hiddenSize
    let (F, H) = (inputSize, hiddenSize)
    let fromInput = network.parameters["rnn.weight_ih_l0"].values
    let fromState = network.parameters["rnn.weight_hh_l0"].values
    weights = []
    for i in 0..<H {
      weights += fromInput[i * F..<(i + 1) * F].map(Double.init)
      weights += fromState[i * H..<(i + 1) * H].map(Double.init)
    }
    weights += zip(
      network.parameters["rnn.bias_ih_l0"].values, network.parameters["rnn.bias_hh_l0"].values
    ).map { Double($0) + Double($1) }
    weights += network.parameters["head.weight"].values.map(Double.init)
    weights += network.parameters["head.bias"].values.map(Double.init)
  }
}
