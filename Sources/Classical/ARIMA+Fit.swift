import RealModule

extension ARIMA {
  /// The longest season that gets seasonal terms; a longer one is taken out before.
  static let longestSeason = 24

  /// Fits a model of this order.
  ///
  /// Of a long series the last values are fitted: 1,500, or 15 seasons and at least 360 values when
  /// the order is seasonal.
  ///
  /// - Parameters:
  ///   - values: In original units, oldest first.
  ///   - seasonLength: 1 without a season.
  ///   - order: What is fitted; coefficients that make no sense of the values are left out.
  ///   - onLogs: Whether the logarithms are modelled.
  /// - Returns: the model of greatest likelihood.
  /// - Throws: ``ClassicalError`` when the differences leave fewer than two values more than there
  ///   are coefficients, a value is not finite, one is not positive and `onLogs` is true, a part of
  ///   the order is outside 0 … 5, or the order is seasonal and the season length outside 2 … 24.
  public static func fit(
    _ values: [Double], seasonLength: Int, order: ARIMAOrder, onLogs: Bool = false
  ) throws(ClassicalError) -> ARIMA {
    let name = "ARIMA\(order)"
    guard order.isValid else {
      throw ClassicalError(
        reason: .invalidOrder, message: "the parts of \(name) must lie within 0 … 5",
        hint: "Two terms of a kind are nearly always enough.")
    }
    try validate(
      values, seasonLength: seasonLength, method: name,
      needed: order.lost(seasonLength: max(1, seasonLength)) + order.parameterCount + 1)
    guard !order.isSeasonal || (2...longestSeason).contains(seasonLength) else {
      throw ClassicalError(
        reason: .noSeason(seasonLength: seasonLength),
        message: "\(name) has seasonal terms, which take a season length of 2 … \(longestSeason), "
          + "and it is \(seasonLength)",
        hint: "Leave the seasonal terms out, on seasonally adjusted values.")
    }
    if onLogs, let index = values.firstIndex(where: { $0 <= 0 }) {
      throw .notPositive("\(name) on logs", value: values[index], index: index)
    }
    let estimator = ARIMAEstimator(values, seasonLength: seasonLength, onLogs: onLogs)
    return estimator.fit(order) ?? estimator.fitWithoutCoefficients(order)
  }

  /// Chooses the order, and whether to model logarithms, and fits it.
  ///
  /// 1. Logs when all values are positive and the likelihood of the airline model, or (0,1,1) without
  ///    a season, is greater on them, the Jacobian included.
  /// 2. A seasonal difference when the strength of the season is above 0.64.
  /// 3. One difference with a seasonal one of 12 steps or more. Otherwise differences until the KPSS
  ///    test does not reject stationarity at 5 %, at most two in all, one on logs.
  /// 4. The stepwise search of Hyndman and Khandakar, *Automatic time series forecasting: the forecast
  ///    package for R*, Journal of Statistical Software 27(3), 2008, over p, q ≤ 2 and P, Q ≤ 1 by
  ///    AICc; a constant where there is at most one difference; no root within 1 % of the unit circle.
  ///
  /// A season that is longer than 24 steps or seen fewer than three times is taken out by classical
  /// decomposition first, if there are two of it and the values have one.
  ///
  /// - Throws: ``ClassicalError`` for fewer than four values, or one that is not finite.
  public static func fit(
    _ values: [Double], seasonLength: Int
  ) throws(ClassicalError) -> any ClassicalModel {
    try model(values, seasonLength) { ARIMASearch($0, seasonLength: $1).best() }
  }

  /// Fits the airline model (0,1,1)(0,1,1)m, or (0,1,1) without a season, on logarithms when the
  /// likelihood is greater there: the one model that was never chosen, and is seldom far off (Box and
  /// Jenkins, *Time Series Analysis: Forecasting and Control*, 1970, chapter 9).
  ///
  /// What is too long, or too short, for seasonal terms is seasonally adjusted as in
  /// ``fit(_:seasonLength:)``.
  ///
  /// - Throws: ``ClassicalError`` for fewer than four values, or one that is not finite.
  public static func airline(
    _ values: [Double], seasonLength: Int
  ) throws(ClassicalError) -> any ClassicalModel {
    try model(values, seasonLength) { values, m in
      let order = m > 1 ? ARIMAOrder.airline : ARIMAOrder(0, 1, 1)
      let estimator = ARIMAEstimator.likelier(values, seasonLength: m)
      return estimator.fit(order) ?? estimator.fitWithoutCoefficients(order)
    }
  }

  /// A model of values with a season that it can have, or of seasonally adjusted ones.
  private static func model(
    _ values: [Double], _ seasonLength: Int, fit: (_ values: [Double], _ m: Int) -> ARIMA
  ) throws(ClassicalError) -> any ClassicalModel {
    try validate(values, seasonLength: seasonLength, method: "ARIMA", needed: 4)
    if seasonLength <= longestSeason, values.count >= 3 * seasonLength {
      return fit(values, seasonLength)
    }
    guard let season = SeasonTest.decomposition(values, seasonLength) else {
      return fit(values, 1)
    }
    return SeasonallyAdjusted(inner: fit(season.adjust(values), 1), season: season)
  }
}

/// Fits orders to the same values.
struct ARIMAEstimator {
  /// The values that are fitted, on logs if that is asked for.
  let values: [Double]
  let seasonLength: Int
  let isOnLogs: Bool
  /// Far enough for the stationary and invertible region, and not beyond the precision.
  private static let minimizer = Minimizer(iterations: 60, tolerance: 1e-9)

  init(_ values: [Double], seasonLength: Int, onLogs: Bool) {
    let most = seasonLength > 1 ? max(360, 15 * seasonLength) : 1_500
    let fit = values.suffix(most)
    self.values = onLogs ? fit.map { Double.log($0) } : Array(fit)
    self.seasonLength = seasonLength
    isOnLogs = onLogs
  }

  /// For values or their logarithms: where the airline model, or (0,1,1) without a season, is
  /// likelier, the Jacobian included.
  static func likelier(_ values: [Double], seasonLength: Int) -> ARIMAEstimator {
    let plain = ARIMAEstimator(values, seasonLength: seasonLength, onLogs: false)
    guard values.allSatisfy({ $0 > 0 }) else { return plain }
    let logs = ARIMAEstimator(values, seasonLength: seasonLength, onLogs: true)
    let reference = seasonLength > 1 ? ARIMAOrder.airline : ARIMAOrder(0, 1, 1)
    guard let onLogs = logs.fit(reference), let onPlain = plain.fit(reference),
      onLogs.logLikelihood > onPlain.logLikelihood
    else { return plain }
    return logs
  }

  /// The model of greatest likelihood; nil when the search finds no place where there is one.
  func fit(_ order: ARIMAOrder) -> ARIMA? {
    let likelihood = likelihood(of: order)
    guard !likelihood.values.isEmpty else { return nil }
    let n = Double(likelihood.values.count)
    let start =
      Array(repeating: 0.2, count: order.p) + Array(repeating: 0.3, count: order.q)
      + Array(repeating: 0.2, count: order.seasonalP)
      + Array(repeating: 0.4, count: order.seasonalQ)
    let found = Self.minimizer.minimize(from: start) { free in
      let value = likelihood.evaluate(
        ARIMACoefficients(free: free, order: order), hasConstant: order.hasConstant)
      return value.map { -$0.logLikelihood / n } ?? .infinity
    }
    return model(order, ARIMACoefficients(free: found.point, order: order), likelihood)
  }

  /// A model with the differences of an order and none of its coefficients: there always is one.
  func fitWithoutCoefficients(_ order: ARIMAOrder) -> ARIMA {
    let plain = ARIMAOrder(
      0, order.d, 0, seasonal: (0, order.seasonalD, 0), hasConstant: order.hasConstant)
    let likelihood = likelihood(of: plain)
    let nothing = ARIMALikelihood.Value(logLikelihood: 0, variance: 0, constant: 0)
    return model(plain, ARIMACoefficients(), likelihood)
      ?? ARIMA(
        order: plain, seasonLength: seasonLength, isOnLogs: isOnLogs,
        coefficients: ARIMACoefficients(), value: nothing, jacobian: 0, count: 0)
  }

  private func likelihood(of order: ARIMAOrder) -> ARIMALikelihood {
    let coefficients = differenceCoefficients(order, seasonLength: seasonLength)
    return ARIMALikelihood(
      differences(values, coefficients), seasonLength: seasonLength,
      most: max(order.p + order.seasonalP * seasonLength, order.q + order.seasonalQ * seasonLength))
  }

  private func model(
    _ order: ARIMAOrder, _ coefficients: ARIMACoefficients, _ likelihood: ARIMALikelihood
  ) -> ARIMA? {
    guard let value = likelihood.evaluate(coefficients, hasConstant: order.hasConstant) else {
      return nil
    }
    let lost = order.lost(seasonLength: seasonLength)
    let jacobian = isOnLogs ? -values.dropFirst(lost).reduce(0, +) : 0
    return ARIMA(
      order: order, seasonLength: seasonLength, isOnLogs: isOnLogs, coefficients: coefficients,
      value: value, jacobian: jacobian, count: likelihood.values.count)
  }
}
