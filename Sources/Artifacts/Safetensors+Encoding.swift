extension Safetensors {
  /// The bytes of the file; equal contents give equal bytes, on every machine.
  ///
  /// Tensors stand in the order of their names' UTF-8 bytes, without holes. The header is spelled
  /// as the reference implementation spells it, so that both write the same file.
  ///
  /// - Precondition: No tensor is named `__metadata__`, and no two have one name.
  /// - Complexity: O(*n*) in the size of the file, O(*t* log *t*) in the number of tensors.
  public func encoded() -> [UInt8] {
    let pieces =
      (tensors.map { Piece($0, "F32", $1.shape, 4 * $1.values.count) }
      + doubles.map { Piece($0, "F64", $1.shape, 8 * $1.values.count) })
      .sorted { precedesInBytes($0.name, $1.name) }
    precondition(
      !pieces.contains { $0.name == metadataKey }, "a tensor cannot be named \(metadataKey)")
    var header = Array(header(of: pieces).utf8)
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }

    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + pieces.reduce(0) { $0 + $1.byteCount })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header)
    for piece in pieces {
      if let tensor = tensors[piece.name] {
        bytes.append(words: tensor.values) { $0.bitPattern.littleEndian }
      } else if let tensor = doubles[piece.name] {
        bytes.append(words: tensor.values) { $0.bitPattern.littleEndian }
      }
    }
    return bytes
  }

  private func header(of pieces: [Piece]) -> String {
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { precedesInBytes($0.key, $1.key) }
      let texts = pairs.map { "\(jsonText($0.key)):\(jsonText($0.value))" }
      fields.append("\(jsonText(metadataKey)):{\(texts.joined(separator: ","))}")
    }
    var begin = 0
    for piece in pieces {
      let end = begin + piece.byteCount
      let shape = piece.shape.map(String.init).joined(separator: ",")
      fields.append(
        #"\#(jsonText(piece.name)):{"dtype":"\#(piece.type)","shape":[\#(shape)],"#
          + #""data_offsets":[\#(begin),\#(end)]}"#)
      begin = end
    }
    return "{\(fields.joined(separator: ","))}"
  }
}

/// What the header says of a tensor.
private struct Piece {
  let name: String
  let type: String
  let shape: [Int]
  let byteCount: Int

  init(_ name: String, _ type: String, _ shape: [Int], _ byteCount: Int) {
    (self.name, self.type, self.shape, self.byteCount) = (name, type, shape, byteCount)
  }
}

extension [UInt8] {
  /// Appends what `word` makes of each value.
  fileprivate mutating func append<Value, Word: FixedWidthInteger>(
    words values: [Value], _ word: (Value) -> Word
  ) {
    values.map(word).withUnsafeBytes { append(contentsOf: $0) }
  }
}

/// The order of the UTF-8 bytes, which unlike that of `String` does not depend on Unicode's version.
private func precedesInBytes(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}

/// A JSON string literal (RFC 8259 §7): only what must be escaped is.
func jsonText(_ text: String) -> String {
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case "\n": literal += "\\n"
    case "\r": literal += "\\r"
    case "\t": literal += "\\t"
    case "\u{8}": literal += "\\b"
    case "\u{C}": literal += "\\f"
    case "\0"..<" ":
      literal += (scalar.value < 16 ? "\\u000" : "\\u00") + String(scalar.value, radix: 16)
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return literal + "\""
}
