import Artifacts
import Foundation
import Testing

@Suite("A JSON Schema") struct SchemaTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func validator(_ name: String) throws -> SchemaValidator {
    SchemaValidator(try scratch.succeed("schema", name).json())
  }

  /// Holds a document to a schema, and the schema to what it says: whatever is damaged is refused.
  private func expect(_ document: Any, fits name: String, _ origin: String) throws {
    let validator = try validator(name)
    #expect(validator.faults(of: document) == [], "\(origin)")
    let small = trimmed(document)
    let changes = damaged(small)
    let passed = changes.filter { validator.faults(of: $0.document).isEmpty }.map(\.place)
    // What may pass is that a key is missing: not every one has to be there.
    for place in passed { #expect(place.hasSuffix(" is missing"), "\(origin): \(place) passes") }
    #expect(passed.count < changes.count { $0.place.hasSuffix(" is missing") }, "\(origin)")
  }

  private func value(_ outcome: Outcome) throws -> Any {
    try JSONSerialization.jsonObject(with: outcome.output)
  }

  private func file(_ name: String) throws -> Any {
    try JSONSerialization.jsonObject(with: try scratch.bytes(of: name))
  }

  @Test("is there for every name that is listed, and names itself")
  func names() throws {
    let list = try scratch.succeed("schema").text.split(separator: "\n")
      .map { String($0.prefix { $0 != " " }) }
    #expect(list == JSONSchema.names && list.count == 21)
    for name in list {
      let schema = try scratch.succeed("schema", name).json()
      #expect(schema["$id"] as? String == "forecast.\(name)/1")
      #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
      let again = try scratch.succeed("schema", "forecast.\(name)/1").text
      #expect(try again == scratch.succeed("schema", name).text)
      for line in again.split(separator: "\n") { #expect(line.count <= 110, "\(line)") }
    }
    try expect(try value(try scratch.succeed("schema", "--json")), fits: "schema", "schema")
  }

  @Test("that is mistyped is guessed")
  func mistyped() throws {
    let outcome = try scratch.forecast("schema", "reprot")
    #expect(outcome.exitCode == 64)
    #expect(
      outcome.errors == "forecast: There is no schema 'reprot'. Did you mean 'report'? "
        + "See forecast schema --help.\n")
  }

  @Test("fits what run, report and plot write", arguments: [true, false])
  func run(isPlain: Bool) throws {
    let more =
      isPlain
      ? []
      : [
        "--model", "gru", "--deep", "--strategy", "auto", "-H", "3", "--dropout", "0.1", "--noise",
        "0.1", "--window-scaling", "last", "--batch-size", "16", "--patience", "2", "--from",
        "1950",
        "--title", "T",
      ]
    let outcome = try scratch.start(
      ["run", "--epochs", "3", "--seeds", "2", "--json"] + more
    ).outcome()
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    try expect(try value(outcome), fits: "run", "run \(more)")
    try expect(try file("plots/report.json"), fits: "report", "report.json \(more)")
    try expect(try file("plots/run.json"), fits: "replay", "run.json \(more)")
    try expect(try value(try scratch.succeed("report", "--json")), fits: "report", "report")
    let plot = try scratch.succeed("plot", "--only", "forecast", "--json")
    try expect(try value(plot), fits: "plot", "plot")
    let compared = try scratch.succeed("report", "--compare", "plots", "--json")
    try expect(try value(compared), fits: "comparison", "comparison")
  }

  @Test("fits what train and predict write")
  func predict() throws {
    for (name, options) in [("a", []), ("m", ["--model", "gru", "--epochs", "3"])] {
      let trained = try scratch.start(["train", "--json", "-o", name] + options).outcome()
      try expect(try value(trained), fits: "train", "train \(options)")
      let forecast = try scratch.succeed("predict", name, "--json")
      try expect(try value(forecast), fits: "predict", "predict \(options)")
      let rows = try scratch.succeed("predict", name, "--format", "nixtla", "--json")
      try expect(try value(rows), fits: "nixtla", "nixtla \(options)")
      if !options.isEmpty {
        let exported = try scratch.succeed("export", name, "--json")
        try expect(try value(exported), fits: "export", "export")
      }
      if options.isEmpty { try expect(try file("a"), fits: "auto", "auto.json") }
    }
  }

  @Test("fits what backtest and score write")
  func backtest() throws {
    let options = ["--model", "gru", "--model", "arima", "--epochs", "2", "--origins", "3"]
    for more in [
      ["-o", "b"], ["--dry-run"], ["--window", "60", "--stride", "2"],
    ] {
      let outcome = try scratch.start(["backtest", "--json"] + options + more).outcome()
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      try expect(try value(outcome), fits: "backtest", "backtest \(more)")
    }
    try expect(try file("b/backtest.json"), fits: "backtest-report", "backtest.json")
    let rows = try scratch.start(["backtest", "--json", "--format", "nixtla"] + options).outcome()
    try expect(try value(rows), fits: "nixtla", "nixtla")
    try scratch.put("ds,f,f-lo-80,f-hi-80\n1960-11-01,390,380,400\n1960-12-01,1,2,3\n", in: "f.csv")
    try scratch.put(try airlineFile(), in: "a.csv")
    let scored = try scratch.succeed("score", "f.csv", "a.csv", "--json")
    try expect(try value(scored), fits: "score", "score")
  }

  @Test("fits what inspect prints, of a good file and of a bad one")
  func inspect() throws {
    try scratch.put("ds,y\n2020-01,1\n2020-02,x\n2020-05,3\n", in: "bad.csv")
    try scratch.put("id,ds,y\na,2020,1\na,2021,2\nb,2020,1\nb,2021,2\n", in: "long.csv")
    for words in [
      [], ["--plots"], ["--from", "1955"], ["bad.csv"], ["long.csv", "--list-series"],
    ] {
      let outcome = try scratch.start(["inspect", "--json"] + words).outcome()
      try expect(try value(outcome), fits: "inspect", "inspect \(words)")
    }
    try expect(try file("plots/inspection.json"), fits: "inspection", "inspection.json")
  }

  @Test("fits what tune and dry runs write")
  func tune() throws {
    let words = ["tune", "--model", "gru", "--trials", "3", "--epochs", "6", "--origins", "2"]
    let outcome = try scratch.start(words + ["--json"]).outcome()
    try expect(try value(outcome), fits: "tune", "tune")
    try expect(try file("tuned.json"), fits: "config", "tuned.json")
    try expect(try file("tuned.tune.json"), fits: "tune-state", "tuned.tune.json")
    for command in [words, ["run", "--deep"], ["train", "--patience", "3"]] {
      let plan = try scratch.start(command + ["--dry-run", "--json"]).outcome()
      #expect(plan.exitCode == 0, "\(plan.errors)")
      try expect(try value(plan), fits: "dry-run", "\(command) --dry-run")
    }
  }

  @Test("fits errors, and what files and variables gave")
  func errors() throws {
    let wrong = try scratch.forecast("run", "--epochs", "0", "--json")
    try expect(try wrong.jsonError(), fits: "error", "error")
    let given = try scratch.forecast(
      "inspect", "--json", environment: ["FORECAST_TITLE": "T", "FORECAST_LIST_SERIES": "0"])
    try expect(try value(given), fits: "inspect", "inspect with variables")
    let origins = try #require(try given.json()["configuration"] as? [[String: Any]])
    #expect(origins.map { $0["origin"] as? String } == ["FORECAST_LIST_SERIES", "FORECAST_TITLE"])
  }
}
