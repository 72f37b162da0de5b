import Testing

@testable import SeriesData

@Suite("Calendar effects") struct CalendarEffectTests {
  @Test(
    "Easter is where the tables of the church have it",
    arguments: [
      "1583-04-10", "1818-03-22", "1900-04-15", "1943-04-25", "1949-04-17", "1950-04-09",
      "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2024-03-31", "2038-04-25",
      "2049-04-18", "2076-04-19", "2285-03-22",
    ])
  func easter(iso: String) throws {
    let date = try day(iso)
    #expect(CivilDate.easter(of: date.year) == date.date)
  }

  @Test("Easter is that of another way to find it, in every year, and always a Sunday")
  func easterTwin() {
    for year in 1...12_000 {
      let easter = CivilDate.easter(of: year)
      #expect(easter == slowEaster(of: year), "\(year)")
      #expect(Timestamp.weekday(ofDay: easter.dayNumber) == 6)
    }
    for year in [0, -1, -4713, 10_000_000] {
      #expect((3...4).contains(CivilDate.easter(of: year).month))
    }
  }

  // By epacts: Knuth, *The Art of Computer Programming*, vol. 1, §1.3.2, exercise 14.
  private func slowEaster(of year: Int) -> CivilDate {
    let golden = year % 19 + 1
    let century = year / 100 + 1
    let leapYearsLeftOut = 3 * century / 4 - 12
    let moon = (8 * century + 5) / 25 - 5
    let sunday = 5 * year / 4 - leapYearsLeftOut - 10
    var epact = (11 * golden + 20 + moon - leapYearsLeftOut) % 30
    if epact < 0 { epact += 30 }
    if (epact == 25 && golden > 11) || epact == 24 { epact += 1 }
    var full = 44 - epact
    if full < 21 { full += 30 }
    let march = full + 7 - (sunday + full) % 7
    return march > 31
      ? CivilDate(year: year, month: 4, day: march - 31)
      : CivilDate(year: year, month: 3, day: march)
  }

  @Test("weekdays and weekends are as counted by hand")
  func tradingDays() throws {
    // 1949: 21 + 10, 20 + 8, 23 + 8, 21 + 9 days; 1960-12: 22 + 9
    let air = try series("1949-01-01", .monthly)
    #expect(air.calendarEffect(.tradingDays, at: 0..<4) == [-4, 0, 3, -1.5])
    #expect(air.calendarEffect(.tradingDays, at: 143..<144) == [-0.5])
    // 2000-02: 21 + 8
    let ends = try series("1999-12-31", .monthlyLastDay)
    #expect(ends.calendarEffect(.tradingDays, at: 2..<3) == [1])
    // the first quarters of 1949 and 2024: 64 + 26, 65 + 26
    #expect(try series("1949-03-31", .quarterly).calendarEffect(.tradingDays, at: 0..<1) == [-1])
    #expect(try series("2024-02-01", .quarterly).calendarEffect(.tradingDays, at: 0..<1) == [0])
  }

  @Test("Easter is shared out over March and April, less the mean")
  func easterShares() throws {
    let series = try series("1949-01-01", .monthly)
    func shares(_ year: Int) throws -> [Double] {
      let first = 12 * (year - 1949)
      return try #require(series.calendarEffect(.easter, at: first..<(first + 12)))
    }
    // 17 April 1949: all of 9 … 16 April; 31 March 2024: all in March; 5 April 2026: 28 … 31 March
    let (april, march, both) = (try shares(1949), try shares(2024), try shares(2026))
    #expect(abs(april[2] + 0.38875) < 1e-12)
    #expect(abs(march[2] - 0.61125) < 1e-12)
    #expect(abs(both[2] - 0.11125) < 1e-12)
    for year in [april, march, both] {
      #expect(abs(year[2] + year[3]) < 1e-12)
      #expect(year.enumerated().allSatisfy { $0 == 2 || $0 == 3 || $1 == 0 })
    }
    var (sum, count) = (0.0, 0.0)
    for year in 1600..<2000 {
      sum += try shares(year)[2]
      count += 1
    }
    #expect(abs(sum / count) < 1e-12)
    let quarters = try self.series("2024-01-01", .quarterly).calendarEffect(.easter, at: 0..<4)
    #expect(quarters == [march[2], march[3], 0, 0])
  }

  @Test("a leap day is a quarter of a day in four years")
  func leapYears() throws {
    let series = try series("1896-01-01", .monthly)
    let days = try #require(series.calendarEffect(.leapYear, at: 0..<120))
    #expect(days.indices.filter { days[$0] > 0 } == [1, 97])  // 1900 was none
    #expect(days.filter { $0 == -0.25 }.count == 8)
    #expect(days[1] == 0.75)
    let quarters = try self.series("2023-01-01", .quarterly).calendarEffect(.leapYear, at: 0..<8)
    #expect(quarters == [-0.25, 0, 0, 0, 0.75, 0, 0, 0])
  }

  @Test(
    "is there for months and quarters alone, whenever they are", arguments: CalendarEffect.allCases)
  func anywhere(_ effect: CalendarEffect) throws {
    for frequency in [Frequency.yearly, .weekly, .daily, .businessDaily, .everySeconds(60)] {
      #expect(try series("1949-01-03", frequency).calendarEffect(effect, at: 0..<5) == nil)
    }
    for start in ["0001-01-01", "1582-10-15", "9999-12-31"] {
      let series = try series(start, .monthly)
      for first in [-200_000, -13, 0, 200_000] {
        let values = try #require(series.calendarEffect(effect, at: first..<(first + 24)))
        #expect(values.count == 24)
        #expect(values.allSatisfy { abs($0) <= 5 })
      }
    }
    #expect(try series("1949-01-01", .monthly).calendarEffect(effect, at: 3..<3) == [])
  }

  private func series(_ start: String, _ frequency: Frequency) throws -> TimeSeries {
    TimeSeries(name: "", start: try day(start), frequency: frequency, values: [1])
  }
}
