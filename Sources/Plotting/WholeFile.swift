extension Terminal {
  /// True if the bytes are a whole picture of this kind, and not the beginning of one.
  ///
  /// - PNG: the signature, then chunks that end, with `IEND`, exactly where the bytes end.
  /// - SVG: begins as XML and ends in `</svg>`.
  /// - PDF: begins with `%PDF` and ends in `%%EOF`.
  /// - Sixels: begin with `ESC P` and end in `ESC \`.
  /// - Text: is not empty.
  public func isWhole(_ bytes: [UInt8]) -> Bool {
    switch self {
    case .png: isWholePNG(bytes)
    case .svg:
      (bytes.starts(with: "<?xml".utf8) || bytes.starts(with: "<svg".utf8))
        && ends(bytes, with: "</svg>")
    case .pdf: bytes.starts(with: "%PDF".utf8) && ends(bytes, with: "%%EOF")
    case .sixel: bytes.starts(with: "\u{1B}P".utf8) && ends(bytes, with: "\u{1B}\\")
    case .text: !bytes.isEmpty
    }
  }
}

/// True if the bytes end in the text, white space after it allowed.
private func ends(_ bytes: [UInt8], with text: String) -> Bool {
  let whiteSpace = Array(" \t\r\n".utf8)
  let end = bytes.lastIndex { !whiteSpace.contains($0) } ?? -1
  return bytes[...end].suffix(text.utf8.count).elementsEqual(text.utf8)
}

/// Walks from chunk to chunk: a length, a type, that many bytes, a checksum.
private func isWholePNG(_ bytes: [UInt8]) -> Bool {
  guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return false }
  var start = 8
  while bytes.count - start >= 12 {
    let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    let isLast = bytes[start + 4..<start + 8].elementsEqual("IEND".utf8)
    guard length <= bytes.count - start - 12 else { return false }
    start += 12 + length
    if isLast { return start == bytes.count }
  }
  return false
}
