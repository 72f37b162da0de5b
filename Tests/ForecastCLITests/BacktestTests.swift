import Foundation
import Testing

@Suite("forecast backtest") struct BacktestTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func models(_ outcome: Outcome) throws -> [[String: Any]] {
    let result = try #require(try outcome.json()["result"] as? [String: Any])
    return try #require(result["models"] as? [[String: Any]])
  }

  @Test("compares everything on the airline series, in 80 columns")
  func screen() throws {
    let text = try scratch.succeed("backtest", "--epochs", "2").text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "airline-passengers.csv: Passengers (thousands), monthly, 144 values")
    #expect(lines[1] == "37 origins 1956-12 to 1959-12, 12 steps each, refitted at every origin")
    #expect(text.contains(/seasonal-naive 1\.210 +8\.90 1\.181 +27\.26 54 % +95 %/))
    // networks have intervals too, and so a CRPS and coverages
    #expect(text.contains(#/\ngru +\d\.\d{3} +\d+\.\d\d \d\.\d{3} +\d+\.\d\d +\d+ % +\d+ %/#))
    #expect(text.contains("\n\nMASE at step "))
    for line in lines {
      #expect(line.count <= 80, "\(line)")
      #expect(!line.hasSuffix(" "), "\(line)")
    }
    #expect(try scratch.files() == [])
  }

  @Test("says the same as JSON, with everything that the design names")
  func json() throws {
    let outcome = try scratch.succeed("backtest", "--model", "seasonal-naive", "--json")
    #expect(try outcome.json()["schema"] as? String == "forecast.backtest/1")
    let model = try #require(try models(outcome).first)
    let mase = try #require(model["mase"] as? Double)
    #expect(abs(mase - 1.209626596694087) < 1e-12)  // utilsforecast, see Tests/Fixtures
    let coverage = try #require(model["coverage"] as? [String: Double])
    let width = try #require(model["width"] as? [String: Double])
    #expect(coverage.keys.sorted() == ["0.8", "0.95"] && width.keys.sorted() == ["0.8", "0.95"])
    for key in ["smape", "rmsse", "crps", "seconds_per_fit", "rank"] {
      #expect(model[key] is Double, "\(key)")
    }
    let steps = try #require(model["by_step"] as? [[String: Any]])
    #expect(steps.count == 12)
    #expect(steps.allSatisfy { $0["mase"] is Double && $0["coverage"] is [String: Any] })
  }

  @Test("gives every forecast as CSV, each once, the same on one thread and on four")
  func csv() throws {
    let arguments = ["backtest", "--csv", "--epochs", "3", "--stride", "6"]
    let one = try scratch.start(arguments + ["--threads", "1"]).outcome()
    let four = try scratch.start(arguments + ["--threads", "4"]).outcome()
    #expect(one.text == four.text)
    let lines = one.text.split(separator: "\n")
    #expect(
      lines[0]
        == "ds,origin,step,model,y,forecast,q0.025,q0.1,q0.2,q0.3,q0.4,q0.5,q0.6,q0.7,q0.8,q0.9,q0.975"
    )
    #expect(lines.count == 1 + 17 * 7 * 12)
    let keys = lines.dropFirst().map { $0.split(separator: ",").prefix(4).joined(separator: ",") }
    #expect(Set(keys).count == keys.count)
    #expect(one.text.contains("1957-01-01,1956-12-01,1,persistence,315,306,"))
  }

  @Test(
    "lets no forecaster that can be named see what comes at its origin or later",
    arguments: ["every", "never"])
  func leak(refit: String) throws {
    let original = try airlineFile()
    let lines = original.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // 1958-01, the value number 108, and all after it
    let changed = lines.enumerated().map { row, line in
      row < 109 || line.isEmpty ? line : line.prefix(8) + "\(row * row % 977 + 1)"
    }
    func forecasts(_ text: String) throws -> [String: [Substring]] {
      try scratch.put(text, in: "a.csv")
      let csv = try scratch.succeed(
        "backtest", "a.csv", "--csv", "--stride", "4", "--epochs", "5", "--refit", refit,
        "--transform", "log-diff"
      ).text
      let rows = csv.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      return Dictionary(
        uniqueKeysWithValues: rows.map { row in
          (row[1...3].joined(separator: ","), Array(row[5...]))
        })
    }
    let before = try forecasts(original)
    let after = try forecasts(changed.joined(separator: "\n"))
    #expect(before.keys == after.keys)
    let names = Set(before.keys.map { $0.split(separator: ",")[2] })
    #expect(names.isSuperset(of: ["gru", "rnn-element", "drift"]))
    for name in names {
      let own = before.keys.filter { $0.hasSuffix(",\(name)") }
      for key in own where key.prefix(10) <= "1957-12-01" {
        #expect(before[key] == after[key], "\(key)")
      }
      // or nothing would be proved; what is fitted once may have a forecast that never moves
      if name != "training-mean" || refit == "every" {
        #expect(own.contains { $0.prefix(10) > "1957-12-01" && before[$0] != after[$0] }, "\(name)")
      }
    }
  }

  @Test("writes a folder, replaces what it wrote, and spares what others wrote")
  func folder() throws {
    let arguments = ["backtest", "--model", "drift", "-o", "b"]
    let names = ["backtest.csv", "backtest.json", "backtest.md", "error-by-step.png", "ranks.png"]
    for _ in 0..<2 {
      let outcome = try scratch.start(arguments).outcome()
      try #require(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(outcome.text.hasSuffix("\nWritten to b: 5 files; read b/backtest.md first.\n"))
      #expect(try scratch.files(in: "b") == names)
    }
    #expect(try scratch.text(of: "b/backtest.md").contains("![Ranks](ranks.png)"))
    #expect(
      try scratch.text(of: "b/backtest.csv")
        == scratch.succeed("backtest", "--model", "drift", "--csv").text)
    try scratch.put("mine", in: "b/backtest.csv")
    let refused = try scratch.start(arguments).outcome()
    #expect(refused.exitCode == 73)
    #expect(refused.errors.contains("backtest.csv is there and not written by forecast"))
    #expect(try scratch.text(of: "b/backtest.csv") == "mine")
    #expect(try scratch.start(arguments + ["--force"]).outcome().exitCode == 0)
  }

  @Test("writes all numbers without gnuplot, and ends with 69")
  func noGnuplot() throws {
    let outcome = try scratch.forecast(
      "backtest", "--model", "drift", "-o", "b",
      environment: ["FORECAST_GNUPLOT": "/nowhere/gnuplot"])
    #expect(outcome.exitCode == 69)
    #expect(try scratch.files(in: "b") == ["backtest.csv", "backtest.json", "backtest.md"])
    #expect(outcome.text.contains("drift"))
  }

  @Test("names who could not be fitted, and scores the others")
  func failures() throws {
    let outcome = try scratch.succeed("backtest", "--model", "gru", "--lookback", "100", "--json")
    let gru = try #require(try models(outcome).first)
    #expect(gru["mase"] == nil && gru["rank"] == nil)
    let failures = try #require(gru["failures"] as? [[String: String]])
    // a lookback of 100 needs 101 values; the first origin has 96
    let dates = ["1956-12-01", "1957-01-01", "1957-02-01", "1957-03-01", "1957-04-01"]
    #expect(failures.map { $0["origin"] } == dates)
    #expect(try models(outcome).dropFirst().allSatisfy { $0["mase"] is Double })
    let text = try scratch.succeed("backtest", "--model", "gru", "--lookback", "100").text
    #expect(text.contains("– gru: no scores, for no forecast at 5 of 37 origins; at the first,"))
  }

  @Test("says before the work what it will be")
  func dryRun() throws {
    let text = try scratch.succeed("backtest", "--dry-run", "--epochs", "2", "--refit", "12").text
    #expect(text.hasPrefix("origins     37, 1956-12 to 1959-12: 96 to 132 of 144 values known\n"))
    #expect(text.contains("\nfits        17 × 4 = 68\n"))
    #expect(text.contains(/\nestimate    [0-9.]+ s on \d+ threads?\n$/))
    #expect(try scratch.files() == [])
  }

  @Test("refuses a filled gap across an origin")
  func gap() throws {
    let text = try airlineFile().replacing("1958-03,362\n", with: "1958-03,\n")
    try scratch.put(text, in: "a.csv")
    let outcome = try scratch.forecast("backtest", "a.csv", "--gaps", "interpolate")
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors.contains("the gap 1958-03 reaches"))
    #expect(
      try scratch.forecast("backtest", "a.csv", "--gaps", "previous", "--model", "drift").exitCode
        == 0)
  }

  @Test("ends when it is interrupted, with nothing written")
  func interruption() throws {
    let program = try scratch.start(["backtest", "--epochs", "10000000", "-o", "b"])
    try program.send(SIGINT)
    let outcome = try program.outcome()
    #expect(outcome.exitCode == 130)
    #expect(outcome.errors == "forecast: stopped on request; nothing was written.\n")
    #expect(try scratch.files() == [])
  }
}
