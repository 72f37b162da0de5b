/// Dropout for the hand-unrolled network, whose pages know nothing of it.
///
/// A unit that is silent in a whole sequence is a column of weights that is zero for it (Gal and
/// Ghahramani, 2016, §4). So nothing is masked on the way: the sequence meets weights whose columns
/// carry the factors, and the gradient of these is that of the weights but for the same factors. The
/// batched networks mask their states instead, and tests hold the one to the other.
final class ElementDropout {
  private let network: ElementRNN
  private let factors: Memory<Double>  // of all weights; 1 for those that meet no state
  private let weights: Memory<Double>
  private let gradient: Memory<Double>

  init(_ network: ElementRNN) {
    self.network = network
    let count = network.weights.count
    factors = Memory(count: count, zero: 1)
    weights = Memory(count: count, zero: 0)
    gradient = Memory(count: count, zero: 0)
  }

  /// Takes the masks of a sequence: that of the state, then that of the output.
  func draw(_ masks: MaskSource) {
    var masks = masks
    let (F, H, J) = (network.inputSize, network.hiddenSize, network.joinedSize)
    for j in 0..<H {
      let factor = Double(masks.next())
      for i in 0..<H { factors.pointer[i * J + F + j] = factor }
    }
    for i in 0..<H { factors.pointer[network.outputWeight + i] = Double(masks.next()) }
  }

  /// The weights as the sequence meets them.
  func dropped(_ all: UnsafePointer<Double>) -> UnsafePointer<Double> {
    for i in 0..<weights.count { weights.pointer[i] = all[i] * factors.pointer[i] }
    return UnsafePointer(weights.pointer)
  }

  /// Adds to the gradient of all weights what `sum` adds to the gradient of the dropped ones.
  func addGradient(
    to all: UnsafeMutablePointer<Double>, _ sum: (UnsafeMutablePointer<Double>) -> Void
  ) {
    gradient.pointer.update(repeating: 0, count: gradient.count)
    sum(gradient.pointer)
    for i in 0..<gradient.count { all[i] += gradient.pointer[i] * factors.pointer[i] }
  }
}
