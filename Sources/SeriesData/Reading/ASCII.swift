/// The ASCII characters that CSV, dates and numbers are made of.
extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let hash: UInt8 = 0x23
  static let percent: UInt8 = 0x25
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let dash: UInt8 = 0x2D
  static let point: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let capitalM: UInt8 = 0x4D
  static let capitalQ: UInt8 = 0x51
  static let capitalT: UInt8 = 0x54
  static let capitalW: UInt8 = 0x57
  static let capitalZ: UInt8 = 0x5A
  static let bar: UInt8 = 0x7C

  var isDigit: Bool { self &- .zero < 10 }
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isBlank: Bool { self == .space || self == .tab }
  /// The second and later bytes of a UTF-8 character.
  var isContinuation: Bool { self & 0xC0 == 0x80 }
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension ArraySlice<UInt8> {
  /// The bytes without the spaces and tabs at both ends.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, first.isBlank { slice.removeFirst() }
    while let last = slice.last, last.isBlank { slice.removeLast() }
    return slice
  }
}
