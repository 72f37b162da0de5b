/// Recurrent layers with a linear head on top: sequences in, one number for each element out.
///
///     let (output, state) = network(input)   // input [T, B, F], output [T, B, 1]
public struct RecurrentNetwork: Hashable, Sendable {
  /// Cell and sizes.
  public let shape: NetworkShape
  /// The weights, under PyTorch's names.
  public var parameters: ParameterSet

  /// A network with random weights: uniform in ±1/√H, the head too.
  public init(_ shape: NetworkShape, using generator: inout SeededGenerator) {
    self.shape = shape
    parameters = ParameterSet(zeros: shape.layout)
    parameters.initialize(hiddenSize: shape.hiddenSize, using: &generator)
  }

  /// A network with these weights.
  ///
  /// - Precondition: They are laid out as `shape` says.
  public init(_ shape: NetworkShape, parameters: ParameterSet) {
    precondition(parameters.layout == shape.layout, "These are another network's weights")
    self.shape = shape
    self.parameters = parameters
  }

  /// Runs through the sequences.
  ///
  /// - Parameters:
  ///   - input: `[T, B, F]`, in scaled units.
  ///   - state: The state before the first element; nil is zero, to the bit.
  /// - Returns: `[T, B, outputs]` in scaled units, and the state after the last element.
  public func callAsFunction(
    _ input: Tensor, state: RecurrentState? = nil
  ) -> (output: Tensor, state: RecurrentState) {
    precondition(input.shape.count == 3, "Inputs are [time, batch, feature], not \(input.shape)")
    let pass = NetworkPass(
      shape, time: input.shape[0], batch: input.shape[1], loss: .meanSquared, over: .all)
    pass.stack.load(input)
    pass.stack.setState(state)
    parameters.values.withUnsafeBufferPointer { weights in
      guard let base = weights.baseAddress else { return }
      pass.forward(parameters: base)
    }
    return (pass.outputTensor(), pass.stack.finalState)
  }
}

extension RecurrentNetwork: SequenceModel {
  /// All weights, in the order of the layout.
  public var weights: [Float] {
    get { parameters.values }
    set {
      precondition(newValue.count == parameters.layout.count, "These are another network's weights")
      parameters.values = newValue
    }
  }

  /// Memory for `batch` sequences of `time` elements.
  public func makePass(
    time: Int, batch: Int, loss: Loss, over: LossOver
  ) -> any SequencePass<Float> {
    NetworkPass(shape, time: time, batch: batch, loss: loss, over: over)
  }

  /// The output for the last element of each sequence of `[T, B, F]`, in scaled units.
  public func predictions(_ input: Tensor) -> [Float] {
    let (output, _) = self(input)
    return Array(output.values.suffix(output.shape[1] * output.shape[2]))
  }
}
