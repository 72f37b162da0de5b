import Forecasting
import Foundation

@testable import Artifacts
@testable import Diagnosis

/// A report of two networks and two baselines, all of its numbers made up.
func madeReport() -> ReportDocument {
  let persistence = ReportDocument.BaselineSection(
    model: "persistence", metrics: metrics(train: 4, test: 8), predictions: noPredictions)
  let naive = ReportDocument.BaselineSection(
    model: "seasonal-naive", metrics: metrics(train: nil, test: 9.06), predictions: noPredictions)
  return ReportDocument(
    seed: 7, command: "forecast run sales.csv --epochs 40",
    series: .init(
      name: "Sales", unit: "boxes", source: "sales.csv", sha256: "0123456789abcdef", n: 4,
      frequency: "monthly", seasonLength: 12, start: "2001-01-01", end: "2001-04-01",
      ds: ["2001-01-01", "2001-02-01", "2001-03-01", "2001-04-01"], y: [1, 2, 3, 4]),
    split: .init(
      train: .init(start: "2001-01-01", end: "2001-03-01", n: 3),
      fit: .init(start: "2001-01-01", end: "2001-02-01", n: 2),
      validation: .init(start: "2001-03-01", end: "2001-03-01", n: 1),
      test: .init(start: "2001-04-01", end: "2001-04-01", n: 1), firstTarget: 1),
    settings: .init(
      recipe: "classic", lookback: 12, features: ["prev", "month"], transform: "none",
      scaler: "minmax", hidden: 16, layers: 1, epochs: 40, batchSize: nil, learningRate: 0.01,
      schedule: "constant", optimizer: "adam", weightDecay: 0, clipNorm: 1, loss: "mse",
      lossOver: "last", patience: nil),
    models: [healthy, overfit], baselines: [persistence, naive],
    benchmark: .init(model: "persistence", chosenOn: "validation"),
    future: .init(horizon: 1, ds: ["2001-05-01"]), warnings: [],
    files: [
      .init(name: "forecast.png", sha256: "", bytes: 1),
      .init(name: "loss-gru.png", sha256: "", bytes: 1),
    ],
    earlierFiles: [], timing: .init(seconds: 1, training: [:]))
}

private let noPredictions = ReportDocument.PredictionsSection(
  oneStep: [nil, nil, nil, nil], recursive: [nil, nil, nil, nil])

/// A score on training and test that was measured, or was not.
private func metrics(train: Double?, test: Double?) -> ReportDocument.MetricsSection {
  func score(_ rmse: Double?) -> Metrics {
    var metrics = Metrics([1], actual: [2], scale: .defined(4))
    (metrics.rmse, metrics.mae, metrics.smape) = (rmse, rmse.map { $0 / 2 }, rmse)
    metrics.mase = rmse.map { $0 / 4 }
    return metrics
  }
  return .init(
    train: score(train), validation: nil, testOneStep: score(test), testRecursive: score(nil))
}

private let healthy = model(
  "rnn", verdict: .healthy, test: 6, skill: 0.25, used: 30,
  axes: .init(
    skill: check("S01", "Skill", 0.25, "+0.25 vs persistence", .pass, -0.05...0.5),
    gap: check("G01", "Gap", 1.2, "1.2× the benchmark's", .pass),
    cost: check("C01", "Cost", 0, "none, epoch 30 kept", .pass),
    shift: check("D01", "Shift", nil, "–", .absent)))

private let overfit = model(
  "gru", verdict: .overfitClear, test: nil, skill: nil, used: 40,
  axes: .init(
    skill: check("S01", "Skill", -0.1, "−0.10 vs persistence", .fail),
    gap: check("G01", "Gap", 3, "3.0× the benchmark's", .fail, 1.6...4),
    cost: check("C01", "Cost", 12, "12 % above epoch 9", .warn),
    shift: check("D01", "Shift", 0, "0 % of test outside the training range", .pass)),
  checks: [
    check("C02", "End of curve", -0.1, "train −10 %", .pass),
    Check(
      id: "E05", title: "Errors follow the level", value: 0.6, text: "0.60",
      threshold: "warn > 0.3",
      status: .warn, why: "They do.",
      remedy: Remedy(action: "Take logarithms", options: "--transform log")),
  ],
  remedies: [
    Remedy(action: "Train less", options: "--epochs 20"),
    Remedy(action: "Get more data", options: ""),
  ])

private func check(
  _ id: String, _ title: String, _ value: Double?, _ text: String, _ status: Check.Status,
  _ interval: ClosedRange<Double>? = nil
) -> Check {
  Check(
    id: id, title: title, value: value, text: text,
    interval: interval.map { Interval(lower: $0.lowerBound, upper: $0.upperBound) },
    threshold: "fail > 2", status: status, why: "Because.")
}

private func model(
  _ name: String, verdict: Verdict, test: Double?, skill: Double?, used: Int,
  axes: Diagnosis.Axes, checks: [Check] = [], remedies: [Remedy] = []
) -> ReportDocument.ModelSection {
  .init(
    model: name, parameters: 337, seed: 7, epochs: 40, bestEpoch: 30, usedEpoch: used,
    stopReason: "epochs", metrics: metrics(train: 3, test: test), skill: skill,
    verdict: verdict.rawValue,
    diagnosis: Diagnosis(
      verdict: verdict, sentence: "It is as it is.", confidence: "moderate: one seed",
      axes: axes, checks: checks, remedies: remedies),
    curve: .init(
      epoch: [0], train: [1], validation: [], learningRate: [0.01], gradientNorm: [nil],
      lossUnit: "RMSE, boxes"), predictions: noPredictions, forecast: [5],
    intervals: name == "gru" ? intervals : nil)
}

/// The intervals of a model, of which some values were held out.
private let intervals = ReportDocument.IntervalsSection(
  method: "conformal",
  basis: IntervalBasis(
    origins: 45, residuals: 90, steps: 2, pooledFrom: nil, isLogarithmic: false, horizon: 1),
  future: [.init(coverage: 0.8, lower: [4], upper: [6])],
  testBasis: IntervalBasis(
    origins: 9, residuals: 17, steps: 2, pooledFrom: 1, isLogarithmic: true, horizon: 3),
  test: [],
  achieved: [(0.8, 0.744), (0.975, 1)].map { nominal, held in
    AchievedCoverage(
      nominal: nominal, coverage: held, lower: held - 0.2, upper: min(held + 0.1, 1), n: 25,
      values: 9, width: 3.25)
  })

/// A text of the folder `Golden`, which was read by a person once.
func golden(_ name: String) throws -> String {
  try String(
    contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Golden/\(name)"),
    encoding: .utf8)
}
