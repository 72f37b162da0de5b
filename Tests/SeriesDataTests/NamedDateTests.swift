import Testing

@testable import SeriesData

@Suite("A named date") struct NamedDateTests {
  /// A text, and the stretch that it names.
  struct Named: Sendable, CustomTestStringConvertible {
    let text: String
    var format: String?
    let first: String
    let last: String

    init(_ text: String, format: String? = nil, _ first: String, _ last: String) {
      (self.text, self.format, self.first, self.last) = (text, format, first, last)
    }

    var testDescription: String { text }
  }

  @Test(
    "is all of what it names",
    arguments: [
      Named("1955", "1955-01-01", "1955-12-31T23:59:59"),
      Named("1955-02", "1955-02-01", "1955-02-28T23:59:59"),
      Named("1956M02", "1956-02-01", "1956-02-29T23:59:59"),
      Named("Dec 1955", "1955-12-01", "1955-12-31T23:59:59"),
      Named("1955Q2", "1955-04-01", "1955-06-30T23:59:59"),
      Named("1955-06-30", "1955-06-30", "1955-06-30T23:59:59"),
      Named("30.06.1955", "1955-06-30", "1955-06-30T23:59:59"),
      Named("31/12/1955", "1955-12-31", "1955-12-31T23:59:59"),
      Named("1955-06-30T13:00", "1955-06-30T13:00", "1955-06-30T13:00"),
      Named("195502", format: "%Y%m", "1955-02-01", "1955-02-28T23:59:59"),
      Named("55", format: "%y", "2055-01-01", "2055-12-31T23:59:59"),
      Named("1955", format: "%Y%m%d", "1955-01-01", "1955-12-31T23:59:59"),
      Named("02/03/1955", format: "%d/%m/%Y", "1955-03-02", "1955-03-02T23:59:59"),
      Named("5h 2 Mar 1955", format: "%Hh %d %b %Y", "1955-03-02T05:00", "1955-03-02T05:00"),
    ])
  func stretch(_ named: Named) throws {
    let date = try NamedDate(named.text, format: named.format)
    #expect(date.first.iso == named.first)
    #expect(date.last.iso == named.last)
  }

  @Test("must be one of a calendar, and one alone")
  func refusals() {
    #expect(throws: NamedDateError.unreadable("yesterday")) { try NamedDate("yesterday") }
    #expect(throws: NamedDateError.unreadable("1955-13")) { try NamedDate("1955-13") }
    #expect(throws: NamedDateError.unreadable("")) { try NamedDate("") }
    #expect {
      try NamedDate("02/03/1955")
    } throws: { error in
      "\(error)"
        == "is '02/03/1955', which can be 1955-03-02 or 1955-02-03 (expected one of these)"
    }
  }

  private func series(_ count: Int = 24, season: Int? = nil) throws -> TimeSeries {
    TimeSeries(
      name: "t", start: try day("1955-01-31"), frequency: .monthlyLastDay,
      values: (0..<count).map { Double($0) }, seasonLength: season)
  }

  @Test("cuts a series at both ends, and nothing where there is nothing")
  func indices() throws {
    let series = try series()
    func cut(_ first: String?, _ last: String?) throws -> Range<Int> {
      series.indices(
        from: try first.map { try NamedDate($0).first }, to: try last.map { try NamedDate($0).last }
      )
    }
    #expect(try cut(nil, nil) == 0..<24)
    #expect(try cut("1955-02", "1955-02") == 1..<2)
    #expect(try cut("1956", nil) == 12..<24)
    #expect(try cut(nil, "1955") == 0..<12)
    #expect(try cut("1900", "2000") == 0..<24)
    #expect(try cut("1957", nil) == 24..<24)
    #expect(try cut(nil, "1954").isEmpty)
    #expect(try cut("1955-02-01", "1955-02-27").isEmpty)
  }

  @Test("leaves dates and places in the season as they were")
  func slice() throws {
    for season in [nil, 5] {
      let series = try series(season: season)
      let part = series.slice(7..<19)
      #expect(part.values == (7..<19).map { Double($0) })
      for index in 0..<12 {
        #expect(part.timestamp(at: index) == series.timestamp(at: index + 7))
        #expect(part.positionInSeason(at: index) == series.positionInSeason(at: index + 7))
      }
    }
  }

  @Test("of another series counts the season from the same origin, if it lies on the same grid")
  func counted() throws {
    let known = try series(season: 5)
    let newer = TimeSeries(
      name: "n", start: known.timestamp(at: 7), frequency: .monthlyLastDay, values: [1, 2, 3])
    let aligned = try #require(newer.counted(from: known.start)).withSeason(5)
    for index in 0..<3 {
      #expect(aligned.timestamp(at: index) == newer.timestamp(at: index))
      #expect(aligned.positionInSeason(at: index) == known.positionInSeason(at: index + 7))
    }
    let older = TimeSeries(
      name: "o", start: try day("1954-12-31"), frequency: .monthlyLastDay, values: [1, 2, 3])
    #expect(older.counted(from: known.start)?.withSeason(5).positionInSeason(at: 0) == 4)
    let weeks = TimeSeries(
      name: "w", start: try day("1955-02-02"), frequency: .weekly, values: [1, 2, 3])
    #expect(weeks.counted(from: try day("1955-01-31")) == nil)
    #expect(weeks.counted(from: try day("1955-01-26"))?.offset == 1)
  }
}
