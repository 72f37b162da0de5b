import ArgumentParser
import Artifacts
import Reporting

/// What every command understands.
struct CommonOptions: ParsableArguments {
  @Flag(help: "Print one JSON document; errors are JSON too.")
  var json = false

  @Flag(name: .shortAndLong, help: "No progress and no warnings.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "No colours, as with NO_COLOR=1.")
  var noColour = false

  @Flag(help: "For screen readers and logs: ASCII, no colour, no bars, no sparkline.")
  var plain = false

  @Option(
    help: ArgumentHelp(
      "A file of options, TOML or JSON; what is typed wins. (default: forecast.toml, if it is there)",
      valueName: "file"),
    completion: .file(extensions: ["toml", "json"]))
  var config: [String] = []

  @Flag(help: "Read no file of options.")
  var noConfig = false

  func validate() throws {
    if noConfig && !config.isEmpty {
      throw ValidationError("--config and --no-config exclude each other; give one.")
    }
  }

  /// Prints the result: the document, or the text.
  ///
  /// - Parameters:
  ///   - text: For people, in the characters that their terminal has.
  ///   - document: What `--json` prints.
  ///   - isTable: Whether the text is for programs, and is printed as it is.
  /// - Throws: A failure when nobody reads it, and what making the text throws.
  func print(
    _ text: @autoclosure () throws -> String, json document: some Encodable, isTable: Bool = false
  ) throws {
    if json {
      return try standardOutput(String(decoding: JSONDocument.encode(document), as: UTF8.self))
    }
    try standardOutput(isTable ? try text() : Console.letters.written(try text()))
  }

  /// What reports are made of on standard output.
  var style: TerminalStyle {
    TerminalStyle(
      hasColour: Console.hasColour(noColour: noColour), letters: Console.letters,
      sparklineWidth: Console.isPlain ? nil : Console.sparklineWidth)
  }

  /// Prints warnings to standard error, unless they are in the JSON or not wanted.
  func warn(_ warnings: [String]) {
    guard !quiet, !json else { return }
    for warning in warnings { remark("note: \(warning)") }
  }
}

/// A command that has the common options, and can tell what nobody typed.
protocol Remarking: ParsableCommand {
  var common: CommonOptions { get }
}

/// What commands that train understand.
struct WorkOptions: ParsableArguments {
  @Option(help: "The seed of all random numbers.")
  var seed: UInt64 = 0

  @Option(
    help: "Threads to train with; results do not depend on how many. (default: all cores)")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Say on standard error what is done, and how long it took.")
  var verbose = false

  /// Tells what will be done.
  func tell(_ lines: [String]) {
    guard verbose else { return }
    for line in lines {
      for part in folded(line, width: remarkWidth).split(separator: "\n") { remark(String(part)) }
    }
  }

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads) (expected at least 1).")
    }
  }

  /// The number of threads to use.
  var threadCount: Int { threads ?? Console.processorCount }
}
