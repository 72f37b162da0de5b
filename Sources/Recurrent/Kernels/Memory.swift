/// Zeroed memory that belongs to one pass over a network and is used by every step of it.
final class Memory<Element> {
  let pointer: UnsafeMutablePointer<Element>
  let count: Int

  /// Memory for `count` elements, all `zero`.
  init(count: Int, zero: Element) {
    self.count = count
    pointer = .allocate(capacity: max(count, 1))
    pointer.initialize(repeating: zero, count: max(count, 1))
  }

  deinit { pointer.deallocate() }
}

/// Memory for `Lanes`.
typealias LaneBuffer = Memory<Lanes>

extension Memory<Lanes> {
  convenience init(count: Int) { self.init(count: count, zero: .zero) }
}

/// Lends the memory of weights and of their gradient.
@inline(always)
func withPointers<Weight, Result>(
  _ weights: [Weight], _ gradient: inout [Weight],
  _ body: (UnsafePointer<Weight>, UnsafeMutablePointer<Weight>) -> Result
) -> Result {
  precondition(weights.count == gradient.count && !weights.isEmpty, "Each weight has a gradient")
  return weights.withUnsafeBufferPointer { weights in
    gradient.withUnsafeMutableBufferPointer { gradient in
      guard let w = weights.baseAddress, let g = gradient.baseAddress else {
        preconditionFailure("Arrays that are not empty have an address")
      }
      return body(w, g)
    }
  }
}
