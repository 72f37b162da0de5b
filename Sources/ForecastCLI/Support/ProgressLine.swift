import Forecasting
import Reporting
import Synchronization

/// One line on standard error that is written over again and again, in a ``LiveBlock``; on a terminal
/// only, and only when the work takes longer than half a second.
final class ProgressLine: Sendable {
  private let notes: ProgressNotes
  private let block: LiveBlock?

  /// A line that is not there yet.
  ///
  /// - Parameters:
  ///   - isEnabled: Whether anybody wants it.
  ///   - share: How much was done before, 0 to 1, in a time that nobody knows.
  init(isEnabled: Bool, from share: Double = 0) {
    let notes = ProgressNotes(from: share)
    self.notes = notes
    block =
      isEnabled && Console.canRedraw
      ? LiveBlock { _ in notes.line(Console.letters).map { [$0] } ?? [] } : nil
    block?.start()
  }

  /// Takes note of how much is done, from any thread.
  ///
  /// - Parameters:
  ///   - share: How much is done, 0 to 1.
  ///   - words: What is being done.
  ///   - secondsLeft: What is left; nil to conclude it from the share.
  func show(_ share: Double, _ words: String, secondsLeft: Double? = nil) {
    if block != nil { notes.take(share, words, secondsLeft: secondsLeft) }
  }

  /// Takes the line away.
  func finish() { block?.finish() }
}

/// How far some work is.
private final class ProgressNotes: Sendable {
  private struct Notes {
    var share: Double
    var words: String
    var secondsLeft: Double
  }

  private let notes = Mutex<Notes?>(nil)
  private let first: Double
  private let start = ContinuousClock.now

  init(from share: Double) { first = share }

  func take(_ share: Double, _ words: String, secondsLeft: Double?) {
    let seconds = (ContinuousClock.now - start).inSeconds
    let left = secondsLeft ?? seconds * (1 - share) / max(share - first, 1e-3)
    notes.withLock { $0 = Notes(share: share, words: words, secondsLeft: min(left, 1e9)) }
  }

  /// Bar, share, words, and the time that is left; nil before anything is known.
  func line(_ letters: Letters) -> String? {
    guard let notes = notes.withLock(\.self) else { return nil }
    return "\(letters.bar(notes.share, width: 24)) \(Int(notes.share * 100)) %  \(notes.words)  "
      + "\(Int(notes.secondsLeft.rounded(.up))) s left"
  }
}
