import FoundationEssentials
import Testing

@testable import Recurrent

@Suite("Dropout and noise") struct DisturbanceTests {
  struct Case: CustomTestStringConvertible {
    let cell: CellKind
    let layers: Int
    let over: LossOver
    let disturbance: Disturbance
    var testDescription: String {
      "\(cell), \(layers) layers, \(over), dropout \(disturbance.dropout), "
        + "noise \(disturbance.noise)"
    }
  }

  static let disturbances = [
    Disturbance(dropout: 0.4, seed: 3), Disturbance(noise: 0.2, seed: 3),
    Disturbance(dropout: 0.3, noise: 0.1, seed: 4),
  ]

  static let cases = CellKind.allCases.flatMap { cell in
    [1, 3].flatMap { layers in
      LossOver.allCases.flatMap { over in
        disturbances.map { Case(cell: cell, layers: layers, over: over, disturbance: $0) }
      }
    }
  }

  @Test("with fixed masks, gradients are central differences of the definition", arguments: cases)
  func definition(_ c: Case) {
    var generator = SeededGenerator(seed: 7)
    let shape = NetworkShape(cell: c.cell, inputSize: 2, hiddenSize: 5, layers: c.layers)
    let network = RecurrentNetwork(shape, using: &generator)
    let set = randomSet(time: 4, batch: 18, features: 2, using: &generator)
    let (loss, gradient) = step(network, set, c.over, c.disturbance)

    var reference = ReferenceNetwork(network)
    let undisturbed = reference.loss(set, .meanSquared, c.over)
    reference.disturbance = c.disturbance
    let expectedLoss = reference.loss(set, .meanSquared, c.over)
    #expect(abs(loss - expectedLoss) < 1e-6)
    #expect(abs(undisturbed - expectedLoss) > 1e-6)
    let expected = centralDifferences(reference.weights) {
      reference.weights = $0
      return reference.loss(set, .meanSquared, c.over)
    }
    // As without masks: Float arithmetic a few dozen operations deep.
    #expect(relativeDifference(gradient, expected) < 2e-5)
  }

  @Test("of the hand-unrolled network too", arguments: disturbances)
  func element(_ disturbance: Disturbance) {
    var generator = SeededGenerator(seed: 8)
    let network = ElementRNN(inputSize: 2, hiddenSize: 6, using: &generator)
    let set = randomSet(time: 5, batch: 4, features: 2, using: &generator)
    var copy = network
    let expected = centralDifferences(network.weights) {
      copy.weights = $0
      return step(copy, set, .all, disturbance).loss
    }
    #expect(relativeDifference(step(network, set, .all, disturbance).gradient, expected) < 1e-8)
  }

  @Test(
    "the hand-unrolled and the batched network are disturbed alike, over several chunks",
    arguments: disturbances)
  func twins(_ disturbance: Disturbance) {
    var generator = SeededGenerator(seed: 9)
    let element = ElementRNN(inputSize: 3, hiddenSize: 7, using: &generator)
    let set = randomSet(time: 6, batch: 130, features: 3, using: &generator)
    let batched = element.asRecurrentNetwork
    let (loss, gradient) = step(batched, set, .all, disturbance)
    let slow = step(element, set, .all, disturbance)
    #expect(abs(loss - slow.loss) < 1e-6)
    var unrolled = element
    unrolled.weights = slow.gradient
    let expected = unrolled.asRecurrentNetwork.parameters
    let actual = ParameterSet(batched.parameters.layout, gradient)
    for entry in expected.layout.entries where entry.name != "rnn.bias_hh_l0" {
      #expect(
        relativeDifference(actual[entry.name].values, expected[entry.name].values.map(Double.init))
          < 2e-5, "\(entry.name)")
    }
  }

  @Test("the bits do not depend on the threads", arguments: CellKind.allCases, disturbances)
  func threads(cell: CellKind, disturbance: Disturbance) {
    var generator = SeededGenerator(seed: 10)
    let shape = NetworkShape(cell: cell, inputSize: 2, hiddenSize: 5, layers: 2)
    let network = RecurrentNetwork(shape, using: &generator)
    let set = randomSet(time: 3, batch: 700, features: 2, using: &generator)
    let results = [1, 2, 8].map { threads in
      let pass = NetworkPass(
        shape, time: 3, batch: 700, loss: .meanSquared, scored: 1, threads: threads, leastWork: 1)
      pass.load(inputs: set.inputs, targets: set.targets)
      var gradient = [Float](repeating: .nan, count: network.weights.count)
      let loss = pass.lossAndGradient(
        weights: network.weights, gradient: &gradient, disturbance: disturbance)
      return [loss] + gradient.map(Double.init)
    }
    for result in results { #expect(result == results[0]) }
  }

  @Test("leave no trace in what comes after them", arguments: CellKind.allCases)
  func noTrace(cell: CellKind) {
    var generator = SeededGenerator(seed: 11)
    let shape = NetworkShape(cell: cell, inputSize: 2, hiddenSize: 5, layers: 2)
    let network = RecurrentNetwork(shape, using: &generator)
    let set = randomSet(time: 3, batch: 40, features: 2, using: &generator)
    let pass = network.makePass(time: 3, batch: 40, loss: .meanSquared, over: .last)
    pass.load(inputs: set.inputs, targets: set.targets)
    func result(_ disturbance: Disturbance?) -> [Double] {
      var gradient = network.weights
      let loss = pass.lossAndGradient(
        weights: network.weights, gradient: &gradient, disturbance: disturbance)
      return [loss, pass.loss(weights: network.weights)] + gradient.map(Double.init)
    }
    let before = result(nil)
    let disturbed = result(Disturbance(dropout: 0.5, noise: 0.3, seed: 1))
    #expect(disturbed[0] != before[0])
    #expect(disturbed[1] == before[1], "judging is not disturbed")
    #expect(result(nil) == before)
    #expect(result(Disturbance(seed: 1)) == before, "a disturbance of zero is none")
  }

  @Test("silence as many units as they are told, and keep the mean", arguments: [0.1, 0.5, 0.9])
  func share(dropout: Double) {
    let disturbance = Disturbance(dropout: dropout, seed: 6)
    let factors = (0..<500).flatMap { sequence in
      var source = disturbance.masks(layer: 0, sequence: sequence)
      return (0..<40).map { _ in source.next() }
    }
    // Of 20,000 draws, the share of zeros has a standard deviation of at most 0.0035.
    let zeros = Double(factors.count { $0 == 0 }) / Double(factors.count)
    #expect(abs(zeros - dropout) < 0.015)
    #expect(Set(factors) == [0, Float(1 / (1 - dropout))])
  }

  @Test("are others for another seed, layer or sequence, and the same for the same")
  func draws() {
    func mask(_ seed: UInt64, _ layer: Int, _ sequence: Int) -> [Float] {
      var source = Disturbance(dropout: 0.5, seed: seed).masks(layer: layer, sequence: sequence)
      return (0..<64).map { _ in source.next() }
    }
    let masks = [mask(0, 0, 0), mask(1, 0, 0), mask(0, 1, 0), mask(0, 0, 1), mask(1, 1, 0)]
    #expect(Set(masks).count == masks.count)
    #expect(mask(1, 1, 0) == masks[4])
  }

  @Test("noise is normal")
  func noise() {
    var source = Disturbance(noise: 0.5, seed: 2).noise(sequence: 3)
    let values = (0..<20_000).map { _ in Double(source.next()) / 0.5 }
    func mean(_ of: (Double) -> Double) -> Double { values.map(of).reduce(0, +) / 20_000 }
    // Four standard deviations of such means, or a little more.
    #expect(abs(mean { $0 }) < 0.03)
    #expect(abs(mean { $0 * $0 } - 1) < 0.05)
    #expect(abs(mean { $0 * $0 * $0 * $0 } - 3) < 0.3)
  }

  private func step<Model: SequenceModel>(
    _ model: Model, _ set: TrainingSet, _ over: LossOver, _ disturbance: Disturbance
  ) -> (loss: Double, gradient: [Model.Weight]) {
    let pass = model.makePass(time: set.time, batch: set.batch, loss: .meanSquared, over: over)
    pass.load(inputs: set.inputs, targets: set.targets)
    var gradient = [Model.Weight](repeating: .nan, count: model.weights.count)
    let loss = pass.lossAndGradient(
      weights: model.weights, gradient: &gradient, disturbance: disturbance)
    return (loss, gradient)
  }
}

@Suite("Training with dropout and noise") struct DisturbedTrainingTests {
  let training: TrainingSet
  let network: RecurrentNetwork

  init() {
    var generator = SeededGenerator(seed: 12)
    training = randomSet(time: 4, batch: 120, features: 2, using: &generator)
    network = RecurrentNetwork(
      NetworkShape(cell: .gru, inputSize: 2, hiddenSize: 8), using: &generator)
  }

  private func train(
    on set: TrainingSet? = nil, dropout: Double = 0, noise: Double = 0, batchSize: Int? = nil,
    seed: UInt64 = 0, threads: Int = 1
  ) throws -> (network: RecurrentNetwork, history: TrainingHistory) {
    var options = TrainingOptions()
    options.epochs = 12
    (options.dropout, options.noise, options.batchSize) = (dropout, noise, batchSize)
    var (network, generator) = (network, SeededGenerator(seed: seed))
    let history = try network.train(
      on: set ?? training, options: options, using: &generator, threads: threads)
    return (network, history)
  }

  @Test(
    "gives the same bits for the same seed, and others for another", arguments: [nil, 50])
  func reproducible(batchSize: Int?) throws {
    for (dropout, noise) in [(0.3, 0.0), (0.0, 0.1)] {
      let a = try train(dropout: dropout, noise: noise, batchSize: batchSize)
      let b = try train(dropout: dropout, noise: noise, batchSize: batchSize, threads: 3)
      let c = try train(dropout: dropout, noise: noise, batchSize: batchSize, seed: 1)
      #expect(a.network == b.network)
      #expect(a.history == b.history)
      #expect(a.network != c.network)
      #expect(try a.network != train(batchSize: batchSize).network)
    }
  }

  @Test("lists losses that are not disturbed", arguments: [nil, 50])
  func curve(batchSize: Int?) throws {
    let (trained, history) = try train(dropout: 0.5, noise: 0.5, batchSize: batchSize)
    func loss(_ network: RecurrentNetwork) -> Double {
      ReferenceNetwork(network).loss(training, .meanSquared, .last)
    }
    #expect(abs(history.records[0].trainingLoss - loss(network)) < 1e-6)
    #expect(abs(history.records[12].trainingLoss - loss(trained)) < 1e-6)
  }

  @Test("draws other masks in each epoch")
  func fresh() throws {
    // With one mask for all epochs, the units that it silences for the one sequence would keep the
    // weights of the head that they began with.
    let one = TrainingSet(
      inputs: training.inputs.selecting(batch: [0]), targets: training.targets.selecting(batch: [0])
    )
    let trained = try train(on: one, dropout: 0.5).network
    let (before, after) = (network.parameters["head.weight"], trained.parameters["head.weight"])
    #expect(zip(before.values, after.values).allSatisfy { $0 != $1 })
  }

  @Test("options from before there was dropout have none")
  func olderOptions() throws {
    let data = try JSONEncoder().encode(TrainingOptions())
    let text = try #require(String(data: data, encoding: .utf8))
    let older = text.replacing(/"(dropout|noise)":0,?/, with: "").replacing(",}", with: "}")
    #expect(!older.contains("dropout") && !older.contains("noise"))
    let read = try JSONDecoder().decode(TrainingOptions.self, from: Data(older.utf8))
    #expect(read == TrainingOptions())
    var told = TrainingOptions()
    (told.dropout, told.noise) = (0.25, 0.5)
    let again = try JSONDecoder().decode(
      TrainingOptions.self, from: JSONEncoder().encode(told))
    #expect(again == told)
  }
}
