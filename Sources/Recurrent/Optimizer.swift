import RealModule

/// How a gradient becomes a step.
///
/// PyTorch's definitions throughout.
public enum OptimizerKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// Stochastic gradient descent with momentum 0.9.
  case sgd
  /// Adam (Kingma and Ba, 2015): β₁ = 0.9, β₂ = 0.999, ε = 1e-8; weight decay is added to the gradient.
  case adam
  /// AdamW (Loshchilov and Hutter, 2019): Adam, with weight decay apart from the gradient.
  case adamw
}

/// What an optimiser remembers from step to step; the moments are arrays laid out like the weights.
public struct Moments<Weight: BinaryFloatingPoint & Sendable>: Hashable, Sendable {
  /// The steps that were taken.
  public var steps = 0
  /// The mean of the gradients, or the velocity.
  public var first: [Weight]
  /// The mean of their squares; empty where nobody needs it.
  public var second: [Weight]

  /// Joins the parts.
  public init(steps: Int, first: [Weight], second: [Weight]) {
    self.steps = steps
    self.first = first
    self.second = second
  }
}

/// An optimiser with its memory.
public struct Optimizer<Weight: BinaryFloatingPoint & Sendable>: Sendable {
  /// Which one.
  public let kind: OptimizerKind
  /// λ: pulls weights towards zero.
  public let weightDecay: Double
  /// What it remembers.
  public internal(set) var moments: Moments<Weight>

  private static var momentum: Double { 0.9 }
  private static var beta1: Double { 0.9 }
  private static var beta2: Double { 0.999 }
  private static var epsilon: Double { 1e-8 }

  /// An optimiser for `count` weights.
  public init(_ kind: OptimizerKind, count: Int, weightDecay: Double = 0) {
    self.kind = kind
    self.weightDecay = weightDecay
    moments = Moments(
      steps: 0, first: [Weight](repeating: 0, count: count),
      second: [Weight](repeating: 0, count: Self.secondCount(kind, count)))
  }

  /// The elements of the second moment.
  static func secondCount(_ kind: OptimizerKind, _ count: Int) -> Int { kind == .sgd ? 0 : count }

  /// Takes one step.
  ///
  /// - Precondition: `weights` and `gradient` have the count that the optimiser was made for.
  /// - Complexity: O(count), no allocation.
  @specialized(where Weight == Float)  // else callers in other modules run generic code
  @specialized(where Weight == Double)
  public mutating func step(
    _ weights: inout [Weight], gradient: [Weight], learningRate: Double
  ) {
    precondition(
      weights.count == moments.first.count && gradient.count == moments.first.count,
      "The optimiser was made for \(moments.first.count) weights")
    moments.steps += 1
    switch kind {
    case .sgd: descend(&weights, gradient, Weight(learningRate))
    case .adam: adapt(&weights, gradient, learningRate, decay: Weight(weightDecay), shrink: 1)
    case .adamw:
      adapt(
        &weights, gradient, learningRate, decay: 0, shrink: Weight(1 - learningRate * weightDecay))
    }
  }

  // The loops go over plain memory and leave nothing in the middle that could fail, so the compiler
  // turns them into vectors, divisions and roots included.

  private mutating func descend(_ weights: inout [Weight], _ gradient: [Weight], _ rate: Weight) {
    let (momentum, decay) = (Weight(Self.momentum), Weight(weightDecay))
    let isFirst = moments.steps == 1
    withPointers(gradient, &weights) { gradient, weights in
      moments.first.withUnsafeMutableBufferPointer { first in
        for i in 0..<first.count {
          let g = gradient[i] + decay * weights[i]
          first[i] = isFirst ? g : momentum * first[i] + g
          weights[i] -= rate * first[i]
        }
      }
    }
  }

  private mutating func adapt(
    _ weights: inout [Weight], _ gradient: [Weight], _ rate: Double, decay: Weight, shrink: Weight
  ) {
    let (b1, b2) = (Weight(Self.beta1), Weight(Self.beta2))
    let (c1, c2) = (Weight(1 - Self.beta1), Weight(1 - Self.beta2))
    let stepSize = Weight(rate / (1 - power(Self.beta1, moments.steps)))
    let correction = Weight((1 - power(Self.beta2, moments.steps)).squareRoot())
    let epsilon = Weight(Self.epsilon)
    withPointers(gradient, &weights) { gradient, weights in
      moments.first.withUnsafeMutableBufferPointer { first in
        moments.second.withUnsafeMutableBufferPointer { second in
          for i in 0..<first.count {
            let weight = weights[i] * shrink
            let g = gradient[i] + decay * weight
            first[i] = b1 * first[i] + c1 * g
            second[i] = b2 * second[i] + c2 * g * g
            let scale = vectorizableSquareRoot(second[i]) / correction + epsilon
            weights[i] = weight - stepSize * first[i] / scale
          }
        }
      }
    }
  }
}

/// `base` to a whole power, by squaring.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}

/// The Euclidean norm, added up in Double, in an order that the compiler chooses.
func norm(_ values: [some BinaryFloatingPoint]) -> Double {
  var sum = 0.0
  for value in values {
    let wide = Double(value)
    sum = Relaxed.multiplyAdd(wide, wide, sum)
  }
  return sum.squareRoot()
}

/// Shortens a gradient to at most `limit`, as `torch.nn.utils.clip_grad_norm_` does (Pascanu,
/// Mikolov and Bengio, 2013).
func clip<Weight: BinaryFloatingPoint>(_ gradient: inout [Weight], norm: Double, to limit: Double) {
  let factor = limit / (norm + 1e-6)
  guard factor < 1 else { return }
  let scale = Weight(factor)
  for i in gradient.indices { gradient[i] *= scale }
}
