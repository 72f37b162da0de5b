import CGnuplot

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A gnuplot that is running, from the opening of its pipe to its last words.
struct GnuplotSession {
  private let handle: OpaquePointer
  private let wordsPath: String
  private let start: Double

  /// Starts gnuplot under `timeout`, without the user's own settings, its words going to a file.
  init(_ gnuplot: String, seconds: Int, wordsPath: String) throws(GnuplotError) {
    let command =
      "exec timeout -k 1 \(seconds) \(shellQuoted(gnuplot)) -d >\(shellQuoted(wordsPath)) 2>&1"
    var code: Int32 = 0
    guard let handle = cgnuplot_open(command, &code) else {
      throw GnuplotError(.noProcess(why: systemWords(code)))
    }
    self.handle = handle
    self.wordsPath = wordsPath
    start = monotonicSeconds()
  }

  /// Sends commands; when gnuplot no longer reads, ``close()`` will tell why.
  func send(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        guard let base = characters.baseAddress else { return }
        _ = cgnuplot_send(handle, base, characters.count)
      }
    }
  }

  /// Waits until gnuplot has drawn everything, and ends the session.
  func close() -> End {
    let outcome = cgnuplot_close(handle)
    let words = String(decoding: (bytes(ofFile: wordsPath) ?? []).suffix(4096), as: UTF8.self)
    removeFile(wordsPath)
    return End(outcome: outcome, words: tidied(words), seconds: monotonicSeconds() - start)
  }

  /// How a session ended.
  struct End {
    let outcome: cgnuplot_outcome
    let words: String
    /// How long it took.
    let seconds: Double

    /// What went wrong, if it did.
    func failure(after limit: Int) -> GnuplotError? {
      let wasKilled = outcome.signal == SIGKILL || outcome.exit_status == 128 + SIGKILL
      if outcome.exit_status == 124 || (wasKilled && seconds >= Double(limit)) {
        return GnuplotError(.timedOut(seconds: limit), words: words)
      }
      if outcome.signal != 0 {
        return GnuplotError(.killed(signal: Int(outcome.signal)), words: words)
      }
      if outcome.exit_status != 0 {
        return GnuplotError(.failed(status: Int(outcome.exit_status)), words: words)
      }
      if outcome.error != 0 {
        return GnuplotError(.noProcess(why: systemWords(outcome.error)), words: words)
      }
      return nil
    }
  }
}

/// The words without empty lines, in which gnuplot only points at a place in its input.
private func tidied(_ words: String) -> String {
  words.split(separator: "\n")
    .map { line in String(line.drop { $0 == " " || $0 == "\t" }) }
    .filter { !$0.isEmpty && $0 != "^" }
    .joined(separator: "\n")
}
