/// Which number of a distribution is its point forecast.
public enum PointForecast: String, Hashable, Sendable, Codable, CaseIterable {
  /// As likely too low as too high: the best under absolute errors. Logarithms are taken back to it
  /// without a correction.
  case median
  /// The best under squared errors, and the one that adds up: the mean of a total is the sum of
  /// means. Where a distribution leans upwards, as behind logarithms, it lies above the median.
  case mean
}

extension ForecastDistribution {
  /// The quantiles that a mean is computed from.
  static let probabilitiesForMean =
    [0.005, 0.01, 0.025] + (1...19).map { Double($0) / 20 } + [0.975, 0.99, 0.995]

  /// The same with the mean of each step for its point (``QuantileFunction/mean``), and of the
  /// quantiles those that are wanted.
  ///
  /// - Parameter wanted: Some of the probabilities.
  /// - Returns: A step whose mean is not a number, and a forecast without quantiles, keeps its point.
  func withMeans(keeping wanted: [Double]) -> ForecastDistribution {
    guard !quantiles.isEmpty else { return self }
    let means = zip(point, quantiles).map { point, values in
      let mean = QuantileFunction(values, at: probabilities).mean
      return mean.isFinite ? mean : point
    }
    let places = wanted.compactMap { probabilities.firstIndex(of: $0) }
    return ForecastDistribution(
      point: means, probabilities: places.map { probabilities[$0] },
      quantiles: quantiles.map { values in places.map { values[$0] } })
  }
}
