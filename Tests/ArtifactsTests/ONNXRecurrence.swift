import Foundation

/// The operators `RNN`, `LSTM` and `GRU` for one direction from a zero state, with the letters and in
/// the order of their specification.
struct ONNXRecurrence {
  typealias Value = ONNXEvaluator.Value

  private let operation: String
  private let X: Value
  private let W: Value
  private let R: Value
  private let B: Value
  private let isLinearBeforeReset: Bool

  init(_ operation: String, _ inputs: [Value], isLinearBeforeReset: Bool) {
    self.operation = operation
    (X, W, R, B) = (inputs[0], inputs[1], inputs[2], inputs[3])
    self.isLinearBeforeReset = isLinearBeforeReset
  }

  /// `Y`, `[T, 1, B, H]`, and `Y_h`, `[1, B, H]`.
  func results() throws -> [Value] {
    let (time, batch, hidden) = (X.shape[0], X.shape[1], R.shape[2])
    var H = [[Double]](repeating: [Double](repeating: 0, count: hidden), count: batch)
    var C = H
    var Y: [Double] = []
    for t in 0..<time {
      for b in 0..<batch {
        let first = (t * batch + b) * X.shape[2]
        let x = Array(X.values[first..<first + X.shape[2]])
        (H[b], C[b]) = try step(x, H[b], C[b])
        Y += H[b]
      }
    }
    return [
      Value(shape: [time, 1, batch, hidden], values: Y),
      Value(shape: [1, batch, hidden], values: H.flatMap { $0 }),
    ]
  }

  private func step(
    _ x: [Double], _ H: [Double], _ C: [Double]
  ) throws -> (H: [Double], C: [Double]) {
    let units = H.indices
    func f(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
    /// Gate `g` of unit `u` before its activation, of both sums.
    func sum(_ g: Int, _ u: Int) -> Double { input(g, u, x) + state(g, u, H) }
    switch operation {
    case "RNN":
      return (units.map { tanh(sum(0, $0)) }, C)
    case "LSTM":  // i o f c
      let next = units.map { f(sum(2, $0)) * C[$0] + f(sum(0, $0)) * tanh(sum(3, $0)) }
      return (units.map { f(sum(1, $0)) * tanh(next[$0]) }, next)
    case "GRU":  // z r h
      let z = units.map { f(sum(0, $0)) }
      let r = units.map { f(sum(1, $0)) }
      let candidates = units.map { u in
        isLinearBeforeReset
          ? tanh(input(2, u, x) + r[u] * state(2, u, H))
          : tanh(input(2, u, x) + state(2, u, zip(r, H).map { $0 * $1 }))
      }
      return (units.map { (1 - z[$0]) * candidates[$0] + z[$0] * H[$0] }, C)
    default: throw ONNXEvaluator.Unknown(what: operation)
    }
  }

  /// `x·Wᵀ + Wb` of a gate and a unit.
  private func input(_ gate: Int, _ unit: Int, _ x: [Double]) -> Double {
    product(W, gate, unit, x) + B.values[gate * R.shape[2] + unit]
  }

  /// `h·Rᵀ + Rb` of a gate and a unit.
  private func state(_ gate: Int, _ unit: Int, _ h: [Double]) -> Double {
    product(R, gate, unit, h) + B.values[R.shape[1] + gate * R.shape[2] + unit]
  }

  private func product(_ weights: Value, _ gate: Int, _ unit: Int, _ x: [Double]) -> Double {
    let row = (gate * R.shape[2] + unit) * x.count
    return x.indices.reduce(0) { $0 + weights.values[row + $1] * x[$1] }
  }
}
