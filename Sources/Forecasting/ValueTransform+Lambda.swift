import Classical
import SeriesData

extension ValueTransform {
  /// Fits the power of a Box–Cox transform on a part of a series, after Guerrero or by likelihood.
  ///
  /// - Returns: The power; nil for a transform without one.
  /// - Throws: ``SeriesData/PreparationError`` for values that are not positive, and where there are
  ///   fewer than two seasons (for the likelihood, and two values).
  /// - Precondition: `fit` lies within the series.
  func lambda(
    of series: TimeSeries, in fit: Range<Int>
  ) throws(PreparationError) -> Double? {
    guard needsLambda else { return nil }
    try validate(series, in: fit)
    let (values, seasonLength) = (Array(series.values[fit]), series.seasonLength)
    let needed = self == .boxCox ? 2 * max(2, seasonLength) : 2 * seasonLength + 2
    do {
      return
        try self == .boxCox
        ? BoxCox.guerrero(values, seasonLength: seasonLength).lambda
        : BoxCox.likelihood(values, seasonLength: seasonLength).lambda
    } catch {
      throw .noLambda(self, needed: needed, found: values.count)
    }
  }
}
