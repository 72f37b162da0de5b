// The non-linearities of the gates, on sixteen lanes at a time, without a call into a library.
//
// Absolute error at most 2e-7 over the whole range, infinities included; NaN gives NaN. The tests
// hold both to the libm functions in Double, which are their twins.

/// `eˣ`: with x = n·ln 2 + r and |r| ≤ ½·ln 2, it is 2ⁿ · eʳ; eʳ is its Taylor polynomial of degree 7,
/// whose relative error there is below 6e-9.
///
/// The rounding to n is done by adding 1.5·2²³, which leaves n in the low bits of the sum, and 2ⁿ is
/// made by shifting these bits into the exponent: a conversion to integers would not be vectorised.
/// Arguments are held within ±87, where eˣ is an ordinary Float.
@inline(__always)
func exponential(_ argument: Lanes) -> Lanes {
  let x =
    argument
    .replacing(with: Lanes(repeating: 87), where: argument .> 87)
    .replacing(with: Lanes(repeating: -87), where: argument .< -87)
  let magic = Lanes(repeating: 12_582_912)  // 1.5 · 2²³
  let shifted = multiplyAdd(magic, x, Lanes(repeating: 1.442_695_041))  // log₂ e
  let n = shifted - magic
  // ln 2 in two parts, the first short enough for n times it to be exact.
  let r = multiplyAdd(
    multiplyAdd(x, n, Lanes(repeating: -0.693_359_375)), n, Lanes(repeating: 2.121_944_4e-4))
  var p = Lanes(repeating: 1 / 5040)
  p = multiplyAdd(Lanes(repeating: 1 / 720), p, r)
  p = multiplyAdd(Lanes(repeating: 1 / 120), p, r)
  p = multiplyAdd(Lanes(repeating: 1 / 24), p, r)
  p = multiplyAdd(Lanes(repeating: 1 / 6), p, r)
  p = multiplyAdd(Lanes(repeating: 0.5), p, r)
  p = multiplyAdd(Lanes(repeating: 1), p, r)
  p = multiplyAdd(Lanes(repeating: 1), p, r)
  let bits = unsafeBitCast(shifted, to: SIMD16<UInt32>.self)
  let exponent = (bits &<< 23) &+ SIMD16(repeating: 0x3f80_0000)
  return p * unsafeBitCast(exponent, to: Lanes.self)
}

/// The logistic function, `1 / (1 + e⁻ˣ)`.
@inline(__always)
func sigmoid(_ x: Lanes) -> Lanes { 1 / (1 + exponential(-x)) }

/// The hyperbolic tangent, `1 − 2 / (1 + e²ˣ)`.
@inline(__always)
func hyperbolicTangent(_ x: Lanes) -> Lanes { 1 - 2 / (1 + exponential(x + x)) }
