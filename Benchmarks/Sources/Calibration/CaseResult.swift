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

  /// Stopped by the validation part.
  var stopped: NetworkSpecification {
    specification(epochs: Case.mostEpochs, patience: Case.patience)
  }

  /// Ten times as long as the stopped one, never stopped.
  func overTrained(after epochs: Int) -> NetworkSpecification {
    specification(epochs: 10 * epochs, patience: nil)
  }

  /// Trains and judges in both states.
  ///
  /// - Returns: None for a series that is too short for the network, or whose validation part cannot
  ///   judge.
  func results(seeds: Int, threads: Int) async throws -> [CaseResult] {
    do {
      let first = try await judged(experiment(stopped, seeds), threads)
      let long = overTrained(after: first.epochs)
      let second = try await judged(experiment(long, seeds), threads)
      return [
        CaseResult(
          case: self, state: .stopped, epochs: first.epochs, diagnosis: first.diagnosis),
        CaseResult(
          case: self, state: .overTrained, epochs: long.training.epochs,
          diagnosis: second.diagnosis),
      ]
    } catch is PreparationError {
      return []
    }
  }

  /// What is found of a network.
  struct Judged: Sendable {
    let diagnosis: Diagnosis
    /// For how many it was trained.
    let epochs: Int
    /// RMSE on the test part, one step ahead, in original units; nil where a prediction is missing.
    let testError: Double?
  }

  /// The network on the series.
  func experiment(
    _ network: NetworkSpecification, _ seeds: Int, horizon: Int = 1
  ) throws -> Experiment {
    var experiment = Experiment(
      series: series, split: try split, networks: [network], horizon: horizon)
    experiment.seeds = seeds
    return experiment
  }

  /// Trains and judges as it is told; with more seeds where those do not decide, as `run` does, or
  /// with those alone.
  func judged(
    _ experiment: Experiment, _ threads: Int, asksForMore: Bool = true
  ) async throws -> Judged {
    guard let benchmark = experiment.scoreBaselines().benchmark else {
      throw NoBenchmark(series: source)
    }
    var experiment = experiment
    if asksForMore {
      experiment.seedRule = .untilVerdictsStand(in: experiment, against: benchmark)
    }
    let model = try await experiment.run(threads: threads).models[0]
    return Judged(
      diagnosis: Diagnosis(of: model, benchmark: benchmark, in: experiment),
      epochs: model.history.epochs, testError: model.scores.testOneStep.rmse)
  }
}

/// No free forecaster could be scored.
struct NoBenchmark: Error, CustomStringConvertible {
  let series: String
  var description: String { "no free forecaster can be scored on \(series)" }
}
