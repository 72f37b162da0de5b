/// Many exponential smoothings of one history, each with its own constants, and their average: what
/// one would believe who knew only that one of them made the series.
///
/// Each is the additive innovation form (Hyndman et al., *Forecasting with exponential smoothing*,
/// 2008) with constants that are given, so that nothing is fitted, and a single pass over the
/// history tells how well it foresaw every value. The average weighs each by its likelihood with
/// the variance integrated out, `(sum of squared errors)^(−n/2)`: Bayes' rule for constants that are
/// equally likely beforehand, variances on a logarithmic scale.
struct SmoothingBank {
  /// The average forecasts of the steps after the history.
  let forecasts: [Double]
  /// How far the forecasts of each step lie from the average, in the mean.
  let disagreement: [Double]
  /// The average one-step errors of the history; 0 in the first season, which only begins.
  let errors: [Double]
  /// The root of the mean squared error of a step.
  let deviation: Double
  /// The believed share of a shock that stays in the level: α.
  let levelGain: Double
  /// The believed share of a shock that stays in the season: γ.
  let seasonGain: Double
  /// The belief that there is a slope, from 0 to 1.
  let slopeBelief: Double

  /// Smooths `values`, which should be of a size near 1.
  ///
  /// - Parameters:
  ///   - values: The history.
  ///   - m: The season length; 1 without a season. A season is only looked for in two of them.
  ///   - horizon: Steps to forecast.
  /// - Precondition: There are at least three values.
  init(_ values: [Double], seasonLength m: Int, horizon: Int) {
    precondition(values.count >= 3, "Two values have no history")
    let n = values.count
    let period = m > 1 && n >= 2 * m ? m : 1
    let grid = period > 1 ? Smoothing.seasonal : Smoothing.plain
    let start = SmoothingState(startOf: values, period: period)
    let runs = grid.map { $0.run(values, from: start, horizon: horizon) }
    let judged = min(period, n / 3)..<n
    let sums = runs.map { run in judged.reduce(0) { $0 + run.errors[$1] * run.errors[$1] } }
    let weights = Self.weights(sums, count: judged.count)
    func mean(_ value: (Int) -> Double) -> Double {
      weights.indices.reduce(0) { $0 + weights[$1] * value($1) }
    }
    let average = (0..<horizon).map { h in mean { runs[$0].forecasts[h] } }
    forecasts = average
    disagreement = (0..<horizon).map { h in mean { abs(runs[$0].forecasts[h] - average[h]) } }
    errors = (0..<n).map { t in t < period ? 0 : mean { runs[$0].errors[t] } }
    deviation = (mean { sums[$0] } / Double(judged.count)).squareRoot()
    levelGain = mean { grid[$0].level }
    seasonGain = mean { grid[$0].season }
    slopeBelief = mean { grid[$0].hasSlope ? 1 : 0 }
  }

  /// Beliefs that add up to 1.
  private static func weights(_ sums: [Double], count: Int) -> [Double] {
    let smallest = max(sums.min() ?? 0, 1e-30)
    let raw = sums.map { power(max($0, smallest) / smallest, -Double(count) / 2) }
    let total = raw.reduce(0, +)
    return raw.map { $0 / total }
  }
}

/// One exponential smoothing: a set of constants.
struct Smoothing {
  /// α: the share of a shock that stays in the level.
  let level: Double
  /// β: the share that stays in the slope.
  let slope: Double
  /// φ: what is left of a slope after a step.
  let damping: Double
  /// γ: the share that stays in the season.
  let season: Double
  /// Whether it begins with the slope of the first seasons, or without any.
  let hasSlope: Bool

  /// The members of a bank for a series without a season, and for one with.
  static let plain = grid(seasons: [0])
  static let seasonal = grid(seasons: [0, 0.08, 0.25, 0.5])

  private static func grid(seasons: [Double]) -> [Smoothing] {
    [0.02, 0.15, 0.35, 0.6, 0.85, 1.0].flatMap { level in
      seasons.flatMap { share -> [Smoothing] in
        // What is in the level already cannot be in the season too.
        let season = share * (1 - level / 2)
        return [
          Smoothing(level: level, slope: 0, damping: 1, season: season, hasSlope: false),
          Smoothing(level: level, slope: 0, damping: 1, season: season, hasSlope: true),
          Smoothing(
            level: level, slope: 0.15 * level, damping: 0.95, season: season, hasSlope: true),
        ]
      }
    }
  }

  /// Goes through a history and on.
  ///
  /// - Returns: The error of each value, foreseen from those before it, and the forecasts.
  func run(
    _ values: [Double], from start: SmoothingState, horizon: Int
  ) -> (errors: [Double], forecasts: [Double]) {
    var state = start
    if !hasSlope { state.slope = 0 }
    var errors: [Double] = []
    errors.reserveCapacity(values.count)
    for value in values {
      state.slope *= damping
      let error = value - state.expected
      errors.append(error)
      state.level += state.slope + level * error
      state.slope += slope * error
      state.season[state.place] += season * error
      state.moveOn()
    }
    var forecasts: [Double] = []
    forecasts.reserveCapacity(horizon)
    for _ in 0..<horizon {
      state.slope *= damping
      forecasts.append(state.expected)
      state.level += state.slope
      state.moveOn()
    }
    return (errors, forecasts)
  }
}

/// Level, slope and season between two values.
struct SmoothingState {
  var level: Double
  var slope: Double
  var season: [Double]
  /// The place in the season of the value that comes.
  private(set) var place = 0

  /// Before the first value: a line through the means of up to three seasons, and what they leave;
  /// without a season, the first value, and a line to the twelfth.
  init(startOf values: [Double], period m: Int) {
    guard m > 1 else {
      let last = min(values.count, 12) - 1
      (level, season) = (values[0], [0])
      slope = (values[last] - values[0]) / Double(last)
      return
    }
    let count = min(values.count / m, 3)
    let means = (0..<count).map { k in values[k * m..<(k + 1) * m].reduce(0, +) / Double(m) }
    let slope = (means[count - 1] - means[0]) / Double((count - 1) * m)
    let centre = Double(m - 1) / 2
    var deviations = [Double](repeating: 0, count: m)
    for t in 0..<count * m {
      let line = means[t / m] + slope * (Double(t % m) - centre)
      deviations[t % m] += (values[t] - line) / Double(count)
    }
    let mean = deviations.reduce(0, +) / Double(m)
    (level, self.slope) = (means[0] - slope * (centre + 1), slope)
    season = deviations.map { $0 - mean }
  }

  /// What it expects of the value that comes.
  var expected: Double { level + slope + season[place] }

  mutating func moveOn() { place = place + 1 == season.count ? 0 : place + 1 }
}
