import RealModule

/// A regression on known columns, such as effects of the calendar, whose errors follow the airline
/// model (0,1,1)(0,1,1)m, or (0,1,1) without a season.
///
/// ```swift
/// let fit = try RegressionWithErrors.fit(logs, regressors: [tradingDays], seasonLength: 12)
/// fit.aicc < fit.aiccWithout             // whether the column is worth its coefficient
/// fit.coefficients[0] / fit.standardErrors[0]    // t
/// ```
///
/// y = Σ βᵢ xᵢ + z, (1 − B)(1 − Bᵐ) z = (1 + θB)(1 + ΘBᵐ) ε; θ and Θ maximise the exact likelihood of
/// the differenced values, and β is by generalised least squares (Bell and Hillmer, *Modeling time
/// series with calendar variation*, Journal of the American Statistical Association 78, 1983).
public struct RegressionWithErrors: Hashable, Sendable {
  /// β, in units of the values by those of the regressor, `[regressor]`.
  public let coefficients: [Double]
  /// Their standard errors, θ and Θ taken as known, `[regressor]`.
  public let standardErrors: [Double]
  /// θ.
  public let theta: Double
  /// Θ; nil without a season.
  public let seasonalTheta: Double?
  /// The variance of ε.
  public let variance: Double
  /// The log-likelihood of the differenced values, constants included.
  public let logLikelihood: Double
  /// The same without the regressors, under θ and Θ of its own.
  public let logLikelihoodWithout: Double
  /// Akaike's criterion, corrected for short series, of the differenced values.
  public let aicc: Double
  /// The same without the regressors.
  public let aiccWithout: Double

  /// Fits the regression, and for comparison the same model without it.
  ///
  /// - Parameters:
  ///   - values: Already transformed, oldest first.
  ///   - regressors: Each as long as the values.
  ///   - m: The season length, 1 without a season.
  /// - Returns: the regression of greatest likelihood.
  /// - Throws: ``ClassicalError`` when the differences leave fewer than two values more than there
  ///   are numbers to estimate, a value is not finite, the season length is above 24, or a regressor
  ///   says nothing that a trend, a season and the other regressors do not.
  /// - Precondition: Each regressor is as long as the values, and finite.
  public static func fit(
    _ values: [Double], regressors: [[Double]], seasonLength m: Int
  ) throws(ClassicalError) -> RegressionWithErrors {
    precondition(
      regressors.allSatisfy { $0.count == values.count && $0.allSatisfy(\.isFinite) },
      "A regressor is finite and as long as the values")
    let order = m > 1 ? ARIMAOrder.airline : ARIMAOrder(0, 1, 1)
    let estimated = order.parameterCount + regressors.count
    try validate(
      values, seasonLength: m, method: "a regression with ARIMA errors",
      needed: order.lost(seasonLength: max(1, m)) + estimated + 2)
    guard m <= ARIMA.longestSeason else {
      throw ClassicalError(
        reason: .noSeason(seasonLength: m),
        message: "the errors of a regression take a season length of at most "
          + "\(ARIMA.longestSeason), and it is \(m)",
        hint: "Take the season out first, and use 1.")
    }
    let lags = differenceCoefficients(order, seasonLength: m)
    let rest = differences(values, lags)
    let columns = regressors.map { differences($0, lags) }
    if let index = zip(columns, regressors).enumerated().first(where: { isNothing($1.0, of: $1.1) })
    {
      throw .noInformation(regressor: index.offset)
    }
    func maximum(_ columns: [[Double]]) -> (ARIMACoefficients, RegressionLikelihood.Value)? {
      RegressionLikelihood(rest, columns: columns, order: order, seasonLength: m).maximum()
    }
    guard let (errors, value) = maximum(columns), let (_, plain) = maximum([]),
      value.inflation.allSatisfy({ $0 < 1e8 })
    else { throw .noInformation(regressor: columns.count - 1) }
    return RegressionWithErrors(
      coefficients: value.coefficients,
      standardErrors: value.spreads.map { Double.sqrt($0 * value.variance) },
      theta: errors.ma[0], seasonalTheta: errors.seasonalMA.first, variance: value.variance,
      logLikelihood: value.logLikelihood, logLikelihoodWithout: plain.logLikelihood,
      aicc: Classical.aicc(value.logLikelihood, parameters: estimated, count: rest.count),
      aiccWithout: Classical.aicc(
        plain.logLikelihood, parameters: order.parameterCount, count: rest.count))
  }

  /// Whether the differences are what rounding leaves of the numbers.
  private static func isNothing(_ differences: [Double], of column: [Double]) -> Bool {
    let scale = column.reduce(0) { max($0, abs($1)) }
    return differences.allSatisfy { abs($0) <= 1e-12 * scale }
  }
}

extension ClassicalError {
  fileprivate static func noInformation(regressor index: Int) -> ClassicalError {
    ClassicalError(
      reason: .noInformation(regressor: index),
      message:
        "regressor \(index + 1) says nothing that a trend, a season and the other regressors "
        + "do not",
      hint: "Leave it out.")
  }
}
