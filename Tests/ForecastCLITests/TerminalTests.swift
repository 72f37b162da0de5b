import Foundation
import Reporting
import SeriesData
import Testing

@testable import ForecastCLI

/// What people see: in a locale without Unicode, with names of any letters, on 80 columns.
@Suite("The terminal") struct TerminalTests {
  private let scratch: Scratch
  private static let fast = [
    "--recipe", "classic", "--model", "rnn", "--epochs", "3", "--seeds", "1", "--terminal", "svg",
  ]

  init() throws { scratch = try Scratch() }

  /// Every command that prints for people, the later ones from files of the earlier ones.
  private static func commands(_ csv: String) -> [[String]] {
    [
      ["inspect", csv], ["run", csv] + fast, ["run", csv, "-o", "other"] + fast,
      ["run", csv, "-o", "combined", "--terminal", "svg", "--model", "rnn", "--dry-run"],
      ["report", "plots"], ["report", "plots", "--compare", "other"],
      [
        "train", csv, "--recipe", "classic", "--model", "gru", "--epochs", "3", "--seeds", "1",
        "-v",
      ],
      ["train", csv, "-f"], ["predict", "auto.json"],
      ["predict", "gru.safetensors", "--coverage", "0.5,0.8,0.9,0.95,0.99"],
      ["export", "gru.safetensors"], ["score", "forecasts.csv", csv],
      [
        "backtest", csv, "--model", "seasonal-naive", "--model", "drift", "--model", "theta",
        "--model", "ets",
      ],
      ["backtest", csv, "--model", "drift", "--dry-run"],
      ["tune", csv, "--model", "rnn", "--trials", "3", "--epochs", "9"],
      ["schema"], ["plot", "plots", "--terminal", "svg"],
      ["inspect", "nothing.csv"], ["run", csv, "--epochs", "0"],
      ["report", "plots", "--model", "x"],
    ]
  }

  /// Forecasts of a model for the last year of a series.
  private func putForecasts(_ models: [String]) throws {
    let header = (["ds"] + models.map { "\"\($0)\"" }).joined(separator: ",")
    let rows = (0..<12).map { month in
      ([monthText(month, after: 1960) + "-01"] + models.map { _ in "\(400 + month)" })
        .joined(separator: ",")
    }
    try scratch.put(([header] + rows).joined(separator: "\n") + "\n", in: "forecasts.csv")
  }

  @Test(
    "is in ASCII where the locale knows no more, and with --plain",
    arguments: [
      (["LC_ALL": "C"], [String]()), (["LANG": "de_DE.ISO-8859-1"], []), ([:], ["--plain"]),
    ])
  func ascii(_ environment: [String: String], _ options: [String]) throws {
    try scratch.put(airlineFile(), in: "air.csv")
    try putForecasts(["gru"])
    for command in Self.commands("air.csv") {
      let outcome = try scratch.start(command + options, environment: environment).outcome()
      let shown = outcome.text + outcome.errors
      #expect(!shown.isEmpty)
      let strangers = Set(shown.filter { !$0.isASCII })
      #expect(strangers.isEmpty, "\(command): \(strangers)\n\(shown)")
    }
  }

  @Test("is in Unicode elsewhere, and where no locale is set")
  func unicode() throws {
    try scratch.put(airlineFile(), in: "air.csv")
    let all = [["LC_ALL": "C.UTF-8", "LANG": "C"], ["LC_ALL": "", "LANG": "de_DE.utf8"], [:]]
    for environment in all {
      #expect(
        try scratch.forecast("inspect", "air.csv", environment: environment).text.contains("█"))
    }
    #expect(!Console.speaksUTF8(["LC_CTYPE": "POSIX", "LANG": "C.UTF-8"]))
    #expect(Console.speaksUTF8(["LC_CTYPE": "UTF-8"]))
  }

  @Test("leaves JSON and tables for programs as they are, whatever the locale")
  func programs() throws {
    try scratch.put(airlineFile().replacing("Passengers", with: "Reisende – 日本"), in: "air.csv")
    for command in [
      ["inspect", "air.csv", "--json"], ["inspect", "air.csv", "--json", "--plain"],
      ["backtest", "air.csv", "--model", "drift", "--csv", "--origins", "3"],
    ] {
      let plain = try scratch.start(command).outcome()
      let posix = try scratch.start(command, environment: ["LC_ALL": "C"]).outcome()
      #expect(plain.exitCode == 0, "\(plain.errors)")
      #expect(plain.output == posix.output)
    }
  }

  @Test(
    "has no line in a table, and none of words, that is wider than 80 columns",
    arguments: [
      ("Passengers", [:]), ("乗客数の合計（千人単位）", [:]),
      (String(repeating: "a very long name ", count: 9), ["LC_ALL": "C"]),
    ])
  func width(_ name: String, _ environment: [String: String]) throws {
    try scratch.put(airlineFile().replacing("Passengers", with: name), in: "air.csv")
    try putForecasts([name, name + "2", "✈️"])
    // What is there to be copied is not broken, and a finding is a line, for grep.
    let lines = #/\bforecast \w+ |^(Written|Drawn|settings)|^  D\d\d\d |^plots//#
    for command in Self.commands("air.csv") {
      let outcome = try scratch.start(command, environment: environment).outcome()
      for line in outcome.text.split(separator: "\n") where !line.contains(lines) {
        #expect(displayWidth(line) <= 80, "\(command): \(line)")
      }
    }
  }

  @Test("has columns below each other, whatever letters names are of")
  func columns() throws {
    try scratch.put(airlineFile(), in: "air.csv")
    try putForecasts(["gru", "日本語モデル", "nai\u{308}ve", "✈️ fly", String(repeating: "長", count: 60)])
    let text = try scratch.succeed("score", "forecasts.csv", "air.csv").text
    let table = text.split(separator: "\n").drop { !$0.hasPrefix("Model") }.prefix(7)
    #expect(Set(table.map { displayWidth($0) }).count == 1, "\(text)")
    #expect(table.contains { $0.hasPrefix("長") && $0.contains("…") })
  }

  @Test("draws the course of a series, as wide as the terminal is")
  func sparkline() throws {
    func bars(_ columns: String, _ options: String...) throws -> [Substring] {
      try scratch.start(
        ["run", "-f"] + Self.fast + options, environment: ["COLUMNS": columns]
      ).outcome().text.split(separator: "\n").filter { $0.hasPrefix("▁") }
    }
    #expect(try bars("80").map(\.count) == [80])
    #expect(try bars("50").map(\.count) == [50])
    #expect(try bars("500").map(\.count) == [120])
    #expect(try bars("80", "--plain") == [])
    let text = try scratch.succeed("report", "plots").text
    #expect(text.contains(/\n1949-01-01 +104 to 622 thousands +1960-12-01\n/))
  }

  @Test("is plain when a file or the environment says so, too")
  func settings() throws {
    try scratch.put("plain = true\n", in: "forecast.toml")
    #expect(try !scratch.forecast("inspect").text.contains("█"))
    #expect(try scratch.forecast("inspect", "--no-config").text.contains("█"))
    let environment = ["FORECAST_PLAIN": "1"]
    #expect(
      try !scratch.forecast("inspect", "--no-config", environment: environment).text.contains("█"))
  }
}
