/// Long short-term memory (Hochreiter and Schmidhuber, 1997), gates in the order `i f g o`.
///
/// With the forget gate of Gers, Schmidhuber and Cummins (2000), as `torch.nn.LSTM` has it:
///
///     i, f, o = σ(W_ih x + b_ih + W_hh h + b_hh)     input, forget and output gate
///     g       = tanh(…)                              candidate
///     c'      = f ∘ c + i ∘ g
///     h'      = o ∘ tanh(c')
enum LSTMCell: Cell {
  static let gateCount = 4
  static let separateGates = 0
  static let hasCellState = true

  static func forward(_ step: CellStep) {
    let (inputs, forgets) = (step.gates, step.gates + step.count)
    let (candidates, outputs) = (step.gates + 2 * step.count, step.gates + 3 * step.count)
    // Two loops: in one, the second tanh would wait for all the others, and fewer units be under way.
    for n in 0..<step.count {
      let i = sigmoid(inputs[n])
      let f = sigmoid(forgets[n])
      let g = hyperbolicTangent(candidates[n])
      step.cell[n] = f * step.cellBefore[n] + i * g
      (inputs[n], forgets[n], candidates[n]) = (i, f, g)
    }
    for n in 0..<step.count {
      let o = sigmoid(outputs[n])
      step.hidden[n] = o * hyperbolicTangent(step.cell[n])
      outputs[n] = o
    }
  }

  static func backward(_ step: CellStep, _ gradient: CellStepGradient) {
    let (inputs, forgets) = (step.gates, step.gates + step.count)
    let (candidates, outputs) = (step.gates + 2 * step.count, step.gates + 3 * step.count)
    for n in 0..<step.count {
      let (i, f, g, o) = (inputs[n], forgets[n], candidates[n], outputs[n])
      let tanhC = step.hidden[n] / o  // as h' = o ∘ tanh(c'), and o is never 0
      let dh = gradient.hidden[n]
      let dc = gradient.cell[n] + dh * o * (1 - tanhC * tanhC)
      inputs[n] = dc * g * i * (1 - i)
      forgets[n] = dc * step.cellBefore[n] * f * (1 - f)
      candidates[n] = dc * i * (1 - g * g)
      outputs[n] = dh * tanhC * o * (1 - o)
      gradient.cell[n] = dc * f
      gradient.hidden[n] = .zero
    }
  }
}
