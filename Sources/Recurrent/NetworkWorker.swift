/// The memory of one thread for sending chunks through a network: layers, head and loss, forward
/// and backward.
///
/// Chunk after chunk uses the same memory, which therefore stays in the caches and does not grow
/// with the batch.
final class NetworkWorker {
  let stack: StackPass
  private let loss: Loss
  private let headWeight: Int
  private let headBias: Int
  /// The first element that is scored: all of them, or the last alone.
  private let firstScored: Int
  /// `[T − firstScored, O, V]`.
  let outputs: LaneBuffer
  private let outputGradients: LaneBuffer  // the same
  private let widest: Chunk
  /// `[T, F, V]`: inputs with noise; nil until noise is asked for.
  private var noisyInputs: LaneBuffer?

  private var shape: NetworkShape { stack.shape }
  private var width: Int { stack.width }
  /// Elements that pass the head.
  private var steps: Int { stack.time - firstScored }

  init(_ shape: NetworkShape, time: Int, widest: Chunk, loss: Loss, firstScored: Int) {
    stack = StackPass(shape, time: time, widest: widest, firstScored: firstScored)
    self.loss = loss
    self.widest = widest
    self.firstScored = firstScored
    let head = shape.layout.entries.suffix(2).map(\.offset)
    (headWeight, headBias) = (head[0], head[1])
    let count = (time - firstScored) * shape.outputSize * widest.width
    outputs = LaneBuffer(count: count)
    outputGradients = LaneBuffer(count: count)
  }

  /// Runs layers and head on a chunk that ``StackPass/start(_:state:)`` was told of; only scored
  /// elements pass the head.
  func forward(_ input: UnsafePointer<Lanes>, parameters: UnsafePointer<Float>) {
    stack.forward(input, parameters: parameters)
    let head = headMatrix(parameters)
    for step in 0..<steps {
      let states = stack.output + (firstScored + step) * shape.hiddenSize * width
      multiply(
        bias: parameters + headBias, Term(weights: head, x: states),
        into: outputs.pointer + step * shape.outputSize * width, width: width)
    }
  }

  private func headMatrix(_ parameters: UnsafePointer<Float>) -> WeightMatrix {
    WeightMatrix(parameters + headWeight, rows: shape.outputSize, columns: shape.hiddenSize)
  }

  /// The summed loss over the scored elements of a chunk.
  func loss(of data: ChunkData, parameters: UnsafePointer<Float>) -> Double {
    stack.start(data.chunk)
    forward(data.inputs.pointer, parameters: parameters)
    return score(data, scale: nil)
  }

  /// The same, disturbed or not, and its gradient times `scale`, which is added to `gradient`.
  func lossAndGradient(
    of data: ChunkData, scale: Float, disturbance: Disturbance?,
    parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
  ) -> Double {
    stack.start(data.chunk, disturbance: disturbance)
    let inputs = inputs(of: data, disturbance)
    forward(inputs, parameters: parameters)
    let loss = score(data, scale: scale)
    headBackward(parameters, gradient)
    stack.backward(inputs, parameters: parameters, gradient: gradient)
    return loss
  }

  /// Makes the memory that a disturbance needs, once.
  func makeRoom(for disturbance: Disturbance) {
    if disturbance.dropout > 0 { stack.makeRoomForDropout(width: widest.width) }
    if disturbance.noise > 0, noisyInputs == nil {
      noisyInputs = LaneBuffer(count: stack.time * shape.inputSize * widest.width)
    }
  }

  /// The inputs of a chunk, with noise if there is any; of padding there is none.
  private func inputs(
    of data: ChunkData, _ disturbance: Disturbance?
  ) -> UnsafePointer<Lanes> {
    let clean = UnsafePointer(data.inputs.pointer)
    guard let disturbance, disturbance.noise > 0 else { return clean }
    makeRoom(for: disturbance)
    guard let noisy = noisyInputs?.pointer else { return clean }
    let rows = stack.time * shape.inputSize
    noisy.update(from: clean, count: rows * width)
    for (place, sequence) in data.chunk.sequences.enumerated() {
      let (column, lane) = place.quotientAndRemainder(dividingBy: Lanes.scalarCount)
      var source = disturbance.noise(sequence: sequence)
      for row in 0..<rows { noisy[row * width + column][lane] += source.next() }
    }
    return UnsafePointer(noisy)
  }

  /// The summed loss; with a scale, fills in its gradient at every output.
  private func score(_ data: ChunkData, scale: Float?) -> Double {
    var sum = 0.0
    let (group, shared) = (shape.quantiles ?? shape.outputSize, shape.quantiles ?? 1)
    for row in 0..<steps * shape.outputSize {
      let probability = Float(Loss.probability(of: row % group, outputs: group))
      let targets = data.targets.pointer + row / shared * width
      for v in 0..<width {
        let n = row * width + v
        let residual = (outputs.pointer[n] - targets[v]) * data.mask.pointer[v]
        sum += Double(loss.value(residual, probability: probability).laneSum())
        if let scale {
          outputGradients.pointer[n] = loss.derivative(residual, probability: probability) * scale
        }
      }
    }
    return sum
  }

  private func headBackward(
    _ parameters: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>
  ) {
    let outputCount = shape.outputSize * width
    let stateCount = shape.hiddenSize * width
    addWeightGradient(
      outputGradients.pointer, dzStep: outputCount, stack.output + firstScored * stateCount,
      to: gradient + headWeight, steps: steps, rows: shape.outputSize, columns: shape.hiddenSize,
      width: width)
    addRowSums(
      outputGradients.pointer, dzStep: outputCount, to: gradient + headBias, steps: steps,
      rows: shape.outputSize, width: width)

    stack.outputGradient.update(repeating: .zero, count: steps * stateCount)
    let head = headMatrix(parameters).transposed
    for step in 0..<steps {
      multiply(
        bias: nil, Term(weights: head, x: outputGradients.pointer + step * outputCount),
        into: stack.outputGradient + step * stateCount, width: width)
    }
  }
}

/// The sequences of one chunk with their targets, in lanes.
final class ChunkData {
  let chunk: Chunk
  let inputs: LaneBuffer  // [T, F, V]
  let targets: LaneBuffer  // [T − firstScored, targets, V]
  let mask: LaneBuffer  // [V]: 1 for a sequence, 0 for padding
  private let scored: Range<Int>

  init(_ chunk: Chunk, _ shape: NetworkShape, time: Int, firstScored: Int) {
    self.chunk = chunk
    scored = firstScored..<time
    inputs = LaneBuffer(count: time * shape.inputSize * chunk.width)
    targets = LaneBuffer(count: scored.count * shape.targetSize * chunk.width)
    mask = LaneBuffer(count: chunk.width)
    for b in 0..<chunk.batch { mask.pointer[b / Lanes.scalarCount][b % Lanes.scalarCount] = 1 }
  }

  /// Takes its sequences in from `[T, B, F]` and `[T, B, targets]`.
  func load(inputs tensor: Tensor, targets targetTensor: Tensor, order: ArraySlice<Int>?) {
    tensor.pack(chunk, order: order, steps: 0..<scored.upperBound, into: inputs.pointer)
    targetTensor.pack(chunk, order: order, steps: scored, into: targets.pointer)
  }
}
