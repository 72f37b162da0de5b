import RealModule

/// Student's t distribution.
package enum StudentT {
  /// The probability of a value at least as far from 0 as `t`, on either side.
  ///
  /// ```
  /// P(|T| ≥ |t|) = I_x(ν/2, 1/2),   x = ν / (ν + t²)
  /// ```
  ///
  /// (Abramowitz and Stegun, *Handbook of Mathematical Functions*, 1964, 26.7.1 and 26.5.27.)
  ///
  /// - Parameters:
  ///   - t: Any number.
  ///   - nu: The degrees of freedom, more than 0.
  /// - Returns: A probability; 1 for 0.
  package static func twoSidedTail(_ t: Double, degreesOfFreedom nu: Double) -> Double {
    precondition(nu > 0, "Student's t has at least some freedom")
    return regularizedBeta(nu / (nu + t * t), nu / 2, 0.5)
  }

  /// The value that is not exceeded with probability `p`.
  ///
  /// Newton's method on the upper tail, from 0. There it is convex and falls, so that every step ends
  /// below the answer, and the steps are over when they no longer rise.
  ///
  /// - Parameters:
  ///   - p: In (0, 1).
  ///   - nu: The degrees of freedom, more than 0.
  /// - Returns: The quantile; 0 for the median.
  static func quantile(_ p: Double, degreesOfFreedom nu: Double) -> Double {
    precondition(p > 0 && p < 1, "A quantile needs a probability between 0 and 1")
    let tail = min(p, 1 - p)
    let scale =
      Double.logGamma((nu + 1) / 2) - Double.logGamma(nu / 2) - Double.log(nu * Double.pi) / 2
    var t = 0.0
    while true {
      let density = Double.exp(scale - (nu + 1) / 2 * Double.log(onePlus: t * t / nu))
      let next = t + (twoSidedTail(t, degreesOfFreedom: nu) / 2 - tail) / density
      guard next > t else { return p < 0.5 ? -t : t }
      t = next
    }
  }
}

/// The regularised incomplete beta function `I_x(a, b)`, for x in 0 … 1 and positive a and b.
///
/// By the continued fraction 26.5.8 of Abramowitz and Stegun, where it converges fast, which is below
/// the mean of the distribution; above it from `I_x(a, b) = 1 − I_{1−x}(b, a)`.
func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  guard x > 0 else { return 0 }
  guard x < 1 else { return 1 }
  guard x <= (a + 1) / (a + b + 2) else { return 1 - regularizedBeta(1 - x, b, a) }
  let logFactor =
    a * Double.log(x) + b * Double.log(onePlus: -x)
    + Double.logGamma(a + b) - Double.logGamma(a) - Double.logGamma(b)
  return Double.exp(logFactor) / (a * betaFraction(x, a, b))
}

/// `1 + d₁/(1 + d₂/(1 + …))`.
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  continuedFraction(1) { k in
    let m = Double(k / 2)
    let coefficient =
      k.isMultiple(of: 2)
      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return (coefficient, 1)
  }
}
