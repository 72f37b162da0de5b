/// Scores of predictions against actual values, in original units.
///
/// What is undefined is absent, with the reason in ``undefined``: never 0, never infinite.
public struct Metrics: Hashable, Sendable, Codable {
  /// The number of scored points.
  public var n: Int
  /// Root of the mean squared error, in original units.
  public var rmse: Double?
  /// Mean absolute error, in original units.
  public var mae: Double?
  /// Symmetric mean absolute percentage error, 0 to 200: the mean of `200·|y − ŷ| / (|y| + |ŷ|)`.
  public var smape: Double?
  /// Mean absolute scaled error (Hyndman and Koehler, 2006): the mean absolute error, divided by
  /// that of the seasonal naive forecast on everything before the test part.
  public var mase: Double?
  /// Root mean squared scaled error; absent where nobody asked for it.
  ///
  /// The root of the mean squared error, divided by that of the seasonal naive forecast within the
  /// history (Makridakis, Spiliotis and Assimakopoulos, *M5 accuracy competition*, International
  /// Journal of Forecasting 38, 2022, with the naive forecast of one step).
  public var rmsse: Double?
  /// Continuous ranked probability score, in original units; absent where there are no quantiles.
  ///
  /// From the nine deciles: the mean of two times ``pinballLoss(actual:quantile:probability:)``
  /// (Gneiting and Ranjan, *Comparing density forecasts using threshold- and quantile-weighted scoring
  /// rules*, Journal of Business & Economic Statistics 29, 2011).
  public var crps: Double?
  /// How good the intervals are, in the order in which they were asked for; absent where nobody did.
  public var intervals: [IntervalScore]?
  /// Why a score is absent, by its name.
  public var undefined: [String: String]?

  /// Scores predictions.
  ///
  /// - Parameters:
  ///   - predicted: A prediction for each actual value.
  ///   - actual: The actual values.
  ///   - scale: What MASE divides by; see ``MetricScale/naive(_:seasonLength:)``.
  /// - Precondition: The two have the same count.
  public init(
    _ predicted: some Collection<Double>, actual: some Collection<Double>, scale: MetricScale
  ) {
    precondition(predicted.count == actual.count, "Every actual value needs one prediction")
    n = actual.count
    guard n > 0 else {
      explain("there is no point to score", ["rmse", "mae", "smape", "mase"])
      return
    }
    guard predicted.allSatisfy(\.isFinite) else {
      explain("a prediction is not a finite number", ["rmse", "mae", "smape", "mase"])
      return
    }
    let errors = zip(actual, predicted).map(-)
    let absolute = errors.mean(of: abs)
    rmse = finite(
      errors.mean { $0 * $0 }.squareRoot(), "rmse", "the errors are too large to be squared")
    mae = finite(absolute, "mae", "the errors are too large to be added up")
    scoreRelative(predicted, actual)
    switch scale {
    case .defined(let scale):
      mase = finite(absolute / scale, "mase", "the errors are too large for the scale")
    case .undefined(let reason): explain(reason, ["mase"])
    }
  }

  /// No scores at all, and why.
  public init(undefined reason: String) {
    n = 0
    explain(reason, ["rmse", "mae", "smape", "mase", "rmsse", "crps", "intervals"])
  }

  private mutating func scoreRelative(
    _ predicted: some Collection<Double>, _ actual: some Collection<Double>
  ) {
    let zeros = zip(actual, predicted).count { $0 == 0 && $1 == 0 }
    guard zeros == 0 else {
      explain("actual value and prediction are both 0 at \(zeros) of \(n) points", ["smape"])
      return
    }
    let terms = zip(actual, predicted).map { 200 * abs($0 - $1) / (abs($0) + abs($1)) }
    smape = finite(terms.mean { $0 }, "smape", "the errors are too large for percentages")
  }

  /// The score, unless it overflowed.
  mutating func finite(_ score: Double, _ name: String, _ reason: String) -> Double? {
    if score.isFinite { return score }
    explain(reason, [name])
    return nil
  }

  /// Notes why scores are absent, unless a reason is known already.
  public mutating func explain(_ reason: String, _ names: [String]) {
    for name in names { undefined = (undefined ?? [:]).merging([name: reason]) { old, _ in old } }
  }
}

/// What MASE divides by, if it exists.
public enum MetricScale: Hashable, Sendable {
  /// A positive number, in original units.
  case defined(Double)
  /// There is none, because.
  case undefined(String)

  /// The mean absolute error of the seasonal naive forecast within `history`, the mean of
  /// `|y[t] − y[t−m]|`.
  ///
  /// - Parameters:
  ///   - history: Everything before the test part.
  ///   - m: The season length; 1 makes it the naive forecast.
  /// - Returns: The scale, or why there is none.
  public static func naive(_ history: some Collection<Double>, seasonLength m: Int) -> MetricScale {
    scale(history, seasonLength: m) { $0.mean(of: abs) }
  }

  /// What RMSSE divides by, the root of the mean of `(y[t] − y[t−m])²` within `history`.
  ///
  /// - Parameters:
  ///   - history: Everything before the test part.
  ///   - m: The season length; 1 makes it the naive forecast.
  /// - Returns: The scale, or why there is none.
  public static func squaredNaive(
    _ history: some Collection<Double>, seasonLength m: Int
  ) -> MetricScale {
    scale(history, seasonLength: m) { $0.mean { $0 * $0 }.squareRoot() }
  }

  private static func scale(
    _ history: some Collection<Double>, seasonLength m: Int, _ size: ([Double]) -> Double
  ) -> MetricScale {
    guard history.count > m else {
      return .undefined("the \(history.count) training values are no more than a season of \(m)")
    }
    let scale = size(zip(history.dropFirst(m), history).map { $0 - $1 })
    guard scale.isFinite else {
      return .undefined("the steps of the training values are too large to be added up")
    }
    guard scale > 0 else {
      return .undefined("every training value equals that of a season before")
    }
    return .defined(scale)
  }
}

extension Collection {
  /// The mean of what `transform` makes of the elements; NaN of none.
  func mean(of transform: (Element) -> Double) -> Double {
    var sum = 0.0
    for element in self { sum += transform(element) }
    return sum / Double(count)
  }
}
