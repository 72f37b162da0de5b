/// A model that the training loop can train: some weights, and a way to score sequences with them.
///
/// The hand-unrolled network (`Double`) and the batched ones (`Float`) are trained by the same loop
/// and the same optimisers through this protocol.
public protocol SequenceModel: Sendable {
  /// What a weight is.
  associatedtype Weight: BinaryFloatingPoint & Sendable

  /// All weights.
  var weights: [Weight] { get set }

  /// Memory for `batch` sequences of `time` elements, and for so many threads at most; the results
  /// do not depend on how many.
  func makePass(
    time: Int, batch: Int, loss: Loss, over: LossOver, threads: Int
  ) -> any SequencePass<Weight>

  /// The output for the last element of each sequence.
  ///
  /// - Parameter input: `[T, B, F]`, in scaled units.
  /// - Returns: `B` numbers for each output, in scaled units.
  func predictions(_ input: Tensor) -> [Float]
}

extension SequenceModel {
  /// Memory for `batch` sequences of `time` elements, for one thread.
  public func makePass(
    time: Int, batch: Int, loss: Loss, over: LossOver
  ) -> any SequencePass<Weight> {
    makePass(time: time, batch: batch, loss: loss, over: over, threads: 1)
  }
}

/// One batch of sequences that is scored again and again with changing weights.
public protocol SequencePass<Weight>: AnyObject {
  /// What a weight is.
  associatedtype Weight: BinaryFloatingPoint & Sendable

  /// Takes the sequences in: inputs `[T, B, F]`, targets `[T, B, targets]`, one for each output or
  /// group of quantiles.
  func load(inputs: Tensor, targets: Tensor)

  /// Takes some sequences of a set in: those at the positions `order`, as many as the pass is for.
  func load(_ set: TrainingSet, order: ArraySlice<Int>)

  /// The mean loss over the scored elements.
  func loss(weights: [Weight]) -> Double

  /// The same, of sequences that are disturbed if there is a disturbance, and its gradient, which
  /// overwrites `gradient`.
  ///
  /// The first disturbance makes the memory for those that follow.
  func lossAndGradient(
    weights: [Weight], gradient: inout [Weight], disturbance: Disturbance?
  ) -> Double
}

extension SequencePass {
  /// The mean loss over the scored elements, and its gradient, which overwrites `gradient`.
  public func lossAndGradient(weights: [Weight], gradient: inout [Weight]) -> Double {
    lossAndGradient(weights: weights, gradient: &gradient, disturbance: nil)
  }
}

/// Sequences with their targets.
public struct TrainingSet: Hashable, Sendable {
  /// `[T, B, F]`, in scaled units.
  public let inputs: Tensor
  /// `[T, B, targets]`, in scaled units; the last element's are what is to be predicted.
  public let targets: Tensor

  /// Joins the two.
  ///
  /// - Precondition: The shapes fit.
  public init(inputs: Tensor, targets: Tensor) {
    precondition(
      inputs.shape.count == 3 && targets.shape.count == 3
        && inputs.shape.prefix(2) == targets.shape.prefix(2),
      "Inputs \(inputs.shape) and targets \(targets.shape) do not belong together")
    self.inputs = inputs
    self.targets = targets
  }

  /// The number of elements in a sequence, `T`.
  public var time: Int { inputs.shape[0] }
  /// The number of sequences, `B`.
  public var batch: Int { inputs.shape[1] }
}
