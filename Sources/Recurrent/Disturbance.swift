/// What one training step does to its sequences so that the network does not learn them by heart.
///
/// **Dropout** is the variational one (Gal and Ghahramani, *A theoretically grounded application of
/// dropout in recurrent neural networks*, NIPS 2016): a sequence silences each unit with the
/// probability P, and the same units at all of its steps, because masks that change from step to step
/// wear the memory out. What is left is divided by 1 − P, so that predictions need no correction.
/// With h the state of a layer and m its masks of zeros and 1/(1 − P):
///
///     sums at t   = W_ih·x + b_ih + W_hh·(m_state ∘ h before t) + b_hh
///     output at t = m_output ∘ h after t     what the layer above, or the head, gets
///
/// Where a cell takes its old state past the weights (`z ∘ h` of a GRU, `f ∘ c` of an LSTM), that is
/// left alone, as in the paper: scaled at every step, it would explode. The elements themselves are
/// left alone too: words have hundreds of columns that repeat each other, the elements of a series
/// two, and without the one that is the series there is nothing to learn.
///
/// **Noise** is Gaussian and added to every column of the scaled elements, fresh at every step (Bishop,
/// *Training with noise is equivalent to Tikhonov regularization*, Neural Computation 7, 1995). Targets
/// are left alone.
///
/// Everything that is drawn depends on the seed, the layer and the position of the sequence in its
/// batch alone: neither chunks nor threads change it, and the hand-unrolled network, which takes one
/// sequence after another, draws the same.
public struct Disturbance: Hashable, Sendable {
  /// The probability P that a unit is silent, 0 to below 1.
  public var dropout: Double
  /// The standard deviation of the noise, in scaled units.
  public var noise: Double
  /// Decides what is drawn.
  public var seed: UInt64

  /// A disturbance.
  ///
  /// - Precondition: `dropout` lies in `0 ..< 1`, and `noise` is finite and not negative.
  public init(dropout: Double = 0, noise: Double = 0, seed: UInt64) {
    precondition(dropout >= 0 && dropout < 1, "Some units must be left")
    precondition(noise >= 0 && noise.isFinite, "A standard deviation is not negative")
    self.dropout = dropout
    self.noise = noise
    self.seed = seed
  }

  /// The masks of one layer for one sequence: first a factor for each unit of the state, then one for
  /// each unit of the output.
  func masks(layer: Int, sequence: Int) -> MaskSource {
    MaskSource(dropout: dropout, generator: generator(stream: layer + 1, sequence))
  }

  /// The noise of one sequence: element after element, a number for each column.
  func noise(sequence: Int) -> NoiseSource {
    NoiseSource(deviation: noise, generator: generator(stream: 0, sequence))
  }

  private func generator(stream: Int, _ sequence: Int) -> SeededGenerator {
    var place = seed
    place = splitMix64(&place) ^ UInt64(stream)
    place = splitMix64(&place) ^ UInt64(sequence)
    return SeededGenerator(seed: splitMix64(&place))
  }
}

/// The factors of a mask, one after another.
struct MaskSource {
  private let dropout: Double
  private let kept: Float
  private var generator: SeededGenerator

  fileprivate init(dropout: Double, generator: SeededGenerator) {
    self.dropout = dropout
    kept = Float(1 / (1 - dropout))
    self.generator = generator
  }

  /// 0 with the probability P, else 1/(1 − P).
  mutating func next() -> Float { generator.uniform() < dropout ? 0 : kept }
}

/// Normal numbers, one after another.
struct NoiseSource {
  let deviation: Double
  private var generator: SeededGenerator

  fileprivate init(deviation: Double, generator: SeededGenerator) {
    self.deviation = deviation
    self.generator = generator
  }

  mutating func next() -> Float { Float(deviation * generator.normal()) }
}
