import Foundation
import Testing

/// Whether the program was built with a sanitizer, whose own tables take more address space than a
/// process with a limit has.
let hasSanitizer = ProcessInfo.processInfo.environment.keys.contains { $0.hasSuffix("SAN_OPTIONS") }

/// The program itself, as it was built beside the tests; other programs too, by their names.
enum Executable {
  /// Why there is no program.
  struct Missing: Error, CustomStringConvertible {
    let name: String
    let folder: String
    var description: String {
      "There is no '\(name)' in \(folder) or above it: build the package first, swift build does."
    }
  }

  /// Where it is: in the folder of the running test bundle, or in one above it.
  static func find(_ name: String = "forecast") throws -> URL {
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let first =
      FileManager.default.fileExists(atPath: own.path) ? own.path : CommandLine.arguments[0]
    var folder = URL(filePath: first).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appending(path: name)
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    throw Missing(name: name, folder: first)
  }
}

/// What a call of the program came to.
struct Outcome {
  let exitCode: Int32
  let output: Data
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  /// Standard output as one JSON object.
  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any], "\(text)")
  }

  /// Standard error as one JSON object.
  func jsonError() throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(errors.utf8)) as? [String: Any], "\(errors)")
  }
}

/// A folder of its own in which a test calls the program; it goes when the test is over.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "forecast-cli-\(UInt64.random(in: .min ... .max))")
      .resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Starts the program in this folder; its output goes to files elsewhere.
  func start(
    _ arguments: [String], of program: URL? = nil, input: String = "",
    environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try RunningProgram(arguments, of: program, in: url, input: input, environment: environment)
  }

  /// Calls the program in this folder.
  @discardableResult
  func forecast(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    try start(arguments, input: input, environment: environment).outcome()
  }

  /// Runs a script of the shell in this folder, in which `$forecast` is the program.
  func shell(_ script: String, environment: [String: String] = [:]) throws -> Outcome {
    let variables = environment.merging(["forecast": try Executable.find().path]) { $1 }
    return try RunningProgram(
      ["-c", script], of: URL(filePath: "/bin/sh"), in: url, input: "", environment: variables
    ).outcome()
  }

  /// Calls the program, which must end with 0.
  @discardableResult
  func succeed(_ arguments: String..., input: String = "") throws -> Outcome {
    let outcome = try start(arguments, input: input).outcome()
    try #require(outcome.exitCode == 0, "\(arguments): \(outcome.errors)")
    return outcome
  }

  func put(_ text: String, in name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func bytes(of name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

  func text(of name: String) throws -> String {
    String(decoding: try bytes(of: name), as: UTF8.self)
  }

  /// The JSON object in a file.
  func json(of name: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: try bytes(of: name)) as? [String: Any])
  }

  /// Every file below a folder, hidden ones too, by its path.
  func files(in folder: String = ".") throws -> [String] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: url.appending(path: folder).path)
    return all.filter { name in
      var isFolder: ObjCBool = false
      let path = url.appending(path: folder).appending(path: name).path
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  /// Every file with its content.
  func contents() throws -> [String: Data] {
    // A link may lead nowhere.
    Dictionary(uniqueKeysWithValues: try files().map { ($0, (try? bytes(of: $0)) ?? Data()) })
  }
}

/// The program while it runs.
final class RunningProgram {
  private let process = Process()
  private let logs: URL

  init(
    _ arguments: [String], of program: URL? = nil, in folder: URL, input: String,
    environment: [String: String]
  ) throws {
    logs = URL(filePath: folder.path + "-logs-\(UInt64.random(in: .min ... .max))")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    for (name, content) in [("in", input), ("out", ""), ("err", "")] {
      try Data(content.utf8).write(to: logs.appending(path: name))
    }
    process.executableURL = try program ?? Executable.find()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Whatever the shell of the tests is like, the program sees the same; but for what a sanitizer is told.
    let inherited = ProcessInfo.processInfo.environment
    process.environment =
      inherited.filter { $0.key.hasSuffix("SAN_OPTIONS") }
      .merging(["PATH": inherited["PATH"] ?? "", "COLUMNS": "80"]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: logs.appending(path: "in"))
    process.standardOutput = try FileHandle(forWritingTo: logs.appending(path: "out"))
    process.standardError = try FileHandle(forWritingTo: logs.appending(path: "err"))
    try process.run()
  }

  deinit { try? FileManager.default.removeItem(at: logs) }

  /// Waits until the program listens to a signal, and sends it; nobody can listen to some.
  func send(_ signal: Int32) throws {
    guard signal != SIGSTOP && signal != SIGCONT else {
      kill(process.processIdentifier, signal)
      return
    }
    for _ in 0..<600 where try !listens(to: signal) { Thread.sleep(forTimeInterval: 0.05) }
    try #require(try listens(to: signal), "the program has not begun to listen to signal \(signal)")
    kill(process.processIdentifier, signal)
  }

  /// Whether a handler stands for a signal, as the kernel tells.
  private func listens(to signal: Int32) throws -> Bool {
    let status = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let mask = try #require(status.firstMatch(of: /SigCgt:\s*([0-9a-f]+)/)?.1)
    return try #require(UInt64(mask, radix: 16)) & 1 << UInt64(signal - 1) != 0
  }

  /// Waits for its end; an end by a signal is 128 and its number, as a shell says it.
  func outcome() throws -> Outcome {
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      exitCode: process.terminationReason == .exit ? status : 128 + status,
      output: try Data(contentsOf: logs.appending(path: "out")),
      errors: String(decoding: try Data(contentsOf: logs.appending(path: "err")), as: UTF8.self))
  }
}

/// The four networks, in the order of the program.
let networks = ["rnn-element", "rnn", "lstm", "gru"]

/// `2001-02`: the month that lies so many after January of a year.
func monthText(_ index: Int, after year: Int) -> String {
  let number = index % 12 + 1
  return "\(year + index / 12)-\(number < 10 ? "0" : "")\(number)"
}

/// `datasets/airline-passengers.csv` of this checkout.
func airlineFile() throws -> String {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try String(
    contentsOf: root.appending(path: "datasets/airline-passengers.csv"), encoding: .utf8)
}
