import Testing

@testable import SeriesData

@Suite("Notations") struct NotationTests {
  /// A cell, its value, and whether marks part its thousands.
  @Test(
    "numbers as they are dressed",
    arguments: [
      ("1,234.5", 1234.5, true), ("1.234,5", 1234.5, true), ("1,234,567", 1_234_567, true),
      ("1.234.567", 1_234_567, true), ("1'234", 1234, true), ("1’234.25", 1234.25, true),
      ("1 234,5", 1234.5, true), ("1\u{A0}234", 1234, true),
      ("1\u{202F}234\u{202F}567,89", 1_234_567.89, true),
      ("−5", -5, false), ("-$5", -5, false), ("$-5", -5, false), ("$ 5.25", 5.25, false),
      ("5 €", 5, false), ("12,5\u{A0}%", 12.5, false), ("−1.234,5 €", -1234.5, true),
      ("£1,234.50", 1234.5, true),
    ])
  func dressed(text: String, value: Double, isGrouped: Bool) {
    guard case .number(let number) = NumberCell(ArraySlice(text.utf8)) else {
      Issue.record("\(text) is no number")
      return
    }
    #expect(number.value == value)
    #expect(number.isGrouped == isGrouped)
  }

  /// The cells of a column, and their values once it is decided; nil if it cannot be.
  @Test(
    "the marks of a column are decided by all of it",
    arguments: [
      (["1,234", "2,345", "1,234.5"], [1234, 2345, 1234.5]),
      (["1,234", "2,345", "0,5"], [1.234, 2.345, 0.5]),
      (["1.234", "2.345", "999,5"], [1234, 2345, 999.5]),
      (["1.234", "2.345", "0.5"], [1.234, 2.345, 0.5]),
      (["1,234", "12", "1,234,567"], [1234, 12, 1_234_567]),
      (["1.234", "2,345", "0.5"], [1.234, 2345, 0.5]),
      (["1,234", "2,345", "12"], nil), (["1.234", "2.345", "12"], nil),
      (["1.5", "2,5", "3"], nil), (["1,234.5", "1.234,5", "1"], nil),
    ] as [([String], [Double]?)])
  func column(cells: [String], values: [Double]?) {
    for shift in 0..<3 {
      let order = (0..<3).map { ($0 + shift) % 3 }
      let text = "ds;y\n" + order.map { "200\($0);\(cells[$0])\n" }.joined()
      do {
        #expect(try read(text).series.values == values)
      } catch {
        #expect(values == nil && error.reason == .fault(.notANumber))
      }
    }
  }

  @Test("a choice settles what a column does not, and is held to")
  func choice() throws {
    let text = "ds;y\n2001;1,234\n2002;2,345\n2003;3\n"
    #expect(try read(text, ReadOptions(decimal: .point)).series.values == [1234, 2345, 3])
    #expect(try read(text, ReadOptions(decimal: .comma)).series.values == [1.234, 2.345, 3])
    #expect(
      complaint("ds;y\n2001;1,5\n2002;2\n2003;3\n", ReadOptions(decimal: .point))
        == "t.csv:2:6: '1,5' has a decimal comma, but --decimal is point. "
        + "Write all numbers in the same way.")
  }

  @Test("a point before three digits is a decimal point where commas part the fields")
  func points() throws {
    let loaded = try read("ds,y\n2001,1.234\n2002,2.345\n2003,3\n")
    #expect(loaded.series.values == [1.234, 2.345, 3])
    #expect(loaded.findings.isEmpty)
  }

  @Test("thousands far behind many ambiguous numbers put right all of them")
  func late() throws {
    let rows = (0..<3000).map { "\($0 + 1);\($0 == 2900 ? "1,234.5" : "\($0 % 900 + 1),250")\n" }
    let text =
      "ds;y\n"
      + rows.map { padded(Int($0.prefix { $0 != ";" }) ?? 0, to: 4) + $0.drop { $0 != ";" } }
      .joined()
    let values = try read(text).series.values
    #expect(values.count == 3000)
    #expect(
      values[0] == 1250 && values[899] == 900_250 && values[2900] == 1234.5
        && values[2999] == 300_250)
  }

  /// Notation, the second date, and the frequency of three.
  @Test(
    "dates",
    arguments: [
      (["2020-W52", "2020-W53", "2021-W01"], "2020-12-28", Frequency.weekly),
      (["2020W05", "2020W06", "2020W07"], "2020-02-03", .weekly),
      (["2020-W05-5", "2020-W06-1", "2020-W06-2"], "2020-02-03", .businessDaily),
      (["2020-W05-1", "2020-W05-2", "2020-W05-3"], "2020-01-28", .daily),
      (["2020-02-28", "2020-02-29", "2020-03-01"], "2020-02-29", .daily),
      (["2019-12-31", "2020-01-31", "2020-02-29"], "2020-01-31", .monthlyLastDay),
      (["Januar 2020", "Februar 2020", "März 2020"], "2020-02-01", .monthly),
      (["août 2020", "sept. 2020", "oct. 2020"], "2020-09-01", .monthly),
      (["1. Mai 2020", "2. Mai 2020", "3. Mai 2020"], "2020-05-02", .daily),
      (
        ["2020-01-01T00:00+01:00", "2020-01-01T01:00+01:00", "2020-01-01T02:00+01:00"],
        "2020-01-01T01:00", .everySeconds(3600)
      ),
      (
        ["2020-01-01 00:00:00-0500", "2020-01-01 00:30:00-0500", "2020-01-01 01:00:00-0500"],
        "2020-01-01T00:30", .everySeconds(1800)
      ),
    ])
  func dates(dates: [String], second: String, frequency: Frequency) throws {
    let loaded = try read("ds,y\n" + dates.enumerated().map { "\($1),\($0)\n" }.joined())
    #expect(loaded.series.timestamp(at: 1).iso == second)
    #expect(loaded.series.frequency == frequency)
  }

  @Test("every day of eighty years is a day of one week, and no year has a week too many")
  func weeks() {
    var count = 0
    for year in 1960..<2040 {
      for week in 1...53 {
        for weekday in 1...7 {
          guard let day = Timestamp(isoYear: year, week: week, weekday: weekday) else { continue }
          count += 1
          #expect(day.isoWeek == week && day.weekday == weekday - 1)
        }
      }
    }
    // The weeks lie side by side: as many days as from the first Monday to the last Sunday.
    let first = Timestamp(isoYear: 1960, week: 1)
    let last = Timestamp(isoYear: 2040, week: 1)
    #expect(first?.iso == "1960-01-04" && last?.iso == "2040-01-02")
    #expect(count == (last?.dayNumber ?? 0) - (first?.dayNumber ?? 0))
  }

  @Test(
    "dates that there are not",
    arguments: [
      "2021-W53", "2020-W00", "2020-W5", "2020-W05-8", "2021-02-29", "0000-01-01", "10000-01-01",
      "2020-01-01T24:00", "2020-01-01T00:00+99:00", "Blabla 2020", "1.13.2020", "２０２０-01-01",
    ])
  func noDates(text: String) {
    #expect(DateCell(ArraySlice(text.utf8)) == nil)
  }

  @Test("days are counted as spreadsheets count them, and seconds as Unix does")
  func counted() throws {
    let excel = ReadOptions(dateColumn: "ds", dateFormat: "excel")
    let days = try read("ds,y\n43830,1\n43830.25,2\n43830.5,3\n", excel).series
    #expect(days.start.iso == "2019-12-31" && days.timestamp(at: 1).iso == "2019-12-31T06:00")
    #expect(
      complaint("ds,y\n59,1\n60,2\n61,3\n", excel).contains(
        "'59' is not a date (expected excel; lines 2, 3)"))
    let unix = ReadOptions(dateColumn: "ds", dateFormat: "%s")
    #expect(try read("ds,y\n-86400,1\n0,2\n86400,3\n", unix).series.start.iso == "1969-12-31")
    #expect(complaint("ds,y\n99999999999999999999,1\n0,2\n1,3\n", unix).contains("is not a date"))
  }

  @Test("the hour that clocks leave out, and the one that comes twice, are called so")
  func clocks() throws {
    func hours(_ hours: [(String, Int)]) -> String {
      "ds,y\n" + hours.enumerated().map { "\($1.0)T\(padded($1.1, to: 2)):00,\($0)\n" }.joined()
    }
    let spring = hours([0, 1, 3, 4, 5].map { ("2020-03-29", $0) })
    #expect(
      complaint(spring)
        == "t.csv:4: 1 date has no row: 2020-03-29T02:00 (before line 4); the hour that is left out "
        + "when clocks are set forward. Choose --gaps interpolate, previous or zero.")
    let autumn = hours([0, 1, 2, 2, 3, 4].map { ("2020-10-25", $0) })
    #expect(
      complaint(autumn)
        == "t.csv:4: 1 date in more than one row: 2020-10-25T02:00 (lines 4, 5); the hour that comes "
        + "twice when clocks are set back. Choose --duplicates mean, sum, first or last.")
    let offsets = ["01:00+02:00", "02:00+02:00", "02:00+01:00", "03:00+01:00", "04:00+01:00"]
    let zoned = "ds,y\n" + offsets.map { "2020-10-25T\($0),1\n" }.joined()
    #expect(complaint(zoned).contains("2020-10-25T02:00 (lines 3, 4); the hour that comes twice"))
    #expect(try read(zoned, ReadOptions(duplicates: .mean)).series.count == 4)
    #expect(!complaint(hours([0, 1, 3, 4, 5].map { ("2020-03-30", $0) })).contains("clocks"))
    #expect(!complaint(hours([0, 1, 2, 2, 3].map { ("2020-06-28", $0) })).contains("clocks"))
  }
}
