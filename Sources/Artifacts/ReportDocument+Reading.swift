import Diagnosis

extension ReportDocument {
  /// Only the version of a document.
  private struct Schema: Decodable { let schema: String }

  /// Reads a `report.json`, and refuses one that does not fit together: whoever draws from it may
  /// rely on the lengths of its arrays.
  ///
  /// - Throws: ``IncompatibleFile``.
  public init(decoding bytes: [UInt8], file: String) throws(IncompatibleFile) {
    func refusal(_ words: String) -> IncompatibleFile {
      IncompatibleFile(
        file: file, message: "this is not a report of forecast: \(words)",
        hint: "Make a new one with forecast run.")
    }
    switch JSONDocument.decode(Schema.self, from: bytes) {
    case .failure(let fault): throw refusal(fault.words)
    case .success(let found) where found.schema != Self.currentSchema:
      throw refusal("its schema is '\(found.schema.prefix(60))' (expected '\(Self.currentSchema)')")
    case .success: break
    }
    switch JSONDocument.decode(Self.self, from: bytes) {
    case .failure(let fault): throw refusal(fault.words)
    case .success(let document):
      if let fault = document.inconsistency { throw refusal(fault) }
      self = document
    }
  }

  /// What does not fit together; nil when all does.
  private var inconsistency: String? {
    if series.n < 1 || series.ds.count != series.n || series.y.count != series.n {
      return "series.n is \(series.n), with \(series.ds.count) dates and \(series.y.count) values"
    }
    let spans = [split.fit, split.validation, split.test].map(\.n)
    if spans.contains(where: { !(0...series.n).contains($0) }) || spans.reduce(0, +) != series.n
      || split.train.n != split.fit.n + split.validation.n
    {
      return "the parts of the split do not add up to \(series.n)"
    }
    if !(0...series.n).contains(split.firstTarget) { return "split.first_target lies outside" }
    if series.seasonLength < 1 { return "series.season_length is \(series.seasonLength)" }
    if future.horizon != future.ds.count { return "future.horizon does not count its dates" }
    if Set(models.map(\.model)).count != models.count { return "two models have the same name" }
    return models.lazy.compactMap(inconsistency(of:)).first
      ?? baselines.lazy.compactMap { lengthFault($0.predictions, $0.model) }.first
  }

  private func inconsistency(of model: ModelSection) -> String? {
    let curve = model.curve
    let rows = curve.epoch.count
    if rows < 1 || curve.train.count != rows || curve.learningRate.count != rows
      || curve.gradientNorm.count != rows || ![0, rows].contains(curve.validation.count)
    {
      return "the curve of \(model.model) has columns of different lengths"
    }
    let isInCurve = 0..<rows
    if !isInCurve.contains(model.bestEpoch) || !isInCurve.contains(model.usedEpoch) {
      return "the best epoch of \(model.model) is not in its curve"
    }
    if model.forecast.count != future.horizon {
      return "\(model.model) forecasts \(model.forecast.count) steps of \(future.horizon)"
    }
    if model.model.isEmpty
      || !model.model.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    {
      return "a model has a name that is none"
    }
    if let fault = model.intervals?.inconsistency(
      horizon: future.horizon, testCount: split.test.n)
    {
      return "the intervals of \(model.model) \(fault)"
    }
    if let steps = model.diagnosis.steps,
      [steps.recursive, steps.oneStep, steps.benchmark].contains(where: { $0.count != steps.count })
    {
      return "the errors by step of \(model.model) have different lengths"
    }
    return lengthFault(model.predictions, model.model)
  }

  private func lengthFault(_ predictions: PredictionsSection, _ name: String) -> String? {
    predictions.oneStep.count == series.n && predictions.recursive.count == series.n
      ? nil : "the predictions of \(name) do not cover the series"
  }
}
