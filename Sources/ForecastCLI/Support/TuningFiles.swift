import Artifacts
import Forecasting
import Synchronization

/// Refuses a path at which something stands that `forecast` did not write.
///
/// - Parameters:
///   - path: Where a file will be written.
///   - force: Whether any file may be replaced.
///   - isOurs: Whether bytes are such a file; not asked where any file may be replaced.
/// - Throws: `WriteError`.
func checkFree(_ path: String, force: Bool, isOurs: ([UInt8]) -> Bool) throws {
  guard !isFolder(path) else {
    throw WriteError(
      reason: .cannotCreate, path: path, found: "this is a folder (expected a file)",
      hint: "name a file in it")
  }
  try OutputFolder(path: parentFolder(path), known: [], force: true).check([lastComponent(path)])
  guard !force, fileExists(path), !(readFile(path).map(isOurs) ?? false) else { return }
  throw WriteError(
    reason: .cannotCreate, path: path, found: "the file is there and not written by forecast",
    hint: "replace it with --force, or choose another one with --output")
}

extension WriteError {
  /// Does something that can fail because of a place which another option than `--output` names.
  static func naming<Result>(_ option: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as WriteError {
      throw WriteError(
        reason: error.reason, path: error.path, found: error.found,
        hint: error.hint.replacing("--output", with: option))
    }
  }

  /// What stands at a path is work that was stopped, and nobody said what becomes of it.
  init(stopped work: String, _ summary: String, keptIn path: String) {
    self.init(
      reason: .cannotCreate, path: path,
      found: "\(work) that was stopped is kept here (\(summary))",
      hint: "go on with it by --resume, or begin anew with --force")
  }
}

/// The file that keeps how far a search is.
struct TuningStore {
  let path: String
  let force: Bool

  /// The search to begin, or the one to go on with.
  func open(_ fresh: TuningState, resume: Bool) throws -> TuningState {
    guard resume else {
      var old: TuningState?
      try checkFree(path, force: force) {
        old = try? TuningState(decoding: $0, file: path)
        return old != nil
      }
      if let old, !old.isFinished {
        throw WriteError(stopped: "a search", "\(old.scores.count) fits", keptIn: path)
      }
      return fresh
    }
    guard fileExists(path) else {
      throw Failure(
        66, "input", "\(path): there is no search to go on with",
        hint: "Begin one without --resume."
      ).thrown
    }
    let kept = try TuningState(decoding: try readInput(path), file: path)
    if let difference = kept.difference(to: fresh) {
      throw IncompatibleFile(
        file: path, message: "the search that is kept here is another one: \(difference)",
        hint: "Give the same data and options, or begin anew with --force and without --resume.")
    }
    return kept
  }

  /// Writes the file atomically.
  func write(_ state: TuningState) throws {
    var folder = OutputFolder(path: parentFolder(path), known: [], force: true)
    try folder.write(state.encoded(), to: lastComponent(path))
  }
}

/// Keeps the scores of a running search, on the disk at least once a second, and shows how far it is.
final class TuningKeeper: Sendable {
  private struct Progress {
    var state: TuningState
    var share: Double
    var lastWritten: ContinuousClock.Instant
    var failure: (any Error)?
  }

  private let progress: Mutex<Progress>
  private let store: TuningStore
  private let search: TuningSearch
  private let line: ProgressLine

  init(_ state: TuningState, _ store: TuningStore, search: TuningSearch, showsProgress: Bool) {
    self.store = store
    self.search = search
    let share = state.scores.reduce(0) { $0 + search.work(of: $1.place) }
    line = ProgressLine(isEnabled: showsProgress, from: share)
    progress = Mutex(Progress(state: state, share: share, lastWritten: .now))
  }

  /// The number of scores so far.
  var count: Int { progress.withLock { $0.state.scores.count } }

  /// Whether the file could not be written.
  var hasFailed: Bool { progress.withLock { $0.failure != nil } }

  /// Takes a score, from any thread.
  func take(_ score: TuningScore) {
    let share = progress.withLock { progress in
      progress.state.add(score)
      progress.share += search.work(of: score.place)
      if ContinuousClock.now - progress.lastWritten > .seconds(1), progress.failure == nil {
        do {
          try store.write(progress.state)
        } catch {
          progress.failure = error
        }
        progress.lastWritten = .now
      }
      return progress.share
    }
    let rungs = search.plan.halving.rungs
    line.show(
      min(share, 1),
      "rung \(score.place.rung + 1)/\(rungs.count), \(rungs[score.place.rung].epochs) epochs")
  }

  /// Wipes the line and writes the last state.
  ///
  /// - Throws: `WriteError`, now or when a score came.
  func finish(isDone: Bool) throws {
    line.finish()
    let (state, failure) = progress.withLock { ($0.state, $0.failure) }
    if let failure { throw failure }
    var last = state
    last.isFinished = isDone
    try store.write(last)
  }
}
