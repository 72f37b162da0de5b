/// One series smoothed by a complex number: what it is now, and the information potential beside it.
///
/// With x = (value, potential) before a step and ε the error of the step,
/// ```
/// value′     = value − (1 − α₁) potential + (α₀ − α₁) ε
/// potential′ = value + (1 − α₀) potential + (α₀ + α₁) ε
/// ```
/// (Svetunkov, Kourentzes and Ord, *Complex exponential smoothing*, Naval Research Logistics 69,
/// 2022, eq. 12).
struct ComplexSmoother {
  /// The value and its potential.
  typealias Pair = SIMD2<Double>

  /// What a value of 1 becomes.
  private let ofValue: Pair
  /// What a potential of 1 becomes.
  private let ofPotential: Pair
  /// What an error of 1 adds.
  private let ofError: Pair

  /// Smoothing by α₀ + iα₁.
  init(real: Double, imaginary: Double) {
    ofValue = [1, 1]
    ofPotential = [imaginary - 1, 1 - real]
    ofError = [real - imaginary, real + imaginary]
  }

  /// Smoothing by a real number, as in exponential smoothing: value′ = value + α ε.
  init(real: Double) {
    ofValue = [1, 0]
    ofPotential = [0, 0]
    ofError = [real, 0]
  }

  /// The pair after a step with this error.
  func next(_ pair: Pair, error: Double) -> Pair {
    ofValue * pair.x + ofPotential * pair.y + ofError * error
  }
}
