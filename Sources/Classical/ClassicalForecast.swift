import RealModule

/// What a model says of the steps after a history.
public struct ClassicalForecast: Sendable {
  /// The forecasts, `[horizon]`, in original units.
  ///
  /// They are the mean where errors are additive, the forecast without further errors for ETS with
  /// multiplicative ones, and the median for a model on logarithms.
  public var point: [Double]

  /// How the future spreads, before `shift` and `scale`.
  enum Spread: Sendable {
    /// Normal at each step.
    case normal(mean: [Double], deviation: [Double])
    /// The logarithm is normal at each step.
    case logNormal(mean: [Double], deviation: [Double])
    /// Sorted simulated values of each step, made when they are asked for.
    case simulated(@Sendable () -> [[Double]])
  }

  private var spread: Spread
  /// What is added to step h after it was multiplied by `scale[h]`.
  private var shift: [Double]
  /// Positive.
  private var scale: [Double]

  init(point: [Double], spread: Spread) {
    self.point = point
    self.spread = spread
    shift = Array(repeating: 0, count: point.count)
    scale = Array(repeating: 1, count: point.count)
  }

  init(normal mean: [Double], deviation: [Double]) {
    self.init(point: mean, spread: .normal(mean: mean, deviation: deviation))
  }

  /// Quantiles of each step, in original units.
  ///
  /// - Parameter probabilities: Each within 0 … 1, in any order; the ends of a normal distribution
  ///   are taken at 1e-9 and 1 − 1e-9.
  /// - Returns: `[horizon][probability]`; they grow with the probability.
  /// - Precondition: No probability is outside 0 … 1.
  public func quantiles(_ probabilities: [Double]) -> [[Double]] {
    precondition(probabilities.allSatisfy { $0 >= 0 && $0 <= 1 }, "A probability lies in 0 … 1")
    let z = probabilities.map { normalQuantile(min(max($0, 1e-9), 1 - 1e-9)) }
    let steps: [[Double]] =
      switch spread {
      case .normal(let mean, let deviation):
        zip(mean, deviation).map { m, d in z.map { m + $0 * d } }
      case .logNormal(let mean, let deviation):
        zip(mean, deviation).map { m, d in z.map { finiteExp(m + $0 * d) } }
      case .simulated(let draw):
        draw().map { sorted in probabilities.map { sampleQuantile(sorted, $0) } }
      }
    return steps.indices.map { h in steps[h].map { bounded(shift[h] + scale[h] * $0) } }
  }

  /// The same forecast with its spread around the point multiplied, on logs if it is log-normal.
  func widened(_ factor: Double) -> ClassicalForecast {
    var result = self
    switch spread {
    case .normal(let mean, let deviation):
      result.spread = .normal(mean: mean, deviation: deviation.map { $0 * factor })
    case .logNormal(let mean, let deviation):
      result.spread = .logNormal(mean: mean, deviation: deviation.map { $0 * factor })
    case .simulated(let draw):
      let point = point
      result.spread = .simulated {
        zip(draw(), point).map { sorted, centre in
          sorted.map { bounded(centre + ($0 - centre) * factor) }
        }
      }
    }
    return result
  }

  /// The same forecast of a series whose season had been taken out.
  func seasonalised(_ factors: [Double], kind: Decomposition.Kind) -> ClassicalForecast {
    var result = self
    for (h, factor) in factors.enumerated() {
      switch kind {
      case .additive:
        result.point[h] += factor
        result.shift[h] += factor
      case .multiplicative:
        result.point[h] *= factor
        result.shift[h] *= factor
        result.scale[h] *= factor
      }
    }
    return result
  }
}

/// e to the power of x, at most the largest finite number.
func finiteExp(_ x: Double) -> Double { bounded(Double.exp(x)) }

/// The same number, an infinite one replaced by the largest finite one of its sign.
func bounded(_ x: Double) -> Double {
  min(max(x, -Double.greatestFiniteMagnitude), Double.greatestFiniteMagnitude)
}

/// The quantile of sorted values, linear between them (type 7 of Hyndman and Fan, *Sample quantiles
/// in statistical packages*, The American Statistician 50, 1996).
func sampleQuantile(_ sorted: [Double], _ probability: Double) -> Double {
  let position = probability * Double(sorted.count - 1)
  let lower = Int(position)
  let upper = min(lower + 1, sorted.count - 1)
  return sorted[lower] + (position - Double(lower)) * (sorted[upper] - sorted[lower])
}
