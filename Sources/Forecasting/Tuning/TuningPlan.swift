import Recurrent
import SeriesData

/// Everything that decides what a search finds, but for the values of the series.
///
/// Two searches with equal plans on equal series find the same, bit by bit.
public struct TuningPlan: Hashable, Sendable, Codable {
  /// What trials have in common; its epochs are those of the last rung, its seed that of all draws.
  public let base: NetworkSpecification
  /// What is searched.
  public let space: TuningSpace
  /// The number of settings at the start.
  public let trials: Int
  /// The values of the series that the search sees: its training part.
  public let count: Int
  /// The lengths of what is fitted on, ascending: each origin judges by the values behind it.
  public let origins: [Int]
  /// The values behind each origin that judge.
  public let block: Int
  /// Steps ahead: 1 judges predictions from actual history, more judge forecasts of so many steps.
  public let horizon: Int

  /// Lays out a search on the training part of a series.
  ///
  /// The last `origins` blocks of the part judge, each after a fit on everything before it. A block
  /// is a season, or the horizon where that is longer, and 6 values without a season; it is shorter
  /// where the blocks would take more than half of the part, or leave no more than a season before
  /// them.
  ///
  /// - Parameters:
  ///   - part: The training part; the test part is not even handed over.
  ///   - base: What trials have in common.
  ///   - fixed: The settings of it that are not searched.
  ///   - trials: The number of settings at the start, at least 1.
  ///   - origins: How often each is judged, at least 1.
  ///   - horizon: Steps ahead, at least 1.
  /// - Throws: ``CannotFit`` when the part is too short for that.
  public init(
    on part: TimeSeries, base: NetworkSpecification, fixed: Set<TuningSpace.Setting>, trials: Int,
    origins: Int, horizon: Int
  ) throws {
    precondition(trials >= 1 && origins >= 1 && horizon >= 1, "A search has something to do")
    let season = part.seasonLength
    // Before the first origin, there must be more than a season: else MASE has no scale.
    let most = min(part.count / (2 * origins), max((part.count - season - 1) / origins, 1))
    guard horizon <= most else {
      let needed = origins * horizon + max(origins * horizon, season + 1)
      throw CannotFit(
        "tune",
        "\(part.count) training values are too few for \(origins) validation origins of "
          + "\(horizon) steps (expected at least \(needed))",
        hint: "Try a smaller --origins or --horizon.")
    }
    block = max(horizon, min(season > 1 ? season : 6, most))
    count = part.count
    let first = part.count - origins * block
    self.origins = (0..<origins).map { [block] in first + $0 * block }
    if case .undefined(let reason) = MetricScale.naive(
      part.values[..<max(first, 0)], seasonLength: season)
    {
      throw CannotFit(
        "tune", "MASE does not exist before the first validation origin: \(reason)",
        hint: "Try a smaller --origins, or --season 1.")
    }
    self.base = base
    self.trials = trials
    self.horizon = horizon
    space = TuningSpace(for: base.kind, on: part, shortest: first, fixed: fixed)
  }

  /// How the epochs are spent.
  public var halving: Halving { Halving(trials: trials, epochs: base.training.epochs) }

  /// The settings of all trials, the same for each rung.
  ///
  /// Trial *i* draws from a generator of its own, so that more trials begin with the same ones.
  public var specifications: [NetworkSpecification] {
    (0..<trials).map { trial in
      var generator = base.generator(forTrial: trial)
      return space.draw(from: base, using: &generator)
    }
  }
}
