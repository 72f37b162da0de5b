/// Sixteen sequences side by side.
///
/// Inside the networks the batch is the contiguous dimension: what PyTorch holds as
/// `[time, batch, feature]` lies here as `[time, feature, batch]`, the batch padded to whole
/// `Lanes`. So every kernel sees the same shape, a few rows of many lanes, whatever the cell is; a
/// weight is a scalar that multiplies a whole row; and no non-linearity ever meets a remainder.
/// The padding lanes are fed zeros and their gradients are zero, so they change nothing.
typealias Lanes = SIMD16<Float>

extension Lanes {
  /// The number of `Lanes` that `batch` sequences fill.
  static func count(for batch: Int) -> Int { (batch + scalarCount - 1) / scalarCount }
}

/// `a·b + c`, in one rounding where the machine has the instruction.
///
/// Where it has not (x86-64 before 2013), `addingProduct` would call a library function for each
/// element; there this multiplies, rounds and adds.
@inline(__always)
func multiplyAdd(_ c: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
  #if FUSED_MULTIPLY_ADD || arch(arm64)
    c.addingProduct(a, b)
  #else
    c + a * b
  #endif
}

/// Memory for `Lanes`, zeroed, owned by one pass over a network and reused by every step of it.
final class LaneBuffer {
  let pointer: UnsafeMutablePointer<Lanes>
  let count: Int

  init(count: Int) {
    self.count = count
    pointer = .allocate(capacity: Swift.max(count, 1))
    pointer.initialize(repeating: .zero, count: Swift.max(count, 1))
  }

  deinit { pointer.deallocate() }

  /// Sets the first `count` elements to zero.
  func clear(_ count: Int) {
    assert(count <= self.count)
    pointer.update(repeating: .zero, count: count)
  }
}

/// Copies one time step in: `[batch, feature]`, row-major, to `[feature, lanes]`, padding with zeros.
///
/// - Parameters:
///   - rows: The step's values, `batch · features` of them.
///   - batch: Sequences.
///   - features: Features.
///   - lanes: Room for `features` rows of `Lanes.count(for: batch)`.
func packLanes(
  _ rows: UnsafePointer<Float>, batch: Int, features: Int,
  into lanes: UnsafeMutablePointer<Lanes>
) {
  let padded = Lanes.count(for: batch) * Lanes.scalarCount
  lanes.withMemoryRebound(to: Float.self, capacity: features * padded) { out in
    for f in 0..<features {
      for b in 0..<batch { out[f * padded + b] = rows[b * features + f] }
      for b in batch..<padded { out[f * padded + b] = 0 }
    }
  }
}

/// Copies one time step out, the inverse of ``packLanes(_:batch:features:into:)``.
func unpackLanes(
  _ lanes: UnsafePointer<Lanes>, batch: Int, features: Int,
  into rows: UnsafeMutablePointer<Float>
) {
  let padded = Lanes.count(for: batch) * Lanes.scalarCount
  lanes.withMemoryRebound(to: Float.self, capacity: features * padded) { source in
    for f in 0..<features {
      for b in 0..<batch { rows[b * features + f] = source[f * padded + b] }
    }
  }
}
