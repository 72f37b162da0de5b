import Testing

@testable import SeriesData

@Suite("Repairs") struct RepairTests {
  @Test(
    "duplicates are merged by the policy",
    arguments: [
      (DuplicatePolicy.mean, 20.0), (.sum, 60), (.first, 10), (.last, 30),
    ])
  func duplicates(policy: DuplicatePolicy, expected: Double) throws {
    let text = "ds,y\n2001,1\n2002,10\n2002,20\n2003,3\n2002,30\n2002,NA\n"
    let loaded = try read(text, ReadOptions(duplicates: policy))
    #expect(loaded.series.values == [1, expected, 3])
    #expect(loaded.findings.map(\.code) == [.unsorted, .duplicateTimestamp])
    #expect(loaded.findings.allSatisfy { $0.severity == .note })
    #expect(
      loaded.findings[1].message
        == "1 date in more than one row: 2002-01-01 (lines 3, 4, 6, 7); "
        + "merged by \(policy.rawValue)")
    #expect(loaded.findings[1].lines == [3, 4, 6, 7])
  }

  @Test(
    "gaps and missing values are filled by the policy",
    arguments: [
      (GapPolicy.interpolate, [1.0, 2, 3, 4, 5, 6, 9]), (.previous, [1, 1, 3, 3, 3, 6, 9]),
      (.zero, [1, 0, 3, 0, 0, 6, 9]),
    ])
  func gaps(policy: GapPolicy, expected: [Double]) throws {
    let text = "ds,y\n2001,1\n2002,?\n2003,3\n2006,6\n2007,9\n"
    let loaded = try read(text, ReadOptions(gaps: policy))
    #expect(loaded.series.values == expected)
    #expect(loaded.findings.map(\.code) == [.gap, .missingValue])
    #expect(loaded.frequencyEvidence == "yearly: 3 of 4 steps")
  }

  @Test("a hole at an end is not invented")
  func holesAtTheEnds() throws {
    let leading = "ds,y\n2001,\n2002,2\n2003,3\n2004,4\n"
    let trailing = "ds,y\n2001,1\n2002,2\n2003,3\n2004,\n"
    #expect(
      complaint(leading, ReadOptions(gaps: .previous))
        == "t.csv:2: the first value is missing, and previous needs a value before it. "
        + "Delete the line, or choose --gaps zero.")
    #expect(
      complaint(trailing, ReadOptions(gaps: .interpolate))
        == "t.csv:5: the last value is missing, and interpolate needs a value on both sides. "
        + "Delete the line, or choose --gaps zero.")
    #expect(complaint(leading, ReadOptions(gaps: .interpolate)).contains("on both sides"))
    #expect(try read(trailing, ReadOptions(gaps: .previous)).series.values == [1, 2, 3, 3])
    #expect(try read(leading, ReadOptions(gaps: .zero)).series.values == [0, 2, 3, 4])
  }

  @Test("a typing error in a year does not fill the memory")
  func absurdGap() {
    let text = "ds,y\n1949-01-01,1\n1949-01-02,2\n1949-01-03,3\n9949-01-04,4\n"
    #expect(complaint(text, ReadOptions(gaps: .zero)).contains("more than half of the series"))
  }

  @Test("rows in another order are sorted, and that is said")
  func order() throws {
    let reversed = try read("ds,y\n2003,3\n2002,2\n2001,1\n")
    #expect(reversed.series.values == [1, 2, 3])
    #expect(
      reversed.findings[0].message == "the rows stood newest first and were turned round")
    let mixed = try read("ds,y\n2001,1\n2003,3\n2002,2\n2004,4\n")
    #expect(mixed.series.values == [1, 2, 3, 4])
    #expect(
      mixed.findings[0].message
        == "the rows were sorted by date; the first out of order is line 4")
  }

  @Test("an inspection reports everything at once")
  func inspection() throws {
    let text =
      "ds,y,z\n1949-03,3,1\n1949-01,1,1\n1949-01,x,1\n1949-13,2,1\n1949-05,,1\n1949-06,6\n"
      + "1949-06,6,1\n1949-07,7,1\n1949-08,8,1\n\nThe end\n"
    let found = try inspect(text)
    #expect(
      found.findings.map(\.code.rawValue) == [
        "D009", "D005", "D004", "D007", "D008", "D006", "D001", "D002", "D003",
      ])
    #expect(found.series == nil && !found.isUsable)
    #expect(found.rows == 9 && found.columns == ["ds", "y", "z"] && found.hasHeader)
    #expect(found.frequency == .monthly)
    #expect(found.frequencyEvidence == "monthly: 3 of 5 steps")
    #expect(found.start?.iso == "1949-01-01" && found.end?.iso == "1949-08-01")
    #expect(found.minimum == 1 && found.mean == 5 && found.maximum == 8)
  }

  @Test("an inspection of a sound file has the series and its range")
  func soundInspection() throws {
    let found = try inspect("2001;10\n2002;20\n2003;60\n")
    #expect(found.series?.values == [10, 20, 60])
    #expect(found.minimum == 10 && found.mean == 30 && found.maximum == 60)
    #expect(found.columns == ["column 1", "column 2"] && !found.hasHeader)
    #expect(found.findings.isEmpty && found.delimiter == ";")
  }

  @Test("a long file streams: 20,000 hours, in odd blocks")
  func longFile() throws {
    let start = try day("2001-01-01")
    let text =
      "ds,y\n"
      + (0..<20_000).map { index in
        let time = Frequency.everySeconds(3600).advance(start, by: index)
        return "\(time.isoDate) \(time.isoTime),\(index)\n"
      }.joined()
    var source = Trickle(rest: Array(text.utf8)[...], size: 4099)
    let loaded = try SeriesReader.read(from: &source, named: "-", options: ReadOptions())
    #expect(loaded.series.count == 20_000 && loaded.series.values.last == 19_999)
    #expect(loaded.series.frequency == .everySeconds(3600) && loaded.series.name == "y")
  }
}
