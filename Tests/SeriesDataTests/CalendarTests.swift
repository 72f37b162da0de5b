import Testing

@testable import SeriesData

@Suite("Calendar") struct CalendarTests {
  @Test("every day of 400 years and more is that of a calendar that counts day by day")
  func civilRoundTrip() {
    var (year, month, day) = (1799, 1, 1)
    var number = CivilDate(year: year, month: month, day: day).dayNumber
    while year < 2202 {
      let date = CivilDate(year: year, month: month, day: day)
      #expect(date.dayNumber == number)
      #expect(CivilDate(dayNumber: number) == date)
      // The slow twin: turn the pages of a calendar.
      let isLeap = year % 400 == 0 || (year % 100 != 0 && year % 4 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      (day, number) = (day + 1, number + 1)
      if day > lengths[month - 1] { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }

  @Test(
    "day numbers are those of Unix time",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11017), ("1949-01-01", -7670),
      ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
  func epoch(iso: String, number: Int) throws {
    #expect(try day(iso).dayNumber == number)
  }

  @Test("parts that no calendar has are refused")
  func invalid() {
    #expect(Timestamp(year: 1949, month: 2, day: 29) == nil)
    #expect(Timestamp(year: 1900, month: 2, day: 29) == nil)
    #expect(Timestamp(year: 2000, month: 2, day: 29) != nil)
    #expect(Timestamp(year: 1949, month: 13, day: 1) == nil)
    #expect(Timestamp(year: 1949, month: 1, day: 1, hour: 24) == nil)
    #expect(Timestamp(year: 0, month: 1, day: 1) == nil)
  }

  @Test(
    "ISO text comes back as it went in",
    arguments: ["1949-01-01", "1949-12-31T13:00", "1960-02-29T23:59:07", "0900-07-04"])
  func isoRoundTrip(iso: String) throws {
    #expect(try day(iso).iso == iso)
  }

  @Test(
    "text that is not ISO is no timestamp",
    arguments: [
      "", "1949", "1949-1-1", "1949-01-01T", "1949-01-01 13:00", "1949-02-30", "1949-01-01T13:00Z",
      "1949-01-01T25:00", "19490-01-01",
    ])
  func notISO(text: String) {
    #expect(Timestamp(iso: text) == nil)
  }

  @Test(
    "weeks follow ISO 8601",
    arguments: [
      ("2021-01-03", 53, 6), ("2021-01-04", 1, 0), ("2020-12-31", 53, 3), ("2018-12-31", 1, 0),
      ("1970-01-01", 1, 3),
    ])
  func weeks(iso: String, week: Int, weekday: Int) throws {
    #expect(try day(iso).isoWeek == week)
    #expect(try day(iso).weekday == weekday)
  }
}

@Suite("Frequency") struct FrequencyTests {
  @Test(
    "steps go by the calendar",
    arguments: [
      (Frequency.yearly, "1960-02-29", 1, "1961-02-28"), (.yearly, "1960-02-29", 4, "1964-02-29"),
      (.quarterly, "2014-06-30", 1, "2014-09-30"), (.quarterly, "2014-06-30", 2, "2014-12-31"),
      (.quarterly, "2014-01-01", -1, "2013-10-01"), (.monthly, "1949-01-31", 1, "1949-02-28"),
      (.monthly, "1949-01-31", 2, "1949-03-31"), (.monthly, "1949-01-01", 144, "1961-01-01"),
      (.monthly, "1949-01-01", -1, "1948-12-01"), (.monthlyLastDay, "1948-01-31", 1, "1948-02-29"),
      (.monthlyLastDay, "1949-02-28", 1, "1949-03-31"), (.weekly, "1958-03-29", 1, "1958-04-05"),
      (.daily, "1999-12-31", 1, "2000-01-01"), (.businessDaily, "2024-03-01", 1, "2024-03-04"),
      (.businessDaily, "2024-03-04", -1, "2024-03-01"),
      (.businessDaily, "2024-03-06", 10, "2024-03-20"),
      (.everySeconds(1800), "2014-07-01T23:30", 1, "2014-07-02"),
    ])
  func advance(frequency: Frequency, from: String, steps: Int, to: String) throws {
    #expect(frequency.advance(try day(from), by: steps).iso == to)
    #expect(frequency.steps(from: try day(from), to: try day(to)) == steps)
  }

  @Test("a start on the 31st does not drift")
  func noDrift() throws {
    let start = try day("1949-01-31")
    for step in 0..<500 where Frequency.monthly.advance(start, by: step).month != 2 {
      #expect(Frequency.monthly.advance(start, by: step).day >= 30)
    }
  }

  @Test("business days are the days of the week without its end")
  func businessDays() throws {
    var twin = try day("2023-12-29")
    let start = twin
    for step in 1..<600 {
      repeat { twin = twin.adding(seconds: 86_400) } while twin.weekday > 4
      #expect(Frequency.businessDaily.advance(start, by: step) == twin)
      #expect(Frequency.businessDaily.steps(from: start, to: twin) == step)
    }
  }

  @Test("a date off the grid has no number of steps")
  func offGrid() throws {
    #expect(Frequency.monthly.steps(from: try day("1949-01-01"), to: try day("1949-02-02")) == nil)
    #expect(Frequency.weekly.steps(from: try day("1949-01-01"), to: try day("1949-01-02")) == nil)
    #expect(
      Frequency.businessDaily.steps(from: try day("2024-03-01"), to: try day("2024-03-02")) == nil)
  }

  @Test(
    "names, seasons, places and labels",
    arguments: [
      (Frequency.yearly, "yearly", 1, nil, "2021"), (.quarterly, "quarterly", 4, 0, "2021Q1"),
      (.monthly, "monthly", 12, 0, "2021-01"),
      (.monthlyLastDay, "monthly-last-day", 12, 0, "2021-01-03"),
      (.weekly, "weekly", 52, 51, "2021-01-03"), (.daily, "daily", 7, 6, "2021-01-03"),
      (.businessDaily, "business-daily", 5, 4, "2021-01-03"),
      (.everySeconds(3600), "hourly", 24, 0, "2021-01-03T00:00"),
      (.everySeconds(900), "every-900-seconds", 96, 0, "2021-01-03T00:00"),
      (.everySeconds(172_800), "every-172800-seconds", 1, nil, "2021-01-03T00:00"),
    ] as [(Frequency, String, Int, Int?, String)])
  func facts(frequency: Frequency, name: String, season: Int, place: Int?, label: String) throws {
    let sunday = try day("2021-01-03")
    #expect(frequency.name == name)
    #expect(Frequency(name: name) == frequency)
    #expect(frequency.seasonLength == season)
    #expect(frequency.positionInSeason(sunday) == place)
    #expect(frequency.label(sunday) == label)
  }

  @Test("the place in the season is always one of the season", arguments: Frequency.named)
  func placeInRange(frequency: Frequency) throws {
    let start = try day("2019-12-30")
    for step in 0..<1000 {
      let place = frequency.positionInSeason(frequency.advance(start, by: step))
      #expect(place.map { (0..<frequency.seasonLength).contains($0) } ?? (frequency == .yearly))
    }
  }

  @Test(
    "nonsense is no name", arguments: ["", "every-0-seconds", "every--5-seconds", "fortnightly"])
  func noName(name: String) {
    #expect(Frequency(name: name) == nil)
  }

  @Test("a series knows its calendar beyond its end")
  func series() throws {
    let series = TimeSeries(
      name: "t", start: try day("1949-01-31"), frequency: .monthlyLastDay, values: [1, 2, 3])
    #expect(series.timestamp(at: 13).iso == "1950-02-28")
    #expect(series.label(at: 13) == "1950-02-28")
    #expect(series.positionInSeason(at: 13) == 1)
    #expect(series.prefix(2).values == [1, 2])
    #expect(series.prefix(9) == series)
  }
}
