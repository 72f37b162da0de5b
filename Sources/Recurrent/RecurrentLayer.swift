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

  /// The state of `batch` sequences before their first element.
  init(zeros shape: NetworkShape, batch: Int) {
    hidden = Tensor(zeros: [shape.layers, batch, shape.hiddenSize])
    cell = shape.cell.hasCellState ? hidden : nil
  }

  /// Stops the program unless this is a state of `batch` sequences of such a network; an LSTM's cell
  /// state may be left out.
  func check(_ shape: NetworkShape, batch: Int) {
    let expected = [shape.layers, batch, shape.hiddenSize]
    precondition(
      hidden.shape == expected && (cell == nil || cell?.shape == expected),
      "Expected a state of shape \(expected), found \(hidden.shape)")
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
    let run = forwardRun(input, state)
    var output = Tensor(zeros: [run.stack.time, run.stack.chunk.batch, shape.hiddenSize])
    run.unpack(run.stack.output, to: &output)
    var final = RecurrentState(zeros: shape, batch: run.stack.chunk.batch)
    run.stack.copyFinalState(to: &final)
    return (output, final)
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
    let run = forwardRun(input, state)
    let (stack, chunk) = (run.stack, run.stack.chunk)
    precondition(
      outputGradient.shape == [stack.time, chunk.batch, shape.hiddenSize],
      "The gradient of the output has the shape \(outputGradient.shape)")
    stateGradient?.check(shape, batch: chunk.batch)
    outputGradient.pack(chunk, steps: 0..<stack.time, into: stack.outputGradient)
    let inputGradient = LaneBuffer(count: run.input.count)
    var gradient = ParameterSet(zeros: parameters.layout)
    withPointers(parameters.values, &gradient.values) { weights, gradients in
      stack.backward(
        run.input.pointer, parameters: weights, gradient: gradients, stateGradient: stateGradient,
        inputGradient: inputGradient.pointer, wantsStateGradient: true)
    }
    var ofInput = Tensor(zeros: input.shape)
    run.unpack(inputGradient.pointer, to: &ofInput)
    var ofState = RecurrentState(zeros: shape, batch: chunk.batch)
    stack.copyInitialStateGradient(to: &ofState)
    return Gradients(parameters: gradient, input: ofInput, state: ofState)
  }

  /// A way forward that was gone, and what it was gone with.
  private struct Run {
    let stack: StackPass
    let input: LaneBuffer

    /// Lanes `[T, features, V]` to a tensor `[T, B, features]`.
    func unpack(_ lanes: UnsafePointer<Lanes>, to tensor: inout Tensor) {
      let features = tensor.shape[2]
      for t in 0..<stack.time {
        tensor.unpack(lanes + t * features * stack.width, to: stack.chunk, at: t)
      }
    }
  }

  private func forwardRun(_ input: Tensor, _ state: RecurrentState?) -> Run {
    precondition(input.shape.count == 3, "Inputs are [time, batch, feature], not \(input.shape)")
    precondition(
      input.shape[2] == shape.inputSize,
      "Expected \(shape.inputSize) features, found inputs of shape \(input.shape)")
    state?.check(shape, batch: input.shape[1])
    let all = Chunk(sequences: 0..<input.shape[1])
    let stack = StackPass(shape, time: input.shape[0], widest: all)
    let lanes = LaneBuffer(count: stack.time * shape.inputSize * all.width)
    input.pack(all, steps: 0..<stack.time, into: lanes.pointer)
    stack.start(all, state: state)
    parameters.values.withUnsafeBufferPointer { weights in
      guard let base = weights.baseAddress else { return }
      stack.forward(lanes.pointer, parameters: base)
    }
    return Run(stack: stack, input: lanes)
  }
}
