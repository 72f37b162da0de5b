import RealModule

/// How members of a combination are trusted: by what they are, and by what they missed.
///
/// The weight of a member is its prior times (loss / smallest loss)^−sharpness. Weights that follow
/// errors closely are noisy where there are few origins, equal ones ignore what is known: the
/// exponent lies between (Bates and Granger, *The combination of forecasts*, Operational Research
/// Quarterly 20, 1969, whose inverse squared errors are the exponent 2).
public struct Weighting: Hashable, Sendable {
  /// How fast trust falls with the loss.
  public var sharpness = 2.0
  /// Trust before anything was seen, by name; 1 for names that are not here.
  public var priors = [
    "pretrained": 3.0, "pretrained-log": 3.0, "airline": 2.0, "arima": 2.0, "gru-ensemble": 0.5,
    "ets": 0.5,
    "seasonal-naive": 0.25,
  ]

  /// The usual weights.
  public init() {}

  /// Shares that add up to 1.
  ///
  /// A member without a loss, where others have one, gets none.
  func weights(names: [String], losses: [Double?]) -> [Double] {
    let best = losses.compactMap { $0 }.min()
    let raw = zip(names, losses).map { name, loss -> Double in
      let prior = priors[name] ?? 1
      guard let best else { return prior }
      guard let loss else { return 0 }
      return prior * .pow(max(loss, 1e-9) / max(best, 1e-9), -sharpness)
    }
    let total = raw.reduce(0, +)
    return total > 0 ? raw.map { $0 / total } : raw.map { _ in 1 / Double(raw.count) }
  }
}
