import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C and SIGTERM: the first one asks training to stop after the epoch, the second one ends the
/// program at once.
enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// Begins to listen.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      _ = signal(number) { number in
        let (isFirst, _) = Interruption.received.compareExchange(
          expected: 0, desired: number, ordering: .relaxed)
        if !isFirst { _exit(Interruption.exitCode(for: number)) }
      }
    }
  }

  /// Whether somebody asked to stop.
  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// 130 after Ctrl-C, 75 after SIGTERM.
  static var exitCode: Int32 { exitCode(for: received.load(ordering: .relaxed)) }

  /// What is said when the request came after training.
  static var afterWriting: any Error {
    Failure(exitCode, "interrupted", "stopped on request; all results are written").thrown
  }

  private static func exitCode(for number: Int32) -> Int32 { number == SIGTERM ? 75 : 130 }
}
