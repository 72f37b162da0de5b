import FoundationEssentials

/// The JSON header of a safetensors file, as it stands there: nothing in it is checked yet against
/// the data.
struct SafetensorsHeader: Decodable {
  /// What the header says of one tensor.
  ///
  /// Further keys are ignored, as the reference does.
  struct Entry: Decodable {
    var dtype: String
    var shape: [Int]
    /// Begin and one past the end, in bytes from the start of the data; untrusted, of any length.
    var dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  var metadata: [String: String] = [:]
  var entries: [String: Entry] = [:]

  /// Parses a header; a key that stands twice in one object is refused, not guessed at.
  init(parsing bytes: ArraySlice<UInt8>) throws(SafetensorsError.Reason) {
    guard bytes.first == UInt8(ascii: "{"), !bytes.contains(0),
      String(validating: bytes, as: UTF8.self) != nil
    else { throw .badHeader("is not a JSON object in UTF-8") }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch {
      throw .badHeader(Self.explanation(of: error))
    }
    if let key = firstDuplicateKey(inValidJSON: bytes) { throw .duplicateKey(key) }
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Name.self)
    for name in fields.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      if name.stringValue == metadataKey {
        metadata = try fields.decode([String: String].self, forKey: name)
      } else {
        entries[name.stringValue] = try fields.decode(Entry.self, forKey: name)
      }
    }
  }

  private static func explanation(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "is not valid JSON" }
    switch error {
    case .keyNotFound(let key, let context):
      return "has no \(key.stringValue) in \(place(context.codingPath))"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "has something other than \(type) in \(place(context.codingPath))"
    default: return "is not valid JSON, or a number in it is not a whole one of 64 bits"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    path.map { $0.intValue.map { "[\($0)]" } ?? quoted($0.stringValue) }.joined(separator: " ")
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// The first key that one object of the text has twice, or nil.
///
/// JSON parsers keep one of the two in silence, and two programs may keep different ones.
/// The bytes are JSON that a parser has accepted; for others the answer means nothing.
private func firstDuplicateKey(inValidJSON bytes: ArraySlice<UInt8>) -> String? {
  var open: [Set<String>] = []
  var position = bytes.startIndex
  while position < bytes.endIndex {
    switch bytes[position] {
    case UInt8(ascii: "{"): open.append([])
    case UInt8(ascii: "}"): _ = open.popLast()
    case UInt8(ascii: "\""):
      let literal = stringLiteral(in: bytes[position...])
      position = literal.endIndex
      let next = bytes[position...].first { !" \t\r\n".utf8.contains($0) }
      if next == UInt8(ascii: ":"), !open.isEmpty, let key = text(ofLiteral: literal),
        !open[open.count - 1].insert(key).inserted
      {
        return key
      }
      continue
    default: break
    }
    position += 1
  }
  return nil
}

/// The string literal, quotes included, that the bytes begin with.
private func stringLiteral(in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var end = bytes.startIndex + 1
  while end < bytes.endIndex, bytes[end] != UInt8(ascii: "\"") {
    end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
  }
  return bytes[..<min(end + 1, bytes.endIndex)]
}

private func text(ofLiteral literal: ArraySlice<UInt8>) -> String? {
  guard literal.contains(UInt8(ascii: "\\")) else {
    return String(decoding: literal.dropFirst().dropLast(), as: UTF8.self)
  }
  return try? JSONDecoder().decode(String.self, from: Data(literal))
}
