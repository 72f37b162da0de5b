import Foundation
import Testing

/// What a careful reader found once, so that it is not found again.
@Suite("forecast at its edges") struct EdgeTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Rows `2000-01 …` of these values.
  private func monthly(_ values: [String]) -> String {
    "Month,Sales\n"
      + values.enumerated().map { index, value in
        "\(monthText(index, after: 2000)),\(value)\n"
      }.joined()
  }

  private let wave = (0..<60).map { "\(100 + $0 + 10 * ($0 % 12))" }

  @Test(
    "settings that nothing can be made of are refused, and nothing crashes",
    arguments: [
      ["--patience", "5", "--validation", "0.005"], ["--epochs", "9223372036854775807"],
      ["--hidden", "65536", "--model", "lstm"], ["-H", "100000"], ["-o", "-"],
    ])
  func refusals(_ options: [String]) throws {
    let outcome = try scratch.start(["run"] + options).outcome()
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.hasPrefix("forecast: --"))
    #expect(try scratch.files(in: ".").isEmpty)
  }

  @Test("values too large to add or to subtract are refused")
  func overflow() throws {
    try scratch.put(
      "Month,Sales\n2000-01,1.7e308\n2000-01,1.7e308\n2000-02,1\n2000-03,2\n", in: "a.csv")
    #expect(
      try scratch.start(["inspect", "a.csv", "--duplicates", "sum"]).outcome().exitCode == 65)
    try scratch.put(
      monthly((0..<60).map { $0.isMultiple(of: 2) ? "1.7e308" : "-1.7e308" }), in: "b.csv")
    #expect(try scratch.start(["run", "b.csv", "--transform", "diff"]).outcome().exitCode == 65)
  }

  @Test("a gap that would let a test value into training is not interpolated")
  func leakingGap() throws {
    var values = wave
    values[39] = ""  // 40 of 60 train
    try scratch.put(monthly(values), in: "gap.csv")
    let options = ["run", "gap.csv", "--epochs", "2", "--model", "rnn", "--gaps"]
    let outcome = try scratch.start(options + ["interpolate"]).outcome()
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors.contains("would let a test value into training"))
    #expect(try scratch.start(options + ["previous"]).outcome().exitCode == 0)
  }

  @Test("a model goes on with the dates of its series, on the 30th too")
  func anchor() throws {
    let rows = (0..<49).map { index in
      let (year, month) = (2015 + index / 12, index % 12 + 1)
      let day = month == 2 ? (year == 2016 ? 29 : 28) : 30
      return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day),\(100 + index % 12)\n"
    }
    try scratch.put("Date,Sales\n" + rows.joined(), in: "thirty.csv")
    try scratch.succeed("run", "thirty.csv", "--epochs", "2", "--model", "gru", "-H", "4")
    let run = try scratch.text(of: "plots/forecast.csv")
    #expect(run.contains("2019-02-28") && run.contains("2019-03-30"))
    #expect(try scratch.succeed("predict", "plots/gru.safetensors", "-H", "4", "--csv").text == run)
  }

  @Test("train may write into the folder of a run, and the run over it")
  func trainIntoRun() throws {
    try scratch.succeed("run", "--epochs", "2", "--model", "gru")
    try scratch.succeed("train", "--epochs", "3", "--model", "gru", "-o", "plots/gru.safetensors")
    try scratch.succeed("run", "--epochs", "2", "--model", "gru")
  }

  @Test("predict takes the column that the model was trained on, or asks")
  func column() throws {
    let rows = wave.enumerated().map { index, value in
      "\(monthText(index, after: 2000)),9000,\(value)\n"
    }
    try scratch.put("Month,customers,sales\n" + rows.joined(), in: "two.csv")
    try scratch.succeed(
      "train", "two.csv", "--value-column", "sales", "--epochs", "2", "--model", "rnn")
    let alone = try scratch.succeed("predict", "rnn.safetensors", "--csv").text
    #expect(
      try scratch.succeed("predict", "rnn.safetensors", "--data", "two.csv", "--csv").text == alone)
    try scratch.put("Month,customers,boxes\n" + rows.joined(), in: "other.csv")
    let outcome = try scratch.start(["predict", "rnn.safetensors", "--data", "other.csv"]).outcome()
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors.contains("there is no column 'sales'"))
  }

  @Test("without gnuplot the numbers are printed, even where letters were asked for")
  func lettersWithoutGnuplot() throws {
    let outcome = try scratch.forecast(
      "run", "--epochs", "2", "--model", "rnn", "--terminal", "dumb",
      environment: ["FORECAST_GNUPLOT": "/nowhere/gnuplot"])
    #expect(outcome.exitCode == 69)
    #expect(outcome.text.contains("Test RMSE"))
  }
}
