import Recurrent
import SeriesData

/// The main job: networks trained on the start of a series, judged on its end, refitted on all of
/// it, and asked for the future.
///
/// The test part judges, and nothing else: networks, transforms and scalers are fitted by code that
/// is handed the series without it.
public struct Experiment: Sendable {
  /// The series.
  public var series: TimeSeries
  /// Its parts.
  public var split: Split
  /// The networks, in the order in which results are given.
  public var networks: [NetworkSpecification]
  /// Steps to forecast beyond the end.
  public var horizon: Int
  /// Whether the strategy of each network is chosen on the validation part; else it is that of its
  /// specification.
  public var choosesStrategy: Bool
  /// The central intervals of forecasts, each in (0, 1).
  public var coverages = ForecastDistribution.usualCoverages
  /// How many networks of each kind, that differ by their seed alone, the verdict stands on; 1 leaves
  /// it to the one that is kept.
  public var seeds = 1
  /// When so many are enough; nil takes them as they are.
  ///
  /// Where they are not enough, as many more are trained, and so on.
  public var seedRule: SeedRule?
  /// Whether, and how far, to see what more history and more units would do; nil leaves it.
  public var deep: DeepSettings?

  /// Describes an experiment.
  ///
  /// - Precondition: The split is of this series, with a test part and, for a choice, a validation
  ///   part; the horizon is positive.
  public init(
    series: TimeSeries, split: Split, networks: [NetworkSpecification], horizon: Int,
    choosesStrategy: Bool = false
  ) {
    precondition(split.test.upperBound == series.count, "The split is of another series")
    precondition(!split.test.isEmpty, "Without a test part there is nothing to judge on")
    precondition(horizon >= 1, "The horizon must be at least 1")
    precondition(
      !choosesStrategy || !split.validation.isEmpty, "Without validation nothing can be chosen")
    self.series = series
    self.split = split
    self.networks = networks
    self.horizon = horizon
    self.choosesStrategy = choosesStrategy
  }

  /// A network at work.
  public struct Progress: Sendable {
    /// The place of the network in ``networks``.
    public var network: Int
    /// Which of its trainings: 0 is the trial, 1 the refit on all data, and what follows is done for
    /// the sake of the verdict.
    public var training: Int
    /// Whether this is the refit on all data.
    public var isRefit: Bool { training == 1 }
    /// The indices that it is fitted on, and that its scaler was.
    public var fit: Range<Int>
    /// Where it is.
    public var record: EpochRecord
    /// The trainings that the network has by now, more of which may follow; 0 where it is not known yet
    /// that they are more than ``Experiment/trainingsForJudgement`` says.
    public var planned = 0
  }

  /// Runs it: ``scoreBaselines()``, then ``trainNetworks(threads:watch:onProgress:finishing:)``.
  ///
  /// - Parameters:
  ///   - threads: How many train: side by side the networks, and when there are more threads than
  ///     networks, several on each; the results do not depend on it.
  ///   - isInterrupted: Asked before each step; true stops all training, and ``Interrupted`` is thrown.
  ///   - onProgress: Told about each epoch, from several threads.
  /// - Returns: Every network judged, every baseline beside it.
  /// - Throws: ``FitError``, ``Interrupted``.
  public func run(
    threads: Int, isInterrupted: @escaping @Sendable () -> Bool = { false },
    onProgress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> ExperimentResult {
    let baselines = scoreBaselines()
    let models = try await trainNetworks(
      threads: threads, watch: FittedNetwork.Watch(isInterrupted: isInterrupted),
      onProgress: onProgress
    ) { _, model in model }
    return ExperimentResult(experiment: self, models: models, baselines: baselines)
  }

  /// Trains and judges every network.
  ///
  /// - Parameters:
  ///   - threads: How many train: side by side the networks, and when there are more threads than
  ///     networks, several on each; the results do not depend on it.
  ///   - watch: Who may stop all training, whereupon ``Interrupted`` is thrown, and what was trained
  ///     before.
  ///   - onProgress: Told about each epoch, from several threads.
  ///   - finishing: Makes of each network what is wanted of it, as soon as it is done and while
  ///     others still train; gets the place in ``networks`` too.
  /// - Returns: What `finishing` made, in the order of ``networks``.
  /// - Throws: ``FitError``, ``Interrupted``.
  public func trainNetworks<Outcome: Sendable>(
    threads: Int, watch: FittedNetwork.Watch = FittedNetwork.Watch(),
    onProgress: @escaping @Sendable (Progress) -> Void = { _ in },
    finishing: @escaping @Sendable (Int, ModelResult) -> Outcome
  ) async throws -> [Outcome] {
    // When one network fails, the others are cancelled and need not train to their end.
    let shared = FittedNetwork.Watch(
      isInterrupted: { watch.isInterrupted() || Task.isCancelled }, journal: watch.journal)
    let threadsEach = max(1, threads / max(networks.count, 1))
    guard seeds > 1 || deep != nil else {
      return try await concurrentMap(Array(networks.indices), limit: threads) { index in
        finishing(index, try runNetwork(index, threadsEach, shared, onProgress))
      }
    }
    let results = try await concurrentMap(Array(networks.indices), limit: threads) { index in
      try runNetwork(index, threadsEach, shared, onProgress)
    }
    var outcomes: [Outcome] = []
    for (index, result) in results.enumerated() {
      let judged = try await judging(result, index, threads, shared, onProgress)
      outcomes.append(finishing(index, judged))
    }
    return outcomes
  }

  /// The same result with its members, and with a deep look.
  private func judging(
    _ result: ModelResult, _ index: Int, _ threads: Int, _ watch: FittedNetwork.Watch,
    _ onProgress: @escaping @Sendable (Progress) -> Void
  ) async throws -> ModelResult {
    let start = ContinuousClock.now
    let deepTasks = deepTrainings(of: result.model.specification)
    let (members, trainings) = try await trainMembers(of: result, threads: threads, watch: watch) {
      place, planned, fit, record in
      onProgress(
        Progress(
          network: index, training: 2 + place, fit: fit, record: record,
          planned: 2 + planned + deepTasks.count))
    }
    var judged = members
    judged.deep = try await lookDeeply(
      into: result.model.specification, threads: threads, watch: watch
    ) {
      onProgress(
        Progress(
          network: index, training: 2 + trainings + $0, fit: deepTasks[$0].fit, record: $1,
          planned: 2 + trainings + deepTasks.count))
    }
    judged.seconds += (ContinuousClock.now - start).inSeconds
    return judged
  }

  private func runNetwork(
    _ index: Int, _ threads: Int, _ watch: FittedNetwork.Watch,
    _ onProgress: @escaping @Sendable (Progress) -> Void
  ) throws -> ModelResult {
    let clock = ContinuousClock()
    let start = clock.now
    func telling(_ training: Int, _ fit: Range<Int>) -> FittedNetwork.Watch {
      watch.telling {
        onProgress(Progress(network: index, training: training, fit: fit, record: $0))
      }
    }
    let asked = networks[index].forecasting(networks[index].strategy, horizon: horizon)
    let (trial, choice) = try trial(asked, threads, telling(0, split.fit))
    let refit = try FittedNetwork.fittingToTheEnd(
      trial.model.specification, series: series, fit: 0..<series.count, validation: 0..<0,
      lasting: trial.usedEpochs, threads: threads, watch: telling(1, 0..<series.count))
    return result(
      trial, choice, refit: refit.model, seconds: (clock.now - start).inSeconds)
  }

  /// The network that is judged; all it sees of the series ends with the validation part.
  private func trial(
    _ specification: NetworkSpecification, _ threads: Int, _ watch: FittedNetwork.Watch
  ) throws -> (NetworkFit, StrategyChoice?) {
    guard choosesStrategy else {
      let fit = try FittedNetwork.fittingToTheEnd(
        specification, series: series, fit: split.fit, validation: split.validation,
        threads: threads, watch: watch)
      return (fit, nil)
    }
    let (choice, fit) = try StrategyChoice.making(
      specification, series: series, fit: split.fit, validation: split.validation,
      horizon: horizon, threads: threads, watch: watch)
    return (fit, choice)
  }

  private func result(
    _ trial: NetworkFit, _ choice: StrategyChoice?, refit: FittedNetwork, seconds: Double
  ) -> ModelResult {
    let model = trial.model
    let first = model.builder.firstTarget
    let oneStep = model.oneStep(series, targets: first..<series.count)
    let known = series.prefix(split.test.lowerBound)
    let recursive = model.forecast(known, horizon: split.test.count)
    let predictions = Predictions(
      oneStep: [Double?](repeating: nil, count: first) + oneStep,
      recursive: [Double?](repeating: nil, count: known.count) + recursive)
    let forecast = refit.forecast(series, horizon: horizon)
    return ModelResult(
      model: model, history: trial.histories[0], predictions: predictions,
      scores: scores(predictions, firstTarget: first), refit: refit, forecast: forecast,
      intervals: model.specification.intervalMethod == .quantile
        ? learnedIntervals(of: model, refit: refit)
        : intervals(of: model, recursive: recursive, forecast: forecast),
      firstTarget: first, seconds: seconds, strategyChoice: choice)
  }

  // MARK: Scoring

  /// Scores the forecasters that cost nothing, in the order of ``Baseline``.
  public func scoreBaselines() -> [BaselineResult] {
    let seasonLength = series.seasonLength
    return Baseline.available(seasonLength: seasonLength).map { baseline in
      let fitted = FittedBaseline(
        baseline, values: series.values, fit: split.fit, seasonLength: seasonLength)
      let recursive = fitted.forecast(
        Array(series.values[..<split.test.lowerBound]), horizon: split.test.count)
      let predictions = Predictions(
        oneStep: series.values.indices.map { fitted.oneStep(series.values, at: $0) },
        recursive: [Double?](repeating: nil, count: split.test.lowerBound) + recursive)
      let reach = baseline == .seasonalNaive ? seasonLength : 1
      let first = max(firstTarget, reach)
      return BaselineResult(
        baseline: baseline, predictions: predictions,
        scores: scores(predictions, firstTarget: min(first, split.fit.upperBound)))
    }
  }

  /// The first index that every network predicts.
  public var firstTarget: Int {
    let seasonLength = series.seasonLength
    return networks.map { $0.firstTarget(seasonLength: seasonLength) }.max() ?? 0
  }

  func scores(_ predictions: Predictions, firstTarget: Int) -> Scores {
    let scale = MetricScale.naive(
      series.values[..<split.test.lowerBound], seasonLength: series.seasonLength)
    func score(_ values: [Double?], _ range: Range<Int>) -> Metrics {
      Metrics(range.map { values[$0] ?? .nan }, actual: series.values[range], scale: scale)
    }
    return Scores(
      train: score(predictions.oneStep, firstTarget..<split.fit.upperBound),
      validation: split.validation.isEmpty ? nil : score(predictions.oneStep, split.validation),
      testOneStep: score(predictions.oneStep, split.test),
      testRecursive: score(predictions.recursive, split.test))
  }
}

extension Duration {
  /// The same in seconds.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
