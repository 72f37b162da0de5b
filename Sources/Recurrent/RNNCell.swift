/// Elman's cell (*Finding structure in time*, Cognitive Science 14, 1990).
///
/// As `torch.nn.RNN` has it:
///
///     h' = tanh(W_ih x + b_ih + W_hh h + b_hh)
enum RNNCell: Cell {
  static let gateCount = 1
  static let separateGates = 0
  static let hasCellState = false

  static func forward(_ step: CellStep) {
    for n in 0..<step.count {
      step.hidden[n] = hyperbolicTangent(step.gates[n])
    }
  }

  static func backward(_ step: CellStep, _ gradient: CellStepGradient) {
    for n in 0..<step.count {
      let h = step.hidden[n]
      step.gates[n] = gradient.hidden[n] * (1 - h * h)
      gradient.hidden[n] = .zero
    }
  }
}
