import RealModule

// What lies between a forecast and the future is taken from forecasts of the same model whose future
// is known: split conformal prediction. It assumes no distribution, but that residuals to come are
// as large as those that were held out.
//
// Only the sizes of residuals count, not their signs. The network that forecasts is not the one that
// forecast the held-out values: it has seen them since, and errs no longer as that one did. A bias of
// the early fit would push all intervals to one side; its size widens both.

/// Intervals from the residuals of held-out forecasts, step by step ahead.
///
/// The interval of step `h` reaches as far from the point forecast, in both directions, as the size of
/// residual that a further one exceeds with at most the probability that is left over, when all are
/// exchangeable (Vovk, Gammerman and Shafer, *Algorithmic Learning in a Random World*, 2005; Lei,
/// G'Sell, Rinaldo, Tibshirani and Wasserman, *Distribution-free predictive inference for
/// regression*, Journal of the American Statistical Association 113, 2018):
///
/// ```
/// coverage c   the ⌈(n + 1) c⌉-th smallest of the sizes of n residuals
/// ```
///
/// A step with fewer than ``enough`` residuals shares with all other steps: residuals are divided by
/// the growth that a power of the step fits to their sizes, *pooled*, and multiplied by it again.
///
/// Forecasts from neighbouring origins share the shocks between them, so that a number of residuals
/// several steps ahead tells less than as many that are exchangeable. Distances are therefore those of
/// the order statistics times the ratio of two quantiles of Student's t, with as many degrees of
/// freedom as the overlapping forecasts of a random walk are worth (Lo and MacKinlay, *Stock market
/// prices do not follow random walks*, Review of Financial Studies 1, 1988) and with one for each:
///
/// ```
/// t(p; ν) / t(p; n),   ν = 3 h n / (2 h² + 1),   h the step, or the mean step of what is pooled
/// ```
///
/// Distances never shrink with the step; beyond the last step that has residuals they grow like √h.
/// The point forecast is the median.
public struct ConformalIntervals: Hashable, Sendable {
  /// In which units residuals are taken.
  public enum Scale: String, Hashable, Sendable, Codable {
    /// `y − ŷ`, in original units.
    case original
    /// `log y − log ŷ`, so that intervals are in proportion to the forecast.
    case log
  }

  /// In which units residuals are.
  public let scale: Scale
  /// For each step ahead, from 1, its residuals in the order of their origins; none is empty.
  public let residuals: [[Double]]
  /// The number of origins that they come from.
  public let origins: Int
  /// The mean size of the values that were forecast, in original units.
  ///
  /// A forecast that has no logarithm gets the width of one of this size.
  public let level: Double
  /// Whether no value was negative, so that no bound is.
  public let isNonNegative: Bool

  private let growth: GrowthLaw
  /// For each step, the sizes of its residuals, ascending.
  private let sizes: [[Double]]
  /// All sizes, divided by the growth of their step, ascending.
  private let pool: [Double]
  /// The mean step of them.
  private let poolStep: Double

  /// Joins the parts.
  init(
    scale: Scale, residuals: [[Double]], origins: Int, level: Double, isNonNegative: Bool
  ) {
    self.scale = scale
    self.residuals = residuals
    self.origins = origins
    self.level = level
    self.isNonNegative = isNonNegative
    let growth = GrowthLaw(fitting: residuals)
    self.growth = growth
    let sizes = residuals.map { $0.map(abs).sorted() }
    self.sizes = sizes
    pool = sizes.enumerated().flatMap { index, own in own.map { $0 / growth(index + 1) } }.sorted()
    let steps = residuals.enumerated().flatMap { index, own in own.map { _ in Double(index + 1) } }
    poolStep = steps.mean { $0 }
  }

  /// Calibrates on forecasts whose future is known.
  ///
  /// Residuals are logarithms when all values and forecasts are positive, and none is wrong by more
  /// than a factor of a thousand, which no proportion describes.
  ///
  /// Nil when there is not a single residual, or they are too large to be computed with.
  ///
  /// - Parameter heldOut: Forecasts by a fit that had not seen what they are of.
  public init?(calibrating heldOut: [HeldOutForecast]) {
    let used = heldOut.filter { !$0.actual.isEmpty }
    let actual = used.flatMap(\.actual)
    let forecast = used.flatMap(\.forecast)
    let isPositive = (actual + forecast).allSatisfy { $0 > 0 }
    let largest = isPositive ? zip(actual, forecast).map { abs(Self.logRatio($0, $1)) }.max() : nil
    let scale = largest.map { $0 <= Self.largestLogRatio } ?? false ? Scale.log : .original
    let steps = used.map(\.actual.count).max() ?? 0
    let residuals = (0..<steps).map { step in
      used.filter { $0.actual.count > step }.map { window in
        scale == .log
          ? Self.logRatio(window.actual[step], window.forecast[step])
          : window.actual[step] - window.forecast[step]
      }
    }
    let level = actual.mean(of: abs)
    guard steps > 0, level.isFinite, residuals.joined().allSatisfy(Self.isUsable) else {
      return nil
    }
    self.init(
      scale: scale, residuals: residuals, origins: used.count, level: level,
      isNonNegative: actual.allSatisfy { $0 >= 0 })
  }

  private static func logRatio(_ actual: Double, _ forecast: Double) -> Double {
    Double.log(actual) - Double.log(forecast)
  }

  /// The logarithm of a factor of a thousand.
  static let largestLogRatio = 6.9

  /// Whether squares of a residual can be added up.
  static func isUsable(_ residual: Double) -> Bool { abs(residual) < 1e150 }

  // MARK: How many residuals

  /// The fewest residuals of which one is large enough: `⌈1 / (1 − coverage)⌉ − 1`.
  ///
  /// ```swift
  /// ConformalIntervals.residualsNeeded(coverage: 0.95)   // 19
  /// ```
  public static func residualsNeeded(coverage: Double) -> Int {
    Int((1 / (1 - coverage) - 1e-6).rounded(.up)) - 1
  }

  /// The residuals that a step needs to stand alone: twice those of a 95 % interval, so that its end
  /// does not hang on a single one.
  public static let enough = 2 * residualsNeeded(coverage: 0.95)

  /// Whether a step, from 1, has too few residuals of its own.
  public func isPooled(step: Int) -> Bool {
    step > residuals.count || residuals[step - 1].count < Self.enough
  }

  // MARK: Quantiles

  /// Puts quantiles around point forecasts.
  ///
  /// - Parameters:
  ///   - point: The forecasts of step 1, 2, …, in original units.
  ///   - probabilities: Ascending, each in (0, 1).
  /// - Returns: The forecasts with quantiles, in original units: NaN where a forecast is, and else
  ///   finite, not descending, not negative when no value was.
  public func distribution(
    around point: [Double], probabilities: [Double]
  ) -> ForecastDistribution {
    distributions(around: [point], probabilities: probabilities)[0]
  }

  /// The same for forecasts from several origins.
  func distributions(
    around points: [[Double]], probabilities: [Double]
  ) -> [ForecastDistribution] {
    let horizon = points.map(\.count).max() ?? 0
    let moves = probabilities.map { offsets(probability: $0, horizon: horizon) }
    return points.map { point in
      let quantiles = point.enumerated().map { step, centre in
        moves.map { place($0[step], around: centre) }
      }
      return ForecastDistribution(
        point: point, probabilities: probabilities, quantiles: quantiles)
    }
  }

  /// How far a quantile lies from the point forecast, for each step, in the units of the residuals.
  func offsets(probability p: Double, horizon: Int) -> [Double] {
    guard p != 0.5 else { return [Double](repeating: 0, count: horizon) }
    let sign = p > 0.5 ? 1.0 : -1
    let coverage = abs(2 * p - 1)
    let distances = isotonic((1...sizes.count).map { distance(step: $0, coverage: coverage) })
    return (1...max(horizon, 1)).prefix(horizon).map { step in
      let last = min(step, distances.count)
      return sign * distances[last - 1] * (Double(step) / Double(last)).squareRoot()
    }
  }

  /// How far the interval of a step reaches, from its own residuals or from all.
  ///
  /// Where a step has enough, but not for so high a coverage, it is the more cautious of the two.
  private func distance(step: Int, coverage: Double) -> Double {
    let pooled = growth(step) * Self.size(pool, coverage) * caution(step: poolStep, coverage)
    guard !isPooled(step: step) else { return pooled }
    let own = Self.size(sizes[step - 1], coverage) * caution(step: Double(step), coverage)
    let hasEnough = sizes[step - 1].count >= Self.residualsNeeded(coverage: coverage)
    return hasEnough ? own : max(own, pooled)
  }

  /// How much wider the residuals of overlapping forecasts must be taken; 1 one step ahead.
  private func caution(step h: Double, _ coverage: Double) -> Double {
    let n = Double(sizes[0].count)
    let worth = 3 * h * n / (2 * h * h + 1)
    let p = (1 + coverage) / 2
    return StudentT.quantile(p, degreesOfFreedom: worth)
      / StudentT.quantile(p, degreesOfFreedom: n)
  }

  /// The conformal quantile of ascending sizes; the largest one where there are too few.
  private static func size(_ sorted: [Double], _ coverage: Double) -> Double {
    // a product such as 32.00000000000001 is 32
    let rank = (Double(sorted.count + 1) * coverage - 1e-9).rounded(.up)
    return sorted[min(max(Int(rank), 1), sorted.count) - 1]
  }

  /// A point forecast moved by an offset.
  private func place(_ offset: Double, around point: Double) -> Double {
    guard point.isFinite else { return .nan }
    let moved =
      switch scale {
      case .original: point + offset
      case .log where point > 0: point * Double.exp(offset)
      case .log: point + level * Double.expMinusOne(offset)
      }
    let limit = Double.greatestFiniteMagnitude
    return max(min(max(moved, -limit), limit), isNonNegative ? 0 : -limit)
  }
}
