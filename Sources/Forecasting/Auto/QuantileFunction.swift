import RealModule

/// Quantiles at any probability from those at some: linear between them; beyond the outermost as a
/// normal distribution goes on that has the same two outermost quantiles.
struct QuantileFunction {
  private let probabilities: [Double]
  private let values: [Double]

  /// - Precondition: There are at least two quantiles, and probabilities ascend within (0, 1).
  init(_ values: [Double], at probabilities: [Double]) {
    precondition(values.count == probabilities.count && values.count >= 2, "Too few quantiles")
    self.values = values
    self.probabilities = probabilities
  }

  /// The quantile at `p`, in (0, 1).
  func callAsFunction(_ p: Double) -> Double {
    let last = probabilities.count - 1
    if p < probabilities[0] { return beyond(p, from: 0, inner: 1) }
    if p > probabilities[last] { return beyond(p, from: last, inner: last - 1) }
    let upper = max(1, probabilities.firstIndex { $0 >= p } ?? last)
    let (low, high) = (probabilities[upper - 1], probabilities[upper])
    let share = (p - low) / (high - low)
    return values[upper - 1] + share * (values[upper] - values[upper - 1])
  }

  /// The mean of the distribution: the area under its quantiles, `∫ q(p) dp`.
  ///
  /// Between the known quantiles these are trapezoids, beyond them the tails of the normal
  /// distributions that go on there, of which `∫ z(p) dp` from 0 to `p` is `−φ(z(p))`.
  var mean: Double {
    let last = probabilities.count - 1
    let between = (1...last).reduce(0.0) { sum, place in
      let width = probabilities[place] - probabilities[place - 1]
      return sum + width * (values[place] + values[place - 1]) / 2
    }
    let (low, high) = (normal(from: 0, inner: 1), normal(from: last, inner: last - 1))
    return between
      + probabilities[0] * low.centre - low.spread * low.density
      + (1 - probabilities[last]) * high.centre + high.spread * high.density
  }

  /// The normal distribution through two quantiles, and the density of the standard one at the outer.
  private func normal(
    from outer: Int, inner: Int
  ) -> (centre: Double, spread: Double, density: Double) {
    let (z, z0) = (normalQuantile(probabilities[outer]), normalQuantile(probabilities[inner]))
    let spread = (values[outer] - values[inner]) / (z - z0)
    let density = Double.exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    return (values[outer] - spread * z, spread, density)
  }

  private func beyond(_ p: Double, from outer: Int, inner: Int) -> Double {
    let (z, z0) = (normalQuantile(probabilities[outer]), normalQuantile(probabilities[inner]))
    let slope = (values[outer] - values[inner]) / (z - z0)
    return values[outer] + slope * (normalQuantile(p) - z)
  }
}
