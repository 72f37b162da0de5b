import Recurrent
import SeriesData

// What more history, or more units, would have given.

extension Experiment {
  /// The trainings of one network for ``deep``, the longest first; none where nobody asked, or where
  /// there is no validation part to judge.
  ///
  /// The network itself stands on both curves and is trained once.
  public func deepTrainings(of network: NetworkSpecification) -> [DeepTraining] {
    guard let deep, !split.validation.isEmpty else { return [] }
    func trainings(_ fit: Range<Int>, _ hidden: Int) -> [DeepTraining] {
      (0..<deep.seeds).map { DeepTraining(fit: fit, hidden: hidden, member: $0) }
    }
    let sizes = deep.sizes(of: network)
    let data = deepFits(of: network).filter { $0 != split.fit }
      .flatMap { trainings($0, network.hidden) }
    return (sizes.flatMap { trainings(split.fit, $0) } + data)
      .sorted { ($0.hidden, $0.fit.count, $1.member) > ($1.hidden, $1.fit.count, $0.member) }
  }

  /// The stretches to fit on, the shortest first; those are left out that are too short for the
  /// network, or have fewer than four targets.
  private func deepFits(of network: NetworkSpecification) -> [Range<Int>] {
    let all = split.fit
    let needed =
      network.firstTarget(seasonLength: series.seasonLength) + max(4, network.member(0).steps)
    let counts = (deep?.shares ?? []).map { Int(($0 * Double(all.count)).rounded()) }
    return Set(counts.filter { $0 >= needed && $0 <= all.count } + [all.count]).sorted()
      .map { all.upperBound - $0..<all.upperBound }
  }

  /// Trains a network on less history, and with other units.
  ///
  /// - Parameters:
  ///   - network: The network as it is kept.
  ///   - threads: How many train; the result does not depend on it.
  ///   - watch: Who may stop it, and what was trained before.
  ///   - onEpoch: Told about each epoch of the training at this place in
  ///     ``deepTrainings(of:)``.
  /// - Returns: Both curves; nil where there is nothing to train.
  /// - Throws: ``Interrupted``.
  func lookDeeply(
    into network: NetworkSpecification, threads: Int, watch: FittedNetwork.Watch,
    onEpoch: @escaping @Sendable (Int, EpochRecord) -> Void
  ) async throws -> DeepStudy? {
    let tasks = deepTrainings(of: network)
    guard let deep, !tasks.isEmpty else { return nil }
    let errors = try await concurrentMap(Array(tasks.enumerated()), limit: threads) { place, task in
      try deepErrors(
        of: network, task, threads: max(1, threads / tasks.count),
        watch.telling { onEpoch(place, $0) })
    }
    let found = Dictionary(zip(tasks, errors), uniquingKeysWith: { first, _ in first })
    func point(_ fit: Range<Int>, _ hidden: Int) -> DeepStudy.Point {
      let seeds = (0..<deep.seeds).map {
        found[DeepTraining(fit: fit, hidden: hidden, member: $0)] ?? (nil, nil)
      }
      return DeepStudy.Point(
        fit: fit, hidden: hidden, train: seeds.map(\.train), validation: seeds.map(\.validation))
    }
    return DeepStudy(
      data: deepFits(of: network).map { point($0, network.hidden) },
      capacity: deep.sizes(of: network).map { point(split.fit, $0) })
  }

  private typealias DeepErrors = (train: Double?, validation: Double?)

  /// Both errors of one training; none where it failed.
  private func deepErrors(
    of network: NetworkSpecification, _ task: DeepTraining, threads: Int,
    _ watch: FittedNetwork.Watch
  ) throws -> DeepErrors {
    var told = network.member(task.member)
    told.hidden = task.hidden
    // Whoever trains to the end is stopped here too, at the best epoch: a large network would else
    // be held against a small one by how long both were trained.
    told.training.patience = network.training.patience ?? network.training.epochs
    let known = series.prefix(split.validation.upperBound)
    do {
      let model = try FittedNetwork.fittingToTheEnd(
        told, series: known, fit: task.fit, validation: split.validation, threads: threads,
        watch: watch
      ).model
      let shortest = deepFits(of: network).first ?? split.fit
      let train = shortest.lowerBound + model.builder.firstTarget..<shortest.upperBound
      return (rmse(of: model, known, train), rmse(of: model, known, split.validation))
    } catch is FitError {
      return (nil, nil)
    } catch is PreparationError {
      return (nil, nil)  // such as a stretch in which nothing moves
    }
  }

  /// One step ahead, in original units; nil when a prediction is not finite.
  private func rmse(
    of model: FittedNetwork, _ known: TimeSeries, _ targets: Range<Int>
  ) -> Double? {
    Metrics(
      model.oneStep(known, targets: targets), actual: known.values[targets],
      scale: .naive(known.values[split.fit], seasonLength: known.seasonLength)
    ).rmse
  }
}
