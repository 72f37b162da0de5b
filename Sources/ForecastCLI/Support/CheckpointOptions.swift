import ArgumentParser
import Artifacts
import Forecasting

/// How a command that trains can be stopped and go on.
struct CheckpointOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file that keeps what was trained, now and then and when the command is stopped; it goes when all is done.",
      valueName: "file"))
  var checkpoint: String?

  @Option(
    help: ArgumentHelp(
      "Seconds between two checkpoints; 0 writes one before every step. (default: 60)",
      valueName: "seconds"))
  var checkpointEvery: Double?

  @Flag(help: "Go on from the checkpoint; from the beginning, if there is none.")
  var resume = false

  func validate() throws {
    guard let checkpoint else {
      let option = resume ? "--resume" : checkpointEvery == nil ? nil : "--checkpoint-every"
      if let option {
        throw ValidationError(
          "\(option) needs a file to keep what was trained. Try --checkpoint forecast.checkpoint.")
      }
      return
    }
    try requireFile(checkpoint, "--checkpoint", suchAs: "forecast.checkpoint")
    if let checkpointEvery, !(0...1_000_000_000).contains(checkpointEvery) {
      throw ValidationError(
        "--checkpoint-every is \(checkpointEvery) (expected seconds, 0 or more).")
    }
  }

  /// Begins a checkpoint, or reads the one to go on from.
  ///
  /// - Parameters:
  ///   - command: The name of the command, such as `train`.
  ///   - options: Its options, without those that change no result.
  ///   - loaded: The data.
  ///   - files: What will be written at the end: none of them can be the checkpoint, which goes then.
  ///   - force: Whether a file that is there is replaced.
  ///   - common: Who is told.
  /// - Returns: Who keeps trainings; nil if nobody asked for it.
  /// - Throws: `WriteError` if there is a file and it is not to be gone on from; `IncompatibleFile`
  ///   if it is, and belongs to another command.
  func open(
    _ command: String, options: [String], _ loaded: LoadedInput, besides files: [String],
    force: Bool, _ common: CommonOptions
  ) throws -> CheckpointKeeper? {
    guard let path = checkpoint else { return nil }
    try refuseInput([path], "--checkpoint", loaded.path.isEmpty ? nil : loaded.path)
    guard !files.contains(where: { isSamePlace($0, path) }) else {
      throw ValidationError(
        "--checkpoint is '\(path)', which will be written with the results; name another file.")
    }
    let identity = CommandIdentity(
      version: Forecast.version, name: command, options: options, sha256: loaded.sha256)
    var known = Checkpoint(command: identity, trainings: [:])
    if !resume {
      try WriteError.naming("--checkpoint") { try refuseExisting(path, force: force) }
    } else if !fileExists(path) {
      common.warn(["there is no checkpoint \(path): training starts from the beginning"])
    } else {
      known = try Checkpoint(decoding: try readInput(path, most: 1 << 33), file: path)
      if let difference = known.command.difference(to: identity) {
        throw IncompatibleFile(
          file: path, message: "the checkpoint is of another command: \(difference)",
          hint: "Give the same data and options, or begin anew with --force and without --resume.")
      }
      common.warn(["going on from \(path): \(known.summary)"])
    }
    try WriteError.naming("--checkpoint") { try checkFree(path, force: true) { _ in true } }
    return CheckpointKeeper(known, path: path, every: checkpointEvery ?? 60) {
      common.warn([$0])
    }
  }

  private func refuseExisting(_ path: String, force: Bool) throws {
    var old: Checkpoint?
    try checkFree(path, force: force) {
      old = try? Checkpoint(decoding: $0, file: path)
      return old != nil
    }
    if let old { throw WriteError(stopped: "a command", old.summary, keptIn: path) }
  }
}

extension Checkpoint {
  /// How much there is: "3 finished trainings, 2 under way".
  var summary: String {
    let finished = trainings.values.count(where: \.isFinished)
    return "\(finished) finished training\(finished == 1 ? "" : "s"), "
      + "\(trainings.count - finished) under way"
  }
}
