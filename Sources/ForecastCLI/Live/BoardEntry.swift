import Forecasting
import Recurrent

/// What is known of a network on a ``TrainingBoard``.
struct BoardEntry {
  let name: String
  /// The epochs of a training at most.
  let epochs: Int
  /// What was told last.
  private(set) var last: Experiment.Progress?
  /// What was told last of the first training, that of the network which is judged.
  private(set) var trial: Experiment.Progress?
  var isFinished = false
  /// The seconds in which it was worked on.
  private(set) var active = 0.0

  private var trainings: [Training]
  private let threads: Int
  /// When something was told last.
  private var lastTold: Double?
  /// The longest time between two epochs.
  private var longest = 0.0
  /// The epochs that were done in the seconds that are counted: not those of a checkpoint.
  private var counted = 0

  /// One of its trainings.
  private struct Training {
    /// The epochs that are done.
    var done = 0
    /// Whether anything was told of it.
    var isKnown = false
    /// Whether it began anew: how much it has to do is not known then.
    var restarts = false
    var isOver = false
  }

  init(_ name: String, epochs: Int, trainings: Int, threads: Int) {
    (self.name, self.epochs, self.threads) = (name, max(epochs, 1), max(threads, 1))
    self.trainings = [Training](repeating: Training(), count: max(trainings, 1))
  }

  /// The number of trainings.
  var count: Int { trainings.count }

  /// Takes note of an epoch.
  ///
  /// - Parameters:
  ///   - progress: What was told. A strategy that is chosen on the way may have other trainings than
  ///     were expected, and trains several times in the first.
  ///   - now: When, in seconds.
  mutating func take(_ progress: Experiment.Progress, at now: Double) {
    let (place, epoch) = (progress.training, progress.record.epoch)
    while trainings.count < progress.planned { trainings.append(Training()) }
    // Trial and refit follow each other; of the others as many are at work as there are threads.
    let overBefore = place < 2 ? place : max(2, place - threads + 1)
    for earlier in trainings.indices.prefix(overBefore) { trainings[earlier].isOver = true }

    let gap = max(now - (lastTold ?? now), 0)
    let goesOn = trainings.indices.contains(place) && trainings[place].isKnown
    // A pause, in which others were at work or the program was halted, is no work.
    if goesOn && longest == 0 || gap < patience {
      active += gap
      if goesOn {
        longest = max(longest, gap)
        counted += max(epoch - trainings[place].done, 0)
      }
    }
    if goesOn, epoch < trainings[place].done { trainings[place].restarts = true }
    if trainings.indices.contains(place) {
      trainings[place].isKnown = true
      trainings[place].done = max(trainings[place].done, epoch)
    }
    (last, lastTold) = (progress, now)
    if place == 0 { trial = progress }
  }

  /// After so many seconds without a word nobody works on it.
  private var patience: Double { max(2, 5 * longest) }

  /// Whether it is worked on, as far as one can tell.
  func isRunning(at now: Double) -> Bool {
    // Before its second epoch nobody knows how long one takes.
    lastTold.map { !isFinished && (longest == 0 || now - $0 < patience) } ?? false
  }

  /// How much of all trainings is done, 0 to 1.
  var share: Double {
    if isFinished { return 1 }
    let (done, rest) = (trainings.reduce(0) { $0 + $1.done }, self.rest)
    return isUnsure || done == 0 ? 0 : Double(done) / (Double(done) + rest)
  }

  /// What is left of it, if the rest is as slow as what was done; nil where nothing is known.
  var secondsLeft: Double? {
    isFinished || isUnsure || counted == 0 ? nil : active * rest / Double(counted)
  }

  /// Whether nobody can tell how much there is to do.
  private var isUnsure: Bool { trainings.contains { $0.restarts && !$0.isOver } }

  /// The epochs that are left: a training ends where those that are over did, in the mean; one that
  /// has come further goes on for a tenth of that.
  private var rest: Double {
    let over = trainings.filter { $0.isOver && $0.done > 0 && !$0.restarts }.map { Double($0.done) }
    let usual = over.isEmpty ? Double(epochs) : over.reduce(0, +) / Double(over.count)
    return trainings.reduce(0) { sum, training in
      let done = Double(training.done)
      let more = max(usual - done, min(done / 10, Double(epochs) - done), 0)
      return sum + (training.isOver ? 0 : more)
    }
  }
}
