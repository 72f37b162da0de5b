import RealModule

/// A seasonal ARIMA model, fitted by exact Gaussian maximum likelihood on the differenced values.
///
/// The model is that of Box, Jenkins, Reinsel and Ljung, *Time Series Analysis*, 5th ed., §9.1.
///
/// ```swift
/// let model = try ARIMA.fit(passengers, seasonLength: 12, order: .airline, onLogs: true)
/// model.description  // "ARIMA(0,1,1)(0,1,1)[12] on logs"
/// model.ma  // about [-0.40]
/// model.seasonalMA  // about [-0.56]
/// ```
///
/// Forecasts are the exact predictions from a finite history, and their variances too; both take the
/// coefficients as known. On logs the point forecast is the median.
public struct ARIMA: ClassicalModel {
  /// The order.
  public let order: ARIMAOrder
  /// 1 without a season.
  public let seasonLength: Int
  /// Whether the model is one of the logarithms.
  public let isOnLogs: Bool
  /// The autoregressive φ₁, φ₂ and so on.
  public var ar: [Double] { coefficients.ar }
  /// The moving-average θ₁, θ₂ and so on, with plus signs in 1 + θ₁B.
  public var ma: [Double] { coefficients.ma }
  /// The seasonal autoregressive Φ₁, Φ₂ and so on.
  public var seasonalAR: [Double] { coefficients.seasonalAR }
  /// The seasonal moving-average Θ₁, Θ₂ and so on, with plus signs in 1 + Θ₁Bᵐ.
  public var seasonalMA: [Double] { coefficients.seasonalMA }
  /// The mean of the differenced values; 0 if the order has no constant.
  public let constant: Double
  /// The standard deviation of the errors, on logs if the model is: the root of their sum of squares by
  /// their number less the coefficients and the constant.
  public let sigma: Double
  /// The log-likelihood of the differenced values in original units, constants included; on logs with
  /// the Jacobian, so it can be compared with one that is not.
  public let logLikelihood: Double
  /// Akaike's criterion, corrected for short series; infinity when there are too few values.
  public let aicc: Double

  let coefficients: ARIMACoefficients

  init(
    order: ARIMAOrder, seasonLength: Int, isOnLogs: Bool, coefficients: ARIMACoefficients,
    value: ARIMALikelihood.Value, jacobian: Double, count: Int
  ) {
    self.order = order
    self.seasonLength = seasonLength
    self.isOnLogs = isOnLogs
    self.coefficients = coefficients
    constant = value.constant
    let free = order.parameterCount - 1
    sigma = Double.sqrt(value.variance * Double(count) / Double(max(1, count - free)))
    logLikelihood = value.logLikelihood + jacobian
    aicc = Classical.aicc(logLikelihood, parameters: order.parameterCount, count: count)
  }

  /// "ARIMA(0,1,1)(0,1,1)[12] on logs", "ARIMA(1,1,0) with drift".
  public var description: String {
    let season = order.isSeasonal ? "[\(seasonLength)]" : ""
    let constant =
      !order.hasConstant ? "" : order.d + order.seasonalD > 0 ? " with drift" : " with mean"
    return "ARIMA\(order)\(season)\(constant)" + (isOnLogs ? " on logs" : "")
  }

  /// Coefficients, the constant and the variance.
  public var parameterCount: Int { order.parameterCount }

  /// Forecasts after `history`; medians on logs, otherwise means.
  ///
  /// A history shorter than what the differences need forecasts its last value, and the deviations
  /// are those after the shortest history that is enough.
  public func forecast(_ history: [Double], horizon: Int) -> ClassicalForecast {
    let steps = max(0, horizon)
    let pass = ARIMAPass(self, modelValues(history), steps: steps)
    let (mean, deviation) = (pass.forecast(), pass.deviations())
    guard isOnLogs else { return ClassicalForecast(normal: mean, deviation: deviation) }
    return ClassicalForecast(
      point: mean.map(finiteExp), spread: .logNormal(mean: mean, deviation: deviation))
  }

  /// One-step forecasts, nil for the values that the differences need; medians on logs.
  public func oneStep(_ history: [Double]) -> [Double?] {
    let values = modelValues(history)
    let lost = order.lost(seasonLength: seasonLength)
    let predictions = ARIMAPass(self, values, steps: 0).oneStep()
    return history.indices.map { t in
      guard t >= lost else { return nil }
      return isOnLogs ? finiteExp(predictions[t - lost]) : predictions[t - lost]
    }
  }

  /// The values, or their logarithms; what is not positive counts as the smallest normal number.
  private func modelValues(_ history: [Double]) -> [Double] {
    isOnLogs ? history.map { Double.log(max($0, .leastNormalMagnitude)) } : history
  }
}

/// A pass of a fitted model over a history.
private struct ARIMAPass {
  let model: ARIMA
  let history: [Double]
  let steps: Int
  /// How each value continues those before it.
  let difference: [Double]
  /// The differenced values without their mean.
  let centred: [Double]
  let filter: InnovationsFilter

  init(_ model: ARIMA, _ history: [Double], steps: Int) {
    self.model = model
    self.history = history
    self.steps = steps
    difference = differenceCoefficients(model.order, seasonLength: model.seasonLength)
    centred = differences(history, difference).map { $0 - model.constant }
    let phi = model.coefficients.fullAR(seasonLength: model.seasonLength)
    let theta = model.coefficients.fullMA(seasonLength: model.seasonLength)
    filter = InnovationsFilter(
      capacity: centred.count + steps, most: max(phi.count, theta.count))
    let isStationary = filter.factor(phi: phi, theta: theta, count: centred.count + steps)
    assert(isStationary, "Only stationary models are kept")
  }

  /// Predictions of the values after the first `difference.count`.
  func oneStep() -> [Double] {
    var errors = Array(repeating: 0.0, count: centred.count)
    return errors.withUnsafeMutableBufferPointer { errors in
      centred.withUnsafeBufferPointer { x in
        x.indices.map { i in
          let expected = filter.prediction(at: i, of: x, errors: errors)
          errors[i] = x[i] - expected
          return bounded(undo(model.constant + expected, at: difference.count + i, of: history))
        }
      }
    }
  }

  /// The means of the next steps: no further errors.
  func forecast() -> [Double] {
    guard history.count >= difference.count else {
      return Array(repeating: history.last ?? 0, count: steps)
    }
    var errors = Array(repeating: 0.0, count: centred.count + steps)
    errors.withUnsafeMutableBufferPointer { errors in
      centred.withUnsafeBufferPointer { filter.errors(of: $0, into: errors) }
    }
    return continuation(
      of: centred, errors: errors, history: history, constant: model.constant
    ).map(bounded)
  }

  /// The standard deviations of the next steps: each future error has its response.
  func deviations() -> [Double] {
    let count = centred.count
    var variances = Array(repeating: 0.0, count: steps)
    let before = Array(repeating: 0.0, count: count)
    let flat = Array(repeating: 0.0, count: max(history.count, difference.count))
    for source in 0..<steps {
      var errors = Array(repeating: 0.0, count: count + steps)
      errors[count + source] = 1
      let response = continuation(of: before, errors: errors, history: flat, constant: 0)
      for h in source..<steps {
        variances[h] += response[h] * response[h] * filter.variances[count + source]
      }
    }
    return variances.map { bounded(model.sigma * Double.sqrt($0)) }
  }

  /// What follows the centred values and the history when the errors to come are these.
  private func continuation(
    of centred: [Double], errors: [Double], history: [Double], constant: Double
  ) -> [Double] {
    var (x, y, errors) = (centred, history, errors)
    x.reserveCapacity(centred.count + steps)
    y.reserveCapacity(history.count + steps)
    for h in 0..<steps {
      let i = centred.count + h
      let expected = errors.withUnsafeMutableBufferPointer { errors in
        x.withUnsafeBufferPointer { filter.prediction(at: i, of: $0, errors: errors) }
      }
      x.append(expected + errors[i])
      y.append(undo(constant + x[i], at: y.count, of: y))
    }
    return Array(y.suffix(steps))
  }

  /// The value at t whose difference is `step`.
  private func undo(_ step: Double, at t: Int, of y: [Double]) -> Double {
    var value = step
    for (k, coefficient) in difference.enumerated() where coefficient != 0 {
      value += coefficient * y[t - 1 - k]
    }
    return value
  }
}
