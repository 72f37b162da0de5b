import Testing

@testable import Recurrent

@Suite("Recurrent layers") struct LayerTests {
  @Test("a nil state is a zero state, to the bit", arguments: CellKind.allCases)
  func nilState(_ cell: CellKind) {
    var generator = SeededGenerator(seed: 1)
    let shape = NetworkShape(cell: cell, inputSize: 2, hiddenSize: 5, layers: 2)
    let layer = RecurrentLayer(shape, using: &generator)
    let input = randomTensor([3, 4, 2], using: &generator)
    let zero = RecurrentState(
      hidden: Tensor(zeros: [2, 4, 5]), cell: cell.hasCellState ? Tensor(zeros: [2, 4, 5]) : nil)
    let (a, b) = (layer(input), layer(input, state: zero))
    #expect(a.output == b.output)
    #expect(a.state == b.state)
  }

  @Test("two calls that pass the state on are one long call", arguments: CellKind.allCases)
  func carriedState(_ cell: CellKind) {
    var generator = SeededGenerator(seed: 2)
    let shape = NetworkShape(cell: cell, inputSize: 3, hiddenSize: 6, layers: 2)
    let layer = RecurrentLayer(shape, using: &generator)
    let input = randomTensor([7, 3, 3], using: &generator)
    let cut = 4 * 3 * 3
    let first = layer(Tensor(shape: [4, 3, 3], values: Array(input.values[..<cut])))
    let second = layer(
      Tensor(shape: [3, 3, 3], values: Array(input.values[cut...])), state: first.state)
    let whole = layer(input)
    #expect(first.output.values + second.output.values == whole.output.values)
    #expect(second.state == whole.state)
  }

  @Test("a sequence comes out the same alone and in a batch", arguments: CellKind.allCases)
  func batchIndependence(_ cell: CellKind) {
    var generator = SeededGenerator(seed: 3)
    let shape = NetworkShape(cell: cell, inputSize: 2, hiddenSize: 7)
    let network = RecurrentNetwork(shape, using: &generator)
    let input = randomTensor([5, 19, 2], using: &generator)
    let together = network.predictions(input)
    for b in 0..<19 {
      #expect(network.predictions(input.selecting(batch: [b])) == [together[b]])
    }
  }

  @Test("random weights lie within ±1/√H, and fill the range")
  func initialization() {
    var generator = SeededGenerator(seed: 4)
    let network = RecurrentNetwork(
      NetworkShape(cell: .lstm, inputSize: 2, hiddenSize: 16), using: &generator)
    #expect(network.weights.allSatisfy { abs($0) <= 0.25 })
    #expect((network.weights.max() ?? 0) > 0.24)
    #expect((network.weights.min() ?? 0) < -0.24)
  }

  @Test("the layout has PyTorch's names and shapes")
  func layout() {
    let layout = NetworkShape(cell: .gru, inputSize: 2, hiddenSize: 4, layers: 2).layout
    #expect(
      layout.entries.map { "\($0.name) \($0.shape)" } == [
        "rnn.weight_ih_l0 [12, 2]", "rnn.weight_hh_l0 [12, 4]", "rnn.bias_ih_l0 [12]",
        "rnn.bias_hh_l0 [12]", "rnn.weight_ih_l1 [12, 4]", "rnn.weight_hh_l1 [12, 4]",
        "rnn.bias_ih_l1 [12]", "rnn.bias_hh_l1 [12]", "head.weight [1, 4]", "head.bias [1]",
      ])
  }

  @Test("a tensor of the wrong size is refused")
  func wrongShape() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor(shape: [2, 3], values: [1])
    }
  }
}

@Suite("The seeded generator") struct SeededGeneratorTests {
  @Test("is xoshiro256**: its first numbers from the state 1, 2, 3, 4")
  func published() {
    var generator = SeededGenerator(state: (1, 2, 3, 4))
    let numbers = (0..<4).map { _ in generator.next() }
    #expect(numbers == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test("is seeded by SplitMix64: its first numbers for the seed 1234567")
  func seeding() {
    var state: UInt64 = 1_234_567
    let numbers = (0..<3).map { _ in splitMix64(&state) }
    #expect(
      numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test("gives each model and member numbers of its own")
  func members() {
    let seeds = ["rnn", "lstm", "gru"].flatMap { model in
      (0..<5).flatMap { member in
        (0..<4).map { SeededGenerator.memberSeed(seed: $0, model: model, member: member) }
      }
    }
    #expect(Set(seeds).count == 60)
  }
}
