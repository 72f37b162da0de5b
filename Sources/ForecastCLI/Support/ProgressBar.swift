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

  /// A bar for any work, whose shares are told by ``advance(share:_:)``.
  convenience init(isEnabled: Bool) { self.init(models: [], epochs: 1, isEnabled: isEnabled) }

  /// Takes note of an epoch.
  func advance(_ progress: Experiment.Progress) {
    draw { state in
      state.done[progress.network] = progress.record.epoch + (progress.isRefit ? epochs : 0)
      let share = Double(state.done.reduce(0, +)) / Double(2 * epochs * state.done.count)
      let label =
        "\(names[progress.network]) epoch \(progress.record.epoch)/\(epochs)"
        + (progress.isRefit ? ", all data" : "")
      return (share, label)
    }
  }

  /// Takes note of how much of all work is done, from 0 to 1, and of what is being done.
  func advance(share: Double, _ label: String) { draw { _ in (share, label) } }

  private func draw(_ update: (inout State) -> (share: Double, label: String)) {
    guard isEnabled else { return }
    let line: String? = state.withLock { state in
      let (share, label) = update(&state)
      let now = ContinuousClock.now
      guard now - start > .milliseconds(500), now - state.lastDrawn > .milliseconds(100) else {
        return nil
      }
      (state.lastDrawn, state.isVisible) = (now, true)
      return text(share, now - start, label)
    }
    if let line { standardError("\r\u{1B}[K" + line, terminator: "") }
  }

  private func text(_ share: Double, _ elapsed: Duration, _ label: String) -> String {
    let filled = Int((share * 24).rounded(.down))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
    let left = elapsed.inSeconds * (1 - share) / max(share, 1e-3)
    return "[\(bar)] \(Int(share * 100)) %  \(label)  \(Int(left.rounded(.up))) s left"
  }

  /// Wipes the line.
  func finish() {
    if state.withLock({ $0.isVisible }) { standardError("\r\u{1B}[K", terminator: "") }
  }
}
