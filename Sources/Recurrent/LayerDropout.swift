/// The masks of one layer for the sequences of a chunk, and what they leave of its states.
///
/// See ``Disturbance`` for the mathematics. Made when dropout is first asked for, then used by every
/// step.
final class LayerDropout {
  private let sizes: LayerSizes
  private let stateMask: LaneBuffer  // [H, V]
  private let outputMask: LaneBuffer  // [H, V]
  private let states: LaneBuffer  // [T, H, V]: before step t at t; the first, of zero, stays unused
  private let outputs: LaneBuffer  // [T, H, V]
  private let gradient: LaneBuffer  // [H, V]
  /// Lanes in one state of the chunk that is on its way.
  private var count = 0

  /// Memory for sequences as long and a batch as wide as `sizes` has them.
  init(sizes: LayerSizes) {
    self.sizes = sizes
    stateMask = LaneBuffer(count: sizes.stateCount)
    outputMask = LaneBuffer(count: sizes.stateCount)
    states = LaneBuffer(count: sizes.time * sizes.stateCount)
    outputs = LaneBuffer(count: sizes.time * sizes.stateCount)
    gradient = LaneBuffer(count: sizes.stateCount)
  }

  /// Draws the masks of a chunk's sequences; those of padding are zero.
  func draw(_ disturbance: Disturbance, for chunk: Chunk, layer: Int) {
    count = sizes.hiddenSize * chunk.width
    stateMask.pointer.update(repeating: .zero, count: count)
    outputMask.pointer.update(repeating: .zero, count: count)
    for (place, sequence) in chunk.sequences.enumerated() {
      let (column, lane) = place.quotientAndRemainder(dividingBy: Lanes.scalarCount)
      var source = disturbance.masks(layer: layer, sequence: sequence)
      func fill(_ mask: UnsafeMutablePointer<Lanes>) {
        for unit in 0..<sizes.hiddenSize {
          mask[unit * chunk.width + column][lane] = source.next()
        }
      }
      fill(stateMask.pointer)
      fill(outputMask.pointer)
    }
  }

  // MARK: Forward

  /// Takes a state in, `[H, V]`, and keeps what the layer's own weights and those above see of it.
  func see(_ hidden: UnsafePointer<Lanes>, after t: Int) {
    let output = outputs.pointer + t * count
    for n in 0..<count { output[n] = hidden[n] * outputMask.pointer[n] }
    guard t + 1 < sizes.time else { return }
    let state = states.pointer + (t + 1) * count
    for n in 0..<count { state[n] = hidden[n] * stateMask.pointer[n] }
  }

  /// What the layer above, or the head, sees after each step, `[T, H, V]`.
  var output: UnsafePointer<Lanes> { UnsafePointer(outputs.pointer) }

  /// What the layer's own weights see before step `t`, which is not the first, `[H, V]`, and of the
  /// steps after it.
  func state(before t: Int) -> UnsafePointer<Lanes> { UnsafePointer(states.pointer + t * count) }

  // MARK: Backward

  /// Adds to the gradient of a state what reaches it from above, `[H, V]`.
  func addFromAbove(_ above: UnsafePointer<Lanes>, to dh: UnsafeMutablePointer<Lanes>) {
    for n in 0..<count { dh[n] += above[n] * outputMask.pointer[n] }
  }

  /// Adds to the gradient of a state what `sum` adds to the gradient of what the weights saw of it.
  func addFromWeights(
    to dh: UnsafeMutablePointer<Lanes>, _ sum: (UnsafeMutablePointer<Lanes>) -> Void
  ) {
    gradient.pointer.update(repeating: .zero, count: count)
    sum(gradient.pointer)
    for n in 0..<count { dh[n] += gradient.pointer[n] * stateMask.pointer[n] }
  }
}
