import Dispatch
import Reporting
import SeriesData
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Some lines on standard error that are written over again and again while work goes on.
///
/// They are drawn ten times a second, by a thread of their own, from half a second on; so the work
/// itself only takes notes. The cursor waits below the block, and nothing about the terminal is
/// changed that would have to be changed back: whoever is killed leaves it as it should be. In the
/// background nothing is drawn.
final class LiveBlock: Sendable {
  private struct State {
    /// The columns of the lines that are on the screen.
    var widths: [Int] = []
    var isOver = false
    /// How often the program had been halted when they were drawn.
    var pauses = 0
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "live")
  private let size: @Sendable () -> TerminalSize
  private let isInForeground: @Sendable () -> Bool
  private let pauses: @Sendable () -> Int
  private let write: @Sendable (String) -> Void
  private let lines: @Sendable (TerminalSize) -> [String]

  /// A block that is not there yet.
  ///
  /// - Parameters:
  ///   - size: Tells the size of the terminal, which may change.
  ///   - isInForeground: Tells whether the terminal may be written to, which may change too.
  ///   - pauses: Tells how often the program was halted so far.
  ///   - write: Writes to the terminal.
  ///   - lines: Tells what is to be shown, in lines that may be cut.
  init(
    size: @escaping @Sendable () -> TerminalSize = { Console.size(of: .standardError) },
    isInForeground: @escaping @Sendable () -> Bool = { Console.isInForeground },
    pauses: @escaping @Sendable () -> Int = { Pauses.number },
    write: @escaping @Sendable (String) -> Void = { standardError($0, terminator: "") },
    lines: @escaping @Sendable (TerminalSize) -> [String]
  ) {
    (self.size, self.isInForeground, self.pauses) = (size, isInForeground, pauses)
    (self.write, self.lines) = (write, lines)
  }

  /// Begins to draw, in half a second.
  func start() {
    Self.shown.withLock { $0 = self }
    Pauses.count()
    schedule(.milliseconds(500))
  }

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
      forgetIfLost(&state)
      guard isInForeground(), !(shown.isEmpty && state.widths.isEmpty) else { return }
      let text = shown.map { $0 + "\u{1B}[K\n" }.joined()
      write(Self.toTop(Self.rows(of: state.widths, size)) + text + "\u{1B}[J")
      state.widths = shown.map { displayWidth($0) }
    }
  }

  /// Takes the block away, for good.
  func finish() {
    Self.shown.withLock { if $0 === self { $0 = nil } }
    state.withLock { state in
      wipe(&state)
      state.isOver = true
    }
  }

  /// Writes something where the block stands, which comes again below it.
  private func makingRoom(_ body: () -> Void) {
    state.withLock { state in
      wipe(&state)
      body()
    }
  }

  private func wipe(_ state: inout State) {
    forgetIfLost(&state)
    let rows = Self.rows(of: state.widths, size())
    guard rows > 0, isInForeground() else { return }
    // Row by row: a terminal may keep a screen that is cleared as a whole.
    let clear = String(repeating: "\u{1B}[2K\n", count: rows)
    write(Self.toTop(rows) + clear + Self.toTop(rows))
    state.widths = []
  }

  /// Whoever was halted or in the background finds other lines where the block was.
  private func forgetIfLost(_ state: inout State) {
    let pauses = self.pauses()
    if pauses != state.pauses || !isInForeground() { state.widths = [] }
    state.pauses = pauses
  }

  /// The rows that these lines take, which a terminal that became narrower has broken.
  private static func rows(of widths: [Int], _ size: TerminalSize) -> Int {
    widths.reduce(0) { $0 + max(1, ($1 + size.columns - 1) / max(size.columns, 1)) }
  }

  private static func toTop(_ rows: Int) -> String { rows == 0 ? "\r" : "\r\u{1B}[\(rows)A" }

  // MARK: - What else is written

  /// The block that is shown.
  private static let shown = Mutex<LiveBlock?>(nil)

  /// Does something that writes to standard error, so that it stays above the block that is shown.
  static func makingRoom(_ body: () -> Void) {
    guard let block = shown.withLock(\.self) else { return body() }
    block.makingRoom(body)
  }
}

/// How often the program was halted, as by Ctrl-Z, and went on.
private enum Pauses {
  private static let halts = Atomic(0)

  static var number: Int { halts.load(ordering: .relaxed) }

  /// Begins to count, once.
  static func count() { _ = isCounting }

  private static let isCounting: Bool = {
    _ = signal(SIGCONT) { _ in Pauses.halts.add(1, ordering: .relaxed) }
    return true
  }()
}
