/// Sequences for a recurrent network, one per target, of equal length.
///
/// Letters: `T` time, `B` batch, `F` features, `O` steps ahead; axis order `[time, batch, feature]`, row-major, so
/// that one time step is one contiguous block.
public struct Sequences: Hashable, Sendable {
  /// The length of each sequence, `T`.
  public let time: Int
  /// The number of sequences, `B`: one per target.
  public let batch: Int
  /// The columns of an element, `F`.
  public let features: Int
  /// The steps ahead that are asked, `O`.
  public let outputs: Int
  /// `[T, B, F]`, in scaled units.
  public var inputs: [Float]
  /// `[T, B, O]`, in scaled units: what every element should answer, in the last row what is to be
  /// predicted.
  ///
  /// `nan` for values that do not exist yet, beyond the series.
  public var targets: [Float]
  /// The index in the series of each sequence's target.
  public let targetIndices: Range<Int>

  /// The values to predict, `[B, O]`: the last row of ``targets``.
  public var finalTargets: ArraySlice<Float> { targets.suffix(batch * outputs) }
}
