import FoundationEssentials
import SeriesData
import Testing

@testable import Forecasting

/// What `Tests/Fixtures/backtest_reference.py` wrote.
private struct Reference: Decodable {
  struct Tail: Decodable { let t, nu, tail: Double }
  struct Normal: Decodable { let p, z: Double }
  struct Test: Decodable {
    let overlap: Int
    let statistic, p: Double
    let weighted: Bool
  }

  let t: [Tail]
  let normal: [Normal]
  let baselines: [String: [String: Double]]
  let mase: [String: [Double]]
  let dieboldMariano: [String: [Test]]

  static func load() throws -> Reference {
    let fixtures = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = (fixtures + ["Fixtures", "backtest-reference.json"]).joined(separator: "/")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Reference.self, from: Data(contentsOf: URL(filePath: path)))
  }
}

@Suite("Other people's programs agree on") struct BacktestReferenceTests {
  private let reference: Reference

  init() throws { reference = try Reference.load() }

  private func expect(_ found: Double, _ expected: Double, within tolerance: Double) {
    #expect(
      abs(found - expected) <= tolerance * max(abs(expected), 1e-300), "\(found), \(expected)")
  }

  @Test("the tails of Student's t")
  func tails() {
    for row in reference.t {
      // logarithms of the gamma function lose a few digits
      expect(StudentT.twoSidedTail(row.t, degreesOfFreedom: row.nu), row.tail, within: 1e-12)
    }
  }

  @Test("the quantiles of the normal distribution")
  func normal() {
    for row in reference.normal {
      #expect(abs(normalQuantile(row.p) - row.z) <= 1e-12 * max(1, abs(row.z)))
    }
  }

  @Test(
    "the baselines, their intervals and all scores from 37 origins", arguments: Baseline.allCases)
  func baselines(_ baseline: Baseline) async throws {
    let backtest = Backtest(
      series: airline, forecasters: [baseline], horizon: 12, origins: Array(96...132))
    let scores = try await backtest.run(threads: 2).scores[0].overall
    let expected = try #require(reference.baselines[baseline.rawValue])
    let intervals = try #require(scores.intervals)
    let found: [String: Double?] = [
      "mase": scores.mase, "rmsse": scores.rmsse, "smape": scores.smape, "mae": scores.mae,
      "rmse": scores.rmse, "crps": scores.crps,
      "coverage80": intervals[0].coverage, "width80": intervals[0].width,
      "score80": intervals[0].score,
      "coverage95": intervals[1].coverage, "width95": intervals[1].width,
      "score95": intervals[1].score,
    ]
    #expect(found.keys.sorted() == expected.keys.sorted())
    for (name, value) in expected {
      // they forecast in single precision
      expect(try #require(found[name] ?? nil, "\(name)"), value, within: 1e-5)
    }
  }

  @Test("the Diebold–Mariano test", arguments: [Baseline.persistence, .drift, .trainingMean])
  func dieboldMariano(_ baseline: Baseline) throws {
    let losses = try #require(reference.mase[baseline.rawValue])
    let others = try #require(reference.mase["seasonal-naive"])
    for expected in try #require(reference.dieboldMariano[baseline.rawValue]) {
      let test = try DieboldMariano(losses, against: others, overlap: expected.overlap)
      expect(test.statistic, expected.statistic, within: 1e-11)
      expect(test.pValue, expected.p, within: 1e-9)
      #expect(test.isWeighted == expected.weighted)
    }
  }
}
