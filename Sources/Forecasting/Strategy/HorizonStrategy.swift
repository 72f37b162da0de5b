/// How a network comes to forecasts of several steps (Ben Taieb, Bontempi, Atiya and Sorjamaa, *A
/// review and comparison of strategies for multi-step ahead time series forecasting*, Expert Systems
/// with Applications 39, 2012).
public enum HorizonStrategy: String, Hashable, Sendable, Codable, CaseIterable {
  /// One network for the next step, fed its own outputs to go on.
  case recursive
  /// A network for each step ahead, each trained on the value so many steps on: as many times the
  /// work.
  case direct
  /// One network with an output for each step ahead.
  case multiOutput = "multi-output"

  /// The most outputs that a network is trained for, one for each step or its quantiles.
  ///
  /// Forecasts of more steps go on from their own outputs.
  public static let mostSteps = 10_000

  /// Whether a kind of network can do it: the hand-unrolled one has a single output.
  public func goes(with kind: NetworkKind) -> Bool { self != .multiOutput || kind != .rnnElement }

  /// How many networks are trained for so many steps.
  public func networkCount(steps: Int) -> Int { self == .direct ? steps : 1 }

  /// The steps ahead that each network answers for, 0 for the next value; a range for each network.
  func heads(steps: Int) -> [Range<Int>] {
    switch self {
    case .recursive: [0..<1]
    case .direct: (0..<steps).map { $0..<$0 + 1 }
    case .multiOutput: [0..<steps]
    }
  }
}
