import Forecasting
import SeriesData

extension Diagnosis {
  /// Two learning curves beyond epochs: what more history, and what more units, would do.
  ///
  /// Errors are RMSEs one step ahead in original units, of several networks that differ by their
  /// seed. Each has the weights of its best validation epoch, so those of the validation part are a
  /// little too good; what counts is how they differ. They explain a verdict, and never make one.
  public struct Deep: Hashable, Sendable, Codable {
    /// How many seeds each point stands on.
    public var seeds: Int
    /// The values of the validation part.
    public var judged: Int
    /// The error over the history that was trained on, from the shortest to all of it; the network's
    /// own units.
    public var dataCurve: [DataPoint]
    /// What the first curve says.
    public var dataSentence: String
    /// The error over the units, from the fewest to the most; all history.
    public var capacityCurve: [CapacityPoint]
    /// What the second curve says.
    public var capacitySentence: String
  }
}

extension Diagnosis.Deep {
  /// The error of the seeds: the middle one, and how far the others lie from it.
  public struct Spread: Hashable, Sendable, Codable {
    /// The median.
    public var median: Double
    /// That of the best seed.
    public var lowest: Double
    /// That of the worst seed.
    public var highest: Double
  }

  /// The error after some length of history.
  public struct DataPoint: Hashable, Sendable, Codable {
    /// The share of the part to fit on that was trained on, from its end.
    public var share: Double
    /// The values in it.
    public var values: Int
    /// The error on the targets that all lengths of history have; absent where no training succeeded.
    public var train: Spread?
    /// The error on the validation part; likewise.
    public var validation: Spread?
    /// Trainings that failed.
    public var failed: Int
  }

  /// The error of some size.
  public struct CapacityPoint: Hashable, Sendable, Codable {
    /// Units in a hidden state.
    public var hidden: Int
    /// The error on the same targets as in the other curve; absent where no training succeeded.
    public var train: Spread?
    /// The error on the validation part; likewise.
    public var validation: Spread?
    /// Trainings that failed.
    public var failed: Int
  }

  /// Judges what was trained.
  ///
  /// - Parameters:
  ///   - study: Both curves.
  ///   - network: The network as it is kept.
  ///   - experiment: Where it comes from.
  init(_ study: DeepStudy, of network: NetworkSpecification, in experiment: Experiment) {
    let split = experiment.split
    seeds = study.capacity.first?.validation.count ?? 0
    judged = split.validation.count
    dataCurve = study.data.map { point in
      DataPoint(
        share: Double(point.fit.count) / Double(split.fit.count), values: point.fit.count,
        train: Spread(point.train), validation: Spread(point.validation),
        failed: point.validation.count { $0 == nil })
    }
    capacityCurve = study.capacity.map { point in
      CapacityPoint(
        hidden: point.hidden, train: Spread(point.train), validation: Spread(point.validation),
        failed: point.validation.count { $0 == nil })
    }
    let judge = DeepJudge(study, own: network.hidden)
    let doubt =
      judged < Limits.fewestValidationPoints
      ? " That is read off \(judged) validation values only." : ""
    dataSentence = judge.dataSentence + doubt
    capacitySentence = judge.capacitySentence + doubt
  }
}

extension Diagnosis.Deep.Spread {
  /// Of the seeds that were trained; nil when there are none.
  init?(_ seeds: [Double?]) {
    let found = seeds.compactMap { $0 }
    guard let middle = medianOrNil(found), let lowest = found.min(), let highest = found.max()
    else { return nil }
    self.init(median: middle, lowest: lowest, highest: highest)
  }
}
