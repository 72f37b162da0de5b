/// How far a stretch of bytes is UTF-8 (Unicode 16, table 3-7).
///
/// Where they are ASCII, 64 bytes are looked at at a time. A zero byte is none, since no text has one.
struct UTF8Check {
  /// Why it goes no further.
  enum Stop {
    /// It is UTF-8 to the end.
    case end
    /// The last character is cut by the end.
    case cut
    /// A byte that cannot stand there.
    case invalid
  }

  /// Behind the last whole character.
  private(set) var end: Int
  private(set) var stop = Stop.end
  /// Whether there are characters other than ASCII.
  private(set) var hasOthers = false

  /// - Parameters:
  ///   - bytes: The bytes, and at least 63 more that may be read.
  ///   - range: Those that are looked at.
  init(_ bytes: RawSpan, _ range: Range<Int>) {
    let limit = range.upperBound
    end = range.lowerBound
    while end < limit {
      while end + 64 <= limit, Self.isPlain(bytes, at: end) { end += 64 }
      let pieceEnd = min(end + 64, limit)
      while end < pieceEnd {
        let plain = Self.marks(bytes.word(at: end)).bytesBeforeMark
        if plain > 0 {
          end = min(end + plain, limit)
          continue
        }
        let length = Self.length(bytes, at: end, limit: limit)
        guard length > 0 else {
          stop = length == 0 ? .invalid : .cut
          return
        }
        hasOthers = true
        end += length
      }
    }
  }

  /// A word in which the lowest high bit marks the first byte that is no ASCII, or zero.
  @inline(__always)
  private static func marks(_ word: UInt64) -> UInt64 {
    (word | ((word &- UInt64(repeating: 1)) & ~word)) & .highBits
  }

  /// Whether 64 bytes are ASCII without zeros.
  @inline(__always)
  private static func isPlain(_ bytes: RawSpan, at place: Int) -> Bool {
    var marks: UInt64 = 0
    for index in 0..<8 { marks |= Self.marks(bytes.word(at: place + 8 * index)) }
    return marks == 0
  }

  /// The length of the character that begins at `place`; 0 if there is none, −1 if it is cut.
  private static func length(_ bytes: RawSpan, at place: Int, limit: Int) -> Int {
    let lead = bytes.byte(at: place)
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 0
    }
    for index in 1..<length {
      guard place + index < limit else { return -1 }
      let byte = bytes.byte(at: place + index)
      guard byte.isContinuation else { return 0 }
      guard index == 1 else { continue }
      // Not longer than need be, no surrogates, nothing beyond U+10FFFF.
      switch lead {
      case 0xE0 where byte < 0xA0, 0xED where byte > 0x9F, 0xF0 where byte < 0x90,
        0xF4 where byte > 0x8F:
        return 0
      default: break
      }
    }
    return length
  }
}
