/// A network on one batch: the loss of the batch and its gradient, by one thread or several.
///
/// The batch is cut into chunks, and the chunks are dealt out in groups. Each group sums its
/// gradient up on its own, chunk after chunk, and at the end the groups are added in their order.
/// None of this depends on the threads, so neither does a single bit of the result.
final class NetworkPass: SequencePass, SharedWork {
  private let shape: NetworkShape
  private let time: Int
  private let batch: Int
  private let weightCount: Int
  private let chunks: [ChunkData]
  private let groups: [Range<Int>]
  private let workers: [NetworkWorker]
  /// `[groups, weights]` where several threads sum groups up, one `[weights]` where one does.
  ///
  /// Made when a gradient is first asked for: a pass that only judges needs none.
  private var gradients: Memory<Float>?
  private let losses: Memory<Double>  // [chunks], summed over the scored elements
  private let scoredCount: Int
  private let crew: Crew
  private var job: Job?
  private var disturbance: Disturbance?

  /// What the crew is doing with the weights.
  private enum Job {
    /// The loss of each chunk.
    case losses(UnsafePointer<Float>)
    /// The losses and the gradient of each group, `[groups, weights]`.
    case gradients(UnsafePointer<Float>, UnsafeMutablePointer<Float>)
  }

  /// More groups would serve more threads, and cost an array of weights each.
  static let mostGroups = 16
  /// The multiplications and additions of a step that are worth a thread: a tenth of a millisecond,
  /// far more than waking it takes.
  static let leastWork = 20_000_000

  /// Memory for a batch, and for so many threads as are worth it.
  ///
  /// - Parameters:
  ///   - shape: Cell and sizes.
  ///   - time: Elements in a sequence.
  ///   - batch: Sequences.
  ///   - loss: What is measured.
  ///   - scored: On how many elements, the last ones.
  ///   - threads: The most that may work on it.
  ///   - leastWork: Another threshold, for tests.
  init(
    _ shape: NetworkShape, time: Int, batch: Int, loss: Loss, scored: Int, threads: Int,
    leastWork: Int = leastWork
  ) {
    precondition(time >= 1 && batch >= 1, "A pass needs at least one step and one sequence")
    precondition(threads >= 1, "Work needs at least one thread")
    self.shape = shape
    self.time = time
    self.batch = batch
    weightCount = shape.layout.count
    precondition(
      (1...time).contains(scored), "A sequence of \(time) has no \(scored) last elements")
    let firstScored = time - scored
    let plan = Chunk.plan(batch: batch)
    chunks = plan.map { ChunkData($0, shape, time: time, firstScored: firstScored) }
    groups = plan.indices.divided(into: Self.mostGroups)
    let work = 6 * time * batch * weightCount
    crew = Crew(workers: min(threads, groups.count, max(work / leastWork, 1)))
    workers = (0..<crew.workers).map { _ in
      NetworkWorker(shape, time: time, widest: plan[0], loss: loss, firstScored: firstScored)
    }
    losses = Memory(count: plan.count, zero: 0)
    scoredCount = (time - firstScored) * shape.outputSize * batch
  }

  func load(inputs: Tensor, targets: Tensor) {
    precondition(
      inputs.shape == [time, batch, shape.inputSize]
        && targets.shape == [time, batch, shape.targetSize],
      "Expected inputs of shape \([time, batch, shape.inputSize]) and targets of shape "
        + "\([time, batch, shape.targetSize]), found \(inputs.shape) and \(targets.shape)")
    for chunk in chunks { chunk.load(inputs: inputs, targets: targets, order: nil) }
  }

  func load(_ set: TrainingSet, order: ArraySlice<Int>) {
    precondition(order.count == batch, "Expected \(batch) sequences, found \(order.count)")
    precondition(
      set.inputs.shape == [time, set.batch, shape.inputSize]
        && set.targets.shape == [time, set.batch, shape.targetSize]
        && order.allSatisfy { (0..<set.batch).contains($0) },
      "Expected sequences of \(time) elements of \(shape.inputSize) features, found inputs of "
        + "shape \(set.inputs.shape), targets of shape \(set.targets.shape)")
    for chunk in chunks { chunk.load(inputs: set.inputs, targets: set.targets, order: order) }
  }

  func loss(weights: [Float]) -> Double {
    precondition(weights.count == weightCount, "These are another network's weights")
    weights.withUnsafeBufferPointer { values in
      guard let parameters = values.baseAddress else { return }
      perform(.losses(parameters), pieces: chunks.count)
    }
    return meanLoss
  }

  func lossAndGradient(
    weights: [Float], gradient: inout [Float], disturbance: Disturbance?
  ) -> Double {
    precondition(weights.count == weightCount, "These are another network's weights")
    if let disturbance { for worker in workers { worker.makeRoom(for: disturbance) } }
    self.disturbance = disturbance
    withPointers(weights, &gradient) { parameters, gradient in
      if groups.count == 1 {
        sum(groups[0], by: workers[0], parameters, into: gradient)
      } else {
        sumGroups(parameters, parts: partialGradients(), into: gradient)
      }
    }
    return meanLoss
  }

  private func partialGradients() -> UnsafeMutablePointer<Float> {
    if let gradients { return gradients.pointer }
    let made = Memory<Float>(
      count: crew.workers > 1 ? groups.count * weightCount : weightCount, zero: 0)
    gradients = made
    return made.pointer
  }

  private func sumGroups(
    _ parameters: UnsafePointer<Float>, parts: UnsafeMutablePointer<Float>,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    if crew.workers > 1 {
      perform(.gradients(parameters, parts), pieces: groups.count)
      gradient.update(from: parts, count: weightCount)
      for group in 1..<groups.count { add(parts + group * weightCount, to: gradient) }
    } else {
      sum(groups[0], by: workers[0], parameters, into: gradient)
      for group in groups.dropFirst() {
        sum(group, by: workers[0], parameters, into: parts)
        add(parts, to: gradient)
      }
    }
  }

  private func perform(_ job: Job, pieces: Int) {
    self.job = job
    crew.share(self, pieces: pieces)
    self.job = nil
  }

  func doPiece(_ index: Int, worker: Int) {
    switch job {
    case .losses(let parameters):
      losses.pointer[index] = workers[worker].loss(of: chunks[index], parameters: parameters)
    case .gradients(let parameters, let parts):
      sum(groups[index], by: workers[worker], parameters, into: parts + index * weightCount)
    case nil: break
    }
  }

  /// The losses and the summed gradient of a group of chunks.
  private func sum(
    _ group: Range<Int>, by worker: NetworkWorker, _ parameters: UnsafePointer<Float>,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    gradient.update(repeating: 0, count: weightCount)
    for index in group {
      losses.pointer[index] = worker.lossAndGradient(
        of: chunks[index], scale: 1 / Float(scoredCount), disturbance: disturbance,
        parameters: parameters, gradient: gradient)
    }
  }

  private func add(_ part: UnsafePointer<Float>, to gradient: UnsafeMutablePointer<Float>) {
    for i in 0..<weightCount { gradient[i] += part[i] }
  }

  private var meanLoss: Double {
    var sum = 0.0
    for index in 0..<chunks.count { sum += losses.pointer[index] }
    return sum / Double(scoredCount)
  }
}

extension Range<Int> {
  /// Cuts a range into at most `most` parts of about the same length.
  fileprivate func divided(into most: Int) -> [Range<Int>] {
    let parts = Swift.min(most, count)
    return (0..<parts).map {
      lowerBound + $0 * count / parts..<lowerBound + ($0 + 1) * count / parts
    }
  }
}
