/// The additive season at the end of a series, by classical decomposition: the mean difference from
/// the centred moving average of a season, for each place in it.
///
/// Recent seasons weigh more, and seasons older than ``mostSeasons`` nothing.
struct SeasonalProfile: Sendable {
  /// The deviation of each place, `t % m` for `values[t]`; they add up to 0.
  let deviations: [Double]

  /// Seasons that are looked at.
  static let mostSeasons = 7
  /// The weight of a season against the one after it.
  private static let decay = 0.85

  /// The profile of `values`; all zero without two whole seasons.
  init(_ values: [Double], seasonLength m: Int) {
    let n = values.count
    guard m > 1, n >= 2 * m else {
      deviations = [Double](repeating: 0, count: max(m, 1))
      return
    }
    var sums = [Double](repeating: 0, count: m)
    var weights = sums
    let first = max(0, n - Self.mostSeasons * m)
    for t in (first + m / 2)..<(n - m / 2) {
      let age = Double(n - t) / Double(m)
      let weight = power(Self.decay, age)
      sums[t % m] += weight * (values[t] - Self.centredMean(values, around: t, seasonLength: m))
      weights[t % m] += weight
    }
    let raw = zip(sums, weights).map { $1 > 0 ? $0 / $1 : 0 }
    let mean = raw.reduce(0, +) / Double(m)
    deviations = raw.map { $0 - mean }
  }

  /// The mean of a season around `t`; of an even one, its two ends count half.
  private static func centredMean(_ values: [Double], around t: Int, seasonLength m: Int) -> Double
  {
    let half = m / 2
    let sum = values[(t - half)...(t + half)].reduce(0, +)
    let extra = m.isMultiple(of: 2) ? (values[t - half] + values[t + half]) / 2 : 0
    return (sum - extra) / Double(m)
  }

  /// The deviation at index `t`, which may lie beyond the values.
  subscript(_ t: Int) -> Double { deviations[t % deviations.count] }
}
