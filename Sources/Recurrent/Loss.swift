/// What training makes small, averaged over all scored elements.
///
/// PyTorch's definitions.
public enum Loss: String, Hashable, Sendable, Codable, CaseIterable {
  /// Mean squared error, `r²`.
  case meanSquared = "mse"
  /// Mean absolute error, `|r|`; its derivative at 0 is 0.
  case meanAbsolute = "mae"
  /// Huber's loss with δ = 1 in scaled units: `½r²` within ±1, `|r| − ½` outside.
  case huber
  /// The pinball loss of a quantile (Koenker and Bassett, 1978): what lies below the target costs
  /// its probability, what lies above it the rest.
  ///
  /// The `O` outputs of an element, or of each target where a network says how many belong together
  /// (``NetworkShape/quantiles``), are the quantiles at ``probability(of:outputs:)``; a single one is
  /// the median.
  case pinball

  /// The probability of the quantile that an output stands for: `(i + ½) / O`, so that twenty
  /// outputs hold the ends of the central 95 % interval.
  public static func probability(of output: Int, outputs: Int) -> Double {
    (Double(output) + 0.5) / Double(outputs)
  }

  /// The loss of one residual, output − target.
  ///
  /// - Parameters:
  ///   - residual: In scaled units.
  ///   - probability: That of the quantile; only ``pinball`` looks at it.
  /// - Returns: A number that is not negative.
  public func value(_ residual: Double, probability: Double = 0.5) -> Double {
    let size = abs(residual)
    switch self {
    case .meanSquared: return residual * residual
    case .meanAbsolute: return size
    case .huber: return size <= 1 ? 0.5 * residual * residual : size - 0.5
    case .pinball: return residual > 0 ? (1 - probability) * size : probability * size
    }
  }

  /// The derivative of ``value(_:probability:)-(Double,_)`` by the residual.
  public func derivative(_ residual: Double, probability: Double = 0.5) -> Double {
    switch self {
    case .meanSquared: 2 * residual
    case .meanAbsolute: residual > 0 ? 1 : residual < 0 ? -1 : 0
    case .huber: min(max(residual, -1), 1)
    case .pinball: residual > 0 ? 1 - probability : residual < 0 ? -probability : 0
    }
  }

  /// The loss of sixteen residuals, the twin of the above.
  @inline(__always)
  func value(_ residual: Lanes, probability: Float) -> Lanes {
    let size = residual.replacing(with: -residual, where: residual .< 0)
    switch self {
    case .meanSquared: return residual * residual
    case .meanAbsolute: return size
    case .huber: return (0.5 * residual * residual).replacing(with: size - 0.5, where: size .> 1)
    case .pinball:
      return (probability * size).replacing(with: (1 - probability) * size, where: residual .> 0)
    }
  }

  /// The derivative for sixteen residuals.
  @inline(__always)
  func derivative(_ residual: Lanes, probability: Float) -> Lanes {
    switch self {
    case .meanSquared:
      return residual + residual
    case .meanAbsolute:
      return Lanes.zero.replacing(with: 1, where: residual .> 0)
        .replacing(with: -1, where: residual .< 0)
    case .huber:
      return residual.replacing(with: 1, where: residual .> 1)
        .replacing(with: -1, where: residual .< -1)
    case .pinball:
      return Lanes.zero.replacing(with: 1 - probability, where: residual .> 0)
        .replacing(with: -probability, where: residual .< 0)
    }
  }
}

/// Which elements of a sequence are scored in training.
public enum LossOver: String, Hashable, Sendable, Codable, CaseIterable {
  /// The last one, the month being predicted.
  case last
  /// Every one.
  case all
}
