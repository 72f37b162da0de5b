import Recurrent

/// How good one setting was from one validation origin.
public struct TuningScore: Hashable, Sendable, Codable {
  /// Where a score belongs.
  public struct Place: Hashable, Sendable, Codable {
    /// The trial, from 0.
    public var trial: Int
    /// The rung, from 0.
    public var rung: Int
    /// The origin, from 0.
    public var origin: Int

    /// A place.
    public init(trial: Int, rung: Int, origin: Int) {
      (self.trial, self.rung, self.origin) = (trial, rung, origin)
    }
  }

  /// Where it belongs.
  public let place: Place
  /// The mean absolute error behind the origin, divided by that of the seasonal naive forecast
  /// before it; nil where training or forecasting failed.
  public let mase: Double?
  /// Why there is no score.
  public let failure: String?

  init(_ place: Place, mase: Double?, failure: String?) {
    (self.place, self.mase, self.failure) = (place, mase, failure)
  }
}

/// What a search found.
public struct TuningResult: Hashable, Sendable {
  /// A trial with the number of epochs that was the best for it.
  public struct Trial: Hashable, Sendable {
    /// The trial, from 0.
    public let number: Int
    /// Its settings, with that number of epochs.
    public let specification: NetworkSpecification
    /// The mean score over all origins.
    public let mase: Double
  }

  /// What was searched.
  public let plan: TuningPlan
  /// The trials that have a score, the best first.
  public let trials: [Trial]
  /// The best of them.
  public let best: Trial
  /// How many trials failed in their first rung.
  public let failed: Int
  /// The same score of the seasonal naive forecast, or of persistence without a season; nil where
  /// it does not exist.
  public let naive: Double?

  /// Joins the scores.
  ///
  /// The best is that with the smallest score on any rung (as in algorithm 1 of Hyperband), the one
  /// with more epochs where two are equal, then the one that came first.
  ///
  /// - Throws: ``CannotFit`` if there is no score at all.
  init(
    _ plan: TuningPlan, _ specifications: [NetworkSpecification],
    _ table: [TuningScore.Place: TuningScore], naive: Double?
  ) throws {
    let rungs = plan.halving.rungs
    let trials = specifications.enumerated().compactMap { number, specification -> Trial? in
      var best: Trial?
      for (rung, plannedRung) in rungs.enumerated() {
        guard let mase = Self.mean(of: number, rung: rung, plan, table) else { continue }
        if let best, best.mase < mase { continue }
        var trained = specification
        trained.training.epochs = plannedRung.epochs
        best = Trial(number: number, specification: trained, mase: mase)
      }
      return best
    }.sorted { one, other in
      if one.mase != other.mase { return one.mase < other.mase }
      let epochs = (one.specification.training.epochs, other.specification.training.epochs)
      return epochs.0 == epochs.1 ? one.number < other.number : epochs.0 > epochs.1
    }
    guard let best = trials.first else {
      let reason = table.values.sorted { $0.place.trial < $1.place.trial }.compactMap(\.failure)
        .first
      throw CannotFit(
        "tune", "no setting can be judged: \(reason ?? "nothing was tried")",
        hint: "Give more data, or a smaller --origins.")
    }
    self.plan = plan
    self.trials = trials
    self.best = best
    self.naive = naive
    failed = plan.trials - trials.count
  }

  /// The mean score of a trial over all origins; nil unless it has one for each.
  static func mean(
    of trial: Int, rung: Int, _ plan: TuningPlan, _ table: [TuningScore.Place: TuningScore]
  ) -> Double? {
    let scores = plan.origins.indices.compactMap {
      table[TuningScore.Place(trial: trial, rung: rung, origin: $0)]?.mase
    }
    guard scores.count == plan.origins.count else { return nil }
    return scores.reduce(0, +) / Double(scores.count)
  }
}
