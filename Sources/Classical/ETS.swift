import RealModule

/// Exponential smoothing in the form of a state space model with a single source of error, fitted by
/// maximum likelihood, initial states included (Hyndman, Koehler, Ord and Snyder, *Forecasting with
/// Exponential Smoothing*, Springer 2008).
///
/// ```swift
/// let model = try ETS.fit(passengers, seasonLength: 12, form: .holtWintersMultiplicative)
/// model.description  // "ETS(M,A,M)"
/// let next = model.forecast(passengers, horizon: 12).point
/// ```
///
/// Intervals: with additive errors and no multiplicative season the variances are exact (class 1,
/// §6.3 of the book); otherwise 2,000 simulated paths with normal errors and a fixed seed.
public struct ETS: ClassicalModel {
  /// The form.
  public let form: ETSForm
  /// 1 without a season.
  public let seasonLength: Int
  /// The log-likelihood at the estimates, constants included.
  public let logLikelihood: Double
  /// Akaike's criterion, corrected for short series; infinity when there are too few values.
  public let aicc: Double
  /// Smoothing of the level.
  public var alpha: Double { parameters.alpha }
  /// Smoothing of the slope, at most `alpha`; 0 without a trend.
  public var beta: Double { parameters.beta }
  /// Smoothing of the season, at most 1 − `alpha`; 0 without a season.
  public var gamma: Double { parameters.gamma }
  /// What is left of the slope after a step; 1 without damping.
  public var phi: Double { parameters.phi }
  /// The standard deviation of the errors, relative ones for multiplicative errors.
  public let sigma: Double

  /// "ETS(M,Ad,M)".
  public var description: String { form.description }
  /// Smoothing parameters, initial states and the variance.
  public var parameterCount: Int { form.parameterCount(seasonLength: seasonLength) }

  let parameters: ETSParameters
  /// How many values at the beginning were not fitted, a multiple of the season length.
  let skipped: Int

  init(
    form: ETSForm, seasonLength: Int, parameters: ETSParameters, sigma: Double,
    logLikelihood: Double, count: Int, skipped: Int
  ) {
    self.form = form
    self.seasonLength = seasonLength
    self.parameters = parameters
    self.sigma = sigma
    self.logLikelihood = logLikelihood
    self.skipped = skipped
    aicc = Classical.aicc(
      logLikelihood, parameters: form.parameterCount(seasonLength: seasonLength), count: count)
  }

  /// Akaike's criterion, what the form is chosen by; infinity when there are too few values.
  public var aic: Double {
    aicc.isFinite ? -2 * logLikelihood + 2 * Double(parameterCount) : .infinity
  }

  /// The same model whose initial states belong to a later value.
  func skipping(_ count: Int) -> ETS {
    ETS(self, skipped: count)
  }

  private init(_ other: ETS, skipped: Int) {
    form = other.form
    seasonLength = other.seasonLength
    parameters = other.parameters
    sigma = other.sigma
    logLikelihood = other.logLikelihood
    aicc = other.aicc
    self.skipped = skipped
  }

  /// Forecasts after `history`; means, or with multiplicative errors what follows without errors.
  public func forecast(_ history: [Double], horizon: Int) -> ClassicalForecast {
    var state = initial
    for y in history[start(history)...] { state.advance(error: y - state.expected) }
    let steps = max(0, horizon)
    let end = state
    let point = (0..<steps).map { _ in
      defer { state.advance(error: 0) }
      return bounded(state.expected)
    }
    if form.error == .additive, form.season != .multiplicative {
      return ClassicalForecast(normal: point, deviation: deviations(steps))
    }
    let model = self
    return ClassicalForecast(
      point: point, spread: .simulated { model.paths(from: end, steps: steps) })
  }

  /// One-step forecasts; nil before the first value that was fitted.
  public func oneStep(_ history: [Double]) -> [Double?] {
    var state = initial
    let first = start(history)
    return history.indices.map { t in
      guard t >= first else { return nil }
      defer { state.advance(error: history[t] - state.expected) }
      return bounded(state.expected)
    }
  }

  private var initial: ETSState { ETSState(parameters, seasonKind: form.season) }

  /// Where the initial states belong: a history that ends before has them at its beginning.
  private func start(_ history: [Double]) -> Int { history.count > skipped ? skipped : 0 }

  /// σ_h = σ √(1 + Σ_{j<h} c_j²), c_j = α + β(φ + … + φ^j) + γ [m divides j].
  private func deviations(_ steps: Int) -> [Double] {
    var (sum, damping, power) = (1.0, 0.0, 1.0)
    return (0..<steps).map { j in
      if j > 0 {
        power *= phi
        damping += power
        let c = alpha + beta * damping + (j.isMultiple(of: seasonLength) ? gamma : 0)
        sum += c * c
      }
      return sigma * Double.sqrt(sum)
    }
  }

  /// Sorted simulated values, `[step][path]`.
  private func paths(from end: ETSState, steps: Int) -> [[Double]] {
    let count = 2_000
    var generator = NormalGenerator(seed: 1)
    var values = Array(repeating: Array(repeating: 0.0, count: count), count: steps)
    for path in 0..<count {
      var state = end
      for h in 0..<steps {
        let expected = state.expected
        var error = sigma * generator.next()
        if form.error == .multiplicative {
          error = max(error, -0.999) * expected  // a positive value stays positive
        }
        values[h][path] = bounded(expected + error)
        state.advance(error: error)
      }
    }
    return values.map { $0.sorted() }
  }
}

/// Akaike's criterion, corrected for short series: −2 log L + 2k + 2k(k + 1)/(n − k − 1); infinity
/// when n ≤ k + 1.
func aicc(_ logLikelihood: Double, parameters k: Int, count n: Int) -> Double {
  guard n > k + 1 else { return .infinity }
  return -2 * logLikelihood + 2 * Double(k) + 2 * Double(k * (k + 1)) / Double(n - k - 1)
}
