import Foundation
import Testing

@Suite("Reading options") struct ReadingOptionsTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("cut, season and title are in the report, and its command makes the same report again")
  func report() throws {
    try scratch.succeed(
      "run", "--model", "gru", "--epochs", "3", "--from", "1951", "--to", "1958-06", "--season",
      "6", "--title", "The 'fifties'", "--unit", "k", "-o", "a")
    let report = try scratch.json(of: "a/report.json")
    let series = try #require(report["series"] as? [String: Any])
    #expect(series["n"] as? Int == 90)
    #expect(series["n_in_file"] as? Int == 144)
    #expect(series["start"] as? String == "1951-01-01")
    #expect(series["end"] as? String == "1958-06-01")
    #expect(series["season_length"] as? Int == 6)
    #expect(series["title"] as? String == "The 'fifties'")
    #expect(series["unit"] as? String == "k")
    let future = try #require(report["future"] as? [String: Any])
    #expect((future["ds"] as? [String])?.first == "1958-07-01")
    #expect(future["horizon"] as? Int == 6)
    let command = try #require(report["command"] as? String)
    #expect(
      command == "forecast run --from 1951 --to 1958-06 --season 6 --title 'The '\\''fifties'\\''' "
        + "--unit k --model gru --epochs 3")
    let text = try scratch.succeed("report", "a").text
    #expect(
      text.hasPrefix(
        "The 'fifties'\nairline-passengers.csv: Passengers (k), monthly, a season of 6 steps\n"
          + "90 of 144 values from 1951-01-01 to 1958-06-01\n"))
    #expect(try scratch.text(of: "a/report.md").hasPrefix("# The 'fifties': who overfits?\n"))
    try scratch.succeed(
      "run", "--from", "1951", "--to", "1958-06", "--season", "6", "--title", "The 'fifties'",
      "--unit", "k", "--model", "gru", "--epochs", "3", "-o", "b")
    #expect(try scratch.bytes(of: "a/forecast.png") == scratch.bytes(of: "b/forecast.png"))
    #expect(try scratch.bytes(of: "a/forecast.csv") == scratch.bytes(of: "b/forecast.csv"))
  }

  @Test("cutting gives what a shorter file gives")
  func cut() throws {
    let lines = try airlineFile().split(separator: "\n")
    try scratch.put(
      ([lines[0]] + lines[25...108]).joined(separator: "\n") + "\n", in: "short.csv")
    try scratch.put(try airlineFile(), in: "long.csv")
    try scratch.succeed("train", "short.csv", "--model", "gru", "--epochs", "3", "-o", "a")
    try scratch.succeed(
      "train", "long.csv", "--from", "Jan 1951", "--to", "1957", "--model", "gru", "--epochs", "3",
      "-o", "b")
    let forecasts = try ["a", "b"].map { try scratch.succeed("predict", $0, "--csv").text }
    #expect(forecasts[0] == forecasts[1])
    #expect(forecasts[0].contains("\n1958-01-01,"))
  }

  @Test("what they change nothing by, they say")
  func remarks() throws {
    let outcome = try scratch.succeed("inspect", "--from", "1940", "--to", "1960-12")
    #expect(
      outcome.errors
        == "forecast: note: --from 1940 cuts nothing off: the first value is 1949-01.\n"
        + "forecast: note: --to 1960-12 cuts nothing off: the last value is 1960-12.\n")
  }

  @Test("inspect tells what is used")
  func inspect() throws {
    let text = try scratch.succeed("inspect", "--from", "1955", "--to", "1955", "--season", "6")
      .text
    #expect(text.contains("Span:       1949-01-01 to 1960-12-01\n"))
    #expect(text.contains("Used:       1955-01-01 to 1955-12-01, 12 values\n"))
    #expect(text.contains("Season:     6 steps\n"))
    #expect(text.contains("Range:      233 to 364, mean 284.0\n"))
    let json = try scratch.succeed("inspect", "--from", "1955", "--json").json()
    let result = try #require(json["result"] as? [String: Any])
    let used = try #require(result["used"] as? [String: Any])
    #expect(used["n"] as? Int == 72)
    #expect(used["start"] as? String == "1955-01-01")
    #expect(result["n"] as? Int == 144)
  }

  /// Values that depend on the place in a season of 5 alone: a file that begins elsewhere gives the
  /// same forecast only if its places are counted from where the model counts.
  @Test("a season that was set by hand keeps its places in newer data")
  func season() throws {
    func csv(_ months: Range<Int>) -> String {
      "ds,y\n"
        + months.map { "\(monthText($0, after: 2000)),\([3, 9, 1, 7, 20][$0 % 5])\n" }.joined()
    }
    try scratch.put(csv(0..<70), in: "all.csv")
    try scratch.put(csv(33..<75), in: "newer.csv")
    try scratch.succeed(
      "train", "all.csv", "--season", "5", "--model", "gru", "--features", "month-onehot",
      "--lookback", "3", "--epochs", "5", "-o", "m")
    let known = try scratch.succeed("predict", "m", "-H", "10", "--csv").text.split(separator: "\n")
    let newer = try scratch.succeed("predict", "m", "-H", "5", "--csv", "--data", "newer.csv").text
      .split(separator: "\n")
    #expect(known.count == 11)
    #expect(Array(known[6...]) == Array(newer[1...]))
    try scratch.put("ds,y\n2010-01-05,3\n2010-02-05,4\n2010-03-05,5\n2010-04-05,6\n", in: "off.csv")
    let refused = try scratch.forecast("predict", "m", "--data", "off.csv")
    #expect(refused.exitCode == 65)
    #expect(
      refused.errors
        == "forecast: off.csv: the dates, from 2010-01-05 on, are no whole steps from 2000-01-01, "
        + "where the model's season of 5 begins. "
        + "Give the file the dates that the model was trained on, and newer ones.\n")
  }

  @Test("predict cuts newer data, and takes title and unit")
  func predict() throws {
    try scratch.succeed("train", "--model", "gru", "--epochs", "2", "-o", "m")
    try scratch.put(try airlineFile(), in: "air.csv")
    let text = try scratch.succeed(
      "predict", "m", "--data", "air.csv", "--to", "1958", "-H", "1", "--title", "T", "--unit", "k"
    ).text
    #expect(
      text.hasPrefix(
        "T\nPassengers (k) by gru, trained to 1960-12-01, from values to 1958-12-01:\n"))
    #expect(text.contains("\n1959-01-01 "))
  }

  @Test("a gap that is filled from behind the cut is refused")
  func gap() throws {
    let rows = (1...12).filter { ![6, 7].contains($0) }.map {
      "2020-\($0 < 10 ? "0" : "")\($0),\($0)\n"
    }
    try scratch.put("ds,y\n" + rows.joined(), in: "gap.csv")
    let outcome = try scratch.forecast(
      "inspect", "gap.csv", "--gaps", "interpolate", "--to", "2020-06")
    #expect(outcome.exitCode == 65)
    #expect(
      outcome.errors
        == "forecast: gap.csv: the gap 2020-06 to 2020-07 reaches the end at --to 2020-06, and "
        + "interpolating it would let a later value in. Try --gaps previous, or another --to.\n")
    try scratch.succeed("inspect", "gap.csv", "--gaps", "previous", "--to", "2020-06")
    try scratch.succeed("inspect", "gap.csv", "--gaps", "interpolate", "--to", "2020-05")
  }
}
