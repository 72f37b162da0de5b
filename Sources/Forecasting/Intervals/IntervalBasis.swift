/// What intervals rest on, for people.
public struct IntervalBasis: Hashable, Sendable, Codable {
  /// How they were made.
  public var method: IntervalMethod
  /// The origins that were held out; absent unless they are conformal, as what follows is.
  public var origins: Int?
  /// The residuals of all steps.
  public var residuals: Int?
  /// The first step of the forecast whose residuals are too few to stand alone; absent when there is
  /// none.
  public var pooledFrom: Int?
  /// Whether residuals are logarithms.
  public var isLogarithmic: Bool?
  /// The quantiles of each step that the network was trained on; absent when they are conformal.
  public var quantiles: Int?
  /// The steps ahead that have residuals or were trained; beyond them, intervals grow like √h.
  public var steps: Int
  /// The steps that were forecast.
  public var horizon: Int

  /// What conformal intervals rest on.
  public init(
    origins: Int, residuals: Int, steps: Int, pooledFrom: Int?, isLogarithmic: Bool, horizon: Int
  ) {
    method = .conformal
    self.origins = origins
    self.residuals = residuals
    self.steps = steps
    self.pooledFrom = pooledFrom
    self.isLogarithmic = isLogarithmic
    self.horizon = horizon
  }

  /// What learned intervals rest on.
  public init(quantiles: Int, steps: Int, horizon: Int) {
    method = .quantile
    self.quantiles = quantiles
    self.steps = steps
    self.horizon = horizon
  }

  /// What those of a network rest on that was trained on quantiles.
  public static func quantile(of network: FittedNetwork, horizon: Int) -> IntervalBasis {
    IntervalBasis(
      quantiles: QuantileOutputs.count, steps: network.specification.steps, horizon: horizon)
  }

  /// What was done, in a sentence.
  public var sentence: String {
    let growth = horizon > steps ? "; grown like √h beyond step \(steps)" : ""
    switch method {
    case .conformal: return held + growth
    case .quantile:
      let each = steps == 1 ? "the next step" : "each of \(steps) steps"
      return "learned, \(quantiles ?? 0) quantiles of \(each) (pinball loss)" + growth
    }
  }

  private var held: String {
    let unit = isLogarithmic == true ? "in logarithms" : "in original units"
    let origins = origins ?? 0
    var text =
      "conformal, from \(residuals ?? 0) residuals (\(unit)) of \(origins) held-out "
      + (origins == 1 ? "origin" : "origins")
    if let pooledFrom {
      let those =
        pooledFrom == 1
        ? "all steps"
        : pooledFrom == horizon ? "step \(horizon)" : "steps \(pooledFrom) to \(horizon)"
      text += "; \(those) pooled"
    }
    return text
  }
}

extension IntervalBasis {
  /// Reads a basis; one that was written before there was a choice is conformal.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    method = try container.decodeIfPresent(IntervalMethod.self, forKey: .method) ?? .conformal
    origins = try container.decodeIfPresent(Int.self, forKey: .origins)
    residuals = try container.decodeIfPresent(Int.self, forKey: .residuals)
    pooledFrom = try container.decodeIfPresent(Int.self, forKey: .pooledFrom)
    isLogarithmic = try container.decodeIfPresent(Bool.self, forKey: .isLogarithmic)
    quantiles = try container.decodeIfPresent(Int.self, forKey: .quantiles)
    steps = try container.decode(Int.self, forKey: .steps)
    horizon = try container.decode(Int.self, forKey: .horizon)
  }
}

extension ConformalIntervals {
  /// What the intervals of so many steps rest on.
  public func basis(horizon: Int) -> IntervalBasis {
    IntervalBasis(
      origins: origins, residuals: residualCount, steps: residuals.count,
      pooledFrom: (1...max(horizon, 1)).first(where: isPooled), isLogarithmic: scale == .log,
      horizon: horizon)
  }

  /// The residuals of all steps.
  public var residualCount: Int { residuals.reduce(0) { $0 + $1.count } }
}
