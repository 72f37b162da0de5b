/// The form of an exponential smoothing model: how errors, trend and season come in.
///
/// ```swift
/// ETSForm(error: .additive, trend: .additive, season: .multiplicative).description  // "ETS(A,A,M)"
/// ETSForm.holtWintersDamped.description  // "ETS(M,Ad,M)"
/// ```
public struct ETSForm: Hashable, Sendable, CustomStringConvertible {
  /// How errors come in.
  public enum ErrorKind: String, Hashable, Sendable, CaseIterable {
    /// y = μ + ε.
    case additive = "A"
    /// y = μ (1 + ε).
    case multiplicative = "M"
  }

  /// How the trend comes in.
  public enum Trend: String, Hashable, Sendable, CaseIterable {
    /// There is none.
    case none = "N"
    /// A slope that is added at each step.
    case additive = "A"
    /// A slope that fades with the horizon.
    case damped = "Ad"
  }

  /// How the season comes in.
  public enum Season: String, Hashable, Sendable, CaseIterable {
    /// There is none.
    case none = "N"
    /// It is added.
    case additive = "A"
    /// It is multiplied.
    case multiplicative = "M"
  }

  /// How errors come in.
  public let error: ErrorKind
  /// How the trend comes in.
  public let trend: Trend
  /// How the season comes in.
  public let season: Season

  /// A form.
  public init(error: ErrorKind, trend: Trend, season: Season) {
    self.error = error
    self.trend = trend
    self.season = season
  }

  /// Simple exponential smoothing.
  public static let simple = ETSForm(error: .additive, trend: .none, season: .none)
  /// Holt's linear method.
  public static let holt = ETSForm(error: .additive, trend: .additive, season: .none)
  /// Holt and Winters' additive method.
  public static let holtWintersAdditive = ETSForm(
    error: .additive, trend: .additive, season: .additive)
  /// Holt and Winters' multiplicative method.
  public static let holtWintersMultiplicative = ETSForm(
    error: .multiplicative, trend: .additive, season: .multiplicative)
  /// Holt and Winters' multiplicative method with a damped trend.
  public static let holtWintersDamped = ETSForm(
    error: .multiplicative, trend: .damped, season: .multiplicative)

  /// "ETS(M,Ad,M)".
  public var description: String { "ETS(\(error.rawValue),\(trend.rawValue),\(season.rawValue))" }

  /// Whether a value that is not positive makes no sense in it.
  public var needsPositiveValues: Bool { error == .multiplicative || season == .multiplicative }

  /// Whether its forecasts are unstable, because additive errors are divided by seasonal factors.
  ///
  /// Hyndman and others 2008, §2.5.1; R's `ets` leaves the same forms out.
  public var isUnstable: Bool { error == .additive && season == .multiplicative }

  /// Whether errors grow with the level and the season does not.
  ///
  /// Such a form can be fitted; it is no candidate, because the choice is more accurate without it.
  var isAtOdds: Bool { error == .multiplicative && season == .additive }

  /// The forms to choose from: 12 for positive values with a season, the simplest first.
  static func candidates(isPositive: Bool, hasSeason: Bool) -> [ETSForm] {
    var forms: [ETSForm] = []
    for error in isPositive ? ErrorKind.allCases : [.additive] {
      for trend in Trend.allCases {
        for season in hasSeason ? Season.allCases : [.none] {
          let form = ETSForm(error: error, trend: trend, season: season)
          if !form.isUnstable, !form.isAtOdds { forms.append(form) }
        }
      }
    }
    return forms
  }

  /// The numbers that are estimated: smoothing parameters, initial states, and the variance.
  func parameterCount(seasonLength: Int) -> Int {
    let trendCount =
      switch trend {
      case .none: 0
      case .additive: 2
      case .damped: 3
      }
    return 3 + trendCount + (season == .none ? 0 : seasonLength)
  }
}
