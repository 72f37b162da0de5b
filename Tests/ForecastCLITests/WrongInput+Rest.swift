extension WrongInput {
  /// Forecasts that cannot be scored, and schemas.
  static let scoring = [
    WrongInput(
      "a schema far from all", "schema zebra", exits: 64,
      "There is no schema 'zebra'. There are inspect, run, train, predict, backtest, score, "
        + "report, comparison, plot, tune, export, schema, dry-run, error, nixtla, replay, auto, "
        + "backtest-report, inspection, config, tune-state. See forecast schema --help."),
    WrongInput(
      "two schemas", "schema report predict", exits: 64,
      "Unexpected argument 'predict'. See forecast schema --help."),
    WrongInput(
      "no files to score", "score", exits: 64,
      "Missing expected argument '<forecasts>'. See forecast score --help."),
    WrongInput(
      "no dates in common", csv: years, given: "printf \"ds,m\n2030,1\n2031,2\n\" > f.csv",
      "score f.csv a.csv", exits: 65,
      "no date of f.csv (2030-01-01 to 2031-01-01) has a value in a.csv (2001-01-01 to "
        + "2012-01-01). Give actual values of the dates that were forecast, written as the same "
        + "days."),
    WrongInput(
      "no column of forecasts", csv: years, given: "printf \"ds,m\n2011,x\n2012,y\n\" > f.csv",
      "score f.csv a.csv", exits: 65,
      "f.csv:2:6: 'x' is not a number (lines 2, 3). Leave the cell empty if the value is "
        + "missing, or choose another --value-column."),
    WrongInput(
      "text among the ends of intervals", csv: years,
      given: "printf \"ds,m,m-lo-80,m-hi-80\n2011,1,x,2\n2012,1,0,2\n\" > f.csv",
      "score f.csv a.csv", exits: 65,
      "f.csv:2:8: 'x' is not a number. Leave the cell empty if the value is missing, or choose "
        + "another --value-column."),
    WrongInput(
      "text among forecasts", csv: years, given: "printf \"ds,m\n2011,1\n2012,y\n\" > f.csv",
      "score f.csv a.csv", exits: 65,
      "f.csv:3:6: 'y' is not a number. Leave the cell empty if the value is missing, or choose "
        + "another --value-column."),
    WrongInput(
      "intervals without forecasts", csv: years,
      given: "printf \"ds,m-lo-80,m-hi-80\n2011,1,2\n2012,0,2\n\" > f.csv", "score f.csv a.csv",
      exits: 65,
      "f.csv: no column is a forecast (expected ds,MODEL,MODEL-lo-80,MODEL-hi-80). Make one "
        + "with forecast predict --csv."),
    WrongInput(
      "two actual values of a date",
      csv: "ds,y\n2001,1\n2002,4\n2003,2\n2004,2\n2005,4\n2006,1\n2007,0\n2008,1\n2009,4\n"
        + "2010,2\n2011,2\n2012,4\n2012,4\n",
      given: "printf \"ds,m\n2011,1\n2012,1\n\" > f.csv", "score f.csv a.csv", exits: 65,
      "a.csv:13: 1 date in more than one row: 2012-01-01 (lines 13, 14). Choose --duplicates "
        + "mean, sum, first or last."),
    WrongInput(
      "forecasts of an empty file", csv: years, given: "printf \"\" > f.csv", "score f.csv a.csv",
      exits: 65,
      "f.csv: the file is empty (expected dates and values). Put rows such as 2020-01,3 into it."),
    WrongInput(
      "forecasts of a header alone", csv: years, given: "printf \"ds,m\n\" > f.csv",
      "score f.csv a.csv", exits: 65,
      "f.csv: the table has no rows (expected at least 3). Add rows such as 2020-01,3."),
    WrongInput(
      "forecasts in JSON", csv: years, given: "echo \"{}\" > f.csv", "score f.csv a.csv", exits: 65,
      "f.csv: this is JSON (expected CSV text). Write it as CSV: a row a date, such as "
        + "2020-01,3."),
    WrongInput(
      "an unknown column of actual values", csv: years,
      given: "printf \"ds,m\n2011,1\n2012,1\n\" > f.csv", "score f.csv a.csv --value-column q",
      exits: 65,
      "a.csv: there is no column 'q' (found 'ds', 'y'). Name one of them, or its number."),
  ]

  /// More of what can be wrong with a backtest.
  static let backtesting = [
    WrongInput(
      "no stride", "backtest --stride 0", exits: 64,
      "--stride is 0 (expected 1 to 100000). See forecast backtest --help."),
    WrongInput(
      "no initial", "backtest --initial 0", exits: 64,
      "--initial is 0 (expected 1 to 100000). See forecast backtest --help."),
    WrongInput(
      "no horizon, backtest", "backtest --horizon 0", exits: 64,
      "--horizon is 0 (expected 1 to 100000). See forecast backtest --help."),
    WrongInput(
      "a horizon that is too long, backtest", "backtest --horizon 144", exits: 64,
      "From the first origin, 96 of 144 values, 144 steps go beyond the end. Try --horizon 48, "
        + "or a smaller --initial. See forecast backtest --help."),
    WrongInput(
      "a table twice, backtest", "backtest --csv --format csv", exits: 64,
      "--csv and --format exclude each other; give one. See forecast backtest --help."),
    WrongInput(
      "standard output for a folder, backtest", "backtest -o -", exits: 64,
      "--output is '-' (expected a name: this is no text for standard output). See forecast "
        + "backtest --help."),
    WrongInput(
      "a refit after no origin", "backtest --refit 0", exits: 64,
      "The value '0' is invalid for '--refit <every|never|k>': expected every, never, or a "
        + "number of origins such as 12. See forecast backtest --help."),
    WrongInput(
      "two layers of rnn-element, backtest", "backtest --model rnn-element --layers 2", exits: 64,
      "--layers 2 does not go with rnn-element, which has one layer. Try --model rnn --model "
        + "lstm --model gru. See forecast backtest --help."),
    WrongInput(
      "a gap that reaches an origin", csv: months("", for: 9),
      "backtest a.csv --gaps interpolate -H 1", exits: 65,
      "a.csv: the gap 2020-09 reaches the end of the training part, and interpolating it would "
        + "let a test value into training. Try --gaps previous, or another --test."),
    WrongInput(
      "a training part that is too long", "backtest --train 200", exits: 64,
      "--train 200 leaves nothing to test on (the series has 144 values). Try --train 96. See "
        + "forecast backtest --help."),
    WrongInput(
      "a first origin without a season",
      "backtest --initial 1 --model seasonal-naive --origins 1 -H 143", exits: 65,
      "no forecaster could be scored; seasonal-naive at 1949-01-01: the history has 1 values "
        + "(expected at least 12). Give it a longer history."),
    WrongInput(
      "a horizon beyond the last values", csv: "d,v\n9995,1\n9996,2\n9997,3\n9998,1\n9999,1\n",
      "backtest a.csv -H 3", exits: 64,
      "From the first origin, 3 of 5 values, 3 steps go beyond the end. Try --horizon 2, or a "
        + "smaller --initial. See forecast backtest --help."),
    WrongInput(
      "strides that are too long", "backtest --stride 100000 --origins 2", exits: 64,
      "--origins 2 with --stride 100000 are more than the 1 that lie between 1 and 132 known "
        + "values. Try --origins 1. See forecast backtest --help."),
    WrongInput(
      "a history that is too short for ets",
      "backtest --initial 1 --origins 1 -H 143 --model ets --model seasonal-naive", exits: 65,
      "no forecaster could be scored; ets at 1949-01-01: ETS needs at least 4 values, and there "
        + "are 1. Give a longer history, or use the naive method."),
    WrongInput(
      "a history that is too short for holt-winters",
      "backtest --initial 1 --origins 1 -H 143 --model holt-winters --model seasonal-naive",
      exits: 65,
      "no forecaster could be scored; holt-winters at 1949-01-01: Holt-Winters needs at least 4 "
        + "values, and there are 1. Give a longer history, or use the naive method."),
    WrongInput(
      "a history that is too short for theta",
      "backtest --initial 1 --origins 1 -H 143 --model theta --model seasonal-naive", exits: 65,
      "no forecaster could be scored; theta at 1949-01-01: theta needs at least 4 values, and "
        + "there are 1. Give a longer history, or use the naive method."),
    WrongInput(
      "a history that is too short for ces",
      "backtest --initial 1 --origins 1 -H 143 --model ces --model seasonal-naive", exits: 65,
      "no forecaster could be scored; ces at 1949-01-01: CES needs at least 5 values, and there "
        + "are 1. Give a longer history, or use the naive method."),
    WrongInput(
      "a history that is too short for arima",
      "backtest --initial 1 --origins 1 -H 143 --model arima --model seasonal-naive", exits: 65,
      "no forecaster could be scored; arima at 1949-01-01: ARIMA needs at least 4 values, and "
        + "there are 1. Give a longer history, or use the naive method."),
    WrongInput(
      "a history that is too short for gru",
      "backtest --initial 1 --origins 1 -H 143 --model gru --model seasonal-naive", exits: 65,
      "no forecaster could be scored; gru at 1949-01-01: 1 value to fit on is too few for "
        + "--lookback 12 (expected at least 13). Give more data, or a transform that loses less."),
    WrongInput(
      "patience without an end",
      "backtest --initial 3 --origins 1 -H 141 --model gru --patience 3 --lookback 1 "
        + "--model seasonal-naive",
      exits: 65,
      "no forecaster could be scored; gru at 1949-03-01: 3 values have no end of 0.15 to "
        + "validate on. Give a longer history or a larger share, or do without --patience."),
  ]

  /// Command lines that nobody means.
  static let commandLine = [
    WrongInput(
      "an unknown option without a command", "--zebra", exits: 64,
      "Unknown option '--zebra'. See forecast --help."),
    WrongInput(
      "a command in capitals", "Run a.csv", exits: 64,
      "There is no command or file 'Run'. Did you mean 'forecast run'? See forecast --help."),
    WrongInput(
      "a file that is not there", "sales.csv", exits: 66,
      "sales.csv: the file cannot be read: No such file or directory. Check the path, or give - "
        + "for standard input."),
    WrongInput(
      "a command as a file", "run run", exits: 66,
      "run: the file cannot be read: No such file or directory. Check the path, or give - for "
        + "standard input."),
    WrongInput(
      "a list of series without names", csv: months(), "inspect a.csv --series x --list-series",
      exits: 64,
      "a.csv: --series is 'x', and no column names series (found 'date', 'value'). Name it with "
        + "--id-column."),
    WrongInput(
      "a flag with a value", "run --force=yes", exits: 64,
      "The option '--force' does not take any value, but 'yes' was specified. See forecast run "
        + "--help."),
    WrongInput(
      "a mistyped flag of all commands", "run --jsn", exits: 64,
      "Unknown option '--jsn'. Did you mean '--json'? See forecast run --help."),
  ]

  /// Twelve months, with one line put in place of another.
  private static func months(_ line: String = "", for month: Int = 0) -> String {
    let rows = (1...12).map { number in
      number == month ? line : "2020-\(number < 10 ? "0" : "")\(number)-01,\(number)\n"
    }
    return "date,value\n" + rows.joined()
  }

  /// Twelve years.
  private static let years = "ds,y\n" + (1...12).map { "\(2000 + $0),\($0 * $0 % 7)\n" }.joined()
}
