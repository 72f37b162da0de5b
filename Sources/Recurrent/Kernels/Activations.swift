// The non-linearities of the gates, on sixteen lanes at a time, without a call into a library.
//
// Absolute error at most 2e-7 over the whole range, infinities included; NaN gives NaN. The tests
// hold both to the libm functions in Double, which are their twins.

/// The logistic function, `1 / (1 + e⁻ˣ)`.
@inline(always)
func sigmoid(_ x: Lanes) -> Lanes {
  1 / (1 + exponential(x, times: -1.442_695_041, within: 80))  // log₂ e
}

/// The hyperbolic tangent, `1 − 2 / (1 + e²ˣ)`.
@inline(always)
func hyperbolicTangent(_ x: Lanes) -> Lanes {
  1 - 2 / (1 + exponential(x, times: 2.885_390_082, within: 20))  // 2 log₂ e
}

/// `2^(x · scale)`, for arguments held within ±`limit`, where it is an ordinary Float.
///
/// With x·scale = n + f and |f| ≤ ½ it is 2ⁿ · 2ᶠ. The rounding to n is done by adding 1.5·2²³,
/// which leaves n in the low bits of the sum, and 2ⁿ is made by shifting these bits into the
/// exponent: a conversion to integers would not be vectorised.
///
/// 2ᶠ is a polynomial of degree 5 whose largest relative error, 9e-8, is the smallest that one with
/// p(0) = 1 can have (least squares, reweighted after Lawson, 1961: `Tests/Fixtures/power_of_two.py`).
@inline(always)
private func exponential(_ x: Lanes, times scale: Float, within limit: Float) -> Lanes {
  let scale = Lanes(repeating: scale)
  let x =
    x.replacing(with: Lanes(repeating: limit), where: x .> limit)
    .replacing(with: Lanes(repeating: -limit), where: x .< -limit)
  let magic = Lanes(repeating: 12_582_912)  // 1.5 · 2²³
  let shifted = multiplyAdd(magic, x, scale)
  let f = multiplyAdd(magic - shifted, x, scale)
  var p = Lanes(repeating: 0.001_326_472_7)
  p = multiplyAdd(Lanes(repeating: 0.009_671_513), p, f)
  p = multiplyAdd(Lanes(repeating: 0.055_507_336), p, f)
  p = multiplyAdd(Lanes(repeating: 0.240_222_42), p, f)
  p = multiplyAdd(Lanes(repeating: 0.693_147), p, f)
  p = multiplyAdd(Lanes(repeating: 1), p, f)
  let n = unsafeBitCast(shifted, to: SIMD16<UInt32>.self) &<< 23
  return p * unsafeBitCast(n &+ SIMD16(repeating: 0x3f80_0000), to: Lanes.self)
}
