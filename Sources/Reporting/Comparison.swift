import Artifacts
import Diagnosis
import Forecasting

/// Two runs on the same test part, side by side.
///
/// Errors on different months say nothing of each other, so runs with different test parts have no
/// comparison. Training parts may differ: that is one of the things to compare.
public struct Comparison: Encodable, Hashable, Sendable {
  /// One of the runs.
  public struct Run: Encodable, Hashable, Sendable {
    /// What it is called: the folder.
    public let name: String
    /// The command that made it.
    public let command: String
  }

  /// Something that was chosen, and is not the same in both.
  public struct Change: Encodable, Hashable, Sendable {
    /// `transform`, `hidden`, `train`.
    public let setting: String
    /// What it is in the first run.
    public let first: String
    /// What it is in the second run.
    public let second: String
  }

  /// One model in one run.
  public struct Side: Encodable, Hashable, Sendable {
    /// The verdict; absent for the recipe `auto`.
    public let verdict: String?
    /// The number of weights; absent for the recipe `auto`.
    public let parameters: Int?
    /// RMSE one step ahead on the part that was fitted.
    public let trainRmse: Double?
    /// RMSE one step ahead on the validation part.
    public let validationRmse: Double?
    /// RMSE one step ahead on the test part.
    public let testRmse: Double?
    /// RMSE of the recursive forecast of the test part.
    public let testRecursiveRmse: Double?
    /// MASE one step ahead on the test part.
    public let mase: Double?
    /// 1 − RMSE ÷ RMSE of the benchmark of its run.
    public let skill: Double?
    /// How the axes came out, `skill`, `gap`, `cost`, `shift`; absent for the recipe `auto`.
    public let axes: [String: Check.Status]?
    /// What the axes found, for people.
    public let found: [String: String]?
  }

  /// One model in both runs.
  public struct Model: Encodable, Hashable, Sendable {
    /// Its name.
    public let model: String
    /// In the first run; absent where it is not in it.
    public let first: Side?
    /// In the second run.
    public let second: Side?
    /// Test RMSE of the second run over that of the first, minus 1; absent where one is missing.
    public let testRmseChange: Double?
  }

  /// The runs.
  public let runs: [Run]
  /// What was chosen differently.
  public let changes: [Change]
  /// The models of both.
  public let models: [Model]
  /// What to mind when the numbers are read.
  public let warnings: [String]

  /// Why two runs cannot be compared.
  public struct Incomparable: Error, Hashable {
    /// What is different.
    public let message: String
  }

  /// Compares two runs.
  ///
  /// - Throws: ``Incomparable`` when their test parts are not the same dates with the same values.
  public init(
    _ first: ReportDocument, _ second: ReportDocument, names: (String, String)
  ) throws(Incomparable) {
    if let message = Self.difference(first, second) { throw Incomparable(message: message) }
    runs = [
      Run(name: names.0, command: first.command), Run(name: names.1, command: second.command),
    ]
    changes = zip(first.choices, second.choices).compactMap { a, b in
      a.value == b.value ? nil : Change(setting: a.name, first: a.value, second: b.value)
    }
    models = Self.models(first, second)
    warnings = Self.warnings(first, second)
  }

  private static func difference(_ a: ReportDocument, _ b: ReportDocument) -> String? {
    let (first, second) = (a.split.test, b.split.test)
    guard first.n > 0, second.n > 0 else { return "a run has no test part" }
    guard first == second else {
      return "their test parts are \(first.words) and \(second.words)"
    }
    let values = (Array(a.series.y.suffix(first.n)), Array(b.series.y.suffix(first.n)))
    let dates = (Array(a.series.ds.suffix(first.n)), Array(b.series.ds.suffix(first.n)))
    if dates.0 != dates.1 { return "their test parts have other dates" }
    let count = zip(values.0, values.1).count { $0 != $1 }
    return count == 0
      ? nil
      : "they are on different series: \(count) of the \(first.n) values of the test part differ "
        + "(\(printable(a.series.place)) and \(printable(b.series.place)))"
  }

  private static func warnings(_ a: ReportDocument, _ b: ReportDocument) -> [String] {
    var warnings: [String] = []
    if a.split.validation != b.split.validation {
      warnings.append(
        "The validation parts differ, and gap and cost are measured on them.")
    }
    if a.benchmark.model != b.benchmark.model {
      warnings.append(
        "Skill is against \(printable(a.benchmark.model)) in the first run and against "
          + "\(printable(b.benchmark.model)) in the second.")
    }
    if a.series.seasonLength != b.series.seasonLength || a.split.train != b.split.train {
      warnings.append("MASE has another scale in each run: the history or its season differs.")
    }
    return warnings
  }

  private static func models(_ a: ReportDocument, _ b: ReportDocument) -> [Model] {
    let names = a.models.map(\.model) + b.models.map(\.model)
    var order: [String] = a.auto == nil && b.auto == nil ? [] : ["auto"]
    for name in names where !order.contains(name) { order.append(name) }
    return order.map { name in
      let sides = [a, b].map { report in
        name == "auto"
          ? report.auto.map(Side.init) : report.models.first { $0.model == name }.map(Side.init)
      }
      let errors = sides.map { $0?.testRmse }
      let change = errors[0].flatMap { first in
        errors[1].flatMap { first > 0 ? $0 / first - 1 : nil }
      }
      return Model(
        model: name, first: sides[0], second: sides[1],
        testRmseChange: change.flatMap { $0.isFinite ? $0 : nil })
    }
  }
}

extension Comparison.Side {
  fileprivate init(_ model: ReportDocument.ModelSection) {
    let axes = model.diagnosis.axes
    let named = [
      ("skill", axes.skill), ("gap", axes.gap), ("cost", axes.cost), ("shift", axes.shift),
    ]
    self.init(
      verdict: model.verdict, parameters: model.parameters, trainRmse: model.metrics.train.rmse,
      validationRmse: model.metrics.validation?.rmse, testRmse: model.metrics.testOneStep.rmse,
      testRecursiveRmse: model.metrics.testRecursive.rmse, mase: model.metrics.testOneStep.mase,
      skill: model.skill,
      axes: Dictionary(uniqueKeysWithValues: named.map { ($0.0, $0.1.status) }),
      found: Dictionary(uniqueKeysWithValues: named.map { ($0.0, $0.1.text) }))
  }

  fileprivate init(_ auto: ReportDocument.AutoSection) {
    self.init(
      verdict: nil, parameters: nil, trainRmse: nil, validationRmse: nil,
      testRmse: auto.testOneStep.rmse, testRecursiveRmse: auto.testRecursive.rmse,
      mase: auto.testOneStep.mase, skill: auto.skill, axes: nil, found: nil)
  }
}

extension ReportDocument.SpanSection {
  /// "1957-01-01 to 1960-12-01 (48 values)".
  fileprivate var words: String { "\(start ?? missing) to \(end ?? missing) (\(n) values)" }
}

extension ReportDocument {
  /// Everything that was chosen, as names and values; the same names in every report.
  fileprivate var choices: [(name: String, value: String)] {
    let s = settings
    func text(_ value: (some CustomStringConvertible)?) -> String {
      value.map { "\($0)" } ?? "none"
    }
    return [
      ("series", printable(series.place)), ("season", "\(series.seasonLength)"),
      ("fit", split.fit.words), ("validation", split.validation.words),
      ("recipe", s.recipe), ("strategy", s.strategy?.name ?? "recursive"),
      ("lookback", "\(s.lookback)"), ("features", s.features.joined(separator: ",")),
      ("transform", s.transform), ("scaler", s.scaler),
      ("window-scaling", s.windowScaling == true ? "last" : "none"), ("hidden", "\(s.hidden)"),
      ("layers", "\(s.layers)"), ("epochs", "\(s.epochs)"),
      ("batch-size", s.batchSize.map { "\($0)" } ?? "all"),
      ("learning-rate", "\(s.learningRate)"), ("schedule", s.schedule),
      ("optimizer", s.optimizer), ("weight-decay", "\(s.weightDecay)"),
      ("clip-norm", text(s.clipNorm)), ("loss", s.loss), ("loss-over", s.lossOver),
      ("patience", text(s.patience)), ("seed", "\(seed)"), ("horizon", "\(future.horizon)"),
    ]
  }
}
