/// Recurrent layers on top of one another going through time: the input in, the states of the
/// topmost layer out, and all the way back.
final class StackPass {
  let shape: NetworkShape
  let time: Int
  let batch: Int
  /// Lanes in a row.
  let width: Int
  private let layers: [any LayerEngine]
  private let input: LaneBuffer  // [T, F, V]
  private let gradients: [LaneBuffer]  // of each layer's output, [T, H, V]
  private let inputGradient: LaneBuffer?  // [T, F, V]

  /// Memory for `batch` sequences of `time` elements.
  init(_ shape: NetworkShape, time: Int, batch: Int, wantsInputGradient: Bool = false) {
    precondition(time >= 1 && batch >= 1, "A pass needs at least one step and one sequence")
    self.shape = shape
    self.time = time
    self.batch = batch
    let width = Lanes.count(for: batch)
    self.width = width
    layers = Self.makeLayers(shape, time: time, width: width)
    input = LaneBuffer(count: time * shape.inputSize * width)
    gradients = (0..<shape.layers).map { _ in LaneBuffer(count: time * shape.hiddenSize * width) }
    inputGradient =
      wantsInputGradient ? LaneBuffer(count: time * shape.inputSize * width) : nil
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

  /// The states of the topmost layer after each step, `[T, H, V]`.
  var output: UnsafePointer<Lanes> { layers[layers.count - 1].output }

  /// Where to put the gradient of ``output`` before going back, `[T, H, V]`.
  var outputGradient: LaneBuffer { gradients[gradients.count - 1] }

  /// Takes the sequences in, `[T, B, F]`.
  func load(_ tensor: Tensor) {
    precondition(
      tensor.shape == [time, batch, shape.inputSize],
      "Expected inputs of shape \([time, batch, shape.inputSize]), found \(tensor.shape)")
    tensor.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for t in 0..<time {
        packLanes(
          base + t * batch * shape.inputSize, batch: batch, features: shape.inputSize,
          into: input.pointer + t * shape.inputSize * width)
      }
    }
  }

  /// Sets the state before the first step; nil is zero.
  func setState(_ state: RecurrentState?) {
    setStates(state, hidden: .initialHidden, cell: .initialCell)
  }

  /// Sets the gradient of the state after the last step; nil is zero.
  func setStateGradient(_ state: RecurrentState?) {
    setStates(state, hidden: .hiddenGradient, cell: .cellGradient)
  }

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
    precondition(
      tensor.shape == [shape.layers, batch, shape.hiddenSize],
      "Expected a state of shape \([shape.layers, batch, shape.hiddenSize]), found \(tensor.shape)")
    tensor.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      packLanes(
        base + layer * batch * shape.hiddenSize, batch: batch, features: shape.hiddenSize,
        into: lanes)
    }
  }

  /// The state after the last step.
  var finalState: RecurrentState { states(hidden: .finalHidden, cell: .finalCell) }

  /// After ``backward(parameters:gradient:)``: the gradient of the state before the first step.
  var initialStateGradient: RecurrentState { states(hidden: .hiddenGradient, cell: .cellGradient) }

  private func states(hidden: StatePart, cell: StatePart) -> RecurrentState {
    func gather(_ part: StatePart) -> Tensor {
      var tensor = Tensor(zeros: [shape.layers, batch, shape.hiddenSize])
      for (index, layer) in layers.enumerated() {
        layer.withState(part) { lanes in
          tensor.values.withUnsafeMutableBufferPointer { values in
            guard let base = values.baseAddress else { return }
            unpackLanes(
              lanes, batch: batch, features: shape.hiddenSize,
              into: base + index * batch * shape.hiddenSize)
          }
        }
      }
      return tensor
    }
    return RecurrentState(
      hidden: gather(hidden), cell: shape.cell.hasCellState ? gather(cell) : nil)
  }

  /// Runs all layers through time.
  func forward(parameters: UnsafePointer<Float>) {
    var below = UnsafePointer(input.pointer)
    for layer in layers {
      layer.forward(below, parameters: parameters)
      below = layer.output
    }
  }

  /// Runs back through all layers and adds to `gradient`, laid out like the parameters.
  func backward(parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>) {
    for index in layers.indices.reversed() {
      layers[index].backward(
        index == 0 ? UnsafePointer(input.pointer) : layers[index - 1].output,
        outputGradient: gradients[index].pointer, parameters: parameters, gradient: gradient,
        inputGradient: index == 0 ? inputGradient?.pointer : gradients[index - 1].pointer)
    }
  }

  /// After ``backward(parameters:gradient:)``: the gradient of the input, `[T, B, F]`.
  func inputGradientTensor() -> Tensor {
    guard let inputGradient else {
      preconditionFailure("This pass was made without an input gradient")
    }
    return unpack(inputGradient.pointer, features: shape.inputSize)
  }

  /// Rows of lanes `[T, features, V]` as a tensor `[T, B, features]`.
  func unpack(_ lanes: UnsafePointer<Lanes>, features: Int) -> Tensor {
    var tensor = Tensor(zeros: [time, batch, features])
    tensor.values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for t in 0..<time {
        unpackLanes(
          lanes + t * features * width, batch: batch, features: features,
          into: base + t * batch * features)
      }
    }
    return tensor
  }
}
