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
    let (time, batch) = (input.shape[0], input.shape[1])
    var final = RecurrentState(zeros: shape, batch: batch)
    let output = outputs(input, state: state, ofLast: time) { $0.copyFinalState(to: &final) }
    return (output, final)
  }

  /// The outputs for the last elements of each sequence.
  ///
  /// - Parameters:
  ///   - input: `[T, B, F]`, in scaled units.
  ///   - count: How many elements pass the head, 1 to `T`.
  /// - Returns: `[count, B, outputs]` in scaled units.
  public func outputs(_ input: Tensor, ofLast count: Int) -> Tensor {
    precondition((1...input.shape[0]).contains(count), "There are no \(count) last elements")
    return outputs(input, state: nil, ofLast: count) { _ in }
  }

  private func outputs(
    _ input: Tensor, state: RecurrentState?, ofLast count: Int, _ body: (StackPass) -> Void
  ) -> Tensor {
    var output = Tensor(zeros: [count, input.shape[1], shape.outputSize])
    forEachChunk(input, state: state, scored: count) { worker in
      for t in 0..<count {
        output.unpack(
          worker.outputs.pointer + t * shape.outputSize * worker.stack.width,
          to: worker.stack.chunk, at: t)
      }
      body(worker.stack)
    }
    return output
  }

  /// Sends the sequences through, a chunk at a time, and lends the worker that did it.
  private func forEachChunk(
    _ input: Tensor, state: RecurrentState?, scored: Int, _ body: (NetworkWorker) -> Void
  ) {
    let (time, batch) = (input.shape[0], input.shape[1])
    precondition(
      input.shape[2] == shape.inputSize && time >= 1 && batch >= 1,
      "Expected elements of \(shape.inputSize) features, found inputs of shape \(input.shape)")
    state?.check(shape, batch: batch)
    let plan = Chunk.plan(batch: batch)
    let worker = NetworkWorker(
      shape, time: time, widest: plan[0], loss: .meanSquared,
      firstScored: time - scored)
    let lanes = LaneBuffer(count: time * shape.inputSize * plan[0].width)
    parameters.values.withUnsafeBufferPointer { weights in
      guard let base = weights.baseAddress else { return }
      for chunk in plan {
        input.pack(chunk, steps: 0..<time, into: lanes.pointer)
        worker.stack.start(chunk, state: state)
        worker.forward(lanes.pointer, parameters: base)
        body(worker)
      }
    }
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

  /// Memory for `batch` sequences of `time` elements, and for so many threads at most.
  public func makePass(
    time: Int, batch: Int, loss: Loss, over: LossOver, threads: Int
  ) -> any SequencePass<Float> {
    makePass(
      time: time, batch: batch, loss: loss, scoring: over == .all ? time : 1, threads: threads)
  }

  /// Memory for `batch` sequences of `time` elements of which the last `count` are scored.
  ///
  /// - Precondition: `count` is 1 to `time`.
  public func makePass(
    time: Int, batch: Int, loss: Loss, scoring count: Int, threads: Int = 1
  ) -> any SequencePass<Float> {
    NetworkPass(shape, time: time, batch: batch, loss: loss, scored: count, threads: threads)
  }

  /// The outputs for the last element of each sequence of `[T, B, F]`, in scaled units: `[B, outputs]`.
  public func predictions(_ input: Tensor) -> [Float] { outputs(input, ofLast: 1).values }
}
