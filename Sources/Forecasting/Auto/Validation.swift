import SeriesData

/// The end of a history as a place to try forecasters on: fitted once before it, they forecast from
/// every origin in it.
struct Validation: Sendable {
  private(set) var series: TimeSeries
  let horizon: Int
  /// Numbers of known values, ascending; the first is where the forecasters are fitted.
  let origins: [Int]

  /// More origins say little more, and cost.
  private static let mostOrigins = 24

  /// Nil when the history is too short to be divided.
  init?(of series: TimeSeries, horizon: Int) {
    let (n, m) = (series.count, series.seasonLength)
    let least = max(2 * m + 2, 8)
    let span = min(max(2 * horizon, 2 * m), n / 3, n - least)
    guard span >= 2 else { return nil }
    self.series = series
    // A member that is to forecast far is judged as far as there are values.
    self.horizon = min(horizon, span)
    let stride = max(1, (span + Self.mostOrigins - 1) / Self.mostOrigins)
    origins = Array(Swift.stride(from: n - span, to: n, by: stride))
  }

  /// The same origins with another season.
  func withSeason(_ length: Int) -> Validation {
    var copy = self
    copy.series = series.withSeason(length)
    return copy
  }

  /// The mean absolute error of one forecaster; nil when it cannot be fitted.
  func loss(of forecaster: any Forecaster) -> Double? {
    let trials = try? run([forecaster], request: FitRequest(horizon: horizon))
    return trials?.loss(of: 0)
  }

  /// The coverages that calibration looks at, ascending.
  static let coverages = [0.5, 0.8, 0.95]
  /// The quantiles that they need.
  static let probabilities = ForecastDistribution.probabilities(coverages: coverages)

  /// Lets the forecasters try.
  ///
  /// - Throws: ``Interrupted``.
  func run(_ members: [any Forecaster], request: FitRequest) throws -> Trials {
    let known = series.prefix(origins[0])
    let forecasts = try members.map { member -> [ForecastDistribution]? in
      do {
        return try member.fit(known, request: request).forecasts(
          series, origins: origins, horizon: horizon, probabilities: Self.probabilities)
      } catch is CannotFit {
        return nil
      }
    }
    return Trials(validation: self, forecasts: forecasts)
  }
}

/// What forecasters said at the validation origins.
struct Trials: Sendable {
  let validation: Validation
  /// For each forecaster, a forecast for each origin; nil for one that could not be fitted.
  let forecasts: [[ForecastDistribution]?]

  var origins: [Int] { validation.origins }

  /// What happened after an origin: as many steps as there are.
  func actual(_ origin: Int) -> ArraySlice<Double> {
    validation.series.values[origin..<min(origin + validation.horizon, validation.series.count)]
  }

  /// The mean absolute error over steps and origins, in units of the seasonal naive error before
  /// them; nil for one that could not be fitted or said something that is not a number.
  func loss(of member: Int) -> Double? {
    guard let forecasts = forecasts[member] else { return nil }
    let (sum, count) = zip(forecasts, origins).reduce((0.0, 0)) { total, pair in
      let actual = actual(pair.1)
      let errors = zip(pair.0.point, actual).map { abs($0 - $1) }
      return (total.0 + errors.reduce(0, +), total.1 + errors.count)
    }
    let loss = sum / Double(count) / scale
    return loss.isFinite ? loss : nil
  }

  /// What errors are divided by.
  private var scale: Double {
    let series = validation.series
    let known = series.values[..<origins[0]]
    switch MetricScale.naive(known, seasonLength: series.frequency.seasonLength) {
    case .defined(let scale): return scale
    case .undefined: return 1
    }
  }
}
