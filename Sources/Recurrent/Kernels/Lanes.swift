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

  /// The sum of the sixteen, added pairwise.
  @inline(always)
  func sum() -> Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}

/// The sums of sixteen vectors, the sum of vector n in lane n.
///
/// Neighbours are added, in two vectors at once: after four rounds each vector is one lane. That is
/// 45 instructions, where sixteen sums one by one are over a hundred.
@inline(always)
func laneSums(_ vectors: InlineArray<16, Lanes>) -> Lanes {
  @inline(always) func halved(_ a: Lanes, _ b: Lanes) -> Lanes {
    let both = SIMD32(lowHalf: a, highHalf: b)
    return both.evenHalf + both.oddHalf
  }
  @inline(always) func four(_ n: Int) -> Lanes {
    halved(halved(vectors[n], vectors[n &+ 1]), halved(vectors[n &+ 2], vectors[n &+ 3]))
  }
  return halved(halved(four(0), four(4)), halved(four(8), four(12)))
}

/// `a·b + c`, in one rounding where the machine has the instruction.
///
/// Where it has not (x86-64 before 2013), `addingProduct` would call a library function for each
/// element; there this multiplies, rounds and adds.
@inline(always)
func multiplyAdd(_ c: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
  Processor.hasFusedMultiplyAdd ? c.addingProduct(a, b) : c + a * b
}
