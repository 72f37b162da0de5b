extension WrongInput {
  /// What would cost a file that is read, or end in a file that nobody meant.
  static let losing = [
    WrongInput(
      "a page in place of a folder", given: Given.report, "report --html ..", exits: 64,
      "--html is '..' (expected a file such as page.html). See forecast report --help."),
    WrongInput(
      "a page as a folder", given: Given.report, "report --html plots/", exits: 64,
      "--html is 'plots/' (expected a file such as page.html). See forecast report --help."),
    WrongInput(
      "a model on standard output", "train -o -", exits: 64,
      "--output is '-' (expected a file such as gru.safetensors). See forecast train --help."),
    WrongInput(
      "a model over its data", csv: airline, "train a.csv -o a.csv --force", exits: 64,
      "--output: a.csv is what is read; name another place. See forecast train --help."),
    WrongInput(
      "the recipe over its data, by another path", csv: airline,
      "train ./a.csv -o .//a.csv --force --epochs 3", exits: 64,
      "--output: .//a.csv is what is read; name another place. See forecast train --help."),
    WrongInput(
      "a checkpoint in place of the data", csv: airline,
      "train a.csv --checkpoint a.csv --force", exits: 64,
      "--checkpoint: a.csv is what is read; name another place. See forecast train --help."),
    WrongInput(
      "settings over the data", csv: airline, "tune a.csv --model gru -o a.csv --force", exits: 64,
      "--output: a.csv is what is read; name another place. See forecast tune --help."),
    WrongInput(
      "the state of a search over the data", csv: airline,
      "tune a.csv --model gru --state a.csv --force", exits: 64,
      "--state: a.csv is what is read; name another place. See forecast tune --help."),
    WrongInput(
      "settings and state in one file by two paths", "tune --model gru -o ./a --state a",
      exits: 64,
      "--state is the same file as --output; name another. See forecast tune --help."),
    WrongInput(
      "a graph over its network", given: Given.model, "export m -o m --force", exits: 64,
      "--output: m is what is read; name another place. See forecast export --help."),
    WrongInput(
      "results over what is read", given: Given.report + "; cp plots/forecast.csv f.csv",
      "run plots/forecast.csv", exits: 64,
      "--output: plots/forecast.csv is what is read; name another place. See forecast run --help."),
    WrongInput(
      "a name that is too long", given: Given.model,
      "export m -o \(String(repeating: "x", count: 300))", exits: 73,
      "./\(String(repeating: "x", count: 300)): cannot write: File name too long. "
        + "Choose a shorter name with --output."),
    WrongInput(
      "a checkpoint below a file", csv: airline, "train --checkpoint a.csv/c", exits: 73,
      "a.csv: cannot write into this folder: Not a directory. "
        + "A part of the path is a file: choose another place with --checkpoint."),
    WrongInput(
      "noise without a number, in a dry run", "run -n --noise 1e300 --model gru", exits: 70,
      "the loss of gru became non-finite in epoch 1 (learning rate 0.01, gradient norm not a number; "
        + "no epoch was finite). Try a smaller --learning-rate, or --clip-norm 1."),
    WrongInput(
      "an unknown transform", "run --transform sqrt", exits: 64,
      "The value 'sqrt' is invalid for '--transform <transform>'. Please provide one of none, log, "
        + "boxcox, boxcox-likelihood, diff, seasonal-diff, double-diff, log-diff, "
        + "seasonal-log-diff or double-log-diff. See forecast run --help."),
    WrongInput(
      "a feature twice", "run --features prev,prev", exits: 64,
      "--features is prev,prev (expected each of them once). See forecast run --help."),
  ]

  private static let airline =
    (try? airlineFile()) ?? "the airline file cannot be read"
}
