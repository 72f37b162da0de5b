/// How the characters of a file are written as bytes.
enum TextEncoding: Hashable {
  /// UTF-8, behind a byte order mark of so many bytes (0 or 3).
  case utf8(markLength: Int)
  case utf16(isBigEndian: Bool)
  /// Zero bytes without a mark: UTF-16 or UTF-32 without one, or no text at all.
  case binary

  /// Looks at the first bytes of a file.
  init(of sample: ArraySlice<UInt8>) {
    if sample.starts(with: [0xFF, 0xFE]) {
      self = .utf16(isBigEndian: false)
    } else if sample.starts(with: [0xFE, 0xFF]) {
      self = .utf16(isBigEndian: true)
    } else if sample.contains(0) {
      self = .binary
    } else {
      self = .utf8(markLength: sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    }
  }

  /// The number of bytes before the text.
  ///
  /// - Throws: ``SeriesError`` if this encoding is not understood (yet).
  func markLength(in file: String) throws(SeriesError) -> Int {
    let found: String
    switch self {
    case .utf8(let markLength): return markLength
    case .utf16: found = "is UTF-16 text (expected UTF-8)"
    case .binary: found = "contains zero bytes (expected UTF-8 text; found UTF-16 or binary data)"
    }
    throw SeriesError(
      reason: .encoding, file: file, message: "the file \(found)",
      hint: "Convert it: iconv -f UTF-16 -t UTF-8 \(file).")
  }
}
