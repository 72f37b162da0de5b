extension WrongInput {
  /// Files of options.
  static let settings = [
    WrongInput(
      "a line that is no TOML", csv: "hidden 3\n", "run --config a.csv", exits: 78,
      "a.csv:1: this is no configuration of forecast: it is not valid TOML, or no option. "
        + "Expected is TOML such as 'hidden = 32', or a JSON object."),
    WrongInput(
      "a line without a value", csv: "seed = 1\nhidden =\n", "run --config a.csv", exits: 78,
      "a.csv:2: this is no configuration of forecast: it is not valid TOML, or no option. "
        + "Expected is TOML such as 'hidden = 32', or a JSON object."),
    WrongInput(
      "an option twice", csv: "hidden = 3\nhidden = 4\n", "run --config a.csv", exits: 78,
      "a.csv:2: this is no configuration of forecast: it is not valid TOML (Error while parsing "
        + "key-value pair: cannot redefine existing integer 'hidden'). Expected is TOML such as "
        + "'hidden = 32', or a JSON object."),
    WrongInput(
      "a table in a table", csv: "[run.deep]\nhidden = 3\n", "run --config a.csv", exits: 78,
      "a.csv:1: this is no configuration of forecast: \"run.deep\" has the wrong type. Expected "
        + "is TOML such as 'hidden = 32', or a JSON object."),
    WrongInput(
      "a zero character in TOML", csv: "title = \"a\\u0000\"\n", "run --config a.csv", exits: 78,
      "a.csv: this is no configuration of forecast: it has a zero character. Expected is TOML "
        + "such as 'hidden = 32', or a JSON object."),
    WrongInput(
      "a mistyped command", csv: "[trian]\nhidden = 3\n", "run --config a.csv", exits: 78,
      "a.csv:1: there is no command 'trian'. The commands are backtest, export, inspect, plot, "
        + "predict, report, run, schema, score, train, tune."),
    WrongInput(
      "a command that there is not", csv: "[zebra]\nhidden = 3\n", "run --config a.csv", exits: 78,
      "a.csv:1: there is no command 'zebra'. The commands are backtest, export, inspect, plot, "
        + "predict, report, run, schema, score, train, tune."),
    WrongInput(
      "a mistyped option of a command", csv: "[train]\nhiden = 3\n", "run --config a.csv",
      exits: 78,
      "a.csv:2: train has no option 'hiden'. Did you mean 'hidden'?"),
    WrongInput(
      "an option that is only typed", csv: "force = true\n", "run --config a.csv", exits: 78,
      "a.csv:1: 'force' is only for the command line. Take it out there."),
    WrongInput(
      "an option of a command that is only typed", csv: "[run]\nreplay = \"x\"\n",
      "run --config a.csv", exits: 78,
      "a.csv:2: 'replay' is only for the command line. Take it out there."),
    WrongInput(
      "a number for a flag", csv: "quiet = 3\n", "run --config a.csv", exits: 78,
      "a.csv:1: 'quiet' is 3 (expected true or false). Change it there, or type the option."),
    WrongInput(
      "a word for a flag", csv: "quiet = \"yes\"\n", "run --config a.csv", exits: 78,
      "a.csv:1: 'quiet' is yes (expected true or false). Change it there, or type the option."),
    WrongInput(
      "a flag for a number", csv: "hidden = true\n", "run --config a.csv", exits: 78,
      "a.csv:1: 'hidden' is true (expected a value). Change it there, or type the option."),
    WrongInput(
      "a list for one value", csv: "hidden = [1, 2]\n", "run --config a.csv", exits: 78,
      "a.csv:1: 'hidden' is 1,2 (expected one value). Change it there, or type the option."),
    WrongInput(
      "a list for a flag", csv: "quiet = [true]\n", "run --config a.csv", exits: 78,
      "a.csv:1: 'quiet' is true (expected true or false). Change it there, or type the option."),
    WrongInput(
      "a word for a number", csv: "hidden = \"many\"\n", "run --config a.csv", exits: 78,
      "a.csv:1: The value 'many' is invalid for '--hidden <hidden>': expected a number. Change "
        + "it there, or type the option."),
    WrongInput(
      "a number that is too small", csv: "hidden = 0\n", "run --config a.csv", exits: 78,
      "a.csv:1: --hidden is 0 (expected at least 1). Change it there, or type the option."),
    WrongInput(
      "an unknown model in a list", csv: "[run]\nmodel = [\"gru\", \"gpt\"]\n",
      "run --config a.csv", exits: 78,
      "a.csv:2: The value 'gpt' is invalid for '--model <model>'. Please provide one of "
        + "'rnn-element', 'rnn', 'lstm' or 'gru'. Change it there, or type the option."),
    WrongInput(
      "two options that exclude each other", csv: "train = 0.5\ntest = 3\n", "run --config a.csv",
      exits: 78,
      "a.csv:2: --train and --test exclude each other; give one. Change it there, or type the "
        + "option."),
    WrongInput(
      "a season that is too long", csv: "season = 500\n", "run --config a.csv", exits: 64,
      "--season is 500 (expected at most 72: two whole seasons must lie in the 144 values). See "
        + "forecast run --help."),
    WrongInput(
      "a coverage in percent", csv: "coverage = 80\n", "run --config a.csv", exits: 78,
      "a.csv:1: The value '80' is invalid for '--coverage <list>': expected fractions from 0.01 "
        + "to 0.9999 such as 0.8,0.95. Change it there, or type the option."),
    WrongInput(
      "a list in a list", csv: "{\"schema\":\"forecast.config/1\",\"hidden\":[[1]]}\n",
      "run --config a.csv", exits: 78,
      "a.csv: this is no configuration of forecast: 'hidden.1' is not allowed. Expected is a "
        + "JSON object such as {\"schema\": \"forecast.config/1\", \"hidden\": 32}."),
    WrongInput(
      "JSON without a schema", csv: "{\"hidden\":3}\n", "run --config a.csv", exits: 78,
      "a.csv: this is no configuration of forecast: 'schema' is missing. Expected is a JSON "
        + "object such as {\"schema\": \"forecast.config/1\", \"hidden\": 32}."),
    WrongInput(
      "JSON with an object for a number",
      csv: "{\"schema\":\"forecast.config/1\",\"run\":{\"hidden\":{}}}\n", "run --config a.csv",
      exits: 78,
      "a.csv: this is no configuration of forecast: 'run.hidden' has the wrong type. Expected "
        + "is a JSON object such as {\"schema\": \"forecast.config/1\", \"hidden\": 32}."),
    WrongInput(
      "JSON of an empty search", csv: "{\"schema\":\"forecast.config/1\",\"tuning\":{}}\n",
      "run --config a.csv", exits: 78,
      "a.csv: this is no configuration of forecast: 'tuning.mase' is missing. Expected is a "
        + "JSON object such as {\"schema\": \"forecast.config/1\", \"hidden\": 32}."),
    WrongInput(
      "JSON that is a list", csv: "[1]\n", "run --config a.csv", exits: 78,
      "a.csv:1: there is no command '1'. The commands are backtest, export, inspect, plot, "
        + "predict, report, run, schema, score, train, tune."),
    WrongInput(
      "a second file that is not there", csv: "hidden = 3\n", "run --config a.csv --config b.toml",
      exits: 66,
      "b.toml: the file cannot be read: No such file or directory. Check the path, or give - "
        + "for standard input."),
    WrongInput(
      "forecast.toml that is no TOML", given: "echo \"hidden 3\" > forecast.toml", "inspect",
      exits: 78,
      "forecast.toml:1: this is no configuration of forecast: it is not valid TOML, or no "
        + "option. Expected is TOML such as 'hidden = 32', or a JSON object."),
    WrongInput(
      "forecast.toml with a mistyped option", given: "echo \"hiden = 3\" > forecast.toml",
      "inspect", exits: 78,
      "forecast.toml:1: there is no option 'hiden'. Did you mean 'hidden'?"),
    WrongInput(
      "forecast.toml with a number that is too small",
      given: "printf \"seed = 1\nhidden = 0\n\" > forecast.toml", "train --model gru", exits: 78,
      "forecast.toml:2: --hidden is 0 (expected at least 1). Change it there, or type the "
        + "option."),
    WrongInput(
      "TOML of too many full stops",
      given: "head -c 2001 /dev/zero | tr \"\\0\" . > d; echo \"title = \\\"$(cat d)\\\"\" > "
        + "a.csv",
      "run --config a.csv", exits: 78,
      "a.csv: this is no configuration of forecast: it has more than 2000 full stops. Expected "
        + "is TOML such as 'hidden = 32', or a JSON object."),
    WrongInput(
      "a file of options that is too large",
      given: "head -c 1100000 /dev/zero | tr \"\\0\" \"#\" > a.csv", "run --config a.csv",
      exits: 78,
      "a.csv: it has more than 1048576 bytes. Name a smaller file."),
    WrongInput(
      "JSON with nothing for a number", csv: "{\"schema\":\"forecast.config/1\",\"hidden\":null}\n",
      "run --config a.csv", exits: 78,
      "a.csv: this is no configuration of forecast: 'hidden' has the wrong type. Expected is a "
        + "JSON object such as {\"schema\": \"forecast.config/1\", \"hidden\": 32}."),
  ]

  /// Options from the environment.
  static let variables = [
    WrongInput(
      "a variable with a word for a number", environment: ["FORECAST_EPOCHS": "many"], "run",
      exits: 64,
      "FORECAST_EPOCHS: The value 'many' is invalid for '--epochs <epochs>': expected a number. "
        + "Change it, or unset it."),
    WrongInput(
      "a variable that is too small", environment: ["FORECAST_EPOCHS": "0"], "run", exits: 64,
      "FORECAST_EPOCHS: --epochs is 0 (expected at least 1). Change it, or unset it."),
    WrongInput(
      "a variable that is neither on nor off", environment: ["FORECAST_QUIET": "maybe"], "run",
      exits: 64,
      "FORECAST_QUIET is 'maybe' (expected 1 or 0). Change it, or unset it."),
    WrongInput(
      "a variable of a file that is not there", environment: ["FORECAST_CONFIG": "x.toml"], "run",
      exits: 66,
      "x.toml: the file cannot be read: No such file or directory. Check the path, or give - "
        + "for standard input."),
    WrongInput(
      "a variable with an unknown model", environment: ["FORECAST_MODEL": "gru,gpt"], "run",
      exits: 64,
      "FORECAST_MODEL: The value 'gpt' is invalid for '--model <model>'. Please provide one of "
        + "'rnn-element', 'rnn', 'lstm' or 'gru'. Change it, or unset it."),
    WrongInput(
      "two variables that exclude each other",
      environment: ["FORECAST_TRAIN": "0.5", "FORECAST_TEST": "3"], "run", exits: 64,
      "FORECAST_TEST: --train and --test exclude each other; give one. Change it, or unset it."),
    WrongInput(
      "a time limit of nothing", environment: ["FORECAST_GNUPLOT_SECONDS": "0"], "inspect --plots",
      exits: 69,
      "FORECAST_GNUPLOT_SECONDS is '0', expected 1 to 86400. Give a whole number of seconds, or "
        + "remove the variable."),
    WrongInput(
      "a variable with an unknown format", environment: ["FORECAST_FORMAT": "xml"], "predict m",
      exits: 64,
      "FORECAST_FORMAT: The value 'xml' is invalid for '--format <format>'. Please provide one "
        + "of 'text', 'csv' or 'nixtla'. Change it, or unset it."),
    WrongInput(
      "a variable with too small a size", environment: ["FORECAST_SIZE": "1x1"], "run", exits: 64,
      "FORECAST_SIZE: --size is 1x1 (expected at least 300x200 pixels, at most 16000 on a side "
        + "and 40 million in all; these are 1x1). Change it, or unset it."),
  ]
}
