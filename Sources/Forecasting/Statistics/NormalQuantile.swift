import RealModule

/// The quantile of the standard normal distribution: the `z` with `Φ(z) = p`.
///
/// Newton's method on the upper tail `Q(z) = erfc(z / √2) / 2`, from 0. There `Q` is convex and
/// falls, so that every step ends below the answer, and the steps are over when they no longer rise.
///
/// ```swift
/// normalQuantile(0.975)   // 1.959963984540054
/// normalQuantile(0.5)     // 0
/// ```
///
/// - Parameter p: A probability.
/// - Returns: The quantile, to the last few bits.
/// - Precondition: `p` lies in (0, 1).
public func normalQuantile(_ p: Double) -> Double {
  precondition(p > 0 && p < 1, "A quantile needs a probability between 0 and 1")
  let tail = min(p, 1 - p)
  var z = 0.0
  while true {
    let density = Double.exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    let next = z + (Double.erfc(z / 2.0.squareRoot()) / 2 - tail) / density
    guard next > z else { return p < 0.5 ? -z : z }
    z = next
  }
}
