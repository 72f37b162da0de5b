extension WrongInput {
  /// What can be wrong with a backtest, or with forecasts that are scored.
  static let backtest = [
    WrongInput(
      "no origin", "backtest --origins 0", exits: 64,
      "--origins is 0 (expected 1 to 100000). See forecast backtest --help."),
    WrongInput(
      "more origins than there are", "backtest --origins 150 --initial 30", exits: 64,
      "--origins 150 with --stride 1 are more than the 103 that lie between 30 and 132 known "
        + "values. Try --origins 103. See forecast backtest --help."),
    WrongInput(
      "a first origin too near to the end", "backtest --initial 140", exits: 64,
      "From the first origin, 140 of 144 values, 12 steps go beyond the end. "
        + "Try --horizon 4, or a smaller --initial. See forecast backtest --help."),
    WrongInput(
      "a first origin behind the end", "backtest --initial 200", exits: 64,
      "The first origin knows 200 values, and the series has no more than 144. "
        + "Try --initial 96. See forecast backtest --help."),
    WrongInput(
      "an unknown forecaster", "backtest --model oracle", exits: 64,
      "The value 'oracle' is invalid for '--model <model>': expected one of auto, pretrained, "
        + "pretrained-log, rnn-element, rnn, lstm, gru, ets, holt-winters, theta, ces, arima, airline, "
        + "persistence, seasonal-naive, drift, training-mean. See forecast backtest --help."),
    WrongInput(
      "a refit at random", "backtest --refit sometimes", exits: 64,
      "The value 'sometimes' is invalid for '--refit <every|never|k>': expected every, never, or a "
        + "number of origins such as 12. See forecast backtest --help."),
    WrongInput(
      "a window of nothing", "backtest --window 0", exits: 64,
      "The value '0' is invalid for '--window <expanding|sliding|n>': expected expanding, sliding, "
        + "or a number of values such as 60. See forecast backtest --help."),
    WrongInput(
      "percent for fractions", "backtest --coverage 80,95", exits: 64,
      "The value '80,95' is invalid for '--coverage <list>': expected fractions from 0.01 to 0.9999 "
        + "such as 0.8,0.95. See forecast backtest --help."),
    WrongInput(
      "a season that is none", csv: years, "backtest a.csv --model seasonal-naive -H 2", exits: 64,
      "--model seasonal-naive needs a season, and the series has none. Try persistence. "
        + "See forecast backtest --help."),
    WrongInput(
      "a backtest below a file", csv: "", "backtest -o a.csv/b", exits: 73,
      "a.csv/b: cannot write into this folder: Not a directory. "
        + "A part of the path is a file: choose another place with --output."),
    WrongInput(
      "forecasts that are not there", csv: years, "score f.csv a.csv", exits: 66,
      "f.csv: the file cannot be read: No such file or directory. "
        + "Check the path, or give - for standard input."),
    WrongInput(
      "forecasts without what happened", "score f.csv", exits: 64,
      "Missing expected argument '<actuals>'. See forecast score --help."),
    WrongInput(
      "standard input twice", "score - -", exits: 64,
      "Only one file can be '-', standard input. See forecast score --help."),
    WrongInput(
      "half an interval", csv: "ds,m,m-lo-80\n2020,1,0\n", "score a.csv a.csv", exits: 65,
      "a.csv: there is a column 'm-lo-80' and no 'm-hi-80'. Give both ends of the interval."),
    WrongInput(
      "an interval upside down", csv: "ds,m,m-lo-80,m-hi-80\n2020,1,0,2\n2021,1,5,2\n",
      "score a.csv a.csv", exits: 65,
      "a.csv: 'm-lo-80' is above 'm-hi-80' in row 2. Check which end is which."),
    WrongInput(
      "forecasts from many origins", csv: "ds,origin,m\n2020,2019,1\n2020,2018,2\n",
      "score a.csv a.csv", exits: 65,
      "a.csv: there are dates in more than one row (expected a row a date, as in "
        + "ds,MODEL,MODEL-lo-80,MODEL-hi-80). "
        + "Give the forecasts from one origin, each forecaster in a column of its own."),
  ]

  /// Twelve years.
  private static let years = "ds,y\n" + (1...12).map { "\(2000 + $0),\($0 * $0 % 7)\n" }.joined()
}
