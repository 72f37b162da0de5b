import SeriesData
import Testing

@testable import Plotting

@Suite("The figures of a series") struct SeriesFiguresTests {
  private func series(
    _ frequency: Frequency, _ values: [Double], start: String = "1949-01-01", season: Int? = nil
  ) throws -> TimeSeries {
    TimeSeries(
      name: "s", start: try #require(Timestamp(iso: start)), frequency: frequency, values: values,
      seasonLength: season)
  }

  private func figures(_ series: TimeSeries) -> SeriesFigures {
    SeriesFigures(series, title: "s.csv: y", valueLabel: "y")
  }

  private func elements(_ name: String, _ figures: SeriesFigures) throws -> [Element] {
    try #require(figures.all.first { $0.name == name }).figure.rows.flatMap(\.panels)
      .flatMap(\.elements)
  }

  private func traces(_ name: String, _ figures: SeriesFigures) throws -> [Trace] {
    try elements(name, figures).compactMap { if case .trace(let trace) = $0 { trace } else { nil } }
  }

  private func labels(_ name: String, _ figures: SeriesFigures) throws -> [TextLabel] {
    try elements(name, figures).compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  @Test("of the passengers are three: a line with its trend, a line a year, stems of two kinds")
  func airline() throws {
    let figures = figures(try series(.monthly, SampleReport.airline))
    #expect(figures.all.map(\.name) == ["series", "season", "acf"])
    #expect(figures.withoutSeason == nil)
    let time = try traces("series", figures)
    #expect(time[0].y == SampleReport.airline)
    #expect(time[1].y[6] == centredMean(SampleReport.airline, seasonLength: 12)[6])
    let years = try traces("season", figures)
    #expect(years.count == 12)
    #expect(years.map(\.role).first == .shade(0))
    #expect(years.map(\.role).last == .shade(100))
    #expect(years[11].y == SampleReport.airline.suffix(12))
    #expect(years[11].x == (0..<12).map { Double($0) })
    #expect(
      Set(try labels("season", figures).map(\.text))
        == ["1955", "1956", "1957", "1958", "1959", "1960"])
    let stems = try traces("acf", figures).filter { $0.mark == .impulses }
    #expect(stems.count == 4)
    #expect(stems[1].x == [12, 24, 36])
    #expect(stems[0].x.count == 33)
    #expect(stems[0].y.first == autocorrelation(SampleReport.airline, lags: 1).first)
  }

  @Test("label lines that end close together apart from each other")
  func labelsApart() throws {
    let values = (0..<60).map { month -> Double in
      let (place, year) = (Double(month % 12), Double(month / 12))
      return place + 0.01 * year
    }
    let ys = try labels("season", figures(try series(.monthly, values))).map(\.y).sorted()
    #expect(ys.count == 5)
    for (low, high) in zip(ys, ys.dropFirst()) { #expect(high - low > 0.3) }
  }

  @Test("have no season where there is none, and say so")
  func yearly() throws {
    let figures = figures(try series(.yearly, (0..<30).map { Double($0 * $0 % 7) }))
    #expect(figures.all.map(\.name) == ["series", "acf"])
    #expect(figures.withoutSeason == "yearly data have no season (--season gives them one)")
    let without = SeriesFigures(
      try series(.monthly, SampleReport.airline, season: 1), title: "", valueLabel: "")
    #expect(without.all.map(\.name) == ["series", "acf"])
    #expect(without.withoutSeason == "there shall be none (--season 1)")
    let short = SeriesFigures(
      try series(.monthly, (0..<20).map { Double($0) }), title: "", valueLabel: "")
    #expect(short.withoutSeason == "20 values are less than two seasons of 12")
  }

  @Test("have no autocorrelation where all values are the same")
  func constant() throws {
    let figures = figures(try series(.monthly, [Double](repeating: 3, count: 30)))
    #expect(figures.all.map(\.name) == ["series", "season"])
    #expect(figures.withoutMemory == "all values are the same, or there are fewer than 4")
  }

  /// Two years of days are 105 weeks: too many lines.
  @Test("of many cycles are bands, with the last cycles as lines")
  func crowded() throws {
    let values = (0..<731).map { day -> Double in
      let (place, noise) = ((day + 5) % 7, day * day % 11)
      return Double(place + noise)
    }
    let figures = figures(try series(.daily, values))
    let bands = try elements("season", figures).compactMap {
      if case .band(let band) = $0 { band } else { nil }
    }
    #expect(bands.count == 2)
    for band in bands {
      #expect(band.lower.count == 7)
      for (low, high) in zip(band.lower, band.upper) {
        #expect(try #require(low) < #require(high))
      }
    }
    #expect(try traces("season", figures).count == 4)
    #expect(try labels("season", figures).isEmpty)
  }

  /// 2020-12-28 is the Monday of week 53: its place is that of week 52.
  @Test("keep the 53rd week in its year, and draw one value a place")
  func weeks() throws {
    let values = (0..<160).map { Double($0 % 52) }
    let years = try traces("season", figures(try series(.weekly, values, start: "2018-12-31")))
    #expect(years.count == 4)
    #expect(years[1].x.count == 52)
    #expect(years[1].x == (1...52).map { Double($0) })
    #expect(
      try labels("season", figures(try series(.weekly, values, start: "2018-12-31"))).map(\.text)
        .sorted() == ["2019", "2020", "2021", "2022"])
  }

  @Test("follow a season that was set by hand")
  func override() throws {
    let values = (0..<60).map { Double($0 % 5) }
    let figures = figures(try series(.yearly, values, season: 5))
    let cycles = try traces("season", figures)
    #expect(cycles.count == 12)
    #expect(cycles.allSatisfy { $0.y == [0, 1, 2, 3, 4] })
    #expect(try labels("season", figures).first?.text == "from 1979")
  }

  @Test("are dark where they are late: lightness falls along the shades")
  func shades() {
    let lightness = stride(from: 0, through: 100, by: 10).map { share -> Int in
      let colour = Int(Ink.of(.shade(share)).colour.dropFirst(), radix: 16) ?? 0
      return (colour >> 16 & 0xFF) * 3 + (colour >> 8 & 0xFF) * 6 + (colour & 0xFF)
    }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 > $1 })
    #expect(Ink.of(.shade(100)).colour == "#002F5C")
    #expect(Ink.of(.shade(-5)) == Ink.of(.shade(0)))
  }
}
