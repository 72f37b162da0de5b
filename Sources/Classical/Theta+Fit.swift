import RealModule

extension Theta {
  /// Fits the standard and the dynamic optimised form and takes the one of lower AICc, on seasonally
  /// adjusted values if there is a season.
  ///
  /// There is one if the autocorrelation at the season length is significant at 90 %, and there are
  /// two seasons of at least four steps. It is multiplicative for positive values whose indices are
  /// all at least 0.01, otherwise additive, and stays fixed.
  ///
  /// - Throws: ``ClassicalError`` for fewer than four values, or one that is not finite.
  public static func fit(
    _ values: [Double], seasonLength: Int
  ) throws(ClassicalError) -> any ClassicalModel {
    try validate(values, seasonLength: seasonLength, method: "theta", needed: 4)
    guard seasonLength >= 4, let season = SeasonTest.decomposition(values, seasonLength) else {
      return best(values)
    }
    return SeasonallyAdjusted(inner: best(season.adjust(values)), season: season)
  }

  /// Fits one form to values without a season.
  ///
  /// - Throws: ``ClassicalError`` for fewer than four values, or one that is not finite.
  public static func fit(_ values: [Double], form: Form) throws(ClassicalError) -> Theta {
    try validate(values, seasonLength: 1, method: "theta", needed: 4)
    return fitted(values, form: form)
  }

  private static func best(_ values: [Double]) -> Theta {
    let standard = fitted(values, form: .standard)
    let dynamic = fitted(values, form: .dynamicOptimised)
    let count = max(1, values.count - warmUp)
    func criterion(_ model: Theta) -> Double {
      let n = Double(count)
      let floor = Double.leastNormalMagnitude
      return aicc(
        -n / 2 * Double.log(max(model.meanSquare, floor)), parameters: model.parameterCount,
        count: count)
    }
    return criterion(standard) < criterion(dynamic) ? standard : dynamic
  }

  /// How many of the first errors do not count, as in the paper: the line needs points.
  private static let warmUp = 3
  private static let alphaLimits = 0.1...0.99

  private static func fitted(_ values: [Double], form: Form) -> Theta {
    let through = Line(values)
    let line = (through.intercept, through.slope)
    let scale = max(mean(values.map(abs)), 1e-150)
    let unit = max(Double.sqrt(variance(values)), 1e-6 * scale)
    // what is searched: α and log(θ − 1) without limits, ℓ around the first value
    func parameters(_ x: [Double]) -> (alpha: Double, theta: Double, level: Double) {
      let (low, high) = (alphaLimits.lowerBound, alphaLimits.upperBound)
      let theta = form == .standard ? 2 : 1 + Double.exp(min(x[2], 20))
      return (low + (high - low) * logistic(x[0]), theta, values[0] / 2 + unit * x[1])
    }
    func meanSquare(_ x: [Double]) -> Double {
      let (alpha, theta, level) = parameters(x)
      var state = ThetaState(form: form, alpha: alpha, theta: theta, level: level, line: line)
      var sum = 0.0
      for (t, y) in values.enumerated() {
        let error = (y - state.expected) / unit
        if t >= warmUp { sum += error * error }
        state.advance(y)
      }
      return sum / Double(max(1, values.count - warmUp))
    }
    let floor = 1e-20  // of the scale: keeps the logarithm finite
    var best = Minimizer.Minimum(point: [], value: .infinity)
    for start in [0.0, 2.0] {
      let first = form == .standard ? [start, 0] : [start, 0, 0]
      let found = Minimizer(iterations: 100, tolerance: 1e-9).minimize(from: first) {
        Double.log(meanSquare($0) + floor)
      }
      if found.value < best.value || best.point.isEmpty { best = found }
    }
    let (alpha, theta, level) = parameters(best.point)
    let free = form == .standard ? 2 : 3  // α and ℓ, and θ
    let square = meanSquare(best.point) * unit * unit
    let count = Double(max(1, values.count - warmUp))
    return Theta(
      form: form, alpha: alpha, theta: theta, initialLevel: level,
      sigma: Double.sqrt(square * count / max(1, count - Double(free))), meanSquare: square,
      line: line)
  }
}
