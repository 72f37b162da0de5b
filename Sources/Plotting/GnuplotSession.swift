import CGnuplot
import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A gnuplot that is running, from the opening of its pipe to its last words.
///
/// A pipe holds little, and a gnuplot that draws does not read. So commands wait in a queue with a
/// thread of its own, and whoever sends them goes on at once.
final class GnuplotSession: Sendable {
  // The queue alone sends and ends; killing is allowed at any time.
  nonisolated(unsafe) private let handle: OpaquePointer
  private let queue = DispatchQueue(label: "gnuplot")
  private let hasEnded = DispatchSemaphore(value: 0)
  private let outcome = Mutex(cgnuplot_outcome(exit_status: -1, signal: 0, error: 0))
  private let isKilled = Atomic(false)
  private let wordsPath: String

  /// Starts gnuplot without the user's own settings, its words going to a file.
  init(_ gnuplot: String, wordsPath: String) throws(GnuplotError) {
    var code: Int32 = 0
    guard let handle = cgnuplot_open(gnuplot, wordsPath, &code) else {
      removeFile(wordsPath)  // made before it was known that the program does not run
      throw startFailure(code, wordsPath)
    }
    self.handle = handle
    self.wordsPath = wordsPath
  }

  deinit { cgnuplot_free(handle) }

  /// Sends commands, which are written down only when their turn has come.
  ///
  /// When gnuplot no longer reads, ``wait(until:)`` will tell why.
  func send(_ commands: @escaping @Sendable () -> String) {
    queue.async {
      guard !self.isKilled.load(ordering: .relaxed) else { return }
      var text = commands()
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          guard let base = characters.baseAddress else { return }
          _ = cgnuplot_send(self.handle, base, characters.count)
        }
      }
    }
  }

  /// Lets gnuplot draw what it was sent, and then end.
  func end() {
    queue.async {
      let outcome = cgnuplot_end(self.handle)
      self.outcome.withLock { $0 = outcome }
      self.hasEnded.signal()
    }
  }

  /// Kills gnuplot, whatever it is doing.
  func kill() {
    isKilled.store(true, ordering: .relaxed)
    cgnuplot_kill(handle)
  }

  /// Waits for the end of a session that was told to end; kills gnuplot when it takes too long, or
  /// when somebody has asked to stop, which is heard within a tenth of a second.
  func wait(until deadline: DispatchTime, unless isInterrupted: () -> Bool) -> End {
    var stop: Stop?
    while hasEnded.wait(timeout: min(deadline, .now() + .milliseconds(100))) == .timedOut {
      stop = isInterrupted() ? .interrupted : DispatchTime.now() >= deadline ? .late : nil
      guard stop != nil else { continue }
      kill()
      hasEnded.wait()
      break
    }
    let words = String(decoding: (bytes(ofFile: wordsPath) ?? []).suffix(4096), as: UTF8.self)
    removeFile(wordsPath)
    return End(outcome: outcome.withLock { $0 }, words: tidied(words), stop: stop)
  }

  /// Why gnuplot was killed.
  enum Stop { case late, interrupted }

  /// How a session ended.
  struct End {
    let outcome: cgnuplot_outcome
    let words: String
    /// Why it had to be killed; nil if it ended before.
    let stop: Stop?

    /// What went wrong, if it did.
    func failure(after limit: Int) -> GnuplotError? {
      switch stop {
      case .late: return GnuplotError(.timedOut(seconds: limit), words: words)
      case .interrupted: return GnuplotError(.interrupted)
      case nil: break
      }
      if outcome.signal != 0 {
        return GnuplotError(.killed(signal: Int(outcome.signal)), words: words)
      }
      if outcome.exit_status != 0, let name = missingTerminal {
        return GnuplotError(.noTerminal(name: name))
      }
      if outcome.exit_status != 0 {
        return GnuplotError(.failed(status: Int(outcome.exit_status)), words: words)
      }
      if outcome.error == EPIPE {
        return GnuplotError(.endedEarly, words: words)
      }
      if outcome.error != 0 {
        return GnuplotError(.noProcess(why: systemWords(outcome.error)), words: words)
      }
      return nil
    }

    /// The terminal that gnuplot says it does not know.
    private var missingTerminal: String? {
      guard words.contains("unknown or ambiguous terminal type") else { return nil }
      return words.firstMatch(of: #/set terminal ([a-z0-9]+)/#).map { String($0.1) }
    }
  }
}

/// Why a gnuplot did not start, the file for its words included.
private func startFailure(_ code: Int32, _ wordsPath: String) -> GnuplotError {
  switch code {
  case ENOSPC, EDQUOT: GnuplotError(.diskFull(name: wordsPath), isTemporary: true)
  case EAGAIN, ENOMEM, EMFILE, ENFILE: GnuplotError(.noProcess(why: systemWords(code)))
  case ECANCELED: GnuplotError(.interrupted)
  default: GnuplotError(.notExecutable(why: systemWords(code)))
  }
}

/// The words without empty lines, in which gnuplot only points at a place in its input.
private func tidied(_ words: String) -> String {
  words.split(separator: "\n")
    .map { line in String(line.drop { $0 == " " || $0 == "\t" }) }
    .filter { !$0.isEmpty && $0 != "^" }
    .joined(separator: "\n")
}
