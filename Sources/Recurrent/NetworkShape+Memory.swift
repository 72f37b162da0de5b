extension NetworkShape {
  /// The memory in bytes that training such a network takes beside its sequences, as a number that
  /// cannot overflow: states over time, weights, gradients, moments.
  ///
  /// - Parameters:
  ///   - time: Elements in a sequence.
  ///   - batch: Sequences; a thread holds the states of a chunk of them.
  ///   - threads: The most that work on a batch.
  /// - Returns: An upper estimate: no cell keeps more than six arrays of `[T, H]` a layer.
  public func trainingBytes(time: Int, batch: Int, threads: Int) -> Double {
    let lanes = min(Double(batch), Double(Chunk.largestWidth * Lanes.scalarCount))
    let states = 6 * Double(time) * Double(hiddenSize) * Double(layers) * lanes * Double(threads)
    // Weights, gradient, two moments, the best weights; with several threads a gradient each group.
    let copies = 5 + (threads > 1 ? NetworkPass.mostGroups : 0)
    return Double(MemoryLayout<Float>.size) * (states + Double(copies) * Double(layout.count))
  }
}
