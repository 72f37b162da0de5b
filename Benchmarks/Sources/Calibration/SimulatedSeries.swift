import Recurrent
import SeriesData
import Workloads

/// A kind of series of which the truth is known.
enum SimulatedKind: String, CaseIterable, Sendable {
  case noise = "white noise"
  case autoregression = "AR(1)"
  case seasonal
  case trend
  case walk = "random walk"
  case airline = "airline type"
  case jump = "scaling shift"

  /// Monthly values; the standard deviation of the noise is 10, or 4 % of the level.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - testStart: Where the scaling shift begins.
  ///   - generator: What draws them.
  /// - Returns: The values.
  func values(
    _ count: Int, testStart: Int, using generator: inout SeededGenerator
  ) -> [Double] {
    let noise = (0..<count).map { _ in 10 * generator.normal() }
    switch self {
    case .noise: return noise.map { 1000 + $0 }
    case .autoregression: return correlated(noise, 0.6).map { 1000 + $0 }
    case .seasonal: return seasonal(noise, &generator).map { 1000 + $0 }
    case .trend:
      let ar = correlated(noise, 0.3)
      return ar.enumerated().map { 1000 + 2 * Double($0.offset) + $0.element }
    case .walk:
      var level = 1000.0
      return noise.map { step in
        level += step
        return level
      }
    case .airline:
      let season = profile(&generator, deviation: 0.12)
      let growth = 0.01 * generator.uniform(0.5, 1.2)
      let remainder = correlated(noise, 0.7)
      return remainder.enumerated().map { t, e in
        120 * exponential(growth * Double(t) + season[t % 12] + 0.004 * e)
      }
    case .jump:
      let range = 60 * generator.uniform(1, 2)
      return seasonal(noise, &generator).enumerated().map { t, value in
        1000 + value + (t < testStart ? 0 : range)
      }
    }
  }

  private func seasonal(_ noise: [Double], _ generator: inout SeededGenerator) -> [Double] {
    let season = profile(&generator, deviation: 20)
    return correlated(noise, 0.6).enumerated().map { $0.element + season[$0.offset % 12] }
  }
}

/// Each value `share` of the one before and some noise.
private func correlated(_ noise: [Double], _ share: Double) -> [Double] {
  var last = 0.0
  return noise.map { e in
    last = share * last + e
    return last
  }
}

/// Twelve months around zero.
private func profile(_ generator: inout SeededGenerator, deviation: Double) -> [Double] {
  let months = (0..<12).map { _ in deviation * generator.normal() }
  let centre = months.reduce(0, +) / 12
  return months.map { $0 - centre }
}
