/// One kernel with memory of its own, run again and again: for the benchmarks, which are a package
/// apart and see no kernels.
///
/// Sizes are those of a step of a layer: `M` = gates · units, `K` = units + features. As in training,
/// the batch lies in memory chunk after chunk.
@_spi(Benchmarks) public final class KernelProbe {
  /// Which kernel.
  public enum Kernel: String, Sendable, CaseIterable {
    /// `Z += W · X`.
    case product
    /// `dX += Wᵀ · dZ`.
    case inputGradient
    /// `dW += dZ · Xᵀ`.
    case weightGradient
    /// The logistic function of `X`, into `Z`.
    case sigmoid
    /// The hyperbolic tangent of `X`, into `Z`.
    case tanh
  }

  private let kernel: Kernel
  private let rows: Int
  private let columns: Int
  private let steps: Int
  private let widths: [Int]
  private let weights: UnsafeMutablePointer<Float>
  private let x: LaneBuffer
  private let z: LaneBuffer

  /// Memory for a kernel, filled with random numbers in ±1.
  ///
  /// - Parameters:
  ///   - kernel: What ``run(times:)`` runs.
  ///   - rows: `M`, rows of `W` and `Z`.
  ///   - batch: `B`, sequences side by side.
  ///   - columns: `K`, columns of `W` and rows of `X`.
  ///   - steps: Time steps, over which a weight gradient is summed up.
  /// - Precondition: Every size is at least 1.
  public init(_ kernel: Kernel, rows: Int, batch: Int, columns: Int, steps: Int = 1) {
    precondition(min(rows, batch, columns, steps) >= 1, "Every size of a kernel is at least 1")
    self.kernel = kernel
    self.rows = rows
    self.columns = columns
    self.steps = steps
    widths = Chunk.plan(batch: batch).map(\.width)
    let width = Lanes.count(for: batch)
    weights = .allocate(capacity: rows * columns)
    x = LaneBuffer(count: steps * columns * width)
    z = LaneBuffer(count: steps * rows * width)
    var generator = SeededGenerator(seed: 1)
    for i in 0..<rows * columns {
      (weights + i).initialize(to: generator.uniform(bound: 1))
    }
    for i in 0..<x.count {
      for lane in 0..<Lanes.scalarCount { x.pointer[i][lane] = generator.uniform(bound: 1) }
    }
    for i in 0..<z.count {
      for lane in 0..<Lanes.scalarCount { z.pointer[i][lane] = generator.uniform(bound: 1) }
    }
  }

  deinit { weights.deallocate() }

  /// Runs the kernel, on the same memory each time.
  ///
  /// - Returns: The sum of a vector of the result, so that nobody can leave the work out.
  public func run(times: Int) -> Float {
    for _ in 0..<times {
      switch kernel {
      case .sigmoid: apply(sigmoid)
      case .tanh: apply(hyperbolicTangent)
      default:
        var first = 0
        for width in widths {
          multiply(x.pointer + first * columns, z.pointer + first * rows, width)
          first += steps * width
        }
      }
    }
    return kernel == .weightGradient
      ? weights[0] : x.pointer[0].laneSum() + z.pointer[0].laneSum()
  }

  /// All steps of a chunk.
  private func multiply(
    _ x: UnsafeMutablePointer<Lanes>, _ z: UnsafeMutablePointer<Lanes>, _ width: Int
  ) {
    if kernel == .weightGradient {
      return addWeightGradient(
        z, dzStep: rows * width, x, to: weights, steps: steps, rows: rows, columns: columns,
        width: width)
    }
    let matrix = WeightMatrix(weights, rows: rows, columns: columns)
    for step in 0..<steps {
      let (x, z) = (x + step * columns * width, z + step * rows * width)
      if kernel == .inputGradient {
        Recurrent.multiply(
          bias: nil, Term(weights: matrix.transposed, x: z), into: x, width: width)
      } else {
        Recurrent.multiply(bias: nil, Term(weights: matrix, x: x), into: z, width: width)
      }
    }
  }

  /// From as much of `X` as fits to `Z`.
  @inline(always)
  private func apply(_ function: (Lanes) -> Lanes) {
    for i in 0..<min(x.count, z.count) { z.pointer[i] = function(x.pointer[i]) }
  }
}

/// What the training loop does with a gradient: clips it, and takes a step.
///
/// Compiled for both kinds of weights, as the loop is: generic code is many times slower.
///
/// - Parameters:
///   - gradient: Is shortened when it is longer than `clipNorm`.
///   - weights: Change.
///   - optimizer: Takes the step, at learning rate 0.01.
///   - clipNorm: The largest norm; nil does not clip.
@_spi(Benchmarks)
@specialized(where Weight == Float)
@specialized(where Weight == Double)
public func apply<Weight>(
  _ gradient: inout [Weight], to weights: inout [Weight], by optimizer: inout Optimizer<Weight>,
  clipNorm: Double?
) {
  if let clipNorm { clip(&gradient, norm: norm(gradient), to: clipNorm) }
  optimizer.step(&weights, gradient: gradient, learningRate: 0.01)
}
