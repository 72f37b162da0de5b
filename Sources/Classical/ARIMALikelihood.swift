import RealModule

/// The exact Gaussian likelihood of a differenced series under an ARMA model, the variance and the
/// constant concentrated out.
final class ARIMALikelihood {
  struct Value {
    /// Constants included.
    var logLikelihood: Double
    /// The estimate of the variance of the errors.
    var variance: Double
    /// The estimate of the constant: generalised least squares on a column of ones.
    var constant: Double
  }

  /// The differenced values.
  let values: [Double]
  let seasonLength: Int
  private let filter: InnovationsFilter
  private let errors: UnsafeMutableBufferPointer<Double>
  private let responses: UnsafeMutableBufferPointer<Double>
  private let ones: [Double]
  /// Errors a billionth of the values: keeps the logarithm finite when everything is foreseen.
  private let floor: Double

  /// The likelihood of differenced values, for orders of at most `most` AR or MA terms, seasonal ones
  /// multiplied out.
  init(_ values: [Double], seasonLength: Int, most: Int) {
    self.values = values
    self.seasonLength = seasonLength
    filter = InnovationsFilter(capacity: values.count, most: most)
    errors = .allocate(capacity: values.count)
    errors.initialize(repeating: 0)
    responses = .allocate(capacity: values.count)
    responses.initialize(repeating: 0)
    ones = Array(repeating: 1, count: values.count)
    let scale = max(mean(values.map(abs)), 1e-150)
    floor = 1e-18 * scale * scale
  }

  deinit {
    errors.deallocate()
    responses.deallocate()
  }

  /// The likelihood at these coefficients; nil when they are not stationary.
  func evaluate(_ coefficients: ARIMACoefficients, hasConstant: Bool) -> Value? {
    let n = values.count
    let isFactored = filter.factor(
      phi: coefficients.fullAR(seasonLength: seasonLength),
      theta: coefficients.fullMA(seasonLength: seasonLength), count: n)
    guard n > 0, isFactored else { return nil }
    values.withUnsafeBufferPointer { filter.errors(of: $0, into: errors) }
    var constant = 0.0
    if hasConstant {
      ones.withUnsafeBufferPointer { filter.errors(of: $0, into: responses) }
      var (cross, square) = (0.0, 0.0)
      for i in 0..<n {
        cross += errors[i] * responses[i] / filter.variances[i]
        square += responses[i] * responses[i] / filter.variances[i]
      }
      constant = square > 0 ? cross / square : 0
      for i in 0..<n { errors[i] -= constant * responses[i] }
    }
    var (squares, product, logarithms) = (0.0, 1.0, 0.0)
    for i in 0..<n {
      squares += errors[i] * errors[i] / filter.variances[i]
      product *= filter.variances[i]
      if product > 1e100 || product < 1e-100 {
        logarithms += Double.log(product)
        product = 1
      }
    }
    logarithms += Double.log(product)
    let variance = squares / Double(n) + floor
    let logLikelihood =
      -Double(n) / 2 * (Double.log(2 * Double.pi * variance) + 1) - logarithms / 2
    return Value(logLikelihood: logLikelihood, variance: variance, constant: constant)
  }
}
