import ArgumentParser
import Artifacts
import Forecasting
import SeriesData

/// The work of `backtest`: read, lay out, run.
struct BacktestJob {
  let input: LoadedInput
  let backtest: Forecasting.Backtest
  /// The command that does this again.
  let command: String

  init(
    _ input: LoadedInput, command: [String], _ options: BacktestOptions, _ flags: TrainingFlags,
    models: [ForecasterName], seed: UInt64, auto: AutoForecaster
  ) throws {
    self.input = input
    self.command = typed(command)
    let series = input.series
    let horizon = options.horizon ?? defaultHorizon(series)
    let origins = try options.chosenOrigins(
      of: series.count, trainCount: try flags.trainCount(of: series.count), horizon: horizon)
    for origin in origins { try input.refuseLeak(across: origin) }
    let names = try ForecasterName.chosen(models, seasonLength: series.seasonLength)
    var backtest = Forecasting.Backtest(
      series: series,
      forecasters: try ForecasterName.forecasters(
        names, flags, auto: auto, seasonLength: series.seasonLength, seed: seed),
      horizon: horizon, origins: origins)
    backtest.window = (options.window ?? .expanding).window(firstOrigin: origins[0])
    backtest.refit = options.refit ?? .every
    backtest.coverages = options.coverage ?? backtest.coverages
    backtest.seed = seed
    self.backtest = backtest
  }

  /// What will be done, a line each.
  var plan: [String] {
    let series = backtest.series
    let origins = backtest.origins
    let last = origins[origins.count - 1]
    let count = backtest.forecasters.count
    let fits = backtest.fitCount
    let names = backtest.forecasters.map(\.name).joined(separator: ", ")
    return [
      "origins     \(origins.count), \(series.label(at: origins[0] - 1)) to "
        + "\(series.label(at: last - 1)): \(origins[0]) to \(last) of \(series.count) values known",
      "horizon     \(backtest.horizon), so that "
        + (backtest.overlap == 1
          ? "no two origins overlap" : "\(backtest.overlap) successive origins overlap"),
      "forecasters \(names)",
      "fits        \(count) × \(fits) = \(count * fits)",
    ]
  }

  /// Fits each forecaster once, at the last origin, and concludes how long everything will take.
  ///
  /// - Returns: Seconds of each fit, and of the whole on so many threads.
  func estimate(threads: Int) async throws -> (fits: [(name: String, seconds: Double)], Double) {
    var trial = backtest
    trial.origins = [backtest.origins[backtest.origins.count - 1]]
    let result = try await trial.run(threads: 1, isInterrupted: { Interruption.isRequested })
    let fits = result.runs.map { ($0.model, $0.secondsPerFit) }
    let sum = fits.reduce(0) { $0 + $1.1 } * Double(backtest.fitCount)
    let parallel = min(threads, backtest.forecasters.count * backtest.fitCount)
    return (fits, sum / Double(max(parallel, 1)))
  }

  /// Runs it, with a bar; the journal keeps what is trained.
  func run(
    threads: Int, showsProgress: Bool, journal: (any TrainingJournal)?
  ) async throws -> (
    result: BacktestResult, document: BacktestDocument
  ) {
    Interruption.listen()
    let start = ContinuousClock.now
    let bar = BacktestBar(
      models: backtest.forecasters.map(\.name), origins: backtest.origins.count, threads: threads,
      isEnabled: showsProgress)
    defer { bar.finish() }
    let result = try await backtest.run(
      threads: threads, isInterrupted: { Interruption.isRequested }, journal: journal,
      onProgress: bar.advance)
    let origin = ReportDocument.Origin(
      valueName: input.valueName, unit: input.unit, source: input.source, sha256: input.sha256,
      command: command)
    return (
      result,
      BacktestDocument(
        result, origin: origin, seconds: (ContinuousClock.now - start).inSeconds)
    )
  }
}
