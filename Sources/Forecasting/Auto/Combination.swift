extension ForecastDistribution {
  /// The weighted mean of several forecasts: of the points, and around it of the distances of the
  /// quantiles from them.
  ///
  /// Where every member has quantiles that is Vincent's average, probability by probability, which
  /// keeps the shape where a mixture would widen it (Genest, *Vincentization revisited*, Annals of
  /// Statistics 20, 1992). A member without quantiles moves the centre alone.
  ///
  /// - Precondition: There are as many weights as forecasts, not negative, of which one is positive;
  ///   the forecasts are of the same steps and probabilities.
  static func combination(
    of forecasts: [ForecastDistribution], weights: [Double]
  ) -> ForecastDistribution {
    precondition(forecasts.count == weights.count, "Every forecast needs its weight")
    // A member without weight may say anything, not a number included.
    let trusted = zip(forecasts, weights).filter { $0.1 > 0 }
    precondition(!trusted.isEmpty, "Some weight must be positive")
    func mean(
      _ members: [(ForecastDistribution, Double)], _ value: (ForecastDistribution) -> Double
    ) -> Double {
      let total = members.reduce(0) { $0 + $1.1 }
      return members.reduce(0) { $0 + $1.1 / total * value($1.0) }
    }
    let (first, unsure) = (forecasts[0], trusted.filter { !$0.0.quantiles.isEmpty })
    let point = first.point.indices.map { step in mean(trusted) { $0.point[step] } }
    guard !unsure.isEmpty else { return ForecastDistribution(point: point) }
    return ForecastDistribution(
      point: point, probabilities: first.probabilities,
      quantiles: point.indices.map { step in
        first.probabilities.indices.map { place in
          point[step] + mean(unsure) { $0.quantiles[step][place] - $0.point[step] }
        }
      })
  }

  /// Whether every number is one.
  var isFinite: Bool {
    point.allSatisfy(\.isFinite) && quantiles.allSatisfy { $0.allSatisfy(\.isFinite) }
  }
}
