/// The columns that a text takes on a terminal.
///
/// Line ends and other control characters take none: what comes out of a file is freed of them first.
///
/// - Complexity: O(*n*) in the length of the text.
package func displayWidth(_ text: some StringProtocol) -> Int {
  // Most texts are ASCII, and a report has many of them.
  if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text.utf8.count }
  return text.reduce(0) { $0 + $1.displayWidth }
}

extension Character {
  /// The columns of its scalars together.
  ///
  /// Marks that lie on a letter take none, vowels behind it a column; a picture takes two, of however
  /// many it is made.
  package var displayWidth: Int {
    let scalars = unicodeScalars
    if let first = scalars.first, first.properties.isEmoji {
      // Variation selector 16 asks for the picture instead of the letter.
      if scalars.contains("\u{FE0F}") { return 2 }
      if !first.isASCII { return scalars.reduce(0) { Swift.max($0, $1.displayWidth) } }
    }
    return scalars.reduce(0) { $0 + $1.displayWidth }
  }
}

extension Unicode.Scalar {
  /// The columns of the scalar alone.
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .control, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: 0
    // The soft hyphen is the one of this category that is seen.
    case .format: value == 0xAD ? 1 : 0
    // Vowels and finals of Hangul lie in the syllable before them.
    case _ where 0x1160...0x11FF ~= value: 0
    default: isWide ? 2 : 1
    }
  }

  /// Whether its East_Asian_Width is W or F: pictures, and what stands in the blocks below.
  private var isWide: Bool {
    value >= 0x1100
      && (properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) })
  }

  /// The wide characters that are no pictures, after EastAsianWidth.txt of Unicode 16, with what is
  /// not assigned between them (Unicode Standard Annex 11, https://www.unicode.org/reports/tr11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // leading consonants of Hangul
    0x2329...0x232A,  // angle brackets
    0x2630...0x2637, 0x268A...0x268F,  // trigrams, monograms, digrams
    0x2E80...0x303E, 0x3041...0x3247, 0x3250...0xA4CF,  // ideographs, kana, hangul, Yi
    0xA960...0xA97C, 0xAC00...0xD7A3,  // Hangul
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,  // compatibility, vertical, small forms
    0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full width
    0x16FE0...0x16FFF, 0x17000...0x18DFF, 0x1AFF0...0x1B2FF,  // Tangut, Khitan, kana, Nüshu
    0x1D300...0x1D376,  // signs of Tai Xuan Jing, counting rods
    0x1F200...0x1F265, 0x20000...0x3FFFD,  // enclosed ideographs, extensions
  ]
}
