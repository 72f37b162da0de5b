import Foundation
import Testing

@Suite("Several steps ahead") struct StrategyTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(
    "by every strategy are what train keeps and predict reads",
    arguments: ["direct", "multi-output", "auto"])
  func sameAsRun(_ strategy: String) throws {
    let options = ["--model", "gru", "--epochs", "3", "--hidden", "4", "--strategy", strategy]
    #expect(try scratch.start(["run", "--terminal", "dumb"] + options).outcome().exitCode == 0)
    #expect(try scratch.start(["train", "-o", "m"] + options).outcome().exitCode == 0)
    let expected = try scratch.text(of: "plots/forecast.csv")
    #expect(try scratch.succeed("predict", "m", "-H", "12", "--csv").text == expected)
    #expect(try scratch.bytes(of: "m") == scratch.bytes(of: "plots/gru.safetensors"))
    // twice as far goes on from there
    let far = try scratch.succeed("predict", "m", "-H", "24", "--csv").text
    #expect(far.hasPrefix(expected) && far.split(separator: "\n").count == 25)
  }

  @Test(
    "with learned quantiles are what train keeps and predict reads",
    arguments: ["multi-output", "direct"])
  func quantiles(_ strategy: String) throws {
    let options = [
      "--model", "gru", "--epochs", "3", "--hidden", "4", "-H", "4", "--intervals", "quantile",
      "--strategy", strategy, "--transform", "log-diff",
    ]
    #expect(try scratch.start(["run", "--terminal", "dumb"] + options).outcome().exitCode == 0)
    #expect(try scratch.start(["train", "-o", "m"] + options).outcome().exitCode == 0)
    let expected = try scratch.text(of: "plots/forecast.csv")
    #expect(expected.hasPrefix("ds,gru,gru-lo-80,gru-hi-80,gru-lo-95,gru-hi-95\n"))
    #expect(try scratch.succeed("predict", "m", "-H", "4", "--csv").text == expected)
    #expect(try scratch.bytes(of: "m") == scratch.bytes(of: "plots/gru.safetensors"))
    let other = try scratch.succeed("predict", "m", "-H", "6", "--coverage", "0.5,0.99")
    #expect(other.text.contains("gru lo-50 hi-50 lo-99 hi-99"))
    #expect(other.text.contains("learned, 20 quantiles of each of 4 steps"))
    #expect(other.errors.isEmpty)
    let markdown = try scratch.text(of: "plots/report.md")
    #expect(markdown.contains("those of the network that was fitted without it held:"))
    #expect(try scratch.forecast("report", "plots").text.contains("without the test part"))
    let report = try scratch.json(of: "plots/report.json")
    let again = "forecast run --model gru --transform log-diff --strategy \(strategy)"
    #expect((report["command"] as? String)?.hasPrefix(again + " --intervals quantile") == true)
    // the files of a configuration may say so too
    try scratch.put(
      "{\"schema\": \"forecast.config/1\", \"intervals\": \"quantile\"}", in: "c.json")
    let tried = try scratch.succeed(
      "backtest", "--model", "gru", "--config", "c.json", "--epochs", "2", "--origins", "2",
      "--json")
    #expect(tried.text.contains("\"coverage\""))
  }

  @Test("are said in the report, with the numbers that chose")
  func report() throws {
    let options = ["--model", "rnn-element", "--model", "gru", "--epochs", "3", "-H", "3"]
    let outcome = try scratch.start(
      ["run", "-v", "--terminal", "dumb", "--strategy", "auto"] + options
    ).outcome()
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.contains("3 steps ahead: about 5 times the work"))
    let report = try scratch.json(of: "plots/report.json")
    let settings = try #require(report["settings"] as? [String: Any])
    let strategy = try #require(settings["strategy"] as? [String: Any])
    #expect(strategy["name"] as? String == "auto" && strategy["steps"] as? Int == 3)
    let choices = try #require(strategy["choices"] as? [String: [String: Any]])
    for (model, count) in ["rnn-element": 2, "gru": 3] {
      let choice = try #require(choices[model])
      let errors = try #require(choice["mean_absolute_error"] as? [String: Double])
      #expect(errors.count == count)
      let least = errors.min { $0.value < $1.value }?.key
      #expect(choice["strategy"] as? String == least)
      #expect(outcome.errors.contains("strategy \(least ?? "") (mean absolute error"))
    }
    let markdown = try scratch.text(of: "plots/report.md")
    #expect(markdown.contains("Several steps ahead: auto, 3 steps.\n\n- `gru`: strategy "))
    // the report is read again
    #expect(try scratch.forecast("report", "plots").exitCode == 0)
    #expect(
      report["command"] as? String == "forecast run --model rnn-element --model gru "
        + "--strategy auto --epochs 3 --horizon 3")
  }

  @Test("are trained for as many steps as train is told")
  func horizon() throws {
    let options = ["--model", "gru", "--epochs", "2", "--strategy", "direct", "--dry-run"]
    let outcome = try scratch.start(["train", "-H", "5"] + options).outcome()
    #expect(outcome.text.contains("strategy    direct: 5 networks for each model"))
  }

  @Test("are said before they are paid for")
  func plan() throws {
    let direct = try scratch.succeed(
      "run", "--dry-run", "--model", "gru", "--strategy", "direct", "--epochs", "5")
    #expect(direct.text.contains("strategy    direct: 12 networks for each model"))
    let weights = try Int(#require(direct.text.firstMatch(of: #/gru  (\d+) weights/#)).1)
    let one = try scratch.succeed("run", "--dry-run", "--model", "gru", "--epochs", "5")
    #expect(!one.text.contains("strategy"))
    #expect(
      try weights
        == Int(#require(one.text.firstMatch(of: #/gru  (\d+) weights/#)).1).map { 12 * $0 })
  }

  @Test(
    "go with every transform, feature and window, in run, predict and backtest",
    arguments: [
      "boxcox", "boxcox-likelihood", "seasonal-diff", "double-diff", "double-log-diff",
    ])
  func transforms(_ transform: String) throws {
    let options = [
      "--model", "gru", "--epochs", "3", "--transform", transform, "--strategy", "multi-output",
      "--features", "prev,month,seasonal-lag,trend", "--window-scaling", "last",
    ]
    #expect(try scratch.start(["train", "-o", "m"] + options).outcome().exitCode == 0)
    let expected = try scratch.succeed("predict", "m", "-H", "5", "--csv").text
    try scratch.put(try airlineFile(), in: "air.csv")
    #expect(
      try scratch.succeed("predict", "m", "-H", "5", "--csv", "--data", "air.csv").text == expected)
    // a file that begins later continues the same trend
    let lines = try airlineFile().split(separator: "\n")
    try scratch.put(
      (lines.prefix(1) + lines.suffix(70)).joined(separator: "\n") + "\n", in: "late.csv")
    #expect(
      try scratch.succeed("predict", "m", "-H", "5", "--csv", "--data", "late.csv").text
        == expected)
    let backtest = try scratch.start(["backtest", "--origins", "2", "-H", "4"] + options).outcome()
    #expect(backtest.exitCode == 0)
    #expect(backtest.text.contains("gru"))
  }

  @Test("can be in a file of options")
  func configuration() throws {
    try scratch.put(
      #"{"schema":"forecast.config/1","strategy":"direct","window_scaling":"last","epochs":2}"#,
      in: "c.json")
    try scratch.succeed("train", "--model", "gru", "--config", "c.json", "-o", "a")
    try scratch.succeed(
      "train", "--model", "gru", "--strategy", "direct", "--window-scaling", "last", "--epochs",
      "2", "-o", "b")
    #expect(try scratch.bytes(of: "a") == scratch.bytes(of: "b"))
  }
}
