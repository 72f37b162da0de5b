import Testing

@testable import Artifacts
@testable import Diagnosis
@testable import Reporting

@Suite("A deep look in the reports") struct DeepReportTests {
  private var deep: Diagnosis.Deep {
    Diagnosis.Deep(
      seeds: 3, judged: 14,
      dataCurve: [
        .init(
          share: 0.5, values: 41, train: .init(median: 8, lowest: 7, highest: 9),
          validation: .init(median: 20.25, lowest: 18, highest: 22), failed: 0),
        .init(share: 1, values: 82, train: nil, validation: nil, failed: 3),
      ],
      dataSentence:
        "More history helps, <b>it is said</b> & seen: \(String(repeating: "on and ", count: 12))on.",
      capacityCurve: [
        .init(
          hidden: 8, train: .init(median: 8, lowest: 8, highest: 8), validation: nil, failed: 0)
      ],
      capacitySentence: "8 units are enough.")
  }

  private var report: ReportDocument {
    var report = madeReport()
    report.models[1].diagnosis.deep = deep
    return report
  }

  @Test("is two sentences and two tables in Markdown")
  func markdown() {
    let text = MarkdownReport(report).text
    #expect(text.matches(of: /### Over history and size/).count == 1)
    #expect(text.contains("\n- 8 units are enough.\n"))
    #expect(
      text.contains(
        "\n| 41 (50 %) | 8.0 [7.0, 9.0] | 20.3 [18.0, 22.0] |\n| 82 (100 %) | – | – |\n"))
    #expect(text.contains("\n| 8 | 8.0 | – |\n"))
    #expect(text.contains("the median of 3 seeds") && text.contains("on the 14 validation values"))
    #expect(!text.contains("<b>"))
    #expect(!MarkdownReport(madeReport()).text.contains("Over history and size"))
  }

  @Test("is a section of the page")
  func page() {
    let text = HTMLReport(report).text
    #expect(text.matches(of: /<h3>Over history and size<\/h3>/).count == 1)
    #expect(text.contains("<p>8 units are enough.</p>"))
    #expect(
      text.contains("<th scope=\"row\">41 (50 %)</th><td class=\"number\">8.0 [7.0, 9.0]</td>"))
    #expect(text.contains("&lt;b&gt;it is said"))
    #expect(!HTMLReport(madeReport()).text.contains("Over history and size"))
  }

  @Test("is two entries on the terminal, within 80 columns")
  func terminal() {
    let style = TerminalStyle(hasColour: false)
    let text = TerminalReport(report, style: style).text
    #expect(text.contains("\n  History  More history helps, "))
    #expect(text.contains("\n  Size     8 units are enough.\n"))
    let lines = text.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("           ") && $0.hasSuffix("on and on.") })
    #expect(lines.filter { $0.contains("on and") }.allSatisfy { $0.count <= 80 })
    #expect(!TerminalReport(madeReport(), style: style).text.contains("  Size  "))
  }
}
