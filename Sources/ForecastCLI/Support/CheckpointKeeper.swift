import Artifacts
import Forecasting
import Plotting
import Synchronization

/// Keeps what a command trains in a file: now and then, and when it is stopped.
///
/// The stages come from the threads that train. One of them writes the file while the others go on;
/// to write takes at most about a twentieth of the time, however large the networks are.
final class CheckpointKeeper: TrainingJournal {
  private struct Writing {
    var last = ContinuousClock.now
    var cost = Duration.zero
    /// What was told of the last failure.
    var failure: WriteError?
  }

  private let command: CommandIdentity
  private let trainings: Mutex<[String: KeptTraining]>
  private let writing = Mutex(Writing())
  private let store: CheckpointStore
  private let interval: Duration
  private let tell: @Sendable (String) -> Void

  /// Goes on from a checkpoint, which may be an empty one.
  ///
  /// - Parameters:
  ///   - known: What was trained before.
  ///   - path: The file.
  ///   - seconds: How often it is written.
  ///   - tell: Told when it cannot be written.
  init(
    _ known: Checkpoint, path: String, every seconds: Double,
    tell: @escaping @Sendable (String) -> Void
  ) {
    command = known.command
    trainings = Mutex(known.trainings)
    store = CheckpointStore(path: path)
    interval = .seconds(seconds)
    self.tell = tell
    store.removeLeftovers()
  }

  // MARK: What trainings ask

  func key(of task: TrainingTask) -> String { task.key }

  func training(_ key: String) -> KeptTraining? { trainings.withLock { $0[key] } }

  /// Four times as often as the file is written, so that what it has of each training is fresh.
  func isDue(since last: ContinuousClock.Instant) -> Bool { .now - last >= interval / 4 }

  func keep(_ training: KeptTraining, as key: String) {
    trainings.withLock { $0[key] = training }
    // Whoever finds another thread writing goes on training.
    _ = writing.withLockIfAvailable { writing in
      let pause = interval == .zero ? .zero : max(interval, writing.cost * 20)
      if .now - writing.last >= pause { write(&writing) }
    }
  }

  /// Writes the file; a failure leaves the one that is there, and is told once.
  private func write(_ writing: inout Writing) {
    let start = ContinuousClock.now
    do throws(WriteError) {
      try store.write(Checkpoint(command: command, trainings: trainings.withLock(\.self)))
      writing.failure = nil
    } catch {
      if error != writing.failure {
        tell(
          "the checkpoint cannot be written (\(error)); training goes on, and the last checkpoint "
            + "stays as it was")
      }
      writing.failure = error
    }
    writing.last = .now
    writing.cost = writing.last - start
  }

  // MARK: What commands ask

  /// Does the work of a command; if that is interrupted, writes the last checkpoint, and the error
  /// says how to go on.
  ///
  /// - Parameters:
  ///   - keeper: Who keeps; nil changes nothing.
  ///   - work: Trains with the keeper as its journal.
  /// - Returns: What the work made.
  /// - Throws: What the work throws, or the `Failure` of an interruption.
  static func guarding<Result>(
    _ keeper: CheckpointKeeper?, _ work: () async throws -> Result
  ) async throws -> Result {
    do {
      return try await work()
    } catch let error where error.isInterruption {
      guard let keeper else { throw error }
      throw keeper.stopped()
    }
  }

  /// Removes the file: everything is done.
  func discard() { store.remove() }

  private func stopped() -> any Error {
    let failure = writing.withLock { writing in
      write(&writing)
      return writing.failure
    }
    let kept = fileExists(store.path)
    guard failure == nil || kept else {
      return Failure(
        Interruption.exitCode, "interrupted", "stopped on request; nothing was written"
      ).thrown
    }
    let age = failure == nil ? "what was trained is kept" : "an earlier checkpoint is kept"
    return Failure(
      Interruption.exitCode, "interrupted", "stopped on request; \(age) in \(store.path)",
      hint: "Go on with: \(Self.resuming)"
    ).thrown
  }

  /// The command as it was typed, with `--resume`.
  private static var resuming: String {
    var words = Array(CommandLine.arguments.dropFirst())
    if !words.prefix(while: { $0 != "--" }).contains("--resume") {
      words.insert("--resume", at: words.firstIndex(of: "--") ?? words.count)
    }
    return typed(["forecast"] + words)
  }
}

extension Error {
  /// Whether somebody asked to stop.
  fileprivate var isInterruption: Bool {
    self is Interrupted || (self as? GnuplotError)?.reason == .interrupted
  }
}
