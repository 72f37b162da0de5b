import SeriesData
import Testing

@testable import Reporting

@Suite("The width of a terminal") struct FittingTests {
  @Test("is kept to when a name is cut in its middle", arguments: 1...12)
  func cut(_ width: Int) {
    for name in ["model-name-v2", "日本の乗客数モデル", "a日b本c語d文e字", "✈️✈️✈️✈️✈️✈️✈️"] {
      for letters in [Letters.unicode, .ascii] {
        let short = fitted(name, width, letters)
        #expect(displayWidth(short) <= width)
        #expect(displayWidth(short) >= min(width - 2, displayWidth(name)), "\(short)")
      }
    }
  }

  @Test("leaves both ends of a name, and a name that fits alone")
  func ends() {
    #expect(fitted("model-name-v2", 9) == "mode…e-v2")
    #expect(fitted("model-name-v2", 9, .ascii) == "mode~e-v2")
    #expect(fitted("日本", 4) == "日本")
  }

  @Test("decides where lines are broken")
  func wrapping() {
    let text = "日本の 乗客数 は 1949 年から 増えた " + String(repeating: "長", count: 30)
    for width in [5, 10, 24] {
      let lines = wrapped(text, width: width, indent: "  ").split(separator: "\n")
      #expect(lines.allSatisfy { displayWidth($0) <= width })
      let whole = lines.joined().filter { $0 != " " }
      #expect(whole == text.filter { $0 != " " })
    }
  }

  @Test("breaks no line at a no-break space, of which a space is left")
  func noBreak() {
    let text = "a fit  gru\u{A0}0.055\u{A0}s, drift\u{A0}0.000\u{A0}s"
    #expect(folded(text, behind: 7) == "a fit  gru 0.055 s, drift 0.000 s")
    #expect(folded(text, behind: 7, width: 25) == "a fit  gru 0.055 s,\n       drift 0.000 s")
    #expect(folded(text, behind: 7, width: 21) == "a fit  gru 0.055 s,\n       drift 0.000 s")
  }
}
