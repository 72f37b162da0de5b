import ArgumentParser
import Foundation

/// One job in a folder of its own.
struct Victim {
  let program: URL
  let folder: URL
  let job: Job

  private static let checkpoint = "run.checkpoint"

  private var keeping: [String] {
    job.arguments + [
      "--resume", "--checkpoint", Self.checkpoint, "--checkpoint-every", job.interval,
    ]
  }

  /// What the job makes without a checkpoint, and how long it takes with one, in seconds.
  struct Undisturbed {
    let results: [String: Data]
    let seconds: Double
  }

  /// Runs the job twice.
  func undisturbed() throws -> Undisturbed {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let expected = try ending(job.arguments)
    let start = Date()
    guard try ending(keeping) == expected else {
      throw ValidationError("\(job.name): with a checkpoint the results are others")
    }
    return Undisturbed(results: expected, seconds: Date().timeIntervalSince(start))
  }

  /// The results of an undisturbed run.
  private func ending(_ arguments: [String]) throws -> [String: Data] {
    let status = try Running(program, arguments, folder).wait()
    guard status == 0 else {
      throw ValidationError("\(job.name): the undisturbed run ended with \(status)")
    }
    let found = try results()
    try clear()
    return found
  }

  /// Runs the job with a checkpoint, kills it at a random moment, lets it go on, kills that too at
  /// times, and compares what comes out.
  func torture(
    _ expected: Undisturbed, _ tally: inout Tally, _ generator: inout SplitMix64
  ) throws {
    var kills = 0
    while true {
      let running = try Running(program, keeping, folder)
      if kills == 0 || Int.random(in: 0..<4, using: &generator) == 0 {
        Thread.sleep(
          forTimeInterval: Double.random(in: 0...expected.seconds, using: &generator))
        running.kill()
      }
      let status = running.wait()
      if status == 128 + SIGKILL {
        kills += 1
        tally.kills += 1
        let checkpoint = readCheckpoint()
        tally.kept += checkpoint == nil ? 0 : 1
        tally.broken += checkpoint == false ? 1 : 0
        continue
      }
      let isSame = try status == 0 && results() == expected.results && remains() == [job.output]
      if !isSame { print("\(job.name): exit code \(status), files \(try remains())") }
      try clear()
      guard kills > 0 || !isSame else { continue }  // it was faster than the kill
      tally.rounds += 1
      tally.same += isSame ? 1 : 0
      return
    }
  }

  /// What is in the folder, but for what a kill left of results that were just being written.
  private func remains() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".forecast-") || $0.hasSuffix(Self.checkpoint) }
  }

  /// Everything that was written and is made of numbers alone; times, and what quotes them, are not.
  private func results() throws -> [String: Data] {
    let place = folder.appending(path: job.output)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place.path) else {
      return [job.output: try Data(contentsOf: place)]
    }
    let kinds = [".safetensors", ".csv", ".md", "auto.json"]
    let kept = names.filter { name in
      !name.hasPrefix(".") && kinds.contains { name.hasSuffix($0) }
    }
    return Dictionary(
      uniqueKeysWithValues: try kept.map { ($0, try Data(contentsOf: place.appending(path: $0))) })
  }

  /// Empties the folder.
  private func clear() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      try FileManager.default.removeItem(at: folder.appending(path: name))
    }
  }

  /// Whether the checkpoint is whole, by the published layout of safetensors alone; nil if there is
  /// none.
  private func readCheckpoint() -> Bool? {
    let path = folder.appending(path: Self.checkpoint)
    guard FileManager.default.fileExists(atPath: path.path) else { return nil }
    guard let bytes = try? Data(contentsOf: path), bytes.count >= 8 else { return false }
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - 8,
      let header = json(bytes.dropFirst(8).prefix(length)),
      let metadata = header["__metadata__"] as? [String: String],
      let document = metadata["forecast"].flatMap({ json(Data($0.utf8)) }),
      document["schema"] as? String == "forecast.checkpoint/1"
    else { return false }
    let ends = header.values.compactMap {
      (($0 as? [String: Any])?["data_offsets"] as? [Int])?.last
    }
    return 8 + length + (ends.max() ?? 0) == bytes.count
  }

  private func json(_ bytes: Data) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any]
  }
}

/// The program while it runs.
final class Running {
  private let process = Process()

  init(_ program: URL, _ arguments: [String], _ folder: URL) throws {
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  /// The exit code, or 128 and the number of the signal that ended it.
  func wait() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
  }
}
