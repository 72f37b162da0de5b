import RealModule

extension ETS {
  /// The longest season that gets states of its own; a longer one is taken out before.
  static let longestSeason = 24
  /// A longer series is fitted on its last values.
  private static let mostValues = 1_500
  /// Beyond this deviation of relative errors a multiplicative model is none.
  private static let largestRelativeError = 0.2
  /// What a method without parameters to choose could still be fitted to.
  private static let fewest = 4

  /// Fits all admissible forms and takes the one of least AIC.
  ///
  /// Multiplicative forms are for positive values alone; forms that are unstable
  /// (``ETSForm/isUnstable``) are left out, and so are multiplicative errors with an additive season. The
  /// corrected AICc takes each of the many initial states for a full parameter, which smoothing forgets:
  /// on the 1,001 series of the M1 competition the AIC chooses better for each frequency. Seasonal forms need two seasons of at most 24 steps. A
  /// longer season is taken out by classical decomposition first. Of more than 1,500 values the last
  /// ones are fitted.
  ///
  /// - Throws: ``ClassicalError`` for fewer than four values, or one that is not finite.
  public static func fit(
    _ values: [Double], seasonLength: Int
  ) throws(ClassicalError) -> any ClassicalModel {
    try validate(values, seasonLength: seasonLength, method: "ETS", needed: fewest)
    return try adjusted(values, seasonLength: seasonLength) { choose($0, seasonLength: $1) }
  }

  /// Holt and Winters' method with an undamped trend: multiplicative where all values are positive,
  /// else additive; Holt's without a season, or with fewer than two of it.
  ///
  /// Where relative errors are too large for a multiplicative model, the additive one is taken: paths
  /// that multiply such errors have no finite quantiles. It is not chosen among others, and so is another opinion beside ``fit(_:seasonLength:)``, which
  /// mostly damps the trend.
  ///
  /// - Throws: ``ClassicalError`` for fewer than four values, or one that is not finite.
  public static func holtWinters(
    _ values: [Double], seasonLength: Int
  ) throws(ClassicalError) -> any ClassicalModel {
    try validate(values, seasonLength: seasonLength, method: "Holt-Winters", needed: fewest)
    return try adjusted(values, seasonLength: seasonLength) { (values, m) throws(ClassicalError) in
      let isPositive = values.allSatisfy { $0 > 0 }
      let hasSeason = m > 1 && m <= longestSeason && values.count >= 2 * m
      func model(isMultiplicative: Bool) throws(ClassicalError) -> ETS {
        try fit(
          values, seasonLength: m,
          form: ETSForm(
            error: isMultiplicative ? .multiplicative : .additive, trend: .additive,
            season: !hasSeason ? .none : isMultiplicative ? .multiplicative : .additive))
      }
      guard isPositive else { return try model(isMultiplicative: false) }
      let multiplicative = try model(isMultiplicative: true)
      return multiplicative.sigma < largestRelativeError
        ? multiplicative : try model(isMultiplicative: false)
    }
  }

  /// A model of values with a season that it can have, or of seasonally adjusted ones.
  private static func adjusted(
    _ values: [Double], seasonLength: Int,
    make: (_ values: [Double], _ seasonLength: Int) throws(ClassicalError) -> ETS
  ) throws(ClassicalError) -> any ClassicalModel {
    if seasonLength > longestSeason, let season = SeasonTest.decomposition(values, seasonLength) {
      return SeasonallyAdjusted(inner: try make(season.adjust(values), 1), season: season)
    }
    return try make(values, seasonLength)
  }

  /// Fits one form.
  ///
  /// - Throws: ``ClassicalError`` for fewer than four values or two seasons, a value that is not
  ///   finite, one that is not positive where the form needs that, or a seasonal form with a season
  ///   length of 1.
  public static func fit(
    _ values: [Double], seasonLength: Int, form: ETSForm
  ) throws(ClassicalError) -> ETS {
    let isSeasonal = form.season != .none
    try validate(
      values, seasonLength: seasonLength, method: form.description,
      needed: max(fewest, isSeasonal ? 2 * max(seasonLength, 1) : 0))
    guard !isSeasonal || seasonLength > 1 else {
      throw ClassicalError(
        reason: .noSeason(seasonLength: seasonLength),
        message: "\(form) has a season, and the season length is 1",
        hint: "Give the season length, or a form without a season.")
    }
    if form.needsPositiveValues, let index = values.firstIndex(where: { $0 <= 0 }) {
      throw .notPositive(form.description, value: values[index], index: index)
    }
    let skipped = skippedCount(values.count, seasonLength: seasonLength)
    return fitted(Array(values[skipped...]), seasonLength: seasonLength, form: form)
      .skipping(skipped)
  }

  private static func choose(_ values: [Double], seasonLength: Int) -> ETS {
    let skipped = skippedCount(values.count, seasonLength: seasonLength)
    let fit = Array(values[skipped...])
    let isConstant = fit.allSatisfy { $0 == fit[0] }
    let hasSeason =
      seasonLength > 1 && seasonLength <= longestSeason && fit.count >= 2 * seasonLength
    let forms =
      isConstant
      ? [] : ETSForm.candidates(isPositive: fit.allSatisfy { $0 > 0 }, hasSeason: hasSeason)
    var best: ETS?
    for form in forms {
      let model = fitted(fit, seasonLength: seasonLength, form: form)
      if model.aic < best?.aic ?? .infinity { best = model }
    }
    let chosen = best ?? fitted(fit, seasonLength: seasonLength, form: .simple)
    return chosen.skipping(skipped)
  }

  /// How many of the first values are left out: whole seasons.
  static func skippedCount(_ count: Int, seasonLength m: Int) -> Int {
    let most = max(mostValues, 8 * m)
    return count > most ? (count - most) / m * m : 0
  }

  /// The maximum of the likelihood, from two starts.
  private static func fitted(_ values: [Double], seasonLength: Int, form: ETSForm) -> ETS {
    let likelihood = ETSLikelihood(values, form: form, seasonLength: seasonLength)
    let m = likelihood.seasonLength
    let coordinates = ETSCoordinates(values, form: form, seasonLength: m)
    let count = ETSLikelihood.seasonStart + m
    var p = Array(repeating: 0.0, count: count)
    var gradient = p
    var shares = Array(repeating: 0.0, count: 4)
    let minimizer = Minimizer(iterations: 200, tolerance: 1e-8)
    var best = Minimizer.Minimum(point: coordinates.start(alpha: 0.3), value: .infinity)
    for alpha in [0.1, 0.6] {
      let found = minimizer.minimize(from: coordinates.start(alpha: alpha)) { x, result in
        coordinates.parameters(x, into: &p, shares: &shares)
        let value = likelihood.evaluate(p, gradient: &gradient)
        if value.isFinite {
          coordinates.pullBack(gradient, parameters: p, shares: shares, into: &result)
        }
        return value
      }
      if found.value < best.value { best = found }
    }
    coordinates.parameters(best.point, into: &p, shares: &shares)
    let (squares, logarithms) = likelihood.forward(p)
    let n = Double(values.count)
    let free = form.parameterCount(seasonLength: m) - 1
    let logLikelihood = -n / 2 * (Double.log(2 * Double.pi * squares / n) + 1) - logarithms
    return ETS(
      form: form, seasonLength: m, parameters: coordinates.named(p),
      sigma: Double.sqrt(squares / max(1, n - Double(free))), logLikelihood: logLikelihood,
      count: values.count, skipped: 0)
  }
}

extension ETSCoordinates {
  /// Centred on states that are near the right ones.
  ///
  /// They are the season of a classical decomposition, and a line through the first values without it
  /// (Hyndman et al. 2008, §2.6.1).
  init(_ values: [Double], form: ETSForm, seasonLength m: Int) {
    var centre = ETSParameters()
    var adjusted = values
    let kind: Decomposition.Kind = form.season == .multiplicative ? .multiplicative : .additive
    let neutral = form.season == .multiplicative ? 1.0 : 0
    centre.season = Array(repeating: neutral, count: m)
    if form.season != .none,
      let season = Decomposition(values, seasonLength: m, kind: kind),
      kind == .additive || season.indices.allSatisfy({ $0 > 0 })
    {
      centre.season = season.indices
      adjusted = season.adjust(values)
    }
    let first = Array(adjusted.prefix(max(10, 2 * m)))
    let line = Line(first)
    centre.level = form.trend == .none ? mean(first) : line.intercept
    centre.slope = form.trend == .none ? 0 : line.slope
    let steps = zip(adjusted.dropFirst(), adjusted).map { ($0 - $1) * ($0 - $1) }
    let scale = max(mean(values.map(abs)), 1e-150)
    if form.needsPositiveValues, centre.level + centre.slope <= 0 || centre.level <= 0 {
      centre.level = mean(first)
      centre.slope = 0
    }
    self.init(
      form: form, seasonLength: m, centre: centre,
      unit: max(Double.sqrt(mean(steps)), 1e-6 * scale))
  }
}

/// The least squares line through values at 1, 2 and so on.
struct Line {
  let intercept: Double
  let slope: Double

  init(_ values: [Double]) {
    let centre = Double(values.count + 1) / 2
    var (tt, ty) = (0.0, 0.0)
    for (i, y) in values.enumerated() {
      let t = Double(i + 1) - centre
      tt += t * t
      ty += t * y
    }
    slope = tt > 0 ? ty / tt : 0
    intercept = mean(values) - slope * centre
  }
}
