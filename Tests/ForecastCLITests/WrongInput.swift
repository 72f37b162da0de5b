import Testing

/// Something that a user does wrong, and the answer to the letter.
struct WrongInput: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var csv: String?
  /// A script of the shell that makes more files; `$forecast` is the program.
  let given: String
  let environment: [String: String]
  let arguments: [String]
  let exitCode: Int32
  let errors: String

  init(
    _ name: String, csv: String? = nil, given: String = "", environment: [String: String] = [:],
    _ arguments: String, exits exitCode: Int32, _ errors: String
  ) {
    (testDescription, self.csv, self.given, self.environment) = (name, csv, given, environment)
    self.arguments = arguments.split(separator: " ").map(String.init)
    (self.exitCode, self.errors) = (exitCode, "forecast: \(errors)\n")
  }

  /// Twelve months, with one line put in place of another.
  private static func months(_ count: Int = 12, _ line: String = "", for month: Int = 0) -> String {
    "date,value\n"
      + (1...count).map { $0 == month ? line : "2020-\($0 < 10 ? "0" : "")\($0)-01,\($0)\n" }
      .joined()
  }

  static let data = [
    WrongInput(
      "no file", "run a.csv", exits: 66,
      "a.csv: the file cannot be read: No such file or directory. "
        + "Check the path, or give - for standard input."),
    WrongInput(
      "a folder", "run .", exits: 66,
      ".: the file cannot be read: Is a directory. Check the path, or give - for standard input."),
    WrongInput(
      "an empty file", csv: "", "run a.csv", exits: 65,
      "a.csv: the file is empty (expected dates and values). Put rows such as 2020-01,3 into it."),
    WrongInput(
      "a header alone", csv: "date,value\n", "run a.csv", exits: 65,
      "a.csv: the table has no rows (expected at least 3). Add rows such as 2020-01,3."),
    WrongInput(
      "text among the values", csv: months(12, "2020-05-01,oops\n", for: 5), "run a.csv", exits: 65,
      "a.csv:6:12: 'oops' is not a number. "
        + "Leave the cell empty if the value is missing, or choose another --value-column."),
    WrongInput(
      "a bad date", csv: months(12, "2020-13-01,7\n", for: 7), "run a.csv", exits: 65,
      "a.csv:8:1: '2020-13-01' is not a date (expected YYYY-MM-DD). Try --date-format. "
        + "1 other problem: see forecast inspect a.csv."),
    WrongInput(
      "too few rows", csv: months(5), "run a.csv", exits: 65,
      "a.csv: 3 values to fit on are too few for --lookback 12 (expected at least 13). "
        + "Try --lookback 2 or less."),
    WrongInput(
      "an unknown column", csv: months(), "run a.csv --value-column sales", exits: 65,
      "a.csv: there is no column 'sales' (found 'date', 'value'). Name one of them, or its number."),
  ]

  static let usage = [
    WrongInput(
      "an unknown model", "run --model transformer", exits: 64,
      "The value 'transformer' is invalid for '--model <model>'. "
        + "Please provide one of 'rnn-element', 'rnn', 'lstm' or 'gru'. See forecast run --help."),
    WrongInput(
      "no test part", "--test 0", exits: 64,
      "--test is 0 (expected at least 1: something must judge). See forecast --help."),
    WrongInput(
      "a test part of everything", "run --test 144", exits: 64,
      "--test 144 leaves nothing to train on (the series has 144 values). See forecast run --help."),
    WrongInput(
      "a mistyped command", "inspct a.csv", exits: 64,
      "There is no command or file 'inspct'. Did you mean 'forecast inspect'? See forecast --help."),
    WrongInput(
      "a mistyped command far from all", "transformer a.csv", exits: 64, commandList("transformer")),
    WrongInput(
      "a mistyped option", "run --horizn 3", exits: 64,
      "Unknown option '--horizn'. Did you mean '--horizon'? See forecast run --help."),
    WrongInput(
      "two layers of rnn-element", "run --layers 2", exits: 64,
      "--layers 2 does not go with rnn-element, which has one layer. "
        + "Try --model rnn --model lstm --model gru. See forecast run --help."),
    WrongInput(
      "patience without a judge", "run --patience 5 --validation 0", exits: 64,
      "--patience needs a validation part to judge (--validation is 0). Try --validation 0.15. "
        + "See forecast run --help."),
    WrongInput(
      "both parts", "run --train 96 --test 48", exits: 64,
      "--train and --test exclude each other; give one. See forecast run --help."),
    WrongInput(
      "no horizon", "run --horizon 0", exits: 64,
      "--horizon is 0 (expected 1 to 100000). See forecast run --help."),
    WrongInput(
      "an unknown feature", "run --features prev,week", exits: 64,
      "--features names 'week' (expected one of prev, month, month-onehot, month-cyclic, seasonal-lag, "
        + "trend). "
        + "See forecast run --help."),
    WrongInput(
      "no model to train", "train --recipe classic", exits: 64,
      "--model is missing (expected one of rnn-element, rnn, lstm or gru, once). "
        + "See forecast train --help."),
    WrongInput(
      "two models to train", "train --model gru --model rnn", exits: 64,
      "--model is given 2 times (expected one of rnn-element, rnn, lstm or gru, once). "
        + "See forecast train --help."),
    WrongInput(
      "a folder for a model file", "train --model gru -o ..", exits: 64,
      "--output is '..' (expected a file such as gru.safetensors). See forecast train --help."),
  ]

  static let files = [
    WrongInput(
      "an output below a file", csv: "", "run -o a.csv/plots", exits: 73,
      "a.csv/plots: cannot write into this folder: Not a directory. "
        + "A part of the path is a file: choose another place with --output."),
    WrongInput(
      "a model below a file", csv: "", "train --model gru -o a.csv/m", exits: 73,
      "a.csv: cannot write into this folder: Not a directory. "
        + "A part of the path is a file: choose another place with --output."),
    WrongInput(
      "no report", "report", exits: 66,
      "plots: there is no report here (expected a report.json). "
        + "Make one with forecast run, or name its folder."),
    WrongInput(
      "no report to plot", "plot a", exits: 66,
      "a: there is no report here (expected a report.json). "
        + "Make one with forecast run, or name its folder."),
    WrongInput(
      "no model", "predict a.safetensors", exits: 66,
      "a.safetensors: the file cannot be read: No such file or directory. "
        + "Check the path, or give - for standard input."),
    WrongInput(
      "a corrupt report", csv: "{\"schema\":", "report a.csv", exits: 78,
      "a.csv: this is not a report of forecast: it is not valid JSON. "
        + "Make a new one with forecast run."),
    WrongInput(
      "a report of another version", csv: "{\"schema\":\"forecast.report/9\"}", "plot a.csv",
      exits: 78,
      "a.csv: this is not a report of forecast: its schema is \"forecast.report/9\" "
        + "(expected \"forecast.report/1\"). Make a new one with forecast run."),
    WrongInput(
      "a corrupt model", csv: "abc", "predict a.csv", exits: 78,
      "a.csv: this is not a model of forecast: it is not a safetensors file (3 bytes are "
        + "too short for a safetensors file, which begins with a length of 8 bytes). "
        + "See whether the file is complete, or train the network again."),
  ]

  private static func commandList(_ word: String) -> String {
    "There is no command or file '\(word)'. "
      + "The commands are run, inspect, train, predict, backtest, score, report, plot, tune, "
      + "export, schema, help. "
      + "See forecast --help."
  }
}

extension WrongInput {
  /// Puts its files into the folder of a test.
  func prepare(_ scratch: Scratch) throws {
    if let csv { try scratch.put(csv, in: "a.csv") }
    guard !given.isEmpty else { return }
    let outcome = try scratch.shell(given)
    try #require(outcome.exitCode == 0, "\(given): \(outcome.errors)")
  }
}
