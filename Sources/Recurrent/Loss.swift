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

  /// The loss of one residual.
  public func value(_ residual: Double) -> Double {
    let size = abs(residual)
    switch self {
    case .meanSquared: return residual * residual
    case .meanAbsolute: return size
    case .huber: return size <= 1 ? 0.5 * residual * residual : size - 0.5
    }
  }

  /// The derivative of ``value(_:)-(Double)``.
  public func derivative(_ residual: Double) -> Double {
    switch self {
    case .meanSquared: 2 * residual
    case .meanAbsolute: residual > 0 ? 1 : residual < 0 ? -1 : 0
    case .huber: min(max(residual, -1), 1)
    }
  }

  /// The loss of sixteen residuals, the twin of the above.
  @inline(__always)
  func value(_ residual: Lanes) -> Lanes {
    let size = residual.replacing(with: -residual, where: residual .< 0)
    switch self {
    case .meanSquared: return residual * residual
    case .meanAbsolute: return size
    case .huber: return (0.5 * residual * residual).replacing(with: size - 0.5, where: size .> 1)
    }
  }

  /// The derivative for sixteen residuals.
  @inline(__always)
  func derivative(_ residual: Lanes) -> Lanes {
    switch self {
    case .meanSquared:
      return residual + residual
    case .meanAbsolute:
      return Lanes.zero.replacing(with: 1, where: residual .> 0)
        .replacing(with: -1, where: residual .< 0)
    case .huber:
      return residual.replacing(with: 1, where: residual .> 1)
        .replacing(with: -1, where: residual .< -1)
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
