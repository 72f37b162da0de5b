/// Recurrent layers on top of one another going through time: the input in, the states of the
/// topmost layer out, and all the way back.
final class StackPass {
  let shape: NetworkShape
  let time: Int
  /// The sequences that are on their way.
  private(set) var chunk: Chunk
  private let layers: [any LayerEngine]
  private let gradients: [OutputGradient]
  private let gradientBuffers: [LaneBuffer]  // of each layer's output, [T − first, H, V]

  /// Memory for sequences of `time` elements, at most as many as `widest` has.
  ///
  /// - Parameters:
  ///   - shape: Cell and sizes.
  ///   - time: Elements in a sequence.
  ///   - widest: The largest chunk that will go through.
  ///   - firstScored: The first step for which the topmost layer's output has a gradient.
  init(_ shape: NetworkShape, time: Int, widest: Chunk, firstScored: Int = 0) {
    precondition(time >= 1 && widest.batch >= 1, "A pass needs at least one step and one sequence")
    self.shape = shape
    self.time = time
    chunk = widest
    layers = Self.makeLayers(shape, time: time, width: widest.width)
    let firsts = (0..<shape.layers).map { $0 == shape.layers - 1 ? firstScored : 0 }
    gradientBuffers = firsts.map { first in
      LaneBuffer(count: (time - first) * shape.hiddenSize * widest.width)
    }
    gradients = zip(gradientBuffers, firsts).map { OutputGradient(pointer: $0.pointer, first: $1) }
  }

  private static func makeLayers(
    _ shape: NetworkShape, time: Int, width: Int
  ) -> [any LayerEngine] {
    let entries = shape.layerLayout.entries
    return (0..<shape.layers).map { layer in
      let sizes = LayerSizes(
        time: time, inputSize: layer == 0 ? shape.inputSize : shape.hiddenSize,
        hiddenSize: shape.hiddenSize, gateCount: shape.cell.gateCount, width: width)
      let own = entries[4 * layer..<4 * layer + 4].map(\.offset)
      let offsets = LayerOffsets(weightIH: own[0], weightHH: own[1], biasIH: own[2], biasHH: own[3])
      switch shape.cell {
      case .rnn: return LayerPass<RNNCell>(sizes: sizes, weights: offsets)
      case .lstm: return LayerPass<LSTMCell>(sizes: sizes, weights: offsets)
      case .gru: return LayerPass<GRUCell>(sizes: sizes, weights: offsets)
      }
    }
  }

  /// Lanes in a row.
  var width: Int { chunk.width }

  /// The states of the topmost layer after each step, `[T, H, V]`, masked where units are dropped.
  var output: UnsafePointer<Lanes> { layers[layers.count - 1].output }

  /// Where to put the gradient of ``output`` before going back, `[T − firstScored, H, V]`.
  var outputGradient: UnsafeMutablePointer<Lanes> { gradients[gradients.count - 1].pointer }

  // MARK: Through time

  /// Makes the memory that dropout needs for chunks of at most this width, once.
  func makeRoomForDropout(width: Int) {
    for layer in layers { layer.makeRoomForDropout(width: width) }
  }

  /// Begins with these sequences in a state of zero; the dropout of `disturbance` masks units.
  func start(_ chunk: Chunk, disturbance: Disturbance?) {
    start(chunk)
    guard let disturbance, disturbance.dropout > 0 else { return }
    for (index, layer) in layers.enumerated() {
      layer.drop(disturbance, for: chunk, layer: index)
    }
  }

  /// Begins with these sequences, in the state that `state` has for them; nil is zero.
  func start(_ chunk: Chunk, state: RecurrentState? = nil) {
    self.chunk = chunk
    for layer in layers { layer.start(width: chunk.width, atZero: state == nil) }
    guard let state else { return }
    setStates(state, hidden: .initialHidden, cell: .initialCell)
  }

  /// Runs all layers through time, from an input `[T, F, V]`.
  func forward(_ input: UnsafePointer<Lanes>, parameters: UnsafePointer<Float>) {
    var below = input
    for layer in layers {
      layer.forward(below, parameters: parameters)
      below = layer.output
    }
  }

  /// Runs back through all layers and adds to `gradient`, laid out like the parameters.
  ///
  /// - Parameters:
  ///   - input: What ``forward(_:parameters:)`` was given.
  ///   - parameters: The same as there.
  ///   - gradient: What the gradient is added to.
  ///   - stateGradient: The gradient of the state after the last step; nil is zero.
  ///   - inputGradient: Room for `[T, F, V]`, if it is wanted.
  ///   - wantsStateGradient: Whether ``initialStateGradient`` is wanted.
  func backward(
    _ input: UnsafePointer<Lanes>, parameters: UnsafePointer<Float>,
    gradient: UnsafeMutablePointer<Float>, stateGradient: RecurrentState? = nil,
    inputGradient: UnsafeMutablePointer<Lanes>? = nil, wantsStateGradient: Bool = false
  ) {
    setStates(stateGradient, hidden: .hiddenGradient, cell: .cellGradient)
    for index in layers.indices.reversed() {
      layers[index].backward(
        index == 0 ? input : layers[index - 1].output, outputGradient: gradients[index],
        parameters: parameters, gradient: gradient,
        inputGradient: index == 0 ? inputGradient : gradients[index - 1].pointer,
        wantsStateGradient: wantsStateGradient)
    }
  }

  // MARK: States

  private func setStates(_ state: RecurrentState?, hidden: StatePart, cell: StatePart) {
    for (index, layer) in layers.enumerated() {
      layer.withState(hidden) { fill($0, from: state?.hidden, layer: index) }
      layer.withState(cell) { fill($0, from: state?.cell, layer: index) }
    }
  }

  private func fill(_ lanes: UnsafeMutablePointer<Lanes>, from tensor: Tensor?, layer: Int) {
    guard let tensor else {
      lanes.update(repeating: .zero, count: shape.hiddenSize * width)
      return
    }
    tensor.pack(chunk, steps: layer..<layer + 1, into: lanes)
  }

  /// Copies the state after the last step to the sequences of `state`, `[layers, B, H]`.
  func copyFinalState(to state: inout RecurrentState) {
    copyStates(to: &state, hidden: .finalHidden, cell: .finalCell)
  }

  /// After ``backward(_:parameters:gradient:stateGradient:inputGradient:wantsStateGradient:)``,
  /// copies the gradient of the state before the first step.
  func copyInitialStateGradient(to state: inout RecurrentState) {
    copyStates(to: &state, hidden: .hiddenGradient, cell: .cellGradient)
  }

  private func copyStates(to state: inout RecurrentState, hidden: StatePart, cell: StatePart) {
    for (index, layer) in layers.enumerated() {
      layer.withState(hidden) { state.hidden.unpack($0, to: chunk, at: index) }
      layer.withState(cell) { state.cell?.unpack($0, to: chunk, at: index) }
    }
  }
}
