/// Errors by step ahead, over rolling origins inside the test part: what a plot of error against
/// horizon shows.
///
/// Step *h* is forecast from every origin that has *h* values of the test part after it, the end of
/// the training part included. All arrays have a number for each step, the first for one step ahead,
/// and those of one step are over the same targets.
public struct StepErrors: Hashable, Sendable, Codable {
  /// The targets of each step, at least 1.
  public var counts: [Int]
  /// RMSE of the network's own forecasts, in original units; absent where one is not finite.
  public var recursive: [Double?]
  /// RMSE one step ahead from actual history, of the same targets: what the network would do if
  /// every step before were known.
  public var oneStep: [Double?]
  /// RMSE of the benchmark's forecasts from the same origins.
  public var benchmark: [Double?]

  /// The number of steps.
  public var count: Int { counts.count }
}
