import Foundation
import Testing

/// The names and the order are those of statsforecast.
@Suite("--format nixtla") struct NixtlaTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func rows(_ outcome: Outcome) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [[String: Any]])
  }

  @Test("of predict has the numbers of --csv under Nixtla's names, as CSV and as rows")
  func predict() throws {
    try scratch.put(try airlineFile(), in: "shops/air.csv")
    try scratch.succeed("train", "shops/air.csv", "-o", "auto.json")
    let wide = try scratch.succeed("predict", "auto.json", "-H", "3", "--csv").text
    let long = try scratch.succeed("predict", "auto.json", "-H", "3", "--format", "nixtla")
    let lines = long.text.split(separator: "\n")
    #expect(lines[0] == "unique_id,ds,auto,auto-lo-95,auto-lo-80,auto-hi-80,auto-hi-95")
    let expected = wide.split(separator: "\n").dropFirst().map { line in
      let cell = line.split(separator: ",")
      return "air,\(cell[0]),\(cell[1]),\(cell[4]),\(cell[2]),\(cell[3]),\(cell[5])"
    }
    #expect(lines.dropFirst().map(String.init) == expected)
    let json = try rows(
      try scratch.succeed("predict", "auto.json", "-H", "3", "--format", "nixtla", "--json"))
    #expect(json.count == 3 && json[0]["unique_id"] as? String == "air")
    #expect("\(json[1]["auto-lo-80"] ?? "")" == String(expected[1].split(separator: ",")[4]))
    let other = try scratch.succeed(
      "predict", "auto.json", "--coverage", "0.9,0.975", "--format", "nixtla")
    #expect(other.text.hasPrefix("unique_id,ds,auto,auto-lo-97.5,auto-lo-90,auto-hi-90,"))
    #expect(
      try scratch.succeed("predict", "auto.json", "-H", "3", "--format", "csv").text == wide)
  }

  @Test("of backtest is that of a cross-validation: a row for each origin and step")
  func backtest() throws {
    let words = ["backtest", "--model", "seasonal-naive", "--model", "drift", "--origins", "3"]
    let plain = try scratch.start(words + ["--csv"]).outcome().text.split(separator: "\n")
    let long = try scratch.start(words + ["--format", "nixtla"]).outcome()
    let lines = long.text.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(
      lines[0] == [
        "unique_id", "ds", "cutoff", "y", "seasonal-naive", "seasonal-naive-lo-95",
        "seasonal-naive-lo-80", "seasonal-naive-hi-80", "seasonal-naive-hi-95", "drift",
        "drift-lo-95", "drift-lo-80", "drift-hi-80", "drift-hi-95",
      ])
    #expect(lines.count == 1 + 3 * 12)
    let naive = plain.dropFirst().map { $0.split(separator: ",") }
      .filter { $0[3] == "seasonal-naive" }
    for (row, other) in zip(lines.dropFirst(), naive) {
      #expect(Array(row[..<5]) == ["airline-passengers", other[0], other[1], other[4], other[5]])
      #expect(row[5] == other[6] && row[6] == other[7])
    }
    let json = try rows(try scratch.start(words + ["--format", "nixtla", "--json"]).outcome())
    #expect(json.count == 36 && json[0]["cutoff"] as? String == String(lines[1][2]))
  }

  @Test("does not go with other formats")
  func refusals() throws {
    for (words, message) in [
      (["predict", "m", "--csv", "--format", "nixtla"], "--csv and --format exclude each other"),
      (
        ["predict", "m", "--format", "csv", "--json"], "--format csv and --json exclude each other"
      ),
      (["backtest", "--csv", "--json"], "--csv and --json exclude each other; give one."),
    ] {
      let outcome = try scratch.start(words).outcome()
      #expect(outcome.exitCode == 64 && outcome.errors.contains(message), "\(outcome.errors)")
    }
  }
}
