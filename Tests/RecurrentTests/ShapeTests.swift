import Testing

@testable import Recurrent

@Suite("Networks of any shape") struct ShapeTests {
  @Test(
    "a state that is given reaches its sequence, in every chunk, and so does the last one",
    arguments: CellKind.allCases)
  func states(_ cell: CellKind) {
    var generator = SeededGenerator(seed: 11)
    let shape = NetworkShape(cell: cell, inputSize: 3, hiddenSize: 5, layers: 2, outputSize: 3)
    let network = RecurrentNetwork(shape, using: &generator)
    let batch = 250
    let input = randomTensor([4, batch, 3], using: &generator)
    let state = RecurrentState(
      hidden: randomTensor([2, batch, 5], using: &generator),
      cell: cell.hasCellState ? randomTensor([2, batch, 5], using: &generator) : nil)
    let together = network(input, state: state)
    let predictions = network.predictions(input)
    for b in 0..<batch {
      let own = RecurrentState(
        hidden: state.hidden.selecting(batch: [b]), cell: state.cell?.selecting(batch: [b]))
      let alone = network(input.selecting(batch: [b]), state: own)
      #expect(alone.output == together.output.selecting(batch: [b]))
      #expect(alone.state.hidden == together.state.hidden.selecting(batch: [b]))
      #expect(alone.state.cell == together.state.cell?.selecting(batch: [b]))
      let prediction = network.predictions(input.selecting(batch: [b]))
      #expect(prediction == Array(predictions[3 * b..<3 * b + 3]))
    }
  }

  struct Sizes: CustomTestStringConvertible {
    let hidden, features, layers, outputs, time, batch: Int
    var testDescription: String {
      "H=\(hidden) F=\(features) L=\(layers) O=\(outputs) T=\(time) B=\(batch)"
    }

    static let all = [
      Sizes(hidden: 1, features: 1, layers: 1, outputs: 1, time: 1, batch: 1),
      Sizes(hidden: 4, features: 13, layers: 1, outputs: 2, time: 1, batch: 17),
      Sizes(hidden: 5, features: 14, layers: 2, outputs: 3, time: 2, batch: 100),
      Sizes(hidden: 13, features: 1, layers: 2, outputs: 2, time: 40, batch: 3),
      Sizes(hidden: 7, features: 25, layers: 3, outputs: 1, time: 3, batch: 209),
    ]
  }

  @Test("go downhill where the gradient says", arguments: CellKind.allCases, Sizes.all)
  func direction(_ cell: CellKind, _ s: Sizes) {
    for over in LossOver.allCases {
      var generator = SeededGenerator(seed: 5)
      let shape = NetworkShape(
        cell: cell, inputSize: s.features, hiddenSize: s.hidden, layers: s.layers,
        outputSize: s.outputs)
      let network = RecurrentNetwork(shape, using: &generator)
      let pass = NetworkPass(
        shape, time: s.time, batch: s.batch, loss: .huber, scored: over == .all ? s.time : 1,
        threads: 3, leastWork: 1)
      pass.load(
        inputs: randomTensor([s.time, s.batch, s.features], using: &generator),
        targets: randomTensor([s.time, s.batch, s.outputs], using: &generator))
      var gradient = [Float](repeating: .nan, count: network.weights.count)
      _ = pass.lossAndGradient(weights: network.weights, gradient: &gradient)

      let direction = network.weights.indices.map { _ in generator.uniform(bound: 1) }
      func loss(_ length: Float) -> Double {
        pass.loss(weights: zip(network.weights, direction).map { $0 + length * $1 })
      }
      // A step of 0.003 leaves an error of its square, and Float losses one of 1e-7 / 0.003.
      let slope = (loss(0.003) - loss(-0.003)) / 0.006
      let expected = zip(gradient, direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(slope - expected) < 2e-3 * max(1, abs(slope)))
    }
  }
}

@Suite("What does not fit a network") struct MisfitTests {
  private static let shape = NetworkShape(cell: .rnn, inputSize: 1, hiddenSize: 30)

  private static func pass() -> (any SequencePass<Float>, TrainingSet) {
    var generator = SeededGenerator(seed: 1)
    let network = RecurrentNetwork(shape, using: &generator)
    let set = randomSet(time: 3, batch: 4, features: 1, using: &generator)
    return (network.makePass(time: 3, batch: 2, loss: .meanSquared, over: .all), set)
  }

  @Test("sequences of other features, of another length or from outside a set are refused")
  func sequences() async {
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 1)
      let set = randomSet(time: 3, batch: 4, features: 4, using: &generator)
      Self.pass().0.load(set, order: [0, 1][...])
    }
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 1)
      let set = randomSet(time: 5, batch: 4, features: 1, using: &generator)
      Self.pass().0.load(set, order: [0, 1][...])
    }
    await #expect(processExitsWith: .failure) {
      let (pass, set) = Self.pass()
      pass.load(set, order: [0, 4][...])
    }
  }

  @Test("weights of another network are refused")
  func weights() async {
    await #expect(processExitsWith: .failure) {
      let (pass, set) = Self.pass()
      pass.load(set, order: [0, 1][...])
      var gradient: [Float] = [0]
      _ = pass.lossAndGradient(weights: [1], gradient: &gradient)
    }
    await #expect(processExitsWith: .failure) {
      let (pass, set) = Self.pass()
      pass.load(set, order: [0, 1][...])
      _ = pass.loss(weights: [])
    }
  }

  @Test("a state of other sequences is refused")
  func state() async {
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 1)
      let network = RecurrentNetwork(Self.shape, using: &generator)
      _ = network(
        randomTensor([3, 4, 1], using: &generator),
        state: RecurrentState(hidden: Tensor(zeros: [1, 10, 30])))
    }
  }

  @Test("what fits is not refused")
  func fits() async {
    await #expect(processExitsWith: .success) {
      let (pass, set) = Self.pass()
      pass.load(set, order: [3, 0][...])
      _ = pass.loss(weights: [Float](repeating: 0, count: Self.shape.layout.count))
    }
  }
}
