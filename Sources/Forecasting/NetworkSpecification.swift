import Recurrent
import SeriesData

/// Everything that a network is told before it sees a series.
public struct NetworkSpecification: Hashable, Sendable, Codable {
  /// Which network.
  public var kind: NetworkKind
  /// Elements in a sequence.
  public var lookback = 12
  /// What an element carries.
  public var features: [Feature] = [.previous, .month]
  /// What is done to the values before scaling.
  public var transform = ValueTransform.none
  /// How the transformed values are scaled.
  public var scaler = Scaler.Kind.minMax
  /// Whether the values of each sequence are scaled once more, by its own.
  public var scalesWindows = false
  /// How it comes to forecasts of several steps.
  public var strategy = HorizonStrategy.recursive
  /// The steps ahead that it is trained for; 1 where the strategy is recursive.
  public var steps = 1
  /// Where the intervals of its forecasts come from.
  public var intervalMethod = IntervalMethod.conformal
  /// Units in a hidden state.
  public var hidden = 16
  /// Recurrent layers; `rnn-element` has one.
  public var layers = 1
  /// How it is trained.
  public var training = TrainingOptions()
  /// The seed of its weights and of the order of its mini-batches.
  public var seed: UInt64 = 0

  /// The classic recipe.
  public init(_ kind: NetworkKind) { self.kind = kind }

  /// The generator of the network for some step, whatever else is trained beside it; 0 is the first
  /// step, or the only network.
  func generator(_ member: Int) -> SeededGenerator {
    SeededGenerator(seed: seed, model: kind.rawValue, member: member)
  }

  /// The first index of a series that it can predict.
  public func firstTarget(seasonLength: Int) -> Int {
    SequenceBuilder.firstTarget(
      lookback: lookback, features: features, transform: transform, seasonLength: seasonLength)
  }

  /// The same, with another strategy for a horizon.
  ///
  /// - Parameters:
  ///   - strategy: How it comes to forecasts of several steps.
  ///   - horizon: The steps that will be asked for, at least 1.
  /// - Returns: The specification of another network.
  public func forecasting(_ strategy: HorizonStrategy, horizon: Int) -> NetworkSpecification {
    var network = self
    network.strategy = strategy
    network.steps =
      strategy == .recursive ? 1 : min(horizon, HorizonStrategy.mostSteps / (quantiles ?? 1))
    return network
  }

  /// The same, trained on quantiles of every step ahead: of all steps by one network, unless each
  /// has its own.
  ///
  /// - Returns: The specification of another network.
  public func withQuantiles() -> NetworkSpecification {
    var network = self
    network.intervalMethod = .quantile
    network.training.loss = .pinball
    if strategy == .recursive { network.strategy = .multiOutput }
    return network
  }

  /// The quantiles of every step ahead; nil where a step has one output.
  public var quantiles: Int? { intervalMethod == .quantile ? QuantileOutputs.count : nil }

  /// The outputs of each network.
  public var outputSizes: [Int] {
    strategy.heads(steps: steps).map { $0.count * (quantiles ?? 1) }
  }

  /// Whether strategy, loss and intervals go with the network and with each other.
  ///
  /// The hand-unrolled network has one output. Quantiles are those of every step from the origin,
  /// not of a next step that was fed quantiles; without them, several outputs cannot be the quantiles
  /// of the pinball loss.
  public var isTrainable: Bool {
    switch intervalMethod {
    case .conformal:
      strategy.goes(with: kind) && (strategy != .multiOutput || training.loss != .pinball)
    case .quantile:
      kind != .rnnElement && strategy != .recursive && training.loss == .pinball
    }
  }

  /// The same, trained for as many epochs as another one that was stopped there.
  func lasting(_ epochs: Int) -> NetworkSpecification {
    var network = self
    network.training.patience = nil
    network.training.lastEpoch = max(epochs, 1)
    return network
  }
}

extension NetworkSpecification {
  /// Reads a specification; one that was written before there were strategies is recursive, its
  /// windows are not scaled, and its intervals are conformal.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kind = try container.decode(NetworkKind.self, forKey: .kind)
    lookback = try container.decode(Int.self, forKey: .lookback)
    features = try container.decode([Feature].self, forKey: .features)
    transform = try container.decode(ValueTransform.self, forKey: .transform)
    scaler = try container.decode(Scaler.Kind.self, forKey: .scaler)
    scalesWindows = try container.decodeIfPresent(Bool.self, forKey: .scalesWindows) ?? false
    strategy =
      try container.decodeIfPresent(HorizonStrategy.self, forKey: .strategy) ?? .recursive
    steps = try container.decodeIfPresent(Int.self, forKey: .steps) ?? 1
    intervalMethod =
      try container.decodeIfPresent(IntervalMethod.self, forKey: .intervalMethod) ?? .conformal
    hidden = try container.decode(Int.self, forKey: .hidden)
    layers = try container.decode(Int.self, forKey: .layers)
    training = try container.decode(TrainingOptions.self, forKey: .training)
    seed = try container.decode(UInt64.self, forKey: .seed)
  }
}
