import RealModule

/// Between the parameters of exponential smoothing, which have limits, and free numbers.
///
/// The limits are the usual ones: 0 < β < α < 1, 0 < γ < 1 − α, 0.8 ≤ φ ≤ 0.98. A season of length m
/// has m − 1 free numbers: it sums to 0, or its mean is 1.
struct ETSCoordinates {
  let form: ETSForm
  let seasonLength: Int
  /// The states around which the free ones are counted, and in which unit.
  let centre: ETSParameters
  let unit: Double

  static let alphaLimits = 1e-4...0.9999
  static let smallest = 1e-4
  static let phiLimits = 0.8...0.98

  private var hasTrend: Bool { form.trend != .none }
  private var hasSeason: Bool { form.season != .none }
  private var isDamped: Bool { form.trend == .damped }
  private var seasonUnit: Double {
    form.season == .multiplicative ? unit / max(abs(centre.level), unit) : unit
  }

  /// The free numbers of the centre with these smoothing parameters.
  func start(alpha: Double) -> [Double] {
    let low = Self.alphaLimits.lowerBound
    let share = (alpha - low) / (Self.alphaLimits.upperBound - low)
    var x = [Double.log(share / (1 - share))]
    if hasTrend { x.append(-2.2) }  // a tenth of the range
    if hasSeason { x.append(-2.2) }
    if isDamped { x.append(2.2) }
    x.append(0)
    if hasTrend { x.append(0) }
    if hasSeason { x.append(contentsOf: Array(repeating: 0, count: seasonLength - 1)) }
    return x
  }

  /// The parameters as ``ETSLikelihood`` takes them, and what is needed for the chain rule.
  func parameters(_ x: [Double], into p: inout [Double], shares: inout [Double]) {
    var i = 0
    func next() -> Double {
      defer { i += 1 }
      return x[i]
    }
    let span = Self.alphaLimits.upperBound - Self.alphaLimits.lowerBound
    shares[0] = logistic(next())
    p[0] = Self.alphaLimits.lowerBound + span * shares[0]
    shares[1] = hasTrend ? logistic(next()) : 0
    p[1] = hasTrend ? Self.smallest + (p[0] - Self.smallest) * shares[1] : 0
    shares[2] = hasSeason ? logistic(next()) : 0
    p[2] = hasSeason ? Self.smallest + (1 - p[0] - Self.smallest) * shares[2] : 0
    shares[3] = isDamped ? logistic(next()) : 0
    let (low, high) = (Self.phiLimits.lowerBound, Self.phiLimits.upperBound)
    p[3] = isDamped ? low + (high - low) * shares[3] : 1
    p[4] = centre.level + unit * next()
    p[5] = hasTrend ? centre.slope + unit * next() : 0
    let start = ETSLikelihood.seasonStart
    guard hasSeason else {
      p[start] = 0
      return
    }
    var sum = 0.0
    for j in 0..<(seasonLength - 1) {
      let value = centre.season[j] + seasonUnit * next()
      p[start + j] = value
      sum += value
    }
    let total = form.season == .multiplicative ? Double(seasonLength) : 0
    p[start + seasonLength - 1] = total - sum
  }

  /// The gradient by the free numbers from the one by the parameters.
  func pullBack(
    _ gradient: [Double], parameters p: [Double], shares: [Double], into result: inout [Double]
  ) {
    var i = 0
    func put(_ value: Double) {
      result[i] = value
      i += 1
    }
    func slope(_ share: Double) -> Double { share * (1 - share) }
    let span = Self.alphaLimits.upperBound - Self.alphaLimits.lowerBound
    let byAlpha = gradient[0] + gradient[1] * shares[1] - gradient[2] * shares[2]
    put(byAlpha * span * slope(shares[0]))
    if hasTrend { put(gradient[1] * (p[0] - Self.smallest) * slope(shares[1])) }
    if hasSeason { put(gradient[2] * (1 - p[0] - Self.smallest) * slope(shares[2])) }
    if isDamped {
      put(gradient[3] * (Self.phiLimits.upperBound - Self.phiLimits.lowerBound) * slope(shares[3]))
    }
    put(gradient[4] * unit)
    if hasTrend { put(gradient[5] * unit) }
    guard hasSeason else { return }
    let start = ETSLikelihood.seasonStart
    let last = gradient[start + seasonLength - 1]
    for j in 0..<(seasonLength - 1) { put((gradient[start + j] - last) * seasonUnit) }
  }

  /// The flat parameters as a value.
  func named(_ p: [Double]) -> ETSParameters {
    ETSParameters(
      alpha: p[0], beta: p[1], gamma: p[2], phi: p[3], level: p[4], slope: p[5],
      season: Array(p[ETSLikelihood.seasonStart...]))
  }
}

/// 1 / (1 + e^−x).
func logistic(_ x: Double) -> Double { 1 / (1 + Double.exp(-x)) }
