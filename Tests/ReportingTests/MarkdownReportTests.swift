import Testing

@testable import Artifacts
@testable import Diagnosis
@testable import Reporting

@Suite("The report in Markdown") struct MarkdownReportTests {
  @Test("has the data, the models, the evidence, and how it was made")
  func screen() throws {
    #expect(try MarkdownReport(madeReport()).text == golden("report.md"))
  }

  @Test("prints a dash for what was not measured")
  func absent() {
    let text = MarkdownReport(madeReport()).text
    #expect(text.contains(/\| gru +\| +337 \| +40 \| +3\.0 \| +– \| +– \| +– \|/))
    #expect(text.contains("| test, recursive | 1 | – | – | – | – |"))
  }

  @Test("says how training was disturbed, where it was")
  func disturbance() {
    var report = madeReport()
    #expect(!MarkdownReport(report).text.contains("dropout"))
    (report.settings.dropout, report.settings.noise) = (0.1, 0.05)
    #expect(
      MarkdownReport(report).text.contains("weight decay 0.0, dropout 0.1, noise 0.05, gradient"))
  }

  @Test("shows the pictures that were drawn, and no others")
  func pictures() {
    let text = MarkdownReport(madeReport()).text
    #expect(text.matches(of: /!\[.*?\]\((.*?)\)/).map(\.1) == ["forecast.png", "loss-gru.png"])
  }

  @Test(
    "takes names out of files literally",
    arguments: [
      "a|b", "`a`", "<script>alert(1)</script>", "a\nb", "a\r\n\r\n# b", "[x](javascript:y)",
      "![](x)",
      "**a**", "&lt;", "a\\", "\u{2028}a", "<!--",
    ])
  func names(_ name: String) {
    var report = madeReport()
    let lineCount = lines(report).count
    report.series.source = name
    report.series.name = name
    report.series.unit = name
    let text = MarkdownReport(report).text
    #expect(lines(report).count == lineCount)
    #expect(!text.contains("<"))
    #expect(!text.contains("\n# b"))
    let bare = text.replacing(/\\./, with: "")
    #expect(bare.matches(of: /!\[/).count == 2)
    #expect(!bare.contains("[x"))
    #expect(!bare.contains("**"))
    #expect(tableRows(report) == tableRows(madeReport()))
  }

  private func lines(_ report: ReportDocument) -> [Substring] {
    MarkdownReport(report).text.split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  private func tableRows(_ report: ReportDocument) -> [Substring] {
    lines(report).filter { $0.hasPrefix("|") }
  }

  @Test("keeps a command with backticks in it in its code block")
  func command() {
    var report = madeReport()
    report.command = "forecast run 'a``` <b>`.csv'"
    let text = MarkdownReport(report).text
    #expect(text.contains("\n````\nforecast run 'a``` <b>`.csv'\n````\n"))
    #expect(text.contains("1. Train less: ````forecast run 'a``` <b>`.csv' --epochs 20````\n"))
  }
}
