/// The three recurrent cells, named as PyTorch names them.
public enum CellKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// Elman's cell.
  case rnn
  /// Long short-term memory.
  case lstm
  /// Gated recurrent unit.
  case gru

  /// Blocks of `H` rows in the weight matrices.
  public var gateCount: Int {
    switch self {
    case .rnn: RNNCell.gateCount
    case .lstm: LSTMCell.gateCount
    case .gru: GRUCell.gateCount
    }
  }

  /// Whether its state has a second part, the cell state.
  public var hasCellState: Bool { self == .lstm }
}

/// The mathematics of one step of one cell, forward and, right beside it, backward.
///
/// Time, stacking and the products with the weights are the layer's business (``LayerPass``): it
/// hands a cell the two sums `W_ih·x + b_ih` and `W_hh·h + b_hh`, and gets a new state.
protocol Cell {
  /// Blocks of `H` rows in the weight matrices, `G`.
  static var gateCount: Int { get }
  /// Whether the two sums must reach the cell apart, because it does more with them than add.
  static var keepsSumsApart: Bool { get }
  /// Whether there is a cell state beside the hidden state.
  static var hasCellState: Bool { get }

  /// Turns the sums in `step.gates` into gates and a new state.
  static func forward(_ step: CellStep)

  /// Turns the gradient of the new state into those of the sums and of the old state.
  static func backward(_ step: CellStep, _ gradient: CellStepGradient)
}

/// What a cell reads and writes in one step.
///
/// Rows of lanes: each state is `[H, V]`, gates `[G·H, V]`.
struct CellStep {
  /// In: the sum over inputs and, unless the cell keeps them apart, over the old state.
  ///
  /// Out: the gates.
  let gates: UnsafeMutablePointer<Lanes>
  /// The sum over the old state, where the cell keeps the sums apart.
  let stateSums: UnsafeMutablePointer<Lanes>
  let hiddenBefore: UnsafePointer<Lanes>
  let hidden: UnsafeMutablePointer<Lanes>
  let cellBefore: UnsafePointer<Lanes>
  let cell: UnsafeMutablePointer<Lanes>
  /// `H·V`: lanes in one state, and between one gate and the next.
  let count: Int
}

/// The gradients of one step, laid out like ``CellStep``.
struct CellStepGradient {
  /// In: the gradient of the new hidden state.
  ///
  /// Out: what of it reaches the old one past the weights.
  let hidden: UnsafeMutablePointer<Lanes>
  /// In: the gradient of the new cell state.
  ///
  /// Out: that of the old one.
  let cell: UnsafeMutablePointer<Lanes>
  /// Out: the gradient of the sum over inputs, `[G·H, V]`.
  let inputSums: UnsafeMutablePointer<Lanes>
  /// Out, where the cell keeps the sums apart: that of the sum over the old state.
  let stateSums: UnsafeMutablePointer<Lanes>
}
