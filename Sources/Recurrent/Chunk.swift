/// Some sequences of a batch that lie side by side and go through a network together.
///
/// A batch is cut in an order and at places that depend on its size alone, never on the number of
/// threads. A chunk is wide enough for the kernels to run at full speed, and narrow enough for the
/// states of a few steps to stay in the nearest caches.
struct Chunk: Hashable {
  /// Its sequences, as positions in the batch.
  let sequences: Range<Int>

  var batch: Int { sequences.count }
  /// Lanes in a row, `V`.
  var width: Int { Lanes.count(for: batch) }

  /// The widest chunk, in lanes: two tiles of three vectors (``Tile``).
  static let largestWidth = 6

  /// A batch cut into chunks, the wider ones first.
  ///
  /// What is left at the end is cut into halves, so that two threads finish at about the same time.
  static func plan(batch: Int) -> [Chunk] {
    var plan: [Chunk] = []
    var first = 0
    while first < batch {
      let rest = Lanes.count(for: batch - first)
      let width = rest >= largestWidth ? largestWidth : min(rest, largestWidth / 2)
      let end = min(first + width * Lanes.scalarCount, batch)
      plan.append(Chunk(sequences: first..<end))
      first = end
    }
    return plan
  }
}

// MARK: - Between tensors and lanes

extension Tensor {
  /// Copies sequences of a tensor `[T, B, F]` into lanes `[steps, F, V]`, padded with zeros.
  ///
  /// - Parameters:
  ///   - chunk: Which ones; positions in `order`, if there is one.
  ///   - order: The sequences of the batch as positions in the tensor; nil takes them as they are.
  ///   - steps: The positions along the first axis, from the first wanted to the last.
  ///   - lanes: Room for them.
  func pack(
    _ chunk: Chunk, order: ArraySlice<Int>? = nil, steps: Range<Int>,
    into lanes: UnsafeMutablePointer<Lanes>
  ) {
    let (batch, features) = (shape[1], shape[2])
    let padded = chunk.width * Lanes.scalarCount
    let count = steps.count * features * padded
    UnsafeMutableRawPointer(lanes).withMemoryRebound(to: Float.self, capacity: count) { out in
      out.update(repeating: 0, count: count)
      for (lane, b) in chunk.sequences.enumerated() {
        let position = order.map { $0[$0.startIndex + b] } ?? b
        for t in steps {
          for f in 0..<features {
            out[((t - steps.lowerBound) * features + f) * padded + lane] =
              values[(t * batch + position) * features + f]
          }
        }
      }
    }
  }

  /// Copies lanes `[F, V]` to the sequences of a chunk at one step, the inverse of
  /// ``pack(_:order:steps:into:)``.
  mutating func unpack(_ lanes: UnsafePointer<Lanes>, to chunk: Chunk, at t: Int) {
    let (batch, features) = (shape[1], shape[2])
    let padded = chunk.width * Lanes.scalarCount
    UnsafeRawPointer(lanes).withMemoryRebound(to: Float.self, capacity: features * padded) {
      for (lane, b) in chunk.sequences.enumerated() {
        for f in 0..<features { values[(t * batch + b) * features + f] = $0[f * padded + lane] }
      }
    }
  }
}
