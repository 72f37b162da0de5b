import Diagnosis
import Forecasting
import Recurrent
import SeriesData

/// How long a network was trained.
enum TrainingState: String, CaseIterable, Sendable {
  /// Stopped where its validation part said so, and judged by values that had no say.
  case stopped
  /// Trained ten times as long as it took to find that out.
  case overTrained = "10 times too long"
}

/// A case with its verdict.
struct CaseResult: Sendable {
  let `case`: Case
  let state: TrainingState
  let epochs: Int
  let diagnosis: Diagnosis
}

extension Case {
  private static let patience = 50
  private static let mostEpochs = 300

  /// Trains and judges in both states.
  ///
  /// - Returns: None for a series that is too short for the network, or whose validation part cannot
  ///   judge.
  func results(seeds: Int, threads: Int) async throws -> [CaseResult] {
    do {
      let (stopped, epochs) = try await judged(
        specification(epochs: Case.mostEpochs, patience: Case.patience), seeds, threads)
      let long = specification(epochs: 10 * epochs, patience: nil)
      let (overTrained, _) = try await judged(long, seeds, threads)
      return [
        CaseResult(case: self, state: .stopped, epochs: epochs, diagnosis: stopped),
        CaseResult(case: self, state: .overTrained, epochs: 10 * epochs, diagnosis: overTrained),
      ]
    } catch is PreparationError {
      return []
    }
  }

  /// Trains and judges as it is told.
  func judged(
    _ network: NetworkSpecification, _ seeds: Int, _ threads: Int
  ) async throws -> (Diagnosis, epochs: Int) {
    var experiment = Experiment(
      series: series, split: try split, networks: [network], horizon: 1)
    experiment.seeds = seeds
    let result = try await experiment.run(threads: threads)
    guard let benchmark = result.benchmark, let model = result.models.first else {
      throw NoBenchmark(series: source)
    }
    return (Diagnosis(of: model, benchmark: benchmark, in: experiment), model.history.epochs)
  }
}

/// No free forecaster could be scored.
struct NoBenchmark: Error, CustomStringConvertible {
  let series: String
  var description: String { "no free forecaster can be scored on \(series)" }
}
