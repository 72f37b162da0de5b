import Forecasting
import Synchronization

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
