import Diagnosis

extension SchemaNode {
  static let diagnosis: SchemaNode = [
    "verdict": verdict,
    "sentence": .string, "confidence": .string,
    "axes": [
      "skill": .ref("check"), "gap": .ref("check"), "cost": .ref("check"), "shift": .ref("check"),
    ],
    "checks": .array(.ref("check")), "remedies": .array(.ref("remedy")),
    "steps?": [
      "counts": .array(.count), "recursive": .array(.numberOrNull),
      "one_step": .array(.numberOrNull), "benchmark": .array(.numberOrNull),
    ],
    "seeds?": .array(.ref("seed")), "agreement?": ["share": .share, "rival?": verdict],
    "deep?": .ref("deep"),
  ]

  private static let verdict: SchemaNode = .keywords([
    Keyword(name: "enum", value: .array(Verdict.allCases.map { .text($0.rawValue) }))
  ])

  static let check: SchemaNode = [
    "id": .string, "title": .string, "value?": .number, "text": .string,
    "interval?": ["lower": .number, "upper": .number], "threshold": .string,
    "status": .oneOf("absent", "pass", "warn", "fail"), "why": .string,
    "remedy?": .ref("remedy"),
    "group": .oneOf("axis", "curve", "recurrent", "residuals", "evaluation"),
  ]

  static let remedy: SchemaNode = ["action": .string, "options": .string]

  static let seed: SchemaNode = [
    "seed": .count, "train?": .number, "validation?": .number, "test?": .number, "gap?": .number,
    "cost?": .number, "used_epoch?": .count, "diverged": .count,
  ]

  private static let spread: SchemaNode = [
    "median": .number, "lowest": .number, "highest": .number,
  ]

  /// What `--deep` found.
  static let deep: SchemaNode = [
    "seeds": .count, "judged": .count,
    "data_curve": .array([
      "share": .share, "values": .count, "train?": spread, "validation?": spread, "failed": .count,
    ]),
    "data_sentence": .string,
    "capacity_curve": .array([
      "hidden": .count, "train?": spread, "validation?": spread, "failed": .count,
    ]),
    "capacity_sentence": .string,
  ]

  static let band: SchemaNode = [
    "coverage": .share, "lower": .array(.numberOrNull), "upper": .array(.numberOrNull),
  ]

  /// What intervals rest on.
  static let basis: SchemaNode = [
    "method": .oneOf("conformal", "quantile"), "origins?": .count, "residuals?": .count,
    "pooled_from?": .count, "is_logarithmic?": .boolean, "quantiles?": .count, "steps": .count,
    "horizon": .count,
  ]

  static let intervals: SchemaNode = [
    "method": .oneOf("conformal", "quantile"), "basis": .ref("basis"),
    "future": .array(.ref("band")), "test_basis?": .ref("basis"), "test": .array(.ref("band")),
    "achieved": .array(.ref("achieved")),
  ]

  static let achieved: SchemaNode = [
    "nominal": .share, "coverage": .share, "lower": .number, "upper": .number, "n": .count,
    "values": .count, "width": .number,
  ]

  static let file: SchemaNode = ["name": .string, "sha256": .sha256, "bytes": .count]

  /// What the recipe `auto` did.
  static let auto: SchemaNode = [
    "members": .array([
      "name": .string, "summary": .string, "loss?": .number, "weight": .share,
    ]),
    "season_length": .count, "seasons_tried": .array(["season_length": .count, "loss": .number]),
    "calendar": .array(["name": .string, "coefficient": .number, "t": .number]),
    "calendar_space": .oneOf("log", "linear"), "validation?": .ref("span"),
    "calibration": [
      "coverages": .array(.share), "factors": .array(.number), "score_count": .count,
    ],
    "is_non_negative": .boolean, "allows_negative?": .boolean,
    "point?": .oneOf("median", "mean"), "test_one_step": .ref("scores"),
    "test_recursive": .ref("scores"), "skill?": .number, "diagnosis?": .ref("diagnosis"),
    "predictions": .ref("predictions"), "test": .array(.ref("band")),
    "achieved": .array(.ref("achieved")), "forecast": .array(.numberOrNull),
    "future": .array(.ref("band")),
  ]
}
