/// An affine map to a range that networks like, fitted on one slice of data and invertible.
///
/// ```text
/// minmax:    scaled = (value − minimum) / (maximum − minimum)
/// standard:  scaled = (value − mean) / deviation
/// ```
///
/// A constant slice has no width: the divisor is then 1, and every value of it is scaled to 0.
public enum Scaler: Hashable, Sendable, Codable {
  /// To `[0, 1]` on the slice that it was fitted on; beyond it outside of that.
  case minMax(minimum: Double, maximum: Double)
  /// To mean 0 and deviation 1 on the slice that it was fitted on.
  case standard(mean: Double, deviation: Double)

  /// Which map to fit.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// By the smallest and the largest value.
    case minMax = "minmax"
    /// By the mean and the standard deviation.
    case standard
  }

  /// Fits a scaler on `values` and nothing else.
  ///
  /// The deviation is that of the slice itself (divided by n, not n − 1).
  ///
  /// - Precondition: `values` are not empty and all finite.
  public static func fit(_ kind: Kind, to values: some Collection<Double>) -> Scaler {
    guard let minimum = values.min(), let maximum = values.max() else {
      preconditionFailure("a scaler needs at least one value")
    }
    precondition(values.allSatisfy(\.isFinite), "a scaler needs finite values")
    switch kind {
    case .minMax:
      return .minMax(minimum: minimum, maximum: maximum)
    case .standard where minimum == maximum:
      return .standard(mean: minimum, deviation: 0)
    case .standard:
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
      return .standard(mean: mean, deviation: variance.squareRoot())
    }
  }

  /// Which map this is.
  public var kind: Kind {
    switch self {
    case .minMax: .minMax
    case .standard: .standard
    }
  }

  /// From original to scaled units.
  public func apply(_ value: Double) -> Double { (value - origin) / unit }

  /// From scaled to original units: the inverse of ``apply(_:)``, up to rounding.
  public func invert(_ scaled: Double) -> Double { scaled * unit + origin }

  /// Original units per scaled unit, never 0: what an error in scaled units is multiplied by.
  public var unit: Double {
    let width =
      switch self {
      case .minMax(let minimum, let maximum): maximum - minimum
      case .standard(_, let deviation): deviation
      }
    return width == 0 ? 1 : width
  }

  /// The original value that is scaled to 0.
  private var origin: Double {
    switch self {
    case .minMax(let minimum, _): minimum
    case .standard(let mean, _): mean
    }
  }
}
