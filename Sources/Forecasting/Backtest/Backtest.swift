import SeriesData

/// Forecasters judged from many origins, each knowing the series up to its origin and nothing more.
///
/// ```swift
/// let backtest = Backtest(
///   series: air, forecasters: [Baseline.seasonalNaive, NetworkForecaster(gru)], horizon: 12,
///   origins: try OriginRule(horizon: 12, first: 96).origins(of: air.count))
/// let result = try await backtest.run(threads: 4)
/// result.scores[0].overall.mase   // 1.21
/// ```
public struct Backtest: Sendable {
  /// The series.
  public var series: TimeSeries
  /// Who forecasts, each under a name of its own.
  public var forecasters: [any Forecaster]
  /// Steps to forecast from each origin.
  public var horizon: Int
  /// From where: numbers of known values, ascending.
  public var origins: [Int]
  /// How much of the past a fit sees.
  public var window = BacktestWindow.expanding
  /// When there is a new fit; between two of them the state moves on, the parameters stay.
  public var refit = Refit.every
  /// The central intervals to score, each in (0, 1).
  public var coverages = ForecastDistribution.usualCoverages
  /// Decides everything random.
  public var seed: UInt64 = 0

  /// Describes a backtest; what is not said here has its usual value and can be set.
  ///
  /// - Precondition: There are origins, ascending, each with a value before it and a whole horizon
  ///   after it, and no two forecasters have one name.
  public init(
    series: TimeSeries, forecasters: [any Forecaster], horizon: Int, origins: [Int]
  ) {
    precondition(horizon >= 1, "The horizon must be at least 1")
    precondition(!origins.isEmpty, "There is no origin to forecast from")
    precondition(
      zip(origins, origins.dropFirst()).allSatisfy { $0 < $1 }, "Origins must be ascending")
    precondition(
      origins.allSatisfy { $0 >= 1 && $0 + horizon <= series.count },
      "Every origin needs a past and a whole horizon")
    precondition(
      Set(forecasters.map(\.name)).count == forecasters.count,
      "Every forecaster needs a name of its own")
    self.series = series
    self.forecasters = forecasters
    self.horizon = horizon
    self.origins = origins
  }

  /// The quantiles that every forecaster is asked for: the deciles, and the ends of the intervals.
  public var probabilities: [Double] {
    let ends = ForecastDistribution.probabilities(coverages: coverages)
    return (deciles + ends.filter { end in !deciles.contains { abs($0 - end) < 1e-9 } }).sorted()
  }

  /// How many times each forecaster is fitted.
  public var fitCount: Int { refit.blocks(of: origins).count }

  /// How many successive origins have steps in common, 1 for none.
  public var overlap: Int {
    let strides = zip(origins, origins.dropFirst()).map { $1 - $0 }
    guard let shortest = strides.min() else { return 1 }
    return (horizon + shortest - 1) / shortest
  }

  /// An origin that is done.
  public struct Progress: Sendable {
    /// The place in ``Backtest/forecasters``.
    public var forecaster: Int
    /// The origin.
    public var origin: Int
    /// Wall time since the forecaster was done with the origin before, in seconds.
    public var seconds: Double
  }

  /// Runs it: fits and forecasts side by side, and then scores.
  ///
  /// - Parameters:
  ///   - threads: How many work; the result does not depend on it, but for times.
  ///   - isInterrupted: Asked now and then; true stops everything, and ``Interrupted`` is thrown.
  ///   - journal: Knows which networks were trained before; nil where nobody wants that.
  ///   - onProgress: Told about each origin of each forecaster, from several threads.
  /// - Returns: All forecasts and their scores. A forecaster that could not be fitted is there too,
  ///   with the reason.
  /// - Throws: ``Interrupted``.
  public func run(
    threads: Int, isInterrupted: @escaping @Sendable () -> Bool = { false },
    journal: (any TrainingJournal)? = nil,
    onProgress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> BacktestResult {
    let blocks = refit.blocks(of: origins)
    // All forecasters at the first origin, then all at the next: after a while it is known of each
    // how long it takes.
    let jobs = blocks.flatMap { block in forecasters.indices.map { (index: $0, block) } }
    let asked = FitRequest(
      horizon: horizon, seed: seed, threads: max(1, threads / max(jobs.count, 1)),
      isInterrupted: { isInterrupted() || Task.isCancelled }, journal: journal)
    let outcomes = try await concurrentMap(jobs, limit: threads) { index, block in
      try forecast(index, block, asked, onProgress)
    }
    let runs = forecasters.indices.map { index in
      let own = stride(from: index, to: outcomes.count, by: forecasters.count).map { outcomes[$0] }
      return BacktestRun(
        model: forecasters[index].name, fits: own.map(\.fit), forecasts: own.flatMap(\.forecasts))
    }
    return BacktestResult(of: self, runs)
  }

  /// One fit, and the forecasts from all origins until the next one.
  private func forecast(
    _ index: Int, _ origins: [Int], _ request: FitRequest, _ onProgress: (Progress) -> Void
  ) throws -> (fit: BacktestFit, forecasts: [BacktestForecast]) {
    let start = ContinuousClock.now
    var last = start
    let begin = firstKnown(at: origins[0])
    let outcome = try fitted(forecasters[index], known(from: begin, to: origins[0]), request)
    let fit = BacktestFit(
      origin: origins[0], summary: try? outcome.get().summary,
      seconds: (ContinuousClock.now - start).inSeconds)
    let forecasts = try origins.map { origin in
      if request.isInterrupted() { throw Interrupted() }
      let result = outcome.flatMap { finite($0, known(from: begin, to: origin)) }
      let now = ContinuousClock.now
      onProgress(
        Progress(forecaster: index, origin: origin, seconds: (now - last).inSeconds))
      last = now
      return BacktestForecast(origin: origin, outcome: result)
    }
    return (fit, forecasts)
  }

  /// The first value that a fit at this origin sees.
  private func firstKnown(at origin: Int) -> Int {
    switch window {
    case .expanding: 0
    case .sliding(let length): max(0, origin - length)
    }
  }

  /// The values from one index to before another, at their dates.
  private func known(from first: Int, to origin: Int) -> TimeSeries {
    series.prefix(origin).suffix(origin - first)
  }

  /// The forecaster, or why there is none: only an interruption ends the whole backtest.
  private func fitted(
    _ forecaster: any Forecaster, _ history: TimeSeries, _ request: FitRequest
  ) throws -> Result<any FittedForecaster, CannotFit> {
    do {
      return .success(try forecaster.fit(history, request: request))
    } catch let error as CannotFit {
      return .failure(error)
    } catch let error as FitError {
      return .failure(CannotFit(forecaster.name, error.message, hint: error.hint))
    }
  }

  /// Forecasts of the whole horizon; one that is not a number is a failure too.
  private func finite(
    _ model: any FittedForecaster, _ history: TimeSeries
  ) -> Result<ForecastDistribution, CannotFit> {
    let forecast = model.forecast(history, horizon: horizon, probabilities: probabilities)
    precondition(forecast.point.count == horizon, "\(model.name) must forecast the whole horizon")
    let step = forecast.point.indices.first { step in
      !forecast.point[step].isFinite
        || !(forecast.quantiles.isEmpty || forecast.quantiles[step].allSatisfy(\.isFinite))
    }
    guard let step else { return .success(forecast) }
    return .failure(
      CannotFit(
        model.name, "the forecast is not finite from step \(step + 1) on",
        hint: "Forecast fewer steps, or choose other settings."))
  }
}
