import SeriesData
import Testing

@testable import Forecasting
@testable import Recurrent

@Suite("The same seed") struct DeterminismTests {
  private func networks(seed: UInt64 = 3) -> [NetworkSpecification] {
    NetworkKind.allCases.map { kind in
      var network = brief(kind)
      network.seed = seed
      network.training.batchSize = 32  // so that the order of mini-batches is drawn too
      return network
    }
  }

  private func run(
    _ networks: [NetworkSpecification], threads: Int = 2
  ) async throws -> [NetworkKind: ModelResult] {
    let models = try await experiment(networks).run(threads: threads).models
    #expect(models.map(\.model.specification.kind) == networks.map(\.kind))
    return Dictionary(uniqueKeysWithValues: models.map { ($0.model.specification.kind, $0) })
  }

  private func expectEqual(
    _ a: [NetworkKind: ModelResult], _ b: [NetworkKind: ModelResult]
  ) throws {
    for (kind, result) in b {
      #expect(try #require(a[kind]).fingerprint == result.fingerprint, "\(kind)")
    }
  }

  @Test("gives the same bits again, on any number of threads", arguments: [1, 2, 3, 16])
  func threads(_ threads: Int) async throws {
    try expectEqual(
      try await run(networks(), threads: 1), try await run(networks(), threads: threads))
  }

  @Test("gives the same bits whatever the order of the networks, and whatever is beside them")
  func order() async throws {
    let all = try await run(networks())
    try expectEqual(all, try await run(networks().reversed()))
    for network in networks() { try expectEqual(all, try await run([network])) }
  }

  @Test("and no other gives these weights", arguments: NetworkKind.allCases)
  func other(_ kind: NetworkKind) async throws {
    let weights = try await [3, 4, 1 << 40].asyncSet { seed in
      try await run(networks(seed: seed).filter { $0.kind == kind })[kind]?.model.network.weights
    }
    #expect(weights.count == 3)
  }
}

extension Array where Element == UInt64 {
  fileprivate func asyncSet<Result: Hashable>(
    _ transform: (Element) async throws -> Result
  ) async throws -> Set<Result> {
    var results: Set<Result> = []
    for element in self { results.insert(try await transform(element)) }
    return results
  }
}
