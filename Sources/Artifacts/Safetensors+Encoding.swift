extension Safetensors {
  /// The bytes of the file; equal contents give equal bytes, on every machine.
  ///
  /// Tensors stand in the order of their names' UTF-8 bytes, without holes. The header is spelled
  /// as the reference implementation spells it, so that both write the same file.
  ///
  /// - Precondition: No tensor is named `__metadata__`.
  /// - Complexity: O(*n*) in the size of the file, O(*t* log *t*) in the number of tensors.
  public func encoded() -> [UInt8] {
    precondition(tensors[metadataKey] == nil, "a tensor cannot be named \(metadataKey)")
    let ordered = tensors.sorted { precedesInBytes($0.key, $1.key) }
    var header = Array(header(of: ordered).utf8)
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }

    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + ordered.reduce(0) { $0 + 4 * $1.value.values.count })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header)
    for (_, tensor) in ordered {
      for value in tensor.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    return bytes
  }

  private func header(of ordered: [(key: String, value: NamedTensor)]) -> String {
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { precedesInBytes($0.key, $1.key) }
      let texts = pairs.map { "\(jsonText($0.key)):\(jsonText($0.value))" }
      fields.append("\(jsonText(metadataKey)):{\(texts.joined(separator: ","))}")
    }
    var begin = 0
    for (name, tensor) in ordered {
      let end = begin + 4 * tensor.values.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      fields.append(
        #"\#(jsonText(name)):{"dtype":"F32","shape":[\#(shape)],"data_offsets":[\#(begin),\#(end)]}"#
      )
      begin = end
    }
    return "{\(fields.joined(separator: ","))}"
  }
}

/// The order of the UTF-8 bytes, which unlike that of `String` does not depend on Unicode's version.
private func precedesInBytes(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}

/// A JSON string literal (RFC 8259 §7): only what must be escaped is.
private func jsonText(_ text: String) -> String {
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
