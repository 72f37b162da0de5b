import RealModule

/// The hyperbolic tangent, `1 − 2 / (1 + e²ˣ)`, of a Double, for loops that the compiler then turns
/// into vectors: it has no branch and calls no library.
///
/// Absolute error at most 5e-16, held to libm's by a test; relative to a result near 0 it can be more.
/// Infinities give ±1, NaN gives NaN.
///
/// With 2x = n·ln 2 + r and |r| ≤ ½·ln 2, e²ˣ = 2ⁿ · eʳ. Adding 1.5·2⁵² rounds to n and leaves it in
/// the low bits, which are then shifted into the exponent. eʳ is its Taylor polynomial of degree 13,
/// whose error there is below 5e-18.
@inline(always)
func hyperbolicTangent(_ x: Double) -> Double {
  let limited = x > 20 ? 20 : x < -20 ? -20 : x  // ±1 to the last bit from 19.1 on
  let doubled = limited + limited
  let magic = 6_755_399_441_055_744.0  // 1.5 · 2⁵²
  let shifted = Relaxed.multiplyAdd(doubled, 1.442_695_040_888_963_4, magic)  // log₂ e
  let n = shifted - magic
  // ln 2 in two parts, the first short enough for n times it to be exact.
  let r = Relaxed.multiplyAdd(
    -n, 1.908_214_929_270_587_7e-10, Relaxed.multiplyAdd(-n, 0.693_147_180_369_123_8, doubled))
  var p = 1.0 / 6_227_020_800
  p = Relaxed.multiplyAdd(p, r, 1.0 / 479_001_600)
  p = Relaxed.multiplyAdd(p, r, 1.0 / 39_916_800)
  p = Relaxed.multiplyAdd(p, r, 1.0 / 3_628_800)
  p = Relaxed.multiplyAdd(p, r, 1.0 / 362_880)
  p = Relaxed.multiplyAdd(p, r, 1.0 / 40320)
  p = Relaxed.multiplyAdd(p, r, 1.0 / 5040)
  p = Relaxed.multiplyAdd(p, r, 1.0 / 720)
  p = Relaxed.multiplyAdd(p, r, 1.0 / 120)
  p = Relaxed.multiplyAdd(p, r, 1.0 / 24)
  p = Relaxed.multiplyAdd(p, r, 1.0 / 6)
  p = Relaxed.multiplyAdd(p, r, 0.5)
  p = Relaxed.multiplyAdd(p, r, 1)
  p = Relaxed.multiplyAdd(p, r, 1)
  let exponent = (shifted.bitPattern &<< 52) &+ 0x3ff0_0000_0000_0000
  return 1 - 2 / (1 + p * Double(bitPattern: exponent))
}
