import Foundation
import Testing

@Suite("forecast train and predict") struct PredictTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("forecast what a run of the same model forecasts", arguments: networks)
  func sameAsRun(_ network: String) throws {
    try scratch.succeed("run", "--model", network, "--epochs", "3", "--terminal", "dumb")
    try scratch.succeed("train", "--model", network, "--epochs", "3", "-o", "a/m.safetensors")
    let expected = try scratch.text(of: "plots/forecast.csv")
    #expect(
      expected.hasPrefix(
        "ds,\(network),\(network)-lo-80,\(network)-hi-80,\(network)-lo-95,\(network)-hi-95\n"
          + "1961-01-01,"))
    #expect(expected.split(separator: "\n").count == 13)
    for file in ["a/m.safetensors", "plots/\(network).safetensors"] {
      #expect(try scratch.succeed("predict", file, "--csv").text == expected, "\(file)")
    }
    #expect(
      try scratch.bytes(of: "a/m.safetensors") == scratch.bytes(of: "plots/\(network).safetensors"))
  }

  @Test("forecast the same from the data that the network was trained on")
  func sameData() throws {
    try train()
    try scratch.put(try airlineFile(), in: "air.csv")
    let expected = try scratch.succeed("predict", "m", "-H", "5", "--csv").text
    #expect(
      try scratch.succeed("predict", "m", "-H", "5", "--csv", "--data", "air.csv").text == expected)
    let piped = try scratch.succeed(
      "predict", "m", "-H", "5", "--csv", "--data", "-", input: try airlineFile())
    #expect(piped.text == expected)
    #expect(expected.split(separator: "\n").count == 6)
  }

  @Test("go on after newer data")
  func newerData() throws {
    try train()
    try scratch.put(try airlineFile() + "1961-01,450\n1961-02,440\n", in: "new.csv")
    let outcome = try scratch.succeed("predict", "m", "-H", "2", "--json", "--data", "new.csv")
    let result = try #require(try outcome.json()["result"] as? [String: Any])
    #expect(result["trained_to"] as? String == "1960-12-01")
    #expect(result["history_end"] as? String == "1961-02-01")
    let steps = try #require(result["forecast"] as? [[String: Any]])
    #expect(steps.map { $0["ds"] as? String } == ["1961-03-01", "1961-04-01"])
    let inputs = try #require(try outcome.json()["inputs"] as? [[String: String]])
    #expect(inputs.map { $0["name"] } == ["m", "new.csv"])
  }

  @Test("say the same numbers in the table, as CSV and as JSON")
  func forms() throws {
    try train()
    let table = try scratch.succeed("predict", "m", "-H", "1").text
    let csv = try scratch.succeed("predict", "m", "-H", "1", "--coverage", "0.975", "--csv").text
    let json = try scratch.succeed("predict", "m", "-H", "1", "--json").json()
    let result = try #require(json["result"] as? [String: Any])
    let value = try #require((result["forecast"] as? [[String: Any]])?.first?["value"] as? Double)
    #expect(csv.hasPrefix("ds,gru,gru-lo-97.5,gru-hi-97.5\n1961-01-01,\(value),"))
    #expect(
      table.hasPrefix(
        "Passengers (thousands) by gru, trained to 1960-12-01, from values to 1960-12-01:\n"))
    #expect(table.contains("1961-01-01 \(String(format: "%.1f", value)) "))
  }

  @Test("say what the intervals rest on, and give the same in every form")
  func intervals() throws {
    try train()
    let text = try scratch.succeed("predict", "m", "-H", "30").text
    #expect(text.contains("gru lo-80 "))
    #expect(
      text.hasSuffix(
        "\nIntervals: conformal, from 1212 residuals (in logarithms) of 62 held-out\n"
          + "origins; steps 25 to 30 pooled; grown like √h beyond step 24.\n"))
    let json = try scratch.succeed("predict", "m", "-H", "1", "--coverage", "0.5,0.8", "--json")
      .json()
    let result = try #require(json["result"] as? [String: Any])
    #expect((result["intervals"] as? [String: Any])?["origins"] as? Int == 62)
    let step = try #require((result["forecast"] as? [[String: Any]])?.first)
    let lower = try #require(step["lower"] as? [String: Double])
    let upper = try #require(step["upper"] as? [String: Double])
    #expect(Set(lower.keys) == ["0.5", "0.8"])
    let csv = try scratch.succeed("predict", "m", "-H", "1", "--coverage", "0.8,0.5", "--csv").text
    let ends = [lower["0.5"], upper["0.5"], lower["0.8"], upper["0.8"]].compactMap { $0 }
    let row = try #require(csv.split(separator: "\n").last).split(separator: ",")
    #expect(zip(row.dropFirst(2), ends).allSatisfy { abs((Double($0) ?? 0) - $1) < 1e-9 })
    #expect(row.count == 6)
    #expect(ends[2] < ends[0] && ends[0] < ends[1] && ends[1] < ends[3])
  }

  @Test("say when there are too few residuals for so wide intervals")
  func tooFewResiduals() throws {
    try train()
    let outcome = try scratch.forecast("predict", "m", "-H", "1", "--coverage", "0.9999")
    #expect(outcome.exitCode == 0)
    #expect(
      outcome.errors == "forecast: note: intervals of 99.99 % need 9999 residuals; with 1212 they "
        + "reach to the largest one and cover less.\n")
  }

  /// Data that do not fit the model, and what is said of them.
  struct Misfit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let csv: String
    let errors: String
  }

  @Test(
    "refuse data that do not fit the network",
    arguments: [
      Misfit(
        testDescription: "another frequency",
        csv: "ds,y\n" + (0..<20).map { "\(2000 + $0 / 4)Q\($0 % 4 + 1),\($0)\n" }.joined(),
        errors: "forecast: new.csv: the data are quarterly, the model was trained on monthly ones. "
          + "Train a model on these data.\n"),
      Misfit(
        testDescription: "too few values",
        csv: "ds,y\n2000-01,1\n2000-02,2\n2000-03,3\n",
        errors: "forecast: new.csv: 3 values are too few (the model looks at the last 12). "
          + "Give the file a longer history.\n"),
    ])
  func misfit(_ misfit: Misfit) throws {
    try train()
    try scratch.put(misfit.csv, in: "new.csv")
    let outcome = try scratch.forecast("predict", "m", "--data", "new.csv")
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors == misfit.errors)
    #expect(outcome.text == "")
  }

  @Test("refuse a value without a logarithm when the network takes logarithms")
  func logarithm() throws {
    try scratch.succeed("train", "--model", "gru", "--epochs", "1", "--transform", "log", "-o", "m")
    try scratch.put(try airlineFile() + "1961-01,0\n", in: "new.csv")
    let outcome = try scratch.forecast("predict", "m", "--data", "new.csv")
    #expect(outcome.exitCode == 65)
    #expect(
      outcome.errors == "forecast: new.csv: the value 0.0 at 1961-01 has no logarithm "
        + "(--transform log expects positive values). "
        + "Train a model with --transform none or diff on these data.\n")
  }

  @Test("replace a model, but no other file without --force")
  func overwriting() throws {
    try train()
    try train()
    try scratch.put("mine", in: "m")
    let outcome = try scratch.forecast("train", "--model", "gru", "--epochs", "1", "-o", "m")
    #expect(outcome.exitCode == 73)
    #expect(
      outcome.errors == "forecast: m: the file is there and not written by forecast. "
        + "Replace it with --force, or choose another one with --output.\n")
    #expect(try scratch.text(of: "m") == "mine")
    try scratch.succeed("train", "--model", "gru", "--epochs", "1", "-o", "m", "--force")
    #expect(try scratch.text(of: "m") != "mine")
  }

  private func train() throws {
    try scratch.succeed("train", "--model", "gru", "--epochs", "2", "-o", "m")
  }
}
