import Dispatch
import Reporting
import Synchronization

/// Some lines on standard error that are written over again and again while work goes on.
///
/// They are drawn ten times a second, by a thread of their own, from half a second on; so the work
/// itself only takes notes. The cursor waits below the block, and nothing about the terminal is
/// changed that would have to be changed back: whoever is killed leaves it as it should be.
final class LiveBlock: Sendable {
  private struct State {
    /// The columns of the lines that are on the screen.
    var widths: [Int] = []
    var isOver = false
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "live")
  private let size: @Sendable () -> TerminalSize
  private let write: @Sendable (String) -> Void
  private let lines: @Sendable (TerminalSize) -> [String]

  /// A block that is not there yet.
  ///
  /// - Parameters:
  ///   - size: Tells the size of the terminal, which may change.
  ///   - write: Writes to the terminal.
  ///   - lines: Tells what is to be shown, in lines that may be cut.
  init(
    size: @escaping @Sendable () -> TerminalSize = { Console.size(of: .standardError) },
    write: @escaping @Sendable (String) -> Void = { standardError($0, terminator: "") },
    lines: @escaping @Sendable (TerminalSize) -> [String]
  ) {
    (self.size, self.write, self.lines) = (size, write, lines)
  }

  /// Begins to draw, in half a second.
  func start() { schedule(.milliseconds(500)) }

  private func schedule(_ delay: DispatchTimeInterval) {
    queue.asyncAfter(deadline: .now() + delay) { [weak self] in
      guard let self, !state.withLock({ $0.isOver }) else { return }
      draw()
      schedule(.milliseconds(100))
    }
  }

  /// Draws the lines over those that are there.
  func draw() {
    let size = self.size()
    // A line that fills its row moves the cursor differently from terminal to terminal; and a block
    // that is higher than the screen cannot be written over.
    let shown = lines(size).prefix(max(size.rows - 1, 1))
      .map { fitted(printable($0), max(size.columns - 1, 1), Console.letters) }
    state.withLock { state in
      guard !state.isOver else { return }
      let text = shown.map { $0 + "\u{1B}[K\n" }.joined()
      write(Self.toTop(of: state.widths, size) + text + "\u{1B}[J")
      state.widths = shown.map { displayWidth($0) }
    }
  }

  /// Takes the block away, for good.
  func finish() {
    state.withLock { state in
      if !state.isOver, !state.widths.isEmpty {
        write(Self.toTop(of: state.widths, size()) + "\u{1B}[J")
      }
      state.isOver = true
    }
  }

  /// To the first of these lines, which a terminal that became narrower has broken.
  private static func toTop(of widths: [Int], _ size: TerminalSize) -> String {
    let rows = widths.reduce(0) { $0 + max(1, ($1 + size.columns - 1) / max(size.columns, 1)) }
    return rows == 0 ? "\r" : "\r\u{1B}[\(rows)A"
  }
}
