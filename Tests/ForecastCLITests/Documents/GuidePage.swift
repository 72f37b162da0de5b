import Foundation
import Testing

/// A page of the documentation, and what it shows between fences.
///
/// A fence without a word behind it holds one of three things: commands after `$ ` with what they
/// print below each; lines that all begin with `forecast `, of which only the commands are shown; or,
/// directly below a program, what the program prints.
struct GuidePage: Sendable, CustomTestStringConvertible {
  /// What stands between two fences.
  struct Block: Sendable {
    /// The word behind the fence, such as `swift`; mostly empty.
    let language: String
    let text: String
    /// The line of its first line.
    let line: Int
  }

  /// A command of a page.
  struct Command: Sendable {
    let text: String
    /// What stands below it; empty where nothing is shown.
    let shown: String
    let line: Int
  }

  /// Relative to the checkout.
  let path: String
  let blocks: [Block]

  var testDescription: String { path }

  /// The folder of this checkout.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    var (blocks, open): ([Block], (language: String, line: Int)?) = ([], nil)
    var lines: [Substring] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard line.hasPrefix("```") else {
        lines.append(line)
        continue
      }
      if let (language, first) = open {
        blocks.append(
          Block(language: language, text: lines.joined(separator: "\n"), line: first))
        open = nil
      } else {
        open = (String(line.dropFirst(3)), index + 2)
      }
      lines = []
    }
    self.blocks = blocks
  }

  /// The README and all guides.
  static func all() throws -> [GuidePage] {
    let guides = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Guides").path)
    return try
      (["README.md"] + guides.filter { $0.hasSuffix(".md") }.sorted().map { "Guides/\($0)" })
      .map(GuidePage.init)
  }

  /// Every program with what stands directly below it: its output.
  var programs: [(program: Block, output: Block?)] {
    zip(blocks, blocks.dropFirst().map(Optional.some) + [nil]).compactMap { program, next in
      guard !program.language.isEmpty else { return nil }
      return (program, next.flatMap { Self.isOutput($0) ? $0 : nil })
    }
  }

  /// All commands in their order.
  var commands: [Command] {
    commandBlocks.flatMap { block in
      block.text.hasPrefix("$ ") ? Self.transcript(block) : Self.list(block)
    }
  }

  /// What stands between fences and is neither command, nor program, nor the output of one.
  var others: [Block] {
    let known = Set(commandBlocks.map(\.line) + programs.compactMap(\.output?.line))
    return blocks.filter { $0.language.isEmpty && !known.contains($0.line) }
  }

  private var commandBlocks: [Block] { blocks.filter { $0.language.isEmpty && !Self.isOutput($0) } }

  /// Whether no line of it is a command.
  private static func isOutput(_ block: Block) -> Bool {
    !block.text.hasPrefix("$ ")
      && !block.text.split(separator: "\n").allSatisfy { $0.hasPrefix("forecast ") }
  }

  private static func list(_ block: Block) -> [Command] {
    block.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      Command(text: String($1), shown: "", line: block.line + $0)
    }
  }

  private static func transcript(_ block: Block) -> [Command] {
    var commands: [(text: String, shown: [Substring], line: Int)] = []
    for (index, line) in block.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if line.hasPrefix("$ ") {
        commands.append((String(line.dropFirst(2)), [], block.line + index))
      } else {
        commands[commands.count - 1].shown.append(line)
      }
    }
    return commands.map {
      Command(text: $0.text, shown: $0.shown.joined(separator: "\n"), line: $0.line)
    }
  }
}
