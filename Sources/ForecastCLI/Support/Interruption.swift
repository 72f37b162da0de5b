import Plotting
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C, SIGTERM and SIGHUP: the first one asks training to stop after the mini-batch, and drawing
/// within a tenth of a second; the second one kills the gnuplots and ends the program at once.
enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// Begins to listen, once.
  static func listen() { _ = isListening }

  private static let isListening: Bool = {
    // Under nohup nobody is to hear of a terminal that is closed.
    let before = signal(SIGHUP, SIG_IGN)
    let isDeaf = unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    for number in [SIGINT, SIGTERM] + (isDeaf ? [] : [SIGHUP]) {
      _ = signal(number) { number in
        let (isFirst, _) = Interruption.received.compareExchange(
          expected: 0, desired: number, ordering: .relaxed)
        guard !isFirst else { return }
        GnuplotStudio.killAll()
        _exit(Interruption.exitCode(for: number))
      }
    }
    // Whoever started the program may have blocked them, as threads of Dispatch do.
    var heard = sigset_t()
    sigemptyset(&heard)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&heard, number) }
    pthread_sigmask(SIG_UNBLOCK, &heard, nil)
    return true
  }()

  /// Whether somebody asked to stop.
  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// 130 after Ctrl-C, 75 after SIGTERM and SIGHUP.
  static var exitCode: Int32 { exitCode(for: received.load(ordering: .relaxed)) }

  /// What is said when the request came after training.
  ///
  /// - Parameter command: What draws the pictures that are missing; nil when there are all.
  /// - Returns: The failure to throw.
  static func afterWriting(missing command: String?) -> any Error {
    let written =
      command.map { "all numbers are written; pictures are missing: \($0)" }
      ?? "all results are written"
    return Failure(exitCode, "interrupted", "stopped on request; \(written)").thrown
  }

  private static func exitCode(for number: Int32) -> Int32 {
    number == SIGTERM || number == SIGHUP ? 75 : 130
  }
}
