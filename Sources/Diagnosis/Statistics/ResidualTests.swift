import Forecasting
import RealModule
import SeriesData

/// A test that chance alone explains what is seen.
struct TestResult: Hashable {
  /// The test statistic.
  let statistic: Double
  /// How often chance alone would give one as extreme.
  let pValue: Double
}

/// Whether values follow one another by chance: the test of Ljung and Box (*On a measure of lack of fit
/// in time series models*, Biometrika 65, 1978).
///
/// ```
/// Q = n (n + 2) Σ r[k]² / (n − k),  k = 1 … lags;   chi-squared with `lags` degrees of freedom
/// ```
///
/// No degree of freedom is taken off for estimated parameters: on values that a model was not fitted
/// on, none is lost.
///
/// - Returns: nil for no more values than lags, and for values that are all the same.
func ljungBox(_ values: [Double], lags: Int) -> TestResult? {
  let correlations = autocorrelation(values, lags: lags)
  guard lags >= 1, correlations.count == lags else { return nil }
  let n = Double(values.count)
  let sum = correlations.enumerated().reduce(0) {
    $0 + $1.element * $1.element / (n - Double($1.offset + 1))
  }
  let statistic = n * (n + 2) * sum
  guard statistic.isFinite else { return nil }
  return TestResult(
    statistic: statistic,
    pValue: ChiSquared.upperTail(statistic, degreesOfFreedom: Double(lags)))
}

/// The lags for ``ljungBox(_:lags:)`` as `checkresiduals` of R's package forecast takes them: two
/// seasons, or 10 without a season, at most a fifth of the values, at least 3.
func ljungBoxLags(count: Int, seasonLength: Int) -> Int {
  let wanted = seasonLength > 1 ? 2 * seasonLength : 10
  let fifth = Int((Double(count) / 5).rounded())
  return max(3, min(wanted, fifth))
}

/// How often the test of Ljung and Box, at 5 % and with R's lags for a season of 12, finds the
/// autocorrelation of an AR(1) process with φ = 0.4 in so many values.
///
/// Simulated by `Tests/Fixtures/residual_power.py`, 4,000 processes of each length; between those
/// lengths by straight lines.
func ljungBoxPower(count: Int) -> Double {
  let simulated = [(12, 0.08), (24, 0.22), (48, 0.42), (96, 0.70), (144, 0.85), (288, 0.99)]
  guard count > simulated[0].0 else { return simulated[0].1 }
  for (a, b) in zip(simulated, simulated.dropFirst()) where count <= b.0 {
    return a.1 + (b.1 - a.1) * Double(count - a.0) / Double(b.0 - a.0)
  }
  return simulated[simulated.count - 1].1
}

/// Whether the means of groups differ beyond chance: the F test of the analysis of variance in one way
/// (Fisher, *Statistical Methods for Research Workers*, 1925, chapter VII).
///
/// - Returns: nil for fewer than two groups, no more values than groups, and values that do not
///   vary within any group.
func equalMeans(_ groups: [[Double]]) -> TestResult? {
  let groups = groups.filter { !$0.isEmpty }
  let all = groups.flatMap(\.self)
  guard groups.count >= 2, all.count > groups.count else { return nil }
  let centre = mean(all)
  var (between, within) = (0.0, 0.0)
  for group in groups {
    let own = mean(group)
    between += Double(group.count) * (own - centre) * (own - centre)
    within += group.reduce(0) { $0 + ($1 - own) * ($1 - own) }
  }
  let freedom = (Double(groups.count - 1), Double(all.count - groups.count))
  let statistic = (between / freedom.0) / (within / freedom.1)
  guard within > 0, statistic.isFinite else { return nil }
  return TestResult(
    statistic: statistic,
    pValue: FisherF.upperTail(statistic, degreesOfFreedom: freedom.0, freedom.1))
}

/// How often ``equalMeans(_:)``, at 5 %, finds groups whose means are drawn from a normal distribution
/// with 0.7 of the deviation of the values around them.
///
/// Then F / (1 + 0.49 r) has the distribution F (Scheffé, *The Analysis of Variance*, 1959, § 7.2).
///
/// - Parameters:
///   - groups: At least 2.
///   - repeats: The values of each, `r`, at least 2.
/// - Returns: A probability.
func equalMeansPower(groups: Int, repeats: Int) -> Double {
  precondition(groups >= 2 && repeats >= 2, "Means are compared within and between groups")
  let freedom = (Double(groups - 1), Double(groups * (repeats - 1)))
  func tail(_ ratio: Double) -> Double {
    FisherF.upperTail(ratio, degreesOfFreedom: freedom.0, freedom.1)
  }
  // The 5 % point lies below 200 for at least 2 groups of 2; halved 50 times, it is exact.
  var (low, high) = (0.0, 200.0)
  for _ in 0..<50 {
    let middle = (low + high) / 2
    if tail(middle) > 0.05 { low = middle } else { high = middle }
  }
  return tail(high / (1 + 0.49 * Double(repeats)))
}

/// The sum of squares of the last third by that of the first: whether values become larger or smaller
/// (Harvey, *Forecasting, Structural Time Series Models and the Kalman Filter*, 1989, § 5.4.2).
///
/// - Returns: The ratio, compared on both sides with F of as many degrees of freedom as a third has
///   values; nil for fewer than 6 values, and when a third is zero.
func changeOfVariance(_ values: [Double]) -> TestResult? {
  let third = Int((Double(values.count) / 3).rounded(.toNearestOrEven))
  guard values.count >= 6 else { return nil }
  let squares = { (part: ArraySlice<Double>) in part.reduce(0) { $0 + $1 * $1 } }
  let (first, last) = (squares(values.prefix(third)), squares(values.suffix(third)))
  let ratio = last / first
  guard first > 0, last > 0, ratio.isFinite else { return nil }
  let h = Double(third)
  let upper = FisherF.upperTail(ratio, degreesOfFreedom: h, h)
  return TestResult(statistic: ratio, pValue: 2 * min(upper, 1 - upper))
}

/// Whether two quantities grow together, by ranks: the coefficient of Spearman (*The proof and
/// measurement of association between two things*, American Journal of Psychology 15, 1904).
///
/// The p value is two-sided, from Student's t with n − 2 degrees of freedom for `r √((n − 2)/(1 − r²))`.
///
/// - Returns: nil for fewer than 4 pairs, and when one of the two never differs.
func spearman(_ a: [Double], _ b: [Double]) -> TestResult? {
  precondition(a.count == b.count, "Ranks are compared in pairs")
  guard a.count >= 4, let r = correlation(ranks(a), ranks(b)) else { return nil }
  let freedom = Double(a.count - 2)
  let rest = max(0, (1 - r) * (1 + r))
  let t = rest > 0 ? r * (freedom / rest).squareRoot() : .infinity
  return TestResult(
    statistic: r,
    pValue: t.isFinite ? StudentT.twoSidedTail(t, degreesOfFreedom: freedom) : 0)
}

/// The ranks from 1 on; equal values share the mean of theirs.
func ranks(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    let end = order[start...].firstIndex { values[$0] != values[order[start]] } ?? order.count
    let n = order[start..<min(end, order.count)].count
    for place in start..<start + n { ranks[order[place]] = Double(2 * start + n + 1) / 2 }
    start += n
  }
  return ranks
}

/// The correlation of pairs (Pearson); nil when one of the two never differs, for fewer than two
/// pairs, and where squares are not finite.
func correlation(_ a: [Double], _ b: [Double]) -> Double? {
  precondition(a.count == b.count, "A correlation is of pairs")
  guard a.count >= 2 else { return nil }
  let (centreA, centreB) = (mean(a), mean(b))
  var (ab, aa, bb) = (0.0, 0.0, 0.0)
  for (x, y) in zip(a, b) {
    ab += (x - centreA) * (y - centreB)
    aa += (x - centreA) * (x - centreA)
    bb += (y - centreB) * (y - centreB)
  }
  let scale = aa.squareRoot() * bb.squareRoot()
  guard scale > 0, scale.isFinite, ab.isFinite else { return nil }
  return min(1, max(-1, ab / scale))
}

/// The mean; NaN of none.
func mean(_ values: [Double]) -> Double {
  values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
}
