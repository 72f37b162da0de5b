import FoundationEssentials
import Recurrent
import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting

/// A set-up, as a command line would give it.
struct SetUp: Sendable, CustomTestStringConvertible {
  var network = NetworkKind.rnn
  var hidden = 16
  var epochs = 500
  var patience: Int?
  var transform = ValueTransform.none
  var validation = 0.15
  var learningRate = 0.01
  var features: [Feature] = [.previous, .month]
  /// Two thirds of it train.
  var series = airline
  var seeds = 3
  var horizon = 1

  var testDescription: String {
    "\(network.rawValue), \(hidden) units, \(epochs) epochs, \(transform.rawValue)"
  }

  var experiment: Experiment {
    get throws {
      var told = NetworkSpecification(network)
      told.hidden = hidden
      told.training.epochs = epochs
      told.training.patience = patience
      told.training.learningRate = learningRate
      told.transform = transform
      told.features = features
      let split = try Split(
        count: series.count, trainCount: series.count * 2 / 3, validationShare: validation)
      var experiment = Experiment(
        series: series, split: split, networks: [told], horizon: horizon)
      experiment.seeds = seeds
      return experiment
    }
  }
}

extension Experiment {
  /// What is said of its only network.
  func diagnosis() async throws -> Diagnosis {
    let result = try await run(threads: 2)
    return Diagnosis(of: result.models[0], benchmark: try #require(result.benchmark), in: self)
  }
}

/// A set-up, what is found, and the remedy that makes it go.
struct FollowedRemedy: Sendable, CustomTestStringConvertible {
  let setUp: SetUp
  let found: Set<Verdict>
  /// The place of the remedy among those printed, and what it says.
  let place: Int
  let remedy: String
  var testDescription: String { "\(setUp.testDescription): \(remedy)" }

  static let all: [FollowedRemedy] = [
    .init(
      setUp: SetUp(transform: .logDiff), found: [.overfitClear, .overfitMild], place: 0,
      remedy: "--patience 50"),
    .init(
      setUp: SetUp(hidden: 8, transform: .logDiff),
      found: [.overfitClear, .overfitMild], place: 1, remedy: "--hidden 4"),
    .init(
      setUp: SetUp(hidden: 16, epochs: 50), found: [.underfit, .noSkill], place: 0,
      remedy: "--epochs 200"),
    .init(setUp: SetUp(hidden: 2, epochs: 400), found: [.underfit], place: 1, remedy: "--hidden 4"),
    .init(
      setUp: SetUp(network: .gru, patience: 50), found: [.shift], place: 0,
      remedy: "--transform log-diff"),
    .init(
      setUp: SetUp(validation: 0), found: [.inconclusive], place: 0, remedy: "--validation 0.25"),
    .init(
      setUp: SetUp(hidden: 4, transform: .logDiff), found: [.unstable], place: 0,
      remedy: "--hidden 8"),
    .init(
      setUp: SetUp(network: .gru, hidden: 4, transform: .logDiff), found: [.stoppedEarly],
      place: 0, remedy: "--epochs 2000"),
  ]
}

@Suite("Remedies, followed") struct FollowedRemedyTests {
  /// The set-ups are well inside their verdicts, for after hundreds of epochs weights are another
  /// machine's luck.
  @Test("make the finding go", arguments: FollowedRemedy.all)
  func followed(_ row: FollowedRemedy) async throws {
    let experiment = try row.setUp.experiment
    let before = try await experiment.diagnosis()
    #expect(row.found.contains(before.verdict))
    let remedy = try #require(before.remedies.dropFirst(row.place).first)
    #expect(remedy.options == row.remedy)
    let after = try await #require(try experiment.following(remedy)).diagnosis()
    #expect(!row.found.contains(after.verdict), "\(after.axes)")
  }

  @Test("of a gradient that explodes keep the loss finite")
  func divergence() throws {
    var network = NetworkSpecification(.rnn)
    network.transform = .logDiff
    network.training.epochs = 100
    network.training.optimizer = .sgd
    network.training.learningRate = 1
    network.training.clipNorm = nil
    func fit() throws {
      _ = try FittedNetwork.fitting(network, series: airline, fit: 0..<82, validation: 82..<96)
    }
    #expect(throws: NonFiniteLoss.self) { try fit() }
    var constructed = Constructed(fit: 20, validation: 12, test: 4)
    constructed.training = network.training
    let remedies = Remedy.forVerdict(
      .diverged, axes: try constructed.diagnosis.axes, model: try constructed.evidence.model,
      split: try constructed.split, canTakeLogarithms: true)
    #expect(remedies.map(\.options) == ["--clip-norm 1", "--learning-rate 0.25"])
    network.training.clipNorm = 1
    try fit()
    network.training.clipNorm = nil
    network.training.learningRate = 0.25 / 4
    try fit()
  }

  /// 64 units learn 70 months by heart in 2,000 epochs.
  @Test("make what was learnt by heart better on new values")
  func byHeart() async throws {
    let experiment = try SetUp(hidden: 64, epochs: 2000).experiment
    let before = try await experiment.diagnosis()
    #expect(before.verdict == .overfitClear)
    let remedy = try #require(before.remedies.first)
    #expect(remedy.options == "--patience 200")
    let after = try await #require(try experiment.following(remedy)).diagnosis()
    #expect(!after.verdict.isOverfit)
    func test(_ diagnosis: Diagnosis) throws -> Double {
      median(try #require(diagnosis.seeds).compactMap(\.test))
    }
    #expect(try test(after) < 0.8 * test(before))
  }

  @Test("name the shift of the classic recipe, stopped in time")
  func shift() async throws {
    let diagnosis = try await SetUp(network: .gru, patience: 50).experiment.diagnosis()
    #expect(diagnosis.axes.shift.status == .fail)
    #expect(diagnosis.remedies.first?.options == "--transform log-diff")
  }

  @Test(
    "find that 4 units learn too little in 50 epochs", arguments: [NetworkKind.rnn, .lstm, .gru])
  func tooLittle(network: NetworkKind) async throws {
    let experiment = try SetUp(network: network, hidden: 4, epochs: 50).experiment
    let verdict = try await experiment.diagnosis().verdict
    #expect(verdict == .underfit || verdict == .noSkill)
  }
}
