import Testing

@testable import SeriesData

/// The fast readers and their slow, obvious twins.
@Suite("Plain rows") struct PlainRowTests {
  // MARK: - Whole tables

  @Test("plain rows read at once are the rows read byte by byte, whatever the blocks")
  func nastyTables() throws {
    var dice = Dice(state: 3)
    var (plain, all) = (0, 0)
    for _ in 0..<1500 {
      let table = NastyTable(&dice)
      let slow = try table.read(isCareful: true) { $0 }
      for _ in 0..<3 {
        let fast = try table.read(isCareful: false) { Int.random(in: 1...$0, using: &dice) }
        #expect(fast.says == slow.says, "\(String(decoding: table.bytes, as: UTF8.self))")
        plain += fast.plainRows
        all += fast.says.rows
      }
      #expect(slow.plainRows == 0)
    }
    // Otherwise this test would say nothing.
    #expect(all > 100_000)
    #expect(plain > 30_000)
  }

  @Test("an inspection of a nasty table is the same with care and without")
  func nastyInspections() {
    var dice = Dice(state: 4)
    for _ in 0..<1000 {
      let table = NastyTable(&dice)
      let options = ReadOptions(
        dateFormat: Bool.random(using: &dice) ? table.dates.format : nil,
        duplicates: DuplicatePolicy.allCases.randomElement(using: &dice),
        gaps: GapPolicy.allCases.randomElement(using: &dice))
      table.expectOneInspection(options, &dice)
    }
  }

  @Test("an inspection is the same with care and without if one column is dates and values")
  func oneColumn() {
    var dice = Dice(state: 9)
    for _ in 0..<200 {
      let table = NastyTable(&dice)
      table.expectOneInspection(ReadOptions(dateColumn: "ds", valueColumn: "ds"), &dice)
    }
  }

  @Test("a format of dates whose marks part fields or begin a comment is read with care")
  func formatsWithMarks() {
    var dice = Dice(state: 10)
    for _ in 0..<1000 {
      let table = NastyTable(&dice, written: Dates.marked)
      let options = ReadOptions(
        dateColumn: "ds", valueColumn: "y", dateFormat: table.dates.format)
      table.expectOneInspection(options, &dice)
    }
  }

  @Test(
    "tables that need no care are read without",
    arguments: [
      ("ds,y\n", "2001-01-01 %@,1.25\n"), ("ds,y\r\n", "2001-01-01T%@:00Z,-1\r\n"),
      ("ds;y\n", "01.02.2001 %@;1,5\n"), ("y,ds\n", " 3,2001/01/01 %@:00.000\n"),
      ("\"ds\",\"y\"\n", "\"2001-01-01 %@\",\"1,5\"\n"),
      ("id,ds,name,y,z\n", "7,2001-01-01 %@,\"a, b\",,some text that goes on\n"),
      ("ds\ty\n", "13/02/2001 %@\t0.12345678901234567\n"),
    ])
  func plainTables(header: String, row: String) throws {
    let rows = (0..<600).map { minute in
      let time = "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
      return row.split(separator: "%@", omittingEmptySubsequences: false).joined(separator: time)
    }
    let bytes = Array((header + rows.joined()).utf8)
    let table = NastyTable(bytes: bytes, dates: .iso)
    let found = try table.read(isCareful: false) { $0 }
    #expect(found.says.rows == 600)
    // The first hundred points are remembered, in case that commas come.
    #expect(found.plainRows >= 499)
  }

  @Test("a blank line says nothing of text further below it")
  func blankLine() throws {
    let text = "ds;y\n2001-01-01;1\n2001-01-02;2\n\n2001-01-03;3\n2001-01-04;4\nx;x\n"
    let table = NastyTable(bytes: Array(text.utf8), dates: .iso)
    let fast = try table.read(isCareful: false) { $0 }
    #expect(fast.says == (try table.read(isCareful: true) { $0 }.says))
    #expect(fast.says.findings.map(\.code) == [.unreadableDate, .notANumber])
    #expect(fast.plainRows == 3)
  }

  @Test("where two layouts of dates take turns, one is still read at once")
  func layoutsInTurn() throws {
    let rows = (0..<1200).map { minute in
      let time = "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
      return (minute % 2 == 0 ? "2001-01-01 " : "2001/01/01 ") + time + ",1\n"
    }
    let table = NastyTable(bytes: Array(("ds,y\n" + rows.joined()).utf8), dates: .iso)
    let fast = try table.read(isCareful: false) { $0 }
    #expect(fast.says == (try table.read(isCareful: true) { $0 }.says))
    // Were a layout learned from each row, the next would never have it.
    #expect(fast.plainRows > 400)
  }

  @Test("plain rows are found again behind many that need care", arguments: ["1e0", "1 ", "\n#"])
  func careForLong(value: String) throws {
    let rows = (0..<1200).map { minute in
      let time = "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
      return "2001-01-01 \(time),\(100..<900 ~= minute ? value : "1")\n"
    }
    let table = NastyTable(bytes: Array(("ds,y\n" + rows.joined()).utf8), dates: .iso)
    let fast = try table.read(isCareful: false) { $0 }
    #expect(fast.says == (try table.read(isCareful: true) { $0 }.says))
    #expect(fast.plainRows >= 280)
  }

  // MARK: - Cells

  @Test("dates in a layout are those of the slow readers")
  func dates() throws {
    var dice = Dice(state: 5)
    var read = 0
    for dates in Dates.all {
      let format = try DateFormat(dates.format)
      for _ in 0..<4000 {
        let model = ArraySlice(dates.text(&dice).utf8)
        guard DateCell(model) != nil, let layout = DateLayout(of: model) else { continue }
        var cell = ArraySlice(dates.text(&dice).utf8)
        if Int.random(in: 0..<3, using: &dice) == 0 { cell.damage(&dice) }
        let padded = Array(cell) + [UInt8](repeating: 0, count: PlainRowReader.padding)
        let hasDigits = layout.digits(padded.span.bytes, at: 0) != nil
        #expect(layout.fits(cell) == (hasDigits && cell.count == layout.length))
        let slow = DateCell(cell).flatMap { $0.kind == .date ? DateReader.Readings($0) : nil }
        if let fast = layout.reading(of: cell) {
          #expect(fast == slow, "\(String(decoding: cell, as: UTF8.self))")
          read += 1
        }
        if let layout = format.layout, let fast = layout.reading(of: cell) {
          let slow = format.read(cell).map { DateReader.Readings(DateCell($0, .date)) }
          #expect(fast == slow, "\(String(decoding: cell, as: UTF8.self))")
        }
      }
    }
    #expect(read > 10_000)
  }

  @Test("every day of four centuries is the same in a layout")
  func everyDay() throws {
    let layout = try #require(DateLayout(of: ArraySlice("1799-01-01".utf8)))
    var reader = DateReader(layout)
    for number in -62_092..<84_006 {
      let time = Timestamp(CivilDate(dayNumber: number))
      let found = reader.read(of: ArraySlice(time.isoDate.utf8))
      #expect(found?.dayFirst == time.secondsSinceEpoch)
    }
  }

  @Test("numbers are to the bit those of the slow reader")
  func numbers() {
    var dice = Dice(state: 6)
    var (read, long) = (0, 0)
    for _ in 0..<100_000 {
      var text = ["", "", "-", "+"].randomElement(using: &dice) ?? ""
      text += Self.digits(0...20, &dice)
      if Bool.random(using: &dice) {
        text += [".", ","].randomElement(using: &dice) ?? ""
        text += Self.digits(0...20, &dice)
      }
      if Int.random(in: 0..<20, using: &dice) == 0 { text += "e1" }
      let marks = PlainNumber.Marks(point: true, comma: true)
      let padded = Array(text.utf8) + [UInt8](repeating: 0, count: PlainRowReader.padding)
      guard let fast = PlainNumber(padded.span.bytes, at: 0, marks: marks),
        fast.end == text.utf8.count
      else { continue }
      guard case .number(let slow) = NumberCell(ArraySlice(text.utf8)) else {
        Issue.record("\(text) is no number")
        return
      }
      #expect(fast.value.bitPattern == slow.value.bitPattern, "\(text)")
      read += 1
      if text.utf8.count(where: \.isDigit) > 15 { long += 1 }
    }
    #expect(read > 40_000 && long > 10_000)
  }

  private static func digits(_ counts: ClosedRange<Int>, _ dice: inout Dice) -> String {
    let count = Int.random(in: counts, using: &dice)
    // Half of them end in zeros or nines, near the ties.
    let edge = ["0", "9", "5", ""].randomElement(using: &dice) ?? ""
    return (0..<count).map { place in
      place > 2 && !edge.isEmpty ? edge : String(Int.random(in: 0...9, using: &dice))
    }.joined()
  }

  @Test("marks of bytes in a word are where the bytes are")
  func marks() {
    var dice = Dice(state: 8)
    for _ in 0..<20_000 {
      let bytes = (0..<8).map { _ in UInt8.random(in: 0x09...0x0C, using: &dice) &* 0x3F }
      let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let byte = bytes.randomElement(using: &dice) ?? 0
      #expect(word.firstMark(of: byte).bytesBeforeMark == bytes.firstIndex(of: byte))
      #expect((word.firstMark(of: 0x01) == 0) == !bytes.contains(0x01))
    }
  }
}

extension NastyTable {
  /// Expects that an inspection in small blocks finds what one with care does in a whole.
  fileprivate func expectOneInspection(_ options: ReadOptions, _ dice: inout Dice) {
    func inspection(isCareful: Bool, size: Int) -> Result<Inspection, any Error> {
      var source = Trickle(rest: bytes[...], size: size)
      return Result {
        try SeriesReader.inspect(from: &source, named: "t", options: options, isCareful: isCareful)
      }
    }
    let slow = inspection(isCareful: true, size: .max)
    let fast = inspection(isCareful: false, size: .random(in: 1...99, using: &dice))
    #expect("\(fast)" == "\(slow)", "\(String(decoding: bytes, as: UTF8.self))")
  }
}

extension DateLayout {
  fileprivate func reading(of cell: ArraySlice<UInt8>) -> DateReader.Readings? {
    var reader = DateReader(self)
    return reader.read(of: cell)
  }
}

extension DateReader {
  /// The date that is the whole cell.
  fileprivate mutating func read(of cell: ArraySlice<UInt8>) -> Readings? {
    guard cell.count == layout.length else { return nil }
    let padded = Array(cell) + [UInt8](repeating: 0, count: PlainRowReader.padding)
    return read(padded.span.bytes, at: 0)
  }
}
