import Foundation
import Testing

@Suite("--deep") struct DeepTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func diagnosis(_ folder: String) throws -> [String: Any] {
    let report = try scratch.json(of: "\(folder)/report.json")
    let model = try #require((report["models"] as? [[String: Any]])?.first)
    return try #require(model["diagnosis"] as? [String: Any])
  }

  @Test("says its plan and time first, and adds curves, a check, a picture, and seeds")
  func run() throws {
    let outcome = try scratch.forecast(
      "run", "--model", "rnn", "--epochs", "3", "--hidden", "4", "--deep", "--threads", "2")
    try #require(outcome.exitCode == 0, "\(outcome.errors)")
    // 6 sizes and 5 shorter histories with 5 seeds each, and the shuffled targets
    let plan = outcome.errors.replacing("\nforecast:             ", with: " ")
    let words = #/5 seeds each, and shuffled targets: 56 more trainings;/#
    #expect(plan.contains(words))
    #expect(plan.contains(/trainings; (under a second|about \d+ s) on 2 threads\n/))
    #expect(outcome.errors.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let diagnosis = try diagnosis("plots")
    #expect((diagnosis["seeds"] as? [Any])?.count == 10)
    let checks = try #require(diagnosis["checks"] as? [[String: Any]])
    #expect(checks.count { $0["id"] as? String == "R09" } == 1)
    #expect(checks.first { $0["id"] as? String == "R09" }?["value"] is Double)
    let deep = try #require(diagnosis["deep"] as? [String: Any])
    let data = try #require(deep["data_curve"] as? [[String: Any]])
    #expect(data.map { $0["values"] as? Int } == [41, 49, 57, 66, 74, 82])
    let capacity = try #require(deep["capacity_curve"] as? [[String: Any]])
    #expect(capacity.map { $0["hidden"] as? Int } == [2, 4, 8, 16, 32, 64])
    #expect(try scratch.files(in: "plots").contains("deep-rnn.png"))
    let page = try scratch.text(of: "plots/report.html")
    #expect(page.contains("Over history and size") && page.contains("rnn: over history and size"))
    #expect(try scratch.text(of: "plots/report.md").contains("](deep-rnn.png)"))
    #expect(try scratch.succeed("report").text.contains("\n  History  "))
    // what is drawn again is drawn from the report alone
    let before = try scratch.bytes(of: "plots/deep-rnn.png")
    _ = try scratch.succeed("plot", "--only", "deep-rnn")
    #expect(try scratch.bytes(of: "plots/deep-rnn.png") == before)
  }

  @Test("changes nothing else, and depends on the seed alone")
  func same() throws {
    func run(_ folder: String, _ more: String...) throws {
      let outcome = try scratch.start(
        ["run", "--model", "gru", "--epochs", "2", "--hidden", "2", "--seeds", "2", "-o", folder]
          + more
      ).outcome()
      try #require(outcome.exitCode == 0, "\(outcome.errors)")
    }
    try run("one", "--deep", "--threads", "1", "-q")
    try run("two", "--deep", "--threads", "3", "-q")
    try run("plain")
    func deep(_ folder: String) throws -> NSDictionary? {
      try diagnosis(folder)["deep"] as? NSDictionary
    }
    #expect(try deep("one") != nil)
    #expect(try deep("one") == deep("two"))
    #expect(try deep("plain") == nil)
    #expect((try diagnosis("one")["seeds"] as? [Any])?.count == 2)
    for file in ["predictions.csv", "forecast.csv", "gru.safetensors"] {
      #expect(try scratch.bytes(of: "one/\(file)") == scratch.bytes(of: "plain/\(file)"))
    }
    let command = try scratch.json(of: "one/report.json")["command"] as? String
    #expect(command?.hasSuffix("--seeds 2 --deep") == true)
  }

  @Test("shows its plan in a dry run, and does nothing")
  func dryRun() throws {
    let outcome = try scratch.succeed(
      "run", "-n", "--deep", "--model", "rnn", "--model", "rnn-element", "--epochs", "4",
      "--threads", "1")
    #expect(
      outcome.text.contains(
        """
        deep        the last 50 to 100 % of the part to fit on, 2 to 64 units
                    (rnn-element to 32), 5 seeds each, and shuffled targets: 107 more
                    trainings of rnn 56, rnn-element 51;
        """), "\(outcome.text)")
    #expect(outcome.text.contains("deep-rnn.png") && outcome.text.contains("deep-rnn-element.png"))
    #expect(outcome.text.contains("verdict     on 10 seeds"))
    #expect(try scratch.files() == [])
    let json = try scratch.succeed(
      "run", "-n", "--deep", "--model", "rnn", "--epochs", "100000", "--json")
    let plan = try #require(try json.json()["result"] as? [String: Any])
    let deep = try #require(plan["deep"] as? [String: Any])
    #expect(deep["trainings"] as? Int == 56)
    let (own, all) = (
      try #require(deep["seconds"] as? Double), try #require(plan["seconds"] as? Double)
    )
    #expect(own > 1 && all > own)
  }

  @Test("needs values that judge")
  func refused() throws {
    let outcome = try scratch.forecast("run", "--deep", "--validation", "0", "--model", "rnn")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("--deep judges on the validation part"))
    #expect(try scratch.files() == [])
  }
}
