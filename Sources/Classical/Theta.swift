import RealModule

/// The theta method as a state space model, its parameters by least squares.
///
/// Forecasts extrapolate a line through the values with slope A + Bt and one with its curvature
/// multiplied by θ, and mean the two (Assimakopoulos and Nikolopoulos, *The theta model*,
/// International Journal of Forecasting 16, 2000). In the dynamic optimised form the line is fitted
/// anew at each value and θ is estimated (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler,
/// *Models for optimising the theta method and their relationship to state space models*, 32, 2016):
/// ```text
/// μ_t = ℓ_{t−1} + (1 − 1/θ) ((1 − α)^{t−1} A_{t−1} + (1 − (1 − α)^t)/α · B_{t−1})
/// ℓ_t = αy_t + (1 − α)ℓ_{t−1}
/// ȳ_t = ((t − 1)ȳ_{t−1} + y_t)/t
/// B_t = ((t − 2)B_{t−1} + 6(y_t − ȳ_{t−1})/t)/(t + 1)
/// A_t = ȳ_t − (t + 1)/2 · B_t
/// ```
/// The standard form has θ = 2 and the line through all values: exponential smoothing with half the
/// slope as drift (Hyndman and Billah, *Unmasking the theta method*, 19, 2003).
///
/// Seasonal values are adjusted before: see ``Theta/fit(_:seasonLength:)``. The model is linear in its
/// errors, so the variances are sums over the squared responses to them; errors are taken as normal.
public struct Theta: ClassicalModel {
  /// Which line is extrapolated.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// θ = 2, the line through all fitted values.
    case standard = "Theta"
    /// θ is estimated, the line is that through the values so far.
    case dynamicOptimised = "Dynamic optimised theta"
  }

  /// Which line is extrapolated.
  public let form: Form
  /// Smoothing of the level, 0.1 … 0.99.
  public let alpha: Double
  /// The curvature of the second line, at least 1.
  public let theta: Double
  /// The level before the first value.
  public let initialLevel: Double
  /// The standard deviation of the errors.
  public let sigma: Double
  /// The mean square of the one-step errors, the first three left out.
  public let meanSquare: Double
  /// Intercept and slope of the line through the fitted values, for the standard form.
  let line: (intercept: Double, slope: Double)

  /// "Theta" or "Dynamic optimised theta".
  public var description: String { form.rawValue }
  /// α, ℓ and the variance; θ, or the two of the line.
  public var parameterCount: Int { form == .standard ? 5 : 4 }

  /// Forecasts after `history`: means.
  public func forecast(_ history: [Double], horizon: Int) -> ClassicalForecast {
    let steps = max(0, horizon)
    var state = ThetaState(self)
    for y in history { state.advance(y) }
    let point = (0..<steps).reduce(into: (state: state, points: [Double]())) { result, _ in
      let expected = result.state.expected
      result.points.append(bounded(expected))
      result.state.advance(expected)
    }.points
    return ClassicalForecast(normal: point, deviation: deviations(after: state, point: point))
  }

  /// One-step forecasts; nil for the first value, which only sets the states.
  public func oneStep(_ history: [Double]) -> [Double?] {
    var state = ThetaState(self)
    return history.enumerated().map { t, y in
      defer { state.advance(y) }
      return t == 0 ? nil : bounded(state.expected)
    }
  }

  /// Each future error moves what follows by its response, which is linear.
  private func deviations(after state: ThetaState, point: [Double]) -> [Double] {
    var variances = Array(repeating: 0.0, count: point.count)
    var before = state
    for source in point.indices {
      var (moved, still) = (before, before)
      let expected = before.expected
      variances[source] += sigma * sigma
      moved.advance(expected + sigma)
      still.advance(expected)
      before = still
      for h in point.indices.dropFirst(source + 1) {
        let response = moved.expected - still.expected
        variances[h] += response * response
        moved.advance(moved.expected)
        still.advance(still.expected)
      }
    }
    return variances.map { bounded(Double.sqrt($0)) }
  }
}

/// The states of a theta model as it moves over values.
struct ThetaState {
  let alpha: Double
  /// 1 − 1/θ.
  let weight: Double
  let isDynamic: Bool
  private var level: Double
  private var mean = 0.0
  private var intercept: Double
  private var slope: Double
  private var count = 0.0
  /// (1 − α)^count.
  private var power = 1.0

  init(_ model: Theta) {
    self.init(
      form: model.form, alpha: model.alpha, theta: model.theta, level: model.initialLevel,
      line: model.line)
  }

  init(
    form: Theta.Form, alpha: Double, theta: Double, level: Double,
    line: (intercept: Double, slope: Double)
  ) {
    self.alpha = alpha
    weight = 1 - 1 / theta
    isDynamic = form == .dynamicOptimised
    self.level = level
    (intercept, slope) = isDynamic ? (0, 0) : line
  }

  /// What the next value is expected to be.
  var expected: Double {
    level + weight * (power * intercept + (1 - power * (1 - alpha)) / alpha * slope)
  }

  mutating func advance(_ y: Double) {
    count += 1
    level = alpha * y + (1 - alpha) * level
    power *= 1 - alpha
    guard isDynamic else { return }
    slope = count < 2 ? 0 : ((count - 2) * slope + 6 * (y - mean) / count) / (count + 1)
    mean += (y - mean) / count
    intercept = mean - (count + 1) / 2 * slope
  }
}
