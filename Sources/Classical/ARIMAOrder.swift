import RealModule

/// The order of a seasonal ARIMA model (p,d,q)(P,D,Q)m.
///
/// ```text
/// φ(B) Φ(Bᵐ) ((1 − B)ᵈ (1 − Bᵐ)ᴰ y − c) = θ(B) Θ(Bᵐ) ε
/// φ(B) = 1 − φ₁B − …, θ(B) = 1 + θ₁B + …, and so Φ and Θ in Bᵐ
/// ```
/// Box and Jenkins write θ with the other sign: their 0.40 is −0.40 here.
public struct ARIMAOrder: Hashable, Sendable, CustomStringConvertible {
  /// Autoregressive terms.
  public var p: Int
  /// Differences.
  public var d: Int
  /// Moving-average terms.
  public var q: Int
  /// Seasonal autoregressive terms.
  public var seasonalP: Int
  /// Seasonal differences.
  public var seasonalD: Int
  /// Seasonal moving-average terms.
  public var seasonalQ: Int
  /// Whether the differenced values have a mean c of their own: a drift after one difference.
  public var hasConstant: Bool

  /// An order.
  public init(
    _ p: Int, _ d: Int, _ q: Int, seasonal: (p: Int, d: Int, q: Int) = (0, 0, 0),
    hasConstant: Bool = false
  ) {
    self.p = p
    self.d = d
    self.q = q
    seasonalP = seasonal.p
    seasonalD = seasonal.d
    seasonalQ = seasonal.q
    self.hasConstant = hasConstant
  }

  /// The model of the airline series, (0,1,1)(0,1,1) (Box and Jenkins, *Time Series Analysis:
  /// Forecasting and Control*, 1970, §9.2).
  public static let airline = ARIMAOrder(0, 1, 1, seasonal: (0, 1, 1))

  /// Whether there is any seasonal part.
  public var isSeasonal: Bool { seasonalP + seasonalD + seasonalQ > 0 }

  /// "(0,1,1)(0,1,1)".
  public var description: String {
    "(\(p),\(d),\(q))" + (isSeasonal ? "(\(seasonalP),\(seasonalD),\(seasonalQ))" : "")
  }

  /// How many coefficients are searched.
  var coefficientCount: Int { p + q + seasonalP + seasonalQ }
  /// Coefficients, the constant and the variance.
  public var parameterCount: Int { coefficientCount + (hasConstant ? 1 : 0) + 1 }
  /// How many values the differences cost.
  func lost(seasonLength: Int) -> Int { d + seasonalD * seasonLength }

  var isValid: Bool {
    [p, d, q, seasonalP, seasonalD, seasonalQ].allSatisfy { (0...5).contains($0) }
  }
}

/// The coefficients of a seasonal ARIMA model.
struct ARIMACoefficients: Sendable, Equatable {
  var ar: [Double] = []
  var ma: [Double] = []
  var seasonalAR: [Double] = []
  var seasonalMA: [Double] = []

  /// Stationary and invertible coefficients from free numbers, those of AR, MA, seasonal AR and
  /// seasonal MA in this order.
  ///
  /// u / √(1 + u²) is a partial autocorrelation; the recursion of Durbin and Levinson makes
  /// coefficients of them (Monahan, *A note on enforcing stationarity in autoregressive-moving
  /// average models*, Biometrika 71, 1984).
  init(free: [Double], order: ARIMAOrder) {
    var rest = free[...]
    func take(_ count: Int) -> [Double] {
      defer { rest = rest.dropFirst(count) }
      return stationary(rest.prefix(count).map { $0 / Double.sqrt(1 + $0 * $0) })
    }
    ar = take(order.p)
    ma = take(order.q).map { -$0 }
    seasonalAR = take(order.seasonalP)
    seasonalMA = take(order.seasonalQ).map { -$0 }
  }

  init() {}

  /// φ₁, φ₂, … of the product φ(B)Φ(Bᵐ).
  func fullAR(seasonLength m: Int) -> [Double] {
    let product = multiply([1] + ar.map { -$0 }, spread([1] + seasonalAR.map { -$0 }, by: m))
    return product.dropFirst().map { -$0 }
  }

  /// θ₁, θ₂, … of the product θ(B)Θ(Bᵐ).
  func fullMA(seasonLength m: Int) -> [Double] {
    Array(multiply([1] + ma, spread([1] + seasonalMA, by: m)).dropFirst())
  }
}

/// The coefficients of an autoregression from its partial autocorrelations.
private func stationary(_ partial: [Double]) -> [Double] {
  var result: [Double] = []
  for r in partial {
    let reversed = Array(result.reversed())
    result = zip(result, reversed).map { $0 - r * $1 } + [r]
  }
  return result
}

/// δ₁, δ₂, … with (1 − B)ᵈ (1 − Bᵐ)ᴰ y_t = y_t − Σ δ_k y_{t−k}.
func differenceCoefficients(_ order: ARIMAOrder, seasonLength m: Int) -> [Double] {
  var product = [1.0]
  for _ in 0..<order.d { product = multiply(product, [1, -1]) }
  for _ in 0..<order.seasonalD { product = multiply(product, spread([1, -1], by: m)) }
  return product.dropFirst().map { -$0 }
}

/// The product of two polynomials, the constant term first.
private func multiply(_ a: [Double], _ b: [Double]) -> [Double] {
  var result = Array(repeating: 0.0, count: a.count + b.count - 1)
  for (i, x) in a.enumerated() where x != 0 {
    for (j, y) in b.enumerated() { result[i + j] += x * y }
  }
  return result
}

/// The polynomial in Bᵐ.
private func spread(_ a: [Double], by m: Int) -> [Double] {
  var result = Array(repeating: 0.0, count: (a.count - 1) * m + 1)
  for (i, x) in a.enumerated() { result[i * m] = x }
  return result
}

/// The differences of values, by the coefficients of ``differenceCoefficients(_:seasonLength:)``.
func differences(_ values: [Double], _ coefficients: [Double]) -> [Double] {
  guard values.count > coefficients.count else { return [] }
  return (coefficients.count..<values.count).map { t in
    coefficients.enumerated().reduce(values[t]) { $0 - $1.element * values[t - 1 - $1.offset] }
  }
}
