import CProcessor

/// What the build may use of the processor; constants, so that asking costs nothing.
///
/// `FORECAST_CPU` chooses it when building (see Package.swift).
enum Processor {
  /// Whether `a·b + c` is one instruction.
  @inline(always)
  static var hasFusedMultiplyAdd: Bool { PROCESSOR_HAS_FUSED_MULTIPLY_ADD == 1 }

  /// ``Lanes`` that fit into all vector registers together: 32 with AVX-512, 8 with AVX2 and on
  /// arm64, 4 with SSE.
  @inline(always)
  static var registerLanes: Int { PROCESSOR_REGISTER_BITS / (32 * Lanes.scalarCount) }
}

/// The square root, as `squareRoot()` has it, but for loops that are to become vectors.
@inline(always)
func vectorizableSquareRoot<Weight: BinaryFloatingPoint>(_ x: Weight) -> Weight {
  // When the type is known, only one of these is left.
  if let x = x as? Float, let root = processor_square_root_float(x) as? Weight { return root }
  if let x = x as? Double, let root = processor_square_root_double(x) as? Weight { return root }
  return x.squareRoot()
}
