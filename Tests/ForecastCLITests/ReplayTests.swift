import Foundation
import Testing

@Suite("forecast run --replay") struct ReplayTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.put(try airlineFile(), in: "air.csv")
  }

  private func report(_ folder: String) throws -> String {
    let text = try scratch.text(of: "\(folder)/report.json")
    let start = try #require(text.range(of: "\"timing\" : {"))
    let end = try #require(text.range(of: "}\n  }", range: start.lowerBound..<text.endIndex))
    return text.replacingCharacters(in: start.lowerBound..<end.upperBound, with: "")
  }

  @Test("gives the same bytes, wherever the options came from")
  func same() throws {
    try scratch.put("epochs = 3\n", in: "forecast.toml")
    let outcome = try scratch.forecast(
      "run", "air.csv", "--model", "gru", "--title", "It's a 'test'", "--point", "median", "--seed",
      "5", environment: ["FORECAST_TRANSFORM": "log-diff"])
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let run = try scratch.json(of: "plots/run.json")
    #expect(
      run["arguments"] as? [String] == [
        "--title", "It's a 'test'", "--model", "gru", "--transform", "log-diff", "--epochs", "3",
        "--seed", "5",
      ])
    #expect(run["seed"] as? Int == 5 && run["command"] as? String == "run")
    #expect((run["input"] as? [String: String])?["path"] == "air.csv")
    // other defaults now: the file counts
    try scratch.put("epochs = 9\nhidden = 2\n", in: "forecast.toml")
    let again = try scratch.succeed(
      "run", "--replay", "plots/run.json", "-o", "again", "--threads", "1")
    #expect(again.errors == "")
    #expect(try scratch.files(in: "again") == scratch.files(in: "plots"))
    for name in try scratch.files(in: "plots") where name != "report.json" {
      #expect(
        try scratch.bytes(of: "again/\(name)") == scratch.bytes(of: "plots/\(name)"), "\(name)")
    }
    #expect(try report("again") == report("plots"))
    #expect(try report("again").contains("\"run.json\""))
  }

  @Test("takes data that moved, the built-in ones, and standard input")
  func data() throws {
    try scratch.succeed("air.csv", "--model", "rnn", "--epochs", "2")
    try scratch.put(try airlineFile(), in: "moved/air.csv")
    try FileManager.default.removeItem(at: scratch.url.appending(path: "air.csv"))
    let missing = try scratch.forecast("run", "--replay", "plots/run.json", "-o", "a")
    #expect(missing.exitCode == 66)
    try scratch.succeed("run", "moved/air.csv", "--replay", "plots/run.json", "-o", "a")
    #expect(try scratch.bytes(of: "a/forecast.csv") == scratch.bytes(of: "plots/forecast.csv"))
    try scratch.succeed("run", "--model", "rnn", "--epochs", "2", "-o", "b")
    try scratch.succeed("--replay", "b/run.json", "-o", "c")
    try scratch.succeed("run", "-", "--replay=b/run.json", "-o", "d", input: try airlineFile())
    try scratch.succeed("run", "--replay", "d/run.json", "-o", "e", input: try airlineFile())
    for folder in ["b", "c", "d", "e"] {
      #expect(
        try scratch.bytes(of: "\(folder)/forecast.csv") == scratch.bytes(of: "plots/forecast.csv"))
    }
  }

  @Test("refuses other data, and names both files")
  func otherData() throws {
    try scratch.succeed("air.csv", "--model", "rnn", "--epochs", "2")
    let old = try scratch.json(of: "plots/run.json")["input"] as? [String: String]
    try scratch.put(try airlineFile().replacing("112", with: "113"), in: "air.csv")
    let before = try scratch.contents()
    let outcome = try scratch.forecast("run", "--replay", "plots/run.json", "-o", "a")
    #expect(outcome.exitCode == 65)
    #expect(
      outcome.errors.hasPrefix(
        "forecast: air.csv is not the file that plots/run.json is of: its SHA-256 is "))
    #expect(
      outcome.errors.hasSuffix(
        "and that of air.csv was \(old?["sha256"] ?? ""). "
          + "Name the same data: forecast run FILE --replay plots/run.json.\n"))
    #expect(try scratch.contents() == before)
  }

  @Test("takes no option that would change the result")
  func otherOptions() throws {
    try scratch.succeed("air.csv", "--model", "rnn", "--epochs", "2")
    for words in [["--epochs", "3"], ["-H", "3"], ["--config", "air.csv"], ["--deep"]] {
      let outcome = try scratch.start(["run", "--replay", "plots/run.json"] + words).outcome()
      #expect(outcome.exitCode == 64)
      #expect(
        outcome.errors.contains("--replay repeats a run as it was, and --"), "\(outcome.errors)")
    }
  }

  @Test(
    "trusts no file",
    arguments: [
      ("{", "this is no run to do again: it is not valid JSON"),
      (
        #"{"schema":"forecast.replay/2"}"#,
        "this is no run to do again: its schema is \"forecast.replay/2\""
      ),
      (
        replay(arguments: #""--output","/tmp""#),
        "its arguments have '--output', which no run is told there"
      ),
      (replay(arguments: #""--force""#), "its arguments have '--force'"),
      (replay(arguments: #""--config","c.toml""#), "its arguments have '--config'"),
      (replay(arguments: #""--checkpoint","c""#), "its arguments have '--checkpoint'"),
      (replay(arguments: #""--epochs""#), "its arguments have '--epochs'"),
      (replay(arguments: #""air.csv""#), "its arguments have 'air.csv'"),
      (replay(arguments: #""--""#), "its arguments have '--'"),
      (replay(arguments: #""""#), "its arguments have ''"),
      (replay(arguments: #""--epochs","--force""#), "The value '--force' is invalid for '--epochs"),
      (replay(arguments: #""--epochs","0""#), "--epochs is 0 (expected at least 1)"),
      (replay(arguments: #""--seed","4""#), "its seed is 0, and that of its arguments 4"),
      (replay(arguments: "", path: "--force"), "./--force: "),
      (replay(arguments: "", path: ""), "this is no run to do again: its input has no path"),
    ])
  func hostile(text: String, words: String) throws {
    try scratch.put(text, in: "run.json")
    let before = try scratch.contents()
    let outcome = try scratch.forecast("run", "--replay", "run.json")
    #expect([66, 78].contains(outcome.exitCode))
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(try scratch.contents() == before)
  }

  private static func replay(arguments: String, path: String? = nil) -> String {
    let input = path.map { "\"path\":\"\($0)\"," } ?? ""
    let airline = "29a86cac504338c7c5607e721396e4bda240ca61785ffcac9ed1af4088199d42"
    return "{\"schema\":\"forecast.replay/1\",\"version\":\"0.1.0\",\"command\":\"run\","
      + "\"arguments\":[\(arguments)],\"seed\":0,"
      + "\"input\":{\"name\":\"a.csv\",\(input)\"sha256\":\"\(airline)\"}}"
  }
}
