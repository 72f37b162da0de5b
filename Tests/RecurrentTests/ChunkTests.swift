import Testing

@testable import Recurrent

@Suite("Chunks and threads") struct ChunkTests {
  @Test("cover a batch in order, and are never too wide", arguments: [1, 16, 96, 97, 192, 500])
  func plan(batch: Int) {
    let plan = Chunk.plan(batch: batch)
    #expect(plan.flatMap(\.sequences) == Array(0..<batch))
    #expect(plan.allSatisfy { $0.width <= Chunk.largestWidth })
    #expect(plan[0].width == plan.map(\.width).max())
  }

  @Test("are cut where they always were: bits depend on it")
  func cuts() {
    func widths(_ batch: Int) -> [Int] { Chunk.plan(batch: batch).map(\.width) }
    #expect(widths(84) == [6])
    #expect(widths(256) == [6, 6, 3, 1])
    #expect(widths(1024) == [Int](repeating: 6, count: 10) + [3, 1])
  }

  @Test("packing and unpacking are inverse, and padding is zero", arguments: [1, 15, 16, 17, 40])
  func packing(batch: Int) {
    var generator = SeededGenerator(seed: 6)
    let tensor = randomTensor([4, batch + 3, 2], using: &generator)
    let chunk = Chunk(sequences: 2..<batch + 2)
    let packed = LaneBuffer(count: 2 * 2 * chunk.width)
    packed.pointer.update(repeating: Lanes(repeating: .nan), count: packed.count)
    tensor.pack(chunk, steps: 1..<3, into: packed.pointer)
    let last = packed.pointer[chunk.width - 1]
    for lane in (batch - 1) % 16 + 1..<17 where lane < 16 { #expect(last[lane] == 0) }

    var back = Tensor(zeros: tensor.shape)
    for t in 1..<3 {
      back.unpack(packed.pointer + (t - 1) * 2 * chunk.width, to: chunk, at: t)
    }
    for t in 1..<3 {
      for b in 0..<batch + 3 {
        for f in 0..<2 {
          let i = (t * (batch + 3) + b) * 2 + f
          #expect(back.values[i] == (chunk.sequences.contains(b) ? tensor.values[i] : 0))
        }
      }
    }
  }

  @Test("sequences in an order are those sequences selected")
  func order() {
    var generator = SeededGenerator(seed: 7)
    let tensor = randomTensor([3, 9, 2], using: &generator)
    let chunk = Chunk(sequences: 0..<3)
    let (direct, selected) = (LaneBuffer(count: 6), LaneBuffer(count: 6))
    tensor.pack(chunk, order: [5, 1, 8][...], steps: 0..<3, into: direct.pointer)
    tensor.selecting(batch: [5, 1, 8]).pack(chunk, steps: 0..<3, into: selected.pointer)
    for n in 0..<6 { #expect(direct.pointer[n] == selected.pointer[n]) }
  }

  struct Case: CustomTestStringConvertible {
    let cell: CellKind
    let batch, layers: Int
    var testDescription: String { "\(cell), \(batch) sequences, \(layers) layers" }
  }

  static let cases = CellKind.allCases.flatMap { cell in
    [(70, 2), (97, 1), (2000, 1)].map { Case(cell: cell, batch: $0, layers: $1) }
  }

  @Test("the bits of loss and gradient do not depend on the threads", arguments: cases)
  func threads(_ c: Case) {
    let (network, set) = make(c)
    let results = [1, 2, 3, 8, 64].map { threads in
      let pass = NetworkPass(
        network.shape, time: set.time, batch: c.batch, loss: .meanSquared, scored: set.time,
        threads: threads, leastWork: 1)
      pass.load(inputs: set.inputs, targets: set.targets)
      var gradient = [Float](repeating: .nan, count: network.weights.count)
      let loss = pass.lossAndGradient(weights: network.weights, gradient: &gradient)
      return [loss, pass.loss(weights: network.weights)] + gradient.map(Double.init)
    }
    for result in results { #expect(result == results[0]) }
    #expect(results[0][0] == results[0][1])
  }

  @Test("more threads than the system has do not hinder each other", .timeLimit(.minutes(1)))
  func manyCrews() {
    let c = Case(cell: .rnn, batch: 2000, layers: 1)
    let (network, set) = make(c)
    let passes = (0..<24).map { _ in
      NetworkPass(
        network.shape, time: set.time, batch: c.batch, loss: .meanSquared, scored: 1,
        threads: 16, leastWork: 1)
    }
    var gradients: Set<[Float]> = []
    for pass in passes {
      pass.load(inputs: set.inputs, targets: set.targets)
      var gradient = [Float](repeating: .nan, count: network.weights.count)
      for _ in 0..<3 {
        _ = pass.lossAndGradient(weights: network.weights, gradient: &gradient)
        gradients.insert(gradient)
      }
    }
    #expect(gradients.count == 1)
  }

  @Test("a batch of several chunks is the definition", arguments: cases)
  func definition(_ c: Case) {
    let (network, set) = make(c)
    let pass = network.makePass(
      time: set.time, batch: c.batch, loss: .meanSquared, over: .last, threads: 2)
    pass.load(inputs: set.inputs, targets: set.targets)
    let reference = ReferenceNetwork(network)
    let expected = reference.loss(set, .meanSquared, .last)
    #expect(abs(pass.loss(weights: network.weights) - expected) < 1e-6)

    // The gradient of the mean is the mean of the gradients of the parts.
    var whole = [Float](repeating: 0, count: network.weights.count)
    _ = pass.lossAndGradient(weights: network.weights, gradient: &whole)
    var parts = [Double](repeating: 0, count: whole.count)
    for start in stride(from: 0, to: c.batch, by: 50) {
      let positions = Array(start..<min(start + 50, c.batch))
      let part = network.makePass(
        time: set.time, batch: positions.count, loss: .meanSquared, over: .last)
      part.load(set, order: positions[...])
      var gradient = [Float](repeating: 0, count: whole.count)
      _ = part.lossAndGradient(weights: network.weights, gradient: &gradient)
      let share = Double(positions.count) / Double(c.batch)
      for i in parts.indices { parts[i] += Double(gradient[i]) * share }
    }
    #expect(relativeDifference(whole, parts) < 2e-5)
  }

  @Test("a pass gives the same bits again, whatever went through it in between")
  func reuse() {
    let c = Case(cell: .gru, batch: 130, layers: 2)
    let (network, set) = make(c)
    let pass = network.makePass(
      time: set.time, batch: c.batch, loss: .meanSquared, over: .last, threads: 1)
    pass.load(inputs: set.inputs, targets: set.targets)
    func gradient() -> [Float] {
      var gradient = [Float](repeating: 0, count: network.weights.count)
      _ = pass.lossAndGradient(weights: network.weights, gradient: &gradient)
      return gradient
    }
    let first = gradient()
    pass.load(set, order: Array((0..<130).reversed())[...])
    #expect(gradient() != first)
    pass.load(inputs: set.inputs, targets: set.targets)
    #expect(gradient() == first)
  }

  private func make(_ c: Case) -> (RecurrentNetwork, TrainingSet) {
    var generator = SeededGenerator(seed: 21)
    let shape = NetworkShape(cell: c.cell, inputSize: 2, hiddenSize: 9, layers: c.layers)
    let network = RecurrentNetwork(shape, using: &generator)
    return (network, randomSet(time: 3, batch: c.batch, features: 2, using: &generator))
  }

  @Test("every piece of work is done once, by a worker that exists", arguments: [1, 2, 5])
  func crew(workers: Int) {
    let crew = Crew(workers: workers)
    for count in [1, 3, 1000, 0, 7] {
      let tally = Tally(count: count, workers: workers)
      crew.share(tally, pieces: count)
      #expect((0..<count).allSatisfy { tally.done.pointer[$0] == 1 })
    }
  }
}

/// Counts how often each piece is done by workers that exist.
private final class Tally: SharedWork {
  let done: Memory<Int>
  private let workers: Int

  init(count: Int, workers: Int) {
    done = Memory(count: count, zero: 0)
    self.workers = workers
  }

  func doPiece(_ index: Int, worker: Int) {
    done.pointer[index] += (0..<workers).contains(worker) ? 1 : 100
  }
}
