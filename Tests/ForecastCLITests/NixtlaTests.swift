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

  @Test("of report has what forecast.csv has, with the name of the series")
  func report() throws {
    let rows = (0..<60).map { month in
      "Lyon,\(monthText(month, after: 2015)),\(100 + month + 9 * (month % 12))\n"
    }
    try scratch.put("city,month,sales\nNice,2015-01,1\n" + rows.joined(), in: "shops.csv")
    let run = try scratch.succeed(
      "run", "shops.csv", "--series", "Lyon", "--epochs", "3", "--model", "gru", "--model", "rnn",
      "--seeds", "2", "-o", "lyon")
    #expect(run.text.hasPrefix("shops.csv, Lyon: sales, monthly\n"))
    let wide = String(decoding: try scratch.bytes(of: "lyon/forecast.csv"), as: UTF8.self)
    let long = try scratch.succeed("report", "lyon", "--format", "nixtla").text
    let (ours, theirs) = (wide.split(separator: "\n"), long.split(separator: "\n"))
    let head = "unique_id,ds,gru,gru-lo-95,gru-lo-80,gru-hi-80,gru-hi-95,rnn,rnn-lo-95"
    #expect(theirs[0].hasPrefix(head) && theirs.count == ours.count && ours.count == 13)
    for (row, other) in zip(ours, theirs).dropFirst() {
      let (row, other) = (row.split(separator: ","), other.split(separator: ","))
      #expect(other[0] == "Lyon" && other[1] == row[0] && other[2] == row[1])
      #expect(other[3...6] == [row[4], row[2], row[3], row[5]])
    }
    #expect(try scratch.succeed("report", "lyon", "--csv").text == wide)
    let json = try self.rows(
      try scratch.succeed("report", "lyon", "--model", "gru", "--format", "nixtla", "--json"))
    let heading = "sales of Lyon by gru, trained to 2019-12-01"
    #expect(try scratch.succeed("predict", "lyon/gru.safetensors").text.hasPrefix(heading))
    #expect(json.count == 12 && json[0]["gru-lo-80"] is Double && json[0]["rnn"] == nil)
  }

  @Test("does not go with other formats")
  func refusals() throws {
    for (words, message) in [
      (["predict", "m", "--csv", "--format", "nixtla"], "--csv and --format exclude each other"),
      (
        ["predict", "m", "--format", "csv", "--json"], "--format csv and --json exclude each other"
      ),
      (["backtest", "--csv", "--json"], "--csv and --json exclude each other; give one."),
      (
        ["report", "--format", "nixtla", "--compare", "x"],
        "--compare and --format nixtla are given (expected one of them)."
      ),
    ] {
      let outcome = try scratch.start(words).outcome()
      #expect(outcome.exitCode == 64 && outcome.errors.contains(message), "\(outcome.errors)")
    }
  }
}
