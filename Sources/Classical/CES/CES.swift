import RealModule

/// Complex exponential smoothing: a level and its information potential, smoothed together by a
/// complex number, so that one form goes over from a level to a trend (Svetunkov, Kourentzes and
/// Ord, *Complex exponential smoothing*, Naval Research Logistics 69, 2022).
///
/// ```swift
/// let model = try CES.fit(passengers, seasonLength: 12, form: .full)
/// model.description  // "CES(F)"
/// let next = model.forecast(passengers, horizon: 12).point
/// ```
///
/// Errors are additive, and the model is linear, so the forecasts are means and the variances of
/// normal intervals are exact: σ_h² = σ² (1 + Σ_{j<h} c_j²), c_j the effect of an error j steps
/// later.
public struct CES: ClassicalModel {
  /// The form.
  public let form: CESForm
  /// 1 without a season.
  public let seasonLength: Int
  /// α₀, α₁, and as the form has them β₀ and β₁: the real and imaginary parts of what smooths the
  /// level and the season.
  public let smoothing: [Double]
  /// The standard deviation of the errors: their squares by the values less the numbers estimated.
  public let sigma: Double
  /// The log-likelihood at the estimates, constants included.
  public let logLikelihood: Double
  /// Akaike's criterion, corrected for short series, the season not counted, as `auto.ces` of R and
  /// `AutoCES` of Python have it; infinity when there are too few values.
  public let aicc: Double

  /// "CES(F)".
  public var description: String { "CES(\(form.rawValue))" }
  /// Smoothing parameters, the variance, and the season: its first state is backcast from the
  /// values, and what can be chosen freely there is one number less than the season has steps.
  public var parameterCount: Int { form.smoothingCount + 1 + seasonCount }

  private var seasonCount: Int { form == .none ? 0 : seasonLength - 1 }

  /// What the form is chosen by, the least being best: ``aicc``, and 2 for each number of the season.
  ///
  /// Between forms with a season that is the choice of ``aicc``. Against the form without, the
  /// season has to be worth its numbers; it is free in R and Python, where it is found in most
  /// random walks.
  var criterion: Double { aicc + 2 * Double(seasonCount) }

  /// The state before the first value that was fitted.
  private let initial: CESState
  /// How many values at the beginning were not fitted, a multiple of the season length.
  private let skipped: Int

  /// The model with these smoothing parameters, its initial state backcast from `values`.
  ///
  /// - Parameters:
  ///   - values: At least as many as the form needs.
  ///   - form: Which parts there are.
  ///   - seasonLength: 1 for the form without a season.
  ///   - smoothing: α₀, α₁ and as the form has them β₀, β₁.
  ///   - skipped: How many values came before `values`.
  /// - Precondition: There are as many parameters as the form has, and two seasons of values if it
  ///   has a season.
  init(
    _ values: [Double], form: CESForm, seasonLength: Int, smoothing: [Double], skipped: Int = 0
  ) {
    self.form = form
    self.seasonLength = seasonLength
    self.smoothing = smoothing
    self.skipped = skipped
    let likelihood = CESLikelihood(values, form: form, seasonLength: seasonLength)
    let (initial, squares) = likelihood.evaluate(smoothing)
    self.initial = initial
    let n = Double(values.count)
    let season = form == .none ? 0 : seasonLength - 1
    sigma = Double.sqrt(squares / max(1, n - Double(form.smoothingCount + season)))
    logLikelihood = -n / 2 * (Double.log(2 * Double.pi * squares / n) + 1)
    aicc = Classical.aicc(logLikelihood, parameters: form.smoothingCount + 1, count: values.count)
  }

  /// Forecasts after `history`.
  public func forecast(_ history: [Double], horizon: Int) -> ClassicalForecast {
    let steps = max(0, horizon)
    let rules = CESSmoothing(smoothing, form: form)
    let fitted = Array(history[start(history)...])
    var state = initial
    _ = state.run(fitted, backward: false, by: rules, seasonLength: seasonLength)
    let point = (0..<steps).map { h in
      let phase = (fitted.count + h) % seasonLength
      defer { state.advance(at: phase, error: 0, by: rules) }
      return bounded(state.expected(at: phase))
    }
    return ClassicalForecast(normal: point, deviation: deviations(steps, rules))
  }

  /// One-step forecasts; nil before the first value that was fitted.
  public func oneStep(_ history: [Double]) -> [Double?] {
    let rules = CESSmoothing(smoothing, form: form)
    let first = start(history)
    var state = initial
    return history.indices.map { t in
      guard t >= first else { return nil }
      let phase = (t - first) % seasonLength
      let expected = state.expected(at: phase)
      state.advance(at: phase, error: history[t] - expected, by: rules)
      return bounded(expected)
    }
  }

  /// Where the initial state belongs: a history that ends before has it at its beginning.
  private func start(_ history: [Double]) -> Int { history.count > skipped ? skipped : 0 }

  /// The effect of a single error is the forecast of a state that knows nothing else.
  private func deviations(_ steps: Int, _ rules: CESSmoothing) -> [Double] {
    var state = CESState(zeroOf: form, seasonLength: seasonLength)
    var squares = 0.0
    return (0..<steps).map { h in
      let phase = h % seasonLength
      let effect = h == 0 ? 1 : state.expected(at: phase)
      squares += effect * effect
      state.advance(at: phase, error: h == 0 ? 1 : 0, by: rules)
      return bounded(sigma * Double.sqrt(squares))
    }
  }
}
