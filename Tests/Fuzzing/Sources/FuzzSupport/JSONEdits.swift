/// Changes to a sound JSON document that leave it JSON, so that the fuzzer gets past the parser.
///
/// They are cuts in the text, hence fast: values are replaced or doubled, keys get other names.
public struct JSONEdits: Sendable {
  private let text: [UInt8]
  /// Where each value and each key stands, quotes and brackets included, by its beginning.
  private let places: [Place]

  private struct Place {
    let range: Range<Int>
    let isKey: Bool
    let isElement: Bool
  }

  /// Edits of this document.
  ///
  /// - Precondition: The bytes are JSON.
  public init(of document: [UInt8]) {
    text = document
    var (places, open, position): ([Place], [Int], Int) = ([], [], 0)
    while position < document.count {
      let start = position
      switch document[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(position)
        position += 1
        continue
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        position += 1
        let first = open.removeLast()
        places.append(Self.place(first..<position, in: document, open.last))
        continue
      case UInt8(ascii: "\""): position = Self.endOfString(document, from: position)
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        while position < document.count, !Self.endsScalar(document[position]) { position += 1 }
      default:
        position += 1
        continue
      }
      places.append(Self.place(start..<position, in: document, open.last))
    }
    self.places = places
  }

  private static func place(_ range: Range<Int>, in text: [UInt8], _ parent: Int?) -> Place {
    let next = text[range.upperBound...].first { $0 > UInt8(ascii: " ") }
    return Place(
      range: range, isKey: next == UInt8(ascii: ":"),
      isElement: parent.map { text[$0] == UInt8(ascii: "[") } ?? false)
  }

  private static func endOfString(_ text: [UInt8], from start: Int) -> Int {
    var end = start + 1
    while text[end] != UInt8(ascii: "\"") { end += text[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return end + 1
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || ",]}:".utf8.contains(byte)
  }

  /// The document with as many changes as the input asks for, eight at most; of two changes that
  /// overlap the first one is made.
  public func edited(by input: inout FuzzInput) -> [UInt8] {
    var changes: [(place: Place, text: [UInt8])] = []
    for _ in 0...input.byte() % 8 {
      let place = places[input.number() % places.count]
      changes.append((place, replacement(of: place, &input)))
    }
    var (edited, reached): ([UInt8], Int) = ([], 0)
    for (place, replacement) in changes.sorted(by: {
      $0.place.range.lowerBound < $1.place.range.lowerBound
    })
    where place.range.lowerBound >= reached {
      edited += text[reached..<place.range.lowerBound] + replacement
      reached = place.range.upperBound
    }
    return edited + text[reached...]
  }

  private func replacement(of place: Place, _ input: inout FuzzInput) -> [UInt8] {
    let kind = input.byte() % 8
    if place.isKey { return Array("\"\(input.byte())\"".utf8) }
    if place.isElement, kind < 2 {
      return text[place.range] + [UInt8(ascii: ",")] + text[place.range]
    }
    return Array(input.choice(of: kind < 5 ? Self.numbers : Self.others).utf8)
  }

  private static let numbers = [
    "0", "1", "-1", "2", "3", "12", "255", "65536", "4294967296", "0.5", "-0.5", "5e-324", "1e-9",
    "1e9", "1e18", "1e300", "-1e300", "1.797e308", "1e999", "9223372036854775807",
    "-9223372036854775808", "18446744073709551615",
  ]
  private static let others =
    ["null", "true", "[]", "{}", "[[]]"]
    + [
      "", "gru", "auto", "monthly", "log", "1949-01-01", "9999-12-31", "not a date", "../x", "-o",
      "'; system(\\\"touch pwned\\\"); #", "`touch pwned`", "<script>alert(1)</script>",
      "\\u001b[2J", "a\\nb", "\\u202ex", String(repeating: "x", count: 5000),
    ].map { "\"\($0)\"" }
}
