import RealModule

/// The likelihood of complex exponential smoothing with backcast initial states, and its maximum.
///
/// It has several: near α₁ = 1, where the level turns into a trend, narrow valleys lie side by side.
/// So a grid of the whole domain is looked at first, and the descent begins at its best points and
/// at the start that `ces` of R and of Python take.
struct CESLikelihood {
  private let values: [Double]
  private let form: CESForm
  private let seasonLength: Int
  /// What backcasting starts from.
  private let start: CESState
  /// Keeps the logarithm finite when everything is foreseen: errors a billionth of the scale.
  private let floor: Double

  /// The domain of α₀, α₁, β₀, β₁, the same as in Python's statsforecast.
  private static let domain = [0.01...1.8, 0.01...1.9, 0.01...1.5, 0.01...1.5]

  /// The grid of the same: finest where the valleys lie.
  private static let axes = [
    [0.9, 1.1, 1.3, 1.5, 1.7], [0.9, 0.98, 1, 1.005, 1.01, 1.02, 1.05, 1.2],
    [0.02, 0.1, 0.5, 1, 1.4],
    [0.95, 1, 1.1, 1.15, 1.2, 1.25],
  ]

  init(_ values: [Double], form: CESForm, seasonLength: Int) {
    self.values = values
    self.form = form
    self.seasonLength = seasonLength
    start = CESState(values, form: form, seasonLength: seasonLength)
    let scale = max(mean(values.map(abs)), 1e-150)
    floor = Double(values.count) * (1e-9 * scale) * (1e-9 * scale)
  }

  /// The initial state and the sum of squared errors, which is infinite where the model explodes.
  func evaluate(_ parameters: [Double]) -> (initial: CESState, squares: Double) {
    let rules = CESSmoothing(parameters, form: form)
    var state = start
    state.backcast(values, by: rules, seasonLength: seasonLength)
    let initial = state
    let squares = state.run(values, backward: false, by: rules, seasonLength: seasonLength)
    return (initial, squares.isFinite ? squares + floor : .infinity)
  }

  /// The parameters of greatest likelihood.
  func maximum() -> [Double] {
    let minimizer = Minimizer(iterations: 200, tolerance: 1e-9)
    let minima = starts().map { start in
      minimizer.minimize(
        from: start,
        value: { Double(values.count) / 2 * Double.log(evaluate(parameters($0)).squares) })
    }
    let best = minima.min { $0.value < $1.value }
    return parameters(best?.point ?? [])
  }

  /// Where descents begin, in coordinates.
  private func starts() -> [[Double]] {
    let count = form.smoothingCount
    var grid: [[Double]] = [[]]
    for axis in Self.axes.prefix(count) {
      grid = grid.flatMap { point in axis.map { point + [$0] } }
    }
    let best = grid.map { (point: $0, squares: evaluate($0).squares) }
      .sorted { $0.squares < $1.squares }.prefix(5).map(\.point)
    let usual = form == .partial ? [1.3, 1, 0.1] : [1.3, 1, 1.3, 1]
    return ([Array(usual.prefix(count))] + best).map(coordinates)
  }

  /// The parameters within the domain that belong to unbounded coordinates.
  private func parameters(_ coordinates: [Double]) -> [Double] {
    zip(coordinates, Self.domain).map { x, range in
      range.lowerBound + (range.upperBound - range.lowerBound) / (1 + Double.exp(-x))
    }
  }

  /// The inverse of ``parameters(_:)``.
  private func coordinates(_ parameters: [Double]) -> [Double] {
    zip(parameters, Self.domain).map { p, range in
      Double.log((p - range.lowerBound) / (range.upperBound - p))
    }
  }
}
