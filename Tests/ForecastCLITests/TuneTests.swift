import Foundation
import Testing

@Suite("forecast tune") struct TuneTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A search that takes a moment.
  private let brief = ["--model", "gru", "--trials", "9", "--epochs", "90", "--origins", "2"]

  @discardableResult
  private func tune(_ more: String...) throws -> Outcome {
    let outcome = try scratch.start(["tune"] + brief + more).outcome()
    try #require(outcome.exitCode == 0, "\(more): \(outcome.errors)")
    return outcome
  }

  @Test("writes a file that train takes, with the settings that it found")
  func config() throws {
    let text = try tune().text
    #expect(text.contains("\norigins     fitted up to 1954-12, 1955-12\n"))
    #expect(text.contains("\ntrials      9 for 10, 3 for 30, 1 for 90 epochs\n"))
    #expect(text.hasSuffix("Written: tuned.json\nNext: forecast train --config tuned.json\n"))
    #expect(text.contains("\n 1 ") || text.contains("\n1 "))
    let config = try scratch.json(of: "tuned.json")
    #expect(config["schema"] as? String == "forecast.config/1")
    let tuning = try #require(config["tuning"] as? [String: Any])
    #expect(tuning["trained_to"] as? String == "1956-12-01")
    #expect(tuning["origins"] as? [Int] == [72, 84])
    try scratch.succeed("train", "--config", "tuned.json", "-o", "m")
    let report = try scratch.succeed("train", "--config", "tuned.json", "-o", "m", "--json").json()
    let inner = try #require((report["result"] as? [String: Any])?["report"] as? [String: Any])
    let settings = try #require(inner["settings"] as? [String: Any])
    for key in ["hidden", "layers", "lookback", "epochs", "transform", "scaler", "learning_rate"] {
      #expect("\(settings[key] ?? "-")" == "\(config[key] ?? "+")", "\(key)")
    }
    #expect(
      (settings["features"] as? [String])?.joined(separator: ",") == config["features"] as? String)
    // what is replayed needs no file
    #expect((inner["command"] as? String)?.contains("--config") == false)
  }

  @Test("finds the same whatever the number of threads, and another thing with another seed")
  func determinism() throws {
    try tune("--threads", "1", "-o", "a.json")
    try tune("--threads", "3", "-o", "b.json")
    try tune("--seed", "1", "-o", "c.json")
    #expect(try scratch.bytes(of: "a.json") == scratch.bytes(of: "b.json"))
    #expect(try scratch.bytes(of: "a.tune.json") == scratch.bytes(of: "b.tune.json"))
    #expect(try scratch.bytes(of: "a.json") != scratch.bytes(of: "c.json"))
  }

  /// 1957 is where the test part begins.
  @Test("does not look at the test part: other values there change nothing but the hash")
  func leak() throws {
    let lines = try airlineFile().split(separator: "\n")
    let changed = lines.enumerated().map { row, line -> String in
      guard row > 96 else { return String(line) }
      return "\(line.prefix { $0 != "," }),\(row * row % 977 + 3)"
    }
    try scratch.put(try airlineFile(), in: "a/air.csv")
    try scratch.put(changed.joined(separator: "\n") + "\n", in: "b/air.csv")
    var found: [[String: Any]] = []
    for folder in ["a", "b"] {
      try tune("\(folder)/air.csv", "-o", "\(folder)/tuned.json")
      found.append(try scratch.json(of: "\(folder)/tuned.json"))
    }
    let hashes = found.map { ($0["tuning"] as? [String: Any])?["sha256"] as? String }
    #expect(hashes[0] != hashes[1])
    let rest = found.map { document -> NSDictionary in
      var document = document
      var tuning = document["tuning"] as? [String: Any] ?? [:]
      tuning["sha256"] = nil
      document["tuning"] = tuning
      return document as NSDictionary
    }
    #expect(rest[0] == rest[1])
  }

  @Test("keeps the split that was typed, so that training leaves the same test part alone")
  func split() throws {
    try tune("--test", "24", "--hidden", "5")
    let config = try scratch.json(of: "tuned.json")
    #expect(config["test"] as? Int == 24)
    #expect(config["hidden"] as? Int == 5)
    #expect((config["tuning"] as? [String: Any])?["trained_to"] as? String == "1958-12-01")
    let plan = try scratch.succeed("train", "-n", "--config", "tuned.json").text
    #expect(plan.contains("\ntest        1959-01 to 1960-12, 24 values\n"))
    let other = try scratch.succeed("train", "-n", "--config", "tuned.json", "--train", "96").text
    #expect(other.contains("\ntest        1957-01 to 1960-12, 48 values\n"))
  }

  @Test("is stopped by Ctrl-C with what it has, goes on, and ends as an undisturbed search")
  func resumption() throws {
    let long = [
      "tune", "--model", "gru", "--trials", "9", "--epochs", "3000", "--origins", "2", "--hidden",
      "16", "--threads", "2",
    ]
    let program = try scratch.start(long + ["-o", "a.json"])
    try program.send(SIGINT)
    let stopped = try program.outcome()
    #expect(stopped.exitCode == 130)
    #expect(stopped.text == "")
    let words = stopped.errors.replacing(/\d+ fits/, with: "N fits")
    #expect(
      words == "forecast: stopped on request; N fits are kept in a.tune.json. Go on with: forecast "
        + "tune --model gru --trials 9 --origins 2 --epochs 3000 --hidden 16 -o a.json --resume.\n")
    #expect(try scratch.files() == ["a.tune.json"])
    let again = try scratch.start(long + ["-o", "a.json"]).outcome()
    #expect(again.exitCode == 73)
    #expect(again.errors.contains("Go on with it by --resume, or begin anew with --force."))
    #expect(try scratch.start(long + ["-o", "a.json", "--resume"]).outcome().exitCode == 0)
    #expect(try scratch.start(long + ["-o", "b.json"]).outcome().exitCode == 0)
    #expect(try scratch.bytes(of: "a.json") == scratch.bytes(of: "b.json"))
    #expect(try scratch.bytes(of: "a.tune.json") == scratch.bytes(of: "b.tune.json"))
  }

  @Test("goes on from half of a state exactly where that ends")
  func halfState() throws {
    try tune()
    let whole = (try scratch.bytes(of: "tuned.json"), try scratch.bytes(of: "tuned.tune.json"))
    var state = try scratch.json(of: "tuned.tune.json")
    let scores = try #require(state["scores"] as? [Any])
    #expect(scores.count == 26)
    state["scores"] = Array(scores.prefix(13))
    state["is_finished"] = false
    try JSONSerialization.data(withJSONObject: state)
      .write(to: scratch.url.appending(path: "tuned.tune.json"))
    try tune("--resume")
    #expect(try scratch.bytes(of: "tuned.json") == whole.0)
    #expect(try scratch.bytes(of: "tuned.tune.json") == whole.1)
  }

  @Test(
    "does not go on with another search",
    arguments: [
      (["--seed", "1"], "it has --seed 0"), (["--trials", "10"], "it has --trials 9"),
      (["--horizon", "2"], "it has --horizon 1"),
      (["--test", "24"], "the training part is another"),
      (["--hidden", "16"], "its training options are others"),
    ])
  func otherSearch(options: [String], words: String) throws {
    try tune()
    let before = try scratch.contents()
    let outcome = try scratch.start(["tune"] + brief + options + ["--resume"]).outcome()
    #expect(outcome.exitCode == 78)
    #expect(
      outcome.errors == "forecast: tuned.tune.json: the search that is kept here is another one: "
        + "\(words). Give the same data and options, or begin anew with --force and without --resume.\n"
    )
    #expect(try scratch.contents() == before)
  }

  @Test("prints its best trials as JSON, and its plan in a dry run")
  func json() throws {
    let plan = try tune("--dry-run").text
    #expect(plan.contains("searched    1949-01 to 1956-12, 96 values; the 48 test values"))
    #expect(plan.hasSuffix("Nothing was trained, nothing was written.\n"))
    #expect(try scratch.files() == [])
    let outcome = try tune("--json", "-H", "3")
    #expect(outcome.errors == "")
    let document = try outcome.json()
    #expect(document["schema"] as? String == "forecast.tune/1")
    let result = try #require(document["result"] as? [String: Any])
    #expect(result["horizon"] as? Int == 3)
    let best = try #require(result["best"] as? [[String: Any]])
    #expect(best.count == 9)
    let scores = try best.map { try #require($0["mase"] as? Double) }
    #expect(scores == scores.sorted())
    #expect(scores[0] == result["mase"] as? Double)
    let config = try scratch.json(of: "tuned.json")
    #expect((best[0]["options"] as? [String: String])?["hidden"] == "\(config["hidden"] ?? "")")
  }

  @Test("replaces its own file, and no other without --force")
  func overwriting() throws {
    try tune()
    try tune()
    try scratch.put(#"{"schema":"forecast.config/1","hidden":3}"#, in: "tuned.json")
    let outcome = try scratch.start(["tune"] + brief).outcome()
    #expect(outcome.exitCode == 73)
    #expect(
      outcome.errors == "forecast: tuned.json: the file is there and not written by forecast. "
        + "Replace it with --force, or choose another one with --output.\n")
    try tune("--force")
    #expect(try scratch.json(of: "tuned.json")["tuning"] != nil)
  }
}

@Suite("--config") struct ConfigTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func put(_ options: String) throws {
    try scratch.put("{\"schema\":\"forecast.config/1\",\(options)}", in: "c.json")
  }

  @Test("is worth what its options are worth when typed, and those typed win")
  func equivalence() throws {
    try put(#""model":"rnn","hidden":3,"epochs":4,"transform":"log","learning_rate":0.02"#)
    try scratch.succeed("train", "--config", "c.json", "--epochs", "5", "-o", "a")
    try scratch.succeed(
      "train", "--model", "rnn", "--hidden", "3", "--epochs", "5", "--transform", "log",
      "--learning-rate", "0.02", "-o", "b")
    #expect(try scratch.bytes(of: "a") == scratch.bytes(of: "b"))
    let plan = try scratch.succeed("-n", "--config=c.json", "--model", "gru", "--model", "lstm")
      .text
    #expect(plan.contains("training    gru, lstm: 4 epochs"))
    #expect(
      try scratch.succeed("run", "-n", "--config", "c.json").text.contains("training    rnn: 4"))
  }

  /// The help lists every training option: a new one must find its way into the files too.
  @Test("takes every training option that the help lists, and no other")
  func completeness() throws {
    let help = try scratch.succeed("train", "--help").text
    let section = help.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { $0 != "TRAINING:" }.prefix { $0 != "VERDICT:" }
    let names = section.compactMap { $0.firstMatch(of: /^  --([a-z-]+)/).map { String($0.1) } }
      .filter { $0 != "config" }
    #expect(names.count >= 20)
    let values = [
      "recipe": "\"classic\"", "train": "0.5", "test": "40", "features": "\"prev\"",
      "transform": "\"none\"", "scaler": "\"minmax\"", "window-scaling": "\"none\"",
      "strategy": "\"direct\"", "intervals": "\"conformal\"", "schedule": "\"constant\"",
      "optimizer": "\"adam\"", "loss": "\"mse\"", "loss-over": "\"last\"", "validation": "0.2",
      "learning-rate": "0.1", "weight-decay": "0.1", "clip-norm": "0.5",
      "dropout": "0.1", "noise": "0.05",
    ]
    for name in names {
      try put("\"\(name.replacing("-", with: "_"))\":\(values[name] ?? "2")")
      let outcome = try scratch.forecast("train", "-n", "--model", "gru", "--config", "c.json")
      #expect(outcome.exitCode == 0, "\(name): \(outcome.errors)")
    }
  }

  @Test(
    "blames the file for what is wrong in it",
    arguments: [
      (#""hiden":3"#, ":1: there is no option 'hiden'. Did you mean 'hidden'?"),
      (
        #""hidden":"many""#,
        ":1: the value 'many' is invalid for '--hidden <hidden>': expected a number. "
          + "Change it there, or type the option.\n"
      ),
      (
        #""hidden":0"#,
        ":1: --hidden is 0 (expected at least 1). "
          + "Change it there, or type the option.\n"
      ),
      (
        #""hidden":true"#,
        ":1: 'hidden' is true (expected a value). Change it there, or type the option.\n"
      ),
      (
        #""model":"gpt""#,
        ":1: the value 'gpt' is invalid for '--model <model>'. "
          + "Please provide one of 'rnn-element', 'rnn', 'lstm' or 'gru'. Change it there,"
      ),
    ])
  func refusals(options: String, words: String) throws {
    try put(options)
    let outcome = try scratch.forecast("train", "--config", "c.json")
    #expect(outcome.exitCode == 78)
    #expect(outcome.errors.lowercased().hasPrefix("forecast: c.json\(words)".lowercased()))
    #expect(outcome.text == "")
  }
}
