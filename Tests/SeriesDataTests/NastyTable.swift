@testable import SeriesData

/// One way to write dates, with the `--date-format` that reads it.
struct Dates {
  let format: String

  static let iso = Dates(format: "%Y-%m-%d")
  static let all =
    [
      "%Y-%m-%d", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y.%m.%d %H:%M:%SZ", "%d.%m.%Y",
      "%d/%m/%Y", "%m-%d-%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M:%S.000Z",
      "%Y-%m-%dT%H:%M:%S.000000", "%Y%m%d", "%Y-%m",
    ].map(Dates.init)
  /// Formats whose marks mean something to a table: delimiters, quotes, line ends, comments.
  static let marked =
    [
      "%d,%m,%Y", "%Y;%m;%d", "%Y|%m|%d", "#%Y-%m-%d", "\"%Y-%m-%d", "%Y\"%m\"%d", "%Y\n%m\n%d",
      "%Y-%m-%d\r",
    ].map(Dates.init)

  /// A date that may not be one: the 31st of February, the 13th month, 24 o'clock.
  func text(_ dice: inout Dice) -> String {
    let ranges: [Character: ClosedRange<Int>] = [
      "Y": 1999...2001, "m": 1...13, "d": 1...31, "H": 0...24, "M": 0...60, "S": 0...60,
    ]
    var text = ""
    var isDirective = false
    for character in format {
      if isDirective, let range = ranges[character] {
        text += padded(.random(in: range, using: &dice), to: character == "Y" ? 4 : 2)
      } else if character != "%" {
        text.append(character)
      }
      isDirective = character == "%"
    }
    return text
  }
}

/// A table that is mostly plain, with everything in it that a file can have.
struct NastyTable {
  let bytes: [UInt8]
  let dates: Dates

  init(bytes: [UInt8], dates: Dates) { (self.bytes, self.dates) = (bytes, dates) }

  init(_ dice: inout Dice, written formats: [Dates] = Dates.all) {
    dates = formats.randomElement(using: &dice) ?? .iso
    let delimiter = [",", ";", "\t", "|"].randomElement(using: &dice) ?? ","
    let end = ["\n", "\n", "\r\n", "\r"].randomElement(using: &dice) ?? "\n"
    let mark = delimiter != "," && Bool.random(using: &dice) ? "," : "."
    let (extra, quote) = (Int.random(in: 0...3, using: &dice), Bool.random(using: &dice))
    let trouble = [0, 5, 40].randomElement(using: &dice) ?? 0
    var text = ""
    let rows = [30, 60, 200].randomElement(using: &dice) ?? 0
    for row in 0..<Int.random(in: 0...rows, using: &dice) {
      var fields = (0..<extra).map { _ in Self.word(&dice) }
      let date = row == 0 ? "ds" : dates.text(&dice)
      let value = row == 0 ? "y" : Self.number(mark, &dice)
      fields.insert(quote ? "\"\(date)\"" : date, at: extra / 2)
      fields.insert(value, at: extra)
      if Int.random(in: 0..<100, using: &dice) < trouble {
        Self.spoil(&fields, &text, end: end, &dice)
      }
      text += fields.joined(separator: delimiter) + end
    }
    var bytes = Array(text.utf8)
    if trouble > 0, Bool.random(using: &dice) { bytes.damage(&dice) }
    self.bytes = bytes
  }

  private static func word(_ dice: inout Dice) -> String {
    ["", "a", "some long text, or not", "\"q\"", "\"a, b; c\"", "7", "ü", "\"say \"\"x\"\"\""]
      .randomElement(using: &dice) ?? ""
  }

  private static func number(_ mark: String, _ dice: inout Dice) -> String {
    let whole = Int.random(in: -1200...1200, using: &dice)
    switch Int.random(in: 0..<12, using: &dice) {
    case 0:
      return ["", "NA", ".", "x", "1e3", "+5", "1,234", "12345678901234567890"]
        .randomElement(using: &dice) ?? ""
    case 1: return " \(whole)"
    case 2: return "\"\(whole)\(mark)5\""
    case 3: return "\(whole)\(mark)\(Int.random(in: 0...99_999_999_999_999_999, using: &dice))"
    case 4...7: return "\(whole)\(mark)\(Int.random(in: 0...999, using: &dice))"
    default: return "\(whole)"
    }
  }

  /// Something unusual in a row, or before it.
  private static func spoil(
    _ fields: inout [String], _ text: inout String, end: String, _ dice: inout Dice
  ) {
    let place = fields.indices.randomElement(using: &dice) ?? 0
    switch Int.random(in: 0..<11, using: &dice) {
    case 0: fields.removeLast()
    case 1: fields.append("z")
    case 2: fields[place] = "\"two\(end)lines\""
    case 3: fields[place] = "\"open"
    case 4: fields[place] = " " + fields[place] + " "
    case 5: text += "# a comment, \"as it were" + end
    case 6: text += end
    case 7: text += "A note" + end
    // A note too, but only below a blank line.
    case 8, 9: fields = fields.map { _ in "x" }
    default: fields[0] = "#" + fields[0]
    }
  }

  /// All that is known after a table was read.
  struct Outcome: Equatable {
    var rows = 0
    var times: [[Int]] = []
    var values: [UInt64] = []
    var lines: [Int] = []
    var findings: [Finding] = []
    var faults: [RecordScanner.Fault] = []
    var lastLine = 0
  }

  /// Reads the table in blocks, the size of each chosen from what is left.
  func read(
    isCareful: Bool, size: (Int) -> Int
  ) throws -> (says: Outcome, plainRows: Int) {
    let delimiter = Delimiter.find(in: bytes.span.bytes)
    var scanner = RecordScanner(delimiter: delimiter)
    var sample: [Record] = []
    scanner.scan(bytes.span.bytes) { sample.append($0) }
    let finder = ColumnFinder(sample: sample, options: ReadOptions(), dateFormat: nil, file: "t")
    guard let columns = try? finder.find().columns else { return (Outcome(), 0) }
    var table = TableReader(
      columns: columns, delimiter: delimiter, dateFormat: nil, isCareful: isCareful)
    var rest = bytes[...]
    while !rest.isEmpty {
      let block = rest.prefix(size(rest.count))
      rest = rest.dropFirst(block.count)
      // What was in the buffer before must not matter, so there is something before the text.
      let padded = Array("1,\n\"".utf8) + block
      table.read(
        padded + [UInt8](repeating: 0, count: PlainRowReader.padding), 4..<padded.count)
    }
    table.finish()
    return (Outcome(table), table.collector.plainRowCount)
  }
}

extension NastyTable.Outcome {
  fileprivate init(_ table: TableReader) {
    let rows = table.collector.rows
    let observations = rows.observations(in: .dayFirst, isComplete: false)
    self.rows = table.collector.rowCount
    times = [observations, rows.observations(in: .monthFirst, isComplete: false)]
      .map(\.times.elements)
    values = rows.values.map(\.bitPattern)
    lines = (0..<rows.count).map { observations.line(of: $0) }
    findings =
      table.collector.findings + [table.collector.orders.decide().finding].compactMap(\.self)
    faults = table.scanner.faults
    lastLine = table.scanner.line
  }
}

extension RangeReplaceableCollection where Self: MutableCollection, Element == UInt8 {
  /// Changes a few bytes to others that mean something in a table.
  mutating func damage(_ dice: inout Dice) {
    let bytes = Array("0129;,\t|\"\r\n#-/.:TZ x\u{e9}".utf8) + [0xFF, 0x00]
    for _ in 0..<Int.random(in: 1...3, using: &dice) {
      guard let place = indices.randomElement(using: &dice) else { return }
      let byte = bytes.randomElement(using: &dice) ?? 0
      switch Int.random(in: 0..<3, using: &dice) {
      case 0: remove(at: place)
      case 1: insert(byte, at: place)
      default: self[place] = byte
      }
    }
  }
}
