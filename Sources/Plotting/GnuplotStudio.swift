import CGnuplot
import Dispatch
import Synchronization

/// Gnuplots at work: they take figures at any time, and draw while the program does other things.
///
/// ```swift
/// let studio = try GnuplotRenderer().open()
/// studio.draw(.init(curve, terminal: .png, path: studio.folder + "/curve.png"))   // at once
/// let pictures = try studio.finish()        // waits; [path: bytes], all whole
/// ```
///
/// Until ``finish()`` nothing is promised of the files, and nothing of what went wrong is told.
public final class GnuplotStudio: Sendable {
  /// A folder of its own; pictures that are drawn there go when the work is over.
  public let folder: String

  private let sessions: [GnuplotSession]
  private let seconds: Int
  private let isInterrupted: @Sendable () -> Bool
  private let state: Mutex<State>

  private struct State {
    var drawings: [GnuplotRenderer.Drawing] = []
    /// The pixels that each session was given.
    var loads: [Int]
    var failure: GnuplotError?
    var isOpen = true
  }

  /// Starts gnuplots; they load their libraries while nobody needs them yet.
  init(
    _ gnuplot: String, processes: Int, seconds: Int, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(GnuplotError) {
    folder = try makeTemporaryFolder()
    self.seconds = seconds
    self.isInterrupted = isInterrupted
    var sessions: [GnuplotSession] = []
    do throws(GnuplotError) {
      for index in 0..<processes {
        sessions.append(try GnuplotSession(gnuplot, wordsPath: "\(folder)/words\(index)"))
      }
    } catch {
      for session in sessions { session.kill() }
      _ = ends(of: sessions, after: seconds)
      removeFolder(folder)
      throw error
    }
    self.sessions = sessions
    state = Mutex(State(loads: sessions.map { _ in 0 }))
  }

  deinit { abandon() }

  /// Gives a figure to the gnuplot that had the least to draw so far; may be called from any thread.
  public func draw(_ drawing: GnuplotRenderer.Drawing) {
    state.withLock { state in
      guard state.isOpen, state.failure == nil else { return }
      state.drawings.append(drawing)
      do throws(GnuplotError) {
        try reserve(drawing.path, isTemporary: isOurs(drawing.path))
      } catch {
        state.failure = error
        return
      }
      let index = state.loads.indices.min { state.loads[$0] < state.loads[$1] } ?? 0
      let size = drawing.style.size(of: drawing.figure)
      state.loads[index] += size.width * size.height
      // Under the lock, so that nobody ends the session between; it only joins a queue.
      sessions[index].send {
        GnuplotScript(
          drawing.figure, terminal: drawing.terminal, path: drawing.path, style: drawing.style
        ).text
      }
    }
  }

  /// Waits until everything is drawn, and looks whether it is whole.
  ///
  /// - Returns: The bytes of each picture, by its path.
  /// - Throws: The first failure; then every picture is gone.
  public func finish() throws(GnuplotError) -> [String: [UInt8]] {
    let (drawings, failure, isOpen) = close()
    precondition(isOpen, "A studio is finished once")
    if failure != nil { for session in sessions { session.kill() } }
    let ends = ends(of: sessions, after: seconds, unless: isInterrupted)
    defer { removeFolder(folder) }
    do throws(GnuplotError) {
      if let failure = failure ?? ends.compactMap({ $0.failure(after: seconds) }).first {
        throw failure
      }
      let words = ends.map(\.words).filter { !$0.isEmpty }.joined(separator: "\n")
      var pictures: [String: [UInt8]] = [:]
      for drawing in drawings { pictures[drawing.path] = try picture(drawing, words) }
      for drawing in drawings where isOurs(drawing.path) { removeFile(drawing.path) }
      return pictures
    } catch {
      for drawing in drawings { removeFile(drawing.path) }
      throw error
    }
  }

  /// Stops everything and removes every picture, unless the work is over; safe to call twice.
  public func abandon() {
    let (drawings, _, isOpen) = close()
    guard isOpen else { return }
    for session in sessions { session.kill() }
    _ = ends(of: sessions, after: seconds)
    for drawing in drawings { removeFile(drawing.path) }
    removeFolder(folder)
  }

  /// Kills the gnuplots of all studios, and what they have started; no gnuplot starts any more.
  ///
  /// For a program that ends at once: it may be called in a handler of signals. The folders stay.
  public static func killAll() { cgnuplot_kill_all() }

  /// Whether a file lies in the folder of the studio.
  private func isOurs(_ path: String) -> Bool { path.hasPrefix(folder + "/") }

  /// The bytes of a file that must be a whole picture by now.
  private func picture(
    _ drawing: GnuplotRenderer.Drawing, _ words: String
  ) throws(GnuplotError) -> [UInt8] {
    let path = drawing.path
    if let bytes = bytes(ofFile: path), drawing.terminal.isWhole(bytes) { return bytes }
    throw GnuplotError(
      isDiskFull(at: path) ? .diskFull(name: path) : .incompleteFile(name: path), words: words,
      isTemporary: isOurs(path))
  }

  /// Takes no more figures.
  private func close() -> (drawings: [GnuplotRenderer.Drawing], GnuplotError?, wasOpen: Bool) {
    state.withLock { state in
      defer { state.isOpen = false }
      return (state.drawings, state.failure, state.isOpen)
    }
  }
}

/// Ends sessions, and waits for them all until the same moment.
private func ends(
  of sessions: [GnuplotSession], after seconds: Int, unless isInterrupted: () -> Bool = { false }
) -> [GnuplotSession.End] {
  for session in sessions { session.end() }
  let deadline = DispatchTime.now() + .seconds(seconds)
  return sessions.map { $0.wait(until: deadline, unless: isInterrupted) }
}

/// Makes sure that a file can be made, while the reason why not is still known.
private func reserve(_ path: String, isTemporary: Bool) throws(GnuplotError) {
  let code = hasControlCharacters(path) ? nil : makeEmptyFile(path)
  guard code != 0 else { return }
  let why = code.map(systemWords) ?? "the name has a control character"
  throw GnuplotError(.cannotWrite(name: path, why: why), isTemporary: isTemporary)
}
