/// The loss of a quantile: the price of a unit too little is the probability, that of a unit too much
/// what is left to 1.
///
/// ```
/// (y − q) p          where y ≥ q
/// (q − y) (1 − p)    where y < q
/// ```
///
/// (Koenker and Bassett, *Regression quantiles*, Econometrica 46, 1978.)
///
/// - Returns: The loss in original units, not negative.
public func pinballLoss(actual y: Double, quantile q: Double, probability p: Double) -> Double {
  y >= q ? (y - q) * p : (q - y) * (1 - p)
}

/// How good the central intervals of one coverage are.
public struct IntervalScore: Hashable, Sendable, Codable {
  /// The share of values that they should hold, such as 0.8.
  public var nominal: Double
  /// The share that they hold.
  public var coverage: Double
  /// The mean width, in original units.
  public var width: Double
  /// The mean interval score, in original units: the smaller the better.
  ///
  /// It is the width, and `2/(1 − nominal)` times the distance of a value outside (Gneiting and
  /// Raftery, *Strictly proper scoring rules, prediction, and estimation*, Journal of the American
  /// Statistical Association 102, 2007).
  public var score: Double

  /// Describes intervals.
  public init(nominal: Double, coverage: Double, width: Double, score: Double) {
    self.nominal = nominal
    self.coverage = coverage
    self.width = width
    self.score = score
  }
}

/// The probabilities that CRPS is computed from.
public let deciles: [Double] = (1...9).map { Double($0) / 10 }

/// Forecasts of known values, with all that scoring them needs.
public struct ScoredForecasts: Hashable, Sendable {
  /// The forecasts, a step for each value.
  public var forecasts: ForecastDistribution
  /// What happened.
  public var actual: [Double]
  /// What MASE divides by; see ``MetricScale/naive(_:seasonLength:)``.
  public var scale: MetricScale
  /// What RMSSE divides by; see ``MetricScale/squaredNaive(_:seasonLength:)``.
  public var squaredScale: MetricScale

  /// Forecasts with their scales from the history before them.
  ///
  /// - Precondition: There are as many steps as values.
  public init(
    _ forecasts: ForecastDistribution, actual: [Double], history: some Collection<Double>,
    seasonLength: Int
  ) {
    precondition(forecasts.point.count == actual.count, "Every forecast needs its value")
    self.forecasts = forecasts
    self.actual = actual
    scale = .naive(history, seasonLength: seasonLength)
    squaredScale = .squaredNaive(history, seasonLength: seasonLength)
  }

  /// One step of them, from 0.
  public func step(_ index: Int) -> ScoredForecasts {
    var step = self
    step.actual = [actual[index]]
    step.forecasts.point = [forecasts.point[index]]
    step.forecasts.quantiles = forecasts.quantiles.isEmpty ? [] : [forecasts.quantiles[index]]
    return step
  }

  /// A central interval for each value; nil without the quantiles.
  fileprivate func intervals(_ coverage: Double) -> [(low: Double, high: Double, y: Double)]? {
    forecasts.interval(coverage: coverage).map { bounds in
      zip(bounds, actual).map { ($0.low, $0.high, $1) }
    }
  }

  /// Two times the pinball loss at each decile, for each value; nil without the deciles.
  fileprivate var decileLosses: [Double]? {
    let places = deciles.map { decile in
      forecasts.probabilities.firstIndex { abs($0 - decile) < 1e-9 }
    }
    let found = places.compactMap { $0 }
    guard !forecasts.quantiles.isEmpty, found.count == places.count else { return nil }
    return zip(forecasts.quantiles, actual).flatMap { quantiles, y in
      zip(found, deciles).map { place, decile in
        2 * pinballLoss(actual: y, quantile: quantiles[place], probability: decile)
      }
    }
  }
}

extension Metrics {
  /// Scores all values of some windows together, each with the scale of its window.
  ///
  /// - Parameters:
  ///   - windows: Forecasts, from one origin or from several.
  ///   - coverages: The intervals to score, each in (0, 1).
  public init(pooling windows: [ScoredForecasts], coverages: [Double]) {
    let actual = windows.flatMap(\.actual)
    let points = windows.flatMap(\.forecasts.point)
    self.init(points, actual: actual, scale: .defined(1))
    guard rmse != nil else {
      (mase, smape) = (nil, nil)
      explain(undefined?["rmse"] ?? "", ["smape", "mase", "rmsse", "crps", "intervals"])
      return
    }
    mase = scaled(windows, \.scale, "mase") { $0.mean(of: abs) }
    rmsse = scaled(windows, \.squaredScale, "rmsse") { $0.mean { $0 * $0 }.squareRoot() }
    let losses = windows.compactMap(\.decileLosses)
    if losses.count == windows.count {
      crps = finite(losses.joined().mean { $0 }, "crps", "the errors are too large to be added up")
    } else {
      let hasQuantiles = windows.allSatisfy { !$0.forecasts.quantiles.isEmpty }
      explain(
        hasQuantiles ? "not all nine deciles are there" : "there are no quantiles", ["crps"])
    }
    scoreIntervals(windows, coverages)
  }

  /// A size of the errors, each divided by the scale of its window.
  private mutating func scaled(
    _ windows: [ScoredForecasts], _ scale: KeyPath<ScoredForecasts, MetricScale>, _ name: String,
    _ size: ([Double]) -> Double
  ) -> Double? {
    var errors: [Double] = []
    for window in windows {
      switch window[keyPath: scale] {
      case .defined(let scale):
        errors += zip(window.actual, window.forecasts.point).map { ($0 - $1) / scale }
      case .undefined(let reason):
        explain(reason, [name])
        return nil
      }
    }
    return finite(size(errors), name, "the errors are too large for the scale")
  }

  private mutating func scoreIntervals(_ windows: [ScoredForecasts], _ coverages: [Double]) {
    guard !coverages.isEmpty else { return }
    var scores: [IntervalScore] = []
    for nominal in coverages {
      let bounds = windows.compactMap { $0.intervals(nominal) }
      guard bounds.count == windows.count else {
        return explain("there are no quantiles", ["intervals"])
      }
      let all = Array(bounds.joined())
      let width = all.map { $0.high - $0.low }.mean { $0 }
      let outside = all.map { max($0.low - $0.y, $0.y - $0.high, 0) }.mean { $0 }
      let score = width + 2 / (1 - nominal) * outside
      guard score.isFinite else {
        return explain("the intervals are too wide to be added up", ["intervals"])
      }
      let inside = all.count { $0.low <= $0.y && $0.y <= $0.high }
      scores.append(
        IntervalScore(
          nominal: nominal, coverage: Double(inside) / Double(all.count), width: width,
          score: score))
    }
    intervals = scores
  }

  /// The mean of scores of windows, each window counting the same.
  ///
  /// A score that one of them lacks is absent, for its reason.
  ///
  /// - Precondition: There is a window, and all were scored for the same coverages.
  public init(averaging windows: [Metrics]) {
    precondition(!windows.isEmpty, "A mean needs something to average")
    n = windows.reduce(0) { $0 + $1.n }
    for window in windows {
      undefined = window.undefined.map { ($0).merging(undefined ?? [:]) { $1 } } ?? undefined
    }
    func mean(_ score: KeyPath<Metrics, Double?>) -> Double? {
      let scores = windows.compactMap { $0[keyPath: score] }
      return scores.count == windows.count ? scores.mean { $0 } : nil
    }
    rmse = mean(\.rmse)
    mae = mean(\.mae)
    smape = mean(\.smape)
    mase = mean(\.mase)
    rmsse = mean(\.rmsse)
    crps = mean(\.crps)
    let all = windows.compactMap(\.intervals)
    guard all.count == windows.count else { return }
    intervals = all[0].indices.map { place in
      func mean(_ score: KeyPath<IntervalScore, Double>) -> Double {
        all.map { $0[place][keyPath: score] }.mean { $0 }
      }
      return IntervalScore(
        nominal: all[0][place].nominal, coverage: mean(\.coverage), width: mean(\.width),
        score: mean(\.score))
    }
  }
}
