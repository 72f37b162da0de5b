import RealModule

@testable import Recurrent

/// The slow, obvious twin of the batched networks: one number at a time, in Double, straight from
/// PyTorch's documentation.
///
/// It knows only the forward direction; central differences of it are the gradients that the real
/// networks' backpropagation is held to.
struct ReferenceNetwork {
  let shape: NetworkShape
  var weights: [Double]
  /// What is done to sequences and states; the same numbers are drawn, but used one by one.
  var disturbance: Disturbance?

  init(_ network: RecurrentNetwork) {
    shape = network.shape
    weights = network.parameters.values.map(Double.init)
  }

  private func matrix(_ name: String) -> [[Double]] {
    guard let entry = shape.layout.entry(named: name) else { return [] }
    let columns = entry.shape.count == 2 ? entry.shape[1] : 1
    return (0..<entry.shape[0]).map { row in
      (0..<columns).map { weights[entry.offset + row * columns + $0] }
    }
  }

  private func vector(_ name: String) -> [Double] { matrix(name).map { $0[0] } }

  /// Outputs of one sequence of a batch, element by element.
  func outputs(_ sequence: [[Double]], place: Int = 0) -> [Double] {
    var states = sequence
    if var noise = disturbance?.noise(sequence: place) {
      states = sequence.map { $0.map { $0 + Double(noise.next()) } }
    }
    for layer in 0..<shape.layers {
      let masks = masks(layer, place)
      states = run(layer, states, masks.state).map { zip($0, masks.output).map(*) }
    }
    let head = matrix("head.weight")[0]
    return states.map { dot(head, $0) + vector("head.bias")[0] }
  }

  private func masks(_ layer: Int, _ place: Int) -> (state: [Double], output: [Double]) {
    var source = disturbance?.masks(layer: layer, sequence: place)
    func mask() -> [Double] { (0..<shape.hiddenSize).map { _ in Double(source?.next() ?? 1) } }
    return (mask(), mask())
  }

  private func run(_ layer: Int, _ inputs: [[Double]], _ mask: [Double]) -> [[Double]] {
    let (wx, wh) = (matrix("rnn.weight_ih_l\(layer)"), matrix("rnn.weight_hh_l\(layer)"))
    let (bx, bh) = (vector("rnn.bias_ih_l\(layer)"), vector("rnn.bias_hh_l\(layer)"))
    let size = shape.hiddenSize
    var hidden = [Double](repeating: 0, count: size)
    var cell = hidden
    return inputs.map { x in
      let fromInput = zip(wx, bx).map { dot($0, x) + $1 }
      let seen = zip(hidden, mask).map(*)
      let fromState = zip(wh, bh).map { dot($0, seen) + $1 }
      func gate(_ g: Int, _ i: Int) -> Double { fromInput[g * size + i] + fromState[g * size + i] }
      hidden = (0..<size).map { i in
        switch shape.cell {
        case .rnn:
          return .tanh(gate(0, i))
        case .lstm:
          cell[i] = logistic(gate(1, i)) * cell[i] + logistic(gate(0, i)) * .tanh(gate(2, i))
          return logistic(gate(3, i)) * .tanh(cell[i])
        case .gru:
          let (r, z) = (logistic(gate(0, i)), logistic(gate(1, i)))
          let n = Double.tanh(fromInput[2 * size + i] + r * fromState[2 * size + i])
          return (1 - z) * n + z * hidden[i]
        }
      }
      return hidden
    }
  }

  /// The mean loss over the scored elements.
  func loss(_ set: TrainingSet, _ loss: Loss, _ over: LossOver) -> Double {
    var (sum, count) = (0.0, 0)
    for b in 0..<set.batch {
      let outputs = outputs(sequence(set.inputs, b), place: b)
      for t in over == .all ? 0..<set.time : set.time - 1..<set.time {
        sum += loss.value(outputs[t] - Double(set.targets.values[t * set.batch + b]))
        count += 1
      }
    }
    return sum / Double(count)
  }
}

/// Sequence `b` of `[T, B, F]` as rows of features.
func sequence(_ tensor: Tensor, _ b: Int) -> [[Double]] {
  let (batch, features) = (tensor.shape[1], tensor.shape[2])
  return (0..<tensor.shape[0]).map { t in
    (0..<features).map { Double(tensor.values[(t * batch + b) * features + $0]) }
  }
}

/// The gradient of `function` at `point`: error O(h²) from the formula, O(1e-16/h) from rounding.
func centralDifferences(_ point: [Double], _ function: ([Double]) -> Double) -> [Double] {
  let h = 1e-5
  return point.indices.map { i in
    var (above, below) = (point, point)
    above[i] += h
    below[i] -= h
    return (function(above) - function(below)) / (2 * h)
  }
}

/// The largest difference, relative to the larger of 1 and the largest expected value.
func relativeDifference(_ actual: [some BinaryFloatingPoint], _ expected: [Double]) -> Double {
  guard actual.count == expected.count else { return .infinity }
  let scale = expected.map(abs).max() ?? 0
  let worst = zip(actual, expected).map { abs(Double($0) - $1) }.reduce(0) {
    $1.isNaN ? $1 : max($0, $1)
  }
  return worst / max(scale, 1e-3)
}

/// Random sequences with random targets.
func randomSet(
  time: Int, batch: Int, features: Int, using generator: inout SeededGenerator
) -> TrainingSet {
  TrainingSet(
    inputs: randomTensor([time, batch, features], using: &generator),
    targets: randomTensor([time, batch, 1], using: &generator))
}

/// A tensor of numbers in −1 … 1.
func randomTensor(_ shape: [Int], using generator: inout SeededGenerator) -> Tensor {
  var tensor = Tensor(zeros: shape)
  for i in tensor.values.indices { tensor.values[i] = generator.uniform(bound: 1) }
  return tensor
}

private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map(*).reduce(0, +) }
private func logistic(_ x: Double) -> Double { 1 / (1 + .exp(-x)) }
