/// How a search by successive halving spends its epochs.
///
/// Many settings are trained for few epochs; of each rung, the best third goes on to the next one with
/// three times the epochs, until the last rung has all of them (Jamieson and Talwalkar, *Non-stochastic
/// best arm identification and hyperparameter optimization*, AISTATS 2016). The number of rungs is
/// that of the most exploring bracket of Hyperband (Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar,
/// *Hyperband: a novel bandit-based approach to hyperparameter optimization*, JMLR 18, 2018,
/// algorithm 1, with η = 3).
///
/// ```swift
/// Halving(trials: 60, epochs: 500).rungs    // 60 × 19, 20 × 56, 6 × 167, 2 × 500
/// ```
public struct Halving: Hashable, Sendable {
  /// A number of trials that are trained for so many epochs.
  public struct Rung: Hashable, Sendable {
    /// The settings that take part.
    public let trials: Int
    /// The epochs that each is trained for, from its start.
    public let epochs: Int
  }

  /// The rungs, from the first on.
  public let rungs: [Rung]

  /// The share that goes on is one of these.
  static let eta = 3

  /// Fewer epochs than these tell nothing of a network.
  static let fewestEpochs = 10

  /// Plans a search.
  ///
  /// - Parameters:
  ///   - trials: The settings at the start, at least 1.
  ///   - epochs: The epochs of the last rung, at least 1.
  public init(trials: Int, epochs: Int) {
    precondition(trials >= 1 && epochs >= 1, "A search has a trial, and a trial has an epoch")
    var (survivors, budget) = (trials, Double(epochs))
    var rungs: [Rung] = []
    var budgets = [epochs]
    while survivors >= Self.eta, budget / Double(Self.eta) >= Double(Self.fewestEpochs) {
      survivors /= Self.eta
      budget /= Double(Self.eta)
      budgets.insert(Int(budget.rounded()), at: 0)
    }
    survivors = trials
    for epochs in budgets {
      rungs.append(Rung(trials: survivors, epochs: epochs))
      survivors = max(1, survivors / Self.eta)
    }
    self.rungs = rungs
  }
}
