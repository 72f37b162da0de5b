import Foundation
import Testing

@Suite("forecast.toml") struct SettingsTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// The training line and the listing of a dry run.
  private func plan(
    _ words: String..., environment: [String: String] = [:]
  ) throws -> Outcome {
    let outcome = try scratch.start(
      ["run", "-n", "--threads", "1"] + words, environment: environment
    ).outcome()
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    return outcome
  }

  @Test("is read where it lies, says so, and gives what it says")
  func file() throws {
    try scratch.put(
      """
      # of all commands
      model = ["rnn", "gru"]
      epochs = 7
      seed = 3
      trials = 9
      from = 1950-01-01

      [run]
      batch-size = 16
      deep = false
      [train]
      epochs = 9
      """, in: "forecast.toml")
    let outcome = try plan("--seed", "4")
    #expect(
      outcome.errors == "forecast: note: from forecast.toml: --epochs 7, --from 1950-01-01, "
        + "--model rnn --model gru, --batch-size 16, no --deep\n")
    #expect(outcome.text.contains("\ntraining    rnn, gru: 7 epochs, and again on all data\n"))
    #expect(outcome.text.hasPrefix("series      1950-01 to 1960-12, 132 values of 144"))
    let settings = outcome.text.split(separator: "\n").drop { !$0.hasPrefix("settings") }
    #expect(
      settings.dropLast() == [
        "settings    --epochs 7               forecast.toml:3",
        "            --from 1950-01-01        forecast.toml:6",
        "            --model rnn --model gru  forecast.toml:2",
        "            --batch-size 16          forecast.toml:9",
        "            --dry-run                command line",
        "            --threads 1              command line",
        "            --seed 4                 command line",
      ])
    let train = try scratch.succeed("train", "--model", "gru", "-n", "-q")
    #expect(train.errors == "")
    #expect(train.text.contains("training    gru: 9 epochs"))
    #expect(try plan("--no-config").text.contains("rnn-element, rnn, lstm, gru: 500 epochs"))
  }

  @Test("is worth what its options are worth when typed")
  func equivalence() throws {
    try scratch.put("epochs = 3\nlearning_rate = 0.02\n[run]\nmodel = 'gru'\n", in: "forecast.toml")
    try scratch.succeed("run", "-o", "a")
    try scratch.succeed(
      "run", "--no-config", "--model", "gru", "--epochs", "3", "--learning-rate", "0.02", "-o", "b")
    for name in ["forecast.csv", "gru.safetensors", "run.json", "report.md"] {
      #expect(try scratch.bytes(of: "a/\(name)") == scratch.bytes(of: "b/\(name)"), "\(name)")
    }
  }

  @Test("gives way to variables, and these to what is typed; --config is read instead of it")
  func precedence() throws {
    try scratch.put("epochs = 3\nhidden = 3\nlookback = 4\ntest = 24\n", in: "forecast.toml")
    try scratch.put("epochs = 5\n", in: "other.toml")
    let variables = ["FORECAST_EPOCHS": "6", "FORECAST_HIDDEN": "4", "FORECAST_MODEL": "gru,lstm"]
    let all = try plan("--hidden", "2", "--train", "100", environment: variables)
    #expect(all.text.contains("\nsequences   4 elements"))
    #expect(all.text.contains("\ntraining    gru, lstm: 6 epochs"))
    #expect(all.text.contains("\ntest        1957-05 to 1960-12, 44 values"))
    #expect(all.text.contains("\ngru   39 weights"))
    #expect(
      all.errors == "forecast: note: from forecast.toml: --lookback 4\n"
        + "forecast: note: from the environment: --epochs 6, --model gru --model lstm\n")
    let named = try plan("--config", "other.toml")
    #expect(named.text.contains("rnn-element, rnn, lstm, gru: 5 epochs"))
    #expect(named.text.contains("\nsequences   12 elements"))
    #expect(named.errors == "")
    let byVariable = try plan(environment: ["FORECAST_CONFIG": "other.toml", "FORECAST_SEED": ""])
    #expect(byVariable.errors == "forecast: note: from other.toml: --epochs 5\n")
    let off = try plan("--config", "other.toml", environment: ["FORECAST_DEEP": "1"])
    #expect(off.text.contains("deep"))
  }

  @Test("has no say where help is wanted, and a folder of its name is none")
  func help() throws {
    try scratch.put("epochs = \n", in: "forecast.toml")
    #expect(try scratch.forecast("--help").exitCode == 0)
    #expect(try scratch.forecast("run", "-h").exitCode == 0)
    #expect(try scratch.forecast("inspect").exitCode == 78)
    let other = try Scratch()
    try other.put("", in: "forecast.toml/x")
    #expect(try other.forecast("inspect").exitCode == 0)
  }

  @Test(
    "is blamed for what is wrong in it, with the line",
    arguments: [
      ("\nepocs = 3", ":2: there is no option 'epocs'. Did you mean 'epochs'?"),
      ("[run]\nepocs = 3", ":2: run has no option 'epocs'. Did you mean 'epochs'?"),
      ("run.trials = 3", ":1: run has no option 'trials'."),
      ("[rum]\nepochs = 3", ":1: there is no command 'rum'. Did you mean 'run'?"),
      ("force = true", ":1: 'force' is only for the command line. Take it out there."),
      ("epochs = 'x'", ":1: The value 'x' is invalid for '--epochs <epochs>': expected a number. "),
      ("seed = 1\nepochs = 0", ":2: --epochs is 0 (expected at least 1). Change it there,"),
      ("epochs = true", ":1: 'epochs' is true (expected a value). Change it there,"),
      ("deep = 1", ":1: 'deep' is 1 (expected true or false). "),
      ("epochs = [1, 2]", ":1: 'epochs' is 1,2 (expected one value). "),
      ("model = 'gpt'", ":1: The value 'gpt' is invalid for '--model <model>'. Please provide one"),
      (
        "a = 1\nb = \n",
        ":2: this is no configuration of forecast: it is not valid TOML, or no option. "
      ),
      (
        "[run]\nepochs = 07:32:00",
        ":2: this is no configuration of forecast: it is not valid TOML, or no option. "
      ),
      ("[run.more]\nepochs = 3", ":1: this is no configuration of forecast: \"run.more\" has the"),
      ("title = \"\\u0000\"", ": this is no configuration of forecast: it has a zero character."),
    ])
  func refusals(text: String, words: String) throws {
    try scratch.put(text, in: "forecast.toml")
    let outcome = try scratch.forecast("run", "-n")
    #expect(outcome.exitCode == 78)
    #expect(outcome.errors.hasPrefix("forecast: forecast.toml\(words)"), "\(outcome.errors)")
    #expect(outcome.text == "")
  }

  @Test(
    "has variables beside it, which are blamed by name",
    arguments: [
      ("FORECAST_EPOCHS", "many", "FORECAST_EPOCHS: The value 'many' is invalid for '--epochs"),
      (
        "FORECAST_EPOCHS", "0",
        "FORECAST_EPOCHS: --epochs is 0 (expected at least 1). Change it, or"
      ),
      (
        "FORECAST_DEEP", "maybe",
        "FORECAST_DEEP is 'maybe' (expected 1 or 0). Change it, or unset it."
      ),
    ])
  func variables(name: String, value: String, words: String) throws {
    let outcome = try scratch.forecast("run", "-n", environment: [name: value])
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.hasPrefix("forecast: \(words)"), "\(outcome.errors)")
  }

  @Test("warns of a variable that is mistyped, and leaves those of others alone")
  func mistypedVariable() throws {
    let outcome = try plan(
      environment: ["FORECAST_EPOCS": "3", "FORECAST_GNUPLOT": "gnuplot", "FORECAST_XYZZY": "1"])
    #expect(
      outcome.errors
        == "forecast: note: FORECAST_EPOCS is no option; did you mean FORECAST_EPOCHS?\n")
    #expect(outcome.text.contains("500 epochs"))
  }

  @Test("can be wrong beside a typed option, and then says which line")
  func conflict() throws {
    try scratch.put("hidden = 4\nvalidation = 0\n", in: "forecast.toml")
    let outcome = try scratch.forecast("run", "-n", "--patience", "5")
    #expect(outcome.exitCode == 78)
    #expect(
      outcome.errors.hasPrefix("forecast: forecast.toml:2: --patience needs a validation part"),
      "\(outcome.errors)")
    let typed = try scratch.forecast("run", "-n", "--epochs", "0")
    #expect(typed.exitCode == 64)
    #expect(typed.errors.hasPrefix("forecast: --epochs is 0"))
  }
}
