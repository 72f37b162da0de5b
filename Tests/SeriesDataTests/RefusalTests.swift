import Testing

@testable import SeriesData

@Suite("Refusals") struct RefusalTests {
  static let table = "Month,Passengers,Crew\n1949-01,112,7\n1949-02,118,8\n1949-03,132,9\n"

  @Test(
    "options that cannot apply say so",
    arguments: [
      (
        ReadOptions(valueColumn: "Pasengers"),
        "t.csv: there is no column 'Pasengers' (found 'Month', 'Passengers', 'Crew'). "
          + "Did you mean 'Passengers'?"
      ),
      (
        ReadOptions(dateColumn: "4"),
        "t.csv: there is no column '4' (found 'Month', 'Passengers', 'Crew'). "
          + "Name one of them, or its number."
      ),
      (
        ReadOptions(dateFormat: "%Q"),
        "t.csv: --date-format '%Q' has an unknown directive "
          + "(expected %Y %y %m %b %B %d %H %M %S %s or %%). Try one such as --date-format '%d/%m/%Y'."
      ),
      (
        ReadOptions(dateFormat: "%d"),
        "t.csv: --date-format '%d' has no year (expected %Y or %y). Try one such as --date-format '%d/%m/%Y'."
      ),
      (
        ReadOptions(delimiter: "→"),
        "t.csv: the delimiter '→' is not an ASCII character that can part fields. Try --delimiter ';'."
      ),
      (
        ReadOptions(dateColumn: "Month", dateFormat: "%d.%m.%Y"),
        "t.csv:2:1: '1949-01' is not a date (expected %d.%m.%Y; lines 2, 3, 4). "
          + "Try another --date-format. 1 other problem: see forecast inspect t.csv."
      ),
    ])
  func options(options: ReadOptions, expected: String) {
    #expect(complaint(Self.table, options) == expected)
  }

  @Test("a missing file is missing input, and wrong content is not")
  func missingFile() throws {
    let error = #expect(throws: SeriesError.self) { try FileSource(path: "/no/such.csv") }
    #expect(error?.isMissingInput == true)
    #expect(
      error?.description == "/no/such.csv: the file cannot be read: No such file or directory. "
        + "Check the path, or give - for standard input.")
    let fault = #expect(throws: SeriesError.self) { try read("ds,y\n2001,1\n") }
    #expect(fault?.isMissingInput == false && fault?.code == .tooShort)
  }

  @Test("a folder is missing input")
  func folder() throws {
    var source = try FileSource(path: "/")
    let error = #expect(throws: SeriesError.self) {
      try SeriesReader.read(from: &source, named: "/", options: ReadOptions())
    }
    #expect(error?.isMissingInput == true)
  }

  @Test("a source that fails is missing input")
  func failingSource() {
    struct Broken: ByteSource {
      struct Trouble: Error {}
      func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { throw Trouble() }
    }
    var source = Broken()
    let error = #expect(throws: SeriesError.self) {
      try SeriesReader.read(from: &source, named: "-", options: ReadOptions())
    }
    #expect(error?.isMissingInput == true)
  }

  @Test("no damage to a file makes the reader fall over, whatever the size of the blocks")
  func damagedFiles() {
    let sound = Array(
      "Month;\"A\",\"B\"\r\n# x\n01/02/1949;1,5;3\n02/02/1949;2.5;1e9\n\n03/13/1949;NA;4\nEnd.\n"
        .utf8)
    let bytes: [UInt8] = Array("0129;,\t|\"\r\n#-/.:eQMT \u{e9}".utf8) + [0xFF, 0x1B]
    var dice = Dice(state: 7)
    for _ in 0..<3000 {
      var damaged = sound
      for _ in 0..<Int.random(in: 1...12, using: &dice) {
        let place = damaged.indices.randomElement(using: &dice) ?? 0
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: damaged.remove(at: place)
        case 1: damaged.insert(bytes.randomElement(using: &dice) ?? 0, at: place)
        default: damaged[place] = bytes.randomElement(using: &dice) ?? 0
        }
      }
      let options = ReadOptions(
        duplicates: DuplicatePolicy.allCases.randomElement(using: &dice),
        gaps: GapPolicy.allCases.randomElement(using: &dice))
      var whole = MemorySource(damaged)
      var slow = Trickle(rest: damaged[...], size: 3)
      let found = try? SeriesReader.inspect(from: &whole, named: "t", options: options)
      #expect(found == (try? SeriesReader.inspect(from: &slow, named: "t", options: options)))
      #expect(found.map { $0.isUsable == !$0.findings.contains { $0.severity == .error } } ?? true)
    }
  }

  @Test("many culprits are counted after the first five")
  func manyCulprits() {
    let rows = (1...46).map { "\(1900 + $0),x\n" }.joined() + "1947,1\n"
    #expect(
      complaint("ds,y\n" + rows).hasPrefix(
        "t.csv:2:6: 'x' is not a number (lines 2, 3, 4, 5, 6 …and 41 more)."))
  }
}
