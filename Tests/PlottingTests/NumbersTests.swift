import Testing

@testable import Plotting

@Suite("Numbers for pictures") struct NumbersTests {
  /// By hand: bins [0, 1), [1, 2), [2, 3), [3, 4]; the upper end belongs to the last.
  @Test("fall into the bins that a hand counts")
  func bins() {
    let histogram = Histogram([0, 0.5, 1, 1.5, 1.99, 3, 4, 4, 9], from: 0, to: 4, bins: 4)
    #expect(histogram.counts == [2, 3, 0, 3])
    #expect(histogram.centres == [0.5, 1.5, 2.5, 3.5])
  }

  /// By hand: 0 … 999 has quartiles 249.75 and 749.25; 2 · 499.5 / 10 = 99.9; 999 / 99.9 = 10 bins.
  @Test("choose the bins of Freedman and Diaconis")
  func freedmanDiaconis() throws {
    let histogram = try #require(Histogram((0..<1000).map { Double($0) }))
    #expect(histogram.counts == [Int](repeating: 100, count: 10))
    #expect(Histogram([2, 2, 2]) == nil)
    #expect(Histogram([]) == nil)
    #expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]).map { ($0 * $0 * 7).rounded() } == 32)
  }

  @Test("are written without a locale")
  func text() {
    #expect(fixed(2.345, decimals: 1) == "2.3")
    #expect(fixed(-0.04, decimals: 1) == "0.0")
    #expect(fixed(-1.5, decimals: 2) == "−1.50")
    #expect(significant(41.234) == "41.23")
    #expect(significant(1.23e9, digits: 3) == "1.23e9")
    #expect(significant(.nan) == "undefined")
    #expect([31.34, 0.000985, 123_456.7].map(brief) == ["31.3", "9.9e-4", "123457"])
    #expect(trimmed("95.800") == "95.8")
    #expect(gnuplotNumber(-1.5) == "-1.5")
    #expect(shortened("abcdef", to: 4) == "abc…")
  }

  @Test("of dates survive the way to seconds and back")
  func dates() {
    #expect(seconds(ofDate: "1970-01-01") == 0)
    #expect(seconds(ofDate: "1949-01-01") == -662_688_000)
    #expect(seconds(ofDate: "2000-02-29T13:00") == 951_829_200)
    #expect(seconds(ofDate: "1949") == seconds(ofDate: "1949-01"))
    for text in ["", "x", "1949-13-01", "1949-01-01T25:61:99", "-5", "99999-01-01"] {
      #expect(seconds(ofDate: text) == nil)
    }
    for day in stride(from: -200_000, through: 200_000, by: 337) {
      let date = civil(fromDays: day)
      #expect(days(year: date.year, month: date.month) + date.day - 1 == day)
    }
  }

  @Test(
    "of ticks are round",
    arguments: [
      (0.0, 144.0, ["0", "50", "100"]), (-0.3, 0.3, ["−0.2", "0.0", "0.2"]),
      (1e9, 3e9, ["1e9", "1.5e9", "2e9", "2.5e9", "3e9"]),
    ])
  func ticks(_ low: Double, _ high: Double, _ labels: [String]) {
    let found = Axis(label: "").ticks(over: low...high, room: 10, isVertical: true)
    #expect(found.map(\.label) == labels)
  }

  @Test(
    "of dates have ticks as close as there is room",
    arguments: [
      ("1949-01-01", "1960-12-01", ["1950", "1955", "1960"], 40.0),
      (
        "2022-01-03", "2022-01-21",
        ["2022-01-04", "2022-01-08", "2022-01-12", "2022-01-16", "2022-01-20"], 60
      ),
      ("2022-01-03", "2022-01-04", ["01-03 00:00", "01-03 12:00", "01-04 00:00"], 40),
      ("2021-11-15", "2022-07-01", ["Jan 2022", "Apr 2022", "Jul 2022"], 40),
    ])
  func dateTicks(_ from: String, _ to: String, _ labels: [String], room: Double) throws {
    let low = try #require(seconds(ofDate: from))
    let high = try #require(seconds(ofDate: to))
    #expect(Plotting.dateTicks(low...high, room: room).map(\.label) == labels)
  }
}
