import RealModule
import Recurrent
import Testing

@testable import Diagnosis

@Suite("Order statistics") struct OrderStatisticsTests {
  @Test(
    "interpolate between sorted values",
    arguments: [
      (0.0, 1.0), (0.25, 1.75), (0.5, 2.5), (0.9, 6.5), (1, 8),
    ])
  func quantiles(p: Double, expected: Double) {
    // 0.9 · 3 = 2.7 is rounded
    #expect(abs(quantile([1, 2, 3, 8], p) - expected) < 1e-12)
    #expect(quantile([7], p) == 7)
  }

  @Test("have a median, of none NaN")
  func medians() {
    #expect(median([5, 1, 3]) == 3)
    #expect(median([4, 1, 3, 2]) == 2.5)
    #expect(median([]).isNaN)
  }

  @Test("have a running median that is shorter at the ends")
  func running() {
    #expect(runningMedian([1, 9, 2, 8, 3], reach: 1) == [5, 2, 8, 3, 5.5])
    #expect(runningMedian([1, 9, 2], reach: 0) == [1, 9, 2])
    #expect(runningMedian([1, 9, 2], reach: 10) == [2, 2, 2])
    #expect(runningMedian([], reach: 2).isEmpty)
  }

  @Test("have a root mean square at the indices that are asked for")
  func rms() {
    #expect(rootMeanSquare([3, 100, 4], [0, 2]) == 12.5.squareRoot())
    #expect(rootMeanSquare([3, 100, 4], [0, 0, 0]) == 3)
    #expect(rootMeanSquare([3], []) == nil)
  }
}

@Suite("A Theil–Sen slope") struct SlopeTests {
  @Test("is that of the line, whatever a few outliers say", arguments: [2, 5, 60, 200, 201, 1000])
  func outliers(count: Int) throws {
    var values = (0..<count).map { 7 - 0.25 * Double($0) }
    // one point in twenty is far off; less than 29 % cannot move the median of slopes
    for i in stride(from: 3, to: count, by: 20) where count > 20 { values[i] = 1e6 }
    let slope = try #require(theilSenSlope(values))
    // differences of such numbers are exact; only outliers' neighbours could move the median
    #expect(abs(slope + 0.25) < 1e-9)
  }

  @Test("needs two points")
  func short() {
    #expect(theilSenSlope([]) == nil)
    #expect(theilSenSlope([1]) == nil)
    #expect(theilSenSlope([1, 1, 1]) == 0)
  }
}

@Suite("The block bootstrap") struct BootstrapTests {
  /// Gaussian-like noise: sums of twelve uniform numbers, their mean and variance 0 and 1; with
  /// memory, an autoregression whose variance is the same.
  private func noise(_ count: Int, memory: Double, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    var last = 0.0
    return (0..<count).map { _ in
      let shock = (0..<12).reduce(-6.0) { sum, _ in sum + .random(in: 0..<1, using: &generator) }
      last = memory * last + (1 - memory * memory).squareRoot() * shock
      return last
    }
  }

  private func intervalOfMean(_ values: [Double]) throws -> Interval {
    try #require(
      blockBootstrap(counts: [values.count]) { blocks in
        blocks[0].flatMap { values[$0] }.reduce(0, +) / Double(values.count)
      })
  }

  @Test("gives the same interval again, and the statistic lies in it", arguments: [UInt64](0..<10))
  func contains(seed: UInt64) throws {
    let values = noise(48, memory: 0, seed: seed)
    let interval = try intervalOfMean(values)
    #expect(interval == (try intervalOfMean(values)))
    let mean = values.reduce(0, +) / 48
    #expect(interval.lower < mean && mean < interval.upper)
    // ±1.645 · 1/√48 is the theory's half-width; 48 points know their own variance to ±40 %
    let halfWidth = (interval.upper - interval.lower) / 2
    #expect(abs(halfWidth / (1.645 / 48.0.squareRoot()) - 1) < 0.4)
  }

  @Test("gives a wider interval for a series with memory")
  func memory() throws {
    func width(_ memory: Double) throws -> Double {
      let intervals = try (0..<20).map { seed in
        try intervalOfMean(noise(200, memory: memory, seed: seed))
      }
      return intervals.reduce(0) { $0 + $1.upper - $1.lower } / 20
    }
    // Blocks of 6 catch of an autoregression with 0.8 a variance of the mean some 4 times that of
    // white noise, so about twice the width; a bootstrap of single points would give 1.
    let ratio = try width(0.8) / width(0)
    #expect(ratio > 1.6 && ratio < 2.4)
  }

  @Test(
    "draws whole blocks of neighbours, as many points as there are", arguments: [4, 5, 8, 27, 48])
  func blocks(count: Int) {
    let length = max(2, Int(Double.root(Double(count), 3).rounded()))
    _ = blockBootstrap(counts: [count, 4]) { blocks in
      let indices = blocks.map { $0.flatMap(Array.init) }
      #expect(indices.map(\.count) == [count, 4])
      #expect(indices[0].allSatisfy((0..<count).contains))
      let breaks = indices[0].indices.dropFirst().filter {
        indices[0][$0] != indices[0][$0 - 1] + 1
      }
      #expect(breaks.allSatisfy { $0.isMultiple(of: length) })
      return 0
    }
  }

  @Test("says nothing about fewer than four points", arguments: [[0], [3], [40, 3]])
  func short(counts: [Int]) {
    #expect(blockBootstrap(counts: counts) { _ in 1 } == nil)
  }

  @Test("says nothing when more than one resample in ten is undefined")
  func undefined() {
    func interval(every period: Int, _ hole: Double?) -> Interval? {
      var calls = 0
      return blockBootstrap(counts: [10]) { _ in
        calls += 1
        return calls.isMultiple(of: period) ? hole : 1
      }
    }
    for hole in [nil, Double.nan, .infinity] {
      #expect(interval(every: 5, hole) == nil)
      #expect(interval(every: 50, hole) == Interval(lower: 1, upper: 1))
    }
  }
}
