import Foundation
import Testing

@testable import Diagnosis

/// What `Tests/Fixtures/residual_tests.py` wrote.
private struct Reference: Decodable {
  struct Case: Decodable {
    let name: String
    let values: [Double]
    let season: Int
    let lags: Int
    /// Statistic and p value of each.
    let ljungBox: [Double]
    let equalMeans: [Double]
    let changeOfVariance: [Double]
    let spearman: [Double]
  }

  let cases: [Case]

  static func read() throws -> [Case] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try Data(contentsOf: URL(filePath: checkout("Tests/Fixtures/residual-tests.json")))
    return try decoder.decode(Reference.self, from: data).cases
  }
}

@Suite("A test of residuals") struct ResidualTestsTests {
  private func expect(_ test: TestResult?, _ expected: [Double], _ name: String) throws {
    let found = try #require(test, "\(name)")
    let statistic = abs(found.statistic - expected[0])
    let pValue = abs(found.pValue - expected[1])
    #expect(statistic <= 1e-10 * abs(expected[0]), "\(name) \(found) \(expected)")
    #expect(pValue <= 1e-9 * expected[1] + 1e-15, "\(name) \(found) \(expected)")
  }

  @Test("has the statistic and the p value of scipy or statsmodels")
  func reference() throws {
    let cases = try Reference.read()
    #expect(cases.count == 4)
    for row in cases {
      try expect(ljungBox(row.values, lags: row.lags), row.ljungBox, "\(row.name) Ljung–Box")
      let groups = (0..<row.season).map { place in
        stride(from: place, to: row.values.count, by: row.season).map { row.values[$0] }
      }
      try expect(equalMeans(groups), row.equalMeans, "\(row.name) means")
      try expect(changeOfVariance(row.values), row.changeOfVariance, "\(row.name) variance")
      let levels = row.values.indices.map { Double($0 % 7) }
      try expect(spearman(row.values.map(abs), levels), row.spearman, "\(row.name) Spearman")
    }
  }

  @Test(
    "has R's lags",
    arguments: [
      // checkresiduals of forecast 8.23 with df = 0: min(2m or 10, round(n/5)), at least 3
      (48, 12, 10), (144, 12, 24), (96, 12, 19), (12, 12, 3), (60, 1, 10), (40, 1, 8), (10, 1, 3),
      (52, 4, 8), (1000, 7, 14),
      (62, 12, 12), (63, 12, 13),
    ])
  func lags(count: Int, season: Int, expected: Int) {
    #expect(ljungBoxLags(count: count, seasonLength: season) == expected)
  }

  @Test("does not exist for too little, or for what never differs")
  func undefined() {
    let same = [Double](repeating: 3, count: 20)
    #expect(ljungBox(same, lags: 5) == nil)
    #expect(ljungBox([1, 2, 3], lags: 3) == nil)
    #expect(equalMeans([[1, 2]]) == nil)
    #expect(equalMeans([[1], [2], []]) == nil)
    #expect(equalMeans([[1, 1], [2, 2]]) == nil)
    #expect(changeOfVariance([1, 2, 3, 4, 5]) == nil)
    #expect(changeOfVariance([0, 0, 1, 2, 3, 4]) == nil)
    #expect(spearman([1, 2, 3], [1, 2, 3]) == nil)
    #expect(spearman(same, (0..<20).map(Double.init)) == nil)
    #expect(correlation([1], [1]) == nil)
    #expect(correlation([1e200, 2e200], [1, 2]) == nil)
  }

  @Test("of ranks that agree leaves nothing to chance")
  func agree() throws {
    // roots of sums of squares are rounded
    let result = try #require(spearman([1, 2, 5, 9], [2, 3, 4, 100]))
    #expect(result.statistic > 1 - 1e-12 && result.pValue < 1e-12)
    #expect(ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2])
    #expect(ranks([]).isEmpty)
  }

  @Test("has the power that was simulated")
  func power() {
    #expect(ljungBoxPower(count: 5) == 0.08)
    #expect(ljungBoxPower(count: 48) == 0.42)
    #expect(abs(ljungBoxPower(count: 72) - 0.56) < 1e-12)
    #expect(ljungBoxPower(count: 10_000) == 0.99)
    // scipy: f.sf(f.isf(0.05, 11, 36) / (1 + 0.49 * 4), 11, 36)
    #expect(abs(equalMeansPower(groups: 12, repeats: 4) - 0.731618122062935) < 1e-9)
    // by residual_power.py, 4,000 runs: a standard error of 0.008 at most
    let simulated = [
      (12, 2, 0.29), (12, 4, 0.74), (12, 12, 0.99), (4, 3, 0.26), (4, 8, 0.63), (7, 4, 0.54),
      (24, 2, 0.49),
    ]
    for (groups, repeats, expected) in simulated {
      let found = equalMeansPower(groups: groups, repeats: repeats)
      #expect(abs(found - expected) < 0.03, "\(groups) \(repeats) \(found)")
    }
  }
}
