import Forecasting
import Recurrent

/// How far every model is: what training tells, and what follows from it.
///
/// It knows no clock and no terminal: times are handed in, in seconds from any moment on.
struct TrainingBoard {
  /// The recipe `auto`, which tells nothing while it is at work.
  struct Auto {
    var start: Double
    var end: Double?
  }

  private(set) var entries: [BoardEntry]
  private(set) var auto: Auto?
  private let threads: Int

  /// A board of networks that wait.
  ///
  /// - Parameters:
  ///   - networks: Their names, the epochs of a training at most, the number of trainings.
  ///   - auto: When the recipe `auto` began, if it is followed.
  ///   - threads: How many train at once.
  init(
    _ networks: [(name: String, epochs: Int, trainings: Int)], auto: Double?, threads: Int
  ) {
    entries = networks.map {
      BoardEntry($0.name, epochs: $0.epochs, trainings: $0.trainings, threads: threads)
    }
    self.auto = auto.map { Auto(start: $0) }
    self.threads = threads
  }

  /// Takes note of an epoch.
  mutating func take(_ progress: Experiment.Progress, at now: Double) {
    entries[progress.network].take(progress, at: now)
  }

  /// Takes note that a network is judged.
  mutating func finish(_ network: Int) { entries[network].isFinished = true }

  /// Takes note that the recipe `auto` is judged.
  mutating func finishAuto(at now: Double) { auto?.end = now }

  /// How much of the networks is done, 0 to 1.
  var share: Double {
    entries.isEmpty ? 0 : entries.reduce(0) { $0 + $1.share } / Double(entries.count)
  }

  /// What is left of all of them, in seconds; nil where nothing is known.
  ///
  /// One of which nothing is known is taken to be as slow as the slowest.
  var secondsLeft: Double? {
    let known = entries.compactMap(\.secondsLeft)
    guard !known.isEmpty else { return nil }
    let slowest = entries.compactMap { entry in entry.secondsLeft.map { $0 + entry.active } }.max()
    let all = entries.map { $0.isFinished ? 0 : $0.secondsLeft ?? slowest ?? 0 }
    return max(all.max() ?? 0, all.reduce(0, +) / Double(threads))
  }

  /// Whether a network that was not told of is in its first epoch, rather than waiting for a thread.
  func isBeginning(_ index: Int, at now: Double) -> Bool {
    guard auto.map({ $0.end != nil }) ?? true else { return false }
    let atWork = entries.count { $0.isRunning(at: now) }
    let before = entries[..<index].count { $0.last == nil }
    return entries[index].last == nil && atWork + before < threads
  }
}
