/// How the characters of a file are written as bytes: what ``ReadOptions/encoding`` settles.
public enum TextEncoding: String, CaseIterable, Codable, Sendable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "utf-8"
  /// UTF-16; the mark says which byte comes first, or the zero bytes, else it is the low one.
  case utf16 = "utf-16"
  /// Windows-1252, which has Latin-1's characters and more in place of control characters; as
  /// browsers, this program knows one name for both.
  case latin1 = "latin-1"
}

/// How bytes become text.
enum TextForm: Hashable {
  /// Nothing but ASCII so far: the first other byte decides between UTF-8 and Windows-1252.
  case ascii
  case utf8
  case windows1252
  case utf16(isBigEndian: Bool)

  /// The form of a file and the length of its byte order mark, by its first bytes and by what the
  /// user says.
  ///
  /// UTF-16 without a mark is recognised if the zeros that stand beside ASCII are on one side only,
  /// and there in most places.
  static func find(
    in sample: ArraySlice<UInt8>, choice: TextEncoding?
  ) -> (form: TextForm, markLength: Int) {
    let isUTF8Marked = sample.starts(with: [0xEF, 0xBB, 0xBF])
    switch choice {
    case .utf8: return (.utf8, isUTF8Marked ? 3 : 0)
    case .latin1: return (.windows1252, 0)
    case .utf16, nil: break
    }
    if sample.starts(with: [0xFF, 0xFE]) { return (.utf16(isBigEndian: false), 2) }
    if sample.starts(with: [0xFE, 0xFF]) { return (.utf16(isBigEndian: true), 2) }
    if let isBigEndian = zerosSayBigEndian(sample) {
      return (.utf16(isBigEndian: isBigEndian), 0)
    }
    if choice == .utf16 { return (.utf16(isBigEndian: false), 0) }
    return isUTF8Marked ? (.utf8, 3) : (.ascii, 0)
  }

  private static func zerosSayBigEndian(_ sample: ArraySlice<UInt8>) -> Bool? {
    var zeros = (first: 0, second: 0)
    for (place, byte) in sample.enumerated() where byte == 0 {
      if place.isMultiple(of: 2) { zeros.first += 1 } else { zeros.second += 1 }
    }
    let pairs = sample.count / 2
    guard pairs >= 2 else { return nil }
    if zeros.first == 0, 4 * zeros.second >= 3 * pairs { return false }
    if zeros.second == 0, 4 * zeros.first >= 3 * pairs { return true }
    return nil
  }

  /// For people.
  var name: String {
    switch self {
    case .ascii, .utf8: "UTF-8"
    case .windows1252: "Windows-1252"
    case .utf16: "UTF-16"
    }
  }
}

/// Bytes that are no text, and where.
struct TextFault: Hashable {
  /// What was found and expected, without place.
  let message: String
  let hint: String

  /// The error, at the place where the text before it ends.
  func error(in file: String, line: Int, column: Int) -> SeriesError {
    SeriesError(
      reason: .encoding, file: file, line: line, column: column, message: message, hint: hint)
  }

  /// A fault of these bytes, behind `offset` others.
  init(_ bytes: some Sequence<UInt8>, at offset: Int, in form: TextForm) {
    let hex = bytes.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count < 2 ? "0" + digits : digits
    }
    let found =
      "byte \(offset + 1) of the text is \(hex.joined(separator: " ")), which is "
    if hex.allSatisfy({ $0 == "00" }) {
      message = found + "no character (expected text)"
      hint = "Check that this is text; if it is UTF-16, choose --encoding utf-16."
      return
    }
    switch form {
    case .ascii, .utf8:
      message = found + "not UTF-8 (expected UTF-8, as the text before it)"
      hint = "Choose --encoding latin-1, or save the file as UTF-8."
    case .windows1252:
      message = found + "a character neither in UTF-8 nor in Windows-1252"
      hint = "Save the file as UTF-8, and check that it is text."
    case .utf16:
      message = found + "half a character of UTF-16"
      hint = "Save the file as UTF-8, or choose another --encoding."
    }
  }
}

extension Finding {
  /// What is said of text that is neither UTF-8 nor UTF-16.
  static func windows1252(line: Int, column: Int) -> Finding {
    Finding(
      .assumedEncoding, severity: .note,
      "the text is not UTF-8 and was read as Windows-1252, which is Latin-1 with more characters",
      lines: [line], column: column, remedy: "Choose --encoding if that is wrong.")
  }
}
