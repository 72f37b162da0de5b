import Foundation
import Testing

/// The screens lie in `Golden`; after a change that is meant: `forecast run --help > Golden/run.txt`.
@Suite("The help") struct HelpTests {
  static let commands = [
    "", "run", "inspect", "train", "predict", "backtest", "score", "report", "plot", "tune",
    "export", "schema",
  ]

  private func help(_ command: String) throws -> String {
    try Scratch().start((command.isEmpty ? [] : [command]) + ["--help"]).outcome().text
  }

  @Test("is as it was written down", arguments: commands)
  func golden(_ command: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/\(command.isEmpty ? "forecast" : command).txt")
    #expect(try help(command) == String(contentsOf: file, encoding: .utf8))
  }

  @Test("shows examples first, each on a line of its own", arguments: commands)
  func examples(_ command: String) throws {
    let lines = try help(command).split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count > 10)
    #expect(lines[0].hasPrefix("OVERVIEW: "))
    #expect(lines[1...2] == ["", "EXAMPLES:"])
    let examples = lines[3...].prefix { !$0.isEmpty }
    #expect(examples.count >= 3)
    for line in examples { #expect(line.hasPrefix("  forecast"), "\(line)") }
  }

  @Test("fits into 80 columns", arguments: commands)
  func width(_ command: String) throws {
    for line in try help(command).split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test("names every command, and there is a golden screen for each")
  func completeness() throws {
    let listed = try help("").split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.prefix {
      !$0.hasPrefix("  See")
    }
    .compactMap { $0.firstMatch(of: #/^ {2}(\w+)\s/#).map { String($0.1) } }
    #expect(listed == Array(Self.commands.dropFirst()))
  }

  @Test("comes on standard output with exit code 0, and so does the version")
  func streams() throws {
    for arguments in [
      ["--help"], ["help", "run"], ["run", "-h"], ["--version"], ["run", "--help", "--json"],
    ] {
      let outcome = try Scratch().start(arguments).outcome()
      #expect(outcome.exitCode == 0)
      #expect(outcome.errors == "")
      #expect(!outcome.text.isEmpty)
    }
    #expect(try Scratch().forecast("--version").text.contains(/^\d+\.\d+\.\d+\n$/))
  }
}
