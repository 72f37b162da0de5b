/// What a stack needs of a layer, whatever its cell is.
///
/// Pointers are to lanes, `[T, rows, V]`.
protocol LayerEngine: AnyObject {
  /// The hidden states after each step as those above see them, `[T, H, V]`.
  var output: UnsafePointer<Lanes> { get }
  /// Says how wide the batch of the next run is, at most as wide as the layer was made for, and
  /// whether it starts from a state of zero; if not, the state is to be set next.
  func start(width: Int, atZero: Bool)
  /// Makes the memory that ``drop(_:for:layer:)`` needs for chunks of at most this width, once.
  func makeRoomForDropout(width: Int)
  /// Masks units in the next run, which starts from a state of zero; to be called after
  /// ``start(width:atZero:)``.
  func drop(_ disturbance: Disturbance, for chunk: Chunk, layer: Int)
  /// Runs through time from the initial state.
  func forward(_ input: UnsafePointer<Lanes>, parameters: UnsafePointer<Float>)
  /// Runs back from the gradients of the final state; afterwards those of the initial state stand
  /// in their place, if they are wanted. Adds to `gradient`; overwrites `inputGradient`.
  ///
  /// Possible once after each ``forward(_:parameters:)``, whose gates it overwrites.
  func backward(
    _ input: UnsafePointer<Lanes>, outputGradient: OutputGradient,
    parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    inputGradient: UnsafeMutablePointer<Lanes>?, wantsStateGradient: Bool)
  /// Lends a state, `[H, V]`, unless the cell has none of that kind.
  func withState(_ part: StatePart, _ body: (UnsafeMutablePointer<Lanes>) -> Void)
}

/// The states of a layer that are set or read from outside.
enum StatePart {
  case initialHidden, initialCell, finalHidden, finalCell, hiddenGradient, cellGradient
}

/// The gradient of a layer's output, of the last steps alone if only they are scored.
struct OutputGradient {
  /// `[T − first, H, V]`.
  let pointer: UnsafeMutablePointer<Lanes>
  /// The first step that has one.
  let first: Int

  /// The gradient of step `t`; nil where it is zero.
  @inline(__always)
  func step(_ t: Int, count: Int) -> UnsafeMutablePointer<Lanes>? {
    t < first ? nil : pointer + (t - first) * count
  }
}

/// The sizes of one layer in one pass; `V` is `width`.
struct LayerSizes {
  let time: Int
  let inputSize: Int
  let hiddenSize: Int
  let gateCount: Int
  var width: Int

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
