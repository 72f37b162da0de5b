import FoundationEssentials
import Testing

@testable import SeriesData

@Suite("JSON") struct CodableTests {
  private func roundTrip<Value: Codable & Equatable>(_ value: Value) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let data = try encoder.encode(value)
    #expect(try JSONDecoder().decode(Value.self, from: data) == value)
    return String(decoding: data, as: UTF8.self)
  }

  @Test("values come back as they were")
  func values() throws {
    let start = try day("1949-01-31")
    #expect(try roundTrip([start]) == "[\"1949-01-31\"]")
    #expect(try roundTrip([Frequency.monthlyLastDay]) == "[\"monthly-last-day\"]")
    #expect(try roundTrip([Frequency.everySeconds(900)]) == "[\"every-900-seconds\"]")
    let series = TimeSeries(name: "t", start: start, frequency: .daily, values: [0.1, 1e300])
    _ = try roundTrip(series)
    _ = try roundTrip(Finding(.gap, "a gap", lines: [3], column: 1, remedy: "Fill it."))
    _ = try roundTrip([Scaler.minMax(minimum: 0.1, maximum: 3), .standard(mean: 1, deviation: 0)])
    _ = try roundTrip(
      SequenceBuilder(
        lookback: 3, features: Feature.allCases, transform: .seasonalLogDiff,
        scaler: .minMax(minimum: 0, maximum: 1), seasonLength: 12,
        trend: TrendSpan(of: series, in: 0..<2), scalesWindows: true))
    _ = try roundTrip(
      SequenceBuilder(
        lookback: 3, features: [.previous], transform: .boxCox,
        scaler: .minMax(minimum: 0, maximum: 1), seasonLength: 12, lambda: -0.25))
  }

  @Test(
    "a builder is what it was before there were powers, trends and windows; or does not fit together",
    arguments: [
      ("log", "prev", "", true), ("boxcox", "prev", #", "lambda": 0.5"#, true),
      ("boxcox", "prev", "", false), ("log", "prev", #", "lambda": 0.5"#, false),
      ("boxcox", "prev", #", "lambda": 11"#, false), ("log", "trend", "", false),
      ("log", "prev", #", "trend": {"start": "2001-01-01", "end": "2002-01-01"}"#, false),
      ("log", "trend", #", "trend": {"start": "2001-01-01", "end": "2002-01-01"}"#, true),
      ("log", "prev", #", "scalesWindows": 3"#, false),
    ])
  func builder(_ transform: String, _ feature: String, _ more: String, _ isValid: Bool) {
    let json = """
      {"lookback": 2, "features": ["\(feature)"], "transform": "\(transform)", "seasonLength": 12,
       "scaler": {"minMax": {"minimum": 0, "maximum": 1}}\(more)}
      """
    let builder = try? JSONDecoder().decode(SequenceBuilder.self, from: Data(json.utf8))
    #expect((builder != nil) == isValid)
    #expect(builder?.scalesWindows != true)
  }

  @Test("text that is no date or frequency is refused")
  func refusals() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Timestamp].self, from: Data("[\"1949-02-30\"]".utf8))
    }
    let builder = """
      {"lookback": 0, "features": ["prev"], "transform": "none", "seasonLength": 12,
       "scaler": {"minMax": {"minimum": 0, "maximum": 1}}}
      """
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SequenceBuilder.self, from: Data(builder.utf8))
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Frequency].self, from: Data("[\"sometimes\"]".utf8))
    }
  }
}
