/// The gated recurrent unit (Cho et al., 2014), gates in the order `r z n`.
///
/// As `torch.nn.GRU` has it:
///
///     r, z = σ(W_ih x + b_ih + W_hh h + b_hh)        reset and update gate
///     n    = tanh(W_in x + b_in + r ∘ (W_hn h + b_hn))
///     h'   = (1 − z) ∘ n + z ∘ h
///
/// The reset gate acts on the *sum* over the old state, bias included. So `b_hn` counts even when
/// `h` is zero, and the two sums of the last gate must reach this cell apart.
enum GRUCell: Cell {
  static let gateCount = 3
  static let separateGates = 1
  static let hasCellState = false

  static func forward(_ step: CellStep) {
    let (resets, updates) = (step.gates, step.gates + step.count)
    let candidates = step.gates + 2 * step.count
    // Two loops: in one, the tanh would wait for the reset gate, and fewer units be under way.
    for m in 0..<step.count {
      resets[m] = sigmoid(resets[m])
      updates[m] = sigmoid(updates[m])
    }
    for m in 0..<step.count {
      let (r, z) = (resets[m], updates[m])
      let n = hyperbolicTangent(candidates[m] + r * step.stateSums[m])
      step.hidden[m] = (1 - z) * n + z * step.hiddenBefore[m]
      candidates[m] = n
    }
  }

  static func backward(_ step: CellStep, _ gradient: CellStepGradient) {
    let (resets, updates) = (step.gates, step.gates + step.count)
    let candidates = step.gates + 2 * step.count
    for m in 0..<step.count {
      let (r, z, n) = (resets[m], updates[m], candidates[m])
      let dh = gradient.hidden[m]
      let dn = dh * (1 - z) * (1 - n * n)
      resets[m] = dn * step.stateSums[m] * r * (1 - r)
      updates[m] = dh * (step.hiddenBefore[m] - n) * z * (1 - z)
      candidates[m] = dn
      step.stateSums[m] = dn * r
      gradient.hidden[m] = dh * z
    }
  }
}
