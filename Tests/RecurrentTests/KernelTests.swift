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
    return [Shape(rows: 1, columns: 1, width: 1, steps: 1)] + random
  }()

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

  @Test("a product is its definition, plain and transposed", arguments: shapes)
  func product(_ s: Shape) {
    var generator = SeededGenerator(seed: 4)
    let weights = (0..<s.rows * s.columns).map { _ in generator.uniform(bound: 1) }
    weights.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let matrix = WeightMatrix(base, rows: s.rows, columns: s.columns)
      for matrix in [matrix, matrix.transposed] {
        let x = lanes(matrix.columns * s.width, &generator)
        let fast = lanes(matrix.rows * s.width, &generator)
        let slow = LaneBuffer(count: fast.count)
        slow.pointer.update(from: fast.pointer, count: fast.count)
        addProduct(matrix, x.pointer, to: fast.pointer, width: s.width)
        addProductByDefinition(matrix, x.pointer, to: slow.pointer, width: s.width)
        // At most 19 products below 1 each: 20 roundings of 2⁻²⁴ on sums below 20.
        #expect(difference(fast, slow) < 1e-5)
      }
    }
  }

  @Test("a weight gradient is its definition", arguments: shapes)
  func weightGradient(_ s: Shape) {
    var generator = SeededGenerator(seed: 5)
    let dz = lanes(s.steps * s.rows * s.width, &generator)
    let x = lanes(s.steps * s.columns * s.width, &generator)
    var fast = (0..<s.rows * s.columns).map { _ in generator.uniform(bound: 1) }
    var slow = fast
    fast.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      addWeightGradient(
        dz.pointer, x.pointer, to: base, steps: s.steps, rows: s.rows, columns: s.columns,
        width: s.width)
    }
    slow.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      addWeightGradientByDefinition(
        dz.pointer, x.pointer, to: base, steps: s.steps, rows: s.rows, columns: s.columns,
        width: s.width)
    }
    // Up to 448 products, added in another order.
    #expect(zip(fast, slow).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test("biases and row sums reach every row and lane")
  func rows() {
    let z = LaneBuffer(count: 6)
    fillRows(z.pointer, with: [1, 2, 3], rows: 3, width: 2)
    addToRows(z.pointer, [10, 20, 30], rows: 3, width: 2)
    var sums: [Float] = [0.5, 0, 0]
    addRowSums(z.pointer, to: &sums, steps: 1, rows: 3, width: 2)
    #expect(sums == [352.5, 704, 1056])
  }

  @Test("packing and unpacking are inverse, and padding is zero", arguments: [1, 15, 16, 17, 40])
  func packing(batch: Int) {
    var generator = SeededGenerator(seed: 6)
    let rows = (0..<batch * 3).map { _ in generator.uniform(bound: 1) }
    let packed = lanes(3 * Lanes.count(for: batch), &generator)
    packLanes(rows, batch: batch, features: 3, into: packed.pointer)
    var back = [Float](repeating: .nan, count: rows.count)
    unpackLanes(packed.pointer, batch: batch, features: 3, into: &back)
    #expect(back == rows)
    let last = packed.pointer[Lanes.count(for: batch) - 1]
    for lane in (batch - 1) % 16 + 1..<17 where lane < 16 { #expect(last[lane] == 0) }
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

  @Test("NaN stays NaN, in its lane alone")
  func notANumber() {
    var x = Lanes(repeating: 0.5)
    x[7] = .nan
    for y in [sigmoid(x), hyperbolicTangent(x)] {
      #expect((0..<16).map { y[$0].isNaN } == (0..<16).map { $0 == 7 })
    }
  }
}
