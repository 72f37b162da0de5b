import FoundationEssentials

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

  /// Whether standard error is a terminal.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether to colour standard output: on a terminal, unless NO_COLOR, TERM=dumb or an option
  /// says otherwise (no-color.org).
  static func hasColour(noColour: Bool) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return !noColour && isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
      && environment["TERM"] != "dumb"
  }

  /// The processors that may be used.
  static var processorCount: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}

/// Whether something is at that path.
func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether a file is at that path, and no folder or pipe.
func isRegularFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
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
