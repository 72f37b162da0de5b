import Testing

@testable import SeriesData

@Suite("Reading") struct ReadingTests {
  @Test("the airline file is 144 months")
  func airline() throws {
    var source = try FileSource(path: airlinePath)
    let loaded = try SeriesReader.read(from: &source, named: airlinePath, options: ReadOptions())
    #expect(loaded.series.name == "airline-passengers")
    #expect(loaded.series.count == 144)
    #expect(loaded.series.frequency == .monthly)
    #expect(loaded.series.start.iso == "1949-01-01")
    #expect(loaded.series.label(at: 143) == "1960-12")
    #expect(loaded.series.values.prefix(3) == [112, 118, 132])
    #expect(loaded.series.values.reduce(0, +) == 40363)
    #expect(loaded.frequencyEvidence == "monthly: 143 of 143 steps")
    #expect(loaded.columns == ["Month", "Passengers"])
    #expect(loaded.dateColumn == "Month" && loaded.valueColumn == "Passengers")
    #expect(loaded.findings.isEmpty && loaded.rows == 144 && loaded.delimiter == ",")
  }

  @Test("the note under the classic download is a remark")
  func classicDownload() throws {
    let note = "International airline passengers: monthly totals in thousands. Jan 49 ? Dec 60"
    let loaded = try read(
      "\"Month\",\"\(note)\"\r\n\"1949-01\",112\r\n\"1949-02\",118\r\n\"1949-03\",132\r\n\r\n"
        + "\(note)\r\n")
    #expect(loaded.series.values == [112, 118, 132])
    #expect(loaded.findings.map(\.code) == [.trailingNote])
    #expect(loaded.findings[0].lines == [6])
    #expect(
      loaded.findings[0].message
        == "text below the table was skipped: "
        + "'International airline passengers: monthly totals in thousand…'")
  }

  @Test("a note with commas under a blank line is a remark too")
  func noteWithCommas() throws {
    let loaded = try read("ds,y\n2001,1\n2002,2\n2003,3\n\nSource: Box, Jenkins, and Reinsel\n")
    #expect(loaded.series.count == 3)
    #expect(loaded.findings.map(\.code) == [.trailingNote])
  }

  /// The same three months in many dresses.
  @Test(
    "dialects of CSV",
    arguments: [
      "ds,y\n1949-01,1.5\n1949-02,2.5\n1949-03,3.5\n",
      "ds,y\n1949-01,1.5\n1949-02,2.5\n1949-03,3.5",
      "ds,y\r1949-01,1.5\r1949-02,2.5\r1949-03,3.5\r",
      "ds,y\r\n1949-01,1.5\r\n1949-02,2.5\r\n1949-03,3.5\r\n",
      "\u{FEFF}ds,y\n1949-01,1.5\n1949-02,2.5\n1949-03,3.5\n",
      "ds;y\n1949-01;1,5\n1949-02;2,5\n1949-03;3,5\n",
      "ds\ty\n1949-01\t1.5\n1949-02\t2.5\n1949-03\t3.5",
      "ds|y\n1949-01|1.5\n1949-02|2.5\n1949-03|3.5\n", "1949-01,1.5\n1949-02,2.5\n1949-03,3.5\n",
      "# made by hand\nds,y\n\n1949-01,1.5\n# half\n\n1949-02,2.5\n1949-03,3.5\n,\n",
      "\"ds\",\"y\"\n\"1949-01\",\"1,5\"\n\"1949-02\",\"2,5\"\n\"1949-03\",\"3,5\"\n",
      "ds, y\n1949-01, \"1.5\"\n1949-02 ,2.5\n 1949-03,+35e-1 \n",
      "\"a\nb\",\"say \"\"y\"\"\"\n1949-01,1.5\n1949-02,2.5\n1949-03,3.5\n",
      ",ds,y\n0,1949-01,1.5\n1,1949-02,2.5\n2,1949-03,3.5\n",
      "y,ds\n1.5,1949-01\n2.5,1949-02\n3.5,1949-03\n",
    ])
  func dialects(text: String) throws {
    let loaded = try read(text)
    #expect(loaded.series.values == [1.5, 2.5, 3.5])
    #expect(loaded.series.frequency == .monthly)
    #expect(loaded.series.start.iso == "1949-01-01")
    #expect(loaded.findings.isEmpty)
    for size in [1, 2, 3, 7] {
      var slow = Trickle(rest: Array(text.utf8)[...], size: size)
      let same = try SeriesReader.read(from: &slow, named: "t.csv", options: ReadOptions())
      #expect(same == loaded)
    }
  }

  /// Notation, the second date, and the frequency of three.
  @Test(
    "notations of dates",
    arguments: [
      (["1949", "1950", "1951"], "1950-01-01", Frequency.yearly),
      (["1949Q1", "1949Q2", "1949Q3"], "1949-04-01", .quarterly),
      (["1949-Q1", "1949-Q2", "1949-Q3"], "1949-04-01", .quarterly),
      (["Q1 1949", "Q2 1949", "Q3 1949"], "1949-04-01", .quarterly),
      (["1949M01", "1949M02", "1949M03"], "1949-02-01", .monthly),
      (["01/1949", "02/1949", "03/1949"], "1949-02-01", .monthly),
      (["Jan 1949", "Feb 1949", "Mar 1949"], "1949-02-01", .monthly),
      (["January 1949", "february 1949", "MARCH 1949"], "1949-02-01", .monthly),
      (["1949/01/31", "1949/02/28", "1949/03/31"], "1949-02-28", .monthlyLastDay),
      (["31-Jan-1949", "1-Feb-1949", "2-Feb-1949"], "1949-02-01", .daily),
      (["12/1/1949", "13/1/1949", "14/1/1949"], "1949-01-13", .daily),
      (["01.02.1949", "02.02.1949", "03.02.1949"], "1949-02-02", .daily),
      (["1/30/1949", "1/31/1949", "2/1/1949"], "1949-01-31", .daily),
      (
        ["2014-07-01 00:00:00", "2014-07-01 00:30:00", "2014-07-01 01:00:00"], "2014-07-01T00:30",
        .everySeconds(1800)
      ),
      (
        ["2014-07-01T00:00Z", "2014-07-01T01:00Z", "2014-07-01T02:00Z"], "2014-07-01T01:00",
        .everySeconds(3600)
      ),
      (["2024-03-01", "2024-03-04", "2024-03-05"], "2024-03-04", .businessDaily),
      (["2024-03-04", "2024-03-05", "2024-03-06"], "2024-03-05", .daily),
      (["1958-03-29", "1958-04-05", "1958-04-12"], "1958-04-05", .weekly),
      (["2014-06-30", "2014-09-30", "2014-12-31"], "2014-09-30", .quarterly),
    ])
  func notations(dates: [String], second: String, frequency: Frequency) throws {
    let text = "ds,y\n" + dates.enumerated().map { "\($1),\($0)\n" }.joined()
    let loaded = try read(text)
    #expect(loaded.series.timestamp(at: 1).iso == second)
    #expect(loaded.series.frequency == frequency)
  }

  @Test(
    "formats of one's own",
    arguments: [
      ("%d/%m/%Y", ["01/02/1949", "01/03/1949", "01/04/1949"], "1949-03-01"),
      ("%m/%d/%Y", ["02/01/1949", "03/01/1949", "04/01/1949"], "1949-03-01"),
      ("%b-%y", ["Jan-69", "Feb-69", "Mar-69"], "1969-02-01"),
      ("%y%m", ["6801", "6802", "6803"], "2068-02-01"),
      ("%Y%m%d", ["19490101", "19490201", "19490301"], "1949-02-01"),
      (
        "%d %B %Y %H:%M:%S", ["1 May 1949 0:00:00", "2 May 1949 0:00:00", "3 May 1949 0:00:00"],
        "1949-05-02"
      ),
      ("%Y%%%m", ["1949%1", "1949%2", "1949%3"], "1949-02-01"),
    ])
  func formats(format: String, dates: [String], second: String) throws {
    let text = dates.enumerated().map { "\($1);\($0)\n" }.joined()
    let loaded = try read(text, ReadOptions(dateFormat: format))
    #expect(loaded.series.timestamp(at: 1).iso == second)
  }

  @Test("columns can be named or numbered")
  func namedColumns() throws {
    let text = "when,price,qty\n2001,1,10\n2002,2,20\n2003,3,30\n"
    #expect(try read(text, ReadOptions(valueColumn: "qty")).series.values == [10, 20, 30])
    #expect(try read(text, ReadOptions(valueColumn: "3")).series.values == [10, 20, 30])
    #expect(try read(text, ReadOptions(dateColumn: "1")).dateColumn == "when")
    let found = try read(text)
    #expect(found.series.values == [1, 2, 3])
    #expect(found.findings.map(\.code) == [.severalValueColumns])
    #expect(found.findings[0].message == "'price' was taken as the values; 'qty' would do too")
  }

  @Test("the fast reading of numbers is that of the standard library")
  func numbers() {
    var generator = Dice(state: 1)
    for _ in 0..<20_000 {
      let whole = String(UInt64.random(in: 0...999_999_999, using: &generator))
      let fraction = String(UInt64.random(in: 0...9_999_999, using: &generator))
      let text = "-\(whole.prefix(.random(in: 1...9))).\(fraction)"
      guard case .number(let number) = NumberCell(ArraySlice(text.utf8)) else {
        Issue.record("\(text) is not read")
        return
      }
      #expect(number.value == Double(text))
    }
  }

  @Test(
    "what is not a number is none",
    arguments: [
      "inf", "-Infinity", "0x1F", "1e999", "1_000", "--1", "1e", "1.2.3", "(5)", "5-", "5 kg",
      "$5 €", "$-", "%", "1 23", "1,23,456", "01 234", "1.234.56", "1,234.", "1'234 567",
    ])
  func notNumbers(text: String) {
    #expect(NumberCell(ArraySlice(text.utf8)) == .unreadable)
  }

  @Test(
    "ways to have no value",
    arguments: ["", " ", "NA", "n/a", "NaN", "nan", "null", "None", "?", ".", "#N/A"])
  func missing(text: String) {
    #expect(NumberCell(ArraySlice(text.utf8)) == .missing)
  }
}

/// Gives at most `size` bytes at a time.
struct Trickle: ByteSource {
  var rest: ArraySlice<UInt8>
  let size: Int

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let block = rest.prefix(min(size, buffer.count))
    buffer.copyBytes(from: block)
    rest = rest.dropFirst(block.count)
    return block.count
  }
}
