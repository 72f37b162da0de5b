import RealModule
import Testing

@testable import Recurrent

@Suite("Kernels") struct KernelTests {
  struct Shape: CustomTestStringConvertible {
    let rows, columns, width, steps: Int
    var testDescription: String { "\(rows)×\(columns), \(width) lanes, \(steps) steps" }
  }

  static let shapes: [Shape] = {
    var generator = SeededGenerator(seed: 3)
    let random = (0..<30).map { _ in
      Shape(
        rows: .random(in: 1...19, using: &generator),
        columns: .random(in: 1...19, using: &generator),
        width: .random(in: 1...7, using: &generator), steps: .random(in: 1...4, using: &generator))
    }
    // The smallest, one larger than every block of steps, rows and columns, and random ones.
    return [
      Shape(rows: 1, columns: 1, width: 1, steps: 1),
      Shape(rows: 101, columns: 29, width: 5, steps: 15),
    ] + random
  }()

  private func random(_ count: Int, _ generator: inout SeededGenerator) -> Memory<Float> {
    let memory = Memory<Float>(count: count, zero: 0)
    for i in 0..<count { memory.pointer[i] = generator.uniform(bound: 1) }
    return memory
  }

  private func lanes(_ count: Int, _ generator: inout SeededGenerator) -> LaneBuffer {
    let buffer = LaneBuffer(count: count)
    for n in 0..<count {
      for lane in 0..<Lanes.scalarCount { buffer.pointer[n][lane] = generator.uniform(bound: 1) }
    }
    return buffer
  }

  private func difference(_ a: LaneBuffer, _ b: LaneBuffer) -> Float {
    (0..<a.count).map { n in
      (0..<Lanes.scalarCount).map { abs(a.pointer[n][$0] - b.pointer[n][$0]) }.max() ?? 0
    }.max() ?? 0
  }

  @Test("a product is its definition: plain and transposed, one term and two", arguments: shapes)
  func product(_ s: Shape) {
    var generator = SeededGenerator(seed: 4)
    let weights = random(s.rows * s.columns, &generator)
    let more = random(s.rows * 3, &generator)
    let bias = random(max(s.rows, s.columns), &generator)
    let plain = WeightMatrix(weights.pointer, rows: s.rows, columns: s.columns)
    for matrix in [plain, plain.transposed] {
      let x = lanes(matrix.columns * s.width, &generator)
      let other = lanes(3 * s.width, &generator)
      let second = Term(
        weights: WeightMatrix(more.pointer, rows: matrix.rows, columns: 3), x: other.pointer)
      for (bias, second) in [(nil, nil), (nil, second), (bias, nil), (bias, second)]
      where second == nil || matrix.rows == s.rows {
        let fast = lanes(matrix.rows * s.width, &generator)
        let slow = LaneBuffer(count: fast.count)
        slow.pointer.update(from: fast.pointer, count: fast.count)
        let first = Term(weights: matrix, x: x.pointer)
        multiply(bias: bias?.pointer, first, second, into: fast.pointer, width: s.width)
        multiplyByDefinition(bias: bias?.pointer, first, second, into: slow.pointer, width: s.width)
        // At most 104 products below 1 each, of either sign: as many roundings of 2⁻²⁴ on sums that
        // stay below 10.
        #expect(difference(fast, slow) < 2e-5)
      }
    }
  }

  @Test("some rows of a matrix multiply as they do in the whole")
  func someRows() {
    var generator = SeededGenerator(seed: 12)
    let weights = random(12 * 5, &generator)
    let x = lanes(5 * 2, &generator)
    let matrix = WeightMatrix(weights.pointer, rows: 12, columns: 5)
    let (whole, part) = (LaneBuffer(count: 24), LaneBuffer(count: 10))
    let bias = random(12, &generator)
    multiply(
      bias: bias.pointer, Term(weights: matrix, x: x.pointer), into: whole.pointer, width: 2)
    multiply(
      bias: bias.pointer + 3, Term(weights: matrix.rows(from: 3, count: 5), x: x.pointer),
      into: part.pointer, width: 2)
    for n in 0..<10 { #expect(part.pointer[n] == whole.pointer[6 + n]) }
  }

  @Test("a weight gradient is its definition, also of some rows of a step", arguments: shapes)
  func weightGradient(_ s: Shape) {
    var generator = SeededGenerator(seed: 5)
    let dzStep = (s.rows + 2) * s.width
    let dz = lanes(s.steps * dzStep, &generator)
    let x = lanes(s.steps * s.columns * s.width, &generator)
    let fast = random(s.rows * s.columns, &generator)
    let slow = Memory<Float>(count: fast.count, zero: 0)
    slow.pointer.update(from: fast.pointer, count: fast.count)
    addWeightGradient(
      dz.pointer, dzStep: dzStep, x.pointer, to: fast.pointer, steps: s.steps, rows: s.rows,
      columns: s.columns, width: s.width)
    addWeightGradientByDefinition(
      dz.pointer, dzStep: dzStep, x.pointer, to: slow.pointer, steps: s.steps, rows: s.rows,
      columns: s.columns, width: s.width)
    // Up to 1,200 products, added in another order.
    for i in 0..<fast.count { #expect(abs(fast.pointer[i] - slow.pointer[i]) < 1e-4) }
  }

  @Test("biases and row sums reach every row and lane")
  func rows() {
    let z = LaneBuffer(count: 8)
    fillRows(z.pointer, with: [1, 2, 3], rows: 3, width: 2)
    var (sums, others): ([Float], [Float]) = ([0.5, 0, 0], [1, 1, 1])
    addRowSums(z.pointer, dzStep: 8, to: &sums, and: &others, steps: 1, rows: 3, width: 2)
    #expect(sums == [32.5, 64, 96])
    #expect(others == [33, 65, 97])
  }

  @Test("four sums at once are the sums one by one")
  func sumsOfLanes() {
    var generator = SeededGenerator(seed: 13)
    let buffer = lanes(4, &generator)
    let vectors = (0..<4).map { buffer.pointer[$0] }
    let totals = laneSums(vectors[0], vectors[1], vectors[2], vectors[3])
    for n in 0..<4 {
      let expected = (0..<16).reduce(0.0) { $0 + Double(buffer.pointer[n][$1]) }
      // 15 roundings on sums below 16
      #expect(abs(Double(totals[n]) - expected) < 2e-6)
      #expect(abs(Double(vectors[n].laneSum()) - expected) < 2e-6)
    }
  }

  @Test("the smallest sigmoid is not zero: the way back through an LSTM divides by it")
  func smallestGate() {
    #expect(sigmoid(Lanes(repeating: -.infinity))[0] > 0)
    #expect(sigmoid(Lanes(repeating: -.greatestFiniteMagnitude))[0] > 0)
  }
}

@Suite("Activations") struct ActivationTests {
  /// Every 997th Float from −100 to 100, both signs of zero, and the far ends.
  static func sweep(_ check: (Float, Lanes) -> Void) {
    var bits: UInt32 = 0
    while Float(bitPattern: bits) <= 100 {
      let x = Float(bitPattern: bits)
      check(x, Lanes(repeating: x))
      check(-x, Lanes(repeating: -x))
      bits += 997
    }
    for x in [Float.greatestFiniteMagnitude, .infinity, 1e4, 88.8, 87.0001] {
      check(x, Lanes(repeating: x))
      check(-x, Lanes(repeating: -x))
    }
  }

  @Test("sigmoid is within 2e-7 of the definition everywhere")
  func sigmoidError() {
    var worst = 0.0
    Self.sweep { x, lanes in
      worst = max(worst, abs(Double(sigmoid(lanes)[3]) - 1 / (1 + .exp(-Double(x)))))
    }
    #expect(worst <= 2e-7)
  }

  @Test("tanh is within 2e-7 of the definition everywhere")
  func tanhError() {
    var worst = 0.0
    Self.sweep { x, lanes in
      worst = max(worst, abs(Double(hyperbolicTangent(lanes)[15]) - .tanh(Double(x))))
    }
    #expect(worst <= 2e-7)
  }

  @Test("the tanh of the hand-unrolled network is within 5e-16 of the definition everywhere")
  func scalarTanhError() {
    var worst = 0.0
    for n in -2_000_000...2_000_000 {
      let x = Double(n) * 1.1e-5
      worst = max(worst, abs(hyperbolicTangent(x) - .tanh(x)))
    }
    for x in [1e-300, 1e-9, 19.0, 20.0, 21.0, 1e6, 1e300, .greatestFiniteMagnitude, .infinity] {
      worst = max(worst, abs(hyperbolicTangent(x) - .tanh(x)))
      worst = max(worst, abs(hyperbolicTangent(-x) - .tanh(-x)))
    }
    #expect(worst <= 5e-16)
    #expect(hyperbolicTangent(Double.nan).isNaN)
  }

  @Test("NaN stays NaN, in its lane alone, whatever it carries", arguments: [0, 1, 77, 256, 511])
  func notANumber(payload: UInt32) {
    var x = Lanes(repeating: 0.5)
    x[7] = Float(nan: payload, signaling: false)
    for y in [sigmoid(x), hyperbolicTangent(x)] {
      #expect((0..<16).map { y[$0].isNaN } == (0..<16).map { $0 == 7 })
    }
    #expect(hyperbolicTangent(Double(nan: UInt64(payload), signaling: false)).isNaN)
  }
}
