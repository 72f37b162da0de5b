import FoundationEssentials
import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a line to standard error, in one call, so that lines of threads do not mix.
func standardError(_ line: String, terminator: String = "\n") {
  let bytes = Array((line + terminator).utf8)
  _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// Writes a line for people to standard error, above what is shown there live.
func remark(_ line: String) {
  LiveBlock.makingRoom { standardError(remarkStart + Console.letters.written(line)) }
}

private let remarkStart = "forecast: "

/// The columns that are left for a remark.
let remarkWidth = 80 - remarkStart.count

/// Writes text to standard output.
///
/// When nobody reads it, the program ends as others do.
func standardOutput(_ text: String) throws {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else {
      throw Failure(
        74, "output", "standard output: \(String(cString: strerror(errno)))",
        hint: "Is the disk full, or the reader gone?"
      ).thrown
    }
    rest = rest.dropFirst(count)
  }
}

/// What kind of terminal this is.
enum Console {
  /// Meets what a shell or a scheduler may have left undone; to be called before a file is opened.
  ///
  /// A standard descriptor that is closed would become the next file's, and what is printed would
  /// end in that file. So it is taken by a file that fails just as a closed one does.
  static func prepare() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
    // A file that grows beyond the limit of the process is an error to tell, not the end.
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  /// Whether the terminal is that of this program now, and not of the shell that sent it into the
  /// background.
  static var isInForeground: Bool { tcgetpgrp(STDERR_FILENO) == getpgrp() }

  /// Whether standard error is a terminal on which the cursor can be moved, and may be.
  static var canRedraw: Bool {
    let kind = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return isatty(STDERR_FILENO) == 1 && !kind.isEmpty && kind != "dumb" && !isPlain
  }

  /// Whether `--plain` was typed, or a file or the environment has it.
  static let isPlain = [Array(CommandLine.arguments.dropFirst()), Forecast.arguments].contains {
    $0.prefix { $0 != "--" }.contains("--plain")
  }

  /// The characters that people are written to in.
  static let letters: Letters =
    isPlain || !speaksUTF8(ProcessInfo.processInfo.environment) ? .ascii : .unicode

  /// Whether the locale is one of UTF-8, as POSIX finds it.
  ///
  /// Where none is set, as in most containers and under cron, it is taken to be: what is in the files
  /// is UTF-8 too.
  static func speaksUTF8(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    guard let name = locale?.lowercased() else { return true }
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// The columns of a sparkline: those of the terminal, but for a very wide one.
  static var sparklineWidth: Int { min(size(of: .standardOutput).columns, 120) }

  /// A stream that may be a terminal.
  enum Stream {
    case standardOutput, standardError
  }

  /// The size of a terminal: `COLUMNS` and `LINES` where they are set, then what the terminal says,
  /// else 80 columns and 24 rows.
  ///
  /// Standard error, where lines are written over, is not taken to be larger than it says.
  static func size(of stream: Stream) -> TerminalSize {
    var window = winsize()
    let descriptor = stream == .standardOutput ? STDOUT_FILENO : STDERR_FILENO
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0
    func length(_ variable: String, _ told: UInt16, _ usual: Int) -> Int {
      let set = ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } ?? 0
      let known = isKnown && told > 0 ? Int(told) : nil
      guard (1...10_000).contains(set) else { return known ?? usual }
      return stream == .standardError ? min(set, known ?? set) : set
    }
    return TerminalSize(
      columns: length("COLUMNS", window.ws_col, 80), rows: length("LINES", window.ws_row, 24))
  }

  /// Whether to colour standard output: on a terminal, unless NO_COLOR, TERM=dumb or an option
  /// says otherwise (no-color.org).
  static func hasColour(noColour: Bool) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return !noColour && !isPlain && isatty(STDOUT_FILENO) == 1
      && (environment["NO_COLOR"] ?? "").isEmpty
      && !["", "dumb"].contains(environment["TERM"] ?? "")
  }

  /// The processors that may be used.
  static var processorCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}

/// Columns and rows.
struct TerminalSize: Equatable {
  var columns: Int
  var rows: Int
}

/// Whether something is at that path.
func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether a file is at that path, and no folder or pipe.
func isRegularFile(_ path: String) -> Bool { regularFileSize(path) != nil }

/// The bytes of a regular file; nil for anything else, and where nothing is.
func regularFileSize(_ path: String) -> Int? {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
}

/// The folder that a path names something in; "." for a plain name.
func parentFolder(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The last part of a path.
func lastComponent(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// Whether a folder is at that path.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
