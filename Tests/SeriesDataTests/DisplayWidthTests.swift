import Testing

@testable import SeriesData

@Suite("The width of a text on a terminal") struct DisplayWidthTests {
  /// Widths after EastAsianWidth.txt and emoji-data.txt of Unicode.
  @Test(
    "counts columns, not characters or bytes",
    arguments: [
      ("", 0), ("passengers", 10), ("naïve", 5), ("nai\u{308}ve", 5), ("Ελλάδα", 6),
      ("日本", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｶﾅ", 2), ("Ｆｕｌｌ", 8),
      ("✈️", 2), ("✈", 1), ("😀", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("−–…±×", 5), ("▁▂█", 3),
      ("a\u{200B}b", 2), ("a\u{AD}b", 3), ("\u{301}", 0), ("〈", 2), ("𠀀", 2),
      ("จำนวนผู้โดยสาร", 12), ("क्ष", 2), ("कि", 2), ("தமிழ்", 4), ("1️⃣", 2), ("👍🏽", 2), ("©", 1),
    ])
  func width(_ text: String, _ columns: Int) { #expect(displayWidth(text) == columns) }

  @Test("is the sum of its characters, and of ASCII the number of bytes")
  func sum() {
    let text = "Umsatz 日本 (€), ✈️ naïve"
    #expect(displayWidth(text) == text.map { displayWidth(String($0)) }.reduce(0, +))
    for byte in UInt8(0x20)..<0x7F {
      #expect(displayWidth(String(UnicodeScalar(byte))) == 1)
    }
  }
}
