import Recurrent

/// The weights of a network in the graph, as the operators `RNN`, `LSTM`, `GRU` and `Gemm` want them.
struct GraphNetwork {
  /// Cell and sizes.
  let shape: NetworkShape
  /// The names of `W`, `R` and `B` of each layer.
  fileprivate let layers: [[String]]
  /// The names of weight and bias of the head.
  fileprivate let head: [String]
}

extension CellKind {
  /// The operator that runs through a sequence.
  fileprivate var operation: String { rawValue.uppercased() }

  /// Which of PyTorch's gates stands at each place of ONNX's: LSTM `i o f c` of `i f g o`, GRU
  /// `z r h` of `r z n`.
  fileprivate var gateOrder: [Int] {
    switch self {
    case .rnn: [0]
    case .lstm: [0, 3, 1, 2]
    case .gru: [1, 0, 2]
    }
  }
}

extension GraphBuilder {
  /// Adds the weights of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - prefix: What stands before the names of its weights.
  /// - Returns: The network as nodes can refer to it.
  mutating func add(_ network: RecurrentNetwork, prefix: String) -> GraphNetwork {
    let (shape, parameters) = (network.shape, network.parameters)
    let (G, H) = (shape.cell.gateCount, shape.hiddenSize)
    func reordered(_ name: String) -> [Float] {
      let values = parameters[name].values
      let gate = values.count / G
      return shape.cell.gateOrder.flatMap { values[$0 * gate..<($0 + 1) * gate] }
    }
    let layers = (0..<shape.layers).map { layer in
      let F = layer == 0 ? shape.inputSize : H
      return [
        weights(
          "\(prefix)W_l\(layer)", reordered("rnn.weight_ih_l\(layer)"), shape: [1, G * H, F]),
        weights(
          "\(prefix)R_l\(layer)", reordered("rnn.weight_hh_l\(layer)"), shape: [1, G * H, H]),
        weights(
          "\(prefix)B_l\(layer)",
          reordered("rnn.bias_ih_l\(layer)") + reordered("rnn.bias_hh_l\(layer)"),
          shape: [1, 2 * G * H]),
      ]
    }
    let head = ["weight", "bias"].map { name in
      let tensor = parameters["head.\(name)"]
      return weights("\(prefix)head_\(name)", tensor.values, shape: tensor.shape)
    }
    return GraphNetwork(shape: shape, layers: layers, head: head)
  }

  /// The outputs for the last element of each sequence.
  ///
  /// - Parameters:
  ///   - network: Whose weights are in the graph.
  ///   - input: `[T, B, F]`, float32.
  /// - Returns: `[B, outputs]`, float32.
  mutating func outputs(of network: GraphNetwork, _ input: String) -> String {
    let cell = network.shape.cell
    var attributes: KeyValuePairs = ["hidden_size": network.shape.hiddenSize]
    if cell == .gru {
      // PyTorch's form: the reset gate meets the product of the state, not the state
      attributes = ["hidden_size": network.shape.hiddenSize, "linear_before_reset": 1]
    }
    var value = input
    for (layer, weights) in network.layers.enumerated() {
      let isLast = layer == network.layers.count - 1
      // Y is [T, 1, B, H]; Y_h, the state after the last element, is [1, B, H].
      let states = add(
        cell.operation, [value] + weights, attributes: attributes, output: isLast ? 1 : 0)
      value = add("Squeeze", [states, integers([isLast ? 0 : 1])])
    }
    return add("Gemm", [value] + network.head, attributes: ["transB": 1])
  }
}
