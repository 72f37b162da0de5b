/// The sizes of a network: which cell, how many inputs, units, layers and outputs.
public struct NetworkShape: Hashable, Sendable, Codable {
  /// The cell of every layer.
  public let cell: CellKind
  /// Features of an element, `F`.
  public let inputSize: Int
  /// Units in a hidden state, `H`.
  public let hiddenSize: Int
  /// Recurrent layers, one on top of the other.
  public let layers: Int
  /// Outputs of the linear head.
  public let outputSize: Int

  /// Describes a network.
  ///
  /// - Precondition: Every size is at least 1.
  public init(
    cell: CellKind, inputSize: Int, hiddenSize: Int, layers: Int = 1, outputSize: Int = 1
  ) {
    precondition(
      min(inputSize, hiddenSize, layers, outputSize) >= 1,
      "Every size of a network must be at least 1")
    self.cell = cell
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.outputSize = outputSize
  }

  /// Where the weights of the recurrent layers lie: PyTorch's names, `rnn.weight_ih_l0` and so on,
  /// whatever the cell is.
  var layerLayout: ParameterLayout {
    var layout = ParameterLayout()
    let rows = cell.gateCount * hiddenSize
    for layer in 0..<layers {
      layout.append("rnn.weight_ih_l\(layer)", [rows, layer == 0 ? inputSize : hiddenSize])
      layout.append("rnn.weight_hh_l\(layer)", [rows, hiddenSize])
      layout.append("rnn.bias_ih_l\(layer)", [rows])
      layout.append("rnn.bias_hh_l\(layer)", [rows])
    }
    return layout
  }

  /// The same, with the head's `head.weight` and `head.bias` at the end.
  public var layout: ParameterLayout {
    var layout = layerLayout
    layout.append("head.weight", [outputSize, hiddenSize])
    layout.append("head.bias", [outputSize])
    return layout
  }
}
