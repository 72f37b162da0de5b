import Forecasting
import Recurrent

/// How far every model is: what training tells, and what follows from it.
///
/// It knows no clock and no terminal: times are handed in, in seconds from any moment on.
struct TrainingBoard {
  /// What is known of a network.
  struct Entry {
    let name: String
    /// The epochs of a training at most.
    let epochs: Int
    /// The epochs that are done of each training.
    var done: [Int]
    /// What was told last.
    var last: Experiment.Progress?
    /// When.
    var lastTold: Double?
    /// What was told last of the first training, that of the network which is judged.
    var trial: Experiment.Progress?
    var isFinished = false
    /// The seconds in which it was worked on, and how often it was told of.
    var active = 0.0
    var told = 0

    /// How much of all trainings is done, 0 to 1.
    var share: Double {
      isFinished ? 1 : Double(done.reduce(0, +)) / Double(max(done.count * epochs, 1))
    }

    /// After so many seconds without a word nobody works on it.
    private var patience: Double { max(2, 5 * active / Double(max(told, 1))) }

    func isRunning(at now: Double) -> Bool {
      lastTold.map { !isFinished && now - $0 < patience } ?? false
    }

    /// What is left of it, if the rest is as slow as what was done; nil where nothing is known.
    var secondsLeft: Double? {
      share > 0.001 && active > 0 && !isFinished ? active * (1 - share) / share : nil
    }

    mutating func take(_ progress: Experiment.Progress, at now: Double) {
      // One follows the other, and may end before its last epoch.
      for earlier in done.indices.prefix(min(progress.training, 2)) { done[earlier] = epochs }
      // A strategy that is chosen on the way may have other trainings than were expected.
      if done.indices.contains(progress.training) {
        done[progress.training] = progress.record.epoch
      }
      if let lastTold, now - lastTold < patience { active += max(now - lastTold, 0) }
      (last, lastTold, told) = (progress, now, told + 1)
      if progress.training == 0 { trial = progress }
    }
  }

  /// The recipe `auto`, which tells nothing while it is at work.
  struct Auto {
    var start: Double
    var end: Double?
  }

  private(set) var entries: [Entry]
  private(set) var auto: Auto?
  /// When the first network was told of.
  private(set) var start: Double?

  /// A board of networks that wait.
  ///
  /// - Parameters:
  ///   - networks: Their names, the epochs of a training at most, the number of trainings.
  ///   - auto: When the recipe `auto` began, if it is followed.
  init(_ networks: [(name: String, epochs: Int, trainings: Int)], auto: Double?) {
    entries = networks.map {
      Entry(
        name: $0.name, epochs: max($0.epochs, 1),
        done: [Int](repeating: 0, count: max($0.trainings, 1)))
    }
    self.auto = auto.map { Auto(start: $0) }
  }

  /// Takes note of an epoch.
  mutating func take(_ progress: Experiment.Progress, at now: Double) {
    start = start ?? now
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

  /// What is left of all of them.
  func secondsLeft(at now: Double) -> Double? {
    guard let start, share > 0.001, now > start else { return nil }
    return (now - start) * (1 - share) / share
  }
}
