import Forecasting
import Recurrent
import Synchronization

/// One line on standard error that tells how far training is and how long it will take; on a
/// terminal only, and only when it takes longer than half a second.
final class ProgressBar: Sendable {
  private struct State {
    var done: [Int]
    var lastDrawn: ContinuousClock.Instant
    var isVisible = false
  }

  private let state: Mutex<State>
  private let names: [String]
  private let epochs: Int
  private let start = ContinuousClock.now
  private let isEnabled: Bool

  /// A bar for these models, each trained for `epochs` at most, and then again on all data.
  init(models: [String], epochs: Int, isEnabled: Bool) {
    names = models
    self.epochs = max(epochs, 1)
    self.isEnabled = isEnabled
    state = Mutex(State(done: models.map { _ in 0 }, lastDrawn: .now))
  }

  /// Takes note of an epoch.
  func advance(_ progress: Experiment.Progress) {
    guard isEnabled else { return }
    let line: String? = state.withLock { state in
      state.done[progress.network] = progress.record.epoch + (progress.isRefit ? epochs : 0)
      let now = ContinuousClock.now
      guard now - start > .milliseconds(500), now - state.lastDrawn > .milliseconds(100) else {
        return nil
      }
      (state.lastDrawn, state.isVisible) = (now, true)
      return text(state.done, now - start, progress)
    }
    if let line { standardError("\r\u{1B}[K" + line, terminator: "") }
  }

  private func text(
    _ done: [Int], _ elapsed: Duration, _ progress: Experiment.Progress
  ) -> String {
    let share = Double(done.reduce(0, +)) / Double(2 * epochs * done.count)
    let filled = Int((share * 24).rounded(.down))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
    let left = elapsed.inSeconds * (1 - share) / max(share, 1e-3)
    return "[\(bar)] \(Int(share * 100)) %  \(names[progress.network]) epoch "
      + "\(progress.record.epoch)/\(epochs)\(progress.isRefit ? ", all data" : "")  "
      + "\(Int(left.rounded(.up))) s left"
  }

  /// Wipes the line.
  func finish() {
    if state.withLock({ $0.isVisible }) { standardError("\r\u{1B}[K", terminator: "") }
  }
}
