import Testing

@testable import SeriesData

@Suite("Values by date") struct DatedValuesTests {
  private func read(_ text: String, column: String? = nil) throws -> DatedValues {
    var source = MemorySource(text)
    return try DatedValues(
      from: &source, named: "f.csv", options: ReadOptions(valueColumn: column))
  }

  @Test("need no calendar, and may be missing")
  func plain() throws {
    let column = try read("ds,a,b\n1961-03,3,30\n1961-01,1,\n1961-09,9,90\n", column: "b")
    #expect(column.dates.map(\.iso) == ["1961-01-01", "1961-03-01", "1961-09-01"])
    #expect(column.values == [nil, 30, 90])
    #expect(column.columns == ["ds", "a", "b"])
    #expect((column.dateColumn, column.valueColumn) == ("ds", "b"))
  }

  @Test("may be a single one")
  func single() throws {
    let column = try read("ds,gru\n1961-01,450.5\n")
    #expect(column.dates.count == 1)
    #expect(column.values == [450.5])
  }

  @Test(
    "that are none are an error with their place",
    arguments: [
      ("ds,a\n1961-01,x1\n1961-02,3\n", Finding.Code.notANumber, 2),
      ("ds,a\n1961-01,1\n1961-13,3\n", .unreadableDate, 3),
      ("ds,a\n1961-01,1\n1961-01,3\n", .duplicateTimestamp, 2),
    ])
  func faults(_ text: String, _ code: Finding.Code, _ line: Int) {
    let error = #expect(throws: SeriesError.self) { try read(text, column: "a") }
    #expect(error?.code == code)
    #expect(error?.line == line)
  }

  @Test("of a table without rows, or of a column that is not there, are an error")
  func nothing() {
    #expect(throws: SeriesError.self) { try read("ds,a\n") }
    let error = #expect(throws: SeriesError.self) { try read("ds,a\n1961-01,1\n", column: "b") }
    #expect(error?.reason == .unknownColumn)
  }
}
