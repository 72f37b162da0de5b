import SeriesData

extension Baseline: Forecaster {
  /// The name on the command line, such as `seasonal-naive`.
  public var name: String { rawValue }

  /// Fits the parameter, and the spread of the residuals for the intervals.
  ///
  /// - Throws: ``CannotFit`` when there are fewer values than the baseline looks back on.
  public func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    let needed =
      switch self {
      case .persistence, .trainingMean: 1
      case .drift: 2
      case .seasonalNaive: series.seasonLength
      }
    guard series.count >= needed else {
      throw CannotFit(
        name, "the history has \(series.count) values (expected at least \(needed))",
        hint: "Give it a longer history.")
    }
    let fitted = FittedBaseline(
      self, values: series.values, fit: 0..<series.count, seasonLength: series.seasonLength)
    return BaselineForecaster(fitted: fitted, deviation: fitted.deviation(on: series.values))
  }
}

/// A baseline with normal intervals from its residuals, the textbook ones (Hyndman and
/// Athanasopoulos, *Forecasting: Principles and Practice*, 3rd edition, 2021, §5.5).
///
/// ```
/// persistence      σ̂ √h
/// seasonal-naive   σ̂ √(k + 1),  k the whole seasons before step h
/// drift            σ̂ √(h (1 + h / (T − 1)))
/// training-mean    σ̂ √(1 + 1/T)
/// ```
struct BaselineForecaster: FittedForecaster, Hashable {
  let fitted: FittedBaseline
  /// σ̂ of the one-step residuals, in original units; nil when there are too few.
  let deviation: Double?

  var name: String { fitted.baseline.rawValue }

  func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    let point = fitted.forecast(history.values, horizon: horizon).map { $0 ?? .nan }
    guard let deviation else { return ForecastDistribution(point: point) }
    let normal = probabilities.map(normalQuantile)
    let quantiles = point.enumerated().map { index, centre in
      let spread = deviation * growth(step: index + 1)
      return normal.map { centre + spread * $0 }
    }
    return ForecastDistribution(point: point, probabilities: probabilities, quantiles: quantiles)
  }

  /// How many times larger than σ̂ the deviation of step h is.
  private func growth(step: Int) -> Double {
    let (h, T) = (Double(step), Double(fitted.fitCount))
    let variance =
      switch fitted.baseline {
      case .persistence: h
      case .seasonalNaive: Double((step - 1) / fitted.seasonLength + 1)
      case .drift: h * (1 + h / (T - 1))
      case .trainingMean: 1 + 1 / T
      }
    return variance.squareRoot()
  }
}

extension FittedBaseline {
  /// The deviation of the one-step residuals: the root of their sum of squares, divided by their
  /// number less that of the parameters.
  ///
  /// - Returns: nil when no residual is left over.
  fileprivate func deviation(on values: [Double]) -> Double? {
    let residuals = values.indices.compactMap { t in oneStep(values, at: t).map { values[t] - $0 } }
    let parameters = baseline == .drift || baseline == .trainingMean ? 1 : 0
    guard residuals.count > parameters else { return nil }
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
    return (squares / Double(residuals.count - parameters)).squareRoot()
  }
}
