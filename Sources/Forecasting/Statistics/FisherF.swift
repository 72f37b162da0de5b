/// The distribution of the ratio of two variances, Fisher's and Snedecor's F.
package enum FisherF {
  /// The probability of a ratio of at least `ratio`.
  ///
  /// ```
  /// P(F ≥ f) = I_x(ν₂/2, ν₁/2),   x = ν₂ / (ν₂ + ν₁ f)
  /// ```
  ///
  /// (Abramowitz and Stegun, *Handbook of Mathematical Functions*, 1964, 26.6.2.)
  ///
  /// - Parameters:
  ///   - ratio: Any number.
  ///   - numerator: The degrees of freedom above the line, more than 0.
  ///   - denominator: Those below it, more than 0.
  /// - Returns: A probability; 1 for 0 and below.
  package static func upperTail(
    _ ratio: Double, degreesOfFreedom numerator: Double, _ denominator: Double
  ) -> Double {
    precondition(numerator > 0 && denominator > 0, "A variance has at least some freedom")
    guard ratio > 0 else { return 1 }
    return regularizedBeta(
      denominator / (denominator + numerator * ratio), denominator / 2, numerator / 2)
  }
}
