import Recurrent
import SeriesData

/// The settings that a search may choose, and between what.
///
/// ```text
/// hidden         4, 8, 16, 32 or 64
/// layers         1 or 2; rnn-element has 1
/// lookback       half a season, one, or two; without a season 3, 6, 12 or 24
/// learning rate  0.001 to 0.03, evenly on the scale of logarithms
/// weight decay   0 in half of the trials, else 1e-6 to 0.01 on that scale
/// dropout        0 in half of the trials, else 0.1, 0.2 or 0.3
/// batch size     all sequences in half of the trials, else 16, 32 or 64
/// features       prev alone or with month, month-cyclic or month-onehot
/// transform      none, diff and, of positive values, log, log-diff, seasonal-log-diff
/// scaler         minmax or standard
/// ```
///
/// What the series does not allow is left out.
public struct TuningSpace: Hashable, Sendable, Codable {
  /// A setting, by the name of its option on the command line.
  public enum Setting: String, Hashable, Sendable, Codable, CaseIterable {
    case hidden, layers, lookback
    case learningRate = "learning-rate"
    case weightDecay = "weight-decay"
    case batchSize = "batch-size"
    case dropout
    case features, transform, scaler
  }

  /// The smallest and the largest of numbers that are drawn on the scale of logarithms.
  public struct Bounds: Hashable, Sendable, Codable {
    /// The smallest; positive.
    public var low: Double
    /// The largest.
    public var high: Double

    /// Bounds; equal ones leave one number.
    public init(_ low: Double, _ high: Double) {
      precondition(low > 0 && high >= low, "Logarithms need positive bounds in order")
      (self.low, self.high) = (low, high)
    }
  }

  /// Units in a hidden state.
  public var hidden = [4, 8, 16, 32, 64]
  /// Recurrent layers.
  public var layers = [1, 2]
  /// Elements in a sequence.
  public var lookback: [Int]
  /// The learning rate at the start.
  public var learningRate = Bounds(0.001, 0.03)
  /// Weight decay; one of two trials has none.
  public var weightDecay = Bounds(1e-6, 0.01)
  /// Sequences in a step; one of two trials takes all.
  public var batchSize = [16, 32, 64]
  /// The probability that a unit is silent; one of two trials has none.
  public var dropout = [0.1, 0.2, 0.3]
  /// What an element carries.
  public var features: [[Feature]]
  /// What is done to the values before scaling.
  public var transform: [ValueTransform]
  /// How values are scaled.
  public var scaler: [Scaler.Kind] = [.minMax, .standard]
  /// What is not searched: each trial has that of the specification that it starts from.
  public var fixed: Set<Setting>

  /// The transforms that are tried.
  static let transforms: [ValueTransform] = [.none, .log, .diff, .logDiff, .seasonalLogDiff]

  /// The space that a series allows.
  ///
  /// - Parameters:
  ///   - kind: The network.
  ///   - part: The values that will be fitted and judged on.
  ///   - shortest: The values of the shortest fit; no sequence takes more than a third of them.
  ///   - fixed: What is not searched.
  public init(
    for kind: NetworkKind, on part: TimeSeries, shortest: Int, fixed: Set<Setting> = []
  ) {
    let season = part.seasonLength
    let wanted =
      season > 1
      ? [(season + 1) / 2, season] + (season <= 24 ? [2 * season] : []) : [3, 6, 12, 24]
    let longest = max(1, shortest / 3)
    let possible = Set(wanted.map { max(2, $0) }).filter { $0 <= longest }.sorted()
    lookback = possible.isEmpty ? [longest] : possible
    features =
      [[.previous]]
      + (season > 1
        ? [[.previous, .month], [.previous, .monthCyclic], [.previous, .monthOneHot]] : [])
    // A one-hot season of hundreds of places would be most of the network.
    if season > 60 { features.removeLast() }
    let isPositive = part.values.allSatisfy { $0 > 0 }
    transform = Self.transforms.filter { transform in
      let isAllowed = isPositive || !transform.needsPositiveValues
      return isAllowed && (transform != .seasonalLogDiff || season > 1 && season <= longest)
    }
    if kind == .rnnElement { layers = [1] }
    self.fixed = fixed
  }

  /// Draws the settings of one trial.
  ///
  /// Every setting takes its numbers from the generator whether it is searched or not, so that the
  /// others are drawn alike.
  ///
  /// - Parameters:
  ///   - base: The specification that everything else is taken from.
  ///   - generator: The source of randomness.
  /// - Returns: The specification of the trial.
  public func draw(
    from base: NetworkSpecification, using generator: inout some RandomNumberGenerator
  ) -> NetworkSpecification {
    var trial = base
    func choose<Choice>(_ setting: Setting, _ choices: [Choice], _ keep: Choice) -> Choice {
      let choice = choices[Int(generator.unit() * Double(choices.count))]
      return fixed.contains(setting) ? keep : choice
    }
    trial.hidden = choose(.hidden, hidden, base.hidden)
    trial.layers = choose(.layers, layers, base.layers)
    trial.lookback = choose(.lookback, lookback, base.lookback)
    trial.features = choose(.features, features, base.features)
    trial.transform = choose(.transform, transform, base.transform)
    trial.scaler = choose(.scaler, scaler, base.scaler)
    let rate = learningRate.draw(using: &generator)
    if !fixed.contains(.learningRate) { trial.training.learningRate = rate }
    let hasDecay = generator.unit() < 0.5
    let decay = weightDecay.draw(using: &generator)
    if !fixed.contains(.weightDecay) { trial.training.weightDecay = hasDecay ? decay : 0 }
    let isCut = generator.unit() < 0.5
    let size = choose(.batchSize, batchSize, base.training.batchSize ?? 0)
    if !fixed.contains(.batchSize) { trial.training.batchSize = isCut ? size : nil }
    let hasDropout = generator.unit() < 0.5
    let share = choose(.dropout, dropout, base.training.dropout)
    if !fixed.contains(.dropout) { trial.training.dropout = hasDropout ? share : 0 }
    return trial
  }
}

extension TuningSpace.Bounds {
  /// A number between the bounds, rounded to two digits so that people can read it.
  fileprivate func draw(using generator: inout some RandomNumberGenerator) -> Double {
    let (from, to) = (naturalLog(low), naturalLog(high))
    let value = exponential(from + generator.unit() * (to - from))
    var scale = 1.0
    while value * scale < 10 { scale *= 10 }
    return min(max((value * scale).rounded() / scale, low), high)
  }
}

extension RandomNumberGenerator {
  /// A number in 0 ..< 1, in steps of 2⁻⁵³.
  fileprivate mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
