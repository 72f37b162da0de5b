import Testing

@testable import Recurrent

@Suite("Training") struct TrainerTests {
  let training: TrainingSet
  let validation: TrainingSet
  let network: RecurrentNetwork

  init() {
    var generator = SeededGenerator(seed: 11)
    training = randomSet(time: 4, batch: 20, features: 2, using: &generator)
    validation = randomSet(time: 4, batch: 6, features: 2, using: &generator)
    network = RecurrentNetwork(
      NetworkShape(cell: .gru, inputSize: 2, hiddenSize: 8), using: &generator)
  }

  private func train(
    _ configure: (inout TrainingOptions) -> Void, validation: TrainingSet? = nil, seed: UInt64 = 0
  ) throws -> (network: RecurrentNetwork, history: TrainingHistory) {
    var options = TrainingOptions()
    options.epochs = 30
    configure(&options)
    var (network, generator) = (network, SeededGenerator(seed: seed))
    let history = try network.train(
      on: training, validation: validation, options: options, using: &generator)
    return (network, history)
  }

  @Test("lists the untrained network first and the final weights last")
  func curve() throws {
    let (trained, history) = try train({ $0.epochs = 30 }, validation: validation)
    func loss(_ network: RecurrentNetwork) -> Double {
      ReferenceNetwork(network).loss(training, .meanSquared, .last)
    }
    #expect(history.records.map(\.epoch) == Array(0...30))
    #expect(abs(history.records[0].trainingLoss - loss(network)) < 1e-6)
    #expect(abs(history.records[30].trainingLoss - loss(trained)) < 1e-6)
    #expect(history.records[30].trainingLoss < 0.7 * history.records[0].trainingLoss)
    #expect(history.stopReason == .epochs)
    #expect(history.usedEpoch == 30)
  }

  @Test("stops by patience and goes back to the best weights")
  func patience() throws {
    let (trained, history) = try train(
      {
        $0.epochs = 1000
        $0.patience = 15
      }, validation: validation)
    #expect(history.stopReason == .patience)
    #expect(history.epochs == history.bestEpoch + 15)
    #expect(history.usedEpoch == history.bestEpoch)
    let losses = history.records.compactMap(\.validationLoss)
    #expect(losses[history.bestEpoch] == losses.min())
    let loss = ReferenceNetwork(trained).loss(validation, .meanSquared, .last)
    #expect(abs(loss - losses[history.bestEpoch]) < 1e-6)
  }

  @Test("keeps the last weights without patience, and says which epoch was the best")
  func withoutPatience() throws {
    let (_, history) = try train({ $0.epochs = 200 }, validation: validation)
    #expect(history.usedEpoch == 200)
    #expect(history.bestEpoch < 200)
  }

  @Test("validation never moves a weight")
  func validationOnlyJudges() throws {
    let a = try train({ $0.batchSize = 7 }, validation: validation).network
    let b = try train({ $0.batchSize = 7 }).network
    #expect(a == b)
  }

  @Test("gives the same bits for the same seed, and others for another")
  func reproducible() throws {
    let a = try train({ $0.batchSize = 6 }, seed: 5)
    let b = try train({ $0.batchSize = 6 }, seed: 5)
    let c = try train({ $0.batchSize = 6 }, seed: 6)
    #expect(a.network == b.network)
    #expect(a.history == b.history)
    #expect(a.network != c.network)
  }

  @Test("a batch of all sequences is the whole set", arguments: [20, 1000])
  func wholeBatch(size: Int) throws {
    #expect(try train { $0.batchSize = size }.network == train { $0.batchSize = nil }.network)
  }

  @Test("mini-batches learn too", arguments: [1, 3, 19])
  func miniBatches(size: Int) throws {
    let history = try train {
      $0.batchSize = size
      $0.learningRate = 0.003
    }.history
    #expect(
      (history.records.last?.trainingLoss ?? .infinity) < 0.8 * history.records[0].trainingLoss)
  }

  @Test("stops at once at a loss that is no number, and says where")
  func nonFinite() throws {
    var inputs = training.inputs
    inputs.values[3] = .nan
    var (network, generator) = (network, SeededGenerator(seed: 0))
    let before = network
    let broken = TrainingSet(inputs: inputs, targets: training.targets)
    let error = #expect(throws: NonFiniteLoss.self) {
      try network.train(on: broken, options: TrainingOptions(), using: &generator)
    }
    #expect(error?.epoch == 1)
    #expect(error?.lastFiniteEpoch == nil)
    #expect(error?.learningRate == 0.01)
    #expect(network == before)
  }

  @Test("names the last finite epoch when the rate is absurd")
  func diverges() throws {
    let error = #expect(throws: NonFiniteLoss.self) {
      try train {
        $0.optimizer = .sgd
        $0.learningRate = 1e30
        $0.clipNorm = nil
      }
    }
    #expect(error?.lastFiniteEpoch != nil)
  }

  @Test("stops when asked")
  func interrupted() throws {
    var (network, generator, calls) = (network, SeededGenerator(seed: 0), 0)
    let history = try network.train(
      on: training, options: TrainingOptions(), using: &generator,
      isInterrupted: {
        calls += 1
        return calls > 4
      })
    #expect(history.stopReason == .interrupted)
    #expect(history.epochs == 4)
  }

  @Test("a cosine goes from the full rate to zero")
  func cosine() throws {
    let rates = try train { $0.schedule = .cosine }.history.records.map(\.learningRate)
    #expect(rates[0] == 0.01)
    #expect(abs(rates[15] - 0.005) < 1e-12)
    #expect(abs(rates[30]) < 1e-12)
  }

  @Test("a plateau halves the rate, and only then")
  func plateau() throws {
    let history = try train(
      {
        $0.epochs = 400
        $0.schedule = .plateau
      }, validation: validation
    ).history
    let rates = history.records.map(\.learningRate)
    #expect(rates[0] == 0.01)
    let first = try #require(rates.firstIndex { $0 < 0.01 })
    #expect(rates[first] == 0.005)
    #expect(first > Schedule.plateauPatience)
    let losses = history.records.compactMap(\.validationLoss)
    let stalled = losses[first - Schedule.plateauPatience..<first]
    #expect((stalled.min() ?? 0) >= (losses[..<(first - Schedule.plateauPatience)].min() ?? 0))
  }
}

@Suite("Clipping") struct ClippingTests {
  @Test("shortens a long gradient to the limit and leaves a short one alone")
  func clipping() {
    var gradient: [Double] = [3, 4]
    clip(&gradient, norm: norm(gradient), to: 1)
    #expect(abs(norm(gradient) - 1) < 1e-6)
    #expect(abs(gradient[0] / gradient[1] - 0.75) < 1e-12)
    clip(&gradient, norm: norm(gradient), to: 2)
    #expect(abs(norm(gradient) - 1) < 1e-6)
  }
}
