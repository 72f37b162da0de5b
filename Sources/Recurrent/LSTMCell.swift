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
  static let keepsSumsApart = false
  static let hasCellState = true

  static func forward(_ step: CellStep) {
    let (inputs, forgets) = (step.gates, step.gates + step.count)
    let (candidates, outputs) = (step.gates + 2 * step.count, step.gates + 3 * step.count)
    for n in 0..<step.count {
      let i = sigmoid(inputs[n])
      let f = sigmoid(forgets[n])
      let g = hyperbolicTangent(candidates[n])
      let o = sigmoid(outputs[n])
      let c = f * step.cellBefore[n] + i * g
      step.cell[n] = c
      step.hidden[n] = o * hyperbolicTangent(c)
      (inputs[n], forgets[n], candidates[n], outputs[n]) = (i, f, g, o)
    }
  }

  static func backward(_ step: CellStep, _ gradient: CellStepGradient) {
    let size = step.count
    let sums = gradient.inputSums
    for n in 0..<size {
      let (i, f) = (step.gates[n], step.gates[n + size])
      let (g, o) = (step.gates[n + 2 * size], step.gates[n + 3 * size])
      let tanhC = hyperbolicTangent(step.cell[n])
      let dh = gradient.hidden[n]
      let dc = gradient.cell[n] + dh * o * (1 - tanhC * tanhC)
      sums[n] = dc * g * i * (1 - i)
      sums[n + size] = dc * step.cellBefore[n] * f * (1 - f)
      sums[n + 2 * size] = dc * i * (1 - g * g)
      sums[n + 3 * size] = dh * tanhC * o * (1 - o)
      gradient.cell[n] = dc * f
      gradient.hidden[n] = .zero
    }
  }
}
