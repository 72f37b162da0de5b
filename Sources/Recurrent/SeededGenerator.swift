import RealModule

/// A random number generator whose numbers depend on its seed alone, on every platform.
///
/// xoshiro256** 1.0 (Blackman and Vigna, *Scrambled linear pseudorandom number generators*, ACM
/// Transactions on Mathematical Software 47, 2021), its state filled by SplitMix64 as its authors
/// advise.
public struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable, Codable {
  private var s0, s1, s2, s3: UInt64

  /// A generator for `seed`.
  public init(seed: UInt64) {
    var state = seed
    (s0, s1, s2, s3) = (
      splitMix64(&state), splitMix64(&state), splitMix64(&state), splitMix64(&state)
    )
  }

  /// A generator in a given state, to be held against published numbers.
  init(state: (UInt64, UInt64, UInt64, UInt64)) { (s0, s1, s2, s3) = state }

  /// The generator of member `member` of the model `model`: neither the order in which models are
  /// trained nor the number of threads changes what a model draws.
  public init(seed: UInt64, model: String, member: Int) {
    self.init(seed: SeededGenerator.memberSeed(seed: seed, model: model, member: member))
  }

  /// The seed that belongs to (seed, model, member): FNV-1a over the three, then scrambled.
  public static func memberSeed(seed: UInt64, model: String, member: Int) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func absorb(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    func absorb(_ word: UInt64) {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        absorb(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    absorb(seed)
    for byte in model.utf8 { absorb(byte) }
    absorb(UInt64(truncatingIfNeeded: member))
    return splitMix64(&hash)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = (s1 &* 5).rotatedLeft(by: 7) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = s3.rotatedLeft(by: 45)
    return result
  }

  /// A number drawn evenly from −`bound` … `bound`, in steps of `bound`/2²³.
  public mutating func uniform(bound: Float) -> Float {
    let bits = Float(next() >> 40)  // 24 bits are exact in a Float
    return (bits / Float(1 << 23) - 1) * bound
  }

  /// A number drawn evenly from 0 to below 1, in steps of 2⁻⁵³.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A standard normal number (Box and Muller, 1958).
  public mutating func normal() -> Double {
    let radius = (-2 * Double.log(1 - uniform())).squareRoot()
    return radius * Double.cos(2 * .pi * uniform())
  }
}

/// SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014).
func splitMix64(_ state: inout UInt64) -> UInt64 {
  state &+= 0x9e37_79b9_7f4a_7c15
  var z = state
  z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}

extension UInt64 {
  fileprivate func rotatedLeft(by count: UInt64) -> UInt64 {
    (self << count) | (self >> (64 - count))
  }
}
