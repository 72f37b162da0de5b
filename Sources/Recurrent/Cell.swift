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
/// hands a cell the sums `W_ih·x + b_ih + W_hh·h + b_hh`, and gets a new state.
protocol Cell {
  /// Blocks of `H` rows in the weight matrices, `G`.
  static var gateCount: Int { get }
  /// How many of the gates, the last ones, must get their two sums apart, because the cell does
  /// more with them than add.
  static var separateGates: Int { get }
  /// Whether there is a cell state beside the hidden state.
  static var hasCellState: Bool { get }

  /// Turns the sums in `step.gates` into gates and a new state.
  static func forward(_ step: CellStep)

  /// Turns the gradient of the new state into those of the sums, which take the place of the gates,
  /// and of the old state.
  static func backward(_ step: CellStep, _ gradient: CellStepGradient)
}

/// What a cell reads and writes in one step.
///
/// Rows of lanes: each state is `[H, V]`, gates `[G·H, V]`.
struct CellStep {
  /// Forward, in: the sums over inputs and, but for separate gates, over the old state; out: the gates.
  ///
  /// Backward, in: the gates; out: the gradients of the sums.
  let gates: UnsafeMutablePointer<Lanes>
  /// The sums over the old state of the separate gates, `[H, V]` each; on the way back, out: their
  /// gradients.
  let stateSums: UnsafeMutablePointer<Lanes>
  let hiddenBefore: UnsafePointer<Lanes>
  let hidden: UnsafeMutablePointer<Lanes>
  let cellBefore: UnsafePointer<Lanes>
  let cell: UnsafeMutablePointer<Lanes>
  /// `H·V`: lanes in one state, and between one gate and the next.
  let count: Int
}

/// The gradients of the states of one step, `[H, V]`.
struct CellStepGradient {
  /// In: the gradient of the new hidden state.
  ///
  /// Out: what of it reaches the old one past the weights.
  let hidden: UnsafeMutablePointer<Lanes>
  /// In: the gradient of the new cell state.
  ///
  /// Out: that of the old one.
  let cell: UnsafeMutablePointer<Lanes>
}
