@_spi(Benchmarks) import Recurrent

// How a training step is made, and nothing else: the one file to change when the library's way of
// making one changes.

/// A network that takes one training step after another on the same made-up sequences.
///
/// A step is what the training loop does with a batch: forward, loss on the last element, backward,
/// clipping, Adam. Two features, one output, one layer.
public final class TrainingStep {
  /// What is trained, and on how much.
  public let shape: StepShape
  private let forwardOnly: () -> Double
  private let whole: () -> Double

  /// Makes a network, sequences and memory.
  ///
  /// - Parameters:
  ///   - shape: Cell and sizes.
  ///   - clips: Whether the gradient is clipped to norm 1, as `forecast` does by default.
  public init(_ shape: StepShape, clips: Bool = true) {
    self.shape = shape
    var generator = SeededGenerator(seed: 1)
    if let cell = CellKind(rawValue: shape.cell.rawValue) {
      let network = NetworkShape(
        cell: cell, inputSize: StepShape.features, hiddenSize: shape.hidden)
      (forwardOnly, whole) = closures(
        RecurrentNetwork(network, using: &generator), shape, clips, &generator)
    } else {
      let network = ElementRNN(
        inputSize: StepShape.features, hiddenSize: shape.hidden, using: &generator)
      (forwardOnly, whole) = closures(network, shape, clips, &generator)
    }
  }

  /// Forward and loss.
  ///
  /// - Returns: The loss.
  public func forward() -> Double { forwardOnly() }

  /// A whole training step.
  ///
  /// - Returns: The loss before it.
  public func step() -> Double { whole() }
}

private func closures<Model: SequenceModel>(
  _ model: Model, _ shape: StepShape, _ clips: Bool, _ generator: inout SeededGenerator
) -> (forward: () -> Double, step: () -> Double) {
  func random(_ axes: [Int]) -> Tensor {
    Tensor(
      shape: axes, values: (0..<axes.reduce(1, *)).map { _ in generator.uniform(bound: 1) })
  }
  let pass = model.makePass(
    time: shape.time, batch: shape.batch, loss: .meanSquared, over: .last, threads: shape.threads)
  pass.load(
    inputs: random([shape.time, shape.batch, StepShape.features]),
    targets: random([shape.time, shape.batch, 1]))
  var weights = model.weights
  var gradient = [Model.Weight](repeating: 0, count: weights.count)
  var optimizer = Optimizer<Model.Weight>(.adam, count: weights.count)
  return (
    { pass.loss(weights: weights) },
    {
      let loss = pass.lossAndGradient(weights: weights, gradient: &gradient)
      apply(&gradient, to: &weights, by: &optimizer, clipNorm: clips ? 1 : nil)
      return loss
    }
  )
}

/// A kernel of the network on memory of its own.
public final class KernelWork {
  /// Which kernel.
  public enum Kind: String, Sendable, CaseIterable {
    case product, inputGradient, weightGradient, sigmoid, tanh

    fileprivate var probed: KernelProbe.Kernel {
      switch self {
      case .product: .product
      case .inputGradient: .inputGradient
      case .weightGradient: .weightGradient
      case .sigmoid: .sigmoid
      case .tanh: .tanh
      }
    }
  }

  private let probe: KernelProbe

  /// Makes the memory: `M` rows, `B` sequences, `K` columns, and so many time steps.
  public init(_ kind: Kind, rows: Int, batch: Int, columns: Int, steps: Int = 1) {
    probe = KernelProbe(kind.probed, rows: rows, batch: batch, columns: columns, steps: steps)
  }

  /// Runs the kernel so many times.
  ///
  /// - Returns: A number that depends on the result.
  public func run(times: Int) -> Float { probe.run(times: times) }
}
