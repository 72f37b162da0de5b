/// What is done to the values before scaling: original units in, transformed units out.
///
/// ```text
/// none               z[t] = y[t]
/// log                z[t] = log y[t]
/// boxcox             z[t] = (y[t]^λ − 1) / λ, the logarithm for λ = 0
/// diff               z[t] = y[t] − y[t−1]
/// seasonal-diff      z[t] = y[t] − y[t−m],  m the season length
/// double-diff        z[t] = (y[t] − y[t−m]) − (y[t−1] − y[t−m−1])
/// log-diff           as diff, of the logarithms
/// seasonal-log-diff  as seasonal-diff, of the logarithms
/// double-log-diff    as double-diff, of the logarithms
/// ```
///
/// Differences have no value for the first points: they are *lost*. The power λ is fitted on a part
/// of the series, by whoever can; it is handed to every function that needs it.
public enum ValueTransform: String, CaseIterable, Codable, Sendable {
  /// The values themselves.
  case none
  /// Natural logarithms.
  case log
  /// Powers, λ after Guerrero: seasons vary alike.
  case boxCox = "boxcox"
  /// Powers, λ of the greatest likelihood.
  case boxCoxLikelihood = "boxcox-likelihood"
  /// Differences of neighbours.
  case diff
  /// Differences a season apart.
  case seasonalDiff = "seasonal-diff"
  /// Differences of neighbouring differences a season apart.
  case doubleDiff = "double-diff"
  /// Differences of neighbouring logarithms.
  case logDiff = "log-diff"
  /// Differences of logarithms a season apart.
  case seasonalLogDiff = "seasonal-log-diff"
  /// Differences of neighbouring differences of logarithms a season apart.
  case doubleLogDiff = "double-log-diff"

  /// Whether it is defined for positive values only.
  public var needsPositiveValues: Bool {
    switch self {
    case .none, .diff, .seasonalDiff, .doubleDiff: false
    case .log, .boxCox, .boxCoxLikelihood, .logDiff, .seasonalLogDiff, .doubleLogDiff: true
    }
  }

  /// Whether it has a power that must be fitted.
  public var needsLambda: Bool { self == .boxCox || self == .boxCoxLikelihood }

  /// Whether an error of a transformed value is an error of the value, in original units.
  public var keepsUnits: Bool { !needsPositiveValues }

  /// The steps between the points of each difference, in the order in which they are taken; none where
  /// no differences are.
  public func lags(seasonLength: Int) -> [Int] {
    switch self {
    case .none, .log, .boxCox, .boxCoxLikelihood: []
    case .diff, .logDiff: [1]
    case .seasonalDiff, .seasonalLogDiff: [seasonLength]
    case .doubleDiff, .doubleLogDiff: [seasonLength, 1]
    }
  }

  /// The number of points at the start that have no transformed value; also how far back a
  /// transformed value looks.
  public func lostPoints(seasonLength: Int) -> Int {
    lags(seasonLength: seasonLength).reduce(0, +)
  }

  /// Transforms the values of a series or of a slice of one.
  ///
  /// - Parameters:
  ///   - values: In original units.
  ///   - seasonLength: Steps in a season, at least 1.
  ///   - lambda: The power, for those that have one.
  /// - Returns: The transformed values without the lost points: element `i` belongs to
  ///   `values[i + lostPoints]`. Empty if there are no more values than lost points.
  /// - Precondition: The values are positive if ``needsPositiveValues``; there is a power if
  ///   ``needsLambda``.
  public func apply(
    _ values: some Collection<Double>, seasonLength: Int, lambda: Double? = nil
  ) -> [Double] {
    precondition(
      !needsPositiveValues || values.allSatisfy { $0 > 0 }, "a logarithm needs positive values")
    return lags(seasonLength: seasonLength).reduce(levels(values, lambda)) {
      differences($0, lag: $1)
    }
  }

  /// Takes one transformed value back to original units.
  ///
  /// - Parameters:
  ///   - transformed: The value of one point, in transformed units.
  ///   - history: Original values that end just before that point, actual or forecast.
  ///   - seasonLength: The season length that it was transformed with.
  ///   - lambda: The power that it was transformed with.
  /// - Returns: The value in original units. Where a power reaches no positive value, what it tends
  ///   to: 0 for λ > 0 and ∞ for λ < 0.
  /// - Precondition: `history` has at least as many values as points are lost; there is a power if
  ///   ``needsLambda``.
  public func invert(
    _ transformed: Double, history: some Collection<Double>, seasonLength: Int,
    lambda: Double? = nil
  ) -> Double {
    let lost = lostPoints(seasonLength: seasonLength)
    precondition(
      history.count >= lost, "differences need the values that they are differences from")
    // What stands before each difference is taken, for as far back as the differences look.
    var before = [levels(history.suffix(lost), lambda)]
    let lags = lags(seasonLength: seasonLength)
    for lag in lags { before.append(differences(before[before.count - 1], lag: lag)) }
    // The difference that was taken last is undone first.
    let level = zip(lags, before).reversed().reduce(transformed) { level, difference in
      let (lag, past) = difference
      return past[past.count - lag] + level
    }
    return power(lambda).map { $0.invert(level) } ?? level
  }

  /// What the transform would make of values if those between them and the origin had stood still.
  ///
  /// The transformed values of the steps after an origin are summed up again, so that each tells how
  /// far its step lies from where transformed values of 0 would have led, and needs nothing between:
  /// with differences, `y[t+h] − y[t−1]` instead of `y[t+h] − y[t+h−1]`. Without differences nothing
  /// changes. ``invert(_:history:seasonLength:lambda:)`` takes one of them back when its history is the
  /// known values and then, for the steps between, what it makes of 0.
  ///
  /// - Parameters:
  ///   - transformed: The transformed values of the steps from the origin on.
  ///   - seasonLength: The season length that they were transformed with.
  /// - Returns: As many values, each a sum of values up to its step.
  public func summedFromOrigin(_ transformed: [Double], seasonLength: Int) -> [Double] {
    // The difference that was taken last is undone first.
    lags(seasonLength: seasonLength).reversed().reduce(transformed) { sums, lag in
      var sums = sums
      for step in sums.indices.dropFirst(lag) { sums[step] += sums[step - lag] }
      return sums
    }
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

  /// The pointwise part: the logarithm, a power, or nothing.
  private func power(_ lambda: Double?) -> PowerTransform? {
    precondition(!needsLambda || lambda != nil, "Box–Cox needs its power")
    return needsPositiveValues ? PowerTransform(lambda: needsLambda ? lambda ?? 0 : 0) : nil
  }

  private func levels(_ values: some Collection<Double>, _ lambda: Double?) -> [Double] {
    guard let power = power(lambda) else { return Array(values) }
    return values.map(power.apply)
  }

  private func differences(_ levels: [Double], lag: Int) -> [Double] {
    zip(levels.dropFirst(lag), levels).map { $0 - $1 }
  }
}
