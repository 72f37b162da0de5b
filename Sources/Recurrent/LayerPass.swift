/// One recurrent layer going through time: its memory, forward and backward.
///
/// Made once for a number of steps and the widest batch, then used for every training step: neither
/// direction allocates.
///
/// The sum over inputs is not computed ahead for all steps: one product goes down both the inputs
/// and the state, and its sums are written once. Ahead, they would be written, and read back, for
/// the same multiplications.
final class LayerPass<C: Cell>: LayerEngine {
  private var sizes: LayerSizes
  private let weights: LayerOffsets
  private let gates: LaneBuffer  // [T, G·H, V]; on the way back, the gradients of the sums
  private let stateSums: LaneBuffer  // [T, S·H, V] for S separate gates; the same
  private let hiddenStates: LaneBuffer  // [T + 1, H, V]: before step t at t
  private let cellStates: LaneBuffer  // the same, where there is a cell state
  private let hiddenGradient: LaneBuffer  // [H, V]
  private let cellGradient: LaneBuffer  // [H, V]
  private let biases: Memory<Float>  // [G·H]: b_ih + b_hh
  /// The state before the first step is zero, and products with it need not be computed.
  private var startsAtZero = true
  private var roomForDropout: LayerDropout?
  /// What masks the states of this run; nil where nothing does.
  private var dropout: LayerDropout?

  init(sizes: LayerSizes, weights: LayerOffsets) {
    self.sizes = sizes
    self.weights = weights
    let states = (sizes.time + 1) * sizes.stateCount
    gates = LaneBuffer(count: sizes.time * sizes.sumCount)
    stateSums = LaneBuffer(count: sizes.time * C.separateGates * sizes.stateCount)
    hiddenStates = LaneBuffer(count: states)
    cellStates = LaneBuffer(count: C.hasCellState ? states : 0)
    hiddenGradient = LaneBuffer(count: sizes.stateCount)
    cellGradient = LaneBuffer(count: C.hasCellState ? sizes.stateCount : 0)
    biases = Memory(count: sizes.gateRows, zero: 0)
  }

  var output: UnsafePointer<Lanes> {
    dropout?.output ?? UnsafePointer(hiddenStates.pointer + sizes.stateCount)
  }

  func start(width: Int, atZero: Bool) {
    sizes.width = width
    startsAtZero = atZero
    dropout = nil
    guard atZero else { return }
    withState(.initialHidden) { $0.update(repeating: .zero, count: sizes.stateCount) }
    withState(.initialCell) { $0.update(repeating: .zero, count: sizes.stateCount) }
  }

  func makeRoomForDropout(width: Int) {
    guard roomForDropout == nil else { return }
    var widest = sizes
    widest.width = width
    roomForDropout = LayerDropout(sizes: widest)
  }

  func drop(_ disturbance: Disturbance, for chunk: Chunk, layer: Int) {
    precondition(startsAtZero, "Masks are drawn for whole sequences")
    makeRoomForDropout(width: chunk.width)
    dropout = roomForDropout
    dropout?.draw(disturbance, for: chunk, layer: layer)
  }

  /// The states that the weights of the state see, from that before step `t` on, `[T − t, H, V]`.
  private func seenStates(from t: Int) -> UnsafePointer<Lanes> {
    dropout?.state(before: t) ?? UnsafePointer(hiddenStates.pointer + t * sizes.stateCount)
  }

  /// Rows of the weight matrices whose two sums are added at once.
  private var jointRows: Int { (C.gateCount - C.separateGates) * sizes.hiddenSize }
  private var separateRows: Int { C.separateGates * sizes.hiddenSize }
  private var separateCount: Int { separateRows * sizes.width }

  private func inputWeights(_ parameters: UnsafePointer<Float>) -> WeightMatrix {
    WeightMatrix(
      parameters + weights.weightIH, rows: sizes.gateRows, columns: sizes.inputSize)
  }

  private func stateWeights(_ parameters: UnsafePointer<Float>) -> WeightMatrix {
    WeightMatrix(
      parameters + weights.weightHH, rows: sizes.gateRows, columns: sizes.hiddenSize)
  }

  // MARK: Forward

  func forward(_ input: UnsafePointer<Lanes>, parameters: UnsafePointer<Float>) {
    let (ofInput, ofState) = (parameters + weights.biasIH, parameters + weights.biasHH)
    for row in 0..<sizes.gateRows { biases.pointer[row] = ofInput[row] + ofState[row] }
    for t in 0..<sizes.time {
      sum(input + t * sizes.inputCount, parameters, t)
      let step = step(t)
      C.forward(step)
      dropout?.see(step.hidden, after: t)
    }
  }

  /// `W_ih·x + b_ih + W_hh·h + b_hh` of one step, apart where the cell wants it so.
  private func sum(_ x: UnsafePointer<Lanes>, _ parameters: UnsafePointer<Float>, _ t: Int) {
    let (fromInput, fromState) = (inputWeights(parameters), stateWeights(parameters))
    let step = step(t)
    let hasState = t > 0 || !startsAtZero
    func stateTerm(_ first: Int, _ count: Int) -> Term {
      Term(weights: fromState.rows(from: first, count: count), x: seenStates(from: t))
    }
    multiply(
      bias: biases.pointer, Term(weights: fromInput.rows(from: 0, count: jointRows), x: x),
      hasState ? stateTerm(0, jointRows) : nil, into: step.gates, width: sizes.width)

    guard C.separateGates > 0 else { return }
    multiply(
      bias: parameters + weights.biasIH + jointRows,
      Term(weights: fromInput.rows(from: jointRows, count: separateRows), x: x),
      into: step.gates + jointRows * sizes.width, width: sizes.width)
    let bias = parameters + weights.biasHH + jointRows
    if hasState {
      multiply(
        bias: bias, stateTerm(jointRows, separateRows), into: step.stateSums, width: sizes.width)
    } else {
      fillRows(step.stateSums, with: bias, rows: separateRows, width: sizes.width)
    }
  }

  // MARK: Backward

  func backward(
    _ input: UnsafePointer<Lanes>, outputGradient: OutputGradient,
    parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    inputGradient: UnsafeMutablePointer<Lanes>?, wantsStateGradient: Bool
  ) {
    let fromState = stateWeights(parameters)
    let joint = fromState.rows(from: 0, count: jointRows).transposed
    let separate = fromState.rows(from: jointRows, count: separateRows).transposed
    let dh = hiddenGradient.pointer
    for t in (0..<sizes.time).reversed() {
      if let above = outputGradient.step(t, count: sizes.stateCount) {
        if let dropout {
          dropout.addFromAbove(above, to: dh)
        } else {
          for n in 0..<sizes.stateCount { dh[n] += above[n] }
        }
      }
      let step = step(t)
      C.backward(step, CellStepGradient(hidden: dh, cell: cellGradient.pointer))
      guard t > 0 || wantsStateGradient else { break }
      func addFromWeights(to dh: UnsafeMutablePointer<Lanes>) {
        multiply(
          bias: nil, Term(weights: joint, x: UnsafePointer(step.gates)),
          C.separateGates > 0 ? Term(weights: separate, x: UnsafePointer(step.stateSums)) : nil,
          into: dh, width: sizes.width)
      }
      if let dropout {
        dropout.addFromWeights(to: dh, addFromWeights)
      } else {
        addFromWeights(to: dh)
      }
    }
    accumulate(into: gradient, input)
    if let inputGradient { propagate(to: inputGradient, parameters) }
  }

  private func accumulate(
    into gradient: UnsafeMutablePointer<Float>, _ input: UnsafePointer<Lanes>
  ) {
    let (steps, width) = (sizes.time, sizes.width)
    addWeightGradient(
      gates.pointer, dzStep: sizes.sumCount, input, to: gradient + weights.weightIH,
      steps: steps, rows: sizes.gateRows, columns: sizes.inputSize, width: width)
    addRowSums(
      gates.pointer, dzStep: sizes.sumCount, to: gradient + weights.biasIH,
      and: gradient + weights.biasHH, steps: steps, rows: jointRows, width: width)

    // A zero state has no part in the gradient of the weights that it met.
    let first = startsAtZero ? 1 : 0
    let states = seenStates(from: first)
    addWeightGradient(
      gates.pointer + first * sizes.sumCount, dzStep: sizes.sumCount, states,
      to: gradient + weights.weightHH, steps: steps - first, rows: jointRows,
      columns: sizes.hiddenSize, width: width)

    guard C.separateGates > 0 else { return }
    addRowSums(
      gates.pointer + jointRows * width, dzStep: sizes.sumCount,
      to: gradient + weights.biasIH + jointRows, steps: steps, rows: separateRows, width: width)
    addRowSums(
      stateSums.pointer, dzStep: separateCount, to: gradient + weights.biasHH + jointRows,
      steps: steps, rows: separateRows, width: width)
    addWeightGradient(
      stateSums.pointer + first * separateCount, dzStep: separateCount, states,
      to: gradient + weights.weightHH + jointRows * sizes.hiddenSize, steps: steps - first,
      rows: separateRows, columns: sizes.hiddenSize, width: width)
  }

  private func propagate(
    to inputGradient: UnsafeMutablePointer<Lanes>, _ parameters: UnsafePointer<Float>
  ) {
    inputGradient.update(repeating: .zero, count: sizes.time * sizes.inputCount)
    let transposed = inputWeights(parameters).transposed
    for t in 0..<sizes.time {
      let sums = UnsafePointer(gates.pointer + t * sizes.sumCount)
      multiply(
        bias: nil, Term(weights: transposed, x: sums),
        into: inputGradient + t * sizes.inputCount, width: sizes.width)
    }
  }

  // MARK: States

  func withState(_ part: StatePart, _ body: (UnsafeMutablePointer<Lanes>) -> Void) {
    switch part {
    case .initialHidden: body(hiddenStates.pointer)
    case .initialCell: if C.hasCellState { body(cellStates.pointer) }
    case .finalHidden: body(hiddenStates.pointer + sizes.time * sizes.stateCount)
    case .finalCell: if C.hasCellState { body(cellStates.pointer + sizes.time * sizes.stateCount) }
    case .hiddenGradient: body(hiddenGradient.pointer)
    case .cellGradient: if C.hasCellState { body(cellGradient.pointer) }
    }
  }

  private func step(_ t: Int) -> CellStep {
    let (before, after) = (t * sizes.stateCount, (t + 1) * sizes.stateCount)
    return CellStep(
      gates: gates.pointer + t * sizes.sumCount,
      stateSums: stateSums.pointer + t * separateCount,
      hiddenBefore: UnsafePointer(hiddenStates.pointer + before),
      hidden: hiddenStates.pointer + after,
      cellBefore: UnsafePointer(cellStates.pointer + (C.hasCellState ? before : 0)),
      cell: cellStates.pointer + (C.hasCellState ? after : 0),
      count: sizes.stateCount)
  }
}
