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

/// What happened on the way through one sequence, kept for the way back.
struct ElementTrace {
  /// `[x; h]` of each element, `[T][F + H]`.
  var joined: [Double]
  /// The state after each element, `[T][H]`.
  var hidden: [Double]
  /// The output of each element, `[T]`.
  var output: [Double]
  /// On the way back: dL/dh after the element, and before it, `[H]`.
  var dh: [Double]
  var dhBefore: [Double]

  init(_ network: ElementRNN, time: Int) {
    joined = [Double](repeating: 0, count: time * network.joinedSize)
    hidden = [Double](repeating: 0, count: time * network.hiddenSize)
    output = [Double](repeating: 0, count: time)
    dh = [Double](repeating: 0, count: network.hiddenSize)
    dhBefore = dh
  }
}

// MARK: - Forward

extension ElementRNN {
  /// Sends one sequence through, element by element.
  ///
  /// - Parameters:
  ///   - sequence: `T` elements of `F` features, one after another.
  ///   - trace: Filled with everything that the way back needs.
  func forward(_ sequence: ArraySlice<Double>, _ trace: inout ElementTrace) {
    let (F, H, J) = (inputSize, hiddenSize, joinedSize)
    for t in trace.output.indices {
      // joined = [x; h], with h = 0 before the first element
      for f in 0..<F { trace.joined[t * J + f] = sequence[sequence.startIndex + t * F + f] }
      for i in 0..<H { trace.joined[t * J + F + i] = t == 0 ? 0 : trace.hidden[(t - 1) * H + i] }

      // h' = tanh(W · joined + b)
      for i in 0..<H {
        var sum = weights[bias + i]
        for j in 0..<J {
          sum = Relaxed.multiplyAdd(weights[i * J + j], trace.joined[t * J + j], sum)
        }
        trace.hidden[t * H + i] = .tanh(sum)
      }

      // y = v · h' + c
      var y = weights[outputBias]
      for i in 0..<H { y += weights[outputWeight + i] * trace.hidden[t * H + i] }
      trace.output[t] = y
    }
  }

  // MARK: - Backward

  /// Sends the errors of one sequence back, element by element, from the last to the first.
  ///
  /// - Parameters:
  ///   - outputGradient: dL/dy of each element, `[T]`.
  ///   - trace: What ``forward(_:_:)`` left.
  ///   - gradient: dL/dweights is added to it, laid out like ``weights``.
  func backward(
    _ outputGradient: [Double], _ trace: inout ElementTrace, gradient: inout [Double]
  ) {
    let (F, H, J) = (inputSize, hiddenSize, joinedSize)
    for i in 0..<H { trace.dh[i] = 0 }  // nothing comes back from after the last element
    for t in trace.output.indices.reversed() {
      // y = v · h' + c
      let dy = outputGradient[t]
      gradient[outputBias] += dy
      for i in 0..<H {
        gradient[outputWeight + i] += dy * trace.hidden[t * H + i]
        trace.dh[i] += dy * weights[outputWeight + i]
        trace.dhBefore[i] = 0
      }

      // h' = tanh(W · joined + b), with tanh' = 1 − tanh², and joined = [x; h]
      for i in 0..<H {
        let h = trace.hidden[t * H + i]
        let dsum = trace.dh[i] * (1 - h * h)
        gradient[bias + i] += dsum
        for j in 0..<J { gradient[i * J + j] += dsum * trace.joined[t * J + j] }
        for j in 0..<H { trace.dhBefore[j] += dsum * weights[i * J + F + j] }
      }

      // what reaches the old state goes on to the element before
      swap(&trace.dh, &trace.dhBefore)
    }
  }
}
