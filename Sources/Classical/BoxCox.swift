import RealModule

/// The Box–Cox transformation: log y for λ = 0, otherwise (y^λ − 1) / λ
/// (Box and Cox, *An analysis of transformations*, Journal of the Royal Statistical Society B 26,
/// 1964).
///
/// ```swift
/// let transform = try BoxCox.guerrero(passengers, seasonLength: 12)
/// let z = passengers.map(transform.apply)
/// let median = transform.invert(z[0])
/// ```
public struct BoxCox: Hashable, Sendable {
  /// The λ that are searched.
  public static let range = -1.0...2.0

  /// The power; 0 is the logarithm.
  public let lambda: Double

  /// The transformation with this power.
  public init(lambda: Double) { self.lambda = lambda }

  /// The transformed value.
  ///
  /// - Precondition: `y` is positive.
  public func apply(_ y: Double) -> Double {
    precondition(y > 0, "Box–Cox is for positive values")
    let logarithm = Double.log(y)
    if lambda == 0 { return logarithm }
    // expMinusOne keeps the digits when λ is near 0
    return bounded(Double.expMinusOne(lambda * logarithm) / lambda)
  }

  /// The value whose transformed value is `z`: the median of what was forecast, if `z` is.
  ///
  /// Where no positive value has this `z`, the nearest border: 0 for λ > 0, the largest finite number
  /// for λ < 0.
  public func invert(_ z: Double) -> Double {
    if lambda == 0 { return finiteExp(z) }
    let base = lambda * z + 1
    guard base > 0 else { return lambda > 0 ? 0 : .greatestFiniteMagnitude }
    return finiteExp(Double.log(onePlus: lambda * z) / lambda)
  }

  /// The mean in original units of a forecast that is normal after the transformation.
  ///
  /// To second order: with x = λz + 1, x^(1/λ) (1 + σ² (1 − λ) / (2x²)), and for λ = 0 e^z (1 + σ²/2)
  /// (Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §5.6).
  ///
  /// - Parameters:
  ///   - z: The mean of the transformed forecast.
  ///   - variance: Its variance σ².
  /// - Returns: the mean, or the median where the expansion does not exist.
  public func mean(_ z: Double, variance: Double) -> Double {
    let base = lambda * z + 1
    guard lambda == 0 || base > 0 else { return invert(z) }
    let factor = 1 + variance * (1 - lambda) / (2 * (lambda == 0 ? 1 : base * base))
    return bounded(invert(z) * max(factor, 0))
  }

  /// The λ that makes the spread of the seasons most alike, relative to their levels
  /// (Guerrero, *Time-series analysis supported by power transformations*, Journal of Forecasting 12,
  /// 1993): the least coefficient of variation of s / x̄^(1 − λ) over subseries of one season.
  ///
  /// - Throws: ``ClassicalError`` when a value is not positive or there are fewer than two whole
  ///   seasons (of at least two values).
  public static func guerrero(
    _ values: [Double], seasonLength: Int
  ) throws(ClassicalError) -> BoxCox {
    let length = max(2, seasonLength)
    try check(values, seasonLength: seasonLength, needed: 2 * length)
    let start = values.count % length  // the newest seasons whole
    let seasons = stride(from: start, to: values.count, by: length).map { values[$0..<$0 + length] }
    let means = seasons.map { Classical.mean($0) }
    let deviations = seasons.map {
      Double.sqrt(variance($0) * Double(length) / Double(length - 1))
    }
    let lambda = goldenMinimum(in: range, tolerance: 1e-6) { lambda in
      let ratios = zip(deviations, means).map { $0 / Double.pow($1, 1 - lambda) }
      let centre = Classical.mean(ratios)
      return centre > 0 ? Double.sqrt(variance(ratios)) / centre : 0
    }
    return BoxCox(lambda: lambda)
  }

  /// The λ of greatest likelihood when the transformed values are a line, a season and normal
  /// errors, all fitted by least squares.
  ///
  /// - Throws: ``ClassicalError`` when a value is not positive or there are fewer than two seasons
  ///   and two values.
  public static func likelihood(
    _ values: [Double], seasonLength: Int
  ) throws(ClassicalError) -> BoxCox {
    try check(values, seasonLength: seasonLength, needed: 2 * seasonLength + 2)
    let level = Classical.mean(values.map { Double.log($0) })
    let lambda = goldenMinimum(in: range, tolerance: 1e-6) { lambda in
      // divided by the geometric mean, the Jacobian is 1
      let transform = BoxCox(lambda: lambda)
      let z = values.map { transform.apply(Double.exp(Double.log($0) - level)) }
      return Double.log(squaresAroundLine(z, seasonLength: seasonLength))
    }
    return BoxCox(lambda: lambda)
  }

  private static func check(
    _ values: [Double], seasonLength: Int, needed: Int
  ) throws(ClassicalError) {
    try validate(values, seasonLength: seasonLength, method: "Box–Cox", needed: needed)
    if let index = values.firstIndex(where: { $0 <= 0 }) {
      throw .notPositive("Box–Cox", value: values[index], index: index)
    }
  }
}

/// The sum of squares around a common slope with a level of its own for each step of the season.
private func squaresAroundLine(_ z: [Double], seasonLength m: Int) -> Double {
  var (times, levels) = (Array(repeating: 0.0, count: m), Array(repeating: 0.0, count: m))
  var counts = Array(repeating: 0.0, count: m)
  for (t, value) in z.enumerated() {
    times[t % m] += Double(t)
    levels[t % m] += value
    counts[t % m] += 1
  }
  var (tt, tz, zz) = (0.0, 0.0, 0.0)
  for (t, value) in z.enumerated() {
    let time = Double(t) - times[t % m] / counts[t % m]
    let rest = value - levels[t % m] / counts[t % m]
    tt += time * time
    tz += time * rest
    zz += rest * rest
  }
  return zz - (tt > 0 ? tz * tz / tt : 0)
}
