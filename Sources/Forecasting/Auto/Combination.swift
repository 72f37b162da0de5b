extension ForecastDistribution {
  /// The weighted mean of several forecasts: of the points, and of the quantiles probability by
  /// probability (Vincent's average, which keeps the shape where a mixture would widen it; Genest,
  /// *Vincentization revisited*, Annals of Statistics 20, 1992).
  ///
  /// - Precondition: There are as many weights as forecasts, not negative, of which one is positive;
  ///   the forecasts are of the same steps and probabilities.
  static func combination(
    of forecasts: [ForecastDistribution], weights: [Double]
  ) -> ForecastDistribution {
    precondition(forecasts.count == weights.count, "Every forecast needs its weight")
    let total = weights.reduce(0, +)
    precondition(total > 0, "Some weight must be positive")
    let shares = weights.map { $0 / total }
    let first = forecasts[0]
    func mean(_ value: (ForecastDistribution) -> Double) -> Double {
      zip(forecasts, shares).reduce(0) { sum, member in
        // A member without weight may say anything, not a number included.
        member.1 > 0 ? sum + member.1 * value(member.0) : sum
      }
    }
    return ForecastDistribution(
      point: first.point.indices.map { step in mean { $0.point[step] } },
      probabilities: first.probabilities,
      quantiles: first.quantiles.indices.map { step in
        first.probabilities.indices.map { place in mean { $0.quantiles[step][place] } }
      })
  }

  /// The first steps.
  func prefix(_ count: Int) -> ForecastDistribution {
    ForecastDistribution(
      point: Array(point.prefix(count)), probabilities: probabilities,
      quantiles: Array(quantiles.prefix(count)))
  }

  /// Whether every number is one.
  var isFinite: Bool {
    point.allSatisfy(\.isFinite) && quantiles.allSatisfy { $0.allSatisfy(\.isFinite) }
  }
}
