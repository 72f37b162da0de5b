/// Numbers in a box: a dense, row-major array of `Float` and its shape.
///
/// It carries data into and out of the networks, `[time, batch, feature]` throughout; inside, the
/// kernels use a layout of their own (`Lanes`).
public struct Tensor: Hashable, Sendable {
  /// The lengths of the axes, outermost first.
  public let shape: [Int]
  /// The elements, the last axis contiguous.
  public var values: [Float]

  /// Wraps `values`.
  ///
  /// - Precondition: No axis is negative and the product of the axes is the number of values.
  public init(shape: [Int], values: [Float]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "A tensor's axes must not be negative: \(shape)")
    precondition(
      shape.reduce(1, *) == values.count,
      "A tensor of shape \(shape) cannot hold \(values.count) values")
    self.shape = shape
    self.values = values
  }

  /// A tensor of zeros.
  public init(zeros shape: [Int]) {
    self.init(shape: shape, values: [Float](repeating: 0, count: shape.reduce(1, *)))
  }

  /// The elements with these positions along the axis `axis` of a `[time, batch, …]` tensor's
  /// batch, in the order given.
  ///
  /// - Precondition: The tensor has at least two axes, and the positions lie within the second.
  public func selecting(batch positions: [Int]) -> Tensor {
    precondition(shape.count >= 2, "Only a tensor with a batch axis has sequences to select")
    let inner = shape.dropFirst(2).reduce(1, *)
    var selected: [Float] = []
    selected.reserveCapacity(shape[0] * positions.count * inner)
    for t in 0..<shape[0] {
      for position in positions {
        let start = (t * shape[1] + position) * inner
        selected.append(contentsOf: values[start..<start + inner])
      }
    }
    return Tensor(
      shape: [shape[0], positions.count] + shape.dropFirst(2), values: selected)
  }
}
