import RealModule

/// How much wider the residuals of step `h` are than those of step 1: `h` to a power.
///
/// ```
/// g(h) = h^β,   0 ≤ β ≤ 1
/// ```
///
/// β is ½ for a random walk, 0 where distance does not matter, 1 for a slope that was guessed.
struct GrowthLaw: Hashable, Sendable {
  /// β.
  let exponent: Double

  /// Fits β by least squares to the logarithms of the root mean squares of the residuals of each
  /// step, a step counting as much as it has residuals.
  ///
  /// ½ where fewer than two steps have a spread.
  init(fitting residuals: [[Double]]) {
    typealias Point = (x: Double, y: Double, w: Double)
    let points = residuals.enumerated().compactMap { index, own -> Point? in
      let square = own.mean { $0 * $0 }
      guard square > 0, square.isFinite else { return nil }
      return (Double.log(Double(index + 1)), Double.log(square) / 2, Double(own.count))
    }
    let weight = points.reduce(0) { $0 + $1.w }
    let x = points.reduce(0) { $0 + $1.w * $1.x } / weight
    let y = points.reduce(0) { $0 + $1.w * $1.y } / weight
    let squares = points.reduce(0) { $0 + $1.w * ($1.x - x) * ($1.x - x) }
    let products = points.reduce(0) { $0 + $1.w * ($1.x - x) * ($1.y - y) }
    exponent = points.count > 1 && squares > 0 ? min(max(products / squares, 0), 1) : 0.5
  }

  /// `g(h)`.
  func callAsFunction(_ step: Int) -> Double { Double.pow(Double(step), exponent) }
}
