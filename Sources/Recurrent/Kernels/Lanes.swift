import CProcessor

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

// MARK: - Sums of lanes

extension SIMD where Scalar == Float {
  /// The sum of all lanes, added pairwise.
  @inline(always)
  func laneSum() -> Float {
    var sums = InlineArray<16, Float>(repeating: 0)
    for lane in 0..<scalarCount { sums[lane] = self[lane] }
    var count = scalarCount
    while count > 1 {
      count /= 2
      for lane in 0..<count { sums[lane] += sums[lane &+ count] }
    }
    return sums[0]
  }
}

/// The sums of four vectors, the sum of vector n in lane n.
@inline(always)
func laneSums(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> SIMD4<Float> {
  processor_lane_sums(a, b, c, d)
}

// MARK: - Arithmetic

/// `a·b + c`, in one rounding where the machine has the instruction.
///
/// Where it has not (x86-64 before 2013), `addingProduct` would call a library function for each
/// element; there this multiplies, rounds and adds.
@inline(always)
func multiplyAdd<Vector: SIMD>(_ c: Vector, _ a: Vector, _ b: Vector) -> Vector
where Vector.Scalar: FloatingPoint {
  Processor.hasFusedMultiplyAdd ? c.addingProduct(a, b) : c + a * b
}
