import Foundation
import Testing

@Suite("The recipe auto, on the command line") struct AutoCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("forecasts from its file what the run forecast, to the last digit")
  func file() throws {
    _ = try scratch.succeed("run", "--epochs", "2", "--seed", "4")
    let run = String(decoding: try scratch.bytes(of: "plots/forecast.csv"), as: UTF8.self)
    let again = try scratch.succeed("predict", "plots/auto.json", "--csv").text
    let columns = run.split(separator: "\n").map {
      $0.split(separator: ",").prefix(6).joined(separator: ",")
    }
    #expect(columns == again.split(separator: "\n").map(String.init))
    #expect(columns.count == 13)
    #expect(columns[0] == "ds,auto,auto-lo-80,auto-hi-80,auto-lo-95,auto-hi-95")
    // Points do not depend on how far one looks; the simulated quantiles of one member do.
    func points(_ text: String) -> [String] {
      text.split(separator: "\n").map {
        $0.split(separator: ",").prefix(2).joined(separator: ",")
      }
    }
    let longer = try scratch.succeed("predict", "plots/auto.json", "-H", "24", "--csv").text
    #expect(Array(points(longer).prefix(13)) == points(again))
    let trained = try scratch.succeed("train", "--seed", "4").text
    #expect(trained.contains("Written: auto.json"))
    #expect(try scratch.bytes(of: "auto.json") == scratch.bytes(of: "plots/auto.json"))
  }

  @Test("gives means and negative forecasts where it is told to, and says so, in its file too")
  func points() throws {
    let rows = (0..<60).map { t -> String in
      let month = t % 12 + 1
      return "\(2000 + t / 12)-\(month < 10 ? "0" : "")\(month),\(max(0, 50 - t) + t * t % 7)\n"
    }
    try scratch.put("ds,y\n" + rows.joined(), in: "a.csv")
    let plain = try scratch.succeed("train", "a.csv", "-o", "plain.json").text
    #expect(plain.contains("Points are medians.") && plain.contains("so no forecast is."))
    let told = try scratch.succeed(
      "train", "a.csv", "-o", "told.json", "--point", "mean", "--allow-negative")
    #expect(told.text.contains("Points are means of the combined distribution, from its"))
    #expect(told.text.contains("Forecasts may be negative (--allow-negative)."))
    let (one, other) = (
      try scratch.succeed("predict", "plain.json", "--csv").text,
      try scratch.succeed("predict", "told.json", "--csv").text
    )
    #expect(!one.contains(",-") && other.contains(",-"))
    #expect(try scratch.succeed("predict", "told.json").text.contains("Points are means."))
    #expect(try scratch.succeed("predict", "plain.json").text.contains("Points are medians."))
    let run = ["--point", "mean", "--allow-negative", "--epochs", "2", "--terminal", "dumb"]
    #expect(try scratch.start(["run", "a.csv"] + run).outcome().exitCode == 0)
    #expect(try scratch.bytes(of: "plots/auto.json") == scratch.bytes(of: "told.json"))
    let report = try scratch.json(of: "plots/report.json")
    let section = try #require(report["auto"] as? [String: Any])
    #expect(section["point"] as? String == "mean")
    #expect(section["allows_negative"] as? Bool == true)
    #expect(
      (report["command"] as? String)?.contains("a.csv --point mean --allow-negative") == true)
    _ = try scratch.succeed(
      "backtest", "a.csv", "--model", "auto", "--origins", "2", "--point", "mean")
  }

  @Test("goes on from newer values, and refuses those of another frequency")
  func newer() throws {
    let rows = try airlineFile().split(separator: "\n")
    try scratch.put(rows.prefix(121).joined(separator: "\n"), in: "old.csv")
    try scratch.put(try airlineFile(), in: "new.csv")
    _ = try scratch.succeed("train", "old.csv")
    let text = try scratch.succeed("predict", "auto.json", "--data", "new.csv", "--csv").text
    #expect(text.contains("\n1961-01-01,"))
    try scratch.put("ds,y\n" + (1...40).map { "20\($0 + 10),\($0)\n" }.joined(), in: "y.csv")
    let outcome = try scratch.forecast("predict", "auto.json", "--data", "y.csv")
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors.contains("the data are yearly, the model was trained on monthly ones"))
  }

  @Test("is left out by the classic recipe and by naming networks")
  func leftOut() throws {
    for (name, value) in [("--recipe", "classic"), ("--model", "gru")] {
      let text = try scratch.succeed("run", "--epochs", "2", name, value).text
      #expect(!text.contains("combination"))
      #expect(text.contains("\nNext: forecast predict plots/gru.safetensors"))
    }
  }

  @Test(
    "refuses a file that is not what it says",
    arguments: [
      ("forecast.auto/1", "forecast.auto/2", "its schema is"),
      ("\"horizon\" : 12", "\"horizon\" : 0", "impossible"),
      ("\"network\" : \"", "\"network\" : \"0", "another pretrained network"),
      ("\"seed\" : 0", "\"seed\" : -1", "not"), ("\"monthly\"", "\"sometimes\"", "frequency"),
    ])
  func hostile(_ old: String, _ new: String, _ words: String) throws {
    _ = try scratch.succeed("train")
    let file = String(decoding: try scratch.bytes(of: "auto.json"), as: UTF8.self)
    #expect(file.contains(old))
    try scratch.put(file.replacing(old, with: new, maxReplacements: 1), in: "bad.json")
    let outcome = try scratch.forecast("predict", "bad.json")
    #expect(outcome.exitCode == 78)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test("says so when there is too little to try the members on")
  func short() throws {
    try scratch.put("ds,y\n2001,3\n2002,4\n2003,6\n2004,5\n2005,7\n2006,6\n", in: "s.csv")
    let text = try scratch.succeed("train", "s.csv", "--test", "2").text
    #expect(text.contains("The history is too short to try the members on"))
  }
}
