import Recurrent
import SeriesData

/// One of several networks that differ by their seed alone.
///
/// Training is chaotic: two seeds of one set-up may differ more than two set-ups. What is said of a
/// set-up is said of all its members.
public struct Member: Sendable {
  /// Its seed.
  public let seed: UInt64
  /// How it did where the network that is kept did it; nil when its loss became non-finite.
  public let trial: Trial?
  /// What it was like on values that had no say in it, the latest first.
  public let judgements: [Judgement]
  /// Trainings that ended in a non-finite loss.
  public let diverged: Int

  /// Fitted on the part to fit on, stopped by the validation part if anything stopped it.
  public struct Trial: Sendable {
    /// One step ahead, indexed like the series; nil where there is too little before it.
    public let oneStep: [Double?]
    /// How good that is.
    public let scores: Scores
    /// The epoch whose weights it has.
    public let usedEpoch: Int
    /// Why its training stopped.
    public let stopReason: StopReason
  }
}

/// A network beside values that chose nothing: neither its weights nor its epoch.
public struct Judgement: Sendable {
  /// What was fitted on.
  public let fit: Range<Int>
  /// The values that judge.
  public let judged: Range<Int>
  /// One step ahead, indexed like the series; nil outside both.
  public let oneStep: [Double?]
  /// The learning curve up to the weights that are judged; its validation loss is that of the values
  /// that judge.
  public let history: TrainingHistory
}

/// An origin from which networks are judged.
struct JudgedOrigin: Hashable {
  /// What is fitted on.
  let fit: Range<Int>
  /// What stops training; empty when nothing does.
  let stopping: Range<Int>
  /// What judges.
  let judged: Range<Int>

  /// The origins of a split, the latest first, each earlier by the length of the validation part.
  ///
  /// Without patience the validation part chooses nothing, and judges at the first origin, behind
  /// the part that every network is fitted on. With patience it chooses the epoch, so a network that
  /// is to be judged by it is stopped by the stretch before. At most three origins; those are left
  /// out that have less than two fifths of the targets of the first.
  static func all(of split: Split, firstTarget: Int, isStopped: Bool) -> [JudgedOrigin] {
    let step = split.validation.count
    guard step > 0 else { return [] }
    return (0..<3).map { back in
      let start = split.validation.lowerBound - back * step
      let fitEnd = isStopped ? start - step : start
      return JudgedOrigin(
        fit: 0..<max(0, fitEnd), stopping: max(0, fitEnd)..<max(0, start),
        judged: max(0, start)..<max(0, start) + step)
    }.filter { 5 * ($0.fit.count - firstTarget) >= 2 * (split.fit.count - firstTarget) }
  }
}

extension NetworkSpecification {
  /// The same with the seed of another member; member 0 is the network itself.
  ///
  /// A member answers for one step ahead, so of networks for each step it needs the first alone. Its
  /// seed has 53 bits, which every reader of JSON keeps.
  func member(_ member: Int) -> NetworkSpecification {
    var network = self
    if strategy == .direct {
      network = forecasting(intervalMethod == .quantile ? .multiOutput : .recursive, horizon: 1)
    }
    if member > 0 {
      network.seed =
        SeededGenerator.memberSeed(seed: seed, model: kind.rawValue, member: member) >> 11
    }
    return network
  }
}
