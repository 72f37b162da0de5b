/// Bytes looked at eight at a time: a word is eight bytes of a file, its lowest byte the first.
extension RawSpan {
  func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The eight bytes from `offset` on, which must lie within the span.
  func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

extension UInt64 {
  /// A word of eight times the same byte.
  init(repeating byte: UInt8) { self = UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The highest bit of each byte.
  static let highBits = UInt64(repeating: 0x80)

  /// A word in which the lowest high bit marks the first byte that is `byte`, if one is.
  ///
  /// Bits above the first are not to be relied upon.
  func firstMark(of byte: UInt8) -> UInt64 {
    let difference = self ^ UInt64(repeating: byte)
    return (difference &- UInt64(repeating: 1)) & ~difference & .highBits
  }

  /// The number of bytes below the lowest high bit of a word of marks; 8 if there is none.
  var bytesBeforeMark: Int { trailingZeroBitCount >> 3 }
}

/// The digits that stand at a place of a text, read eight at a time.
struct DigitRun {
  /// Their number, up to ``limit``; `limit` + 1 if there are more.
  let count: Int
  /// What they say; meaningless beyond ``limit``.
  let value: UInt64

  /// More would not fit into 64 bits.
  static let limit = 19

  @inline(__always)
  init(_ bytes: RawSpan, at start: Int) {
    var (count, value) = Self.upToEight(bytes.word(at: start))
    while count & 7 == 0, count > 0, count <= Self.limit {
      let (more, rest) = Self.upToEight(bytes.word(at: start + count))
      if more == 0 { break }
      for _ in 0..<more { value = value &* 10 }
      value = value &+ rest
      count += more
    }
    self.count = min(count, Self.limit + 1)
    self.value = value
  }

  /// The digits at the beginning of a word, and what they say.
  ///
  /// Three products: digits become pairs, pairs fours, fours one number of eight digits.
  @inline(__always)
  private static func upToEight(_ word: UInt64) -> (count: Int, value: UInt64) {
    let digits = word ^ UInt64(repeating: .zero)
    let others = ((digits &+ UInt64(repeating: 0x80 - 10)) | digits) & .highBits
    let count = others.bytesBeforeMark
    // The digits are moved up behind leading zeros: 64 - 8 · count places, which may be 64.
    let aligned = digits << UInt64(64 - 8 * count)
    let pairs = (aligned &* 10) &+ (aligned >> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* (100 + (1_000_000 << 32))
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* (1 + (10_000 << 32))
    return (count, (low &+ high) >> 32)
  }
}
