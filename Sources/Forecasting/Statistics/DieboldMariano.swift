/// Whether one forecaster loses less than another, beyond chance: the test of Diebold and Mariano
/// (*Comparing predictive accuracy*, Journal of Business & Economic Statistics 13, 1995) with the
/// correction for small samples of Harvey, Leybourne and Newbold (*Testing the equality of prediction
/// mean squared errors*, International Journal of Forecasting 13, 1997).
///
/// ```
/// d_i = a_i − b_i,   γ_k = Σ (d_i − d̄)(d_{i−k} − d̄) / n
/// S   = d̄ / √((γ_0 + 2 Σ_{k<K} γ_k) / n) · √((n + 1 − 2K + K(K − 1)/n) / n)
/// ```
///
/// Forecasts of several steps are compared by the mean loss over the steps of each origin, as
/// Quaedvlieg does (*Multi-horizon forecast comparison*, Journal of Business & Economic Statistics
/// 39, 2021): one loss an origin, not one a step, for the steps of one path are no independent
/// witnesses. `K` is the number of successive origins whose steps overlap. Where the sum of
/// autocovariances is not positive, they get Bartlett's weights `1 − k/K`, as Harvey, Leybourne and
/// Whitehouse advise (*Forecast evaluation tests and negative long-run variance estimates in small
/// samples*, International Journal of Forecasting 33, 2017).
///
/// The p value is two-sided, from Student's t with n − 1 degrees of freedom.
public struct DieboldMariano: Hashable, Sendable, Codable {
  /// `S`; negative where the first forecaster loses less.
  public let statistic: Double
  /// How often chance alone would give a statistic as far from 0.
  public let pValue: Double
  /// The number of origins.
  public let n: Int
  /// `K`: how many successive origins overlap, 1 for none.
  public let overlap: Int
  /// Whether the autocovariances had to be weighted.
  public let isWeighted: Bool

  /// Why there is no such test.
  public struct Undefined: Error, Hashable, Sendable {
    /// A reason, without full stop.
    public let reason: String
  }

  /// Compares losses.
  ///
  /// - Parameters:
  ///   - losses: The loss of the first forecaster at each origin, in order of time.
  ///   - others: The loss of the second one at the same origins.
  ///   - overlap: How many successive origins overlap, at least 1.
  /// - Throws: ``Undefined`` for fewer than 8 origins or fewer than two times the overlap, where the
  ///   correction goes to zero, and for losses that never differ.
  public init(
    _ losses: [Double], against others: [Double], overlap: Int
  ) throws(Undefined) {
    precondition(losses.count == others.count, "Both forecasters need a loss at every origin")
    precondition(overlap >= 1, "An origin overlaps with itself at least")
    let needed = max(8, 2 * overlap)
    guard losses.count >= needed else {
      throw Undefined(
        reason: "\(losses.count) origin\(losses.count == 1 ? " is" : "s are") too few for the "
          + "Diebold–Mariano test (expected at least \(needed)"
          + (needed > 8 ? ", twice the \(overlap) that overlap)" : ")"))
    }
    let differences = zip(losses, others).map { $0 - $1 }
    let count = Double(losses.count)
    let mean = differences.mean { $0 }
    let covariances = (0..<overlap).map { lag in
      zip(differences.dropFirst(lag), differences).map { ($0 - mean) * ($1 - mean) }
        .reduce(0, +) / count
    }
    let K = Double(overlap)
    let lags = covariances.enumerated().dropFirst()
    let plain = covariances[0] + 2 * lags.reduce(0) { $0 + $1.element }
    let weighted =
      covariances[0] + 2 * lags.reduce(0) { $0 + (1 - Double($1.offset) / K) * $1.element }
    // What rounding leaves of losses that differ by a constant is not a variance.
    let rounding = 1e-24 * (mean * mean + losses.mean { $0 * $0 })
    isWeighted = plain <= rounding
    let variance = isWeighted ? weighted : plain
    guard variance > rounding, variance.isFinite else {
      throw Undefined(reason: "the losses differ by the same at every origin, or not at all")
    }
    let correction = (count + 1 - 2 * K + K * (K - 1) / count) / count
    statistic = mean / (variance / count).squareRoot() * correction.squareRoot()
    pValue = StudentT.twoSidedTail(statistic, degreesOfFreedom: count - 1)
    n = losses.count
    self.overlap = overlap
  }
}
