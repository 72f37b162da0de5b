import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The terminal of standard output, as far as it shows pictures.
enum SixelTerminal {
  /// Whether the terminal says that it shows sixels.
  ///
  /// It is asked for its device attributes, `ESC [ c`. Every terminal since the VT100 answers, with
  /// numbers such as `ESC [ ? 62 ; 4 ; 22 c`, and 4 among them is sixels; so no list of names has to be
  /// kept. One that does not answer within a second shows none.
  static var showsSixels: Bool {
    let kind = ProcessInfo.processInfo.environment["TERM"] ?? ""
    guard !["", "dumb", "linux"].contains(kind) else { return false }
    return claimsSixels(answer(to: "\u{1B}[c", upTo: "c"))
  }

  /// The pixels that are sure to fit into a line of the terminal; nil where nobody knows.
  static var width: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    // Letters are hardly ever narrower than eight pixels.
    let pixels = size.ws_xpixel > 0 ? Int(size.ws_xpixel) : Int(size.ws_col) * 8
    return pixels > 0 ? max(300, pixels) : nil
  }

  /// What to say to whoever has no such terminal.
  static var refusal: Failure.Thrown {
    Failure(
      64, "usage",
      "this terminal does not say that it shows sixels (expected 4 among its device "
        + "attributes)",
      hint: "Try --terminal dumb, or a terminal such as foot, WezTerm, mlterm or xterm -ti vt340; "
        + "into a pipe sixels are written in any case"
    ).thrown
  }

  /// Whether device attributes have the one of sixels; the first is no attribute, but the kind.
  static func claimsSixels(_ answer: String) -> Bool {
    guard let match = answer.firstMatch(of: #/\x1B\[\?([0-9;]+)c/#) else { return false }
    return match.1.split(separator: ";").dropFirst().contains("4")
  }

  /// What the terminal answers; it does not reach the screen, and the keyboard is as before.
  private static func answer(to question: String, upTo end: Character) -> String {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return "" }
    defer { close(terminal) }
    var before = termios()
    // In the background, whoever touches the terminal is stopped.
    guard tcgetpgrp(terminal) == getpgrp(), tcgetattr(terminal, &before) == 0 else { return "" }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(terminal, TCSANOW, &silent) == 0 else { return "" }
    defer { tcsetattr(terminal, TCSANOW, &before) }
    guard write(terminal, question, question.utf8.count) == question.utf8.count else { return "" }
    var answer = ""
    var byte: UInt8 = 0
    var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    while answer.last != end, answer.utf8.count < 200, poll(&waiting, 1, 1000) == 1,
      read(terminal, &byte, 1) == 1
    {
      answer.append(Character(Unicode.Scalar(byte)))
    }
    return answer
  }
}
