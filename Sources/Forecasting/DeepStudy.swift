/// How far one looks beyond the main job: what more history and more units would do.
public struct DeepSettings: Hashable, Sendable {
  /// The shares of the part to fit on that are trained on, from its end; rising, the last is 1.
  public var shares = [0.5, 0.6, 0.7, 0.8, 0.9, 1]
  /// The units in a hidden state, rising; the size of the network itself is always among them.
  public var sizes = [2, 4, 8, 16, 32, 64]
  /// How many seeds each is trained with, at least 1: that five agree by chance is rare.
  public var seeds = 5

  /// The units beyond which the hand-unrolled network is not tried: its time grows with their square.
  public static let mostUnitsByHand = 32

  /// The usual ones.
  public init() {}

  /// The sizes that are tried of a network.
  func sizes(of network: NetworkSpecification) -> [Int] {
    let most = network.kind == .rnnElement ? Self.mostUnitsByHand : Int.max
    return Set(sizes.filter { $0 <= most } + [network.hidden]).sorted()
  }
}

/// One training of a deep look.
public struct DeepTraining: Hashable, Sendable {
  /// What is fitted on: the end of the part to fit on, or all of it.
  public let fit: Range<Int>
  /// Units in a hidden state.
  public let hidden: Int
  /// Which of the seeds; 0 is that of the network itself.
  public let member: Int
}

/// Two learning curves beyond epochs: the error over the history that was trained on, and over the
/// units.
///
/// Every network has the weights of its best validation epoch, and is judged by the same validation
/// part. That part chose the epoch, so the errors are a little too good; what counts is how they
/// differ. Nothing of the test part is looked at.
public struct DeepStudy: Hashable, Sendable {
  /// One length of history and one size.
  public struct Point: Hashable, Sendable {
    /// What was fitted on.
    public let fit: Range<Int>
    /// Units in a hidden state.
    public let hidden: Int
    /// For each seed the RMSE one step ahead, in original units, on the targets that every length of
    /// history has; nil when the training failed.
    public let train: [Double?]
    /// For each seed the RMSE one step ahead on the validation part; nil when the training failed.
    public let validation: [Double?]
  }

  /// From the shortest history to all of it, with the units of the network itself.
  public let data: [Point]
  /// From the fewest units to the most, with all history.
  public let capacity: [Point]
}
