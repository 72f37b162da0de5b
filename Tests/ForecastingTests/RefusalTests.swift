import SeriesData
import Testing

@testable import Forecasting
@testable import Recurrent

@Suite("What cannot be trained") struct RefusalTests {
  @Test("says where a loss became non-finite, and what to try")
  func message() {
    let late = FitError(
      kind: .gru,
      NonFiniteLoss(epoch: 3, learningRate: 0.5, gradientNorm: .infinity, lastFiniteEpoch: 2))
    #expect(
      late.message == "the loss of gru became non-finite in epoch 3 "
        + "(learning rate 0.5, gradient norm inf; the last finite epoch is 2)")
    #expect(late.hint == "Try a smaller --learning-rate, or --clip-norm 1.")
    #expect(late.description == "\(late.message). \(late.hint)")
    let early = FitError(
      kind: .rnnElement,
      NonFiniteLoss(epoch: 1, learningRate: 2, gradientNorm: .nan, lastFiniteEpoch: nil))
    #expect(
      early.message == "the loss of rnn-element became non-finite in epoch 1 "
        + "(learning rate 2.0, gradient norm not a number; no epoch was finite)")
  }

  @Test("diverges with an error that names the network", arguments: NetworkKind.allCases)
  func divergence(_ kind: NetworkKind) async throws {
    var network = brief(kind)
    network.training.optimizer = .sgd
    network.training.learningRate = 1e30
    network.training.clipNorm = nil
    network.training.epochs = 100
    let experiment = try experiment([brief(.rnn), network])
    let error = await #expect(throws: FitError.self) { try await experiment.run(threads: 2) }
    #expect(error?.kind == kind)
    #expect(error?.cause.learningRate == 1e30)
    #expect(error?.cause.lastFiniteEpoch == error.map { $0.cause.epoch - 2 })
  }

  /// How an experiment on this series fails.
  private func refusal(
    _ network: NetworkSpecification, on series: TimeSeries, trainCount: Int = 96
  ) async throws -> PreparationError.Reason? {
    let split = try Split(count: series.count, trainCount: trainCount, validationShare: 0.15)
    let experiment = Experiment(series: series, split: split, networks: [network], horizon: 1)
    return await #expect(throws: PreparationError.self) {
      try await experiment.run(threads: 1)
    }?.reason
  }

  @Test(
    "is a part too short for a single sequence",
    arguments: [
      // what is left to fit on, and the fewest values that would do
      (.none, 14, 12, 13), (.logDiff, 15, 13, 14), (.seasonalLogDiff, 28, 24, 25),
    ] as [(ValueTransform, Int, Int, Int)])
  func tooShort(_ transform: ValueTransform, trainCount: Int, found: Int, needed: Int) async throws
  {
    let reason = try await refusal(brief(.gru, transform), on: airline, trainCount: trainCount)
    #expect(reason == .tooShort(needed: needed, found: found))
  }

  @Test(
    "is a logarithm of what is not positive, wherever it is: fit, validation or test",
    arguments: [ValueTransform.log, .logDiff, .seasonalLogDiff], [0, 81, 82, 95, 96, 143])
  func nonPositive(_ transform: ValueTransform, index: Int) async throws {
    let zero = airline.changing(index..<index + 1) { _, _ in index.isMultiple(of: 2) ? 0 : -3 }
    let reason = try await refusal(brief(.rnn, transform), on: zero)
    #expect(reason == .nonPositive(transform: transform, index: index))
  }

  @Test(
    "is yearly data with the month as a feature",
    arguments: [Feature.month, .monthOneHot, .monthCyclic])
  func noSeason(_ feature: Feature) async throws {
    var network = brief(.lstm)
    network.features = [.previous, feature]
    let reason = try await refusal(network, on: series(airline.values, .yearly))
    #expect(reason == .noSeason(feature: feature, frequency: .yearly))
  }
}
