extension JSONSchema {
  /// `report.json`, and what `report --json` prints of it.
  static let report = JSONSchema(
    "report", "The report of a run: report.json, and what report --json prints",
    .anyOf(.ref("report"), .envelope("report", .ref("report"))), definitions: .reportParts)
}

extension SchemaNode {
  /// Everything that a report is made of, for `$defs`.
  static let reportParts: SchemaNode = [
    "report": report, "series": series, "span": span, "split": split, "settings": settings,
    "model": model, "auto": auto, "diagnosis": diagnosis, "check": check, "remedy": remedy,
    "deep": deep, "seed": seed, "metrics": metrics, "scores": scores, "predictions": predictions,
    "band": band, "basis": basis, "intervals": intervals, "achieved": achieved, "file": file,
  ]

  private static let report: SchemaNode = [
    "schema": .const("forecast.report/1"),
    "seed": .count.saying("The seed of every random number of the run."),
    "command": .string.saying("The command that makes the report again."),
    "series": .ref("series"), "split": .ref("split"), "settings": .ref("settings"),
    "models": .array(.ref("model")), "auto?": .ref("auto"),
    "baselines": .array([
      "model": .string, "metrics": .ref("metrics"), "predictions": .ref("predictions"),
    ]),
    "benchmark": said(
      "What skill is measured against.",
      ["model": .string, "chosen_on": .oneOf("validation", "train")]),
    "future": said(
      "The dates ahead.", ["horizon": .count, "ds": .array(.date)]),
    "warnings": .array(.string), "files": .array(.ref("file")),
    "earlier_files": .array(.ref("file")),
    "timing": said(
      "Wall seconds: all that differs between two runs alike.",
      ["seconds": .number, "training": .map(.number)]),
  ]

  private static func said(_ words: String, _ node: SchemaNode) -> SchemaNode {
    node.saying(words)
  }

  private static let series: SchemaNode = [
    "name": .string.saying("The name of the value column."), "unit": .string,
    "id?": .string.saying("Which series it is: that of --series, or the name of the file."),
    "source": .string, "title?": .string, "sha256": .sha256, "n": .count, "n_in_file?": .count,
    "frequency": .string, "season_length": .count, "start": .date, "end": .date,
    "ds": .array(.date), "y": .array(.number),
  ]

  static let span: SchemaNode = ["start?": .date, "end?": .date, "n": .count]

  private static let split: SchemaNode = [
    "train": .ref("span"), "fit": .ref("span"), "validation": .ref("span"), "test": .ref("span"),
    "first_target": .count,
  ]

  private static let settings: SchemaNode = [
    "recipe": .oneOf("auto", "classic"), "lookback": .count, "features": .array(.string),
    "transform": .string, "scaler": .string, "hidden": .count, "layers": .count, "epochs": .count,
    "batch_size?": .count, "learning_rate": .number, "schedule": .string, "optimizer": .string,
    "weight_decay": .number, "dropout?": .number, "noise?": .number, "clip_norm?": .number,
    "loss": .string, "loss_over": .string, "patience?": .count,
    "strategy?": [
      "name": .string, "steps": .count,
      "choices?": .map(["strategy": .string, "mean_absolute_error": .map(.number)]),
    ],
    "window_scaling?": .boolean,
  ]

  private static let model: SchemaNode = [
    "model": .string, "parameters": .count, "seed": .count, "epochs": .count, "best_epoch": .count,
    "used_epoch": .count, "stop_reason": .oneOf("epochs", "patience", "interrupted"),
    "metrics": .ref("metrics"), "skill?": .number, "verdict": .string,
    "diagnosis": .ref("diagnosis"),
    "curve": [
      "epoch": .array(.count), "train": .array(.number), "validation": .array(.number),
      "learning_rate": .array(.number), "gradient_norm": .array(.numberOrNull),
      "loss_unit": .string,
    ],
    "predictions": .ref("predictions"), "forecast": .array(.numberOrNull),
    "intervals?": .ref("intervals"),
  ]

  static let metrics: SchemaNode = [
    "train": .ref("scores"), "validation?": .ref("scores"), "test_one_step": .ref("scores"),
    "test_recursive": .ref("scores"),
  ]

  /// Scores of a report: what does not exist is absent, with its reason in `undefined`.
  static let scores: SchemaNode = [
    "n": .count, "rmse?": .number, "mae?": .number, "smape?": .number, "mase?": .number,
    "rmsse?": .number, "crps?": .number,
    "intervals?": .array([
      "nominal": .share, "coverage": .share, "width": .number, "score": .number,
    ]), "undefined?": .map(.string),
  ]

  private static let predictions: SchemaNode = [
    "one_step": .array(.numberOrNull), "recursive": .array(.numberOrNull),
  ]
}
