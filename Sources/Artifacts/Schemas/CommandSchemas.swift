extension SchemaNode {
  /// What `--json` prints around a result.
  static func envelope(_ schema: String, command: String? = nil, _ result: SchemaNode) -> SchemaNode
  {
    [
      "schema": .const("forecast.\(schema)/1"),
      "command": .const(command ?? schema), "seed?": .count,
      "inputs": .array(["name": .string, "sha256": .sha256]),
      "configuration?": SchemaNode.array([
        "option": .string, "value?": .string, "is_on?": .boolean, "origin": .string,
      ]).saying("The options that files and the environment gave, and where."),
      "result": result, "warnings": .array(.string),
    ]
  }
}

extension JSONSchema {
  static let run = JSONSchema(
    "run", "What run --json prints", .envelope("run", .ref("report")), definitions: .reportParts)

  static let train = JSONSchema(
    "train", "What train --json prints",
    .envelope(
      "train",
      .anyOf(
        ["file": .ref("file"), "report": .ref("report")],
        ["file": .ref("file"), "auto": .ref("auto")])),
    definitions: .reportParts)

  static let predict = JSONSchema(
    "predict", "What predict --json prints",
    .envelope(
      "predict",
      [
        "model": .string, "title?": .string, "value_name": .string, "unit": .string,
        "trained_to": .date, "history_end": .date, "horizon": .count,
        "point?": .oneOf("median", "mean"),
        "forecast": .array([
          "ds": .date, "value": .number,
          "lower": SchemaNode.map(.number).saying("By coverage, such as 0.8."),
          "upper": .map(.number),
        ]),
        "intervals?": .ref("basis"),
      ]),
    definitions: ["basis": .basis])

  static let score = JSONSchema(
    "score", "What score --json prints",
    .envelope(
      "score",
      [
        "forecasts": .count, "scored": .count, "start": .date, "end": .date,
        "missing": .array(.date), "history": .count, "season_length": .count,
        "models": .array(.scored(["model": .string])),
      ]))

  static let inspect = JSONSchema(
    "inspect", "What inspect --json prints",
    .envelope("inspect", .anyOf(.inspection, .listing)),
    definitions: ["file": .file])

  static let comparison = JSONSchema(
    "comparison", "What report --compare --json prints",
    .envelope(
      "comparison", command: "report",
      [
        "runs": .array(["name": .string, "command": .string]),
        "changes": .array(["setting": .string, "first": .string, "second": .string]),
        "models": .array([
          "model": .string, "first?": .ref("side"), "second?": .ref("side"),
          "test_rmse_change?": .number,
        ]),
        "warnings": .array(.string),
      ]),
    definitions: [
      "side": [
        "verdict?": .string, "parameters?": .count, "train_rmse?": .number,
        "validation_rmse?": .number, "test_rmse?": .number, "test_recursive_rmse?": .number,
        "mase?": .number, "skill?": .number, "axes?": .map(.string), "found?": .map(.string),
      ]
    ])

  static let plot = JSONSchema(
    "plot", "What plot --json prints", .envelope("plot", .array(.file)))

  static let export = JSONSchema(
    "export", "What export --json prints",
    .envelope(
      "export",
      [
        "file": .file, "format": .const("onnx"), "operator_set": .count, "horizon": .count,
        "inputs": .array(.ref("port")), "outputs": .array(.ref("port")),
      ]),
    definitions: [
      "port": [
        "name": .string, "type": .oneOf("float64", "int64"),
        "shape": SchemaNode.array(.string).saying("batch is any number."), "meaning": .string,
      ]
    ])

  static let schema = JSONSchema(
    "schema", "What schema --json prints",
    .envelope("schema", .array(["name": .string, "id": .string, "title": .string])))

  static let error = JSONSchema(
    "error", "What --json prints on standard error when something is wrong",
    [
      "code": SchemaNode.string.saying("A word for programs."),
      "exit_code": SchemaNode.count.saying("As in sysexits."), "message": .string,
      "hint": SchemaNode.string.saying("What to try; may be empty."),
    ])

  static let nixtla = JSONSchema(
    "nixtla", "What --format nixtla --json prints: a row for each date",
    .array(
      .keywords([
        .init(name: "type", value: "object"),
        .init(name: "required", value: ["unique_id", "ds"]),
        .init(
          name: "properties",
          value: .object([
            ("unique_id", SchemaNode.string.value), ("ds", SchemaNode.date.value),
            ("cutoff", SchemaNode.date.value),
          ])),
        .init(name: "additionalProperties", value: SchemaNode.numberOrNull.value),
      ])))
}

extension SchemaNode {
  /// Scores of `backtest` and `score`, beside other keys.
  static func scored(_ others: SchemaNode = [:]) -> SchemaNode {
    let scores: SchemaNode = [
      "n": .count, "mase?": .number, "smape?": .number, "rmsse?": .number, "crps?": .number,
      "mae?": .number, "rmse?": .number, "coverage": .map(.share), "width": .map(.number),
      "interval_score": .map(.number), "undefined?": .map(.string),
    ]
    guard case .object(let first) = others, case .object(let second) = scores else { return scores }
    return .object(first + second)
  }

  fileprivate static let inspection: SchemaNode = [
    "is_usable": .boolean, "encoding": .string, "is_packed": .boolean, "id_column?": .string,
    "series?": .array(["name": .string, "rows": .count]), "rows": .count,
    "columns": .array(.string), "date_column?": .string, "value_column?": .string,
    "frequency?": .string, "frequency_evidence?": .string, "season_length?": .count,
    "start?": .date, "end?": .date, "minimum?": .number, "mean?": .number, "maximum?": .number,
    "n?": .count, "used?": ["start": .date, "end": .date, "n": .count],
    "files?": .array(.ref("file")),
    "findings": .array([
      "code": .string, "severity": .oneOf("note", "error"), "message": .string,
      "lines": .array(.count), "column?": .count, "remedy?": .string,
    ]),
  ]

  fileprivate static let listing: SchemaNode = [
    "id_column": .string, "series": .array(["name": .string, "rows": .count]),
  ]
}
