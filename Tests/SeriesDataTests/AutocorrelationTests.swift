import Foundation
import Testing

@testable import SeriesData

/// What `Tests/Fixtures/autocorrelation.py` wrote.
struct AutocorrelationCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let values: [Double]
  let acf: [Double]
  let pacf: [Double]
  let season: Int
  let trend: [Double?]

  var testDescription: String { name }

  static func all() throws -> [AutocorrelationCase] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/autocorrelation.json"))
    return try JSONDecoder().decode([AutocorrelationCase].self, from: data)
  }
}

@Suite("Autocorrelation") struct AutocorrelationTests {
  @Test("is that of statsmodels, the partial one too", arguments: try AutocorrelationCase.all())
  func statsmodels(_ example: AutocorrelationCase) throws {
    let found = autocorrelation(example.values, lags: example.acf.count)
    try #require(found.count == 15)
    for (value, expected) in zip(found, example.acf) { #expect(abs(value - expected) < 1e-13) }
    let partial = partialAutocorrelation(of: found)
    try #require(partial.count == 15)
    for (value, expected) in zip(partial, example.pacf) { #expect(abs(value - expected) < 1e-12) }
  }

  @Test("ends with the last pair of values, and does not exist for a constant")
  func edges() {
    #expect(autocorrelation([1, 2, 3, 4, 5], lags: 9).count == 4)
    #expect(autocorrelation([1, 2, 3], lags: 0).isEmpty)
    #expect(autocorrelation([3, 3, 3], lags: 2).isEmpty)
    #expect(autocorrelation([3], lags: 2).isEmpty)
    #expect(autocorrelation([], lags: 2).isEmpty)
    #expect(autocorrelation([1e200, -1e200, 1e200], lags: 1).isEmpty)
  }

  /// A correlation of 1 at lag 1 explains everything: there is no variance left at lag 2.
  @Test("has no partial part where nothing is left to tell")
  func degenerate() {
    #expect(partialAutocorrelation(of: [1, 1, 1]) == [1])
    #expect(partialAutocorrelation(of: []).isEmpty)
  }

  @Test("of independent values lies within the limit 19 times of 20")
  func limit() {
    #expect(abs(autocorrelationLimit(count: 144) - 0.163333333) < 1e-9)
    var dice = Dice(state: 5)
    let values = (0..<2000).map { _ in Double.random(in: -1...1, using: &dice) }
    let inside = autocorrelation(values, lags: 400).count {
      abs($0) < autocorrelationLimit(count: 2000)
    }
    #expect((360...396).contains(inside))
  }

  @Test(
    "of a trend without season is that of statsmodels", arguments: try AutocorrelationCase.all())
  func trend(_ example: AutocorrelationCase) throws {
    let found = centredMean(example.values, seasonLength: example.season)
    try #require(found.count == example.trend.count)
    for (value, expected) in zip(found, example.trend) {
      #expect((value == nil) == (expected == nil))
      if let value, let expected { #expect(abs(value - expected) < 1e-10) }
    }
    #expect(centredMean([1, 2], seasonLength: 4) == [nil, nil])
    #expect(centredMean([1, 2], seasonLength: 1) == [1, 2])
  }
}
