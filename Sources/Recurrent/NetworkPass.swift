/// A network's memory for one batch: layers, head and loss, forward and backward.
final class NetworkPass: SequencePass {
  let stack: StackPass
  private let loss: Loss
  private let headWeight: Int
  private let headBias: Int
  /// The first element that is scored: all of them, or the last alone.
  private let firstScored: Int
  private let outputs: LaneBuffer  // [T, O, V]; before the first scored element, unused
  private let outputGradients: LaneBuffer  // [T, O, V]
  private let targets: LaneBuffer  // [T, O, V]
  private let mask: LaneBuffer  // [V]: 1 for a sequence, 0 for padding

  private var shape: NetworkShape { stack.shape }
  private var width: Int { stack.width }

  init(_ shape: NetworkShape, time: Int, batch: Int, loss: Loss, over: LossOver) {
    stack = StackPass(shape, time: time, batch: batch)
    self.loss = loss
    firstScored = over == .all ? 0 : time - 1
    let head = shape.layout.entries.suffix(2).map(\.offset)
    (headWeight, headBias) = (head[0], head[1])
    let count = time * shape.outputSize * stack.width
    outputs = LaneBuffer(count: count)
    outputGradients = LaneBuffer(count: count)
    targets = LaneBuffer(count: count)
    mask = LaneBuffer(count: stack.width)
    let ones = [Float](repeating: 1, count: batch)
    ones.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      packLanes(base, batch: batch, features: 1, into: mask.pointer)
    }
  }

  func load(inputs: Tensor, targets tensor: Tensor) {
    stack.load(inputs)
    stack.setState(nil)
    precondition(
      tensor.shape == [stack.time, stack.batch, shape.outputSize],
      "Expected targets of shape \([stack.time, stack.batch, shape.outputSize]), found \(tensor.shape)"
    )
    tensor.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for t in 0..<stack.time {
        packLanes(
          base + t * stack.batch * shape.outputSize, batch: stack.batch,
          features: shape.outputSize, into: targets.pointer + t * shape.outputSize * width)
      }
    }
  }

  func loss(weights: [Float]) -> Double {
    weights.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return .nan }
      forward(parameters: base)
      return scoreOutputs(writingGradients: false)
    }
  }

  func lossAndGradient(weights: [Float], gradient: inout [Float]) -> Double {
    weights.withUnsafeBufferPointer { values in
      gradient.withUnsafeMutableBufferPointer { gradients in
        guard let w = values.baseAddress, let g = gradients.baseAddress else { return .nan }
        g.update(repeating: 0, count: gradients.count)
        forward(parameters: w)
        let loss = scoreOutputs(writingGradients: true)
        backward(parameters: w, gradient: g)
        return loss
      }
    }
  }

  /// Runs layers and head; only scored elements pass the head.
  func forward(parameters: UnsafePointer<Float>) {
    stack.forward(parameters: parameters)
    let head = headMatrix(parameters)
    for t in firstScored..<stack.time {
      let out = outputs.pointer + t * shape.outputSize * width
      fillRows(out, with: parameters + headBias, rows: shape.outputSize, width: width)
      addProduct(head, stack.output + t * shape.hiddenSize * width, to: out, width: width)
    }
  }

  private func headMatrix(_ parameters: UnsafePointer<Float>) -> WeightMatrix {
    WeightMatrix(parameters + headWeight, rows: shape.outputSize, columns: shape.hiddenSize)
  }

  /// The mean loss over the scored elements; on request, its gradient at every output.
  private func scoreOutputs(writingGradients: Bool) -> Double {
    let rows = (stack.time - firstScored) * shape.outputSize
    let scale = 1 / Float(rows * stack.batch)
    var sum = 0.0
    for row in firstScored * shape.outputSize..<stack.time * shape.outputSize {
      for v in 0..<width {
        let n = row * width + v
        let residual = (outputs.pointer[n] - targets.pointer[n]) * mask.pointer[v]
        sum += Double(loss.value(residual).sum())
        if writingGradients { outputGradients.pointer[n] = loss.derivative(residual) * scale }
      }
    }
    return sum / Double(rows * stack.batch)
  }

  private func backward(parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>) {
    let steps = stack.time - firstScored
    let scored = outputGradients.pointer + firstScored * shape.outputSize * width
    let states = stack.output + firstScored * shape.hiddenSize * width
    addWeightGradient(
      scored, states, to: gradient + headWeight, steps: steps, rows: shape.outputSize,
      columns: shape.hiddenSize, width: width)
    addRowSums(
      scored, to: gradient + headBias, steps: steps, rows: shape.outputSize, width: width)

    let stateGradients = stack.outputGradient
    stateGradients.clear(stateGradients.count)
    let head = headMatrix(parameters).transposed
    for t in firstScored..<stack.time {
      addProduct(
        head, outputGradients.pointer + t * shape.outputSize * width,
        to: stateGradients.pointer + t * shape.hiddenSize * width, width: width)
    }
    stack.setStateGradient(nil)
    stack.backward(parameters: parameters, gradient: gradient)
  }

  /// Every output, `[T, B, O]`.
  func outputTensor() -> Tensor { stack.unpack(outputs.pointer, features: shape.outputSize) }
}
