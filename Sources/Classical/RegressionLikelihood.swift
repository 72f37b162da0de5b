import RealModule

/// The exact Gaussian likelihood of a regression whose errors follow an ARMA model, the variance and
/// the coefficients of the regression concentrated out.
///
/// The filter that turns the errors into independent ones is applied to the values and to each
/// column alike: what is left is a regression by least squares (generalised least squares; Brockwell
/// and Davis, *Time Series: Theory and Methods*, 2nd ed., §6.6).
struct RegressionLikelihood {
  struct Value {
    /// Constants included.
    var logLikelihood: Double
    /// The estimate of the variance of the errors: their squares by their number.
    var variance: Double
    /// `[column]`.
    var coefficients: [Double]
    /// The variances of the coefficients in units of `variance`, `[column]`.
    var spreads: [Double]
    /// How much more they are than if the column were the only one, `[column]`.
    var inflation: [Double]
  }

  /// The differenced values.
  let values: [Double]
  /// The differenced regressors, each as long as the values.
  private let columns: [[Double]]
  private let order: ARIMAOrder
  private let seasonLength: Int
  private let filter: InnovationsFilter
  /// Errors a billionth of the values: keeps the logarithm finite when everything is foreseen.
  private let floor: Double

  init(_ values: [Double], columns: [[Double]], order: ARIMAOrder, seasonLength m: Int) {
    self.values = values
    self.columns = columns
    self.order = order
    seasonLength = m
    filter = InnovationsFilter(capacity: values.count, most: order.q + order.seasonalQ * m)
    let scale = max(mean(values.map(abs)), 1e-150)
    floor = 1e-18 * scale * scale
  }

  /// The greatest likelihood and where it is; nil when there is none.
  func maximum() -> (coefficients: ARIMACoefficients, value: Value)? {
    let start = Array(repeating: 0.3, count: order.q + order.seasonalQ)
    let found = Minimizer(iterations: 100, tolerance: 1e-11).minimize(
      from: start,
      value: { free in
        let value = evaluate(ARIMACoefficients(free: free, order: order))
        return value.map { -$0.logLikelihood / Double(values.count) } ?? .infinity
      })
    let coefficients = ARIMACoefficients(free: found.point, order: order)
    return evaluate(coefficients).map { (coefficients, $0) }
  }

  /// The likelihood of these errors; nil when the columns are not independent.
  func evaluate(_ errors: ARIMACoefficients) -> Value? {
    let n = values.count
    let theta = errors.fullMA(seasonLength: seasonLength)
    guard filter.factor(phi: [], theta: theta, count: n) else { return nil }
    let y = whitened(values)
    let x = columns.map(whitened)
    guard let (coefficients, spreads) = leastSquares(y, x) else { return nil }
    let squares = y.indices.reduce(0.0) { sum, t in
      let rest = x.indices.reduce(y[t]) { $0 - coefficients[$1] * x[$1][t] }
      return sum + rest * rest
    }
    let variance = squares / Double(n) + floor
    let logarithms = filter.variances.prefix(n).reduce(0) { $0 + Double.log($1) }
    return Value(
      logLikelihood: -Double(n) / 2 * (Double.log(2 * Double.pi * variance) + 1) - logarithms / 2,
      variance: variance, coefficients: coefficients, spreads: spreads,
      inflation: zip(spreads, x).map { $0 * product($1, $1) })
  }

  /// The independent errors of a column, in units of their standard deviations.
  private func whitened(_ column: [Double]) -> [Double] {
    Array(unsafeUninitializedCapacity: column.count) { buffer, count in
      column.withUnsafeBufferPointer { filter.errors(of: $0, into: buffer) }
      for t in column.indices { buffer[t] /= Double.sqrt(filter.variances[t]) }
      count = column.count
    }
  }

  /// The coefficients and the diagonal of (XᵀX)⁻¹.
  private func leastSquares(
    _ y: [Double], _ x: [[Double]]
  ) -> (coefficients: [Double], spreads: [Double])? {
    let lengths = x.map { Double.sqrt(product($0, $0)) }
    guard lengths.allSatisfy({ $0 > 0 }) else { return nil }
    // columns of length 1, so that what is small is small for every unit
    func solution(_ right: [Double]) -> [Double]? {
      var matrix = x.indices.map { i in
        x.indices.map { j in product(x[i], x[j]) / (lengths[i] * lengths[j]) } + [right[i]]
      }
      return solve(&matrix)
    }
    guard let scaled = solution(x.indices.map { product(x[$0], y) / lengths[$0] }) else {
      return nil
    }
    var spreads: [Double] = []
    for i in x.indices {
      guard let row = solution(x.indices.map { $0 == i ? 1 : 0 }) else { return nil }
      spreads.append(row[i] / (lengths[i] * lengths[i]))
    }
    return (zip(scaled, lengths).map { $0 / $1 }, spreads)
  }

  private func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
