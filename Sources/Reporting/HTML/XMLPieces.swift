/// A piece of an XML text.
enum XMLPiece: Equatable {
  /// A tag that opens an element, and closes it at once where it ends in `/>`.
  case start(String, [(name: String, value: String)], isClosed: Bool)
  /// A tag that closes an element.
  case end(String)
  /// What stands between tags, as it is written.
  case text(String)
  /// Anything that is not well-formed, or that pictures have no need of.
  case other

  static func == (a: XMLPiece, b: XMLPiece) -> Bool {
    switch (a, b) {
    case (.start(let a, let p, let x), .start(let b, let q, let y)):
      a == b && x == y && p.elementsEqual(q) { $0 == $1 }
    case (.end(let a), .end(let b)), (.text(let a), .text(let b)): a == b
    case (.other, .other): true
    default: false
    }
  }
}

/// The pieces of an XML text, one after the other; the declaration and comments are passed over, and
/// nothing follows on ``XMLPiece/other``.
struct XMLPieces: Sequence, IteratorProtocol {
  private var rest: Substring.UTF8View
  private var isBroken = false

  init(_ text: String) { rest = text[...].utf8 }

  mutating func next() -> XMLPiece? {
    while !isBroken, !rest.isEmpty {
      guard rest.first == UInt8(ascii: "<") else {
        return .text(take { $0 != UInt8(ascii: "<") })
      }
      if skip("<?", to: "?>") || skip("<!--", to: "-->") { continue }
      guard let piece = tag() else { break }
      return piece
    }
    guard !rest.isEmpty, !isBroken else { return nil }
    isBroken = true
    return .other
  }

  /// Passes over what begins and ends like that; false where it does not begin so or never ends.
  private mutating func skip(_ start: String, to end: String) -> Bool {
    guard rest.starts(with: start.utf8) else { return false }
    var after = rest.dropFirst(start.utf8.count)
    while !after.isEmpty {
      if after.starts(with: end.utf8) {
        rest = after.dropFirst(end.utf8.count)
        return true
      }
      after = after.dropFirst()
    }
    return false
  }

  /// `</name>`, `<name a="b">`, `<name/>`; nil for anything else.
  private mutating func tag() -> XMLPiece? {
    rest = rest.dropFirst()
    let isEnd = rest.first == UInt8(ascii: "/")
    if isEnd { rest = rest.dropFirst() }
    let name = take(isNameByte)
    guard !name.isEmpty else { return nil }
    var attributes: [(name: String, value: String)] = []
    while true {
      _ = take(isSpace)
      switch rest.first {
      case UInt8(ascii: ">"):
        rest = rest.dropFirst()
        if isEnd { return attributes.isEmpty ? .end(name) : nil }
        return .start(name, attributes, isClosed: false)
      case UInt8(ascii: "/"):
        rest = rest.dropFirst()
        guard !isEnd, rest.first == UInt8(ascii: ">") else { return nil }
        rest = rest.dropFirst()
        return .start(name, attributes, isClosed: true)
      default:
        guard let attribute = attribute() else { return nil }
        attributes.append(attribute)
      }
    }
  }

  private mutating func attribute() -> (name: String, value: String)? {
    let name = take(isNameByte)
    _ = take(isSpace)
    guard !name.isEmpty, rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst()
    _ = take(isSpace)
    guard let quote = rest.first, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(quote) else {
      return nil
    }
    rest = rest.dropFirst()
    let value = take { $0 != quote && $0 != UInt8(ascii: "<") }
    guard rest.first == quote else { return nil }
    rest = rest.dropFirst()
    return (name, value)
  }

  private mutating func take(_ belongs: (UInt8) -> Bool) -> String {
    let piece = rest.prefix(while: belongs)
    rest = rest[piece.endIndex...]
    return String(Substring(piece))
  }
}

private func isNameByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "-"):
    true
  default: false
  }
}

private func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

/// The text with the five names and the numbers of XML as the characters that they stand for; an
/// ampersand that begins none of them stands for itself.
func unescaped(_ text: String) -> String {
  var result = ""
  var rest = text[...]
  while let start = rest.firstIndex(of: "&") {
    result += rest[..<start]
    rest = rest[start...]
    let name = rest.dropFirst().prefix { $0 != ";" }.prefix(10)
    let end = rest.index(rest.startIndex, offsetBy: name.count + 1)
    if end < rest.endIndex, rest[end] == ";", let character = character(named: name) {
      result.append(character)
      rest = rest[rest.index(after: end)...]
    } else {
      result.append("&")
      rest = rest.dropFirst()
    }
  }
  return result + rest
}

private func character(named name: Substring) -> Character? {
  switch name {
  case "lt": return "<"
  case "gt": return ">"
  case "amp": return "&"
  case "quot": return "\""
  case "apos": return "'"
  default:
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let code =
      digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return code.flatMap(Unicode.Scalar.init).map { Character($0) }
  }
}
