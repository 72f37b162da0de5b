extension ConformalIntervals: Codable {
  /// What is kept; all else follows from it.
  private struct Calibration: Codable {
    var scale: Scale
    var residuals: [[Double]]
    var origins: Int
    var level: Double
    var isNonNegative: Bool

    /// Whether it can have come out of a calibration.
    var isSound: Bool {
      let limit = scale == .log ? ConformalIntervals.largestLogRatio : 1e150
      return (1...HeldOutForecast.mostSteps).contains(residuals.count)
        && (1...2 * HeldOutForecast.mostOrigins).contains(origins)
        && residuals.allSatisfy { (1...origins).contains($0.count) }
        && residuals.joined().allSatisfy { abs($0) <= limit }
        && level.isFinite && level >= 0 && (scale == .original || isNonNegative)
    }
  }

  /// Reads a calibration, and refuses one that no forecasts can have led to.
  public init(from decoder: any Decoder) throws {
    let kept = try Calibration(from: decoder)
    guard kept.isSound else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "impossible residuals"))
    }
    self.init(
      scale: kept.scale, residuals: kept.residuals, origins: kept.origins, level: kept.level,
      isNonNegative: kept.isNonNegative)
  }

  /// Writes the residuals; the rest is computed again.
  public func encode(to encoder: any Encoder) throws {
    try Calibration(
      scale: scale, residuals: residuals, origins: origins, level: level,
      isNonNegative: isNonNegative
    ).encode(to: encoder)
  }
}
