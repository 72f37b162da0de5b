import Testing

@testable import SeriesData

@Suite("Tables of several series") struct LongTableTests {
  private static let shops =
    "shop,ds,y\nLyon,2001-01,1\nParis,2001-01,10\nLyon,2001-02,2\nParis,2001-02,20\nLyon,2001-03,3\n"
    + "Paris,2001-03,30\n"

  @Test("a series is chosen by its name, which becomes that of the series")
  func chosen() throws {
    let loaded = try read(Self.shops, ReadOptions(seriesName: "Paris"))
    #expect(loaded.series.values == [10, 20, 30])
    #expect(loaded.series.name == "Paris")
    #expect(loaded.findings.isEmpty)
  }

  @Test("several series and no choice are an error that lists them")
  func notChosen() throws {
    #expect(
      complaint(Self.shops)
        == "t.csv:3: the table has 2 series in the column 'shop': 'Lyon', 'Paris'. "
        + "Choose one with --series; forecast inspect --list-series lists them.")
    let found = try inspect(Self.shops)
    #expect(found.idColumn == "shop")
    #expect(found.members.map(\.name) == ["Lyon", "Paris"])
    #expect(found.members.map(\.rows) == [3, 3])
  }

  @Test("a name that is not there finds the nearest")
  func unknown() {
    #expect(
      complaint(Self.shops, ReadOptions(seriesName: "Parris"))
        == "t.csv: there is no series 'Parris' in the column 'shop' (found 'Lyon', 'Paris'). "
        + "Did you mean 'Paris'?")
    #expect(
      complaint("ds,y\n2001,1\n2002,2\n2003,3\n", ReadOptions(seriesName: "a"))
        == "t.csv: --series is 'a', and no column names series (found 'ds', 'y'). "
        + "Name it with --id-column.")
  }

  /// Two series of 300 months one after the other, so that the sample sees one of them only.
  private static func grouped(_ header: String, names: [String], overlap: Bool) -> String {
    header
      + names.enumerated().map { index, name in
        (0..<300).map { step in
          let month = step + (overlap ? 0 : 300 * index)
          return
            "\(name),\(1900 + month / 12)-\(padded(month % 12 + 1, to: 2))-01,\(step + 1000 * index)\n"
        }.joined()
      }.joined()
  }

  @Test("a column that was constant in the sample names series if dates come again")
  func tentative() throws {
    let text = Self.grouped("shop,ds,y\n", names: ["a", "b"], overlap: true)
    #expect(
      complaint(text).hasPrefix("t.csv:302: the table has 2 series in the column 'shop': 'a', 'b'.")
    )
    #expect(try inspect(text).members.map(\.rows) == [300, 300])
    let chosen = try read(text, ReadOptions(seriesName: "b")).series
    #expect(chosen.values.first == 1000 && chosen.count == 300)
  }

  @Test("a column that only describes one series does not")
  func description() throws {
    let text = Self.grouped("state,ds,y\n", names: ["final", "provisional"], overlap: false)
    let loaded = try read(text)
    #expect(loaded.series.count == 600)
    #expect(loaded.findings.map(\.code) == [.severalSeries])
    #expect(
      loaded.findings.first?.message == "the column 'state' changes from 'final' to "
        + "'provisional', and all rows were read as one series")
    #expect(try inspect(text).members.isEmpty)
  }

  @Test("real duplicates stay what they are")
  func duplicates() {
    let text = Self.grouped("shop,ds,y\n", names: ["a", "a"], overlap: true)
    #expect(complaint(text).contains("300 dates in more than one row"))
  }

  @Test("numbers can name series, and are no values then")
  func numbers() throws {
    let text =
      "Store,Date,Sales\n1,2001-01-01,5\n2,2001-01-01,6\n1,2001-01-02,7\n2,2001-01-02,8\n"
      + "1,2001-01-03,9\n2,2001-01-03,10\n"
    let loaded = try read(text, ReadOptions(seriesName: "2"))
    #expect(loaded.series.values == [6, 8, 10])
    #expect(loaded.valueColumn == "Sales")
  }

  @Test("rows of one date belong together if somebody says so")
  func summed() throws {
    #expect(try read(Self.shops, ReadOptions(duplicates: .sum)).series.values == [11, 22, 33])
  }

  @Test("tables of several series are the same with care and without, whatever the blocks")
  func twins() throws {
    var dice = Dice(state: 31)
    for _ in 0..<400 {
      let names =
        [["a", "b"], ["a, b", "#c", "\"q\"\"", ""], ["x"]].randomElement(using: &dice) ?? []
      let header = ["unique_id,ds,y\n", "shop,ds,y\n"].randomElement(using: &dice) ?? ""
      var text = header
      for row in 0..<Int.random(in: 0...500, using: &dice) {
        let name = names[
          Int.random(in: 0..<20, using: &dice) == 0 ? names.count - 1 : row / 250 % names.count]
        let isBare = !name.contains { ",#\"".contains($0) } && Bool.random(using: &dice)
        let field =
          isBare
          ? name
          : "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
        text +=
          "\(field),2001-\(padded(1 + row / 28 % 12, to: 2))-\(padded(1 + row % 28, to: 2)),\(row)\n"
      }
      let options = ReadOptions(
        seriesName: Bool.random(using: &dice) ? names.last : nil,
        dateFormat: Bool.random(using: &dice) ? "%Y-%m-%d" : nil)
      func outcome(isCareful: Bool, size: Int) -> Result<Inspection, any Error> {
        var source = Trickle(rest: Array(text.utf8)[...], size: size)
        return Result {
          try SeriesReader.inspect(
            from: &source, named: "t", options: options, isCareful: isCareful)
        }
      }
      let slow = outcome(isCareful: true, size: .max)
      let fast = outcome(isCareful: false, size: .random(in: 1...999, using: &dice))
      #expect("\(fast)" == "\(slow)", "\(text.prefix(300))")
    }
  }
}
