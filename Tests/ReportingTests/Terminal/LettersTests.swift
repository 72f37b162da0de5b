import Testing

@testable import Reporting

@Suite("Letters") struct LettersTests {
  private let signs = "−5 – ±3 % × 2 … a → b, √h, ≤ 1"

  @Test("of Unicode leave a text alone")
  func unicode() { #expect(Letters.unicode.written(signs) == signs) }

  @Test("of ASCII replace the signs that we write")
  func ascii() {
    #expect(Letters.ascii.written(signs) == "-5 - +/-3 % x 2 ~ a -> b, sqrt h, <= 1")
    #expect(Letters.ascii.written("a\n\n") == "a\n\n")
  }

  @Test("of ASCII leave a command as it can be pasted, and names as they are")
  func commands() {
    let line = "To mend – this: forecast run 'Umsatz – 日本.csv' --epochs 3"
    #expect(
      Letters.ascii.written("−\n\(line)\n−")
        == "-\nTo mend - this: forecast run 'Umsatz – 日本.csv' --epochs 3\n-")
    #expect(Letters.ascii.written("日本 (¥)") == "日本 (¥)")
  }

  @Test("make bars that are as long as asked")
  func bars() {
    #expect(Letters.unicode.bar(0.5, width: 4) == "██░░")
    #expect(Letters.ascii.bar(0.5, width: 4) == "##..")
    for share in [-1, 0, 0.999, 1, 2] {
      #expect(Letters.ascii.bar(share, width: 7).count == 7)
    }
    #expect(Letters.ascii.bar(0.999, width: 7) == "######.")
    #expect(Letters.ascii.bar(2, width: 3) == "###")
  }
}
