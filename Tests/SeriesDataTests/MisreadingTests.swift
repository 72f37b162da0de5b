import SeriesData
import Testing

/// Tables that could be read as something else than they are: each is read as it is, or asked about.
@Suite("What could be misread") struct MisreadingTests {
  /// A table, and what becomes of it.
  struct Table: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    var options = ReadOptions()
    /// The values; nil if it is refused.
    var values: [Double]?
    /// The codes of its findings.
    var codes: [Finding.Code] = []
  }

  static let tables = [
    Table(
      testDescription: "decimal commas that nobody quoted",
      text: "ds,y\n2001-01,101,5\n2001-02,102,5\n2001-03,103,5\n", codes: [.raggedRow]),
    Table(
      testDescription: "row names of R before dates",
      text: "ds,y\n1,2001-01,5\n2,2001-02,6\n3,2001-03,7\n", values: [5, 6, 7]),
    Table(
      testDescription: "a number among the values that is also the name of a series",
      text: "ds,y,store\n" + rows { "2001-0\($0),2,1\n2001-0\($0),\($0 + 2),2\n" },
      options: ReadOptions(seriesName: "2"), values: [3, 4, 5, 6, 7, 8]),
    Table(
      testDescription: "numbers before the days of a spreadsheet",
      text: "order,date,sales\n1001,36892,5\n1002,36893,6\n1003,36894,7\n",
      options: ReadOptions(valueColumn: "sales", dateFormat: "excel"), values: [5, 6, 7]),
    Table(
      testDescription: "numbers before seconds since 1970",
      text: "id,t,y\n1,978307200,5\n2,978393600,6\n3,978480000,7\n",
      options: ReadOptions(valueColumn: "y", dateFormat: "%s"), values: [5, 6, 7]),
    Table(
      testDescription: "names in angle brackets",
      text: "<TICKER>,<DATE>,<CLOSE>\nX,2001-01-01,5\nX,2001-01-02,6\nX,2001-01-03,7\n",
      values: [5, 6, 7]),
    Table(
      testDescription: "files with byte order marks that were joined",
      text: "id,ds,y\nL,2001-01,5\n\u{FEFF}L,2001-02,6\n\u{FEFF}\"L\",2001-03,7\n",
      options: ReadOptions(idColumn: "id"), values: [5, 6, 7]),
    Table(
      testDescription: "series one after the other, without a common date",
      text: "shop,ds,y\n" + rows { "a,2001-0\($0),1\n" } + rows { "b,2002-0\($0),9\n" },
      options: ReadOptions(gaps: .previous),
      values: Array(repeating: 1, count: 12) + Array(repeating: 9, count: 6),
      codes: [.severalSeries]),
    Table(
      testDescription: "a day beside year and month",
      text: "Year,Month,Day,Sales\n2001,1,15,5\n2001,2,15,6\n2001,3,15,7\n", values: [5, 6, 7]),
    Table(
      testDescription: "years as names of columns, two of which are chosen",
      text: "Date,2015,2016,2017\n" + rows { "2001-0\($0),1,2,\($0)\n" },
      options: ReadOptions(dateColumn: "Date", valueColumn: "2017"), values: [1, 2, 3, 4, 5, 6]),
    Table(
      testDescription: "a number that ends in a point",
      text: "ds;y\n2001-01;1.234\n2001-02;2.345\n2001-03;5.\n", codes: [.notANumber]),
  ]

  private static func rows(_ row: (Int) -> String) -> String { (1...6).map(row).joined() }

  @Test("is read as it is, or asked about", arguments: tables)
  func reading(_ table: Table) throws {
    let inspection = try inspect(table.text, table.options)
    #expect(inspection.series?.values == table.values)
    let codes = inspection.findings.map(\.code).filter { table.codes.contains($0) }
    #expect(codes == table.codes, "\(inspection.findings)")
  }

  @Test(
    "a series that comes late is read, whatever the format of the dates", arguments: [nil, "%Y-%m"])
  func lateSeries(format: String?) throws {
    let paris = (0..<300).map { "Paris,\(1900 + $0 / 12)-\(padded($0 % 12 + 1)),1\n" }.joined()
    let lyon = (0..<24).map { "Lyon,\(1900 + $0 / 12)-\(padded($0 % 12 + 1)),2\n" }.joined()
    let options = ReadOptions(idColumn: "id", seriesName: "Lyon", dateFormat: format)
    let series = try #require(try inspect("id,ds,y\n" + paris + lyon, options).series)
    #expect(series.values == Array(repeating: 2, count: 24))
    // Rows without a name come first: they are another series, and not a part of each.
    let nameless = try inspect(
      "id,ds,y\n,1900-01,7\n" + lyon, ReadOptions(idColumn: "id", dateFormat: format))
    #expect(nameless.findings.contains { $0.code == .severalSeries && $0.severity == .error })
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
