import RealModule

/// The classical decomposition of a series into trend, season and remainder.
///
/// The trend is a centred moving average over one season (2 × m for an even season), the season the
/// mean of what is left at each of its steps, normalised to sum to 0, or to have the mean 1
/// (Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §3.4).
public struct Decomposition: Sendable {
  /// How the parts are joined.
  public enum Kind: String, Hashable, Sendable {
    /// Trend + season + remainder.
    case additive
    /// Trend × season × remainder.
    case multiplicative
  }

  /// How the parts are joined.
  public let kind: Kind
  /// The trend, nil for half a season at both ends.
  public let trend: [Double?]
  /// One number for each step of the season; the first belongs to the first value.
  public let indices: [Double]
  /// What is left, nil where the trend is.
  public let remainder: [Double?]

  /// Decomposes values.
  ///
  /// - Returns: nil when `seasonLength` is below 2, there are fewer than two seasons, or a
  ///   multiplicative decomposition is asked for and a value is not positive.
  public init?(_ values: [Double], seasonLength m: Int, kind: Kind) {
    guard m >= 2, values.count >= 2 * m else { return nil }
    guard kind == .additive || values.allSatisfy({ $0 > 0 }) else { return nil }
    let trend = centredMean(values, length: m)
    func without(_ y: Double, _ part: Double) -> Double {
      kind == .additive ? y - part : y / part
    }
    var sums = Array(repeating: (total: 0.0, count: 0.0), count: m)
    for (t, level) in trend.enumerated() {
      guard let level else { continue }
      sums[t % m].total += without(values[t], level)
      sums[t % m].count += 1
    }
    let means = sums.map { $0.total / $0.count }
    let centre = means.reduce(0, +) / Double(m)
    let indices = means.map { without($0, centre) }
    self.kind = kind
    self.trend = trend
    self.indices = indices
    remainder = trend.enumerated().map { t, level in
      level.map { without(without(values[t], $0), indices[t % m]) }
    }
  }

  /// The season of `count` steps after `start` values.
  func season(after start: Int, count: Int) -> [Double] {
    (0..<max(0, count)).map { indices[(start + $0) % indices.count] }
  }

  /// The values without their season; `values` start where the decomposed ones did.
  public func adjust(_ values: [Double]) -> [Double] {
    values.enumerated().map { t, y in
      let index = indices[t % indices.count]
      return kind == .additive ? y - index : y / index
    }
  }

  /// How much of what is not trend is season, 0 … 1: max(0, 1 − Var(R) / Var(S + R))
  /// (Wang, Smith and Hyndman, *Characteristic-based clustering for time series data*, 2006).
  public var strength: Double {
    var (left, both): ([Double], [Double]) = ([], [])
    for case (let t, let rest?) in remainder.enumerated() {
      let index = indices[t % indices.count]
      switch kind {
      case .additive:
        left.append(rest)
        both.append(rest + index)
      case .multiplicative:
        left.append(Double.log(rest))
        both.append(Double.log(rest * index))
      }
    }
    let whole = variance(both)
    return whole > 0 ? max(0, 1 - variance(left) / whole) : 0
  }

  /// The decomposition that the theta method takes: multiplicative for positive values whose indices
  /// are all at least 0.01, otherwise additive.
  static func preferred(_ values: [Double], seasonLength: Int) -> Decomposition? {
    if let found = Decomposition(values, seasonLength: seasonLength, kind: .multiplicative),
      found.indices.allSatisfy({ $0 >= 0.01 })
    {
      return found
    }
    return Decomposition(values, seasonLength: seasonLength, kind: .additive)
  }
}

/// The mean over one season around each value, half weights at the ends of an even one.
private func centredMean(_ values: [Double], length m: Int) -> [Double?] {
  let half = m / 2
  let isEven = m.isMultiple(of: 2)
  return values.indices.map { t in
    guard t >= half, t + half < values.count else { return nil }
    var sum = values[(t - half)...(t + half)].reduce(0, +)
    if isEven { sum -= (values[t - half] + values[t + half]) / 2 }
    return sum / Double(m)
  }
}

/// The arithmetic mean; 0 of nothing.
func mean(_ values: some Collection<Double>) -> Double {
  values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
}

/// The mean square distance from the mean; 0 of nothing.
func variance(_ values: some Collection<Double>) -> Double {
  let centre = mean(values)
  return mean(values.map { ($0 - centre) * ($0 - centre) })
}
