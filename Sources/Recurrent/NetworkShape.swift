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
  /// How many outputs in a row are quantiles of the same target; nil where every output has a target
  /// of its own.
  public let quantiles: Int?

  /// Describes a network.
  ///
  /// - Precondition: Every size is at least 1, and quantiles are of whole targets.
  public init(
    cell: CellKind, inputSize: Int, hiddenSize: Int, layers: Int = 1, outputSize: Int = 1,
    quantiles: Int? = nil
  ) {
    precondition(
      min(inputSize, hiddenSize, layers, outputSize) >= 1,
      "Every size of a network must be at least 1")
    precondition(
      quantiles.map { $0 >= 1 && outputSize.isMultiple(of: $0) } ?? true,
      "Every target needs all its quantiles")
    self.cell = cell
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    self.layers = layers
    self.outputSize = outputSize
    self.quantiles = quantiles
  }

  /// The targets of an element: one for each output, or for each group of quantiles.
  public var targetSize: Int { outputSize / (quantiles ?? 1) }

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
