import FoundationEssentials
import SeriesData
import Synchronization
import Testing

@testable import Forecasting
@testable import Recurrent

/// A small network with a strategy for some steps.
private func brief(
  _ kind: NetworkKind, _ strategy: HorizonStrategy, _ horizon: Int,
  _ transform: ValueTransform = .none
) -> NetworkSpecification {
  brief(kind, transform).forecasting(strategy, horizon: horizon)
}

private func fitted(
  _ network: NetworkSpecification, on series: TimeSeries = airline, fit: Range<Int> = 0..<96,
  validation: Range<Int> = 0..<0
) throws -> FittedNetwork {
  try FittedNetwork.fitting(network, series: series, fit: fit, validation: validation).model
}

@Suite("Strategies") struct StrategyTests {
  static let strategies = HorizonStrategy.allCases
  static let transforms: [ValueTransform] = [
    .none, .boxCox, .logDiff, .seasonalDiff, .doubleLogDiff,
  ]

  @Test(
    "with one step ahead are all the recursive one, to the bit",
    arguments: [NetworkKind.rnn, .lstm, .gru], [ValueTransform.none, .doubleLogDiff])
  func oneStep(_ kind: NetworkKind, _ transform: ValueTransform) throws {
    var network = brief(kind, .recursive, 1, transform)
    network.training.patience = 4
    network.training.batchSize = 16
    let models = try Self.strategies.map { strategy in
      try FittedNetwork.fitting(
        network.forecasting(strategy, horizon: 1), series: airline, fit: 0..<82,
        validation: 82..<96)
    }
    for other in models.dropFirst() {
      #expect(bits(other.model.network.weights) == bits(models[0].model.network.weights))
      #expect(other.history == models[0].history)
      #expect(
        bits(other.model.forecast(airline, horizon: 15))
          == bits(models[0].model.forecast(airline, horizon: 15)))
      #expect(
        bits(other.model.oneStep(airline, targets: 40..<145))
          == bits(models[0].model.oneStep(airline, targets: 40..<145)))
    }
  }

  @Test(
    "direct: the first network is the recursive one, and each is trained on its own step",
    arguments: NetworkKind.allCases, Self.transforms)
  func direct(_ kind: NetworkKind, _ transform: ValueTransform) throws {
    let network = brief(kind, .direct, 3, transform)
    let model = try fitted(network)
    #expect(model.later.count == 2)
    #expect(
      bits(model.network.weights)
        == bits(try fitted(brief(kind, .recursive, 3, transform)).network.weights))

    // The slow, obvious way: for each step, sequences one by one, and a network of its own.
    let (builder, first) = (model.builder, model.builder.firstTarget)
    for (step, trained) in model.networks.enumerated() {
      let targets = Array(first...95 - step)
      var inputs = Tensor(zeros: [12, targets.count, 2])
      var answers = Tensor(zeros: [12, targets.count, 1])
      for (b, target) in targets.enumerated() {
        for t in 0..<12 {
          let index = target - 11 + t
          let place = t * targets.count + b
          inputs.values[2 * place] = Float(builder.scaled(airline, index - 1))
          inputs.values[2 * place + 1] = Float(Double(index % 12 + 1) / 12)
          answers.values[place] = Float(builder.scaled(airline, index + step))
        }
      }
      var generator = SeededGenerator(seed: 0, model: kind.rawValue, member: step)
      let set = TrainingSet(inputs: inputs, targets: answers)
      if kind == .rnnElement {
        var slow = ElementRNN(inputSize: 2, hiddenSize: 4, using: &generator)
        _ = try slow.train(on: set, options: network.training, using: &generator)
        #expect(bits(slow.asRecurrentNetwork.weights) == bits(trained.weights))
      } else {
        var slow = RecurrentNetwork(
          NetworkShape(cell: kind.cell, inputSize: 2, hiddenSize: 4), using: &generator)
        _ = try slow.train(on: set, options: network.training, using: &generator)
        #expect(bits(slow.weights) == bits(trained.weights))
      }
    }
  }

  @Test("multi-output: the head has an output a step, each trained on its step")
  func multiOutput() throws {
    var network = brief(.gru, .multiOutput, 4, .logDiff)
    network.training.epochs = 0
    let model = try fitted(network)
    #expect(model.network.shape.outputSize == 4 && model.later.isEmpty)
    // least squares leave no mean error in any output, for each has a bias of its own
    network.training.epochs = 3000
    network.hidden = 1
    network.features = [.previous]
    network.lookback = 1
    network.training.optimizer = .sgd
    network.training.learningRate = 0.1
    let trained = try fitted(network, fit: 0..<40)
    let builder = trained.builder
    let targets = builder.firstTarget..<37
    let steps = trained.network.predictions(
      Tensor(
        shape: [1, targets.count, 1],
        values: builder.sequences(of: airline, targets: targets).inputs))
    for step in 0..<4 {
      let outputs = targets.indices.map { Double(steps[4 * ($0 - targets.lowerBound) + step]) }
      let answers = targets.map { builder.scaled(airline, $0 + step) }
      let difference = zip(outputs, answers).map { $0 - $1 }.reduce(0, +) / Double(targets.count)
      #expect(abs(difference) < 0.01)
    }
  }

  @Test(
    "forecast their steps at once, and go on from their own outputs",
    arguments: [HorizonStrategy.direct, .multiOutput], Self.transforms)
  func blocks(_ strategy: HorizonStrategy, _ transform: ValueTransform) throws {
    let model = try fitted(brief(.lstm, strategy, 5, transform))
    let forecast = model.forecast(airline, horizon: 17)
    #expect(forecast.count == 17 && forecast.allSatisfy(\.isFinite))
    for horizon in [1, 4, 5, 6, 12] {
      #expect(
        bits(model.forecast(airline, horizon: horizon)) == bits(forecast.prefix(horizon)))
    }
    let later = airline.appending(Array(forecast.prefix(10)))
    #expect(bits(model.forecast(later, horizon: 7)) == bits(forecast.suffix(7)))
    #expect(
      bits(model.forecast(airline.suffix(model.reach), horizon: 17)) == bits(forecast))
    #expect(bits(model.oneStep(airline, targets: 144..<145)) == bits(forecast.prefix(1)))
  }

  @Test(
    "see nothing after the origin", arguments: Self.strategies, Self.transforms)
  func leak(_ strategy: HorizonStrategy, _ transform: ValueTransform) async throws {
    for patience in [nil, 3] {
      var network = brief(.gru, strategy, 12, transform)
      network.features = [.previous, .month, .seasonalLag, .trend]
      network.scalesWindows = true
      network.training.patience = patience
      let changed = airline.changing(96..<144) { i, y in 5 * y + Double(i * i % 301) }
      var results: [ModelResult] = []
      for series in [airline, changed] {
        results.append(try await experiment([network], on: series).run(threads: 2).models[0])
      }
      let (a, b) = (results[0], results[1])
      #expect(a.model == b.model && a.history == b.history)
      #expect(bits(a.predictions.recursive) == bits(b.predictions.recursive))
      #expect(bits(a.predictions.oneStep[...96]) == bits(b.predictions.oneStep[...96]))
      #expect(a.forecast != b.forecast)
      // nor does a fit see the validation part, unless it chooses
      guard patience == nil else { continue }
      let early = airline.changing(82..<144) { i, y in 3 * y + Double(i * i % 301) }
      #expect(try fitted(network, on: early, fit: 0..<82, validation: 82..<96) == a.model)
    }
  }

  @Test(
    "judge where the answers lie in the validation part, or else the last of them",
    arguments: [
      (HorizonStrategy.recursive, 3, 82...95), (.multiOutput, 3, 82...93),
      (.multiOutput, 20, 63...76),
    ])
  func judging(_ strategy: HorizonStrategy, _ horizon: Int, _ targets: ClosedRange<Int>) throws {
    let network = brief(.rnn, strategy, horizon)
    let (model, history) = try FittedNetwork.fitting(
      network, series: airline, fit: 0..<82, validation: 82..<96)
    let sequences = model.builder.sequences(
      of: airline, targets: Range(targets), ahead: 0..<network.steps)
    let outputs = model.network.predictions(
      Tensor(shape: [12, sequences.batch, 2], values: sequences.inputs))
    let squares = zip(outputs, sequences.finalTargets).map { Double($0 - $1) * Double($0 - $1) }
    let loss = squares.reduce(0, +) / Double(squares.count)
    let found = try #require(history.records.last?.validationLoss)
    #expect(abs(found - loss) < 1e-5 * loss)
  }

  @Test("the epochs of a patience are those of each network when it is trained on all data")
  func patience() async throws {
    var network = brief(.gru, .direct, 3)
    network.training.epochs = 60
    network.training.patience = 3
    network.training.learningRate = 0.1
    let result = try await experiment([network], horizon: 3).run(threads: 2).models[0]
    let used = try FittedNetwork.fittingToTheEnd(
      network, series: airline, fit: 0..<82, validation: 82..<96, threads: 1,
      watch: FittedNetwork.Watch()
    ).usedEpochs
    #expect(Set(used).count > 1)
    for (step, epochs) in used.enumerated() {
      let alone = try FittedNetwork.fittingToTheEnd(
        network, series: airline, fit: 0..<144, validation: 0..<0,
        lasting: [Int](repeating: epochs, count: 3), threads: 1, watch: FittedNetwork.Watch()
      ).model
      #expect(bits(alone.networks[step].weights) == bits(result.refit.networks[step].weights))
    }
  }

  @Test("tell their progress as one training")
  func progress() throws {
    let epochs = Recorder()
    _ = try FittedNetwork.fitting(
      brief(.rnn, .direct, 4), series: airline, fit: 0..<96, validation: 0..<0,
      watch: FittedNetwork.Watch(onEpoch: { epochs.append($0.epoch) }))
    let told = epochs.values
    #expect(told == told.sorted() && told.first == 0 && told.last == 8 && told.count == 36)
  }

  @Test(
    "that need more data than there are say so", arguments: [HorizonStrategy.direct, .multiOutput])
  func tooShort(_ strategy: HorizonStrategy) throws {
    let error = #expect(throws: PreparationError.self) {
      try fitted(brief(.gru, strategy, 24), fit: 0..<35)
    }
    #expect(error?.reason == .tooShort(needed: 36, found: 35))
    #expect(
      error?.description == "35 values to fit on are too few for --lookback 12 and 24 steps ahead "
        + "(expected at least 36). Try --lookback 11 or less.")
    #expect(throws: Never.self) { try fitted(brief(.gru, strategy, 24), fit: 0..<36) }
    let longer = #expect(throws: PreparationError.self) {
      try fitted(brief(.gru, strategy, 40), fit: 0..<36)
    }
    #expect(longer?.hint == "Try --strategy recursive, or a smaller --horizon.")
  }

  @Test("that need outputs do not go with one output, or with quantiles")
  func trainable() {
    #expect(!brief(.rnnElement, .multiOutput, 3).isTrainable)
    #expect(brief(.rnnElement, .direct, 3).isTrainable)
    var quantiles = brief(.gru, .multiOutput, 3)
    quantiles.training.loss = .pinball
    #expect(!quantiles.isTrainable)
    #expect(quantiles.forecasting(.direct, horizon: 3).isTrainable)
    #expect(brief(.gru, .multiOutput, 20_000).steps == 10_000)
    #expect(brief(.gru, .recursive, 20_000).steps == 1)
  }

  @Test("are not in old specifications, which are recursive")
  func codable() throws {
    let network = brief(.gru, .direct, 7, .boxCox)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var json = String(decoding: try encoder.encode(network), as: UTF8.self)
    func read() throws -> NetworkSpecification {
      try JSONDecoder().decode(NetworkSpecification.self, from: Data(json.utf8))
    }
    #expect(try read() == network)
    for new in [#","strategy":"direct""#, #","steps":7"#, #","scalesWindows":false"#] {
      let old = json.replacing(new, with: "")
      #expect(old != json)
      json = old
    }
    #expect(try read() == brief(.gru, .recursive, 7, .boxCox))
  }
}

/// Numbers that arrive from somewhere.
private final class Recorder: Sendable {
  private let numbers = Mutex<[Int]>([])
  func append(_ number: Int) { numbers.withLock { $0.append(number) } }
  var values: [Int] { numbers.withLock { $0 } }
}
