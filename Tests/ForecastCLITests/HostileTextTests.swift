import Foundation
import Testing

/// Names from a file and from the command line, written by somebody who wants to run commands.
@Suite("A hostile text") struct HostileTextTests {
  private let scratch: Scratch

  /// A file of three years, its value column called as given.
  private func table(_ name: String) -> String {
    let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
    let rows = (0..<36).map { month in
      "\(monthText(month, after: 2001)),\(10 + month + month % 12)"
    }
    return (["Month,\(quoted)"] + rows).joined(separator: "\n") + "\n"
  }

  private static let texts = [
    "'; system(\"touch pwned\"); #", "`touch pwned`", "$(touch pwned)", "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>", "' . system('touch pwned') . '", "@x\\n!touch pwned",
    "%d %s {/Symbol a}",
    "a\nset output 'pwned'\n!touch pwned", "\u{1B}]0;pwned\u{07}",
  ]

  init() throws { scratch = try Scratch() }

  @Test("runs nothing, whatever it names", arguments: texts)
  func runsNothing(_ text: String) throws {
    let folder =
      "out " + text.filter { $0 != "/" && $0 != "\n" && $0 != "\u{1B}" && $0 != "\u{07}" }
    try scratch.put(table(text), in: "\(folder)/s.csv")
    let file = "\(folder)/s.csv"
    let outcome = try scratch.forecast(
      "run", file, "--title", text, "--unit", text, "--model", "rnn", "--epochs", "2", "--seeds",
      "1",
      "--terminal", "svg", "-o", folder)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(!outcome.text.contains("\u{1B}"))
    let files = try scratch.files()
    #expect(files.allSatisfy { $0.hasPrefix(folder) && !$0.hasSuffix("/pwned") && $0 != "pwned" })
    for name in files where name.hasSuffix(".html") || name.hasSuffix(".svg") {
      let content = try scratch.text(of: name)
      #expect(!content.contains("<script") && !content.contains("<img src=x"), "\(name)")
      #expect(!content.contains("\u{1B}"), "\(name)")
    }
  }

  @Test("in a report or a model, at any place, cannot reach the terminal")
  func changedFiles() throws {
    try scratch.put(table("y"), in: "s.csv")
    try scratch.succeed(
      "run", "s.csv", "--model", "rnn", "--epochs", "2", "--seeds", "1", "--terminal", "svg")
    try scratch.succeed("train", "s.csv", "-o", "auto.json")
    for (file, command) in [
      ("plots/report.json", ["report"]), ("auto.json", ["predict", "auto.json"]),
      ("plots/run.json", ["run", "--replay", "plots/run.json", "-o", "again"]),
    ] {
      let original = try scratch.json(of: file)
      let keys = Self.textKeys(original)
      #expect(keys.count > 5)
      for key in keys {
        let changed = Self.changing(key, in: original)
        try JSONSerialization.data(withJSONObject: changed)
          .write(to: scratch.url.appending(path: file))
        let outcome = try scratch.start(command).outcome()
        #expect([0, 64, 65, 66, 78].contains(outcome.exitCode), "\(key): \(outcome.errors)")
        #expect(!(outcome.text + outcome.errors).contains("\u{1B}"), "\(file): \(key)")
      }
    }
  }

  /// The keys with a text, or with a list of texts.
  private static func textKeys(_ value: Any) -> Set<String> {
    if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(textKeys($1)) } }
    guard let object = value as? [String: Any] else { return [] }
    return object.reduce(into: []) { keys, member in
      if member.value is String || member.value is [String] { keys.insert(member.key) }
      keys.formUnion(textKeys(member.value))
    }
  }

  /// The same with an escape sequence wherever that key is.
  private static func changing(_ key: String, in value: Any) -> Any {
    let escape = "\u{1B}[31mX\n<script>"
    if let list = value as? [Any] { return list.map { changing(key, in: $0) } }
    guard let object = value as? [String: Any] else { return value }
    return Dictionary(
      uniqueKeysWithValues: object.map { member -> (String, Any) in
        guard member.key == key else { return (member.key, changing(key, in: member.value)) }
        if member.value is String { return (key, escape) }
        return (key, (member.value as? [String]).map { $0.map { _ in escape } } ?? member.value)
      })
  }

  @Test("stays one word in every command that is there to be copied")
  func copiedCommands() throws {
    let file = "it's; touch pwned; `touch pwned` $(touch pwned) \"x\".csv"
    try scratch.put(table("y"), in: file)
    try scratch.succeed(
      "run", file, "--model", "rnn", "--epochs", "2", "--seeds", "1", "--terminal", "dumb", "-o",
      "o; touch pwned")
    // Whoever copies a command runs this instead.
    try scratch.put("#!/bin/sh\nfor word; do echo \"[$word]\"; done >>words\n", in: "bin/forecast")
    let stub = scratch.url.appending(path: "bin/forecast").path
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: stub)
    let report = try scratch.text(of: "o; touch pwned/report.md")
    let commands =
      report.split(separator: "\n").filter { $0.hasPrefix("forecast ") }
      + report.matches(of: /`+(forecast [^\n]*?)`+(?:[.,;)\s]|$)/).map { $0.1 }
    try #require(!commands.isEmpty)
    try scratch.put(commands.joined(separator: "\n") + "\n", in: "commands.sh")
    _ = try scratch.shell("PATH=$PWD/bin:$PATH sh commands.sh")
    #expect(try !scratch.files().contains { $0.hasSuffix("pwned") && $0.hasPrefix("pwned") })
    #expect(try scratch.text(of: "words").contains("[\(file)]"))
  }
}
