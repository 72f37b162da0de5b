import Foundation
import Testing

@Suite("forecast report --compare") struct CompareTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.succeed("run", "--model", "gru", "--model", "rnn", "--epochs", "3", "-o", "a")
  }

  @Test("says what changed, and shows the models of both runs")
  func text() throws {
    try scratch.succeed(
      "run", "--model", "gru", "--epochs", "3", "--transform", "log-diff", "--hidden", "4", "-o",
      "b")
    let text = try scratch.succeed("report", "a", "--compare", "b").text
    #expect(text.hasPrefix("A  a: forecast run --model gru --model rnn --epochs 3\nB  b: "))
    #expect(text.contains(/\nhidden +16 +4\n/))
    #expect(text.contains(/\ntransform +none +log-diff\n/))
    #expect(!text.contains("learning-rate"))
    #expect(text.contains(#/\ngru: test RMSE [+−]\d+ % from A to B, /#))
    #expect(!text.contains("\nrnn: "))
    let lines = text.split { $0 == "\n" }
    #expect(lines.dropFirst(2).allSatisfy { $0.count <= 80 })
  }

  @Test("gives the same as JSON")
  func json() throws {
    try scratch.succeed("run", "--model", "gru", "--epochs", "3", "--seed", "4", "-o", "b")
    let document = try scratch.succeed("report", "a", "--compare", "b/report.json", "--json").json()
    #expect(document["schema"] as? String == "forecast.comparison/1")
    #expect(document["command"] as? String == "report")
    #expect((document["inputs"] as? [Any])?.count == 2)
    let result = try #require(document["result"] as? [String: Any])
    let changes = try #require(result["changes"] as? [[String: String]])
    #expect(changes == [["setting": "seed", "first": "0", "second": "4"]])
    let models = try #require(result["models"] as? [[String: Any]])
    #expect(models.map { $0["model"] as? String } == ["gru", "rnn"])
    let rmse = try ["a", "b"].map { folder in
      let report = try scratch.json(of: "\(folder)/report.json")
      let first = try #require((report["models"] as? [[String: Any]])?.first)
      let metrics = try #require(first["metrics"] as? [String: [String: Any]])
      return try #require(metrics["test_one_step"]?["rmse"] as? Double)
    }
    let sides = ["first", "second"].map {
      (models[0][$0] as? [String: Any])?["test_rmse"] as? Double
    }
    #expect(sides == rmse)
    let change = try #require(models[0]["test_rmse_change"] as? Double)
    #expect(abs(change - (rmse[1] / rmse[0] - 1)) < 1e-12)
    #expect(models[1]["second"] == nil)
  }

  @Test("finds no difference between a run and itself")
  func same() throws {
    let text = try scratch.succeed("report", "a", "--compare", "a").text
    #expect(text.contains("Nothing was chosen differently."))
    #expect(text.contains("gru: test RMSE +0 % from A to B, still "))
  }

  @Test(
    "does not compare errors on other dates or values",
    arguments: [
      (
        ["--test", "24"], "their test parts are 1957-01-01 to 1960-12-01 (48 values) and 1959-01-01"
      ),
      (["--to", "1960-06"], "their test parts are 1957-01-01 to 1960-12-01 (48 values) and "),
      (["b.csv"], "they are on different series: 1 of the 48 values of the test part differ"),
    ])
  func refused(options: [String], words: String) throws {
    try scratch.put(try airlineFile().replacing("432", with: "433"), in: "b.csv")
    let made = try scratch.start(["run", "--model", "gru", "--epochs", "2", "-o", "b"] + options)
      .outcome()
    try #require(made.exitCode == 0, "\(made.errors)")
    let outcome = try scratch.forecast("report", "a", "--compare", "b")
    #expect(outcome.exitCode == 65)
    #expect(outcome.text.isEmpty)
    #expect(outcome.errors.hasPrefix("forecast: a and b cannot be compared: \(words)"))
    #expect(outcome.errors.hasSuffix("Compare runs on the same data with the same --test.\n"))
    let json = try scratch.forecast("report", "a", "--compare", "b", "--json").jsonError()
    #expect(json["code"] as? String == "incomparable")
  }

  @Test("compares other histories and validation parts of the same test part, and says so")
  func warned() throws {
    try scratch.succeed(
      "run", "--model", "gru", "--epochs", "3", "--validation", "0.3", "-o", "b")
    let text = try scratch.succeed("report", "a", "--compare", "b").text
    #expect(
      text.contains("\nMind: The validation parts differ, and gap and cost are measured on them.\n")
    )
    try scratch.succeed(
      "run", "--model", "gru", "--epochs", "3", "--from", "1950", "--test", "48", "-o", "c")
    let shorter = try scratch.succeed("report", "a", "--compare", "c").text
    #expect(shorter.contains("\nMind: MASE has another scale in each run"))
  }

  @Test("ends with 1 when --fail-on applies to the first run")
  func failOn() throws {
    let outcome = try scratch.forecast("report", "a", "--compare", "a", "--fail-on", "warn")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors == "" && outcome.text.hasPrefix("A  a: "))
  }
}
