import SeriesData
import Testing

@testable import Forecasting
@testable import Recurrent

/// What a leak test runs: a network, and whether validation chooses its epoch.
struct LeakCase: Sendable, CustomTestStringConvertible {
  let network: NetworkSpecification
  var testDescription: String {
    let stop = network.training.patience == nil ? "to the end" : "with patience"
    return "\(network.kind.rawValue), \(network.transform.rawValue), \(stop)"
  }

  static let all: [LeakCase] = NetworkKind.allCases.flatMap { kind in
    ValueTransform.allCases.flatMap { transform in
      [nil, 2].map { patience in
        var network = brief(kind, transform)
        network.training.patience = patience
        network.training.learningRate = 0.05
        return LeakCase(network: network)
      }
    }
  }
}

@Suite("No leak") struct LeakTests {
  /// Other values from `start` on, of another level, another variance and another season.
  private func changed(from start: Int) -> TimeSeries {
    airline.changing(start..<airline.count) { i, y in 5 * y + Double(i * i % 301) }
  }

  @Test(
    "from the test part into anything that is fitted, chosen or predicted before it",
    arguments: LeakCase.all)
  func test(_ leak: LeakCase) async throws {
    let runs = try await [airline, changed(from: 96)].asyncMap { series in
      try await experiment([leak.network], on: series).run(threads: 2)
    }
    let (a, b) = (runs[0].models[0], runs[1].models[0])
    #expect(a.model == b.model)
    #expect(bits(a.model.network.weights) == bits(b.model.network.weights))
    #expect(a.history == b.history)
    // 96 is the first month of the test part: its prediction knows the months before it alone
    #expect(bits(a.predictions.oneStep[...96]) == bits(b.predictions.oneStep[...96]))
    #expect(bits(a.predictions.recursive) == bits(b.predictions.recursive))
    #expect(a.scores.train == b.scores.train)
    #expect(a.scores.validation == b.scores.validation)
    for (p, q) in zip(runs[0].baselines, runs[1].baselines) {
      #expect(bits(p.predictions.oneStep[...96]) == bits(q.predictions.oneStep[...96]))
      #expect(bits(p.predictions.recursive) == bits(q.predictions.recursive))
    }
    #expect(runs[0].benchmark?.baseline == runs[1].benchmark?.baseline)
    // the change is seen where it may be seen, or this test would prove nothing
    #expect(a.predictions.oneStep[97] != b.predictions.oneStep[97])
    #expect(a.forecast != b.forecast)
  }

  @Test(
    "from the validation part into weights and transforms that it does not choose",
    arguments: LeakCase.all.filter { $0.network.training.patience == nil })
  func validation(_ leak: LeakCase) async throws {
    let runs = try await [airline, changed(from: 82)].asyncMap { series in
      try await experiment([leak.network], on: series).run(threads: 2).models[0]
    }
    #expect(runs[0].model == runs[1].model)
    #expect(
      runs[0].history.records.map(\.trainingLoss) == runs[1].history.records.map(\.trainingLoss))
    #expect(
      runs[0].history.records.map(\.validationLoss)
        != runs[1].history.records.map(\.validationLoss))
    #expect(bits(runs[0].predictions.oneStep[...82]) == bits(runs[1].predictions.oneStep[...82]))
  }

  @Test(
    "from a value into its own prediction or one before it",
    arguments: NetworkKind.allCases, ValueTransform.allCases)
  func prediction(_ kind: NetworkKind, _ transform: ValueTransform) throws {
    let (model, _) = try FittedNetwork.fitting(
      brief(kind, transform), series: airline, fit: 0..<96, validation: 0..<0)
    let targets = model.reach..<airline.count
    let before = bits(model.oneStep(airline, targets: targets))
    for t in [model.reach, 60, 95, 96, 97, 142] {
      let changed = airline.changing(t..<t + 1) { 2 * $1 + 1 }
      let after = bits(model.oneStep(changed, targets: targets))
      let unmoved = t - model.reach + 1
      #expect(after.prefix(unmoved) == before.prefix(unmoved))
      #expect(after[unmoved] != before[unmoved])
    }
  }
}

extension Array where Element: Sendable {
  /// One after another.
  fileprivate func asyncMap<Result>(
    _ transform: (Element) async throws -> Result
  ) async throws -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
