import Classical
import RealModule
import SeriesData

extension Evidence {
  /// How much of the last values the model of the noise is fitted on at most.
  private static let mostNoiseValues = 600

  /// The deviation of the innovations of the airline model, or (0,1,1) without a season, fitted on the
  /// part that the network was fitted on.
  ///
  /// It is the one model that is not chosen (Box and Jenkins, *Time Series Analysis: Forecasting and
  /// Control*, 1970, chapter 9), so that it is not the luckiest of many, and its fit takes less than a
  /// millisecond.
  ///
  /// - Returns: In log or original units; nil where it cannot be fitted or leaves no residuals.
  func innovationDeviation(_ scale: Scale) -> Double? {
    let known = Array(values[split.fit].suffix(Self.mostNoiseValues))
    guard let fitted = try? ARIMA.airline(known, seasonLength: series.seasonLength) else {
      return nil
    }
    var errors: [Double] = []
    for (value, prediction) in zip(known, fitted.oneStep(known)) {
      guard let prediction else { continue }
      switch scale {
      case .original: errors.append(value - prediction)
      case .log:
        guard prediction > 0 else { return nil }
        errors.append(.log(value) - .log(prediction))
      }
    }
    // The first season tells nothing of the noise: the model does not know it yet.
    let later = Array(errors.dropFirst(min(series.seasonLength + 1, errors.count / 2)))
    let freedom = later.count - 2
    guard freedom >= 4, let error = rootMeanSquare(later) else { return nil }
    return finite(error * (Double(later.count) / Double(freedom)).squareRoot())
  }
}
