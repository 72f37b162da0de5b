import RealModule

/// The choice of an ARIMA model: see ``ARIMA/fit(_:seasonLength:)``.
struct ARIMASearch {
  private let estimator: ARIMAEstimator
  private let hasSeason: Bool
  private let differencing: (d: Int, seasonalD: Int)

  /// Two differences at most, and one on logs: two of logs forecast growth of the growth rate.
  private static func mostDifferences(onLogs: Bool) -> Int { onLogs ? 1 : 2 }
  /// From this season length on, a plain difference goes with a seasonal one, as in the airline model.
  ///
  /// On the monthly series of the M1 competition that is as accurate as asking the test, and intervals
  /// hold better; on its quarterly series it is less accurate.
  private static let longSeason = 12
  /// Inverse roots beyond this are too near to the unit circle.
  private static let largestInverseRoot = 1 / 1.01

  init(_ values: [Double], seasonLength: Int) {
    hasSeason = seasonLength > 1
    estimator = ARIMAEstimator.likelier(values, seasonLength: seasonLength)
    differencing = Self.differencing(estimator)
  }

  /// The order of least AICc that the steps lead to.
  func best() -> ARIMA {
    let (d, seasonalD) = differencing
    let allowsConstant = d + seasonalD <= 1
    let plain = ARIMAOrder(0, d, 0, seasonal: (0, seasonalD, 0), hasConstant: allowsConstant)
    guard !isFlat(plain) else { return estimator.fitWithoutCoefficients(plain) }
    var tried: Set<ARIMAOrder> = []
    var best: ARIMA?
    /// Whether the order is better than the best one.
    func improves(_ order: ARIMAOrder) -> Bool {
      guard tried.insert(order).inserted, isAllowed(order, allowsConstant),
        let model = estimator.fit(order), model.aicc < best?.aicc ?? .infinity,
        model.coefficients.largestInverseRoot < Self.largestInverseRoot
      else { return false }
      best = model
      return true
    }
    for order in starts(allowsConstant) { _ = improves(order) }
    while let current = best?.order, neighbours(of: current).contains(where: improves) {}
    return best ?? estimator.fitWithoutCoefficients(plain)
  }

  private func starts(_ constant: Bool) -> [ARIMAOrder] {
    let (d, D) = differencing
    let s = hasSeason ? 1 : 0
    return [
      ARIMAOrder(2, d, 2, seasonal: (s, D, s), hasConstant: constant),
      ARIMAOrder(0, d, 0, seasonal: (0, D, 0), hasConstant: constant),
      ARIMAOrder(1, d, 0, seasonal: (s, D, 0), hasConstant: constant),
      ARIMAOrder(0, d, 1, seasonal: (0, D, s), hasConstant: constant),
    ]
  }

  /// One term more or less of one kind or of a pair, or the constant the other way.
  private func neighbours(of order: ARIMAOrder) -> [ARIMAOrder] {
    let moves = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)]
    var result: [ARIMAOrder] = []
    if hasSeason {
      for (p, q) in moves {
        var next = order
        next.seasonalP += p
        next.seasonalQ += q
        result.append(next)
      }
    }
    for (p, q) in moves {
      var next = order
      next.p += p
      next.q += q
      result.append(next)
    }
    var other = order
    other.hasConstant.toggle()
    return result + [other]
  }

  private func isAllowed(_ order: ARIMAOrder, _ allowsConstant: Bool) -> Bool {
    (0...2).contains(order.p) && (0...2).contains(order.q) && (0...1).contains(order.seasonalP)
      && (0...1).contains(order.seasonalQ) && (allowsConstant || !order.hasConstant)
  }

  /// Whether nothing is left to explain after the differences.
  private func isFlat(_ order: ARIMAOrder) -> Bool {
    let coefficients = differenceCoefficients(order, seasonLength: estimator.seasonLength)
    let left = differences(estimator.values, coefficients)
    let scale = mean(estimator.values.map(abs))
    return Double.sqrt(variance(left)) <= 1e-12 * scale
  }

  private static func differencing(_ estimator: ARIMAEstimator) -> (d: Int, seasonalD: Int) {
    let m = estimator.seasonLength
    let season = Decomposition(estimator.values, seasonLength: m, kind: .additive)
    let seasonalD = season.map { $0.strength > 0.64 } == true ? 1 : 0
    if seasonalD == 1, m >= longSeason { return (1, 1) }
    var (d, left) = (0, estimator.values)
    if seasonalD == 1 {
      let order = ARIMAOrder(0, 0, 0, seasonal: (0, 1, 0))
      left = differences(left, differenceCoefficients(order, seasonLength: m))
    }
    let most = mostDifferences(onLogs: estimator.isOnLogs)
    while d + seasonalD < most, left.count > 3, !looksStationary(left) {
      left = differences(left, [1])
      d += 1
    }
    return (d, seasonalD)
  }
}

/// Whether the test of Kwiatkowski, Phillips, Schmidt and Shin (*Testing the null hypothesis of
/// stationarity against the alternative of a unit root*, Journal of Econometrics 54, 1992) does not
/// reject a constant level at 5 %, with Bartlett's weights over ⌊3√n/13⌋ lags as in R's `ndiffs`.
func looksStationary(_ values: [Double]) -> Bool {
  let n = values.count
  let centre = mean(values)
  let rest = values.map { $0 - centre }
  let lags = Int(3 * Double.sqrt(Double(n)) / 13)
  var longRun = rest.reduce(0) { $0 + $1 * $1 }
  for lag in stride(from: 1, through: lags, by: 1) {
    let product = zip(rest.dropFirst(lag), rest).reduce(0) { $0 + $1.0 * $1.1 }
    longRun += 2 * (1 - Double(lag) / Double(lags + 1)) * product
  }
  guard longRun > 0 else { return true }
  var (sum, squares) = (0.0, 0.0)
  for value in rest {
    sum += value
    squares += sum * sum
  }
  return squares / (Double(n) * longRun) <= 0.463
}

extension ARIMACoefficients {
  /// The largest inverse root of its polynomials, of those in Bᵐ as of a polynomial in B.
  fileprivate var largestInverseRoot: Double {
    [ar, ma.map { -$0 }, seasonalAR, seasonalMA.map { -$0 }].map(inverseRoot).max() ?? 0
  }
}

/// The largest |z| with z² − a₁z − a₂ = 0, for at most two coefficients.
private func inverseRoot(_ a: [Double]) -> Double {
  guard let first = a.first else { return 0 }
  let second = a.count > 1 ? a[1] : 0
  let discriminant = first * first + 4 * second
  if discriminant < 0 { return Double.sqrt(-second) }
  return (abs(first) + Double.sqrt(discriminant)) / 2
}
