import RealModule

/// The standard normal distribution function.
func normalProbability(_ z: Double) -> Double { 0.5 * Double.erfc(-z / Double.sqrt(2)) }

/// The inverse of ``normalProbability(_:)``, to the precision of a Double.
///
/// A rational start (Abramowitz and Stegun 26.2.23, error below 4.5e-4), then Halley's steps.
///
/// - Precondition: 0 < probability < 1.
func normalQuantile(_ probability: Double) -> Double {
  precondition(probability > 0 && probability < 1, "A quantile has a probability within 0 … 1")
  let tail = min(probability, 1 - probability)
  let t = Double.sqrt(-2 * Double.log(tail))
  let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
  let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  var z = numerator / denominator - t  // of the lower tail
  for _ in 0..<3 {
    let density = Double.exp(-z * z / 2) / Double.sqrt(2 * Double.pi)
    let step = (normalProbability(z) - tail) / density
    z -= step / (1 + z * step / 2)
  }
  return probability < 0.5 ? z : -z
}

/// Standard normal random numbers that depend on the seed alone.
///
/// SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014) and
/// the polar method of Marsaglia and Bray (1964).
struct NormalGenerator {
  private var state: UInt64
  private var spare: Double?

  init(seed: UInt64) { state = seed }

  /// Evenly within −1 … 1.
  private mutating func uniform() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    z ^= z >> 31
    return Double(z >> 11) / Double(1 << 52) - 1
  }

  mutating func next() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    while true {
      let (u, v) = (uniform(), uniform())
      let square = u * u + v * v
      guard square > 0, square < 1 else { continue }
      let factor = Double.sqrt(-2 * Double.log(square) / square)
      spare = v * factor
      return u * factor
    }
  }
}
