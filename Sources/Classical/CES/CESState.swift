/// The state of complex exponential smoothing, and how it moves over values.
///
/// Everything here works in place, so that the likelihood allocates nothing.
struct CESState: Sendable {
  typealias Pair = ComplexSmoother.Pair

  /// One level, or for the simple form one for each step of the season.
  var levels: [Pair]
  /// One pair for each step of the season; none without a season that is added.
  var seasons: [Pair]

  /// The state before the first of `values` that backcasting starts from.
  ///
  /// It is forgotten by the time that backcasting has come back to it, up to what an unstable model
  /// never forgets; so it is that of `ces` in R's *smooth*, and the same fits are found.
  ///
  /// - Precondition: A form with a season has two seasons of values.
  init(_ values: [Double], form: CESForm, seasonLength m: Int) {
    func pair(_ value: Double) -> Pair { [value, value / 1.1] }
    levels =
      switch form {
      case .none: [pair(mean(values.prefix(10)))]
      case .simple: values.prefix(m).map(pair)
      case .partial, .full: [pair(mean(values.prefix(m)))]
      }
    seasons = []
    if form.addsSeason,
      let season = Decomposition(values, seasonLength: m, kind: .additive)
    {
      seasons = season.indices.map(pair)
    }
  }

  /// Nothing at all: the state whose forecasts are 0.
  init(zeroOf form: CESForm, seasonLength m: Int) {
    levels = Array(repeating: .zero, count: form == .simple ? m : 1)
    seasons = Array(repeating: .zero, count: form.addsSeason ? m : 0)
  }

  /// The forecast of the next value, at this step of the season.
  func expected(at phase: Int) -> Double {
    levels[levels.count == 1 ? 0 : phase].x + (seasons.isEmpty ? 0 : seasons[phase].x)
  }

  /// Takes in a value, at this step of the season, that was `error` above what was expected.
  mutating func advance(at phase: Int, error: Double, by smoothing: CESSmoothing) {
    let place = levels.count == 1 ? 0 : phase
    levels[place] = smoothing.level.next(levels[place], error: error)
    if !seasons.isEmpty {
      seasons[phase] = smoothing.season.next(seasons[phase], error: error)
    }
  }
}

/// How the parts of a state are smoothed.
struct CESSmoothing {
  let level: ComplexSmoother
  /// Of no meaning to a form without an added season.
  let season: ComplexSmoother

  /// Smoothing by α₀, α₁, and as the form asks for them β₀ and β₁.
  ///
  /// - Precondition: There are as many as the form has.
  init(_ parameters: [Double], form: CESForm) {
    level = ComplexSmoother(real: parameters[0], imaginary: parameters[1])
    season =
      switch form {
      case .none, .simple: ComplexSmoother(real: 0)
      case .partial: ComplexSmoother(real: parameters[2])
      case .full: ComplexSmoother(real: parameters[2], imaginary: parameters[3])
      }
  }
}

extension CESState {
  /// Moves the state from the first value to the last, or back; the sum of squared errors.
  mutating func run(
    _ values: [Double], backward: Bool, by smoothing: CESSmoothing, seasonLength m: Int
  ) -> Double {
    let count = values.count
    var squares = 0.0
    var phase = backward ? (count - 1) % m : 0
    for k in 0..<count {
      let error = values[backward ? count - 1 - k : k] - expected(at: phase)
      squares += error * error
      advance(at: phase, error: error, by: smoothing)
      phase = backward ? (phase == 0 ? m - 1 : phase - 1) : (phase + 1 == m ? 0 : phase + 1)
    }
    return squares
  }

  /// Brings the state to the first value: runs to the last one, turns round, and comes back.
  ///
  /// Where it turns round every part makes one step without error, as if it were forecast: the next
  /// value that it meets is the one that it has just left.
  mutating func backcast(
    _ values: [Double], by smoothing: CESSmoothing, seasonLength m: Int
  ) {
    for backward in [false, true] {
      _ = run(values, backward: backward, by: smoothing, seasonLength: m)
      for i in levels.indices { levels[i] = smoothing.level.next(levels[i], error: 0) }
      for i in seasons.indices { seasons[i] = smoothing.season.next(seasons[i], error: 0) }
    }
  }
}
