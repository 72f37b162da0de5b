import Foundation
import Testing

/// The programs of `Guides/Examples` are built beside the tests; the guides show them.
@Suite("An example of the guides") struct ExampleTests {
  /// A program and where it is shown.
  struct Example: Sendable, CustomTestStringConvertible {
    let page: GuidePage
    let program: GuidePage.Block
    let output: GuidePage.Block?

    /// The folder in `Guides/Examples` with this text.
    func folder() throws -> String? {
      try ExampleTests.folders().first { try ExampleTests.text(of: $0) == program.text + "\n" }
    }

    var testDescription: String { "\(page.path):\(program.line)" }
  }

  static func folders() throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: GuidePage.root.appending(path: "Guides/Examples").path
    ).sorted()
  }

  static func text(of folder: String) throws -> String {
    try String(
      contentsOf: GuidePage.root.appending(path: "Guides/Examples/\(folder)/main.swift"),
      encoding: .utf8
    )
  }

  static func all() throws -> [Example] {
    try GuidePage.all().flatMap { page in
      page.programs.filter { $0.program.language == "swift" }
        .map { Example(page: page, program: $0.program, output: $0.output) }
    }
  }

  @Test("prints what the guide shows", arguments: try all())
  func output(of example: Example) throws {
    let folder = try #require(
      try example.folder(), "no main.swift in Guides/Examples has this text")
    let scratch = try Scratch()
    try scratch.put(try airlineFile(), in: "airline-passengers.csv")
    let outcome = try scratch.start([], of: try Executable.find("\(folder)Example")).outcome()
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    var shown = ShownText(try #require(example.output).text)
    shown.comparesNumbers = Processor.isThatOfThePages
    let difference = shown.difference(from: outcome.text)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("is shown in a guide", arguments: try folders())
  func isShown(_ folder: String) throws {
    #expect(try Self.all().contains { try $0.folder() == folder })
  }
}
