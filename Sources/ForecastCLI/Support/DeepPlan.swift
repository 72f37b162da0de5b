import Forecasting
import Recurrent
import Reporting
import SeriesData

/// What `--deep` costs beyond the main job, measured before it begins.
struct DeepPlan: Encodable {
  /// The work on one network.
  struct Network: Encodable {
    let model: String
    /// Trainings, the one on shuffled targets among them.
    let trainings: Int
    /// All trainings, all epochs, on one thread.
    let seconds: Double
  }

  let networks: [Network]
  let trainings: Int
  /// Wall time, at most.
  let seconds: Double
  private let settings: DeepSettings
  private let threads: Int

  private enum CodingKeys: String, CodingKey { case networks, trainings, seconds }

  /// Measures an epoch of each size.
  ///
  /// - Returns: nil where nobody asked.
  /// - Throws: What training would throw at its start.
  init?(_ job: Job, threads: Int) throws {
    let experiment = job.experiment
    guard let settings = experiment.deep else { return nil }
    networks = try job.blamingData {
      try experiment.networks.map { try Network($0, experiment) }
    }
    trainings = networks.reduce(0) { $0 + $1.trainings }
    seconds = networks.reduce(0) { $0 + $1.seconds } / Double(threads)
    (self.settings, self.threads) = (settings, threads)
  }

  /// The same for people, in lines of at most so many columns.
  func lines(width: Int = 80) -> [String] {
    func span(_ numbers: [String]) -> String {
      [numbers.first, numbers.last].compactMap { $0 }.joined(separator: " to ")
    }
    let shares = span(settings.shares.map { "\(Int(($0 * 100).rounded()))" })
    let most =
      networks.contains { $0.model == NetworkKind.rnnElement.rawValue }
      ? " (rnn-element to \(DeepSettings.mostUnitsByHand))" : ""
    let each = networks.map { "\($0.model) \($0.trainings)" }.joined(separator: ", ")
    let work = networks.count > 1 ? " of " + each : ""
    let text = folded(
      "deep        the last \(shares) % of the part to fit on, "
        + "\(span(settings.sizes.map(String.init))) units\(most), \(settings.seeds) seeds each, "
        + "and shuffled targets: \(trainings) more trainings\(work); "
        + "\(duration(seconds)) on \(threads) thread\(threads == 1 ? "" : "s")", width: width)
    return text.split(separator: "\n").map(String.init)
  }
}

extension DeepPlan.Network {
  fileprivate init(_ network: NetworkSpecification, _ experiment: Experiment) throws {
    let split = experiment.split
    let trainings = experiment.deepTrainings(of: network)
    var each: [Int: Double] = [:]
    for hidden in Set(trainings.map(\.hidden) + [network.hidden]) {
      var one =
        network.strategy == .direct ? network.forecasting(.recursive, horizon: 1) : network
      one.hidden = hidden
      each[hidden] = try secondsPerEpoch(
        of: one, on: experiment.series, fit: split.fit, validation: split.validation)
    }
    // An epoch of a shorter history is shorter; the shuffled targets are those of the network itself.
    let epochs = trainings.reduce(each[network.hidden] ?? 0) { sum, training in
      sum + (each[training.hidden] ?? 0) * Double(training.fit.count) / Double(split.fit.count)
    }
    model = network.kind.rawValue
    self.trainings = trainings.count + 1
    seconds = epochs * Double(network.training.epochs)
  }
}
