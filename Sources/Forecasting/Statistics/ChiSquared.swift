import RealModule

/// The chi-squared distribution.
package enum ChiSquared {
  /// The probability of a value of at least `x`.
  ///
  /// ```
  /// P(X ≥ x) = Q(ν/2, x/2)
  /// ```
  ///
  /// (Abramowitz and Stegun, *Handbook of Mathematical Functions*, 1964, 26.4.19.)
  ///
  /// - Parameters:
  ///   - x: Any number.
  ///   - nu: The degrees of freedom, more than 0.
  /// - Returns: A probability; 1 for 0 and below.
  package static func upperTail(_ x: Double, degreesOfFreedom nu: Double) -> Double {
    precondition(nu > 0, "A sum of squares has at least some freedom")
    return regularizedUpperGamma(nu / 2, x / 2)
  }
}

/// The regularised upper incomplete gamma function `Q(a, x)`, for positive a.
///
/// From the series 6.5.29 of Abramowitz and Stegun below `a + 1`, where its terms fall at once, and by
/// the continued fraction 6.5.31 above, in the form whose convergents are every second one of it.
func regularizedUpperGamma(_ a: Double, _ x: Double) -> Double {
  guard x > 0 else { return 1 }
  guard x < .infinity else { return 0 }
  let factor = Double.exp(a * Double.log(x) - x - Double.logGamma(a))
  guard x >= a + 1 else {
    var (term, sum, n) = (1 / a, 1 / a, a)
    while term > sum * 1e-17 {
      n += 1
      term *= x / n
      sum += term
    }
    return max(0, 1 - factor * sum)
  }
  // Q = factor / (b₀ − 1(1 − a)/(b₁ − 2(2 − a)/(b₂ − …))),  bₖ = x + 2k + 1 − a
  let fraction = continuedFraction(x + 1 - a) { k in
    let k = Double(k)
    return (k * (a - k), x + 2 * k + 1 - a)
  }
  return factor / fraction
}

/// `b₀ + a₁/(b₁ + a₂/(b₂ + …))` by Lentz's method, which goes forward: each convergent is the one before
/// times a ratio.
///
/// - Parameters:
///   - first: `b₀`, not 0.
///   - coefficients: `aₖ` and `bₖ` for k from 1 on.
/// - Returns: The first convergent that differs from the one before by rounding alone.
func continuedFraction(
  _ first: Double, _ coefficients: (_ k: Int) -> (a: Double, b: Double)
) -> Double {
  // keeps ratios away from a division by zero
  let tiny = 1e-300
  func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var (convergent, c, d) = (first, first, 0.0)
  for k in 1...10_000 {
    let (a, b) = coefficients(k)
    d = 1 / away(b + a * d)
    c = away(b + a / c)
    convergent *= c * d
    if abs(c * d - 1) < 1e-16 { break }
  }
  return convergent
}
