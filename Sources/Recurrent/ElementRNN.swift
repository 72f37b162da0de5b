import RealModule

/// A recurrent network, unrolled by hand, one element at a time.
///
/// This is the file to read first. It has no layers, no batches and no kernels: one sequence goes
/// in, element by element, and then the errors come back the same way. The fast networks are held
/// to it by tests.
///
///     joined = [x; h]                      the element and the state, F + H numbers
///     h'     = tanh(W · joined + b)        the next state, H numbers
///     y      = v · h' + c                  the output, one number
///
/// The state is zero before each sequence. The last output is the prediction. (Elman, *Finding
/// structure in time*, 1990; backpropagation through time after Werbos, 1990.)
public struct ElementRNN: Hashable, Sendable {
  /// Features of an element, `F`.
  public let inputSize: Int
  /// Units in the state, `H`.
  public let hiddenSize: Int
  /// All weights in one array: `W` row by row, `[H, F + H]`, then `b`, `[H]`, `v`, `[H]`, and `c`.
  public var weights: [Double]

  /// A network with random weights, uniform in ±1/√H.
  public init(inputSize: Int, hiddenSize: Int, using generator: inout SeededGenerator) {
    precondition(min(inputSize, hiddenSize) >= 1, "Every size of a network must be at least 1")
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    let bound = 1 / Float(hiddenSize).squareRoot()
    weights = []
    for _ in 0..<hiddenSize * (inputSize + hiddenSize + 2) + 1 {
      weights.append(Double(generator.uniform(bound: bound)))
    }
  }

  // Where the weights lie.
  var joinedSize: Int { inputSize + hiddenSize }
  var bias: Int { hiddenSize * joinedSize }
  var outputWeight: Int { bias + hiddenSize }
  var outputBias: Int { outputWeight + hiddenSize }
}

/// What happened on the way through one sequence, kept for the way back; made once, used for every
/// sequence.
final class ElementTrace {
  let time: Int
  /// `[x; h]` of each element, `[T, F + H]`.
  let joined: Memory<Double>
  /// The state after each element, `[T, H]`.
  let hidden: Memory<Double>
  /// The output of each element, `[T]`.
  let output: Memory<Double>
  /// On the way back: dL/dy of each element, `[T]`, and dL/dh after and before one element, `[H]`.
  let outputGradient: Memory<Double>
  let dh: Memory<Double>
  let dhBefore: Memory<Double>

  init(_ network: ElementRNN, time: Int) {
    self.time = time
    joined = Memory(count: time * network.joinedSize, zero: 0)
    hidden = Memory(count: time * network.hiddenSize, zero: 0)
    output = Memory(count: time, zero: 0)
    outputGradient = Memory(count: time, zero: 0)
    dh = Memory(count: network.hiddenSize, zero: 0)
    dhBefore = Memory(count: network.hiddenSize, zero: 0)
  }
}

// MARK: - Forward

extension ElementRNN {
  /// Sends one sequence through, element by element.
  ///
  /// - Parameters:
  ///   - sequence: `T` elements of `F` features, one after another.
  ///   - weights: The weights, laid out like ``weights``.
  ///   - trace: Filled with everything that the way back needs.
  func forward(
    _ sequence: UnsafePointer<Double>, _ weights: UnsafePointer<Double>, _ trace: ElementTrace
  ) {
    let (F, H, J) = (inputSize, hiddenSize, joinedSize)
    let (W, b, v) = (weights, weights + bias, weights + outputWeight)
    for t in 0..<trace.time {
      // joined = [x; h], with h = 0 before the first element
      let x = sequence + t * F
      let hBefore = trace.hidden.pointer + (t - 1) * H
      let joined = trace.joined.pointer + t * J
      let joinedState = joined + F
      for f in 0..<F { joined[f] = x[f] }
      for i in 0..<H { joinedState[i] = t == 0 ? 0 : hBefore[i] }

      // h' = tanh(W · joined + b)
      let h = trace.hidden.pointer + t * H
      for i in 0..<H {
        let row = W + i * J
        var sum = b[i]
        for j in 0..<J { sum = Relaxed.multiplyAdd(row[j], joined[j], sum) }
        h[i] = sum
      }
      for i in 0..<H { h[i] = hyperbolicTangent(h[i]) }

      // y = v · h' + c
      var y = weights[outputBias]
      for i in 0..<H { y = Relaxed.multiplyAdd(v[i], h[i], y) }
      trace.output.pointer[t] = y
    }
  }

  // MARK: - Backward

  /// Sends the errors of one sequence back, element by element, from the last to the first.
  ///
  /// - Parameters:
  ///   - weights: The weights, laid out like ``weights``.
  ///   - trace: What ``forward(_:_:_:)`` left, and dL/dy of each element.
  ///   - gradient: dL/dweights is added to it, laid out like ``weights``.
  func backward(
    _ weights: UnsafePointer<Double>, _ trace: ElementTrace,
    gradient: UnsafeMutablePointer<Double>
  ) {
    let (F, H, J) = (inputSize, hiddenSize, joinedSize)
    let (W, v) = (weights, weights + outputWeight)
    let (dW, db, dv) = (gradient, gradient + bias, gradient + outputWeight)
    var (dh, dhBefore) = (trace.dh.pointer, trace.dhBefore.pointer)
    for i in 0..<H { dh[i] = 0 }  // nothing comes back from after the last element
    for t in (0..<trace.time).reversed() {
      let joined = trace.joined.pointer + t * J
      let h = trace.hidden.pointer + t * H

      // y = v · h' + c
      let dy = trace.outputGradient.pointer[t]
      gradient[outputBias] += dy
      for i in 0..<H { dv[i] = Relaxed.multiplyAdd(dy, h[i], dv[i]) }
      for i in 0..<H { dh[i] = Relaxed.multiplyAdd(dy, v[i], dh[i]) }
      for i in 0..<H { dhBefore[i] = 0 }

      // h' = tanh(W · joined + b), with tanh' = 1 − tanh², and joined = [x; h]
      for i in 0..<H {
        let dsum = dh[i] * (1 - h[i] * h[i])
        let (stateRow, dRow) = (W + i * J + F, dW + i * J)
        db[i] += dsum
        for j in 0..<J { dRow[j] = Relaxed.multiplyAdd(dsum, joined[j], dRow[j]) }
        for j in 0..<H { dhBefore[j] = Relaxed.multiplyAdd(dsum, stateRow[j], dhBefore[j]) }
      }

      // what reaches the old state goes on to the element before
      swap(&dh, &dhBefore)
    }
  }
}
