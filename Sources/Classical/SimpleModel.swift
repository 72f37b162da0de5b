import RealModule

/// Mean, naive, seasonal naive and drift, with the standard deviations of Hyndman and
/// Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §5.5.
///
/// | method | deviation at step h, from T values |
/// |---|---|
/// | mean | σ √(1 + 1/T) |
/// | naive | σ √h |
/// | seasonal naive | σ √(k + 1), k the whole seasons before step h |
/// | drift | σ √(h (1 + h/(T − 1))) |
///
/// σ² is the sum of squares of the residuals by their number less the parameters.
struct SimpleModel: ClassicalModel {
  let method: ClassicalMethod
  let seasonLength: Int
  let parameterCount: Int
  /// How many values were fitted.
  private let count: Int
  /// The mean, or the slope of the drift.
  private let parameter: Double
  private let sigma: Double

  var description: String {
    switch method {
    case .mean: "Mean"
    case .seasonalNaive: "Seasonal naive"
    case .drift: "Drift"
    default: "Naive"
    }
  }

  init(_ method: ClassicalMethod, _ values: [Double], seasonLength: Int) throws(ClassicalError) {
    let needed =
      switch method {
      case .seasonalNaive: max(seasonLength, 1) + 1
      case .drift: 3
      default: 2
      }
    try validate(values, seasonLength: seasonLength, method: method.rawValue, needed: needed)
    self.method = method
    self.seasonLength = seasonLength
    count = values.count
    let estimated = method == .mean || method == .drift ? 1 : 0
    parameterCount = estimated + 1
    parameter =
      switch method {
      case .mean: mean(values)
      case .drift: (values[values.count - 1] - values[0]) / Double(values.count - 1)
      default: 0
      }
    let warmUp = method == .mean ? 0 : method == .seasonalNaive ? seasonLength : 1
    var squares = 0.0
    for t in warmUp..<values.count {
      let expected =
        switch method {
        case .mean: parameter
        case .seasonalNaive: values[t - seasonLength]
        default: values[t - 1] + parameter
        }
      squares += (values[t] - expected) * (values[t] - expected)
    }
    sigma = Double.sqrt(squares / Double(max(1, values.count - warmUp - estimated)))
  }

  func forecast(_ history: [Double], horizon: Int) -> ClassicalForecast {
    let steps = Array(0..<max(0, horizon))
    return ClassicalForecast(
      normal: steps.map { point(history, step: $0 + 1) },
      deviation: steps.map { sigma * Double.sqrt(spread(step: $0 + 1)) })
  }

  func oneStep(_ history: [Double]) -> [Double?] {
    history.indices.map { t in
      switch method {
      case .mean: parameter
      case .seasonalNaive: t < seasonLength ? nil : history[t - seasonLength]
      default: t < 1 ? nil : history[t - 1] + parameter
      }
    }
  }

  /// A history shorter than a season has its last value for the steps that it lacks.
  private func point(_ history: [Double], step h: Int) -> Double {
    guard let last = history.last else { return method == .mean ? parameter : 0 }
    return switch method {
    case .mean: parameter
    case .seasonalNaive:
      history.count < seasonLength
        ? last : history[history.count - seasonLength + (h - 1) % seasonLength]
    default: last + Double(h) * parameter
    }
  }

  private func spread(step h: Int) -> Double {
    switch method {
    case .mean: 1 + 1 / Double(count)
    case .seasonalNaive: Double((h - 1) / seasonLength + 1)
    case .drift: Double(h) * (1 + Double(h) / Double(count - 1))
    default: Double(h)
    }
  }
}
