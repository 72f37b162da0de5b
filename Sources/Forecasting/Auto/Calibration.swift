import RealModule

/// How much wider or narrower intervals must be than they were said to be, from origins that were
/// held out (split conformal prediction: Vovk, Gammerman and Shafer, *Algorithmic learning in a
/// random world*, 2005; scores scaled by the forecast's own width as in Romano, Patterson and
/// Candès, *Conformalized quantile regression*, NeurIPS 2019).
///
/// The score of a value is its distance from the point forecast in units of the forecast's own
/// half-width on that side. The factor of a coverage is the quantile of the scores that covers it, with
/// the correction for their number. Overlapping origins repeat each other, so the factor is drawn
/// towards 1, the more the fewer independent windows there are.
public struct Calibration: Hashable, Sendable, Codable {
  /// The coverages that were looked at, ascending.
  public var coverages: [Double]
  /// For each, what half-widths are multiplied by.
  public var factors: [Double]
  /// Scores that they rest on.
  public var scoreCount: Int

  /// No change.
  public static let none = Calibration(coverages: [], factors: [], scoreCount: 0)

  private init(coverages: [Double], factors: [Double], scoreCount: Int) {
    self.coverages = coverages
    self.factors = factors
    self.scoreCount = scoreCount
  }

  /// The factors for a combination of members, from all steps of all origins together.
  init(_ trials: Trials, members: [Int], weights: [Double]) {
    let usable = zip(members, weights).filter { $0.1 > 0 && trials.forecasts[$0.0] != nil }
    guard !usable.isEmpty else {
      self = .none
      return
    }
    let combined = trials.origins.indices.map { place in
      ForecastDistribution.combination(
        of: usable.compactMap { trials.forecasts[$0.0]?[place] }, weights: usable.map(\.1))
    }
    let coverages = Validation.coverages
    let windows =
      Double(trials.origins.last.map { $0 - trials.origins[0] + 1 } ?? 0)
      / Double(max(trials.validation.horizon, 1))
    var count = 0
    let factors = coverages.map { coverage -> Double in
      let scores = zip(combined, trials.origins).flatMap { forecast, origin in
        forecast.scores(of: trials.actual(origin), coverage: coverage)
      }.sorted()
      count = scores.count
      guard let raw = Self.quantile(scores, coverage: coverage) else { return 1 }
      let trust = windows / (windows + Self.priorWindows)
      // What lies ahead may be unlike what was held out, so narrowing is trusted half as much.
      return .exp((raw < 1 ? trust / 2 : trust) * .log(min(max(raw, 0.2), 5)))
    }
    self.init(coverages: coverages, factors: factors, scoreCount: count)
  }

  /// The windows that the members' own widths are worth.
  private static let priorWindows = 3.0

  /// The ⌈(n + 1)·coverage⌉-th of n sorted scores, at most the largest.
  private static func quantile(_ scores: [Double], coverage: Double) -> Double? {
    guard !scores.isEmpty else { return nil }
    let place = coverage * Double(scores.count + 1)
    return scores[min(max(Int(place.rounded(.up)) - 1, 0), scores.count - 1)]
  }

  // MARK: Applying

  /// The forecast with its quantiles moved away from, or towards, its point.
  func applied(to forecast: ForecastDistribution) -> ForecastDistribution {
    guard !coverages.isEmpty, !forecast.quantiles.isEmpty else { return forecast }
    let multipliers = forecast.probabilities.map { factor(coverage: abs(2 * $0 - 1)) }
    return ForecastDistribution(
      point: forecast.point, probabilities: forecast.probabilities,
      quantiles: zip(forecast.quantiles, forecast.point).map { quantiles, point in
        zip(quantiles, multipliers).map { point + ($0 - point) * $1 }.sorted()
      })
  }

  /// The factor at any coverage: linear between those that are known, constant beyond them.
  private func factor(coverage: Double) -> Double {
    guard let upper = coverages.firstIndex(where: { $0 >= coverage }) else {
      return factors.last ?? 1
    }
    guard upper > 0 else { return factors[0] }
    let share = (coverage - coverages[upper - 1]) / (coverages[upper] - coverages[upper - 1])
    return factors[upper - 1] + share * (factors[upper] - factors[upper - 1])
  }
}

extension ForecastDistribution {
  /// The distances of values from the points, in units of the half-width on their side.
  ///
  /// A value that lies on a point without width scores 0, one beside it is left out.
  fileprivate func scores(of actual: ArraySlice<Double>, coverage: Double) -> [Double] {
    guard let bounds = interval(coverage: coverage) else { return [] }
    return zip(actual, zip(point, bounds)).compactMap { y, forecast in
      let (point, bound) = forecast
      let width = y >= point ? bound.high - point : point - bound.low
      guard width > 0 else { return y == point ? 0 : nil }
      return abs(y - point) / width
    }
  }
}
