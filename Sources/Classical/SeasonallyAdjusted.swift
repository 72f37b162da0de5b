import RealModule

/// A model of the values without their season; the season is fixed and put back on the forecasts.
struct SeasonallyAdjusted<Inner: ClassicalModel>: ClassicalModel {
  let inner: Inner
  let season: Decomposition
  /// The season has taken its share of the errors: √(n / (n − m + 1)) gives it back.
  private let widening: Double

  init(inner: Inner, season: Decomposition) {
    self.inner = inner
    self.season = season
    let (n, m) = (Double(season.remainder.count), Double(season.indices.count))
    widening = Double.sqrt(n / (n - m + 1))
  }

  var description: String { "\(inner.description) on seasonally adjusted values" }
  var parameterCount: Int { inner.parameterCount + season.indices.count - 1 }

  func forecast(_ history: [Double], horizon: Int) -> ClassicalForecast {
    let factors = season.season(after: history.count, count: horizon)
    return inner.forecast(season.adjust(history), horizon: horizon)
      .widened(widening).seasonalised(factors, kind: season.kind)
  }

  func oneStep(_ history: [Double]) -> [Double?] {
    let factors = season.season(after: 0, count: history.count)
    return zip(inner.oneStep(season.adjust(history)), factors).map { point, factor in
      point.map { season.kind == .additive ? $0 + factor : $0 * factor }
    }
  }
}

/// Whether values have a season that is worth taking out.
enum SeasonTest {
  /// The test of the theta method.
  ///
  /// The autocorrelation at the season length is beyond the limits that hold 90 % of those of a series
  /// whose autocorrelations end before it (Bartlett 1946; Fiorucci and others 2016, §4).
  ///
  /// - Returns: false for a season length below 2 or fewer than two seasons.
  static func isSeasonal(_ values: [Double], seasonLength m: Int) -> Bool {
    guard m >= 2, values.count >= 2 * m, values.count >= 4 else { return false }
    let centre = mean(values)
    let rest = values.map { $0 - centre }
    let whole = rest.reduce(0) { $0 + $1 * $1 }
    guard whole > 0 else { return false }
    func correlation(_ lag: Int) -> Double {
      zip(rest.dropFirst(lag), rest).reduce(0) { $0 + $1.0 * $1.1 } / whole
    }
    let squares = (1..<m).reduce(0.0) { sum, lag in
      let r = correlation(lag)
      return sum + r * r
    }
    let limit = normalQuantile(0.95) * Double.sqrt((1 + 2 * squares) / Double(values.count))
    return abs(correlation(m)) > limit
  }

  /// The decomposition of a series that passes the test.
  static func decomposition(_ values: [Double], _ seasonLength: Int) -> Decomposition? {
    guard isSeasonal(values, seasonLength: seasonLength) else { return nil }
    return Decomposition.preferred(values, seasonLength: seasonLength)
  }
}
