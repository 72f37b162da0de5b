/// What intervals rest on, for people.
public struct IntervalBasis: Hashable, Sendable, Codable {
  /// The origins that were held out.
  public var origins: Int
  /// The residuals of all steps.
  public var residuals: Int
  /// The steps ahead that have residuals; beyond them, intervals grow like √h.
  public var steps: Int
  /// The first step of the forecast whose residuals are too few to stand alone; absent when there is
  /// none.
  public var pooledFrom: Int?
  /// Whether residuals are logarithms.
  public var isLogarithmic: Bool
  /// The steps that were forecast.
  public var horizon: Int

  /// Joins the numbers.
  public init(
    origins: Int, residuals: Int, steps: Int, pooledFrom: Int?, isLogarithmic: Bool, horizon: Int
  ) {
    self.origins = origins
    self.residuals = residuals
    self.steps = steps
    self.pooledFrom = pooledFrom
    self.isLogarithmic = isLogarithmic
    self.horizon = horizon
  }

  /// What was done, in a sentence.
  public var sentence: String {
    let unit = isLogarithmic ? "in logarithms" : "in original units"
    var text =
      "conformal, from \(residuals) residuals (\(unit)) of \(origins) held-out "
      + (origins == 1 ? "origin" : "origins")
    if let pooledFrom {
      let those =
        pooledFrom == 1
        ? "all steps"
        : pooledFrom == horizon ? "step \(horizon)" : "steps \(pooledFrom) to \(horizon)"
      text += "; \(those) pooled"
    }
    if horizon > steps { text += "; grown like √h beyond step \(steps)" }
    return text
  }
}

extension ConformalIntervals {
  /// What the intervals of so many steps rest on.
  public func basis(horizon: Int) -> IntervalBasis {
    IntervalBasis(
      origins: origins, residuals: residuals.reduce(0) { $0 + $1.count }, steps: residuals.count,
      pooledFrom: (1...max(horizon, 1)).first(where: isPooled), isLogarithmic: scale == .log,
      horizon: horizon)
  }
}
