/// A statistical method fitted to values: its parameters are fixed, its state can be moved over any
/// history.
public protocol ClassicalModel: Sendable {
  /// A short name with the chosen form: "ETS(M,Ad,M)", "ARIMA(0,1,1)(0,1,1)[12] on logs", "Theta", …
  var description: String { get }

  /// How many numbers were estimated, initial states and the variance of the errors included.
  var parameterCount: Int { get }

  /// Runs over `history` with fixed parameters and forecasts after its end.
  ///
  /// - Parameters:
  ///   - history: Starts where the fitted values started, in original units; may be longer or
  ///     shorter than what the model was fitted to. An empty one forecasts from the initial states.
  ///     Its values are finite.
  ///   - horizon: The number of steps; none or a negative number gives an empty forecast.
  /// - Returns: point forecasts and quantiles in original units.
  func forecast(_ history: [Double], horizon: Int) -> ClassicalForecast

  /// One-step-ahead predictions of `history[t]` from the values before it, for all t; nil where
  /// undefined, in the warm-up.
  func oneStep(_ history: [Double]) -> [Double?]
}

/// The statistical methods under the names that the command line uses.
public enum ClassicalMethod: String, CaseIterable, Hashable, Sendable {
  /// The mean of what was fitted.
  case mean
  /// The last value.
  case naive
  /// The value of the same step in the season before.
  case seasonalNaive = "seasonal-naive"
  /// The last value and the mean step of what was fitted.
  case drift
  /// Exponential smoothing, its form chosen by AIC: ``ETS``.
  case ets
  /// Holt and Winters' method, undamped: ``ETS/holtWinters(_:seasonLength:)``.
  case holtWinters = "holt-winters"
  /// The dynamic optimised theta method: ``Theta``.
  case theta
  /// Complex exponential smoothing, its form chosen by AICc: ``CES``.
  case ces
  /// Seasonal ARIMA, its order chosen by AICc: ``ARIMA``.
  case arima
  /// The seasonal ARIMA model (0,1,1)(0,1,1)m of Box and Jenkins, or (0,1,1) without a season, on
  /// logarithms where they are likelier: ``ARIMA/airline(_:seasonLength:)``.
  case airline

  /// Fits the method to values in original units, oldest first.
  ///
  /// - Throws: ``ClassicalError`` when there are too few values, or one is not finite.
  public func fit(
    _ values: [Double], seasonLength: Int
  ) throws(ClassicalError) -> any ClassicalModel {
    switch self {
    case .mean, .naive, .seasonalNaive, .drift:
      try SimpleModel(self, values, seasonLength: seasonLength)
    case .ets: try ETS.fit(values, seasonLength: seasonLength)
    case .holtWinters: try ETS.holtWinters(values, seasonLength: seasonLength)
    case .theta: try Theta.fit(values, seasonLength: seasonLength)
    case .ces: try CES.fit(values, seasonLength: seasonLength)
    case .arima: try ARIMA.fit(values, seasonLength: seasonLength)
    case .airline: try ARIMA.airline(values, seasonLength: seasonLength)
    }
  }
}
