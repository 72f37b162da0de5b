import RealModule

/// The space in which values are forecast, and back.
public enum ValueSpace: String, Hashable, Sendable, Codable, CaseIterable {
  /// Original units.
  case linear
  /// Natural logarithms.
  case log

  /// Whether values can be taken there.
  public func holds(_ values: some Collection<Double>) -> Bool {
    self == .linear || values.allSatisfy { $0 > 0 }
  }

  /// The value there.
  ///
  /// - Precondition: The space ``holds(_:)`` it.
  public func apply(_ value: Double) -> Double { self == .log ? .log(value) : value }

  /// The value in original units; monotone, so that medians stay medians and quantiles quantiles.
  public func invert(_ value: Double) -> Double {
    self == .log ? .exp(min(value, 700)) : value
  }
}
