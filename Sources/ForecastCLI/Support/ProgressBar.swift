import Forecasting
import Recurrent
import Synchronization

/// How far training is, and how long it will take.
final class ProgressBar: Sendable {
  private let done: Mutex<[[Int]]>
  private let names: [String]
  private let epochs: Int
  private let line: ProgressLine

  /// A bar for these models, each trained so many times for `epochs` at most.
  init(models: [String], epochs: Int, trainings: [Int], isEnabled: Bool) {
    names = models
    self.epochs = max(epochs, 1)
    line = ProgressLine(isEnabled: isEnabled)
    done = Mutex(trainings.map { [Int](repeating: 0, count: $0) })
  }

  /// A bar for any work, whose shares are told by ``advance(share:_:)``.
  convenience init(isEnabled: Bool) {
    self.init(models: [], epochs: 1, trainings: [], isEnabled: isEnabled)
  }

  /// Takes note of an epoch.
  func advance(_ progress: Experiment.Progress) {
    let record = progress.record
    let (sum, ofThis, ofAll) = done.withLock { done in
      // A strategy that is chosen on the way may have other trainings than were expected.
      if done[progress.network].indices.contains(progress.training) {
        done[progress.network][progress.training] = record.epoch
      }
      return (done.joined().reduce(0, +), done[progress.network].count, done.joined().count)
    }
    let purpose =
      switch progress.training {
      case 0: ""
      case 1: ", all data"
      default: ", training \(progress.training + 1) of \(ofThis)"
      }
    line.show(
      Double(sum) / Double(max(ofAll * epochs, 1)),
      "\(names[progress.network]) epoch \(record.epoch)/\(epochs)\(purpose)")
  }

  /// Takes note of how much of all work is done, from 0 to 1, and of what is being done.
  func advance(share: Double, _ label: String) { line.show(share, label) }

  /// Wipes the line.
  func finish() { line.finish() }
}

/// How far a backtest is: what is left of each forecaster is as slow as what is done of it.
final class BacktestBar: Sendable {
  private struct State {
    var done: [Int]
    var seconds: [Double]
  }

  private let state: Mutex<State>
  private let names: [String]
  private let origins: Int
  private let threads: Int
  private let line: ProgressLine

  /// A bar for these forecasters at so many origins.
  init(models: [String], origins: Int, threads: Int, isEnabled: Bool) {
    (names, self.origins, self.threads) = (models, origins, threads)
    line = ProgressLine(isEnabled: isEnabled)
    state = Mutex(State(done: models.map { _ in 0 }, seconds: models.map { _ in 0 }))
  }

  /// Takes note of an origin.
  func advance(_ progress: Forecasting.Backtest.Progress) {
    let (share, left) = state.withLock { state in
      state.done[progress.forecaster] += 1
      state.seconds[progress.forecaster] += progress.seconds
      return (
        Double(state.done.reduce(0, +)) / Double(origins * names.count), secondsLeft(state)
      )
    }
    line.show(share, names[progress.forecaster], secondsLeft: left)
  }

  /// One of which nothing is known yet is taken to be as slow as the slowest.
  private func secondsLeft(_ state: State) -> Double {
    let each = zip(state.seconds, state.done).map { $1 > 0 ? $0 / Double($1) : nil }
    let slowest = each.compactMap { $0 }.max() ?? 0
    let left = zip(each, state.done).map { ($0 ?? slowest) * Double(origins - $1) }
    return left.reduce(0, +) / Double(threads)
  }

  /// Wipes the line.
  func finish() { line.finish() }
}
