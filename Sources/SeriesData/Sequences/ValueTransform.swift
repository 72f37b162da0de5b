/// What is done to the values before scaling: original units in, transformed units out.
///
/// ```text
/// none               z[t] = y[t]
/// log                z[t] = log y[t]
/// diff               z[t] = y[t] − y[t−1]
/// log-diff           z[t] = log y[t] − log y[t−1]
/// seasonal-log-diff  z[t] = log y[t] − log y[t−m],  m the season length
/// ```
///
/// Differences have no value for the first points: they are *lost*.
public enum ValueTransform: String, CaseIterable, Codable, Sendable {
  /// The values themselves.
  case none
  /// Natural logarithms.
  case log
  /// Differences of neighbours.
  case diff
  /// Differences of neighbouring logarithms.
  case logDiff = "log-diff"
  /// Differences of logarithms a season apart.
  case seasonalLogDiff = "seasonal-log-diff"

  /// Whether it is defined for positive values only.
  public var needsPositiveValues: Bool {
    switch self {
    case .none, .diff: false
    case .log, .logDiff, .seasonalLogDiff: true
    }
  }

  /// The number of points at the start that have no transformed value; also how far back a
  /// transformed value looks.
  public func lostPoints(seasonLength: Int) -> Int {
    switch self {
    case .none, .log: 0
    case .diff, .logDiff: 1
    case .seasonalLogDiff: seasonLength
    }
  }

  /// Transforms the values of a series or of a slice of one.
  ///
  /// - Returns: The transformed values without the lost points: element `i` belongs to
  ///   `values[i + lostPoints]`. Empty if there are no more values than lost points.
  /// - Precondition: The values are positive if ``needsPositiveValues``.
  public func apply(_ values: some Collection<Double>, seasonLength: Int) -> [Double] {
    precondition(
      !needsPositiveValues || values.allSatisfy { $0 > 0 }, "a logarithm needs positive values")
    let lag = lostPoints(seasonLength: seasonLength)
    guard lag > 0 else { return values.map { level($0) } }
    return zip(values.dropFirst(lag), values).map { level($0) - level($1) }
  }

  /// Takes one transformed value back to original units.
  ///
  /// - Parameters:
  ///   - transformed: The value of one point, in transformed units.
  ///   - history: Original values that end just before that point, actual or forecast.
  ///   - seasonLength: The season length that it was transformed with.
  /// - Returns: The value in original units.
  /// - Precondition: `history` has at least as many values as points are lost.
  public func invert(
    _ transformed: Double, history: some Collection<Double>, seasonLength: Int
  ) -> Double {
    let lag = lostPoints(seasonLength: seasonLength)
    guard lag > 0 else { return unlevel(transformed) }
    precondition(history.count >= lag, "differences need the values that they are differences from")
    let past = history[history.index(history.startIndex, offsetBy: history.count - lag)]
    return unlevel(level(past) + transformed)
  }

  /// Checks that the transform is defined on the values of a part of a series.
  ///
  /// - Throws: ``PreparationError`` that names the first value without a logarithm and its date.
  /// - Precondition: `range` lies within the series.
  public func validate(_ series: TimeSeries, in range: Range<Int>) throws(PreparationError) {
    guard needsPositiveValues, let index = range.first(where: { series.values[$0] <= 0 }) else {
      return
    }
    throw .nonPositive(self, index: index, of: series)
  }

  /// The pointwise part: the logarithm, or nothing.
  private func level(_ value: Double) -> Double { needsPositiveValues ? naturalLog(value) : value }

  private func unlevel(_ level: Double) -> Double {
    needsPositiveValues ? exponential(level) : level
  }
}
