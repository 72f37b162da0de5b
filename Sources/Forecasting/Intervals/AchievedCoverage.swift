import SeriesData

/// How often intervals held what they were to hold.
public struct AchievedCoverage: Hashable, Sendable, Codable {
  /// The share of values that they should hold, such as 0.8.
  public var nominal: Double
  /// The share that they held.
  public var coverage: Double
  /// The lower end of the 90 % interval of the share (Wilson).
  public var lower: Double
  /// The upper end.
  public var upper: Double
  /// The number of forecasts, over all origins and steps.
  public var n: Int
  /// The number of different values that they are of, which the interval of the share counts.
  ///
  /// Forecasts of one value from several origins miss it together.
  public var values: Int
  /// The mean width, in original units.
  public var width: Double

  /// Joins the numbers.
  public init(
    nominal: Double, coverage: Double, lower: Double, upper: Double, n: Int, values: Int,
    width: Double
  ) {
    self.nominal = nominal
    self.coverage = coverage
    self.lower = lower
    self.upper = upper
    self.n = n
    self.values = values
    self.width = width
  }

  /// Counts; nil when there is no forecast, or the widths are too large to be added up.
  ///
  /// - Parameters:
  ///   - nominal: The coverage, in (0, 1).
  ///   - intervals: What is judged; they must not have been calibrated on `heldOut`.
  ///   - heldOut: Forecasts whose future is known.
  public init?(of nominal: Double, _ intervals: ConformalIntervals, on heldOut: [HeldOutForecast]) {
    let probabilities = ForecastDistribution.probabilities(coverages: [nominal])
    let forecasts = intervals.distributions(
      around: heldOut.map(\.forecast), probabilities: probabilities)
    self.init(of: nominal, forecasts, origins: heldOut.map(\.origin)) { heldOut[$0].actual[...] }
  }

  /// Counts over forecasts that have their quantiles; nil as above.
  ///
  /// - Parameters:
  ///   - nominal: The coverage, in (0, 1).
  ///   - forecasts: From each origin.
  ///   - origins: The number of values that each knew.
  ///   - actual: The values that came after the origin at a place; steps beyond them do not count.
  init?(
    of nominal: Double, _ forecasts: [ForecastDistribution], origins: [Int],
    actual: (Int) -> ArraySlice<Double>
  ) {
    let windows = forecasts.enumerated().map { place, forecast in
      zip(forecast.interval(coverage: nominal) ?? [], actual(place)).map {
        (low: $0.low, high: $0.high, actual: $1)
      }
    }
    let bounds = windows.flatMap { $0 }
    let width = bounds.mean { $0.high - $0.low }
    guard !bounds.isEmpty, width.isFinite else { return nil }
    let held = bounds.count { $0.low <= $0.actual && $0.actual <= $0.high }
    let values = Set(zip(origins, windows).flatMap { $0..<$0 + $1.count }).count
    let coverage = Double(held) / Double(bounds.count)
    let (lower, upper) = wilsonInterval(share: coverage, of: values, confidence: 0.9)
    self.init(
      nominal: nominal, coverage: coverage, lower: lower, upper: upper, n: bounds.count,
      values: values, width: width)
  }
}

/// The interval of a probability of which a share of `n` trials was seen (Wilson, *Probable inference,
/// the law of succession, and statistical inference*, Journal of the American Statistical Association
/// 22, 1927).
///
/// ```
/// (p̂ + z²/2n ± z √(p̂ (1 − p̂)/n + z²/4n²)) / (1 + z²/n)
/// ```
///
/// - Precondition: There was a trial, and the confidence lies in (0, 1).
func wilsonInterval(
  share p: Double, of n: Int, confidence: Double
) -> (lower: Double, upper: Double) {
  precondition(n >= 1, "A share is of something")
  let z = normalQuantile((1 + confidence) / 2)
  let (n, square) = (Double(n), z * z)
  let centre = p + square / (2 * n)
  let reach = z * (p * (1 - p) / n + square / (4 * n * n)).squareRoot()
  return (max(0, (centre - reach) / (1 + square / n)), min(1, (centre + reach) / (1 + square / n)))
}
