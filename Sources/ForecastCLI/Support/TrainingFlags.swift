import ArgumentParser
import Forecasting
import Recurrent
import SeriesData

extension Feature: ExpressibleByArgument {}
extension ValueTransform: ExpressibleByArgument {}
extension Scaler.Kind: ExpressibleByArgument {}
extension Loss: ExpressibleByArgument {}
extension LossOver: ExpressibleByArgument {}
extension OptimizerKind: ExpressibleByArgument {}
extension Schedule: ExpressibleByArgument {}
extension NetworkKind: ExpressibleByArgument {}
extension IntervalMethod: ExpressibleByArgument {}

/// Whether sequences are scaled by themselves, as it is typed.
enum WindowScaling: String, ExpressibleByArgument, CaseIterable {
  case none
  /// Centred on the last value, divided by the spread.
  case last
}

/// How a network comes to several steps, as it is typed.
enum StrategyOption: String, ExpressibleByArgument, CaseIterable {
  case recursive
  case direct
  case multiOutput = "multi-output"
  /// The one that forecasts best on the validation part.
  case auto

  /// The strategy, unless it is chosen later.
  var strategy: HorizonStrategy? { HorizonStrategy(rawValue: rawValue) }
}

/// Which recipes a command follows.
enum Recipe: String, ExpressibleByArgument, CaseIterable {
  /// The forecast to use: pretrained and trained networks and statistical methods, combined by how
  /// good they were at origins inside the training part. Networks of one's own are trained beside it.
  case auto
  /// The textbook experiment.
  case classic
}

/// How networks are made and trained, on every command that trains.
struct TrainingFlags: ParsableArguments {
  @Option(
    help:
      "auto adds the combined forecast that chooses by itself; classic is the textbook experiment alone."
  )
  var recipe = Recipe.auto

  @Option(
    help: ArgumentHelp(
      "The training part: a share below 1, or a number of values.", valueName: "share|n"))
  var train: Double?

  @Option(help: ArgumentHelp("The test part instead: a number of values.", valueName: "n"))
  var test: Int?

  @Option(
    help: ArgumentHelp(
      "The share of the training part, its end, that judges while training goes on.",
      valueName: "share"))
  var validation = 0.15

  @Option(help: "Elements in a sequence.")
  var lookback = 12

  @Option(
    help: ArgumentHelp(
      "What an element carries, joined by commas: \(Feature.allCases.map(\.rawValue).joined(separator: ", ")). (default: prev,month; prev without a season)",
      valueName: "list"))
  var features: String?

  @Option(help: "What is done to the values before scaling.")
  var transform = ValueTransform.none

  @Option(help: "How values are scaled; fitted on what the network is fitted on.")
  var scaler = Scaler.Kind.minMax

  @Option(
    help:
      "Whether the values of each sequence are scaled once more, by its last one and its spread.")
  var windowScaling = WindowScaling.none

  @Option(
    help:
      "How to forecast several steps: from its own outputs, with a network for each step (so many times the work), with an output for each step, or what is best on the validation part. (default: recursive; multi-output with --intervals quantile)"
  )
  var strategy: StrategyOption?

  @Option(
    help:
      "Where intervals come from: the errors of held-out forecasts, or a network that is trained on quantiles of every step."
  )
  var intervals = IntervalMethod.conformal

  @Option(help: "Units in a hidden state.")
  var hidden = 16

  @Option(help: "Recurrent layers, one on top of the other; rnn-element has one.")
  var layers = 1

  @Option(help: "How often training goes through all sequences.")
  var epochs = 500

  @Option(help: "Sequences in a step. (default: all)")
  var batchSize: Int?

  @Option(help: "The learning rate at the start.")
  var learningRate = 0.01

  @Option(help: "How the learning rate changes.")
  var schedule = Schedule.constant

  @Option(help: "How a gradient becomes a step.")
  var optimizer = OptimizerKind.adam

  @Option(help: "Pulls weights towards zero.")
  var weightDecay = 0.0

  @Option(
    help:
      "The probability that a unit is silent in a sequence while training: at all its steps, in the state and on the way up."
  )
  var dropout = 0.0

  @Option(
    help: "The standard deviation of the noise on what elements carry, scaled, while training.")
  var noise = 0.0

  @Option(help: "The largest norm of a gradient; 0 does not limit it.")
  var clipNorm = 1.0

  @Option(
    help: "What training makes small. (default: mse; pinball with --intervals quantile)")
  var loss: Loss?

  @Option(help: "Over which elements of a sequence.")
  var lossOver = LossOver.last

  @Option(
    help:
      "Stop after so many epochs without a better validation loss, and go back to the best weights. (default: never)"
  )
  var patience: Int?

  func validate() throws {
    try require(train == nil || test == nil, "--train and --test exclude each other; give one.")
    if let train {
      try require(
        train > 0 && train.isFinite && (train < 1 || train == train.rounded() && train < 1e15),
        "--train is \(train) (expected a share such as 0.67, or a number of values such as 96).")
    }
    if let test {
      try require(test >= 1, "--test is \(test) (expected at least 1: something must judge).")
    }
    try require(
      validation >= 0 && validation < 1, "--validation is \(validation) (expected 0 to below 1).")
    try atLeastOne([
      ("--lookback", lookback), ("--hidden", hidden), ("--layers", layers), ("--epochs", epochs),
      ("--batch-size", batchSize ?? 1), ("--patience", patience ?? 1),
    ])
    try require(
      max(hidden, lookback, layers) <= 65_536,
      "--hidden, --lookback and --layers are at most 65536 (found \(hidden), \(lookback) and "
        + "\(layers)).")
    try require(epochs <= 10_000_000, "--epochs is \(epochs) (expected at most 10000000).")
    let weights = 4 * layers * hidden * (2 * hidden + 64)
    try require(
      weights <= 100_000_000,
      "--hidden \(hidden) with --layers \(layers) makes more than 100 million weights. "
        + "Try a smaller --hidden.")
    try require(
      learningRate > 0 && learningRate.isFinite,
      "--learning-rate is \(learningRate) (expected more than 0, such as 0.01).")
    try require(
      weightDecay >= 0 && weightDecay.isFinite,
      "--weight-decay is \(weightDecay) (expected 0 or more, such as 0.01).")
    try require(
      dropout >= 0 && dropout < 1, "--dropout is \(dropout) (expected 0 to below 1, such as 0.1).")
    try require(
      noise >= 0 && noise.isFinite,
      "--noise is \(noise) (expected 0, or a standard deviation in scaled units such as 0.05).")
    try require(
      clipNorm >= 0 && clipNorm.isFinite,
      "--clip-norm is \(clipNorm) (expected more than 0, or 0 for none).")
    try require(
      patience == nil || validation > 0,
      "--patience needs a validation part to judge (--validation is 0). Try --validation 0.15.")
    try require(
      windowScaling == .none || lookback > 1,
      "--window-scaling last needs a spread (--lookback is \(lookback)). Try --lookback 12.")
    try require(
      strategy != .auto || validation > 0,
      "--strategy auto needs a validation part to choose on (--validation is 0). "
        + "Try --validation 0.15.")
    try checkIntervals()
    _ = try chosenFeatures(seasonLength: 12)
  }

  /// What quantiles go with.
  private func checkIntervals() throws {
    guard intervals == .quantile else {
      return try require(
        strategy != .multiOutput || loss != .pinball,
        "--strategy multi-output does not go with --loss pinball, whose outputs are quantiles. "
          + "Try --intervals quantile, or --strategy direct.")
    }
    let usual = strategy ?? .multiOutput
    try require(
      usual == .multiOutput || usual == .direct,
      "--intervals quantile does not go with --strategy \(usual.rawValue): quantiles of several "
        + "steps are learned at once. Try --strategy multi-output or direct.")
    try require(
      loss ?? .pinball == .pinball,
      "--intervals quantile does not go with --loss \((loss ?? .pinball).rawValue): quantiles make "
        + "the pinball loss small. Leave --loss away.")
  }

  private func atLeastOne(_ options: [(name: String, value: Int)]) throws {
    for option in options {
      try require(
        option.value >= 1, "\(option.name) is \(option.value) (expected at least 1).")
    }
  }

  private func require(_ condition: Bool, _ message: String) throws {
    if !condition { throw ValidationError(message) }
  }
}

// MARK: - What the flags mean

extension TrainingFlags {
  /// The features; by default those of the classic recipe that the series has.
  func chosenFeatures(seasonLength: Int) throws -> [Feature] {
    guard let features else { return seasonLength > 1 ? [.previous, .month] : [.previous] }
    let chosen = try features.split(separator: ",", omittingEmptySubsequences: false).map { name in
      guard let feature = Feature(rawValue: String(name)) else {
        let known = Feature.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--features names '\(name)' (expected one of \(known)).")
      }
      return feature
    }
    try require(
      Set(chosen).count == chosen.count,
      "--features is \(features) (expected each of them once).")
    return chosen
  }

  /// The networks.
  func specifications(
    _ kinds: [NetworkKind], seasonLength: Int, seed: UInt64
  ) throws -> [NetworkSpecification] {
    let chosen = kinds.isEmpty ? NetworkKind.allCases : kinds
    if layers > 1, chosen.contains(.rnnElement) {
      throw ValidationError(
        "--layers \(layers) does not go with rnn-element, which has one layer. "
          + "Try --model rnn --model lstm --model gru.")
    }
    if strategy == .multiOutput || intervals == .quantile, chosen.contains(.rnnElement) {
      let option = intervals == .quantile ? "--intervals quantile" : "--strategy multi-output"
      throw ValidationError(
        "\(option) does not go with rnn-element, which has one output. "
          + "Try --model rnn --model lstm --model gru.")
    }
    let features = try chosenFeatures(seasonLength: seasonLength)
    var seen: Set<NetworkKind> = []
    return chosen.filter { seen.insert($0).inserted }.map { kind in
      var network = NetworkSpecification(kind)
      network.lookback = lookback
      network.features = features
      network.transform = transform
      network.scaler = scaler
      network.scalesWindows = windowScaling == .last
      network.strategy = strategy?.strategy ?? .recursive
      network.hidden = hidden
      network.layers = layers
      network.training = training
      network.seed = seed
      return intervals == .quantile ? network.withQuantiles() : network
    }
  }

  private var training: TrainingOptions {
    var options = TrainingOptions()
    options.epochs = epochs
    options.batchSize = batchSize
    options.loss = loss ?? .meanSquared
    options.lossOver = lossOver
    options.optimizer = optimizer
    options.learningRate = learningRate
    options.schedule = schedule
    options.weightDecay = weightDecay
    options.dropout = dropout
    options.noise = noise
    options.clipNorm = clipNorm == 0 ? nil : clipNorm
    options.patience = patience
    return options
  }

  /// The length of the training part of a series of `count` values.
  func trainCount(of count: Int) throws -> Int {
    if let test, test >= count {
      throw ValidationError(
        "--test \(test) leaves nothing to train on (the series has \(count) values).")
    }
    let trainCount =
      if let test { count - test } else if let train, train >= 1 { Int(train) } else {
        Split.trainCount(of: count, share: train ?? 0.67)
      }
    if trainCount >= count {
      throw ValidationError(
        "--train \(trainCount) leaves nothing to test on (the series has \(count) values). "
          + "Try --train \(max(count * 2 / 3, 1)).")
    }
    return trainCount
  }

  /// The parts of a series of `count` values.
  func split(_ count: Int) throws -> Split {
    let trainCount = try trainCount(of: count)
    let split = try Split(count: count, trainCount: trainCount, validationShare: validation)
    if patience != nil || strategy == .auto, split.validation.isEmpty {
      let option = patience == nil ? "--strategy auto" : "--patience"
      throw ValidationError(
        "\(option) needs a validation part to judge, and --validation \(validation) of "
          + "\(trainCount) values is none. Try a larger share.")
    }
    return split
  }
}
