import Foundation
import Testing

@Suite("forecast score") struct ScoreTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let lines = try airlineFile().split(separator: "\n").map(String.init)
    try scratch.put(lines.joined(separator: "\n") + "\n", in: "all.csv")
    try scratch.put(lines[...132].joined(separator: "\n") + "\n", in: "before.csv")
    try scratch.put(([lines[0]] + lines[133...]).joined(separator: "\n") + "\n", in: "after.csv")
    try scratch.put(lines[...138].joined(separator: "\n") + "\n", in: "half.csv")
    // the seasonal naive of 1960, with intervals of ±43 and ±66
    let rows = lines[121...132].map { line in
      let value = Int(line.dropFirst(8)) ?? 0
      return "1960-\(line.dropFirst(5).prefix(2)),\(value),\(value - 43),\(value + 43),"
        + "\(value - 66),\(value + 66)\n"
    }
    try scratch.put(
      "ds,naive,naive-lo-80,naive-hi-80,naive-lo-95,naive-hi-95\n" + rows.joined(), in: "f.csv")
  }

  private func model(_ arguments: String...) throws -> [String: Any] {
    let outcome = try scratch.start(["score"] + arguments + ["--json"]).outcome()
    try #require(outcome.exitCode == 0, "\(outcome.errors)")
    let result = try #require(try outcome.json()["result"] as? [String: Any])
    return try #require((result["models"] as? [[String: Any]])?.first)
  }

  @Test("gives the published MASE of the seasonal naive for 1960, wherever its history is")
  func history() throws {
    for arguments in [
      ["f.csv", "all.csv"], ["f.csv", "after.csv", "--history", "before.csv"],
      ["f.csv", "after.csv", "--history", "all.csv"],
    ] {
      let outcome = try scratch.start(["score"] + arguments + ["--json"]).outcome()
      let result = try #require(try outcome.json()["result"] as? [String: Any])
      #expect(result["history"] as? Int == 132)
      let model = try #require((result["models"] as? [[String: Any]])?.first)
      let mase = try #require(model["mase"] as? Double)
      #expect(abs(mase - 1.571) < 0.0005)
    }
  }

  @Test("gives coverage, width and interval score")
  func intervals() throws {
    let model = try model("f.csv", "all.csv")
    // by hand: three of the twelve rises from 1959 to 1960 are at most 43, eleven at most 66
    #expect((model["coverage"] as? [String: Double]) == ["0.8": 3.0 / 12, "0.95": 11.0 / 12])
    #expect((model["width"] as? [String: Double]) == ["0.8": 86, "0.95": 132])
    let rises: [Double] = [57, 49, 13, 65, 52, 63, 74, 47, 45, 54, 28, 27]
    let outside: Double = rises.map { max(0, $0 - 43) }.reduce(0, +) / 12
    let score = try #require((model["interval_score"] as? [String: Double])?["0.8"])
    #expect(abs(score - (86 + 10 * outside)) < 1e-9)
    #expect((model["undefined"] as? [String: String]) == ["crps": "not all nine deciles are there"])
  }

  @Test("has no MASE without a history, and says how to give one")
  func noHistory() throws {
    let text = try scratch.succeed("score", "f.csv", "after.csv").text
    #expect(text.contains("naive 47.83 50.71 10.57    –     –    –\n"))
    #expect(text.contains("no MASE, RMSSE, for there is no history before 1960-01-01: give it"))
    for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test("says how many dates have a value, and which have none")
  func partial() throws {
    let text = try scratch.succeed("score", "f.csv", "half.csv").text
    #expect(text.hasPrefix("f.csv: 6 of 12 forecasts scored, 1960-01-01 to 1960-06-01. No actual"))
    #expect(
      text.replacing("\n", with: " ").contains("1960-07-01, 1960-08-01, 1960-09-01 and 3 more."))
    let outcome = try scratch.forecast("score", "f.csv", "before.csv")
    #expect(outcome.exitCode == 65)
    #expect(
      outcome.errors
        == "forecast: no date of f.csv (1960-01-01 to 1960-12-01) has a value in before.csv "
        + "(1949-01-01 to 1959-12-01). Give actual values of the dates that were forecast, written "
        + "as the same days.\n")
  }

  @Test("scores a single step, and all deciles give a CRPS")
  func single() throws {
    let levels = [20, 40, 60, 80]
    let names = levels.map { "m-lo-\($0),m-hi-\($0)" }.joined(separator: ",")
    let ends = levels.map { "\(400 - $0),\(400 + $0)" }.joined(separator: ",")
    try scratch.put("ds,m,\(names)\n1960-01,400,\(ends)\n", in: "one.csv")
    let model = try model("one.csv", "all.csv")
    // the value is 417: deciles 320 340 360 380 400 420 440 460 480
    let deciles: [(Double, Double)] = (1...9).map { (Double($0) / 10, Double(300 + 20 * $0)) }
    let losses = deciles.map { (p: Double, q: Double) -> Double in
      417 >= q ? (417 - q) * p : (q - 417) * (1 - p)
    }
    let crps = try #require(model["crps"] as? Double)
    #expect(abs(crps - 2 * losses.reduce(0, +) / 9) < 1e-9)
    #expect(model["mae"] as? Double == 17)
  }

  @Test("does not score a forecaster whose forecasts are missing, and scores the others")
  func missing() throws {
    try scratch.put("ds,a,b\n1960-01,400,1\n1960-02,,2\n1960-03,400,3\n", in: "g.csv")
    let text = try scratch.succeed("score", "g.csv", "all.csv").text
    #expect(text.contains("– a: no scores, for 1 of 3 forecasts are missing.\n"))
    #expect(text.contains("b     407.00"))
  }

  @Test("reads what run and predict write, and standard input")
  func chain() throws {
    try scratch.succeed("train", "before.csv", "--model", "gru", "--epochs", "2", "-o", "m")
    let csv = try scratch.succeed("predict", "m", "-H", "12", "--csv").text
    let outcome = try scratch.succeed("score", "-", "all.csv", input: csv)
    #expect(outcome.text.hasPrefix("standard input: 12 of 12 forecasts scored, 1960-01-01 to"))
    #expect(outcome.text.contains("\ngru "))
  }
}
