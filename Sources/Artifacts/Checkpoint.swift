import Forecasting
import Recurrent
import SeriesData

/// What a command has trained so far, so that it can go on after it was stopped.
///
/// One `.safetensors` file: numbers as tensors, and the rest in its metadata under `forecast` as a
/// JSON document, with the SHA-256 of all of it beside that. A command that goes on from it ends with
/// the same bits as one that never stopped.
public struct Checkpoint: Hashable, Sendable {
  /// The version of the metadata; a reader refuses another one.
  public static let currentSchema = "forecast.checkpoint/1"

  /// The command that it belongs to.
  public var command: CommandIdentity
  /// The trainings by their keys (`TrainingTask.key`).
  public var trainings: [String: KeptTraining]

  /// Joins the parts.
  public init(command: CommandIdentity, trainings: [String: KeptTraining]) {
    self.command = command
    self.trainings = trainings
  }

  /// The JSON in the metadata.
  struct Metadata: Codable {
    var schema: String
    var command: CommandIdentity
    var trainings: [Entry]
  }

  /// What the metadata say of a training; its tensors are named by its place in the list.
  struct Entry: Codable {
    var key: String
    var type: Safetensors.ElementType
    /// Of one that has come to its end.
    var finished: Finished?
    /// Of one that has not.
    var underWay: UnderWay?
  }

  struct Finished: Codable {
    var stopReason: StopReason
    var bestEpoch: Int
    var usedEpoch: Int
  }

  struct UnderWay: Codable {
    var generator: SeededGenerator
    var steps: Int
    var bestEpoch: Int
    /// Absent before there was a loss.
    var bestLoss: Double?
    var plateaus: Int
    var sinceChange: Int
    var batch: Int
    var sum: Double
    var largestNorm: Double
    var undisturbedLoss: Double?
  }

  // MARK: Writing

  /// The bytes of the file; equal checkpoints give equal bytes.
  public func encoded() -> [UInt8] {
    var file = Safetensors(metadata: [:], tensors: [:])
    var entries: [Entry] = []
    for (key, training) in trainings.sorted(by: { $0.key < $1.key }) {
      let place = "training\(entries.count)"
      switch training {
      case .single(let stage): entries.append(file.put(stage, key, place))
      case .double(let stage): entries.append(file.put(stage, key, place))
      }
    }
    let metadata = Metadata(schema: Self.currentSchema, command: command, trainings: entries)
    let json = JSONDocument.encode(metadata, isIndented: false)
    file.metadata["forecast"] = String(decoding: json, as: UTF8.self)
    file.metadata["sha256"] = file.contentDigest
    return file.encoded()
  }
}

/// A command with all that decides what it does.
public struct CommandIdentity: Codable, Hashable, Sendable {
  /// The version of the program.
  public var version: String
  /// Its name, such as `train`.
  public var name: String
  /// Its options as they would be typed, without those that change no result.
  public var options: [String]
  /// SHA-256 of the data.
  public var sha256: String

  /// Joins the parts.
  public init(version: String, name: String, options: [String], sha256: String) {
    self.version = version
    self.name = name
    self.options = options
    self.sha256 = sha256
  }

  /// What differs between this command and the one that is asked for, in words; nil if nothing does.
  public func difference(to asked: CommandIdentity) -> String? {
    if version != asked.version { return "it is of version \(quoted(version))" }
    if name != asked.name { return "it is of forecast \(quoted(name))" }
    if sha256 != asked.sha256 { return "the data are others" }
    if options == asked.options { return nil }
    let (own, others) = (Self.values(in: options), Self.values(in: asked.options))
    let names = Set(own.keys).union(others.keys).sorted()
    guard let name = names.first(where: { own[$0] != others[$0] }) else {
      return "its options have another order"
    }
    func words(_ values: [String]) -> String {
      quoted(values.isEmpty ? name : "\(name) \(values.joined(separator: " "))")
    }
    switch (own[name], others[name]) {
    case (let found?, let wanted?): return "it has \(words(found)) and not \(words(wanted))"
    case (let found?, nil): return "it has \(words(found))"
    case (nil, let wanted): return "it does not have \(words(wanted ?? []))"
    }
  }

  /// The values of each option; an option that is repeated has several.
  private static func values(in words: [String]) -> [String: [String]] {
    var values: [String: [String]] = [:]
    var name = ""
    for word in words {
      if word.hasPrefix("--") {
        name = word
        values[name] = values[name] ?? []
      } else {
        values[name, default: []].append(word)
      }
    }
    return values
  }
}

extension TrainingTask {
  /// The SHA-256 of everything that decides the training.
  public var key: String {
    struct Told: Encodable {
      let specification: NetworkSpecification
      let member: Int
      let fit: Range<Int>
      let validation: Range<Int>
      /// The first value has the whole calendar with it.
      let calendar: TimeSeries
    }
    var digest = IncrementalDigest()
    digest.update(
      JSONDocument.encode(
        Told(
          specification: specification, member: member, fit: fit, validation: validation,
          calendar: series.prefix(1)), isIndented: false))
    series.values.withUnsafeBytes { digest.update($0) }
    return digest.hex
  }
}

extension Safetensors {
  /// The SHA-256 of the document in the metadata and of all tensors in the order of their names.
  var contentDigest: String {
    var digest = IncrementalDigest()
    digest.update(Array((metadata["forecast"] ?? "").utf8))
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      digest.update(Array("\(name) \(tensor.shape)".utf8))
      tensor.values.withUnsafeBytes { digest.update($0) }
    }
    for (name, tensor) in doubles.sorted(by: { $0.key < $1.key }) {
      digest.update(Array("\(name) \(tensor.shape)".utf8))
      tensor.values.withUnsafeBytes { digest.update($0) }
    }
    return digest.hex
  }
}

// MARK: - Stages as tensors

/// A number that weights are made of, and its tensors in a file.
protocol CheckpointWeight: BinaryFloatingPoint, Sendable {
  static var type: Safetensors.ElementType { get }
  static var tensors: WritableKeyPath<Safetensors, [String: Safetensors.Elements<Self>]> { get }
}

extension Float: CheckpointWeight {
  static var type: Safetensors.ElementType { .float32 }
  static var tensors: WritableKeyPath<Safetensors, [String: Safetensors.Elements<Float>]> {
    \.tensors
  }
}

extension Double: CheckpointWeight {
  static var type: Safetensors.ElementType { .float64 }
  static var tensors: WritableKeyPath<Safetensors, [String: Safetensors.Elements<Double>]> {
    \.doubles
  }
}

extension Safetensors {
  /// The numbers of a row of the learning curve.
  static let recordWidth = 5

  /// Takes the tensors of a stage in, and returns what else there is to say of it.
  fileprivate mutating func put<Weight: CheckpointWeight>(
    _ stage: TrainingStage<Weight>, _ key: String, _ place: String
  ) -> Checkpoint.Entry {
    func keep(_ name: String, _ values: [Weight]) {
      guard !values.isEmpty else { return }
      self[keyPath: Weight.tensors]["\(place).\(name)"] = Elements(
        shape: [values.count], values: values)
    }
    var entry = Checkpoint.Entry(key: key, type: Weight.type)
    switch stage {
    case .finished(let weights, let history):
      keep("weights", weights)
      put(history.records, place)
      entry.finished = Checkpoint.Finished(
        stopReason: history.stopReason, bestEpoch: history.bestEpoch, usedEpoch: history.usedEpoch)
    case .underWay(let state):
      keep("weights", state.weights)
      keep("first", state.moments.first)
      keep("second", state.moments.second)
      keep("best", state.best.weights)
      put(state.records + [state.epoch.record], place)
      if !state.order.isEmpty {
        doubles["\(place).order"] = Elements(
          shape: [state.order.count], values: state.order.map { Double($0) })
      }
      entry.underWay = Checkpoint.UnderWay(
        generator: state.generator, steps: state.moments.steps, bestEpoch: state.best.epoch,
        bestLoss: state.best.loss.isFinite ? state.best.loss : nil, plateaus: state.best.plateaus,
        sinceChange: state.best.sinceChange, batch: state.epoch.batch, sum: state.epoch.sum,
        largestNorm: state.epoch.largestNorm, undisturbedLoss: state.epoch.undisturbedLoss)
    }
    return entry
  }

  /// Rows of the learning curve; what is absent is NaN.
  private mutating func put(_ records: [EpochRecord], _ place: String) {
    var values: [Double] = []
    values.reserveCapacity(records.count * Self.recordWidth)
    for record in records {
      values.append(record.trainingLoss)
      values.append(record.validationLoss ?? .nan)
      values.append(record.learningRate)
      values.append(record.gradientNorm ?? .nan)
      values.append(record.weightNorm ?? .nan)
    }
    doubles["\(place).records"] = Elements(
      shape: [records.count, Self.recordWidth], values: values)
  }
}
