/// One recurrent layer going through time: its memory, forward and backward.
///
/// Made once for a number of steps and a batch, then used for every training step: neither
/// direction allocates.
final class LayerPass<C: Cell>: LayerEngine {
  private let sizes: LayerSizes
  private let weights: LayerOffsets
  private let gates: LaneBuffer  // [T, G·H, V]
  private let stateSums: LaneBuffer  // [T, G·H, V], where the cell keeps the sums apart
  private let hiddenStates: LaneBuffer  // [T + 1, H, V]: before step t at t
  private let cellStates: LaneBuffer  // the same, where there is a cell state
  private let inputSumGradients: LaneBuffer  // [T, G·H, V]
  private let stateSumGradients: LaneBuffer  // [T, G·H, V], where the cell keeps the sums apart
  private let hiddenGradient: LaneBuffer  // [H, V]
  private let cellGradient: LaneBuffer  // [H, V]

  init(sizes: LayerSizes, weights: LayerOffsets) {
    self.sizes = sizes
    self.weights = weights
    let sums = sizes.time * sizes.gateRows * sizes.width
    let states = (sizes.time + 1) * sizes.stateCount
    gates = LaneBuffer(count: sums)
    stateSums = LaneBuffer(count: C.keepsSumsApart ? sums : 0)
    hiddenStates = LaneBuffer(count: states)
    cellStates = LaneBuffer(count: C.hasCellState ? states : 0)
    inputSumGradients = LaneBuffer(count: sums)
    stateSumGradients = LaneBuffer(count: C.keepsSumsApart ? sums : 0)
    hiddenGradient = LaneBuffer(count: sizes.stateCount)
    cellGradient = LaneBuffer(count: C.hasCellState ? sizes.stateCount : 0)
  }

  var output: UnsafePointer<Lanes> { UnsafePointer(hiddenStates.pointer + sizes.stateCount) }

  // MARK: Forward

  func forward(_ input: UnsafePointer<Lanes>, parameters: UnsafePointer<Float>) {
    let recurrent = WeightMatrix(
      parameters + weights.weightHH, rows: sizes.gateRows, columns: sizes.hiddenSize)
    projectInputs(input, parameters)
    for t in 0..<sizes.time {
      let step = step(t)
      let sums = C.keepsSumsApart ? step.stateSums : step.gates
      addBias(parameters + weights.biasHH, to: sums, overwriting: C.keepsSumsApart)
      addProduct(recurrent, step.hiddenBefore, to: sums, width: sizes.width)
      C.forward(step)
    }
  }

  /// The part of the sums that does not wait for the state: `W_ih·x + b_ih`, for all steps.
  private func projectInputs(_ input: UnsafePointer<Lanes>, _ parameters: UnsafePointer<Float>) {
    let matrix = WeightMatrix(
      parameters + weights.weightIH, rows: sizes.gateRows, columns: sizes.inputSize)
    for t in 0..<sizes.time {
      let sums = gates.pointer + t * sizes.sumCount
      addBias(parameters + weights.biasIH, to: sums, overwriting: true)
      addProduct(matrix, input + t * sizes.inputCount, to: sums, width: sizes.width)
    }
  }

  private func addBias(
    _ bias: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Lanes>, overwriting: Bool
  ) {
    if overwriting {
      fillRows(sums, with: bias, rows: sizes.gateRows, width: sizes.width)
    } else {
      addToRows(sums, bias, rows: sizes.gateRows, width: sizes.width)
    }
  }

  // MARK: Backward

  func backward(
    _ input: UnsafePointer<Lanes>, outputGradient: UnsafePointer<Lanes>,
    parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    inputGradient: UnsafeMutablePointer<Lanes>?
  ) {
    let recurrent = WeightMatrix(
      parameters + weights.weightHH, rows: sizes.gateRows, columns: sizes.hiddenSize)
    for t in (0..<sizes.time).reversed() {
      let above = outputGradient + t * sizes.stateCount
      for n in 0..<sizes.stateCount { hiddenGradient.pointer[n] += above[n] }
      let stepGradient = stepGradient(t)
      C.backward(step(t), stepGradient)
      addProduct(
        recurrent.transposed, recurrentSumGradients + t * sizes.sumCount,
        to: hiddenGradient.pointer, width: sizes.width)
    }
    accumulate(into: gradient, input)
    if let inputGradient { propagate(to: inputGradient, parameters) }
  }

  /// The gradient of `W_hh·h + b_hh`: the same as that of the other sum, unless the cell keeps them apart.
  private var recurrentSumGradients: UnsafeMutablePointer<Lanes> {
    (C.keepsSumsApart ? stateSumGradients : inputSumGradients).pointer
  }

  private func accumulate(
    into gradient: UnsafeMutablePointer<Float>, _ input: UnsafePointer<Lanes>
  ) {
    let (steps, rows, width) = (sizes.time, sizes.gateRows, sizes.width)
    let inputSums = inputSumGradients.pointer
    addWeightGradient(
      inputSums, input, to: gradient + weights.weightIH, steps: steps, rows: rows,
      columns: sizes.inputSize, width: width)
    addWeightGradient(
      recurrentSumGradients, hiddenStates.pointer, to: gradient + weights.weightHH, steps: steps,
      rows: rows, columns: sizes.hiddenSize, width: width)
    addRowSums(inputSums, to: gradient + weights.biasIH, steps: steps, rows: rows, width: width)
    addRowSums(
      recurrentSumGradients, to: gradient + weights.biasHH, steps: steps, rows: rows, width: width)
  }

  private func propagate(
    to inputGradient: UnsafeMutablePointer<Lanes>, _ parameters: UnsafePointer<Float>
  ) {
    let matrix = WeightMatrix(
      parameters + weights.weightIH, rows: sizes.gateRows, columns: sizes.inputSize)
    inputGradient.update(repeating: .zero, count: sizes.time * sizes.inputCount)
    for t in 0..<sizes.time {
      addProduct(
        matrix.transposed, inputSumGradients.pointer + t * sizes.sumCount,
        to: inputGradient + t * sizes.inputCount, width: sizes.width)
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
    let sums = t * sizes.sumCount
    return CellStep(
      gates: gates.pointer + sums,
      stateSums: stateSums.pointer + (C.keepsSumsApart ? sums : 0),
      hiddenBefore: UnsafePointer(hiddenStates.pointer + before),
      hidden: hiddenStates.pointer + after,
      cellBefore: UnsafePointer(cellStates.pointer + (C.hasCellState ? before : 0)),
      cell: cellStates.pointer + (C.hasCellState ? after : 0),
      count: sizes.stateCount)
  }

  private func stepGradient(_ t: Int) -> CellStepGradient {
    let sums = t * sizes.sumCount
    return CellStepGradient(
      hidden: hiddenGradient.pointer, cell: cellGradient.pointer,
      inputSums: inputSumGradients.pointer + sums,
      stateSums: stateSumGradients.pointer + (C.keepsSumsApart ? sums : 0))
  }
}

/// What a stack needs of a layer, whatever its cell is.
///
/// Pointers are to lanes, `[T, rows, V]`.
protocol LayerEngine: AnyObject {
  /// The hidden states after each step, `[T, H, V]`.
  var output: UnsafePointer<Lanes> { get }
  /// Runs through time from the initial state.
  func forward(_ input: UnsafePointer<Lanes>, parameters: UnsafePointer<Float>)
  /// Runs back from the gradients of the final state; afterwards those of the initial state stand
  /// in their place. Adds to `gradient`; overwrites `inputGradient`.
  func backward(
    _ input: UnsafePointer<Lanes>, outputGradient: UnsafePointer<Lanes>,
    parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    inputGradient: UnsafeMutablePointer<Lanes>?)
  /// Lends a state, `[H, V]`, unless the cell has none of that kind.
  func withState(_ part: StatePart, _ body: (UnsafeMutablePointer<Lanes>) -> Void)
}

/// The states of a layer that are set or read from outside.
enum StatePart {
  case initialHidden, initialCell, finalHidden, finalCell, hiddenGradient, cellGradient
}

/// The sizes of one layer in one pass; `V` is `width`.
struct LayerSizes {
  let time: Int
  let inputSize: Int
  let hiddenSize: Int
  let gateCount: Int
  let width: Int

  var gateRows: Int { gateCount * hiddenSize }
  /// Lanes in one step's sums, inputs, state.
  var sumCount: Int { gateRows * width }
  var inputCount: Int { inputSize * width }
  var stateCount: Int { hiddenSize * width }
}

/// Where the weights of one layer lie among all.
struct LayerOffsets {
  let weightIH, weightHH, biasIH, biasHH: Int
}
