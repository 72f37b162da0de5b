/// The family of powers that has the logarithm in it.
///
/// Box and Cox, *An analysis of transformations*, Journal of the Royal Statistical Society B 26, 1964:
///
/// ```text
/// z = log y              λ = 0
/// z = (y^λ − 1) / λ      otherwise
/// ```
///
/// Where λ comes from is not decided here.
struct PowerTransform: Hashable, Sendable {
  /// The power.
  let lambda: Double

  /// The transformed value of a positive number; of another, NaN or −∞.
  func apply(_ value: Double) -> Double {
    let logarithm = naturalLog(value)
    // expm1 keeps the digits when λ is near 0
    return lambda == 0 ? logarithm : exponentialMinusOne(lambda * logarithm) / lambda
  }

  /// The number whose transformed value is `z`.
  ///
  /// No positive number has a `z` beyond −1/λ: below it for λ > 0 the answer is 0, above it for λ < 0
  /// it is ∞, which is what the numbers tend to on the way there.
  func invert(_ z: Double) -> Double {
    if lambda == 0 { return exponential(z) }
    guard lambda * z > -1 else { return z.isNaN ? z : lambda > 0 ? 0 : .infinity }
    return exponential(logarithmOfOnePlus(lambda * z) / lambda)
  }
}
