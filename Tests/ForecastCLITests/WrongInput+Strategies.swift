extension WrongInput {
  /// Over transforms, features and the ways to several steps.
  static let strategies = [
    WrongInput(
      "an unknown strategy", "run --strategy iterated", exits: 64,
      "The value 'iterated' is invalid for '--strategy <strategy>'. Please provide one of "
        + "'recursive', 'direct', 'multi-output' or 'auto'. See forecast run --help."),
    WrongInput(
      "several outputs of rnn-element", "run --strategy multi-output", exits: 64,
      "--strategy multi-output does not go with rnn-element, which has one output. "
        + "Try --model rnn --model lstm --model gru. See forecast run --help."),
    WrongInput(
      "outputs that are steps and quantiles",
      "run --model gru --strategy multi-output --loss pinball", exits: 64,
      "--strategy multi-output does not go with --loss pinball, whose outputs are quantiles. "
        + "Try --intervals quantile, or --strategy direct. See forecast run --help."),
    WrongInput(
      "quantiles of one output", "run --intervals quantile", exits: 64,
      "--intervals quantile does not go with rnn-element, which has one output. "
        + "Try --model rnn --model lstm --model gru. See forecast run --help."),
    WrongInput(
      "quantiles of what is fed back",
      "backtest --model gru --intervals quantile --strategy recursive", exits: 64,
      "--intervals quantile does not go with --strategy recursive: quantiles of several steps are "
        + "learned at once. Try --strategy multi-output or direct. See forecast backtest --help."),
    WrongInput(
      "quantiles by another loss", "train --model gru --intervals quantile --loss mae", exits: 64,
      "--intervals quantile does not go with --loss mae: quantiles make the pinball loss small. "
        + "Leave --loss away. See forecast train --help."),
    WrongInput(
      "intervals that nobody makes", "run --intervals bootstrap", exits: 64,
      "The value 'bootstrap' is invalid for '--intervals <intervals>'. Please provide one of "
        + "'conformal' and 'quantile'. See forecast run --help."),
    WrongInput(
      "points of a recipe that takes no part", "run --model gru --point mean", exits: 64,
      "--point is for the recipe auto, which takes no part here. "
        + "Try without --model and --recipe classic. See forecast run --help."),
    WrongInput(
      "negative forecasts of networks", "backtest --model gru --allow-negative", exits: 64,
      "--allow-negative is for the recipe auto, which takes no part here. Try with --model auto. "
        + "See forecast backtest --help."),
    WrongInput(
      "points that are modes", "train --point mode", exits: 64,
      "The value 'mode' is invalid for '--point <point>'. Please provide one of 'median' and 'mean'. "
        + "See forecast train --help."),
    WrongInput(
      "a choice without a judge", "train --model gru --strategy auto --validation 0", exits: 64,
      "--strategy auto needs a validation part to choose on (--validation is 0). "
        + "Try --validation 0.15. See forecast train --help."),
    WrongInput(
      "a choice with a judge of no values", "run --strategy auto --validation 0.001", exits: 64,
      "--strategy auto needs a validation part to judge, and --validation 0.001 of 96 values is "
        + "none. Try a larger share. See forecast run --help."),
    WrongInput(
      "a choice within a search", "tune --model gru --strategy auto", exits: 64,
      "--strategy auto does not go with tune, which compares settings by one strategy. "
        + "Try --strategy direct. See forecast tune --help."),
    WrongInput(
      "more steps than there are to learn them from",
      "run --model gru --strategy direct --horizon 71", exits: 65,
      "airline-passengers.csv: 82 values to fit on are too few for --lookback 12 and 71 steps ahead "
        + "(expected at least 83). Try --lookback 11 or less."),
    WrongInput(
      "no steps to train for", "train --model gru --strategy direct -H 0", exits: 64,
      "--horizon is 0 (expected 1 to 100000). See forecast train --help."),
    WrongInput(
      "a window without a spread", "run --window-scaling last --lookback 1", exits: 64,
      "--window-scaling last needs a spread (--lookback is 1). Try --lookback 12. "
        + "See forecast run --help."),
    WrongInput(
      "a power of nothing", csv: years(30, zeroAt: 7), "run a.csv --transform boxcox", exits: 65,
      "a.csv: the value 0.0 at 1907 has no Box–Cox transform "
        + "(--transform boxcox expects positive values). Try --transform none or diff."),
    WrongInput(
      "too few values for a power", "run --transform boxcox --train 27 --lookback 2", exits: 65,
      "airline-passengers.csv: 23 values to fit on are too few to choose a power "
        + "(--transform boxcox expects at least 24). Try --transform log."),
    WrongInput(
      "a season before without a season", csv: years(30),
      "run a.csv --features prev,seasonal-lag", exits: 65,
      "a.csv: yearly data have no season for the feature seasonal-lag. Try --features prev."),
  ]

  private static func years(_ count: Int, zeroAt zero: Int? = nil) -> String {
    "date,value\n" + (0..<count).map { "\(1900 + $0),\($0 == zero ? 0 : $0 + 1)\n" }.joined()
  }
}
