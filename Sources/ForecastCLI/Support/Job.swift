import ArgumentParser
import Artifacts
import Diagnosis
import Forecasting
import Recurrent
import SeriesData

/// The work that `run` and `train` share: read, split, train, judge.
struct Job {
  let input: LoadedInput
  private(set) var experiment: Experiment
  /// The recipe `auto`; nil when it is not asked for.
  let auto: AutoForecaster?
  /// The most seeds of a verdict, where those of the experiment do not decide; nil takes them as they
  /// are.
  let mostSeeds: Int?
  /// The command that does this again, for people and for remedies.
  let command: String

  init(
    _ input: LoadedInput, command: [String], _ flags: TrainingFlags, models: [NetworkKind],
    horizon: Int?, coverages: [Double]? = nil, seed: UInt64, judging: JudgingOptions,
    isDeep: Bool = false, auto recipe: AutoForecaster
  ) throws {
    self.input = input
    mostSeeds = judging.most
    // Who names networks wants them alone.
    auto = flags.recipe == .auto && models.isEmpty ? recipe : nil
    self.command = typed(command)
    let series = input.series
    let seasonLength = series.seasonLength
    let networks = try flags.specifications(models, seasonLength: seasonLength, seed: seed)
    let split = try flags.split(series.count)
    try input.refuseLeak(across: split.test.lowerBound)
    let steps = horizon ?? defaultHorizon(series)
    try refuseBeyondCalendar(series, horizon: steps)
    var experiment = Experiment(
      series: series, split: split,
      networks: networks.map { $0.forecasting($0.strategy, horizon: steps) }, horizon: steps,
      choosesStrategy: flags.strategy == .auto)
    experiment.coverages = coverages ?? experiment.coverages
    experiment.seeds = judging.count(isDeep: isDeep)
    experiment.deep = isDeep ? DeepSettings() : nil
    if isDeep, split.validation.isEmpty {
      throw ValidationError(
        "--deep judges on the validation part, and there is none (expected --validation above 0).")
    }
    self.experiment = experiment
  }

  /// The names of the networks, in their order.
  var modelNames: [String] { experiment.networks.map(\.kind.rawValue) }

  /// Whether it is seen what more history and more units would do.
  var isDeep: Bool { experiment.deep != nil }

  /// What will be done, a line each, before it is done.
  var plan: [String] {
    let (series, split) = (experiment.series, experiment.split)
    func span(_ range: Range<Int>) -> String {
      guard let last = range.last else { return "none" }
      return
        "\(series.label(at: range.lowerBound)) to \(series.label(at: last)), \(range.count) values"
    }
    let networks = experiment.networks
    let all = span(0..<series.count)
    let cut = input.countInFile == series.count ? "" : " of \(input.countInFile)"
    let season = series.seasonLength == 1 ? "no season" : "a season of \(series.seasonLength)"
    return [
      "series      \(all)\(cut), \(series.frequency.name), \(season)",
      "fit         \(span(split.fit))", "validation  \(span(split.validation))",
      "test        \(span(split.test))",
    ]
      + (networks.first.map { network in
        [
          "sequences   \(network.lookback) elements of "
            + network.features.map(\.rawValue).joined(separator: ", ")
            + ", transform \(network.transform.rawValue), scaler \(network.scaler.rawValue)",
          "training    \(networks.map(\.kind.rawValue).joined(separator: ", ")): "
            + "\(network.training.epochs) epochs, and again on all data",
        ] + strategyPlan(network) + verdictPlan
      } ?? [])
  }

  /// What a verdict on several seeds costs; nothing where the network stands alone.
  private var verdictPlan: [String] {
    let more = experiment.trainingsForJudgement
    let inDoubt = mostSeeds.map { "; up to \($0) in doubt" } ?? ""
    return more == 0
      ? []
      : [
        "verdict     on \(experiment.seeds) seeds: \(more) more trainings of each network\(inDoubt)"
      ]
  }

  /// What a strategy for several steps costs; nothing where it is the usual one.
  private func strategyPlan(_ network: NetworkSpecification) -> [String] {
    let horizon = experiment.horizon
    if experiment.choosesStrategy {
      return [
        "strategy    the best of \(HorizonStrategy.allCases.map(\.rawValue).joined(separator: ", ")) "
          + "on the validation part, \(horizon) steps ahead: about \(horizon + 2) times the work"
      ]
    }
    return switch network.strategy {
    case .recursive: []
    case .direct:
      ["strategy    direct: \(network.steps) networks for each model, one for each step ahead"]
    case .multiOutput:
      ["strategy    multi-output: \(network.steps) outputs, one for each step ahead"]
    }
  }

  /// What is known before a network is trained.
  struct Groundwork {
    /// The forecaster that costs nothing and is the one to beat.
    let benchmark: BaselineResult
    /// The report without its models.
    let draft: ReportDocument
  }

  /// Scores the forecasters that cost nothing; nil if none can be scored.
  func groundwork() -> Groundwork? {
    let baselines = experiment.scoreBaselines()
    guard let benchmark = baselines.benchmark else { return nil }
    let origin = ReportDocument.Origin(
      valueName: input.valueName, unit: input.unit, source: input.source, sha256: input.sha256,
      command: command, title: input.title, countInFile: input.countInFile)
    return Groundwork(
      benchmark: benchmark,
      draft: ReportDocument(
        before: experiment, baselines: baselines, benchmark: benchmark, origin: origin,
        warnings: input.warnings))
  }

  /// Trains and judges; shows how far it is.
  ///
  /// - Parameters:
  ///   - groundwork: What is known before.
  ///   - threads: How many train.
  ///   - showsProgress: Whether there is a bar on a terminal.
  ///   - journal: Keeps what is trained.
  ///   - onAuto: Told about the recipe `auto` before the networks train, where it is followed.
  ///   - onModel: Told about each network as soon as it is judged, from several threads, with its
  ///     place.
  /// - Returns: The networks, and the report on them.
  /// - Throws: `FitError`, `Interrupted`, or a `Failure` that blames the data.
  func run(
    on groundwork: Groundwork?, threads: Int, showsProgress: Bool,
    journal: (any TrainingJournal)?,
    onAuto: (ReportDocument.AutoSection) -> Void = { _ in },
    onModel: @escaping @Sendable (Int, ReportDocument.ModelSection) -> Void = { _, _ in }
  ) async throws -> Outcome {
    Interruption.listen()
    let start = ContinuousClock.now
    let display = TrainingDisplay(
      experiment, hasAuto: auto != nil, unit: input.unit, threads: threads,
      isEnabled: showsProgress)
    defer { display.close() }
    let combined = try auto.map { try combine($0, journal) }
    display.finishAuto()
    let section = combined.flatMap { result in
      groundwork.map {
        $0.draft.section(of: result, benchmark: $0.benchmark, in: experiment)
      }
    }
    if let section { onAuto(section) }
    let judged = try await train(on: groundwork, threads, display, journal) { index, model in
      var section = groundwork.map {
        $0.draft.section(of: model, benchmark: $0.benchmark, in: experiment)
      }
      if isDeep {
        section?.diagnosis.checks.append(
          Diagnosis.labelShuffle(
            of: model, in: experiment, threads: threads,
            isInterrupted: { Interruption.isRequested }))
      }
      display.finish(index)
      if let section { onModel(index, section) }
      return (model: model, section: section)
    }
    // The shuffled training of a deep look is not kept: it is done anew, and not left out.
    if isDeep, journal != nil, Interruption.isRequested { throw Interrupted() }
    // Only now: a series that is too short for the networks is explained better by them.
    guard var report = groundwork?.draft else { throw tooShort }
    report.models = judged.compactMap(\.section)
    report.auto = section
    if section != nil { report.settings.recipe = "auto" }
    report.settings.strategy = ReportDocument.StrategySection(experiment, judged.map(\.model))
    report.timing = ReportDocument.TimingSection(
      seconds: (ContinuousClock.now - start).inSeconds, training: judged.map(\.model))
    return Outcome(models: judged.map(\.model), auto: combined, report: report, input: input)
  }

  private var tooShort: any Error {
    // Squares of what is larger have no place among the finite numbers.
    let isHuge = input.series.values.contains { abs($0) > 1e150 }
    return Failure(
      65, "data",
      "\(input.source): "
        + (isHuge
          ? "the values are too large to compute with" : "no free forecaster can be scored"),
      hint: isHuge
        ? "Measure in larger units." : "Give the training part more than a season of values."
    ).thrown
  }

  /// The recipe `auto` without a network beside it, judged and as a file; nil when it was not asked
  /// for.
  func autoAlone(
    showsProgress: Bool, journal: (any TrainingJournal)?
  ) throws -> (file: AutoFile, section: ReportDocument.AutoSection)? {
    guard let auto else { return nil }
    let seed = experiment.networks.first?.seed ?? 0
    var alone = self
    alone.experiment.networks = []  // so that their lookback shortens nothing
    guard let groundwork = alone.groundwork() else { throw tooShort }
    let display = TrainingDisplay(
      alone.experiment, hasAuto: true, unit: input.unit, threads: 1, isEnabled: showsProgress)
    defer { display.close() }
    let result = try combine(auto, journal)
    var report = groundwork.draft
    report.seed = seed
    report.auto = report.section(of: result, benchmark: groundwork.benchmark, in: experiment)
    let outcome = Outcome(models: [], auto: result, report: report, input: input)
    guard let file = outcome.autoFile, let section = report.auto else { return nil }
    return (file, section)
  }

  /// Follows the recipe `auto`.
  private func combine(
    _ auto: AutoForecaster, _ journal: (any TrainingJournal)?
  ) throws -> AutoResult {
    let request = FitRequest(
      horizon: experiment.horizon, seed: experiment.networks.first?.seed ?? 0,
      isInterrupted: { Interruption.isRequested }, journal: journal)
    do {
      return try experiment.runAuto(auto, request: request)
    } catch let error as CannotFit {
      throw input.blame(error)
    }
  }

  private func train<Judged: Sendable>(
    on groundwork: Groundwork?, _ threads: Int, _ display: TrainingDisplay,
    _ journal: (any TrainingJournal)?,
    finishing: @escaping @Sendable (Int, ModelResult) -> Judged
  ) async throws -> [Judged] {
    var experiment = experiment
    if let mostSeeds, let groundwork {
      experiment.seedRule = .untilVerdictsStand(
        in: experiment, against: groundwork.benchmark, most: mostSeeds)
    }
    do {
      return try await experiment.trainNetworks(
        threads: threads,
        watch: FittedNetwork.Watch(
          isInterrupted: { Interruption.isRequested }, journal: journal),
        onProgress: { display.advance($0) }, finishing: finishing)
    } catch let error as PreparationError {
      throw blame(error)
    }
  }

  /// Does some work; a series that does not allow it is blamed by its name.
  func blamingData<Result>(_ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as PreparationError { throw blame(error) }
  }

  private func blame(_ error: PreparationError) -> any Error {
    Failure(65, "data", "\(input.source): \(error.message)", hint: error.hint).thrown
  }

  /// What came out.
  struct Outcome {
    let models: [ModelResult]
    let auto: AutoResult?
    let report: ReportDocument
    let input: LoadedInput

    /// How the training of each network went, a line each.
    var log: [String] {
      let choices = report.settings.strategy?.choices ?? [:]
      return report.models.map { model in
        "\(model.model): \(model.epochs) epochs, stopped by \(model.stopReason), "
          + "weights of epoch \(model.usedEpoch); "
          + "\(fixed(report.timing.training[model.model] ?? 0, 2)) s for all trainings"
          + (choices[model.model].map { "; \($0.words)" } ?? "")
      }
    }

    /// The file of the recipe `auto`; nil when it was not followed.
    var autoFile: AutoFile? {
      guard let auto, let section = report.auto else { return nil }
      return AutoFile(
        series: input.series, horizon: report.future.horizon, seed: report.seed,
        provenance: provenance(section.testOneStep, verdict: ""), point: auto.refit.point,
        allowsNegative: auto.refit.allowsNegative)
    }

    private func provenance(_ metrics: Metrics, verdict: String) -> ModelFile.Provenance {
      let series = input.series
      return ModelFile.Provenance(
        valueName: input.valueName, unit: input.unit, source: input.source,
        sha256: input.sha256, trainedFrom: series.timestamp(at: 0).iso,
        trainedTo: series.timestamp(at: series.count - 1).iso, trainedOn: series.count,
        testMetrics: metrics, verdict: verdict)
    }

    /// The model files of the networks that were refitted on all data, in order.
    var modelFiles: [ModelFile] {
      zip(models, report.models).map { model, section in
        ModelFile(
          model.refit, series: input.series,
          provenance: provenance(section.metrics.testOneStep, verdict: section.verdict),
          intervals: model.intervals?.calibration)
      }
    }
  }
}

/// A season ahead, or 6 steps where there is none.
func defaultHorizon(_ series: TimeSeries) -> Int {
  series.seasonLength > 1 ? series.seasonLength : 6
}

/// The calendar ends with the year 9999.
func refuseBeyondCalendar(_ series: TimeSeries, horizon: Int) throws {
  let room = series.frequency.stepsToTheEnd(after: series.timestamp(at: series.count - 1))
  guard horizon > room else { return }
  throw ValidationError(
    "--horizon is \(horizon) (expected at most \(room), which ends in the year 9999).")
}

extension Frequency {
  /// At least so many steps lie between a date and the end of the year 9999.
  fileprivate func stepsToTheEnd(after last: Timestamp) -> Int {
    let years = max(0, 9998 - last.year)
    switch self {
    case .yearly: return years
    case .quarterly: return 4 * years
    case .monthly, .monthlyLastDay: return 12 * years
    case .weekly: return 52 * years
    case .daily, .businessDaily: return 260 * years
    case .everySeconds(let seconds):
      let (product, overflows) = years.multipliedReportingOverflow(by: 31_536_000)
      return overflows ? 0 : product / max(seconds, 1)
    }
  }
}
