import SeriesData
import Testing

/// The airline passengers as some program writes them, and what has to come of it.
struct Shape: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable {
    /// The 144 values, each so many times, at their months, with these remarks.
    case reads([Finding.Code] = [], times: Double = 1, dates: Dates = .firstDays)
    /// The error that the user sees.
    case refused(String)
  }

  /// Which day of its month a value has.
  enum Dates: Sendable { case firstDays, lastDays }

  let name: String
  /// Where such files come from.
  let origin: String
  let bytes: [UInt8]
  let options: ReadOptions
  let outcome: Outcome

  init(
    _ name: String, from origin: String, _ bytes: [UInt8],
    with options: ReadOptions = ReadOptions(),
    _ outcome: Outcome
  ) {
    (self.name, self.origin, self.bytes) = (name, origin, bytes)
    (self.options, self.outcome) = (options, outcome)
  }

  init(
    _ name: String, from origin: String, _ text: String, with options: ReadOptions = ReadOptions(),
    _ outcome: Outcome
  ) {
    self.init(name, from: origin, Array(text.utf8), with: options, outcome)
  }

  var testDescription: String { name }
}

/// One month of the airline passengers.
struct AirlineMonth: Sendable {
  let year: Int
  let month: Int
  let value: Int

  /// 0 … 143.
  var number: Int { (year - 1949) * 12 + month - 1 }
  /// `01`.
  var mm: String { (month < 10 ? "0" : "") + "\(month)" }
  /// `1949-01`.
  var iso: String { "\(year)-\(mm)" }
  /// `49`.
  var yy: Int { year % 100 }
  /// `Jan`.
  var name: String { Self.names[month - 1] }
  var lastDay: Int {
    [31, year % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  static let names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
    .map(String.init)

  /// All of them, taken from the data set without the reader that is tested.
  static let all: [AirlineMonth] = {
    guard let source = try? FileSource(path: airlinePath) else { return [] }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = (try? bytes.withUnsafeMutableBytes { try source.read(into: $0) }) ?? 0
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").dropFirst()
    return lines.enumerated().compactMap { index, line in
      line.split(separator: ",").last.flatMap { Int($0) }.map {
        AirlineMonth(year: 1949 + index / 12, month: index % 12 + 1, value: $0)
      }
    }
  }()
}

/// A table with a line a month.
func table(
  _ header: String?, end: String = "\n", _ row: (AirlineMonth) -> String
) -> String {
  ((header.map { [$0] } ?? []) + AirlineMonth.all.map(row)).map { $0 + end }.joined()
}

/// The text in UTF-16.
func utf16(_ text: String, isBigEndian: Bool = false, hasMark: Bool = true) -> [UInt8] {
  ((hasMark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
    let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    return isBigEndian ? bytes : bytes.reversed()
  }
}

/// The text in Latin-1, which has all its characters.
func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

@Suite("Shapes of a file") struct ShapeTests {
  @Test("are enough, and all different")
  func count() {
    #expect(Shape.all.count >= 60)
    #expect(Set(Shape.all.map(\.name)).count == Shape.all.count)
    #expect(AirlineMonth.all.map(\.value).reduce(0, +) == 40363)
  }

  @Test("give the 144 values at their months, or say why not", arguments: Shape.all)
  func shape(_ shape: Shape) {
    for size in [Int.max, 7] {
      var source = Trickle(rest: shape.bytes[...], size: size)
      let loaded = Result { () throws(SeriesError) in
        try SeriesReader.read(from: &source, named: "t.csv", options: shape.options)
      }
      switch (loaded, shape.outcome) {
      case (.failure(let error), .refused(let expected)):
        #expect(error.description == expected, "\(shape.name)")
        #expect(!error.isMissingInput)
      case (.failure(let error), .reads):
        Issue.record("\(shape.name): \(error)")
      case (.success(let loaded), .refused):
        Issue.record("\(shape.name) is read: \(loaded.series.values.prefix(3))")
      case (.success(let loaded), .reads(let codes, let times, let dates)):
        let series = loaded.series
        #expect(series.values == AirlineMonth.all.map { Double($0.value) * times })
        let isLast = dates == .lastDays
        let days = AirlineMonth.all.map { "\($0.iso)-\(isLast ? "\($0.lastDay)" : "01")" }
        #expect((0..<series.count).map { series.timestamp(at: $0).iso } == days)
        #expect(series.frequency == (isLast ? .monthlyLastDay : .monthly))
        #expect(loaded.findings.map(\.code) == codes)
      }
    }
  }
}

extension Shape {
  static let all = dialects + spreadsheets + calendars + numbers + tables + encodings + strangers
}
