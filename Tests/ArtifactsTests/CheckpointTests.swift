import Forecasting
import Foundation
import Recurrent
import SeriesData
import Synchronization
import Testing

@testable import Artifacts

/// Keeps the stage of every training after so many steps.
private final class Recorder: TrainingJournal {
  private let trainings = Mutex<[String: KeptTraining]>([:])
  func key(of task: TrainingTask) -> String { task.key }
  func training(_ key: String) -> KeptTraining? { nil }
  func isDue(since last: ContinuousClock.Instant) -> Bool { false }
  func keep(_ training: KeptTraining, as key: String) { trainings.withLock { $0[key] = training } }
  var all: [String: KeptTraining] { trainings.withLock(\.self) }
}

/// A checkpoint of three networks: one at its end, two in the middle of an epoch.
func sampleCheckpoint() throws -> Checkpoint {
  let journal = Recorder()
  let series = try sampleSeries()
  for (kind, stop) in [(NetworkKind.lstm, 99), (.gru, 8), (.rnnElement, 5)] {
    var network = NetworkSpecification(kind)
    (network.lookback, network.hidden) = (3, 2)
    network.training.epochs = 6
    network.training.batchSize = 20
    network.training.dropout = kind == .gru ? 0.2 : 0
    network.training.patience = kind == .gru ? 5 : nil
    network.training.optimizer = kind == .rnnElement ? .sgd : .adam
    let steps = Mutex(0)
    let isEven = kind == .gru
    _ = try FittedNetwork.fitting(
      network, series: series, fit: 0..<50, validation: isEven ? 50..<60 : 0..<0,
      watch: FittedNetwork.Watch(
        isInterrupted: {
          steps.withLock { steps in
            steps += 1
            return steps > stop
          }
        }, journal: journal))
  }
  return Checkpoint(command: sampleCommand, trainings: journal.all)
}

private let sampleCommand = CommandIdentity(
  version: "1", name: "train", options: ["--model", "gru", "--epochs", "6"], sha256: "ab")

@Suite("A checkpoint") struct CheckpointTests {
  @Test("comes back from its bytes as it was, to the bit")
  func roundTrip() throws {
    let checkpoint = try sampleCheckpoint()
    #expect(checkpoint.trainings.count == 3)
    #expect(checkpoint.trainings.values.count(where: \.isFinished) == 1)
    let bytes = checkpoint.encoded()
    let read = try Checkpoint(decoding: bytes, file: "a")
    #expect(read == checkpoint)
    #expect(read.encoded() == bytes)
    let empty = Checkpoint(command: sampleCommand, trainings: [:])
    #expect(try Checkpoint(decoding: empty.encoded(), file: "a") == empty)
  }

  @Test("keeps numbers that JSON and short decimals would lose")
  func bits() throws {
    var checkpoint = try sampleCheckpoint()
    for (key, training) in checkpoint.trainings {
      guard case .double(.underWay(var state)) = training else { continue }
      state.weights[0] = -0.0
      state.weights[1] = .leastNonzeroMagnitude
      state.weights[2] = 0.1.nextUp
      state.epoch.sum = 1e300.nextDown
      state.best.loss = .infinity
      checkpoint.trainings[key] = .double(.underWay(state))
    }
    let read = try Checkpoint(decoding: checkpoint.encoded(), file: "a")
    #expect(read.encoded() == checkpoint.encoded())
    for case .double(.underWay(let state)) in read.trainings.values {
      #expect(state.weights[0].sign == .minus)
      #expect(state.weights[1] == .leastNonzeroMagnitude)
      #expect(state.weights[2] == 0.1.nextUp)
      #expect(state.epoch.sum == 1e300.nextDown)
      #expect(state.best.loss == .infinity)
    }
  }

  @Test("is refused wherever it is cut, and whichever bit of it is turned")
  func damage() throws {
    let bytes = try sampleCheckpoint().encoded()
    var generator = SeededGenerator(seed: 4)
    for count in [0, 1, 7, 8, 9, bytes.count - 1]
      + (0..<100).map({ _ in Int.random(in: 0..<bytes.count, using: &generator) })
    {
      #expect(throws: IncompatibleFile.self) {
        _ = try Checkpoint(decoding: Array(bytes[..<count]), file: "a")
      }
    }
    for _ in 0..<2000 {
      var broken = bytes
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      broken[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      #expect(throws: IncompatibleFile.self, "byte \(place)") {
        _ = try Checkpoint(decoding: broken, file: "a")
      }
    }
  }

  /// Something that a stranger did to a file, whose digest is right again.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String
    let change: @Sendable (inout Safetensors) -> Void

    init(
      _ name: String, _ words: String, _ change: @escaping @Sendable (inout Safetensors) -> Void
    ) {
      (testDescription, self.words, self.change) = (name, words, change)
    }

    /// In the text of the metadata.
    static func text(_ name: String, _ old: String, _ new: String, _ words: String) -> Forgery {
      Forgery(name, words) { file in
        let text = file.metadata["forecast"] ?? ""
        #expect(text.contains(old), "\(text)")
        file.metadata["forecast"] = text.replacingOccurrences(of: old, with: new)
      }
    }

    /// Gives a tensor of float64 another content.
    static func records(
      _ name: String, _ shape: [Int], _ values: [Double]
    ) -> Forgery {
      Forgery(name, "training 0 does not fit together") {
        $0.doubles["training0.records"] = .init(shape: shape, values: values)
      }
    }

    static let all = [
      Forgery("no document", "its metadata have no entry 'forecast'") {
        $0.metadata["forecast"] = nil
      },
      .text(
        "another schema", "checkpoint/1", "checkpoint/2",
        "its schema is \"forecast.checkpoint/2\" (expected \"forecast.checkpoint/1\")"),
      .text("a model file", "\"command\"", "\"kommando\"", "'command' is missing"),
      .text("no JSON", "{\"command\"", "{\"command", "it is not valid JSON"),
      .text("a batch in words", "\"batch\":", "\"batch\":\"a\",\"x\":", "has the wrong type"),
      .text(
        "a seed too large", "\"s0\":", "\"s0\":99999999999999999999999,\"x\":",
        "it is not valid JSON"),
      .text("neither end nor middle", "\"under_way\"", "\"under\"", "does not fit together"),
      .text(
        "an interrupted end", "\"stop_reason\":\"epochs\"", "\"stop_reason\":\"interrupted\"",
        "does not fit together"),
      .text(
        "a best epoch to come", "\"used_epoch\":6", "\"used_epoch\":7", "does not fit together"),
      .text("a type of nobody", "\"F32\"", "\"F16\"", "is not allowed"),
      .text("floats for doubles", "\"F64\"", "\"F32\"", "does not fit together"),
      .text("a place too many", "\"trainings\":[", "\"trainings\":[{},", "'trainings.0"),
      Forgery("no weights", "does not fit together") { $0.tensors["training0.weights"] = nil },
      Forgery("weights in rows", "does not fit together") { file in
        guard let old = file.tensors["training0.weights"] else { return }
        file.tensors["training0.weights"] = .init(
          shape: [1, old.values.count], values: old.values)
      },
      Forgery("a tensor of nobody", "some of its tensors belong to no training") {
        $0.tensors["training9.weights"] = .init(shape: [0], values: [])
      },
      .records("no row", [0, 5], []),
      .records("rows too narrow", [1, 4], [1, 2, 3, 4]),
      .records("no rows", [5], [1, 2, 3, 4, 5]),
      .records("a loss that is none", [1, 5], [.nan, 1, 1, 1, 1]),
      .records("a rate that is none", [1, 5], [1, 1, .nan, 1, 1]),
      .records("a loss without end", [1, 5], [1, .infinity, 1, 1, 1]),
    ]
  }

  @Test("that a stranger wrote is refused in words", arguments: Forgery.all)
  func forgery(_ forgery: Forgery) throws {
    var file = try Safetensors(
      decoding: try sampleCheckpoint().encoded(), file: "a", types: [.float32, .float64])
    forgery.change(&file)
    file.metadata["sha256"] = file.contentDigest
    let error = #expect(throws: IncompatibleFile.self) {
      _ = try Checkpoint(decoding: file.encoded(), file: "a")
    }
    let message = error?.message ?? ""
    #expect(message.hasPrefix("this is no checkpoint of forecast: "))
    #expect(message.contains(forgery.words), "\(message)")
  }

  @Test("with the same training twice is refused")
  func twice() throws {
    var file = try Safetensors(
      decoding: try sampleCheckpoint().encoded(), file: "a", types: [.float32, .float64])
    let keys = try sampleCheckpoint().trainings.keys.sorted()
    let text = try #require(file.metadata["forecast"])
    file.metadata["forecast"] = text.replacingOccurrences(of: keys[1], with: keys[0])
    file.metadata["sha256"] = file.contentDigest
    let error = #expect(throws: IncompatibleFile.self) {
      _ = try Checkpoint(decoding: file.encoded(), file: "a")
    }
    #expect(error?.message.contains("twice") == true)
  }
}

@Suite("What a checkpoint belongs to") struct CommandIdentityTests {
  @Test(
    "is told apart in words",
    arguments: [
      (CommandIdentity(version: "2", name: "train", options: [], sha256: "ab"), "of version \"1\""),
      (CommandIdentity(version: "1", name: "run", options: [], sha256: "ab"), "\"train\""),
      (CommandIdentity(version: "1", name: "train", options: [], sha256: "cd"), "the data"),
      (
        CommandIdentity(
          version: "1", name: "train", options: ["--model", "gru", "--epochs", "7"], sha256: "ab"),
        "it has \"--epochs 6\" and not \"--epochs 7\""
      ),
      (
        CommandIdentity(version: "1", name: "train", options: ["--model", "gru"], sha256: "ab"),
        "it has \"--epochs 6\""
      ),
      (
        CommandIdentity(
          version: "1", name: "train",
          options: ["--model", "gru", "--epochs", "6", "--deep"], sha256: "ab"),
        "it does not have \"--deep\""
      ),
      (
        CommandIdentity(
          version: "1", name: "train",
          options: ["--epochs", "6", "--model", "gru", "--model", "rnn"], sha256: "ab"),
        "it has \"--model gru\" and not \"--model gru rnn\""
      ),
    ])
  func difference(asked: CommandIdentity, words: String) throws {
    let difference = try #require(sampleCommand.difference(to: asked))
    #expect(difference.contains(words), "\(difference)")
    #expect(sampleCommand.difference(to: sampleCommand) == nil)
  }

  @Test("a training has a key that everything that decides it changes, and nothing else")
  func keys() throws {
    let series = try sampleSeries()
    func key(
      member: Int = 0, _ series: TimeSeries? = nil, fit: Range<Int> = 0..<40,
      validation: Range<Int> = 40..<50, _ change: (inout NetworkSpecification) -> Void = { _ in }
    ) throws -> String {
      var network = NetworkSpecification(.gru)
      change(&network)
      return TrainingTask(
        specification: network, member: member, series: try series ?? sampleSeries(), fit: fit,
        validation: validation
      ).key
    }
    let changed = TimeSeries(
      name: series.name, start: series.start, frequency: series.frequency,
      values: series.values.dropLast() + [1])
    let keys = [
      try key(), try key(member: 1), try key(fit: 0..<41), try key(validation: 40..<51),
      try key(changed), try key(series.prefix(55)), try key(series.suffix(55)),
      try key(series.withSeason(6)), try key { $0.seed = 1 }, try key { $0.hidden = 4 },
      try key { $0.training.lastEpoch = 3 }, try key { $0.training.loss = .huber },
    ]
    #expect(Set(keys).count == keys.count)
    #expect(try key() == keys[0])
    #expect(keys[0].count == 64)
  }
}

@Suite("The file of a checkpoint") struct CheckpointStoreTests {
  @Test("is written into a new folder, replaced and removed")
  func writing() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    let store = CheckpointStore(path: folder("a/b/c"))
    let checkpoint = try sampleCheckpoint()
    try store.write(Checkpoint(command: sampleCommand, trainings: [:]))
    try store.write(checkpoint)
    let bytes = Array(try Data(contentsOf: URL(filePath: store.path)))
    #expect(bytes == checkpoint.encoded())
    store.remove()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder("a/b"))
    #expect(left == [])
  }

  @Test("is cleared of what killed programs left, and nothing else is touched")
  func leftovers() throws {
    let folder = try ScratchFolder()
    defer { folder.remove() }
    let long = String(repeating: "ä", count: 100)
    let others = [
      "c", ".forecast-1abc.d", ".forecast-1abc.x.c", "forecast-1abc.c", ".forecast-", ".forecast-c",
      ".forecast-1abc.tmp",
    ]
    for name in others + [".forecast-1abc.c", ".forecast-zz.c"] {
      try Data("x".utf8).write(to: URL(filePath: folder(name)))
    }
    CheckpointStore(path: folder("c")).removeLeftovers()
    CheckpointStore(path: folder("nowhere/c")).removeLeftovers()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left == others.sorted())
    // The name of a temporary file is never too long, and it is known again.
    let store = CheckpointStore(path: folder(long))
    try store.write(Checkpoint(command: sampleCommand, trainings: [:]))
    let temporary = ".forecast-9." + String(repeating: "ä", count: 50)
    try Data("x".utf8).write(to: URL(filePath: folder(temporary)))
    store.removeLeftovers()
    #expect(!FileManager.default.fileExists(atPath: folder(temporary)))
    #expect(FileManager.default.fileExists(atPath: folder(long)))
  }
}
