/// The smoothing parameters and the states before the first value, in the form of the recursions
/// below.
///
/// With base q = ℓ + φb, expectation μ = q, q + s or q·s, and E = y − μ:
/// ```text
///               season N or A            season M
/// ℓ' = q  +     αE                       αE/s
/// b' = φb +     βE                       βE/s
/// s' = s  +     γE                       γE/q
/// ```
/// These are tables 2.2 and 2.3 of Hyndman, Koehler, Ord and Snyder, *Forecasting with Exponential
/// Smoothing*, Springer 2008: they differ between additive and multiplicative errors only as long as
/// they are written in ε, which is E or E/μ. β is theirs, so β ≤ α.
struct ETSParameters: Sendable, Equatable {
  var alpha = 0.0
  var beta = 0.0
  var gamma = 0.0
  /// 1 for a trend that is not damped.
  var phi = 1.0
  var level = 0.0
  var slope = 0.0
  /// One number for each step of the season, the first for the first value; 0 or 1 without a season.
  var season: [Double] = []
}

/// The states of an exponential smoothing model as it moves over values.
struct ETSState {
  let parameters: ETSParameters
  let seasonKind: ETSForm.Season
  private(set) var level: Double
  private(set) var slope: Double
  private var season: [Double]
  private var phase = 0

  init(_ parameters: ETSParameters, seasonKind: ETSForm.Season) {
    self.parameters = parameters
    self.seasonKind = seasonKind
    level = parameters.level
    slope = parameters.slope
    season = parameters.season
  }

  private var base: Double { level + parameters.phi * slope }

  /// What the next value is expected to be.
  var expected: Double {
    switch seasonKind {
    case .none: base
    case .additive: base + season[phase]
    case .multiplicative: base * season[phase]
    }
  }

  /// Moves over a value that is `error` more than expected.
  mutating func advance(error: Double) {
    let base = base
    let seasonal = season[phase]
    var (toBase, toSeason) = (error, error)
    if seasonKind == .multiplicative {
      toBase = seasonal == 0 ? 0 : error / seasonal
      toSeason = base == 0 ? 0 : error / base
    }
    level = base + parameters.alpha * toBase
    slope = parameters.phi * slope + parameters.beta * toBase
    season[phase] = seasonal + parameters.gamma * toSeason
    phase = phase + 1 == season.count ? 0 : phase + 1
  }
}
