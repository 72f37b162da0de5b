extension WrongInput {
  /// Over the options that say what of a file is used.
  static let reading = [
    WrongInput(
      "a coverage of everything", "predict m --coverage 0.8,1", exits: 64,
      "The value '0.8,1' is invalid for '--coverage <list>': "
        + "expected fractions from 0.01 to 0.9999 such as 0.8,0.95. "
        + "See forecast predict --help."),
    WrongInput(
      "a coverage in percent", "run --coverage 80", exits: 64,
      "The value '80' is invalid for '--coverage <list>': "
        + "expected fractions from 0.01 to 0.9999 such as 0.8,0.95. See forecast run --help."),
    WrongInput(
      "a coverage that no column can be named after", "run --coverage 0.80001", exits: 64,
      "The value '0.80001' is invalid for '--coverage <list>': "
        + "expected fractions with at most four decimals such as 0.8,0.975. "
        + "See forecast run --help."),
    WrongInput(
      "a first date that is none", "run --from yesterday", exits: 64,
      "--from is 'yesterday' (expected a date such as 1955, 1955-06 or 1955-06-30). "
        + "See forecast run --help."),
    WrongInput(
      "a last date that can be two", "run --to 02/03/1955", exits: 64,
      "--to is '02/03/1955', which can be 1955-03-02 or 1955-02-03 (expected one of these). "
        + "See forecast run --help."),
    WrongInput(
      "dates in the wrong order", "inspect --from 1958 --to 1955-06", exits: 64,
      "--to 1955-06 lies before --from 1958. Change the two? See forecast inspect --help."),
    WrongInput(
      "a first date behind the end", "run --from 1961", exits: 64,
      "--from 1961 lies behind the last value (airline-passengers.csv has 1949-01 to 1960-12). "
        + "See forecast run --help."),
    WrongInput(
      "a last date before the start", "run --to 1948", exits: 64,
      "--to 1948 lies before the first value (airline-passengers.csv has 1949-01 to 1960-12). "
        + "See forecast run --help."),
    WrongInput(
      "dates with too little between them", "run --from 1955-02 --to 1955-03", exits: 64,
      "--from 1955-02 --to 1955-03 leaves 2 of 144 values (expected at least 3; "
        + "airline-passengers.csv has 1949-01 to 1960-12). See forecast run --help."),
    WrongInput(
      "dropout of everything", "train --dropout 1", exits: 64,
      "--dropout is 1.0 (expected 0 to below 1, such as 0.1). See forecast train --help."),
    WrongInput(
      "dropout that is no share", "run --dropout=-0.1", exits: 64,
      "--dropout is -0.1 (expected 0 to below 1, such as 0.1). See forecast run --help."),
    WrongInput(
      "dropout that is no number", "run --dropout nan", exits: 64,
      "--dropout is nan (expected 0 to below 1, such as 0.1). See forecast run --help."),
    WrongInput(
      "noise without end", "backtest --noise inf", exits: 64,
      "--noise is inf (expected 0, or a standard deviation in scaled units such as 0.05). "
        + "See forecast backtest --help."),
    WrongInput(
      "no steps in a season", "run --season 0", exits: 64,
      "--season is 0 (expected at least 1, which is no season). See forecast run --help."),
    WrongInput(
      "a season that is too long", "run --from 1958 --season 19", exits: 64,
      "--season is 19 (expected at most 18: two whole seasons must lie in the 36 values). "
        + "See forecast run --help."),
    WrongInput(
      "a feature of the season without one", "run --season 1 --features prev,month", exits: 65,
      "airline-passengers.csv: with --season 1 there is no season for the feature month. "
        + "Try --features prev."),
    WrongInput(
      "a season for a trained model", "predict m --season 4", exits: 64,
      "--season is for training; a model keeps the season that it has. "
        + "See forecast predict --help."),
    WrongInput(
      "a cut of nothing", "predict m --from 1955", exits: 64,
      "--from and --to cut the values of --data, which is not given. See forecast predict --help."),
    WrongInput(
      "a folder without pictures", "inspect -o p", exits: 64,
      "--output is for the pictures of --plots, which is not given. See forecast inspect --help."),
    WrongInput(
      "pictures on standard output", "inspect --plots -o -", exits: 64,
      "--output is '-' (expected a name: this is no text for standard output). "
        + "See forecast inspect --help."),
  ]

  /// Over searches and their files.
  static let tuning = [
    WrongInput(
      "no model to tune", "tune", exits: 64,
      "--model is missing (expected one of rnn-element, rnn, lstm or gru, once). "
        + "See forecast tune --help."),
    WrongInput(
      "patience in a search", "tune --model gru --patience 5", exits: 64,
      "--patience does not go with tune, which searches the epochs itself. "
        + "See forecast tune --help."),
    WrongInput(
      "no trials", "tune --model gru --trials 0", exits: 64,
      "--trials is 0 (expected 1 to 10000). See forecast tune --help."),
    WrongInput(
      "more origins than the training part holds", "tune --model gru -H 12 --origins 5", exits: 65,
      "airline-passengers.csv: 96 training values are too few for 5 validation origins of 12 steps "
        + "(expected at least 120). Try a smaller --origins or --horizon."),
    WrongInput(
      "nothing to go on with", "tune --model gru --resume", exits: 66,
      "tuned.tune.json: there is no search to go on with. Begin one without --resume."),
    WrongInput(
      "a state that is none", csv: "{}", "tune --model gru --resume --state a.csv", exits: 78,
      "a.csv: this is no state of forecast tune: 'schema' is missing. "
        + "Name another file with --state, or begin anew without --resume."),
    WrongInput(
      "a state in place of something else", csv: "x", "tune --model gru --state a.csv", exits: 73,
      "a.csv: the file is there and not written by forecast. Replace it with --force, or choose "
        + "another one with --state."),
    WrongInput(
      "one file for two things", "tune --model gru -o a --state a", exits: 64,
      "--state is the same file as --output; name another. See forecast tune --help."),
    WrongInput(
      "no configuration", "train --config a.json", exits: 66,
      "a.json: the file cannot be read: No such file or directory. "
        + "Check the path, or give - for standard input."),
    WrongInput(
      "a configuration that is no JSON", csv: "{\"hidden\" 3}\n", "run --config a.csv", exits: 78,
      "a.csv: this is no configuration of forecast: it is not valid JSON. Expected is a JSON object "
        + "such as {\"schema\": \"forecast.config/1\", \"hidden\": 32}."),
    WrongInput(
      "a configuration of a mistyped option", csv: "hiden = 3\n", "run --config a.csv", exits: 78,
      "a.csv:1: there is no option 'hiden'. Did you mean 'hidden'?"),
    WrongInput(
      "a run to do again that is none", csv: "{}", "run --replay a.csv", exits: 78,
      "a.csv: this is no run to do again: 'schema' is missing. "
        + "Expected is the run.json of a folder that forecast run wrote."),
    WrongInput(
      "a configuration and none", "run --config a.csv --no-config", exits: 64,
      "--config and --no-config exclude each other; give one. See forecast run --help."),
    WrongInput(
      "a schema that there is not", "schema reprot", exits: 64,
      "There is no schema 'reprot'. Did you mean 'report'? See forecast schema --help."),
    WrongInput(
      "a configuration of another version", csv: "{\"schema\":\"forecast.config/7\"}",
      "run --config=a.csv", exits: 78,
      "a.csv: this is no configuration of forecast: its schema is \"forecast.config/7\" "
        + "(expected \"forecast.config/1\"). Expected is a JSON object "
        + "such as {\"schema\": \"forecast.config/1\", \"hidden\": 32}."),
  ]
}
