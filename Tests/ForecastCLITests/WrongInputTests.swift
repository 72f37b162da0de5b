import Foundation
import Testing

@Suite("A wrong input") struct WrongInputTests {
  static let first =
    WrongInput.data + WrongInput.usage + WrongInput.files + WrongInput.reading
    + WrongInput.tuning + WrongInput.backtest + WrongInput.strategies
  static let reading = WrongInput.content + WrongInput.foreign + WrongInput.readingOptions
  static let working =
    WrongInput.training + WrongInput.models + WrongInput.modelFiles + WrongInput.exporting
  static let keeping =
    WrongInput.places + WrongInput.checkpoints + WrongInput.searching + WrongInput.losing
  static let telling = WrongInput.settings + WrongInput.variables + WrongInput.replaying
  static let showing = WrongInput.reports + WrongInput.drawing + WrongInput.scoring
  static let others = WrongInput.backtesting + WrongInput.commandLine
  static let all = first + reading + working + keeping + telling + showing + others

  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(
    "gets its exit code and its words, the same as JSON, and nothing is written", arguments: all)
  func words(_ input: WrongInput) throws {
    try input.prepare(scratch)
    let before = try scratch.contents()
    let outcome = try scratch.start(input.arguments, environment: input.environment).outcome()
    #expect(outcome.exitCode == input.exitCode)
    #expect(outcome.errors == input.errors)
    #expect(outcome.text == "")
    let again = try scratch.start(input.arguments + ["--json"], environment: input.environment)
      .outcome()
    #expect(again.exitCode == input.exitCode)
    #expect(again.text == "")
    let error = try again.jsonError()
    #expect(Set(error.keys) == ["code", "exit_code", "message", "hint"])
    #expect((error["code"] as? String)?.isEmpty == false)
    let message = try #require(error["message"] as? String)
    let hint = try #require(error["hint"] as? String)
    #expect(error["exit_code"] as? Int32 == input.exitCode)
    #expect(input.errors.hasPrefix("forecast: \(message)"))
    #expect(hint.isEmpty || input.errors.contains(hint))
    #expect(try scratch.contents() == before)
  }

  @Test("is told in one style", arguments: all)
  func style(_ input: WrongInput) {
    // A name that is dots is not punctuation.
    let text = input.errors.replacing("'..'", with: "'x'").replacing(" .:", with: " x:")
    #expect(!text.contains(/[.?!;:,]{2}|  |[.?] [a-z]/), "\(text)")
    #expect(input.errors.contains(/[.?]\n$/))
    #expect(input.errors.split(separator: "\n").count == 1)
  }

  @Test(
    "is found by inspect too, which has said it on standard output", arguments: [[], ["--json"]])
  func inspect(form: [String]) throws {
    try scratch.put("ds,y\n2020-01,1\n2020-02,x\n2020-03,3\n", in: "a.csv")
    let outcome = try scratch.start(["inspect", "a.csv"] + form).outcome()
    #expect(outcome.exitCode == 65)
    #expect(outcome.errors == "")
    #expect(outcome.text.contains("'x' is not a number"))
  }

  @Test(
    "that only --json brings about gets its words",
    arguments: [
      ("predict m --csv", "--csv and --json exclude each other; give one."),
      ("predict m --format csv", "--format csv and --json exclude each other; give one."),
      ("backtest --csv", "--csv and --json exclude each other; give one."),
      (
        "report --html -",
        "--html - and --json both print to standard output (expected one)."
      ),
    ])
  func json(arguments: String, message: String) throws {
    let words = arguments.split(separator: " ").map(String.init)
    let outcome = try scratch.start(words + ["--json"]).outcome()
    #expect(outcome.exitCode == 64)
    #expect(outcome.text == "")
    let error = try outcome.jsonError()
    #expect(error["code"] as? String == "usage")
    #expect(error["message"] as? String == message)
    #expect(error["hint"] as? String == "See forecast \(words[0]) --help.")
  }

  #if os(Linux)
    @Test("of a full device behind standard output is told")
    func fullDevice() throws {
      let outcome = try scratch.shell("\"$forecast\" schema > /dev/full")
      #expect(outcome.exitCode == 74)
      #expect(
        outcome.errors == "forecast: standard output: No space left on device. "
          + "Is the disk full, or the reader gone?\n")
    }
  #endif
}
