extension TextForm {
  /// Turns bytes into UTF-8.
  ///
  /// - Parameters:
  ///   - raw: The bytes.
  ///   - isLast: Whether none follow, so that a character that is cut is a fault.
  ///   - text: Where the UTF-8 is written from `count` on; it has room for three bytes for each.
  ///   - count: The end of what is written.
  /// - Returns: The number of bytes that were turned, and how many behind them are at fault.
  /// - Precondition: The form is Windows-1252 or UTF-16.
  func transcode(
    _ raw: ArraySlice<UInt8>, isLast: Bool, into text: inout [UInt8], _ count: inout Int
  ) -> (taken: Int, atFault: Int) {
    switch self {
    case .ascii, .utf8: preconditionFailure("UTF-8 needs no transcoding")
    case .windows1252: Self.windows1252(raw, &text, &count)
    case .utf16(let isBigEndian): Self.utf16(raw, isBigEndian, isLast, &text, &count)
    }
  }

  private static func windows1252(
    _ raw: ArraySlice<UInt8>, _ text: inout [UInt8], _ count: inout Int
  ) -> (taken: Int, atFault: Int) {
    for (place, byte) in raw.enumerated() {
      let scalar = 0x80...0x9F ~= byte ? upperHalf[Int(byte) - 0x80] : UInt32(byte)
      guard scalar > 0 else { return (place, 1) }
      append(scalar, &text, &count)
    }
    return (raw.count, 0)
  }

  private static func utf16(
    _ raw: ArraySlice<UInt8>, _ isBigEndian: Bool, _ isLast: Bool, _ text: inout [UInt8],
    _ count: inout Int
  ) -> (taken: Int, atFault: Int) {
    let (high, low) = isBigEndian ? (0, 1) : (1, 0)
    func unit(_ place: Int) -> UInt32? {
      let index = raw.startIndex + place
      guard index + 1 < raw.endIndex else { return nil }
      return UInt32(raw[index + high]) << 8 | UInt32(raw[index + low])
    }
    var place = 0
    while let first = unit(place) {
      switch first {
      case 0, 0xDC00...0xDFFF: return (place, 2)
      case 0xD800...0xDBFF:
        guard let second = unit(place + 2) else { return (place, isLast ? raw.count - place : 0) }
        guard 0xDC00...0xDFFF ~= second else { return (place, 2) }
        append(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF, &text, &count)
        place += 4
      default:
        append(first, &text, &count)
        place += 2
      }
    }
    return (place, isLast ? raw.count - place : 0)
  }

  /// Writes a scalar as UTF-8.
  private static func append(_ scalar: UInt32, _ text: inout [UInt8], _ count: inout Int) {
    func write(_ byte: UInt32) {
      text[count] = UInt8(truncatingIfNeeded: byte)
      count += 1
    }
    switch scalar {
    case ..<0x80: write(scalar)
    case ..<0x800:
      write(0xC0 | scalar >> 6)
      write(0x80 | scalar & 0x3F)
    case ..<0x10000:
      write(0xE0 | scalar >> 12)
      write(0x80 | scalar >> 6 & 0x3F)
      write(0x80 | scalar & 0x3F)
    default:
      write(0xF0 | scalar >> 18)
      write(0x80 | scalar >> 12 & 0x3F)
      write(0x80 | scalar >> 6 & 0x3F)
      write(0x80 | scalar & 0x3F)
    }
  }

  /// The characters of 0x80 … 0x9F in Windows-1252 (the index of the WHATWG Encoding Standard); 0
  /// where the code page has none.
  private static let upperHalf: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
    0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
