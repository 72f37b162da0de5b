import Testing

@testable import Reporting

@Suite("A sparkline") struct SparklineTests {
  @Test("rises with its values")
  func rising() {
    #expect(Sparkline((0..<8).map(Double.init), width: 80).bars(.unicode) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline((0..<6).map(Double.init), width: 80).bars(.ascii) == "_.-=*#")
  }

  @Test("is level where all values are equal, or there is one")
  func constant() {
    #expect(Sparkline([5, 5, 5], width: 80).bars(.unicode) == "▄▄▄")
    #expect(Sparkline([-3], width: 80).bars(.unicode) == "▄")
    #expect(Sparkline([5, 5], width: 80).bars(.ascii) == "--")
  }

  @Test("is empty without values, and leaves out what is no number")
  func empty() {
    #expect(Sparkline([Double](), width: 80).bars(.unicode) == "")
    #expect(Sparkline([.nan], width: 1).lines(from: "a", to: "b", unit: "", .unicode) == [])
    #expect(Sparkline([1, .nan, 2, .infinity], width: 80).bars(.unicode) == "▁█")
  }

  @Test("takes the means of values where there are more than columns", arguments: [1, 7, 80, 999])
  func bins(_ width: Int) {
    var generator = SystemRandomNumberGenerator()
    let values = (0..<10_000).map { Double($0) + .random(in: 0...500, using: &generator) }
    let bars = Sparkline(values, width: width).bars(.unicode)
    #expect(bars.count == width)
    // The obvious way: every value into the bin of its place.
    var (sums, counts) = (
      [Double](repeating: 0, count: width), [Double](repeating: 0, count: width)
    )
    for (index, value) in values.enumerated() {
      let bin = (0..<width).first { index < ($0 + 1) * values.count / width } ?? 0
      sums[bin] += value
      counts[bin] += 1
    }
    let means = zip(sums, counts).map { $0 / $1 }
    let (low, high) = (means.min() ?? 0, means.max() ?? 0)
    let levels = Array("▁▂▃▄▅▆▇█")
    for (bar, mean) in zip(bars, means) where width > 1 {
      let place = (mean - low) / (high - low) * 8
      let level = levels.firstIndex(of: bar).map(Double.init) ?? -1
      #expect(abs(place - level - 0.5) <= 0.5 + 1e-9)
    }
  }

  @Test("bears the largest values that there are")
  func extremes() {
    let largest = Double.greatestFiniteMagnitude
    #expect(Sparkline([-largest, 0, largest], width: 80).bars(.unicode) == "▁▅█")
    #expect(Sparkline([largest, largest, -largest], width: 2).bars(.unicode).count == 2)
  }

  @Test("has dates and range below, within its columns")
  func lines() {
    let values = (0..<144).map { Double(104 + $0) }
    let lines = Sparkline(values, width: 60).lines(
      from: "1949-01-01", to: "1960-12-01", unit: "thousands", .unicode)
    #expect(
      lines == [
        "▁▁▁▁▁▁▁▁▂▂▂▂▂▂▂▃▃▃▃▃▃▃▃▄▄▄▄▄▄▄▅▅▅▅▅▅▅▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇████████",
        "1949-01-01          104 to 247 thousands          1960-12-01",
      ])
    #expect(
      Sparkline([1, 2], width: 60).lines(from: "2001", to: "2002", unit: "", .ascii)
        == ["_#", "2001  1 to 2  2002"])
  }
}
