import Diagnosis
import Forecasting
import Recurrent
import SeriesData

extension ReportDocument {
  /// What a report knows beside the numbers: where the series came from, and what was typed.
  public struct Origin: Hashable, Sendable {
    /// The name of the value column.
    public var valueName: String
    /// What the values count; empty when nobody said.
    public var unit: String
    /// The file as it was named, without folders.
    public var source: String
    /// SHA-256 of what was read.
    public var sha256: String
    /// The command that makes the report again.
    public var command: String
    /// What stands above pictures and reports; nil when nobody said.
    public var title: String?
    /// The number of values in the file, if not all of them are used.
    public var countInFile: Int?

    /// Joins the parts.
    public init(
      valueName: String, unit: String, source: String, sha256: String, command: String,
      title: String? = nil, countInFile: Int? = nil
    ) {
      self.valueName = valueName
      self.unit = unit
      self.source = source
      self.sha256 = sha256
      self.command = command
      self.title = title
      self.countInFile = countInFile
    }
  }

  /// Writes down what is known before a network is trained: all but `models` and `timing`.
  ///
  /// - Parameters:
  ///   - experiment: What is asked.
  ///   - baselines: The forecasters that cost nothing.
  ///   - benchmark: That of them which skill is measured against.
  ///   - origin: Where the series came from.
  ///   - warnings: Remarks for people.
  public init(
    before experiment: Experiment, baselines: [BaselineResult], benchmark: BaselineResult,
    origin: Origin, warnings: [String]
  ) {
    let (series, split) = (experiment.series, experiment.split)
    seed = experiment.networks.first?.seed ?? 0
    command = origin.command
    self.series = SeriesSection(series, origin)
    self.split = SplitSection(split, of: series, firstTarget: experiment.firstTarget)
    settings = SettingsSection(experiment.networks.first ?? NetworkSpecification(.gru))
    models = []
    self.baselines = baselines.map(BaselineSection.init)
    self.benchmark = BenchmarkSection(
      model: benchmark.baseline.rawValue,
      chosenOn: benchmark.scores.validation == nil ? "train" : "validation")
    future = FutureSection(
      horizon: experiment.horizon,
      ds: (0..<experiment.horizon).map { series.timestamp(at: series.count + $0).iso })
    self.warnings = warnings
    files = []
    earlierFiles = []
    timing = TimingSection(seconds: 0, training: [:])
  }

  /// Writes down an experiment.
  ///
  /// - Parameters:
  ///   - result: What was found.
  ///   - benchmark: The baseline that skill is measured against.
  ///   - origin: Where the series came from.
  ///   - warnings: Remarks for people.
  ///   - seconds: Wall time of the whole.
  public init(
    _ result: ExperimentResult, benchmark: BaselineResult, origin: Origin, warnings: [String],
    seconds: Double
  ) {
    self.init(
      before: result.experiment, baselines: result.baselines, benchmark: benchmark,
      origin: origin, warnings: warnings)
    models = result.models.map { section(of: $0, benchmark: benchmark, in: result.experiment) }
    settings.strategy = StrategySection(result.experiment, result.models)
    timing = TimingSection(seconds: seconds, training: result.models)
  }

  /// Writes down a network that was trained and judged.
  ///
  /// - Parameters:
  ///   - result: The network.
  ///   - benchmark: The baseline that skill is measured against.
  ///   - experiment: Where both come from.
  /// - Returns: The network's part of `models`.
  public func section(
    of result: ModelResult, benchmark: BaselineResult, in experiment: Experiment
  ) -> ModelSection {
    var section = ModelSection(
      result, Diagnosis(of: result, benchmark: benchmark, in: experiment),
      skill: skill(of: result, benchmark), valueLabel: series.valueLabel)
    section.intervals = result.intervals.map { IntervalsSection($0, in: experiment) }
    return section
  }
}

extension ReportDocument.TimingSection {
  /// The wall time of the whole, and of each network.
  public init(seconds: Double, training models: [ModelResult]) {
    self.init(
      seconds: seconds,
      training: Dictionary(
        models.map { ($0.model.specification.kind.rawValue, $0.seconds) },
        uniquingKeysWith: { first, _ in first }))
  }
}

private func skill(of model: ModelResult, _ benchmark: BaselineResult) -> Double? {
  guard let rmse = model.scores.testOneStep.rmse,
    let reference = benchmark.scores.testOneStep.rmse, reference > 0
  else { return nil }
  return 1 - rmse / reference
}

extension ReportDocument.SeriesSection {
  fileprivate init(_ series: TimeSeries, _ origin: ReportDocument.Origin) {
    name = origin.valueName
    unit = origin.unit
    id = series.name
    source = origin.source
    sha256 = origin.sha256
    title = origin.title
    n = series.count
    nInFile = origin.countInFile.flatMap { $0 == series.count ? nil : $0 }
    frequency = series.frequency.name
    seasonLength = series.seasonLength
    start = series.timestamp(at: 0).iso
    end = series.timestamp(at: series.count - 1).iso
    ds = (0..<series.count).map { series.timestamp(at: $0).iso }
    y = series.values
  }

  /// What stands above pictures and reports: the title or, without one, the file and the values.
  public var heading: String {
    title ?? [place, valueLabel].filter { !$0.isEmpty }.joined(separator: ": ")
  }

  /// The file, and which of its series: "air.csv", "shops.csv, Lyon".
  public var place: String { seriesPlace(id, in: source, valueName: name) }

  /// How many values are used, for people: "144 values", "48 of 144 values".
  public var countText: String {
    nInFile.map { "\(n) of \($0) values" } ?? "\(n) values"
  }

  /// The name with its unit, for axes: "Passengers (thousands)".
  public var valueLabel: String { unit.isEmpty ? name : "\(name) (\(unit))" }
}

extension ReportDocument.SplitSection {
  fileprivate init(_ split: Split, of series: TimeSeries, firstTarget: Int) {
    func span(_ range: Range<Int>) -> ReportDocument.SpanSection {
      guard let last = range.last else { return ReportDocument.SpanSection(n: 0) }
      return ReportDocument.SpanSection(
        start: series.timestamp(at: range.lowerBound).iso, end: series.timestamp(at: last).iso,
        n: range.count)
    }
    train = span(split.train)
    fit = span(split.fit)
    validation = span(split.validation)
    test = span(split.test)
    self.firstTarget = firstTarget
  }
}

extension ReportDocument.SettingsSection {
  fileprivate init(_ network: NetworkSpecification) {
    let training = network.training
    recipe = "classic"
    lookback = network.lookback
    features = network.features.map(\.rawValue)
    transform = network.transform.rawValue
    scaler = network.scaler.rawValue
    hidden = network.hidden
    layers = network.layers
    epochs = training.epochs
    batchSize = training.batchSize
    learningRate = training.learningRate
    schedule = training.schedule.rawValue
    optimizer = training.optimizer.rawValue
    weightDecay = training.weightDecay
    dropout = training.dropout > 0 ? training.dropout : nil
    noise = training.noise > 0 ? training.noise : nil
    clipNorm = training.clipNorm
    loss = training.loss.rawValue
    lossOver = training.lossOver.rawValue
    patience = training.patience
    windowScaling = network.scalesWindows ? true : nil
  }
}

extension ReportDocument.ModelSection {
  fileprivate init(
    _ result: ModelResult, _ diagnosis: Diagnosis, skill: Double?, valueLabel: String
  ) {
    model = result.model.specification.kind.rawValue
    parameters = result.model.parameterCount
    seed = result.model.specification.seed
    epochs = result.history.epochs
    bestEpoch = result.history.bestEpoch
    usedEpoch = result.history.usedEpoch
    stopReason = result.history.stopReason.rawValue
    metrics = ReportDocument.MetricsSection(result.scores)
    self.skill = skill.flatMap { $0.isFinite ? $0 : nil }
    verdict = diagnosis.verdict.rawValue
    self.diagnosis = diagnosis.finite
    curve = ReportDocument.CurveSection(result, valueLabel: valueLabel)
    predictions = ReportDocument.PredictionsSection(result.predictions)
    forecast = result.forecast.map { $0.isFinite ? $0 : nil }
  }
}

extension ReportDocument.MetricsSection {
  fileprivate init(_ scores: Scores) {
    train = scores.train
    validation = scores.validation
    testOneStep = scores.testOneStep
    testRecursive = scores.testRecursive
  }
}

extension ReportDocument.PredictionsSection {
  init(_ predictions: Predictions) {
    oneStep = predictions.oneStep.map(Self.finite)
    recursive = predictions.recursive.map(Self.finite)
  }

  private static func finite(_ value: Double?) -> Double? {
    value.flatMap { $0.isFinite ? $0 : nil }
  }
}

extension ReportDocument.BaselineSection {
  fileprivate init(_ result: BaselineResult) {
    model = result.baseline.rawValue
    metrics = ReportDocument.MetricsSection(result.scores)
    predictions = ReportDocument.PredictionsSection(result.predictions)
  }
}

extension ReportDocument.CurveSection {
  /// The losses as errors: in original units where scaled ones are these times a constant.
  fileprivate init(_ result: ModelResult, valueLabel: String) {
    let builder = result.model.builder
    // A window has a unit of its own, and there are many of them.
    let isAffine = builder.transform.keepsUnits && !builder.scalesWindows
    let loss = result.model.specification.training.loss
    let factor = isAffine && loss != .huber ? builder.scaler.unit : 1
    func error(_ value: Double) -> Double {
      loss == .meanSquared ? value.squareRoot() * factor : value * factor
    }
    let records = result.history.records
    epoch = records.map(\.epoch)
    train = records.map { error($0.trainingLoss) }
    validation = records.compactMap(\.validationLoss).map(error)
    learningRate = records.map(\.learningRate)
    gradientNorm = records.map(\.gradientNorm)
    let name =
      switch loss {
      case .meanSquared: "RMSE"
      case .meanAbsolute: "MAE"
      case .huber: "Huber loss"
      case .pinball: "pinball loss"
      }
    // Validation is always scored on the last element, the value that is predicted.
    let over =
      result.model.specification.training.lossOver == .all ? "; train over all elements" : ""
    lossUnit = "\(name), \(isAffine && loss != .huber ? valueLabel : "scaled units")\(over)"
  }
}
