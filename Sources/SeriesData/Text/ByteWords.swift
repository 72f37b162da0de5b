/// Bytes looked at eight at a time: a word is eight bytes of a file, its lowest byte the first.
extension RawSpan {
  @inline(__always)
  func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The eight bytes from `offset` on, which must lie within the span.
  @inline(__always)
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
  @inline(__always)
  func firstMark(of byte: UInt8) -> UInt64 {
    let difference = self ^ UInt64(repeating: byte)
    return (difference &- UInt64(repeating: 1)) & ~difference & .highBits
  }

  /// A word in which the highest bit of each byte says that it is no digit.
  @inline(__always)
  var digitStops: UInt64 {
    let digits = self ^ UInt64(repeating: .zero)
    return ((digits &+ UInt64(repeating: 0x80 - 10)) | digits) & .highBits
  }

  /// The number that the first `count` bytes are, which are digits.
  ///
  /// Three products: digits become pairs, pairs fours, fours one number of eight digits.
  @inline(__always)
  func number(ofDigits count: Int) -> UInt64 {
    // The digits are moved up behind leading zeros: by 64 - 8 · count, which may be 64.
    let digits = (self ^ UInt64(repeating: .zero)) << UInt64(64 - 8 * count)
    let pairs = (digits &* 10) &+ (digits >> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* (100 + (1_000_000 << 32))
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* (1 + (10_000 << 32))
    return (low &+ high) >> 32
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
    let word = bytes.word(at: start)
    var count = word.digitStops.bytesBeforeMark
    var value = word.number(ofDigits: count)
    while count & 7 == 0, count > 0, count <= Self.limit {
      let word = bytes.word(at: start + count)
      let more = word.digitStops.bytesBeforeMark
      if more == 0 { break }
      for _ in 0..<more { value = value &* 10 }
      value = value &+ word.number(ofDigits: more)
      count += more
    }
    self.count = min(count, Self.limit + 1)
    self.value = value
  }
}

/// A text to be looked for at places of another, eight bytes at a time.
struct WordText {
  /// The number of bytes.
  let count: Int
  private let words: [UInt64]
  /// The bytes of the last word that count.
  private let lastMask: UInt64

  init(_ text: [UInt8]) {
    count = text.count
    words = stride(from: 0, to: text.count, by: 8).map { start in
      text[start..<min(start + 8, text.count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let rest = text.count % 8
    lastMask = rest == 0 ? .max : 1 << UInt64(8 * rest) - 1
  }

  /// Whether the text stands at `start`, whatever follows it; seven bytes behind it may be read.
  @inline(__always)
  func stands(in bytes: RawSpan, at start: Int) -> Bool {
    for index in words.indices {
      let difference = bytes.word(at: start + 8 * index) ^ words[index]
      if difference & (index == words.count - 1 ? lastMask : .max) != 0 { return false }
    }
    return true
  }
}
