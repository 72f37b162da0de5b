extension JSONSchema {
  static let backtest = JSONSchema(
    "backtest", "What backtest --json prints, with --dry-run too",
    .envelope(
      "backtest",
      .anyOf(
        .ref("backtest"),
        [
          "origins": .count, "horizon": .count, "fits": .count, "seconds_per_fit": .map(.number),
          "seconds": .number,
        ])),
    definitions: .backtestParts)

  static let backtestReport = JSONSchema(
    "backtest-report", "backtest.json", .ref("backtest"), definitions: .backtestParts)

  static let tune = JSONSchema(
    "tune", "What tune --json prints",
    .envelope(
      "tune",
      [
        "file": .file, "mase": .number, "naive_mase?": .number, "origins": .array(.count),
        "block": .count, "horizon": .count, "failed": .count,
        "best": .array(["trial": .count, "mase": .number, "options": .map(.string)]),
      ]))

  static let tuneState = JSONSchema(
    "tune-state", "The state of a search, tuned.tune.json",
    [
      "schema": .const("forecast.tune-state/1"), "is_finished": .boolean, "sha256": .sha256,
      "span": .array(.string),
      "plan": [
        "base": [
          "kind": .string, "lookback": .count, "features": .array(.string), "transform": .string,
          "scaler": .string, "scales_windows": .boolean, "strategy": .string, "steps": .count,
          "interval_method": .string, "hidden": .count, "layers": .count,
          "training": .ref("training"),
          "seed": .count,
        ],
        "space": .space, "trials": .count, "count": .count, "origins": .array(.count),
        "block": .count, "horizon": .count,
      ],
      "scores": .array([
        "place": ["trial": .count, "rung": .count, "origin": .count], "mase?": .number,
        "failure?": .string,
      ]),
    ],
    definitions: [
      "training": [
        "epochs": .count, "last_epoch?": .count, "batch_size?": .count, "loss": .string,
        "loss_over": .string, "optimizer": .string, "learning_rate": .number, "schedule": .string,
        "weight_decay": .number, "dropout": .number, "noise": .number, "clip_norm?": .number,
        "patience?": .count,
      ]
    ])

  static let dryRun = JSONSchema(
    "dry-run", "What run, train and tune print with --dry-run --json",
    .envelope("dry-run", .anyOf(.trainingPlan, .searchPlan)), definitions: ["span": .span])

  static let config = JSONSchema(
    "config", "Options in a file, for --config, as JSON",
    .keywords([
      .init(name: "type", value: "object"),
      .init(name: "required", value: ["schema"]),
      .init(
        name: "properties",
        value: .object([
          ("schema", SchemaNode.const("forecast.config/1").value),
          ("tuning", SchemaNode.ref("tuning").value),
        ])),
      .init(
        name: "additionalProperties",
        value: SchemaNode.anyOf(.ref("value"), .map(.ref("value"))).value),
    ]),
    definitions: [
      "value": .anyOf(.string, .number, .boolean, .array(.anyOf(.string, .number, .boolean))),
      "tuning": [
        "mase": .number, "naive_mase?": .number, "origins": .array(.count), "block": .count,
        "horizon": .count, "trials": .count, "seed": .count, "source": .string, "sha256": .sha256,
        "trained_from": .date, "trained_to": .date,
      ],
    ])

  static let replay = JSONSchema(
    "replay", "run.json: what a run was told, for run --replay",
    [
      "schema": .const("forecast.replay/1"), "version": .string, "command": .const("run"),
      "arguments": SchemaNode.array(.string)
        .saying("Every option that changes the result and is not at its default."),
      "seed": .count, "input": ["name": .string, "path?": .string, "sha256": .sha256],
    ])

  static let inspectionFolder = JSONSchema(
    "inspection", "inspection.json: what inspect --plots wrote",
    [
      "schema": .const("forecast.inspection/1"), "source": .string, "sha256": .sha256,
      "files": .array(.file), "earlier_files?": .array(.file),
    ])

  static let auto = JSONSchema(
    "auto", "auto.json: the recipe auto on a series, for predict",
    [
      "schema": .const("forecast.auto/1"), "horizon": .count, "seed": .count,
      "network": .sha256, "point?": .oneOf("median", "mean"), "allows_negative?": .boolean,
      "series": [
        "name": .string, "start": .date, "offset": .count, "frequency": .string,
        "season_length": .count, "values": .array(.number),
      ],
      "provenance": [
        "value_name": .string, "unit": .string, "source": .string, "sha256": .sha256,
        "trained_from": .date, "trained_to": .date, "trained_on": .count,
        "test_metrics": .ref("scores"), "verdict": .string,
      ],
    ], definitions: ["scores": .scores])
}

extension SchemaNode {
  fileprivate static let backtestParts: SchemaNode = [
    "backtest": [
      "schema": .const("forecast.backtest-report/1"), "command": .string, "seed": .count,
      "series": [
        "name": .string, "unit": .string, "id?": .string, "source": .string, "sha256": .sha256,
        "n": .count,
        "frequency": .string, "season_length": .count, "start": .date, "end": .date,
      ],
      "setup": [
        "horizon": .count, "origins": .array(.date), "origin_labels": .array(.string),
        "first_known": .count, "window": .oneOf("expanding", "sliding"), "window_length?": .count,
        "refit": .string, "fits": .count, "overlap": .count, "coverages": .array(.share),
      ],
      "models": .array(
        .scored([
          "model": .string, "is_baseline": .boolean, "by_step": .array(.ref("scores")),
          "by_origin": .array(.ref("scores")), "rank?": .number,
          "diebold_mariano?": [
            "statistic": .number, "p_value": .share, "n": .count, "overlap": .count,
            "is_weighted": .boolean,
          ],
          "seconds_per_fit": .number, "fitted?": .string,
          "failures": .array(["origin": .date, "message": .string, "hint": .string]),
        ])),
      "best_baseline?": .string, "files": .array(.ref("file")),
      "earlier_files": .array(.ref("file")), "seconds": .number,
    ],
    "scores": .scored(), "file": .file,
  ]

  private static let bounds: SchemaNode = ["low": .number, "high": .number]

  /// What a search draws from.
  fileprivate static let space: SchemaNode = [
    "hidden": .array(.count), "layers": .array(.count), "lookback": .array(.count),
    "learning_rate": bounds, "weight_decay": bounds, "batch_size": .array(.count),
    "dropout": .array(.number), "features": .array(.array(.string)), "transform": .array(.string),
    "scaler": .array(.string), "fixed": .array(.string),
  ]

  fileprivate static let searchPlan: SchemaNode = [
    "origins": .array(.count), "block": .count, "horizon": .count,
    "rungs": .array(["trials": .count, "epochs": .count]), "epochs": .count, "threads": .count,
    "seconds": .number, "space": space,
  ]

  fileprivate static let trainingPlan: SchemaNode = [
    "series": .ref("span"), "frequency": .string, "season_length": .count, "fit": .ref("span"),
    "validation": .ref("span"), "test": .ref("span"), "horizon": .count,
    "networks": .array([
      "model": .string, "weights": .count, "sequences": .count, "epochs": .count,
      "patience?": .count, "seconds_per_epoch": .number, "seconds": .number,
    ]),
    "threads": .count,
    "deep?": [
      "networks": .array(["model": .string, "trainings": .count, "seconds": .number]),
      "trainings": .count, "seconds": .number,
    ],
    "seconds": .number, "files": .array(.string),
  ]
}
