import Artifacts
import Foundation
import Testing

@Suite("forecast run") struct RunTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// What a run of all networks leaves in its folder.
  static let files =
    [
      "auto.json", "forecast.csv", "forecast.png", "intervals-auto.png", "predictions.csv",
      "report.html", "report.json", "report.md", "run.json",
    ]
    + networks.flatMap {
      [
        "\($0).safetensors", "train-test-\($0).png", "loss-\($0).png",
        "diagnosis-\($0).png", "residuals-\($0).png", "intervals-\($0).png",
      ]
    }

  @Test("is what forecast alone does: every file is there, and each picture is one")
  func alone() throws {
    let outcome = try scratch.forecast()
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors == "")
    #expect(try scratch.files(in: "plots") == Self.files.sorted())
    #expect(try scratch.files() == Self.files.map { "plots/\($0)" }.sorted())
    for name in Self.files where name.hasSuffix(".png") {
      #expect(
        try scratch.bytes(of: "plots/\(name)").prefix(8)
          == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), "\(name)")
    }
    for network in ["auto"] + networks { #expect(outcome.text.contains("\n\(network) ")) }
    #expect(outcome.text.hasSuffix("\nNext: forecast predict plots/auto.json -H 24\n"))
    #expect(!outcome.text.contains("\u{1B}"))
  }

  @Test("gives the same with and without its name")
  func named() throws {
    let outcomes = [
      try scratch.succeed("--epochs", "3", "-o", "a"),
      try scratch.succeed("run", "--epochs", "3", "-o", "b"),
    ]
    let texts = outcomes.map { $0.text.replacing(/\b[ab]([:\/\n])/) { "FOLDER\($0.1)" } }
    #expect(texts[0] == texts[1])
    try expectSameFiles("a", "b")
  }

  @Test("prints one JSON document on demand, with nothing beside it")
  func json() throws {
    try scratch.put(try airlineFile(), in: "data/air.csv")
    let outcome = try scratch.succeed(
      "run", "data/air.csv", "--epochs", "3", "--seed", "5", "--json")
    #expect(outcome.errors == "")
    let document = try outcome.json()
    #expect(Set(document.keys) == ["schema", "command", "seed", "inputs", "result", "warnings"])
    #expect(document["schema"] as? String == "forecast.run/1")
    #expect(document["command"] as? String == "run")
    #expect(document["seed"] as? Int == 5)
    #expect(document["warnings"] as? [String] == [])
    let inputs = try #require(document["inputs"] as? [[String: String]])
    let digest = sha256Hex(of: Array(try scratch.bytes(of: "data/air.csv")))
    #expect(inputs == [["name": "air.csv", "sha256": digest]])
    let result = try #require(document["result"] as? NSDictionary)
    #expect(result == (try scratch.json(of: "plots/report.json") as NSDictionary))
  }

  @Test("gives the same bits for the same seed, and others for another")
  func seeds() throws {
    for (folder, seed) in [("a", "3"), ("b", "3"), ("c", "4")] {
      try scratch.succeed("run", "--epochs", "3", "--seed", seed, "-o", folder)
    }
    try expectSameFiles("a", "b")
    #expect(try scratch.text(of: "a/forecast.csv") != scratch.text(of: "c/forecast.csv"))
  }

  @Test("gives the same bits whatever the number of threads is")
  func threads() throws {
    for threads in ["1", "4"] {
      try scratch.succeed("run", "--epochs", "3", "--threads", threads, "-o", threads)
    }
    try expectSameFiles("1", "4")
  }

  @Test("reads standard input like a file")
  func standardInput() throws {
    let outcome = try scratch.succeed(
      "run", "-", "--epochs", "3", "--json", input: try airlineFile())
    let inputs = try #require(try outcome.json()["inputs"] as? [[String: String]])
    #expect(inputs.first?["name"] == "standard input")
    let piped = try scratch.text(of: "plots/forecast.csv")
    try scratch.succeed("run", "--epochs", "3")
    #expect(try scratch.text(of: "plots/forecast.csv") == piped)
  }

  @Test("has the airline passengers built in, to the byte as they lie in datasets")
  func builtIn() throws {
    let outcome = try scratch.succeed("inspect", "--json")
    let inputs = try #require(try outcome.json()["inputs"] as? [[String: String]])
    let digest = sha256Hex(of: Array(try airlineFile().utf8))
    #expect(inputs == [["name": "airline-passengers.csv", "sha256": digest]])
  }

  @Test("draws letters instead of pictures when it is asked to")
  func letters() throws {
    let outcome = try scratch.succeed(
      "run", "--model", "gru", "--epochs", "3", "--terminal", "dumb")
    #expect(try scratch.files().allSatisfy { !$0.hasSuffix(".png") })
    #expect(outcome.text.split(separator: "\n").count > 40)
  }

  // MARK: Files of others

  @Test("never replaces a file of somebody else, and then writes nothing at all")
  func foreignFile() throws {
    try scratch.put("mine", in: "plots/report.md")
    let before = try scratch.contents()
    let outcome = try scratch.forecast("run", "--epochs", "3")
    #expect(outcome.exitCode == 73)
    #expect(
      outcome.errors == "forecast: plots: report.md is there and not written by forecast. "
        + "Replace with --force, or choose another folder with --output.\n")
    #expect(outcome.text == "")
    #expect(try scratch.contents() == before)
    #expect(try scratch.forecast("run", "--epochs", "3", "--force").exitCode == 0)
    #expect(try scratch.text(of: "plots/report.md").hasPrefix("# airline-passengers.csv"))
  }

  @Test("does not replace one of its own files that somebody has changed")
  func changedFile() throws {
    try scratch.succeed("run", "--epochs", "3", "--model", "gru")
    try scratch.put("changed", in: "plots/gru.safetensors")
    let before = try scratch.contents()
    #expect(try scratch.forecast("run", "--epochs", "3").exitCode == 73)
    #expect(try scratch.contents() == before)
  }

  @Test("replaces what earlier runs left: four models, then one, then four again")
  func earlierRuns() throws {
    try scratch.succeed("run", "--epochs", "2")
    let first = try scratch.bytes(of: "plots/lstm.safetensors")
    try scratch.succeed("run", "--epochs", "3", "--model", "gru")
    #expect(try scratch.bytes(of: "plots/lstm.safetensors") == first)
    try scratch.succeed("run", "--epochs", "3", "--model", "gru")
    try scratch.succeed("run", "--epochs", "3")
    #expect(try scratch.bytes(of: "plots/lstm.safetensors") != first)
    #expect(try scratch.files(in: "plots") == Self.files.sorted())
  }

  /// Two folders have the same files with the same bytes, but for the wall times in the report.
  private func expectSameFiles(_ a: String, _ b: String) throws {
    #expect(try scratch.files(in: a) == scratch.files(in: b))
    for name in try scratch.files(in: a) where name != "report.json" {
      #expect(try scratch.bytes(of: "\(a)/\(name)") == scratch.bytes(of: "\(b)/\(name)"), "\(name)")
    }
    var reports = [
      try scratch.json(of: "\(a)/report.json"), try scratch.json(of: "\(b)/report.json"),
    ]
    for index in reports.indices {
      #expect(reports[index].removeValue(forKey: "timing") != nil)
    }
    #expect(reports[0] as NSDictionary == reports[1] as NSDictionary)
  }
}
