import Testing

@testable import Recurrent

@Suite("Gradients") struct GradientTests {
  struct Case: CustomTestStringConvertible {
    let cell: CellKind
    let layers: Int
    let loss: Loss
    let over: LossOver
    var testDescription: String { "\(cell), \(layers) layers, \(loss) over \(over)" }
  }

  static let cases = CellKind.allCases.flatMap { cell in
    [1, 2, 3].flatMap { layers in
      Loss.allCases.flatMap { loss in
        LossOver.allCases.map { Case(cell: cell, layers: layers, loss: loss, over: $0) }
      }
    }
  }

  @Test("of every cell, depth and loss are central differences of the definition", arguments: cases)
  func network(_ c: Case) {
    var generator = SeededGenerator(seed: 7)
    let shape = NetworkShape(cell: c.cell, inputSize: 2, hiddenSize: 3, layers: c.layers)
    let network = RecurrentNetwork(shape, using: &generator)
    let set = randomSet(time: 4, batch: 3, features: 2, using: &generator)

    let pass = network.makePass(time: 4, batch: 3, loss: c.loss, over: c.over)
    pass.load(inputs: set.inputs, targets: set.targets)
    var gradient = [Float](repeating: .nan, count: network.weights.count)
    let loss = pass.lossAndGradient(weights: network.weights, gradient: &gradient)

    var reference = ReferenceNetwork(network)
    #expect(abs(loss - reference.loss(set, c.loss, c.over)) < 1e-6)
    let expected = centralDifferences(reference.weights) {
      reference.weights = $0
      return reference.loss(set, c.loss, c.over)
    }
    // Float arithmetic on values around 1, a few dozen operations deep: some 1e-6.
    #expect(relativeDifference(gradient, expected) < 2e-5)
  }

  @Test("of the hand-unrolled network are central differences", arguments: Loss.allCases)
  func element(_ loss: Loss) {
    for over in LossOver.allCases {
      var generator = SeededGenerator(seed: 8)
      let network = ElementRNN(inputSize: 2, hiddenSize: 4, using: &generator)
      let set = randomSet(time: 5, batch: 3, features: 2, using: &generator)
      let pass = network.makePass(time: 5, batch: 3, loss: loss, over: over)
      pass.load(inputs: set.inputs, targets: set.targets)
      var gradient = [Double](repeating: .nan, count: network.weights.count)
      let value = pass.lossAndGradient(weights: network.weights, gradient: &gradient)
      #expect(value == pass.loss(weights: network.weights))
      let expected = centralDifferences(network.weights) { pass.loss(weights: $0) }
      #expect(relativeDifference(gradient, expected) < 1e-8)
    }
  }
}

@Suite("The hand-unrolled network and the batched RNN") struct ElementAgainstBatchedTests {
  static let shapes = [
    (time: 1, batch: 1, features: 1, hidden: 1), (12, 84, 2, 16), (3, 17, 5, 4), (7, 1, 2, 33),
  ]

  @Test("give the same outputs on shared weights", arguments: shapes)
  func outputs(_ s: (time: Int, batch: Int, features: Int, hidden: Int)) {
    var generator = SeededGenerator(seed: 9)
    let element = ElementRNN(inputSize: s.features, hiddenSize: s.hidden, using: &generator)
    let input = randomTensor([s.time, s.batch, s.features], using: &generator)
    let batched = element.asRecurrentNetwork
    #expect(
      relativeDifference(batched.predictions(input), element.predictions(input).map(Double.init))
        < 2e-6)
    #expect(ElementRNN(batched) == element)
  }

  @Test("give the same gradients on shared weights", arguments: shapes)
  func gradients(_ s: (time: Int, batch: Int, features: Int, hidden: Int)) {
    var generator = SeededGenerator(seed: 10)
    let element = ElementRNN(inputSize: s.features, hiddenSize: s.hidden, using: &generator)
    let batched = element.asRecurrentNetwork
    let set = randomSet(time: s.time, batch: s.batch, features: s.features, using: &generator)

    func gradient<M: SequenceModel>(of model: M) -> [M.Weight] {
      let pass = model.makePass(time: s.time, batch: s.batch, loss: .meanSquared, over: .last)
      pass.load(inputs: set.inputs, targets: set.targets)
      var gradient = [M.Weight](repeating: .nan, count: model.weights.count)
      _ = pass.lossAndGradient(weights: model.weights, gradient: &gradient)
      return gradient
    }
    var unrolled = element
    unrolled.weights = gradient(of: element)
    let expected = unrolled.asRecurrentNetwork.parameters
    let actual = ParameterSet(batched.parameters.layout, gradient(of: batched))
    for entry in expected.layout.entries where entry.name != "rnn.bias_hh_l0" {
      #expect(
        relativeDifference(actual[entry.name].values, expected[entry.name].values.map(Double.init))
          < 2e-5, "\(entry.name)")
    }
    // The batched network splits the one bias in two, which have the same gradient.
    #expect(actual["rnn.bias_hh_l0"] == actual["rnn.bias_ih_l0"])
  }
}

extension ParameterSet {
  init(_ layout: ParameterLayout, _ values: [Float]) {
    self.init(zeros: layout)
    self.values = values
  }
}
