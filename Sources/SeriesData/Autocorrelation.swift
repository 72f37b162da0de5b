/// The autocorrelation at lags 1 … `lags`: how alike values are that lie so many steps apart.
///
/// ```text
/// r[k] = Σ (y[t] − ȳ)(y[t+k] − ȳ) / Σ (y[t] − ȳ)²
/// ```
///
/// The sum in the numerator has *n* − *k* terms and is not scaled up for that (Box and Jenkins, *Time
/// Series Analysis: Forecasting and Control*, 1976, § 2.1.5), so that the *r* of all lags together
/// are the correlations of some process.
///
/// - Parameters:
///   - values: Values at equal steps, in any units.
///   - lags: The largest lag; of *n* values there are *n* − 1 at most.
/// - Returns: One number in −1 … 1 a lag, the first for lag 1; empty where all values are the same
///   or their squares are too large to be added up.
/// - Complexity: O(*n* · `lags`).
public func autocorrelation(_ values: [Double], lags: Int) -> [Double] {
  let last = min(lags, values.count - 1)
  guard last > 0 else { return [] }
  let centre = values.reduce(0, +) / Double(values.count)
  let deviations = values.map { $0 - centre }
  let total = deviations.reduce(0) { $0 + $1 * $1 }
  guard total > 0, total.isFinite else { return [] }
  return (1...last).map { lag in
    var sum = 0.0
    for t in lag..<deviations.count { sum += deviations[t - lag] * deviations[t] }
    return sum / total
  }
}

/// The partial autocorrelation at lags 1 … *k*: what lag *k* adds to what shorter lags tell.
///
/// The last coefficient of the autoregression of order *k* that has these autocorrelations, for each
/// *k* by the recursion of Levinson and Durbin (Durbin, *The fitting of time-series models*, Review
/// of the International Statistical Institute 28, 1960):
///
/// ```text
/// φ[k,k] = (r[k] − Σ φ[k−1,j] r[k−j]) / (1 − Σ φ[k−1,j] r[j]),   j = 1 … k−1
/// φ[k,j] = φ[k−1,j] − φ[k,k] φ[k−1,k−j]
/// ```
///
/// - Parameter correlations: The autocorrelations from lag 1 on, after ``autocorrelation(_:lags:)``.
/// - Returns: One number a lag; fewer where the values follow a recursion without error, so that
///   further lags have nothing to add.
/// - Complexity: O(*k*²).
public func partialAutocorrelation(of correlations: [Double]) -> [Double] {
  var coefficients: [Double] = []
  var partial: [Double] = []
  for (k, correlation) in correlations.enumerated() {
    var (explained, variance) = (0.0, 1.0)
    for j in 0..<k {
      explained += coefficients[j] * correlations[k - 1 - j]
      variance -= coefficients[j] * correlations[j]
    }
    guard variance > 1e-12 else { break }
    let next = (correlation - explained) / variance
    let before = coefficients
    for j in 0..<k { coefficients[j] -= next * before[k - 1 - j] }
    coefficients.append(next)
    partial.append(next)
  }
  return partial
}

/// Where 95 % of the autocorrelations of independent values lie: between minus and plus 1.96/√n.
///
/// - Parameter count: The number of values, at least 1.
/// - Returns: 1.96/√n.
public func autocorrelationLimit(count: Int) -> Double {
  precondition(count >= 1, "a limit needs values")
  return 1.96 / Double(count).squareRoot()
}

/// The mean over one season around each value: the trend without the season.
///
/// Of an even season, the first and the last value of a stretch of `seasonLength` + 1 count half
/// (Macaulay, *The Smoothing of Time Series*, 1931), so that every place in the season has the same
/// weight. A season of 1 gives the values themselves.
///
/// - Parameters:
///   - values: Values at equal steps.
///   - seasonLength: The steps in a season, at least 1.
/// - Returns: One number a value, in its units; `nil` for the first and last half season.
/// - Complexity: O(*n*).
public func centredMean(_ values: [Double], seasonLength: Int) -> [Double?] {
  precondition(seasonLength >= 1, "a season has at least one step")
  let reach = seasonLength / 2
  let isEven = seasonLength.isMultiple(of: 2)
  guard values.count > 2 * reach else { return values.map { _ in nil } }
  var mean = [Double?](repeating: nil, count: values.count)
  // Sums from the start lose little: the values are centred first.
  let centre = values.reduce(0, +) / Double(values.count)
  var sums = [0.0]
  for value in values { sums.append(sums[sums.count - 1] + (value - centre)) }
  for t in reach..<values.count - reach {
    let inner = sums[t + reach + 1] - sums[t - reach]
    let ends = isEven ? (values[t - reach] + values[t + reach] - 2 * centre) / 2 : 0
    mean[t] = centre + (inner - ends) / Double(seasonLength)
  }
  return mean
}
