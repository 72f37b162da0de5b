import Forecasting
import Recurrent

extension Checkpoint {
  /// Reads a checkpoint that anybody may have written.
  ///
  /// Names, shapes, counts and numbers are checked, and no memory is taken beyond a small multiple
  /// of the bytes given. Whether a training is one of a certain network is seen where it goes on.
  ///
  /// - Throws: ``IncompatibleFile``.
  public init(decoding bytes: [UInt8], file: String) throws(IncompatibleFile) {
    func refusal(_ words: String) -> IncompatibleFile {
      IncompatibleFile(
        file: file, message: "this is no checkpoint of forecast: \(words)",
        hint:
          "Name another file with --checkpoint, or begin anew with --force and without --resume.")
    }
    let content: Safetensors
    do {
      content = try Safetensors(decoding: bytes, file: file, types: [.float32, .float64])
    } catch {
      throw refusal("it is not a safetensors file (\(error.found))")
    }
    guard let json = content.metadata["forecast"] else {
      throw refusal("its metadata have no entry 'forecast'")
    }
    if let fault = JSONDocument.schemaFault(of: Array(json.utf8), expected: Self.currentSchema) {
      throw refusal(fault)
    }
    guard content.metadata["sha256"] == content.contentDigest else {
      throw refusal("it was changed or damaged (its SHA-256 is another)")
    }
    let metadata: Metadata
    switch JSONDocument.decode(Metadata.self, from: Array(json.utf8)) {
    case .failure(let fault): throw refusal(fault.words)
    case .success(let found): metadata = found
    }
    var trainings: [String: KeptTraining] = [:]
    var tensorCount = 0
    for (index, entry) in metadata.trainings.enumerated() {
      guard let (training, count) = content.training(entry, at: index) else {
        throw refusal("training \(index) does not fit together")
      }
      guard trainings.updateValue(training, forKey: entry.key) == nil else {
        throw refusal("it has the training \(quoted(entry.key)) twice")
      }
      tensorCount += count
    }
    guard tensorCount == content.tensors.count + content.doubles.count else {
      throw refusal("some of its tensors belong to no training")
    }
    self.init(command: metadata.command, trainings: trainings)
  }
}

extension Safetensors {
  /// The training of an entry, and the number of its tensors; nil when something is missing or
  /// impossible.
  fileprivate func training(
    _ entry: Checkpoint.Entry, at index: Int
  ) -> (KeptTraining, tensors: Int)? {
    let place = TensorPlace(file: self, prefix: "training\(index).")
    switch entry.type {
    case .float32:
      return place.stage(entry, of: Float.self).map { (.single($0), $1) }
    case .float64:
      return place.stage(entry, of: Double.self).map { (.double($0), $1) }
    }
  }
}

/// The tensors of one training.
private struct TensorPlace {
  let file: Safetensors
  let prefix: String

  func stage<Weight: CheckpointWeight>(
    _ entry: Checkpoint.Entry, of _: Weight.Type
  ) -> (stage: TrainingStage<Weight>, tensors: Int)? {
    guard let weights: [Weight] = values("weights"), let records else { return nil }
    switch (entry.finished, entry.underWay) {
    case (let end?, nil):
      guard records.indices.contains(end.bestEpoch), records.indices.contains(end.usedEpoch),
        end.stopReason != .interrupted
      else { return nil }
      let history = TrainingHistory(
        records: records, stopReason: end.stopReason, bestEpoch: end.bestEpoch,
        usedEpoch: end.usedEpoch)
      return (.finished(weights: weights, history), 2)
    case (nil, let kept?):
      let first: [Weight]? = values("first")
      let second: [Weight]? = values("second")
      let bestWeights: [Weight]? = values("best")
      let order = order
      guard let first, let record = records.last else { return nil }
      var best = BestEpoch(weights: bestWeights ?? [])
      best.epoch = kept.bestEpoch
      best.loss = kept.bestLoss ?? .infinity
      (best.plateaus, best.sinceChange) = (kept.plateaus, kept.sinceChange)
      var epoch = EpochProgress(record: record)
      (epoch.batch, epoch.sum, epoch.largestNorm) = (kept.batch, kept.sum, kept.largestNorm)
      epoch.undisturbedLoss = kept.undisturbedLoss
      let state = TrainingState(
        weights: weights,
        moments: Moments(steps: kept.steps, first: first, second: second ?? []),
        generator: kept.generator, records: records.dropLast(), best: best, order: order ?? [],
        epoch: epoch)
      let optional = [second != nil, bestWeights != nil, order != nil].count { $0 }
      return (.underWay(state), 3 + optional)
    default: return nil
    }
  }

  /// The elements of a list; nil if there is none.
  private func values<Weight: CheckpointWeight>(_ name: String) -> [Weight]? {
    guard let tensor = file[keyPath: Weight.tensors][prefix + name], tensor.shape.count == 1
    else { return nil }
    return tensor.values
  }

  /// Rows of the learning curve, at least one.
  private var records: [EpochRecord]? {
    let width = Safetensors.recordWidth
    guard let tensor = file.doubles[prefix + "records"], tensor.shape.count == 2,
      tensor.shape[0] >= 1, tensor.shape[1] == width
    else { return nil }
    var records: [EpochRecord] = []
    for epoch in 0..<tensor.shape[0] {
      let row = tensor.values[epoch * width..<(epoch + 1) * width]
      let numbers = row.map { $0.isNaN ? nil : $0 }
      guard let loss = numbers[0], let rate = numbers[2], !row.contains(where: \.isInfinite)
      else { return nil }
      records.append(
        EpochRecord(
          epoch: epoch, trainingLoss: loss, validationLoss: numbers[1], learningRate: rate,
          gradientNorm: numbers[3], weightNorm: numbers[4]))
    }
    return records
  }

  private var order: [Int]? {
    let positions: [Double]? = values("order")
    return positions?.map { Int(exactly: $0) ?? -1 }
  }
}
