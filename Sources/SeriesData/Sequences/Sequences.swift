/// Sequences for a recurrent network, one per target, of equal length.
///
/// Letters: `T` time, `B` batch, `F` features; axis order `[time, batch, feature]`, row-major, so
/// that one time step is one contiguous block.
public struct Sequences: Hashable, Sendable {
  /// The length of each sequence, `T`.
  public let time: Int
  /// The number of sequences, `B`: one per target.
  public let batch: Int
  /// The columns of an element, `F`.
  public let features: Int
  /// `[T, B, F]`, in scaled units.
  public var inputs: [Float]
  /// `[T, B]`, in scaled units: the value of every element, in the last row those to predict.
  ///
  /// `nan` for the one value that does not exist: the last row of a target one step beyond the
  /// series.
  public var targets: [Float]
  /// The index in the series of each sequence's target.
  public let targetIndices: Range<Int>

  /// The values to predict, `[B]`: the last row of ``targets``.
  public var finalTargets: ArraySlice<Float> { targets.suffix(batch) }
}
