import CAllocationCounter
import Recurrent
import Testing

/// How often memory is asked for.
///
/// All test targets become one program, whose allocator is counted; so each count is taken in a
/// process of its own, an exit test, where no other test allocates.
@Suite(
  "Allocations", .enabled(if: allocation_counter_works(), "only glibc's allocator can be counted"))
struct AllocationTests {
  @Test("are counted, whichever way memory is asked for")
  func counter() async {
    await #expect(processExitsWith: .success) {
      expect(0) {}
      expect(1) { keep(array(count: 1000)) }
      expect(7) { for count in 1...7 { keep(array(count: count)) } }
      expect(1) {
        let lanes = UnsafeMutablePointer<SIMD16<Float>>.allocate(capacity: 4)
        keep(lanes)
        lanes.deallocate()
      }
    }
  }

  @Test("do not happen from epoch to epoch, whatever a step is told")
  func epochs() async {
    await #expect(processExitsWith: .success) {
      var generator = SeededGenerator(seed: 5)
      let shape = NetworkShape(cell: .gru, inputSize: 2, hiddenSize: 6)
      let network = RecurrentNetwork(shape, using: &generator)
      let training = TrainingSet(inputs: waves([4, 50, 2]), targets: waves([4, 50, 1]))
      let validation = TrainingSet(inputs: waves([4, 9, 2]), targets: waves([4, 9, 1]))
      func count(epochs: Int) -> Int {
        var options = TrainingOptions()
        options.epochs = epochs
        options.batchSize = 16
        options.patience = 1000
        options.dropout = 0.2
        options.noise = 0.1
        var copy = network
        return allocations {
          _ = try? copy.train(
            on: training, validation: validation, options: options, using: &generator)
        }
      }
      _ = count(epochs: 2)
      let (few, many) = (count(epochs: 5), count(epochs: 45))
      #expect(few == many, "\(many - few) allocations in 40 epochs")
    }
  }

  @Test(
    "do not happen in a training step after the first",
    arguments: [TrainedCell.rnn, .lstm, .gru, .rnnElement], Sizes.all)
  func trainingStep(cell: TrainedCell, sizes: Sizes) async {
    await #expect(processExitsWith: .success) { [cell, sizes] in
      var generator = SeededGenerator(seed: 5)
      switch cell.kind {
      case nil:
        let network = ElementRNN(inputSize: 2, hiddenSize: sizes.hidden, using: &generator)
        expectNoAllocation(in: network, sizes)
      case let kind?:
        let shape = NetworkShape(
          cell: kind, inputSize: 2, hiddenSize: sizes.hidden, layers: sizes.layers)
        expectNoAllocation(in: RecurrentNetwork(shape, using: &generator), sizes)
      }
    }
  }
}

/// What is trained.
enum TrainedCell: String, Codable, Sendable, CustomTestStringConvertible {
  case rnn, lstm, gru
  case rnnElement = "rnn-element"

  /// The cell of a batched network; nil for the hand-unrolled one.
  var kind: CellKind? { CellKind(rawValue: rawValue) }

  var testDescription: String { rawValue }
}

/// The sizes of a network and of its sequences.
struct Sizes: Codable, Sendable, CustomTestStringConvertible {
  var hidden: Int
  var batch: Int
  var time: Int
  var layers = 1
  var threads = 1
  var isDisturbed = false

  static let all = [
    Sizes(hidden: 1, batch: 1, time: 1), Sizes(hidden: 16, batch: 84, time: 12),
    Sizes(hidden: 19, batch: 37, time: 5, layers: 2),
    Sizes(hidden: 16, batch: 500, time: 24, threads: 2),
    Sizes(hidden: 19, batch: 37, time: 5, layers: 2, isDisturbed: true),
    Sizes(hidden: 16, batch: 500, time: 24, threads: 2, isDisturbed: true),
  ]

  var testDescription: String {
    "H=\(hidden) B=\(batch) T=\(time) layers=\(layers) threads=\(threads)"
      + (isDisturbed ? " disturbed" : "")
  }
}

/// Takes two training steps, then counts the allocations of ten more.
private func expectNoAllocation<Model: SequenceModel>(in model: Model, _ sizes: Sizes) {
  var weights = model.weights
  var gradient = [Model.Weight](repeating: 0, count: weights.count)
  var optimizer = Optimizer<Model.Weight>(.adam, count: weights.count)
  let pass = model.makePass(
    time: sizes.time, batch: sizes.batch, loss: .meanSquared, over: .last, threads: sizes.threads)
  pass.load(
    inputs: waves([sizes.time, sizes.batch, 2]), targets: waves([sizes.time, sizes.batch, 1]))

  func step() {
    keep(
      pass.lossAndGradient(
        weights: weights, gradient: &gradient,
        disturbance: sizes.isDisturbed ? Disturbance(dropout: 0.3, noise: 0.1, seed: 4) : nil))
    optimizer.step(&weights, gradient: gradient, learningRate: 0.01)
  }
  for _ in 0..<2 { step() }
  let count = allocations { for _ in 0..<10 { step() } }
  #expect(count == 0, "\(count) allocations in 10 steps")
}

private func expect(_ expected: Int, in body: () -> Void) {
  body()  // The runtime makes itself what it needs to know about a type, once.
  let count = allocations(in: body)
  #expect(count == expected, "\(count) allocations, not \(expected)")
}

/// How often the process asks for memory while `body` runs.
private func allocations(in body: () -> Void) -> Int {
  allocation_counter_start()
  body()
  return allocation_counter_stop()
}

/// Makes the optimiser believe that the value is used.
@inline(never) @_optimize(none) private func keep<Value>(_ value: Value) {}

@inline(never) @_optimize(none) private func array(count: Int) -> [Float] {
  [Float](repeating: 1, count: count)
}

/// Numbers in −1…1 that do not repeat soon.
private func waves(_ shape: [Int]) -> Tensor {
  var generator = SeededGenerator(seed: 9)
  return Tensor(
    shape: shape, values: (0..<shape.reduce(1, *)).map { _ in generator.uniform(bound: 1) })
}
