/// The state of a stack of recurrent layers between two elements.
public struct RecurrentState: Hashable, Sendable {
  /// Hidden states, `[layers, batch, hidden]`.
  public var hidden: Tensor
  /// Cell states of an LSTM, the same shape; nil for the other cells.
  public var cell: Tensor?

  /// Wraps the parts.
  public init(hidden: Tensor, cell: Tensor? = nil) {
    self.hidden = hidden
    self.cell = cell
  }
}

/// One or more recurrent layers on whole sequences, a batch at a time.
///
///     let layer = RecurrentLayer(NetworkShape(cell: .gru, inputSize: 2, hiddenSize: 16), using: &generator)
///     let (output, state) = layer(input)            // input [T, B, 2], output [T, B, 16]
///     let (more, last) = layer(next, state: state)  // goes on where the first call stopped
public struct RecurrentLayer: Hashable, Sendable {
  /// Cell, sizes and number of layers; the output size is not used here.
  public let shape: NetworkShape
  /// The weights, under PyTorch's names.
  public var parameters: ParameterSet

  /// Layers with random weights: uniform in ±1/√H.
  public init(_ shape: NetworkShape, using generator: inout SeededGenerator) {
    self.shape = shape
    parameters = ParameterSet(zeros: shape.layerLayout)
    parameters.initialize(hiddenSize: shape.hiddenSize, using: &generator)
  }

  /// Runs through the sequences.
  ///
  /// - Parameters:
  ///   - input: `[T, B, F]`.
  ///   - state: The state before the first element; nil is zero, to the bit.
  /// - Returns: The hidden states of the topmost layer after each element, `[T, B, H]`, and the
  ///   state after the last.
  /// - Precondition: The shapes fit; `T` and `B` are at least 1.
  public func callAsFunction(
    _ input: Tensor, state: RecurrentState? = nil
  ) -> (output: Tensor, state: RecurrentState) {
    let pass = forwardPass(input, state)
    return (pass.unpack(pass.output, features: shape.hiddenSize), pass.finalState)
  }

  /// The gradients of a scalar that depends on the output and on the state after the last element.
  public struct Gradients: Sendable {
    /// With respect to the weights.
    public var parameters: ParameterSet
    /// With respect to the input, `[T, B, F]`.
    public var input: Tensor
    /// With respect to the state before the first element.
    public var state: RecurrentState
  }

  /// Backpropagation through time: from the gradients of output and last state to all others.
  ///
  /// - Parameters:
  ///   - input: `[T, B, F]`.
  ///   - state: The state before the first element; nil is zero.
  ///   - outputGradient: `[T, B, H]`.
  ///   - stateGradient: The gradient of the state after the last element; nil is zero.
  /// - Returns: The gradients of weights, input and first state.
  public func gradients(
    _ input: Tensor, state: RecurrentState? = nil, outputGradient: Tensor,
    stateGradient: RecurrentState? = nil
  ) -> Gradients {
    let pass = forwardPass(input, state)
    precondition(
      outputGradient.shape == [pass.time, pass.batch, shape.hiddenSize],
      "The gradient of the output has the shape \(outputGradient.shape)")
    for t in 0..<pass.time {
      outputGradient.values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        packLanes(
          base + t * pass.batch * shape.hiddenSize, batch: pass.batch,
          features: shape.hiddenSize,
          into: pass.outputGradient.pointer + t * shape.hiddenSize * pass.width)
      }
    }
    pass.setStateGradient(stateGradient)
    var gradient = ParameterSet(zeros: parameters.layout)
    parameters.values.withUnsafeBufferPointer { weights in
      gradient.values.withUnsafeMutableBufferPointer { gradients in
        guard let w = weights.baseAddress, let g = gradients.baseAddress else { return }
        pass.backward(parameters: w, gradient: g)
      }
    }
    return Gradients(
      parameters: gradient, input: pass.inputGradientTensor(), state: pass.initialStateGradient)
  }

  private func forwardPass(_ input: Tensor, _ state: RecurrentState?) -> StackPass {
    precondition(input.shape.count == 3, "Inputs are [time, batch, feature], not \(input.shape)")
    let pass = StackPass(
      shape, time: input.shape[0], batch: input.shape[1], wantsInputGradient: true)
    pass.load(input)
    pass.setState(state)
    parameters.values.withUnsafeBufferPointer { weights in
      guard let base = weights.baseAddress else { return }
      pass.forward(parameters: base)
    }
    return pass
  }
}
