import Artifacts
import Diagnosis
import Forecasting
import Recurrent
import Reporting
import SeriesData
import Synchronization

/// What `--dry-run` says: everything that would be done, and how long it would take.
///
/// The time is measured: each network trains a few epochs for a fifth of a second.
struct DryRun: Encodable {
  /// A stretch of the series.
  struct Span: Encodable {
    let start: String?
    let end: String?
    let n: Int
  }

  /// A network and its work.
  struct Network: Encodable {
    let model: String
    let weights: Int
    /// Sequences that it is fitted on.
    let sequences: Int
    let epochs: Int
    let patience: Int?
    let secondsPerEpoch: Double
    /// All trainings, all epochs.
    let seconds: Double
  }

  let series: Span
  let frequency: String
  let seasonLength: Int
  let fit: Span
  let validation: Span
  let test: Span
  let horizon: Int
  let networks: [Network]
  let threads: Int
  /// What `--deep` adds; absent where nobody asked.
  let deep: DeepPlan?
  /// Wall time of all training, at most.
  let seconds: Double
  /// The files that would be written.
  let files: [String]
  private let lines: [String]

  private enum CodingKeys: String, CodingKey {
    case series, frequency, seasonLength, fit, validation, test, horizon, networks, threads, deep
    case seconds, files
  }

  /// Plans a job, and measures it.
  ///
  /// - Throws: What training would throw at its start: a series that is too short, for one.
  init(_ job: Job, threads: Int, files: [String]) throws {
    let experiment = job.experiment
    let (series, split) = (experiment.series, experiment.split)
    func span(_ range: Range<Int>) -> Span {
      Span(
        start: range.first.map { series.timestamp(at: $0).iso },
        end: range.last.map { series.timestamp(at: $0).iso }, n: range.count)
    }
    self.series = span(0..<series.count)
    frequency = series.frequency.name
    seasonLength = series.seasonLength
    (fit, validation, test) = (span(split.fit), span(split.validation), span(split.test))
    horizon = experiment.horizon
    self.threads = threads
    self.files = files
    let threadsEach = max(1, threads / max(experiment.networks.count, 1))
    let networks = try job.blamingData {
      try experiment.networks.map { try Network($0, experiment, threads: threadsEach) }
    }
    self.networks = networks
    deep = try DeepPlan(job, threads: threads)
    let work = networks.map(\.seconds)
    let main = max(work.max() ?? 0, work.reduce(0, +) / Double(min(threads, max(work.count, 1))))
    seconds = main + (deep?.seconds ?? 0)
    lines = job.plan + (deep?.lines() ?? [])
  }

  /// The files, those in one folder behind its name.
  private var listing: String {
    let folders = Set(files.map(parentFolder))
    guard files.count > 1, folders.count == 1, let folder = folders.first else {
      return files.joined(separator: ", ")
    }
    return "into \(folder): " + files.map(lastComponent).joined(separator: ", ")
  }

  /// The same for people.
  var text: String {
    let width = networks.map(\.model.count).max() ?? 0
    let rows = networks.map { network in
      let name = network.model + String(repeating: " ", count: width - network.model.count)
      let limit = network.patience.map { " at most, patience \($0)" } ?? ""
      return "\(name)  \(network.weights) weights, \(network.sequences) sequences, "
        + "\(network.epochs) epochs\(limit); \(duration(network.seconds)) in all"
    }
    let time = "time        \(duration(seconds)) on \(threads) thread\(threads == 1 ? "" : "s")"
    return
      ((lines + ["horizon     \(horizon) steps", ""] + rows
      + ["", time, "writes      \(listing)"]).map { folded($0) } + Forecast.listing)
      .map { $0 + "\n" }.joined() + "Nothing was trained, nothing was written.\n"
  }
}

extension DryRun.Network {
  fileprivate init(
    _ specification: NetworkSpecification, _ experiment: Experiment, threads: Int
  ) throws {
    let split = experiment.split
    var counted = specification
    counted.training.epochs = 1
    counted.training.patience = nil
    let (fitted, _) = try blamingLoss(of: specification.kind) {
      try FittedNetwork.fitting(
        counted, series: experiment.series, fit: split.fit, validation: 0..<0)
    }
    // Networks for the steps ahead are alike: one is timed, and all are counted.
    let one =
      specification.strategy == .direct
      ? specification.forecasting(.recursive, horizon: 1) : specification
    secondsPerEpoch = try ForecastCLI.secondsPerEpoch(
      of: one, on: experiment.series, fit: split.fit, validation: split.validation,
      threads: threads)
    model = specification.kind.rawValue
    weights = fitted.parameterCount
    epochs = specification.training.epochs
    patience = specification.training.patience
    sequences = split.fit.count - fitted.builder.firstTarget
    // The refit has the sequences of the whole series.
    let refit = experiment.series.count - fitted.builder.firstTarget
    // A choice tries all strategies, and may have to train the most expensive one again.
    let again =
      experiment.choosesStrategy
      ? experiment.horizon : specification.strategy.networkCount(steps: specification.steps)
    let trials = experiment.choosesStrategy ? again + 2 : again
    let refits = Double(again) * Double(refit) / Double(max(sequences, 1))
    let forVerdict = Double(experiment.trainingsForJudgement)
    seconds = secondsPerEpoch * Double(epochs) * (Double(trials) + refits + forVerdict)
  }
}

/// Fits a network; a loss that is no number is told as it is where the network is trained for good.
private func blamingLoss<Result>(of kind: NetworkKind, _ fit: () throws -> Result) throws -> Result
{
  do {
    return try fit()
  } catch let error as NonFiniteLoss {
    throw FitError(kind: kind, error)
  }
}

/// The wall time of one epoch, from training for a fifth of a second.
///
/// - Throws: `PreparationError`, `FitError`.
func secondsPerEpoch(
  of specification: NetworkSpecification, on series: TimeSeries, fit: Range<Int>,
  validation: Range<Int>, threads: Int = 1
) throws -> Double {
  Interruption.listen()
  let stopwatch = Stopwatch()
  _ = try blamingLoss(of: specification.kind) {
    try FittedNetwork.fitting(
      specification, series: series, fit: fit, validation: validation, threads: threads,
      watch: FittedNetwork.Watch(
        isInterrupted: { stopwatch.hasSeenEnough || Interruption.isRequested },
        onEpoch: { _ in stopwatch.takeNote() }))
  }
  return stopwatch.secondsPerEpoch
}

/// Times epochs until enough is known.
private final class Stopwatch: Sendable {
  private struct State {
    var first: ContinuousClock.Instant?
    var last: ContinuousClock.Instant?
    var epochs = -1
  }

  private let state = Mutex(State())

  func takeNote() {
    state.withLock { state in
      let now = ContinuousClock.now
      state.first = state.first ?? now
      state.last = now
      state.epochs += 1
    }
  }

  /// A fifth of a second, and at least one epoch after the first.
  var hasSeenEnough: Bool {
    state.withLock { state in
      guard let first = state.first, let last = state.last else { return false }
      return state.epochs >= 1 && last - first > .milliseconds(200)
    }
  }

  var secondsPerEpoch: Double {
    state.withLock { state in
      guard let first = state.first, let last = state.last, state.epochs > 0 else { return 0 }
      return (last - first).inSeconds / Double(state.epochs)
    }
  }
}

/// About how long: "under a second", "about 12 s", "about 3 min", "about 2.5 h".
func duration(_ seconds: Double) -> String {
  switch seconds {
  case ..<1: "under a second"
  case ..<90: "about \(Int(seconds.rounded(.up))) s"
  case ..<5400: "about \(Int((seconds / 60).rounded())) min"
  default: "about \(fixed(seconds / 3600, 1)) h"
  }
}

extension CommonOptions {
  /// Prints a plan as the result of a command that did nothing.
  func print(
    dryRun plan: DryRun, seed: UInt64, _ loaded: LoadedInput
  ) throws {
    if Interruption.isRequested { throw Interrupted() }
    let envelope = Envelope(
      "dry-run", seed: seed, inputs: [.init(name: loaded.source, sha256: loaded.sha256)],
      result: plan, warnings: loaded.warnings)
    try print(plan.text, json: envelope)
  }
}
