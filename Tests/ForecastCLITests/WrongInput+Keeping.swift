extension WrongInput {
  /// Places that cannot be written.
  static let places = [
    WrongInput(
      "a file of others in the folder", given: "mkdir plots; echo mine > plots/forecast.csv",
      "run --recipe classic --epochs 1 --seeds 1", exits: 73,
      "plots: forecast.csv is there and not written by forecast. Replace with --force, or "
        + "choose another folder with --output."),
    WrongInput(
      "files of others in the folder",
      given: "mkdir plots; echo mine > plots/forecast.csv; echo mine > plots/report.md",
      "run --recipe classic --epochs 1 --seeds 1", exits: 73,
      "plots: report.md, forecast.csv are there and not written by forecast. Replace with "
        + "--force, or choose another folder with --output."),
    WrongInput(
      "a folder in place of a file", given: "mkdir -p plots/report.md", "run --force", exits: 73,
      "plots: report.md is there and not written by forecast. Remove what is no regular file, "
        + "or choose another folder with --output."),
    WrongInput(
      "a folder in place of a model", given: "mkdir a", "train --model gru --force -o a", exits: 73,
      "a: this is a folder (expected a file). Name a file in it."),
    WrongInput(
      "the recipe over a file", given: "echo {} > auto.json", "train", exits: 73,
      "auto.json: the file is there and not written by forecast. Replace it with --force, or "
        + "choose another one with --output."),
    WrongInput(
      "a link that leads nowhere", given: "ln -s nowhere out", "run -o out", exits: 73,
      "out: cannot write into this folder: No such file or directory. Create the folder first, "
        + "or choose another with --output."),
    WrongInput(
      "pictures over a file of others", given: "echo mine > series.png", "inspect --plots -o .",
      exits: 73,
      ".: series.png is there and not written by forecast. Replace with --force, or choose "
        + "another folder with --output."),
    WrongInput(
      "pictures below a file", csv: "", "inspect --plots -o a.csv/p", exits: 73,
      "a.csv/p: cannot write into this folder: Not a directory. A part of the path is a file: "
        + "choose another place with --output."),
    WrongInput(
      "a backtest over a file", given: "echo mine > backtest.md", "backtest -o .", exits: 73,
      ".: backtest.md is there and not written by forecast. Replace with --force, or choose "
        + "another folder with --output."),
    WrongInput(
      "an output without a name", "run --output=", exits: 64,
      "Missing value for '--output <folder>'. See forecast run --help."),
  ]

  /// Checkpoints that cannot be gone on from.
  static let checkpoints = [
    WrongInput(
      "going on without a file", "train --model gru --resume", exits: 64,
      "--resume needs a file to keep what was trained. Try --checkpoint forecast.checkpoint. "
        + "See forecast train --help."),
    WrongInput(
      "a pause without a file", "train --model gru --checkpoint-every 5", exits: 64,
      "--checkpoint-every needs a file to keep what was trained. Try --checkpoint "
        + "forecast.checkpoint. See forecast train --help."),
    WrongInput(
      "a folder for a checkpoint", "train --model gru --checkpoint ..", exits: 64,
      "--checkpoint is '..' (expected a file such as forecast.checkpoint). See forecast train "
        + "--help."),
    WrongInput(
      "standard output for a checkpoint", "train --model gru --checkpoint -", exits: 64,
      "--checkpoint is '-' (expected a file such as forecast.checkpoint). See forecast train "
        + "--help."),
    WrongInput(
      "a negative pause", "train --model gru --checkpoint c --checkpoint-every=-1", exits: 64,
      "--checkpoint-every is -1.0 (expected seconds, 0 or more). See forecast train --help."),
    WrongInput(
      "a pause that is no number", "train --model gru --checkpoint c --checkpoint-every nan",
      exits: 64,
      "--checkpoint-every is nan (expected seconds, 0 or more). See forecast train --help."),
    WrongInput(
      "a pause in words", "train --model gru --checkpoint c --checkpoint-every soon", exits: 64,
      "The value 'soon' is invalid for '--checkpoint-every <seconds>': expected a number. See "
        + "forecast train --help."),
    WrongInput(
      "the model for a checkpoint", "train --model gru -o m --checkpoint m", exits: 64,
      "--checkpoint is 'm', which will be written with the results; name another file. See "
        + "forecast train --help."),
    WrongInput(
      "a result for a checkpoint", "run --checkpoint plots/run.json", exits: 64,
      "--checkpoint is 'plots/run.json', which will be written with the results; name another "
        + "file. See forecast run --help."),
    WrongInput(
      "a checkpoint that is none", csv: "x", "train --model gru --checkpoint a.csv --resume",
      exits: 78,
      "a.csv: this is no checkpoint of forecast: it is not a safetensors file (1 byte is too "
        + "short for a safetensors file, which begins with a length of 8 bytes). Name another file "
        + "with --checkpoint, or begin anew with --force and without --resume."),
    WrongInput(
      "a checkpoint that is a model", given: Given.model,
      "train --model gru --checkpoint m --resume", exits: 78,
      "m: this is no checkpoint of forecast: its schema is \"forecast.model/1\" (expected "
        + "\"forecast.checkpoint/1\"). Name another file with --checkpoint, or begin anew with "
        + "--force and without --resume."),
    WrongInput(
      "a checkpoint that is a folder", given: "mkdir p", "train --model gru --checkpoint p",
      exits: 73,
      "p: this is a folder (expected a file). Name a file in it."),
    WrongInput(
      "a checkpoint that is there", given: Given.checkpoint,
      "train --model gru --epochs 100000 --seeds 1 --checkpoint c", exits: 73,
      "c: a command that was stopped is kept here (0 finished trainings, 1 under way). Go on "
        + "with it by --resume, or begin anew with --force."),
    WrongInput(
      "a checkpoint of another command", given: Given.checkpoint,
      "train --model gru --epochs 7 --seeds 1 --checkpoint c --resume", exits: 78,
      "c: the checkpoint is of another command: it has \"--epochs 100000\" and not \"--epochs "
        + "7\". Give the same data and options, or begin anew with --force and without --resume."),
    WrongInput(
      "a checkpoint of train for run", given: Given.checkpoint,
      "run --model gru --epochs 100000 --seeds 1 --checkpoint c --resume", exits: 78,
      "c: the checkpoint is of another command: it is of forecast \"train\". Give the same data "
        + "and options, or begin anew with --force and without --resume."),
    WrongInput(
      "a checkpoint of other data", csv: months(), given: Given.checkpoint,
      "train a.csv --lookback 2 --model gru --epochs 100000 --seeds 1 --checkpoint c --resume",
      exits: 78,
      "c: the checkpoint is of another command: the data are others. Give the same data and "
        + "options, or begin anew with --force and without --resume."),
    WrongInput(
      "a checkpoint that is damaged",
      given: Given.checkpoint
        + "; printf \"\\001\" | dd of=c bs=1 seek=$(($(wc -c < c)-3)) conv=notrunc 2> "
        + "/dev/null",
      "train --model gru --epochs 100000 --seeds 1 --checkpoint c --resume", exits: 78,
      "c: this is no checkpoint of forecast: it was changed or damaged (its SHA-256 is "
        + "another). Name another file with --checkpoint, or begin anew with --force and without "
        + "--resume."),
    WrongInput(
      "a checkpoint without a document",
      given: "printf '\\002\\000\\000\\000\\000\\000\\000\\000{}' > m",
      "train --model gru --checkpoint m --resume", exits: 78,
      "m: this is no checkpoint of forecast: its metadata have no entry 'forecast'. Name "
        + "another file with --checkpoint, or begin anew with --force and without --resume."),
    WrongInput(
      "a checkpoint that is cut off",
      given: "printf '\\100\\000\\000\\000\\000\\000\\000\\000{}' > m",
      "train --model gru --checkpoint m --resume", exits: 78,
      "m: this is no checkpoint of forecast: it is not a safetensors file (the header is said "
        + "to be 64 bytes long, but only 2 bytes follow). Name another file with --checkpoint, or "
        + "begin anew with --force and without --resume."),
    WrongInput(
      "a checkpoint with fewer options", given: Given.checkpoint,
      "train --model gru --epochs 100000 --seeds 1 --checkpoint c --resume --hidden 8", exits: 78,
      "c: the checkpoint is of another command: it does not have \"--hidden 8\". Give the same "
        + "data and options, or begin anew with --force and without --resume."),
    WrongInput(
      "a checkpoint with more options", given: Given.checkpoint,
      "train --model gru --seeds 1 --checkpoint c --resume", exits: 78,
      "c: the checkpoint is of another command: it has \"--epochs 100000\". Give the same data "
        + "and options, or begin anew with --force and without --resume."),
  ]

  /// Twelve months, with one line put in place of another.
  private static func months(_ line: String = "", for month: Int = 0) -> String {
    let rows = (1...12).map { number in
      number == month ? line : "2020-\(number < 10 ? "0" : "")\(number)-01,\(number)\n"
    }
    return "date,value\n" + rows.joined()
  }
}
