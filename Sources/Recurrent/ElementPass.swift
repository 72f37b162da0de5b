/// The hand-unrolled network on a set of sequences: one after the other, their gradients summed.
///
/// "Batch" is only a word here: every sequence goes forward and back alone.
final class ElementPass: SequencePass {
  private var network: ElementRNN
  private let loss: Loss
  private let firstScored: Int
  private let time: Int
  private let batch: Int
  private var inputs: [Double]  // [B, T, F]
  private var targets: [Double]  // [B, T]
  private var trace: ElementTrace
  private var outputGradient: [Double]

  init(_ network: ElementRNN, time: Int, batch: Int, loss: Loss, over: LossOver) {
    precondition(time >= 1 && batch >= 1, "A pass needs at least one step and one sequence")
    self.network = network
    self.loss = loss
    self.time = time
    self.batch = batch
    firstScored = over == .all ? 0 : time - 1
    inputs = [Double](repeating: 0, count: batch * time * network.inputSize)
    targets = [Double](repeating: 0, count: batch * time)
    trace = ElementTrace(network, time: time)
    outputGradient = [Double](repeating: 0, count: time)
  }

  func load(inputs tensor: Tensor, targets targetTensor: Tensor) {
    let features = network.inputSize
    precondition(tensor.shape == [time, batch, features], "Found inputs \(tensor.shape)")
    precondition(targetTensor.shape == [time, batch, 1], "Found targets \(targetTensor.shape)")
    for b in 0..<batch {
      for t in 0..<time {
        targets[b * time + t] = Double(targetTensor.values[t * batch + b])
        for f in 0..<features {
          inputs[(b * time + t) * features + f] =
            Double(tensor.values[(t * batch + b) * features + f])
        }
      }
    }
  }

  func loss(weights: [Double]) -> Double {
    network.weights = weights
    var sum = 0.0
    for b in 0..<batch {
      network.forward(sequence(b), &trace)
      sum += score(b, scale: 1)
    }
    return sum / scoredCount
  }

  func lossAndGradient(weights: [Double], gradient: inout [Double]) -> Double {
    network.weights = weights
    for i in gradient.indices { gradient[i] = 0 }
    var sum = 0.0
    for b in 0..<batch {
      network.forward(sequence(b), &trace)
      sum += score(b, scale: 1 / scoredCount)
      network.backward(outputGradient, &trace, gradient: &gradient)
    }
    return sum / scoredCount
  }

  private var scoredCount: Double { Double(batch * (time - firstScored)) }

  private func sequence(_ b: Int) -> ArraySlice<Double> {
    let length = time * network.inputSize
    return inputs[b * length..<(b + 1) * length]
  }

  /// Fills in dL/dy of each element and returns the summed loss.
  private func score(_ b: Int, scale: Double) -> Double {
    var sum = 0.0
    for t in firstScored..<time {
      let residual = trace.output[t] - targets[b * time + t]
      sum += loss.value(residual)
      outputGradient[t] = loss.derivative(residual) * scale
    }
    return sum
  }
}

extension ElementRNN: SequenceModel {
  /// Memory for `batch` sequences of `time` elements.
  public func makePass(
    time: Int, batch: Int, loss: Loss, over: LossOver
  ) -> any SequencePass<Double> {
    ElementPass(self, time: time, batch: batch, loss: loss, over: over)
  }

  /// The output for the last element of each sequence of `[T, B, F]`, in scaled units.
  public func predictions(_ input: Tensor) -> [Float] {
    let (time, batch) = (input.shape[0], input.shape[1])
    var trace = ElementTrace(self, time: time)
    return (0..<batch).map { b in
      let sequence = (0..<time * inputSize).map { i in
        Double(input.values[(i / inputSize * batch + b) * inputSize + i % inputSize])
      }
      forward(sequence[...], &trace)
      return Float(trace.output[time - 1])
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
