import Recurrent
import SeriesData

/// A random search with successive halving for the settings of a network.
///
/// It sees the training part of a series alone, and judges each setting by rolling validation origins
/// in it: fitted on everything before an origin, scored on the block behind it, in original units
/// relative to the seasonal naive forecast (MASE). Every rung trains from the start, so that each
/// score is exactly that of its settings with its number of epochs.
public struct TuningSearch: Sendable {
  /// What is searched, and how.
  public let plan: TuningPlan
  private let part: TimeSeries
  private let specifications: [NetworkSpecification]

  /// A search on the training part that the plan was made for.
  public init(_ plan: TuningPlan, on part: TimeSeries) {
    precondition(plan.count == part.count, "The plan is for another part")
    self.plan = plan
    self.part = part
    specifications = plan.specifications
  }

  /// Who is told, and who may stop it.
  public struct Watch: Sendable {
    /// Asked before each step of each fit; true stops the search.
    public var isInterrupted: @Sendable () -> Bool
    /// Told about each new score, from several threads.
    public var onScore: @Sendable (TuningScore) -> Void

    /// Watches with these functions; by default, not at all.
    public init(
      isInterrupted: @escaping @Sendable () -> Bool = { false },
      onScore: @escaping @Sendable (TuningScore) -> Void = { _ in }
    ) {
      self.isInterrupted = isInterrupted
      self.onScore = onScore
    }
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - known: Scores of an earlier search with the same plan on the same values; they are not
  ///     computed again.
  ///   - threads: How many fits run side by side; the result does not depend on it.
  ///   - watch: Who is told, and who may stop it.
  /// - Returns: All trials, judged.
  /// - Throws: ``Interrupted``; ``CannotFit`` when no setting can be judged.
  public func run(
    known: [TuningScore] = [], threads: Int, watch: Watch = Watch()
  ) async throws -> TuningResult {
    var table = Dictionary(
      known.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
    var survivors = Array(0..<plan.trials)
    for (number, rung) in plan.halving.rungs.enumerated() {
      survivors = Array(survivors.prefix(rung.trials))
      let places = survivors.flatMap { trial in
        plan.origins.indices.map { TuningScore.Place(trial: trial, rung: number, origin: $0) }
      }
      let missing = places.filter { table[$0] == nil }
      let threadsEach = max(1, threads / max(missing.count, 1))
      let found = try await concurrentMap(missing, limit: threads) { place in
        let score = try score(place, epochs: rung.epochs, threads: threadsEach, watch)
        watch.onScore(score)
        return score
      }
      for score in found { table[score.place] = score }
      survivors = ranked(survivors, rung: number, table)
    }
    return try TuningResult(plan, specifications, table, naive: naiveScore)
  }

  /// The fits of a whole search, each as the share that its epochs have of all of them.
  public func work(of place: TuningScore.Place) -> Double {
    let rungs = plan.halving.rungs
    let total = rungs.reduce(0) { $0 + $1.trials * $1.epochs } * plan.origins.count
    return Double(rungs[place.rung].epochs) / Double(total)
  }

  /// The trials of a rung that have a score, the best first.
  private func ranked(
    _ trials: [Int], rung: Int, _ table: [TuningScore.Place: TuningScore]
  ) -> [Int] {
    let scored = trials.compactMap { trial -> (trial: Int, mase: Double)? in
      guard let mase = TuningResult.mean(of: trial, rung: rung, plan, table) else { return nil }
      return (trial, mase)
    }
    return scored.sorted { ($0.mase, $0.trial) < ($1.mase, $1.trial) }.map(\.trial)
  }
}

// MARK: - Scoring

extension TuningSearch {
  private func score(
    _ place: TuningScore.Place, epochs: Int, threads: Int, _ watch: Watch
  ) throws -> TuningScore {
    var specification = specifications[place.trial]
    specification.training.epochs = epochs
    specification.training.patience = nil
    let origin = plan.origins[place.origin]
    do {
      // A logarithm must exist for the values that judge as well.
      try specification.transform.validate(part, in: 0..<origin + plan.block)
      let (network, history) = try FittedNetwork.fitting(
        specification, series: part.prefix(origin), fit: 0..<origin, validation: 0..<0,
        threads: threads,
        watch: FittedNetwork.Watch(isInterrupted: { watch.isInterrupted() || Task.isCancelled }))
      if history.stopReason == .interrupted { throw Interrupted() }
      let error = judged(from: origin) { known, horizon in
        horizon == 1
          ? network.oneStep(known, targets: known.count..<known.count + 1)
          : network.forecast(known, horizon: horizon)
      }
      let mase = error / scale(origin)
      return mase.isFinite
        ? TuningScore(place, mase: mase, failure: nil)
        : TuningScore(place, mase: nil, failure: "a forecast is not finite")
    } catch let error as PreparationError {
      return TuningScore(place, mase: nil, failure: error.message)
    } catch let error as NonFiniteLoss {
      return TuningScore(
        place, mase: nil, failure: FitError(kind: specification.kind, error).message)
    }
  }

  /// The mean absolute error of forecasts from `origin` on, in original units.
  ///
  /// One step ahead, each value of the block is predicted from all before it; for a longer horizon,
  /// as many whole horizons as the block has are forecast one after the other.
  private func judged(
    from origin: Int, _ forecast: (TimeSeries, Int) -> [Double?]
  ) -> Double {
    var (sum, count) = (0.0, 0)
    let last = origin + plan.block - plan.horizon
    for start in stride(from: origin, through: last, by: plan.horizon) {
      let values = forecast(part.prefix(start), plan.horizon)
      for (step, value) in values.enumerated() {
        sum += abs(part.values[start + step] - (value ?? .nan))
        count += 1
      }
    }
    return sum / Double(count)
  }

  private func scale(_ origin: Int) -> Double {
    switch MetricScale.naive(part.values[..<origin], seasonLength: part.seasonLength) {
    case .defined(let scale): scale
    case .undefined: .nan
    }
  }

  /// The mean score of the seasonal naive forecast, or of persistence without a season.
  private var naiveScore: Double? {
    let season = part.seasonLength
    let kind: Baseline = season > 1 ? .seasonalNaive : .persistence
    let scores = plan.origins.map { origin in
      let baseline = FittedBaseline(
        kind, values: part.values, fit: 0..<origin, seasonLength: season)
      let error = judged(from: origin) { known, horizon in
        baseline.forecast(known.values, horizon: horizon)
      }
      return error / scale(origin)
    }
    let mean = scores.reduce(0, +) / Double(scores.count)
    return mean.isFinite ? mean : nil
  }
}

extension NetworkSpecification {
  /// The generator that draws the settings of a trial.
  func generator(forTrial trial: Int) -> SeededGenerator {
    SeededGenerator(seed: seed, model: "tune \(kind.rawValue)", member: trial)
  }
}
