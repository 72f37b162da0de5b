/// One field of a record, and where it begins in the file.
struct Field {
  /// The content as UTF-8, without quotes.
  let bytes: ArraySlice<UInt8>
  /// 1-based, of the field's first character (its opening quote, if it has one).
  let line: Int
  /// 1-based, in characters.
  let column: Int

  var text: String { String(decoding: bytes.trimmed, as: UTF8.self) }
}

/// One row of a CSV file: its fields in one buffer.
///
/// The scanner fills the same record again and again; whoever wants to keep one copies it.
struct Record {
  struct Span {
    var end: Int
    let line: Int
    let column: Int
  }

  var bytes: [UInt8] = []
  var spans: [Span] = []
  /// Whether a blank line stands before this record.
  var followsBlankLine = false

  var count: Int { spans.count }
  var line: Int { spans.first?.line ?? 0 }

  subscript(index: Int) -> Field {
    let start = index == 0 ? 0 : spans[index - 1].end
    let span = spans[index]
    return Field(bytes: bytes[start..<span.end], line: span.line, column: span.column)
  }

  /// All fields in order.
  var fields: [Field] { (0..<count).map { self[$0] } }

  /// Whether no field has anything but spaces in it.
  var isEmpty: Bool { bytes.allSatisfy(\.isBlank) }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    followsBlankLine = false
  }
}
