#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that is measured as a process of its own.
public struct Program: Sendable {
  /// How a process went.
  public struct Measurement: Sendable {
    /// From start to end, in seconds of wall time.
    public var seconds: Double
    /// The most memory that it had at a time, in bytes.
    public var peakMemory: Double
  }

  private let path: String

  /// The program at this path.
  public init(path: String) { self.path = path }

  /// `forecast`: the one that `FORECAST_PROGRAM` in the environment names, or else the one that
  /// `make build` made.
  public static let forecast = Program(
    path: getenv("FORECAST_PROGRAM").map { String(cString: $0) }
      ?? repository + "/.build/release/forecast")

  private static let repository =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    .joined(separator: "/")

  /// Starts it with its output thrown away, and waits for its end.
  ///
  /// - Precondition: It can be started, and succeeds.
  public func call(_ arguments: [String]) {
    let (status, _) = run(arguments, output: nil)
    precondition(
      status == 0, "\(path) \(arguments.joined(separator: " ")) failed (status \(status))")
  }

  /// The same, measured from a small program beside this one, because a process starts its life
  /// with the peak memory of the one that starts it.
  public func measure(_ arguments: [String]) -> Measurement {
    let own = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
    let launcher = (own.dropLast() + ["measured-run"]).joined(separator: "/")
    let (status, output) = Program(path: launcher).run([path] + arguments, output: 4096)
    let numbers = output.split(separator: " ").compactMap { Double($0) }
    precondition(
      status == 0 && numbers.count == 2,
      "\(launcher) \(path) \(arguments.joined(separator: " ")) failed (status \(status))")
    return Measurement(seconds: numbers[0], peakMemory: numbers[1])
  }

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - arguments: What it is told.
  ///   - output: The most bytes of its output to keep; nil throws it away.
  /// - Returns: The status that it ended with, and its output.
  private func run(_ arguments: [String], output: Int?) -> (status: Int32, output: String) {
    var pipes: [Int32] = [-1, -1]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if output == nil {
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    } else {
      precondition(pipe(&pipes) == 0, "There is no pipe to be had")
      posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO)
      posix_spawn_file_actions_addclose(&actions, pipes[0])
      posix_spawn_file_actions_addclose(&actions, pipes[1])
    }
    let words = ([path] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var child = pid_t()
    let code = posix_spawn(&child, path, &actions, nil, words + [nil], environ)
    precondition(
      code == 0,
      "\(path) cannot be started: \(String(cString: strerror(code))); make build makes it")
    var text = ""
    if let output {
      close(pipes[1])
      var buffer = [UInt8](repeating: 0, count: output)
      var count = 0
      while count < output {
        let more = buffer.withUnsafeMutableBytes {
          read(pipes[0], $0.baseAddress?.advanced(by: count), output - count)
        }
        if more <= 0 { break }
        count += more
      }
      close(pipes[0])
      text = String(decoding: buffer[..<count], as: UTF8.self)
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return (status, text.filter { $0 != "\n" })
  }
}

/// A folder that goes when the last one who knows it is gone.
public final class TemporaryFolder: @unchecked Sendable {
  /// Where it is.
  public let path: String

  /// Makes one.
  public init() {
    var template = Array("/tmp/forecast-benchmark-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "No temporary folder can be made in /tmp")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Program(path: "/bin/rm").call(["-r", path]) }
}
