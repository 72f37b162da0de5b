import Recurrent

/// A series that could be real: level, trend, season, cycle, noise, accidents, all drawn at random.
///
/// What is drawn how often is the prior of the pretrained network.
///
/// The heart is the additive innovation form of exponential smoothing (Hyndman et al., *Forecasting
/// with exponential smoothing*, 2008), whose smoothing constants 0 and 1 give fixed and random-walk
/// levels and seasons, and whose reduced forms are the usual (seasonal) ARIMA models. Around it lie
/// stationary errors, cycles, shifts, outliers and, now and then, an exponential over all.
struct SimulatedSeries {
  /// History and, at its end, the steps that are to be forecast.
  private(set) var values: [Double] = []
  /// The season length, 1 without one.
  let seasonLength: Int

  /// Draws a series of random length with `horizon` steps to forecast at its end.
  init(horizon: Int, using generator: inout SeededGenerator) {
    seasonLength = Self.drawSeasonLength(&generator)
    let count = Self.drawLength(seasonLength, &generator)
    let total = count + horizon
    let noise = Noise(over: total, &generator)
    var level = Level(&generator)
    var season = Season(length: seasonLength, over: total, beside: level.gain, &generator)
    var errors = StationaryErrors(&generator)
    var cycle = Cycle(seasonLength: seasonLength, &generator)
    let accidents = Accidents(count: count, total: total, &generator)
    values.reserveCapacity(total)
    for t in 0..<total {
      let shock = noise.draw(at: t, &generator)
      if t == accidents.newSlopeAt { level.changeSlope(&generator) }
      level.value += accidents.shift(at: t)
      let expected = level.expected + season.value(at: t)
      let around = errors.draw(&generator) + cycle.draw(&generator)
      values.append(expected + shock + around + accidents.outlier(at: t, &generator))
      level.learn(shock)
      season.learn(shock, at: t)
    }
    if generator.chance(0.25) { values = Self.bent(values, &generator) }
  }

  private static func drawSeasonLength(_ generator: inout SeededGenerator) -> Int {
    switch generator.uniform(0, 1) {
    case ..<0.25: 1
    case ..<0.45: 4
    case ..<0.82: 12
    case ..<0.88: 7
    case ..<0.92: 24
    case ..<0.95: 52
    case ..<0.97: 5
    default: generator.integer(2, 30)
    }
  }

  private static func drawLength(_ m: Int, _ generator: inout SeededGenerator) -> Int {
    let shortest = m == 1 ? 8 : Double(max(2 * m, 10))
    let longest = m == 1 ? 100 : min(Double(16 * m), 400)
    return Int(generator.logUniform(shortest, max(longest, shortest + 10)))
  }

  /// An exponential over the whole range: growth that bends, seasons that widen.
  private static func bent(_ values: [Double], _ generator: inout SeededGenerator) -> [Double] {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let rate = generator.logUniform(0.3, 3) / max(high - low, 1e-9)
    let sign: Double = generator.chance(0.8) ? 1 : -1
    return values.map { sign * exponential(sign * rate * ($0 - low)) }
  }
}

/// What nobody can foresee: of deviation 1 at first, sometimes with heavy tails, sometimes growing.
private struct Noise {
  private let hasHeavyTails: Bool
  private let growth: Double

  init(over total: Int, _ generator: inout SeededGenerator) {
    hasHeavyTails = generator.chance(0.2)
    growth = generator.chance(0.1) ? generator.uniform(-1, 1.5) / Double(total) : 0
  }

  func draw(at t: Int, _ generator: inout SeededGenerator) -> Double {
    var shock = generator.normal()
    if hasHeavyTails {
      // Student's t with four degrees of freedom, within bounds.
      let sum = (0..<4).reduce(0.0) { sum, _ in
        let z = generator.normal()
        return sum + z * z
      }
      shock = min(max(shock / max(sum / 4, 0.1).squareRoot(), -12), 12)
    }
    return shock * exponential(growth * Double(t))
  }
}

/// A level that learns from shocks, with a slope that may learn too and may be damped.
private struct Level {
  var value = 0.0
  /// α: the share of a shock that stays.
  let gain: Double
  private var slope: Double
  private let slopeGain: Double
  private let damping: Double
  private let typicalSlope: Double

  init(_ generator: inout SeededGenerator) {
    gain =
      switch generator.uniform(0, 1) {
      case ..<0.12: 0
      case ..<0.55: generator.uniform(0, 1)
      case ..<0.70: 1
      case ..<0.85: generator.uniform(0, 0.2)
      default: generator.uniform(0.8, 1.3)
      }
    typicalSlope = generator.logUniform(0.004, 1) * (generator.chance(0.7) ? 1 : -1)
    let restless = gain * generator.small() * 0.4
    switch generator.uniform(0, 1) {
    case ..<0.28: (slope, slopeGain, damping) = (0, 0, 1)
    case ..<0.60: (slope, slopeGain, damping) = (typicalSlope, 0, 1)
    case ..<0.80: (slope, slopeGain, damping) = (typicalSlope, restless, 1)
    default:
      (slope, slopeGain, damping) = (2 * typicalSlope, restless, generator.uniform(0.8, 0.99))
    }
  }

  var expected: Double { value + damping * slope }

  mutating func learn(_ shock: Double) {
    value = expected + gain * shock
    slope = damping * slope + slopeGain * shock
  }

  mutating func changeSlope(_ generator: inout SeededGenerator) {
    slope = typicalSlope * generator.normal()
  }
}

/// A season: waves or a jagged pattern, fixed or learning, sometimes widening with time.
private struct Season {
  private var pattern: [Double]
  private let gain: Double
  private let growth: Double

  init(
    length m: Int, over total: Int, beside levelGain: Double, _ generator: inout SeededGenerator
  ) {
    guard m > 1, generator.chance(0.78) else {
      (pattern, gain, growth) = ([0], 0, 0)
      return
    }
    let raw =
      generator.chance(0.6) ? Self.waves(m, &generator) : Self.jags(m, &generator)
    let mean = raw.reduce(0, +) / Double(m)
    let size = (raw.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(m)).squareRoot()
    let amplitude = generator.logUniform(0.3, 25) / max(size, 1e-9)
    pattern = raw.map { ($0 - mean) * amplitude }
    gain =
      generator.chance(0.35) ? 0 : generator.small() * (1 - min(levelGain, 1) * 0.5)
    growth = generator.chance(0.2) ? generator.uniform(-0.6, 2) / Double(total) : 0
  }

  private static func waves(_ m: Int, _ generator: inout SeededGenerator) -> [Double] {
    let harmonics = generator.integer(1, max(1, m / 2))
    let decay = generator.uniform(0, 1.5)
    var pattern = [Double](repeating: 0, count: m)
    for k in 1...harmonics {
      let size = power(Double(k), -decay)
      let (a, b) = (generator.normal() * size, generator.normal() * size)
      for place in 0..<m {
        let angle = 2 * Double.pi * Double(k * place) / Double(m)
        pattern[place] += a * cosine(angle) + b * sine(angle)
      }
    }
    return pattern
  }

  private static func jags(_ m: Int, _ generator: inout SeededGenerator) -> [Double] {
    (0..<m).map { _ in generator.normal() * (generator.chance(0.3) ? 2.5 : 1) }
  }

  func value(at t: Int) -> Double {
    pattern[t % pattern.count] * (1 + growth * Double(t))
  }

  mutating func learn(_ shock: Double, at t: Int) { pattern[t % pattern.count] += gain * shock }
}

/// An autoregression of first order beside the shocks, in a third of all series.
private struct StationaryErrors {
  private let memory: Double
  private let size: Double
  private var state: Double

  init(_ generator: inout SeededGenerator) {
    guard generator.chance(0.3) else {
      (memory, size, state) = (0, 0, 0)
      return
    }
    memory = generator.uniform(0.3, 0.97)
    size = generator.logUniform(0.2, 3)
    state = generator.normal() * size / (1 - memory * memory).squareRoot()
  }

  mutating func draw(_ generator: inout SeededGenerator) -> Double {
    guard size > 0 else { return 0 }
    state = memory * state + size * generator.normal()
    return state
  }
}

/// A wave without a calendar: a damped rotation pushed by shocks, in one of seven series.
private struct Cycle {
  private let isThere: Bool
  private let (turnCosine, turnSine): (Double, Double)
  private let size: Double
  private var state: (x: Double, y: Double)

  init(seasonLength m: Int, _ generator: inout SeededGenerator) {
    isThere = generator.chance(0.15)
    let period = generator.logUniform(max(Double(m) * 1.5, 6), max(Double(m) * 8, 20))
    let damping = generator.uniform(0.95, 0.999)
    let angle = 2 * Double.pi / period
    (turnCosine, turnSine) = (damping * cosine(angle), damping * sine(angle))
    size = generator.logUniform(0.1, 1)
    state = (generator.normal() * 3, generator.normal() * 3)
  }

  mutating func draw(_ generator: inout SeededGenerator) -> Double {
    guard isThere else { return 0 }
    state = (
      turnCosine * state.x + turnSine * state.y + size * generator.normal(),
      turnCosine * state.y - turnSine * state.x
    )
    return state.x
  }
}

/// What goes wrong: lasting shifts, a new slope, and single outliers in the history.
private struct Accidents {
  private let shifts: [(at: Int, by: Double)]
  private let outlierShare: Double
  private let count: Int
  let newSlopeAt: Int?

  init(count: Int, total: Int, _ generator: inout SeededGenerator) {
    self.count = count
    let shiftCount = generator.chance(0.15) ? generator.integer(1, 2) : 0
    shifts = (0..<shiftCount).map { _ in (generator.integer(0, total - 1), generator.normal() * 5) }
    outlierShare = generator.chance(0.2) ? generator.uniform(0.003, 0.03) : 0
    newSlopeAt = generator.chance(0.1) ? generator.integer(0, count - 1) : nil
  }

  func shift(at t: Int) -> Double { shifts.reduce(0) { $0 + ($1.at == t ? $1.by : 0) } }

  func outlier(at t: Int, _ generator: inout SeededGenerator) -> Double {
    guard outlierShare > 0, t < count, generator.chance(outlierShare) else { return 0 }
    return generator.normal() * 8
  }
}
