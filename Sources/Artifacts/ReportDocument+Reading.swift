import Diagnosis
import Forecasting

extension ReportDocument {
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
    if let fault = JSONDocument.schemaFault(of: bytes, expected: Self.currentSchema) {
      throw refusal(fault)
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
    if let fault = textFault { return fault }
    if series.seasonLength < 1 { return "series.season_length is \(series.seasonLength)" }
    if future.horizon != future.ds.count { return "future.horizon does not count its dates" }
    if Set(models.map(\.model)).count != models.count { return "two models have the same name" }
    return models.lazy.compactMap(inconsistency(of:)).first ?? auto.flatMap(inconsistency(of:))
      ?? baselines.lazy.compactMap { lengthFault($0.predictions, $0.model) }.first
  }

  /// A text that is shown as it is and is not what it has to be.
  private var textFault: String? {
    let spans = [split.train, split.fit, split.validation, split.test]
    let dates =
      series.ds + [series.start, series.end] + future.ds
      + spans.flatMap { [$0.start, $0.end].compactMap { $0 } }
    if let wrong = dates.first(where: { !isDateText($0) }) { return "\(quoted(wrong)) is no date" }
    return ["train", "validation"].contains(benchmark.chosenOn)
      ? nil : "benchmark.chosen_on is \(quoted(benchmark.chosenOn))"
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
    if let fault = stepFault(model.diagnosis, model.model) { return fault }
    if let share = model.diagnosis.agreement?.share, !(0...1).contains(share) {
      return "the seeds of \(model.model) agree to a share that is none"
    }
    if let fault = model.diagnosis.deep?.inconsistency(fitCount: split.fit.n) {
      return "the deep look into \(model.model) \(fault)"
    }
    return lengthFault(model.predictions, model.model)
  }

  private func inconsistency(of auto: AutoSection) -> String? {
    if auto.forecast.count != future.horizon {
      return "auto forecasts \(auto.forecast.count) steps of \(future.horizon)"
    }
    if let fault = auto.intervalInconsistency(horizon: future.horizon, testCount: split.test.n) {
      return "the intervals of auto \(fault)"
    }
    if auto.seasonLength < 1 || auto.seasonsTried.contains(where: { $0.seasonLength < 1 }) {
      return "a season of auto has no steps"
    }
    return auto.diagnosis.flatMap { stepFault($0, "auto") } ?? lengthFault(auto.predictions, "auto")
  }

  private func stepFault(_ diagnosis: Diagnosis, _ name: String) -> String? {
    guard let steps = diagnosis.steps,
      [steps.recursive, steps.oneStep, steps.benchmark].contains(where: { $0.count != steps.count })
    else { return nil }
    return "the errors by step of \(name) have different lengths"
  }

  private func lengthFault(_ predictions: PredictionsSection, _ name: String) -> String? {
    predictions.oneStep.count == series.n && predictions.recursive.count == series.n
      ? nil : "the predictions of \(name) do not cover the series"
  }
}

extension Diagnosis.Deep {
  /// More points than a curve would ever have.
  private static let mostPoints = 1000

  /// What does not fit together; nil when all does.
  fileprivate func inconsistency(fitCount: Int) -> String? {
    if seeds < 1 || judged < 1 { return "has no seed, or nothing that judges" }
    if dataCurve.count > Self.mostPoints || capacityCurve.count > Self.mostPoints {
      return "has more than \(Self.mostPoints) points"
    }
    if dataCurve.contains(where: { !(1...max(fitCount, 1)).contains($0.values) })
      || dataCurve.contains(where: { !(0...1).contains($0.share) })
      || !zip(dataCurve, dataCurve.dropFirst()).allSatisfy({ $0.values < $1.values })
    {
      return "has lengths of history that do not rise, or are none"
    }
    if capacityCurve.contains(where: { $0.hidden < 1 })
      || !zip(capacityCurve, capacityCurve.dropFirst()).allSatisfy({ $0.hidden < $1.hidden })
    {
      return "has units that do not rise, or are none"
    }
    let failed = dataCurve.map(\.failed) + capacityCurve.map(\.failed)
    if failed.contains(where: { !(0...seeds).contains($0) }) {
      return "counts more failed trainings than seeds"
    }
    let spreads =
      dataCurve.flatMap { [$0.train, $0.validation] }
      + capacityCurve.flatMap { [$0.train, $0.validation] }
    let isOrdered = spreads.allSatisfy { spread in
      spread.map { 0 <= $0.lowest && $0.lowest <= $0.median && $0.median <= $0.highest } ?? true
    }
    return isOrdered ? nil : "has errors whose median lies outside of their range"
  }
}
