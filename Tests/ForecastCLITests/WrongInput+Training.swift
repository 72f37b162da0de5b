extension WrongInput {
  /// Options of training.
  static let training = [
    WrongInput(
      "a share of everything", "run --train 1.5", exits: 64,
      "--train is 1.5 (expected a share such as 0.67, or a number of values such as 96). See "
        + "forecast run --help."),
    WrongInput(
      "a training part of nothing", "run --train 0", exits: 64,
      "--train is 0.0 (expected a share such as 0.67, or a number of values such as 96). See "
        + "forecast run --help."),
    WrongInput(
      "a training part that rounds to nothing", "run --train 0.001", exits: 64,
      "the training part has 0 values (expected 1 to 144, the length of the series). Try "
        + "--train 0.67."),
    WrongInput(
      "a training part of everything", "run --train 144", exits: 64,
      "--train 144 leaves nothing to test on (the series has 144 values). Try --train 96. See "
        + "forecast run --help."),
    WrongInput(
      "a training part that is no number", "run --train most", exits: 64,
      "The value 'most' is invalid for '--train <share|n>': expected a number. See forecast run "
        + "--help."),
    WrongInput(
      "a training part that is infinite", "run --train inf", exits: 64,
      "--train is inf (expected a share such as 0.67, or a number of values such as 96). See "
        + "forecast run --help."),
    WrongInput(
      "a negative test part", "run --test=-1", exits: 64,
      "--test is -1 (expected at least 1: something must judge). See forecast run --help."),
    WrongInput(
      "a validation share of everything", "run --validation 1", exits: 64,
      "--validation is 1.0 (expected 0 to below 1). See forecast run --help."),
    WrongInput(
      "a negative validation share", "run --validation=-0.1", exits: 64,
      "--validation is -0.1 (expected 0 to below 1). See forecast run --help."),
    WrongInput(
      "a validation share that leaves nothing", "run --train 3 --validation 0.99 --lookback 1",
      exits: 65,
      "airline-passengers.csv: 1 value to fit on is too few for --lookback 1 (expected at least "
        + "2). Give more data, or a transform that loses less."),
    WrongInput(
      "a patience that a share cannot serve", "run --patience 3 --validation 0.001", exits: 64,
      "--patience needs a validation part to judge, and --validation 0.001 of 96 values is "
        + "none. Try a larger share. See forecast run --help."),
    WrongInput(
      "no elements", "run --lookback 0", exits: 64,
      "--lookback is 0 (expected at least 1). See forecast run --help."),
    WrongInput(
      "no units", "run --hidden 0", exits: 64,
      "--hidden is 0 (expected at least 1). See forecast run --help."),
    WrongInput(
      "no layers", "run --layers 0", exits: 64,
      "--layers is 0 (expected at least 1). See forecast run --help."),
    WrongInput(
      "no epochs", "run --epochs 0", exits: 64,
      "--epochs is 0 (expected at least 1). See forecast run --help."),
    WrongInput(
      "no sequences in a step", "run --batch-size 0", exits: 64,
      "--batch-size is 0 (expected at least 1). See forecast run --help."),
    WrongInput(
      "no patience", "run --patience 0", exits: 64,
      "--patience is 0 (expected at least 1). See forecast run --help."),
    WrongInput(
      "too many units", "run --hidden 70000", exits: 64,
      "--hidden, --lookback and --layers are at most 65536 (found 70000, 12 and 1). See "
        + "forecast run --help."),
    WrongInput(
      "too many weights", "run --hidden 10000", exits: 64,
      "--hidden 10000 with --layers 1 makes more than 100 million weights. Try a smaller "
        + "--hidden. See forecast run --help."),
    WrongInput(
      "too many epochs", "run --epochs 10000001", exits: 64,
      "--epochs is 10000001 (expected at most 10000000). See forecast run --help."),
    WrongInput(
      "a lookback beyond the data", "run --lookback 200", exits: 65,
      "airline-passengers.csv: 82 values to fit on are too few for --lookback 200 (expected at "
        + "least 201). Try --lookback 81 or less."),
    WrongInput(
      "no learning rate", "run --learning-rate 0", exits: 64,
      "--learning-rate is 0.0 (expected more than 0, such as 0.01). See forecast run --help."),
    WrongInput(
      "a learning rate that is infinite", "run --learning-rate inf", exits: 64,
      "--learning-rate is inf (expected more than 0, such as 0.01). See forecast run --help."),
    WrongInput(
      "a negative decay", "run --weight-decay=-1", exits: 64,
      "--weight-decay is -1.0 (expected 0 or more, such as 0.01). See forecast run --help."),
    WrongInput(
      "a negative norm", "run --clip-norm=-1", exits: 64,
      "--clip-norm is -1.0 (expected more than 0, or 0 for none). See forecast run --help."),
    WrongInput(
      "a negative noise", "run --noise=-1", exits: 64,
      "--noise is -1.0 (expected 0, or a standard deviation in scaled units such as 0.05). See "
        + "forecast run --help."),
    WrongInput(
      "epochs in words", "run --epochs many", exits: 64,
      "The value 'many' is invalid for '--epochs <epochs>': expected a number. See forecast run "
        + "--help."),
    WrongInput(
      "epochs with a fraction", "run --epochs 1.5", exits: 64,
      "The value '1.5' is invalid for '--epochs <epochs>': expected a number of another kind or "
        + "size. See forecast run --help."),
    WrongInput(
      "features of nothing", "run --features=", exits: 64,
      "Missing value for '--features <list>'. See forecast run --help."),
    WrongInput(
      "a feature of empty name", "run --features prev,", exits: 64,
      "--features names '' (expected one of prev, month, month-onehot, month-cyclic, "
        + "seasonal-lag, trend). See forecast run --help."),
    WrongInput(
      "an unknown scaler", "run --scaler robust", exits: 64,
      "The value 'robust' is invalid for '--scaler <scaler>'. Please provide one of 'minmax' "
        + "and 'standard'. See forecast run --help."),
    WrongInput(
      "a loss over what there is not", "run --loss-over first", exits: 64,
      "The value 'first' is invalid for '--loss-over <loss-over>'. Please provide one of 'last' "
        + "and 'all'. See forecast run --help."),
    WrongInput(
      "an unknown schedule", "run --schedule step", exits: 64,
      "The value 'step' is invalid for '--schedule <schedule>'. Please provide one of "
        + "'constant', 'cosine' or 'plateau'. See forecast run --help."),
    WrongInput(
      "an unknown optimizer", "run --optimizer adagrad", exits: 64,
      "The value 'adagrad' is invalid for '--optimizer <optimizer>'. Please provide one of "
        + "'sgd', 'adam' or 'adamw'. See forecast run --help."),
    WrongInput(
      "an unknown recipe", "run --recipe best", exits: 64,
      "The value 'best' is invalid for '--recipe <recipe>'. Please provide one of 'auto' and "
        + "'classic'. See forecast run --help."),
    WrongInput(
      "an unknown window scaling", "run --window-scaling mean", exits: 64,
      "The value 'mean' is invalid for '--window-scaling <window-scaling>'. Please provide one "
        + "of 'none' and 'last'. See forecast run --help."),
    WrongInput(
      "quantiles by a strategy that is chosen",
      "run --model gru --intervals quantile --strategy auto", exits: 64,
      "--intervals quantile does not go with --strategy auto: quantiles of several steps are "
        + "learned at once. Try --strategy multi-output or direct. See forecast run --help."),
    WrongInput(
      "no seeds", "run --seeds 0", exits: 64,
      "--seeds is 0 (expected 1 to 1000). See forecast run --help."),
    WrongInput(
      "a seed below zero", "run --seed=-1", exits: 64,
      "The value '-1' is invalid for '--seed <seed>': expected a number of another kind or "
        + "size. See forecast run --help."),
    WrongInput(
      "a seed in words", "run --seed lucky", exits: 64,
      "The value 'lucky' is invalid for '--seed <seed>': expected a number. See forecast run "
        + "--help."),
    WrongInput(
      "no threads", "run --threads 0", exits: 64,
      "--threads is 0 (expected at least 1). See forecast run --help."),
    WrongInput(
      "a deep look without a judge", "run --deep --validation 0", exits: 64,
      "--deep judges on the validation part, and there is none (expected --validation above 0). "
        + "See forecast run --help."),
    WrongInput(
      "a horizon beyond the calendar", "run --horizon 99999", exits: 64,
      "--horizon is 99999 (expected at most 96456, which ends in the year 9999). See forecast "
        + "run --help."),
    WrongInput(
      "a horizon beyond the year 9999", given: Given.recipe, "predict auto.json -H 99999",
      exits: 64,
      "--horizon is 99999 (expected at most 96456, which ends in the year 9999). See forecast "
        + "predict --help."),
    WrongInput(
      "standard output for a folder", "run -o -", exits: 64,
      "--output is '-' (expected a name: this is no text for standard output). See forecast run "
        + "--help."),
    WrongInput(
      "a folder for a model with a slash", "train --model gru -o models/", exits: 64,
      "--output is 'models/' (expected a file such as gru.safetensors). See forecast train "
        + "--help."),
    WrongInput(
      "no coverage", "run --coverage=", exits: 64,
      "Missing value for '--coverage <list>'. See forecast run --help."),
    WrongInput(
      "coverage of nothing", "run --coverage 0", exits: 64,
      "The value '0' is invalid for '--coverage <list>': expected fractions from 0.01 to 0.9999 "
        + "such as 0.8,0.95. See forecast run --help."),
    WrongInput(
      "a lookback that years cannot fill", csv: years, "run a.csv --transform log", exits: 65,
      "a.csv: 7 values to fit on are too few for --lookback 12 (expected at least 13). Try "
        + "--lookback 6 or less."),
    WrongInput(
      "a logarithm of zero", csv: years,
      "run a.csv --transform log-diff --lookback 2 --features prev", exits: 65,
      "a.csv: the value 0.0 at 2007 has no logarithm (--transform log-diff expects positive "
        + "values). Try --transform none or diff."),
    WrongInput(
      "a month for years", csv: years, "run a.csv --features prev,month", exits: 65,
      "a.csv: yearly data have no season for the feature month. Try --features prev."),
    WrongInput(
      "values too large",
      csv: "2000,1e308\n2001,-1e308\n2002,1e307\n2003,9e307\n2004,1e308\n2005,-1e308\n"
        + "2006,1e307\n2007,9e307\n2008,1e308\n2009,-1e308\n2010,1e307\n2011,9e307\n",
      "run a.csv --lookback 2", exits: 65,
      "a.csv: the values after --transform none are too large to compute with. Measure in "
        + "larger units."),
    WrongInput(
      "values whose differences are too large",
      csv: "2000,1.7e308\n2001,-1.7e308\n2002,1e307\n2003,9e307\n2004,1.7e308\n2005,-1.7e308\n"
        + "2006,1e307\n2007,9e307\n2008,1.7e308\n2009,-1.7e308\n2010,1e307\n2011,9e307\n",
      "train a.csv --model gru --lookback 2 --transform diff", exits: 65,
      "a.csv: the values after --transform diff are too large to compute with. Measure in "
        + "larger units."),
    WrongInput(
      "values that no forecaster can take",
      csv: "2000,1e308\n2001,-1e308\n2002,1e307\n2003,9e307\n2004,1e308\n2005,-1e308\n"
        + "2006,1e307\n2007,9e307\n2008,1e308\n2009,-1e308\n2010,1e307\n2011,9e307\n",
      "train a.csv", exits: 65,
      "a.csv: the values are too large to compute with. Measure in larger units."),
    WrongInput(
      "three values alone", csv: "2001,1\n2002,2\n2003,3\n", "run a.csv", exits: 65,
      "a.csv: 2 values to fit on are too few for --lookback 12 (expected at least 13). Try "
        + "--lookback 1 or less."),
    WrongInput(
      "steps that a lookback cannot leave room for",
      "run --model gru --strategy direct --lookback 1 -H 95", exits: 65,
      "airline-passengers.csv: 82 values to fit on are too few for --lookback 1 and 95 steps "
        + "ahead (expected at least 96). Try --strategy recursive, or a smaller --horizon."),
    WrongInput(
      "more steps than values", "train --model gru --strategy multi-output -H 5000", exits: 65,
      "airline-passengers.csv: 82 values to fit on are too few for --lookback 12 and 5000 steps "
        + "ahead (expected at least 5012). Try --strategy recursive, or a smaller --horizon."),
  ]

  /// Twelve years.
  private static let years = "ds,y\n" + (1...12).map { "\(2000 + $0),\($0 * $0 % 7)\n" }.joined()
}
