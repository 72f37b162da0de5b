import FoundationEssentials
import Recurrent
import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting

/// A set-up of one seed that shows a finding, and the remedy that makes it go.
struct FollowedCheck: Sendable, CustomTestStringConvertible {
  let id: String
  var setUp: SetUp
  let remedy: String
  var testDescription: String { "\(id): \(setUp.testDescription), then \(remedy)" }

  init(_ id: String, _ setUp: SetUp, _ remedy: String) {
    (self.id, self.setUp, self.remedy) = (id, setUp, remedy)
    self.setUp.seeds = 1
  }

  /// The changes of a growing series grow, and so do the test values' once logarithms are not taken.
  private static let growth = [
    FollowedCheck(
      "D02", SetUp(hidden: 2, epochs: 50, transform: .diff), "--transform log-diff"),
    FollowedCheck(
      "E01", SetUp(hidden: 2, epochs: 50, learningRate: 0.1), "--transform log-diff"),
    FollowedCheck("E04", SetUp(hidden: 2, epochs: 50, learningRate: 0.1), "--transform log-diff"),
    FollowedCheck("E05", SetUp(network: .lstm, epochs: 200, patience: 50), "--transform log-diff"),
    FollowedCheck(
      "E06", SetUp(hidden: 2, epochs: 50, learningRate: 0.1, horizon: 12),
      "--transform log-diff"),
    FollowedCheck("R08", SetUp(epochs: 200, series: jumping), "--transform log-diff"),
  ]

  private static let season = [
    FollowedCheck(
      "E02", SetUp(network: .lstm, epochs: 200, patience: 50), "--transform seasonal-log-diff"),
    FollowedCheck(
      "E03", SetUp(hidden: 2, epochs: 50, transform: .diff), "--transform seasonal-diff"),
    FollowedCheck(
      "R01", SetUp(network: .gru, hidden: 2, epochs: 200, transform: .logDiff),
      "--features prev,month-onehot,seasonal-lag"),
    FollowedCheck(
      "R03", SetUp(hidden: 2, epochs: 50, features: [.previous], series: swinging),
      "--features prev,month-onehot,seasonal-lag"),
    FollowedCheck("R04", SetUp(epochs: 200, series: lowAtFirst), "--lookback 24"),
  ]

  private static let memory = [
    FollowedCheck(
      "G02", SetUp(network: .gru, transform: .seasonalDiff, validation: 0.1), "--dropout 0.2"),
    FollowedCheck(
      "R05", SetUp(network: .lstm, epochs: 2000, patience: 50, validation: 0.1, learningRate: 0.1),
      "--weight-decay 0.001"),
    FollowedCheck(
      "R06", SetUp(network: .gru, transform: .seasonalDiff, validation: 0.1),
      "--weight-decay 0.001"),
    FollowedCheck(
      "R07", SetUp(patience: 50, transform: .logDiff, validation: 0.1, learningRate: 0.1),
      "--learning-rate 0.05"),
    FollowedCheck(
      "H04", SetUp(hidden: 4, epochs: 200, patience: 50, validation: 0.1), "--validation 0.25"),
  ]

  static let all = growth + season + memory

  // MARK: Series

  private static func monthly(_ value: (Int) -> Double) -> TimeSeries {
    airline.replacingValues((0..<144).map(value))
  }

  /// Far above what was seen, from the first test value on.
  private static let jumping = monthly { t in
    (t < 96 ? 100 : 10_000) + 10 * Double((7 * t) % 12)
  }

  /// A season, and nothing else.
  private static let swinging = monthly { 100 + 30 * sixths[$0 % 12] }

  /// Two years at a level where an error that is small later on is large.
  private static let lowAtFirst = monthly { t in
    let wobble = Double((37 * t * t) % 101) / 50
    return t < 24 ? 5 + 0.05 * wobble : 100 + 10 * sixths[t % 12] + wobble
  }

  private static let sixths: [Double] = [0, 1, 2, 3, 2, 1, 0, -1, -2, -3, -2, -1]
}

@Suite("Remedies of checks, followed") struct FollowedCheckTests {
  @Test("make the finding go", arguments: FollowedCheck.all)
  func followed(_ row: FollowedCheck) async throws {
    func found(_ experiment: Experiment) async throws -> Check {
      try #require(try await experiment.diagnosis().checks.first { $0.id == row.id })
    }
    let experiment = try row.setUp.experiment
    let before = try await found(experiment)
    #expect(before.status >= .warn, "\(before)")
    let remedy = try #require(before.remedy)
    #expect(remedy.options == row.remedy)
    let after = try await found(try #require(try experiment.following(remedy)))
    #expect(after.status == .pass, "\(after)")
  }

  @Test("of a network that is fed its own errors make its long forecast better")
  func fedItsOwnOutputs() async throws {
    let setUp = SetUp(
      network: .lstm, transform: .diff, validation: 0.1, seeds: 1, horizon: 12)
    let experiment = try setUp.experiment
    let found = try await experiment.diagnosis()
    let check = try #require(found.checks.first { $0.id == "R02" })
    #expect(check.status == .warn)
    #expect(check.remedy?.options == "--strategy direct")
    let remedy = try #require(check.remedy)
    let direct = try #require(try experiment.following(remedy))
    func error(_ experiment: Experiment) async throws -> Double {
      let model = try await experiment.run(threads: 2).models[0]
      return try #require(model.scores.testRecursive.rmse)
    }
    #expect(try await error(direct) < 0.8 * error(experiment))
    // It is fed nothing any more.
    #expect(try await direct.diagnosis().checks.first { $0.id == "R02" }?.status == .absent)
  }

  @Test("of a network that fits shuffled targets leave one that does not")
  func labelShuffle() async throws {
    func shuffle(_ experiment: Experiment) async throws -> Check {
      let model = try await experiment.run(threads: 2).models[0]
      return Diagnosis.labelShuffle(of: model, in: experiment)
    }
    let experiment = try SetUp(hidden: 32, seeds: 1).experiment
    let before = try await shuffle(experiment)
    #expect(before.status == .warn)
    #expect(before.remedy?.options == "--hidden 16")
    let remedy = try #require(before.remedy)
    let smaller = try #require(try experiment.following(remedy))
    #expect(try await shuffle(smaller).status == .pass)
  }

  @Test("are followed for every check that has one")
  func complete() throws {
    let sources = try ["Evidence+Checks", "RecurrentChecks", "WeightChecks", "ResidualChecks"].map {
      try String(
        contentsOfFile: checkout("Sources/Diagnosis/Checks/\($0).swift"), encoding: .utf8)
    }
    // From the name of a check to that of the next one, or to its remedy.
    var having: Set<String> = ["H04", "R09"]
    for source in sources {
      var last: String?
      for line in source.split(separator: "\n") {
        if let id = line.firstMatch(of: #/"([A-Z]\d\d)",/#)?.1 { last = String(id) }
        if line.contains("remedy:"), let last { having.insert(last) }
      }
    }
    #expect(having == Set(FollowedCheck.all.map(\.id)).union(["R02", "R09"]))
  }
}
