/// Looks whether a text has the shape of `forecast.toml` before the parser sees it: tables, keys,
/// strings on one line, numbers, dates, truth values, and lists of those.
///
/// The parser ends the program where it meets some texts that are no TOML, so none of these may come
/// to it. Inline tables, strings over several lines and times of day are TOML, but no options.
struct TOMLShape {
  private let bytes: [UInt8]
  private var place = 0
  /// The line that is looked at, counted from 1; after ``isSound()`` that of the fault.
  private(set) var line = 1

  init(_ text: String) {
    bytes = Array(text.utf8)
    // A byte order mark may stand before everything.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// Whether the whole text has that shape.
  ///
  /// - Complexity: O(*n*).
  mutating func isSound() -> Bool {
    while true {
      skipSpace()
      if place == bytes.count { return true }
      if next != "\n" && next != "#" {
        guard next == "[" ? header() : key() && take("=") && value() else { return false }
      }
      skipSpace()
      comment()
      guard take("\n") || place == bytes.count else { return false }
    }
  }

  // MARK: Parts

  private mutating func header() -> Bool { take("[") && key() && take("]") }

  private mutating func key() -> Bool {
    repeat {
      skipSpace()
      guard string() || run({ $0.isBare }) else { return false }
      skipSpace()
    } while take(".")
    return true
  }

  private mutating func value() -> Bool {
    skipSpace()
    guard take("[") else { return scalar() }
    skipLines()
    while !take("]") {
      guard scalar() else { return false }
      skipLines()
      guard take(",") || next == "]" else { return false }
      skipLines()
    }
    return true
  }

  private mutating func scalar() -> Bool {
    if string() { return true }
    let start = place
    guard run({ $0.isBare || $0 == "+" || $0 == "." || $0 == ":" }) else { return false }
    let word = String(decoding: bytes[start..<place], as: UTF8.self)
    return word.wholeMatch(
      of:
        #/
        true | false | [0-9]{4}-[0-9]{2}-[0-9]{2}
        | [+\-]? [0-9]+ (_[0-9]+)* (\.[0-9]+(_[0-9]+)*)? ([eE] [+\-]? [0-9]+)?
        /#) != nil
  }

  /// `'as it is'` or `"with \t"`, on one line.
  private mutating func string() -> Bool {
    guard let quote = next, quote == "\"" || quote == "'" else { return false }
    place += 1
    while let character = next, character >= " ", character != "\u{7F}" {
      place += 1
      if character == quote { return true }
      if character == "\\", quote == "\"" {
        guard let escape = next else { return false }
        place += 1
        let digits = escape == "u" ? 4 : escape == "U" ? 8 : 0
        guard digits > 0 || "btnfr\"\\".unicodeScalars.contains(escape) else { return false }
        for _ in 0..<digits {
          guard let digit = next, Character(digit).isHexDigit else { return false }
          place += 1
        }
      }
    }
    return false
  }

  // MARK: Steps

  /// The next byte, as a character of ASCII; those of longer characters are beyond it.
  private var next: UnicodeScalar? { place < bytes.count ? UnicodeScalar(bytes[place]) : nil }

  private mutating func take(_ character: UnicodeScalar) -> Bool {
    guard next == character else { return false }
    place += 1
    if character == "\n" { line += 1 }
    return true
  }

  /// One character or more of a kind.
  private mutating func run(_ isOfKind: (UnicodeScalar) -> Bool) -> Bool {
    let start = place
    while let character = next, isOfKind(character) { place += 1 }
    return place > start
  }

  private mutating func skipSpace() {
    while let character = next, character == " " || character == "\t" || isLineEndOfWindows {
      place += 1
    }
  }

  private var isLineEndOfWindows: Bool {
    next == "\r" && place + 1 < bytes.count && bytes[place + 1] == 0x0A
  }

  private mutating func comment() {
    guard next == "#" else { return }
    while let character = next, character >= " " || character == "\t", character != "\u{7F}" {
      place += 1
    }
    if isLineEndOfWindows { place += 1 }
  }

  /// Space, comments and ends of lines within a list.
  private mutating func skipLines() {
    repeat {
      skipSpace()
      comment()
    } while take("\n")
  }
}

extension UnicodeScalar {
  /// A letter, a digit, `_` or `-`: what a key may have without quotes.
  fileprivate var isBare: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
      || self == "_" || self == "-"
  }
}
