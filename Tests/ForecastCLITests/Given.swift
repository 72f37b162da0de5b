/// Tables, and scripts of the shell that make the files of a wrong input; `$forecast` is the program.
enum Given {
  /// A model, `m`.
  static let model =
    "\"$forecast\" train --model gru --epochs 1 --seeds 1 -o m > o"

  /// The recipe auto, `auto.json`.
  static let recipe =
    "\"$forecast\" train > o"

  /// A search that is done: `tuned.json` and `tuned.tune.json`.
  static let search =
    "\"$forecast\" tune --model gru --epochs 3 --trials 2 > o"

  /// A run without pictures, `plots`.
  static let report =
    "FORECAST_GNUPLOT=none \"$forecast\" run --recipe classic --model gru --epochs 2 "
    + "--seeds 1 > o 2>&1; [ $? = 69 ]"

  /// A checkpoint of a training that was stopped, `c`.
  static let checkpoint =
    "\"$forecast\" train --model gru --epochs 100000 --seeds 1 --checkpoint c "
    + "--checkpoint-every 0 -q > o 2>&1 & p=$!; while [ ! -s c ]; do sleep 0.05; done; "
    + "kill -TERM $p; wait $p; [ $? = 75 ]"

  /// A table of 28 days, each at noon.
  static let noons =
    "d,v\n"
    + (1...28).map { "2020-01-\($0 < 10 ? "0" : "")\($0) 12:00,\($0)\n" }.joined()
}
