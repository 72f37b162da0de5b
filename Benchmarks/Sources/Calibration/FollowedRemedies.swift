import Diagnosis
import Forecasting
import SeriesData
import Workloads

/// What became of a finding whose remedy was followed.
struct FollowedRemedy: Sendable {
  /// The name of a check, or a verdict.
  let finding: String
  /// What the remedy says is to be done.
  let action: String
  /// Whether the finding is gone.
  let isGone: Bool
  /// The test error, one step ahead, after by before; nil where one is missing.
  let change: Double?
}

extension Case {
  /// The steps ahead for which a remedy may train a network each.
  private static let horizon = 12

  /// Trains and judges in both states, follows each remedy that is given there, and judges again.
  ///
  /// - Parameters:
  ///   - seeds: Those of a verdict; checks stand on the network that is kept.
  ///   - threads: How many work; the result does not depend on it.
  /// - Returns: None for a series that is too short for the network.
  /// - Throws: `FitError`, ``NoBenchmark``.
  func followedRemedies(seeds: Int, threads: Int) async throws -> [FollowedRemedy] {
    do {
      let (stopped, epochs) = try await followed(stopped, seeds, threads)
      return stopped + (try await followed(overTrained(after: epochs), seeds, threads).0)
    } catch is PreparationError {
      return []
    }
  }

  private func followed(
    _ network: NetworkSpecification, _ seeds: Int, _ threads: Int
  ) async throws -> ([FollowedRemedy], epochs: Int) {
    let made = try experiment(network, seeds, horizon: Case.horizon)
    let before = try await judged(made, threads, asksForMore: false)
    let diagnosis = before.diagnosis
    var found: [FollowedRemedy] = []
    for remedy in diagnosis.remedies {
      let after = try await judged(made, following: remedy, threads)
      found += before.followed(
        diagnosis.verdict.rawValue, remedy, after
      ) { $0.verdict != diagnosis.verdict }
    }
    for check in diagnosis.checks where check.status >= .warn {
      guard let remedy = check.remedy else { continue }
      var alone = made
      alone.seeds = 1
      let after = try await judged(alone, following: remedy, threads)
      found += before.followed(check.id, remedy, after) { after in
        after.checks.allSatisfy { $0.id != check.id || $0.status < .warn }
      }
    }
    return (found, before.epochs)
  }

  /// nil where the remedy has no options, or leaves too little to train on.
  private func judged(
    _ made: Experiment, following remedy: Remedy, _ threads: Int
  ) async throws -> Judged? {
    guard let other = try made.following(remedy) else { return nil }
    do { return try await judged(other, threads, asksForMore: false) } catch is PreparationError {
      return nil
    }
  }
}

extension Case.Judged {
  fileprivate func followed(
    _ finding: String, _ remedy: Remedy, _ after: Case.Judged?, isGone: (Diagnosis) -> Bool
  ) -> [FollowedRemedy] {
    guard let after else { return [] }
    var change: Double?
    if let testError, testError > 0 { change = after.testError.map { $0 / testError } }
    return [
      FollowedRemedy(
        finding: finding, action: remedy.action, isGone: isGone(after.diagnosis), change: change)
    ]
  }
}

extension [FollowedRemedy] {
  /// A row for each remedy of each finding.
  var table: Table {
    var table = Table([
      "finding", "remedy", "followed", "finding gone", "test error less", "its median",
    ])
    let kinds = Dictionary(grouping: self) { [$0.finding, $0.action] }
    for (kind, followed) in kinds.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let changes = followed.compactMap(\.change).sorted()
      func share(_ count: Int, _ total: Int) -> String {
        total == 0 ? "–" : "\(decimals(100 * Double(count) / Double(total), 0)) %"
      }
      table.rows.append([
        kind[0], kind[1], "\(followed.count)",
        share(followed.count(where: \.isGone), followed.count),
        share(changes.count { $0 < 1 }, changes.count),
        changes.isEmpty ? "–" : "× \(decimals(changes[changes.count / 2], 2))",
      ])
    }
    return table
  }
}
