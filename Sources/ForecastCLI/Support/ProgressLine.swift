import Forecasting
import Reporting
import Synchronization

/// One line on standard error that is written over again and again; on a terminal only, and only
/// when the work takes longer than half a second.
final class ProgressLine: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant
    var isVisible = false
  }

  private let state: Mutex<State>
  private let start = ContinuousClock.now
  private let isEnabled: Bool

  /// A line that is not there yet.
  init(isEnabled: Bool) {
    self.isEnabled = isEnabled && Console.canRedraw
    state = Mutex(State(lastDrawn: .now))
  }

  /// Shows how much is done, at most ten times a second.
  ///
  /// - Parameters:
  ///   - share: How much is done, 0 to 1.
  ///   - words: What is being done.
  ///   - secondsLeft: What is left; nil to conclude it from the share.
  func show(_ share: Double, _ words: @autoclosure () -> String, secondsLeft: Double? = nil) {
    guard isEnabled else { return }
    let elapsed: Duration? = state.withLock { state in
      let now = ContinuousClock.now
      guard now - start > .milliseconds(500), now - state.lastDrawn > .milliseconds(100) else {
        return nil
      }
      (state.lastDrawn, state.isVisible) = (now, true)
      return now - start
    }
    guard let elapsed else { return }
    let left = secondsLeft ?? elapsed.inSeconds * (1 - share) / max(share, 1e-3)
    let line =
      "\(Console.letters.bar(share, width: 24)) \(Int(share * 100)) %  \(words())  "
      + "\(Int(left.rounded(.up))) s left"
    // A line that is broken could not be wiped.
    let columns = Console.size(of: .standardError).columns - 1
    standardError("\r\u{1B}[K" + fitted(printable(line), columns, Console.letters), terminator: "")
  }

  /// Wipes the line.
  func finish() {
    if state.withLock({ $0.isVisible }) { standardError("\r\u{1B}[K", terminator: "") }
  }
}
