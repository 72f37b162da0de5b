import RealModule

/// The likelihood of exponential smoothing and its gradient, fast: one pass forward over the values,
/// one back.
///
/// What is minimised is n/2 · log Σε² + Σ log|μ|, the second sum for multiplicative errors alone: the
/// negative log-likelihood with the variance concentrated out, without its constants (Hyndman et al.
/// 2008, §5.1). Nothing is allocated by an evaluation.
final class ETSLikelihood {
  let values: [Double]
  let form: ETSForm
  /// 1 without a season.
  let seasonLength: Int
  /// Where the season starts among the parameters.
  static let seasonStart = 6

  /// For each step the base q, the season s, the error E = y − μ and the slope b before it.
  private let trace: UnsafeMutableBufferPointer<(q: Double, s: Double, error: Double, b: Double)>
  private let season: UnsafeMutableBufferPointer<Double>
  private let seasonGradient: UnsafeMutableBufferPointer<Double>
  /// Keeps the logarithm finite when everything is foreseen: errors a billionth of the scale.
  private let floor: Double

  init(_ values: [Double], form: ETSForm, seasonLength: Int) {
    self.values = values
    self.form = form
    self.seasonLength = form.season == .none ? 1 : seasonLength
    trace = .allocate(capacity: values.count)
    trace.initialize(repeating: (0, 0, 0, 0))
    season = .allocate(capacity: self.seasonLength)
    season.initialize(repeating: 0)
    seasonGradient = .allocate(capacity: self.seasonLength)
    seasonGradient.initialize(repeating: 0)
    let scale = form.error == .multiplicative ? 1 : max(mean(values.map(abs)), 1e-150)
    floor = Double(values.count) * (1e-9 * scale) * (1e-9 * scale)
  }

  deinit {
    trace.deallocate()
    season.deallocate()
    seasonGradient.deallocate()
  }

  /// What is to be minimised, and its gradient.
  ///
  /// - Parameters:
  ///   - p: α, β, γ, φ, ℓ, b, then the season.
  ///   - gradient: The derivatives by each of them, overwritten; untouched if the value is infinite.
  /// - Returns: infinity where a state that must be positive is not.
  func evaluate(_ p: [Double], gradient: inout [Double]) -> Double {
    let (squares, logarithms) = forward(p)
    guard squares.isFinite, logarithms.isFinite else { return .infinity }
    backward(p, squares: squares, gradient: &gradient)
    return Double(values.count) / 2 * Double.log(squares) + logarithms
  }

  /// The sum of squares of ε, and Σ log|μ|.
  func forward(_ p: [Double]) -> (squares: Double, logarithms: Double) {
    let (alpha, beta, gamma, phi) = (p[0], p[1], p[2], p[3])
    var (l, b) = (p[4], p[5])
    for j in 0..<seasonLength { season[j] = p[Self.seasonStart + j] }
    let isMultiplicative = form.error == .multiplicative
    var (squares, product, logarithms) = (floor, 1.0, 0.0)
    var phase = 0
    for t in 0..<values.count {
      let q = l + phi * b
      let s = season[phase]
      let mu: Double
      switch form.season {
      case .none: mu = q
      case .additive: mu = q + s
      case .multiplicative:
        guard q > 0, s > 0 else { return (.infinity, .infinity) }
        mu = q * s
      }
      let error = values[t] - mu
      trace[t] = (q, s, error, b)
      var (u, v) = (error, error)
      if form.season == .multiplicative { (u, v) = (error / s, error / q) }
      l = q + alpha * u
      b = phi * b + beta * u
      season[phase] = s + gamma * v
      phase = phase + 1 == seasonLength ? 0 : phase + 1
      if isMultiplicative {
        guard mu > 0 else { return (.infinity, .infinity) }
        let epsilon = error / mu
        squares += epsilon * epsilon
        product *= mu
        if product > 1e100 || product < 1e-100 {  // one logarithm for many factors
          logarithms += Double.log(product)
          product = 1
        }
      } else {
        squares += error * error
      }
    }
    return (squares, logarithms + Double.log(product))
  }

  /// The chain rule from the last value back to the first.
  private func backward(_ p: [Double], squares: Double, gradient: inout [Double]) {
    let (alpha, beta, gamma, phi) = (p[0], p[1], p[2], p[3])
    let weight = Double(values.count) / squares
    var (dAlpha, dBeta, dGamma, dPhi) = (0.0, 0.0, 0.0, 0.0)
    var (dl, db) = (0.0, 0.0)  // by the states after the step, then by those before it
    for j in 0..<seasonLength { seasonGradient[j] = 0 }
    var phase = values.count % seasonLength
    for t in stride(from: values.count - 1, through: 0, by: -1) {
      phase = phase == 0 ? seasonLength - 1 : phase - 1
      let (q, s, error, b) = trace[t]
      let ds = seasonGradient[phase]
      var (dError, dMu, dq, dsBefore) = (0.0, 0.0, dl, ds)
      if form.error == .multiplicative {
        let mu = values[t] - error
        let epsilon = error / mu
        dMu = 1 / mu - weight * epsilon * values[t] / (mu * mu)
      } else {
        dMu = -weight * error
      }
      if form.season == .multiplicative {
        let (u, v) = (error / s, error / q)
        let (du, dv) = (alpha * dl + beta * db, gamma * ds)
        dAlpha += dl * u
        dBeta += db * u
        dGamma += ds * v
        dError = du / s + dv / q
        dsBefore -= du * u / s
        dq -= dv * v / q
      } else {
        dAlpha += dl * error
        dBeta += db * error
        dGamma += ds * error
        dError = alpha * dl + beta * db + gamma * ds
      }
      dMu -= dError
      switch form.season {
      case .none: dq += dMu
      case .additive:
        dq += dMu
        dsBefore += dMu
      case .multiplicative:
        dq += dMu * s
        dsBefore += dMu * q
      }
      seasonGradient[phase] = dsBefore
      dPhi += (db + dq) * b
      db = phi * (db + dq)
      dl = dq
    }
    (gradient[0], gradient[1], gradient[2], gradient[3]) = (dAlpha, dBeta, dGamma, dPhi)
    (gradient[4], gradient[5]) = (dl, db)
    for j in 0..<seasonLength { gradient[Self.seasonStart + j] = seasonGradient[j] }
  }
}
