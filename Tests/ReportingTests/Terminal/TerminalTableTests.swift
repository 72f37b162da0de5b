import Forecasting
import SeriesData
import Testing

@testable import Artifacts
@testable import Reporting

@Suite("A table on a terminal") struct TerminalTableTests {
  private let names = [
    "gru", "日本の乗客数", "naïve", "nai\u{308}ve", "✈️ planes", String(repeating: "長い名前", count: 30),
    String(repeating: "a-long-name-", count: 20) + "2",
  ]

  /// What every row of a table has: the same width, if its last column is aligned at the right.
  private func widths(_ text: String) -> Set<Int> {
    let lines = text.split(separator: "\n")
    let ruler = lines.firstIndex { $0.hasPrefix("---") } ?? 0
    return Set(lines[(ruler - 1)...].prefix(names.count + 2).map { displayWidth($0) })
  }

  @Test("has columns below each other, whatever letters the names are of, in 80 columns")
  func alignment() {
    for letters in [Letters.unicode, .ascii] {
      let rows = names.map { ScoreTable.Row(model: $0, scores: scores) }
      let text = ScoreTable.terminal(rows, coverages: [0.8, 0.95], more: [], letters)
      #expect(widths(text).count == 1, "\(text)")
      #expect((widths(text).max() ?? 99) <= 80, "\(text)")
      #expect(text.contains("nai\u{308}ve"))
      #expect(!text.contains("\u{E000}"))
    }
  }

  private var scores: ScoreSection {
    ScoreSection(Metrics([1], actual: [2], scale: .defined(4)))
  }

  @Test("puts intervals that do not fit into a table of their own")
  func intervals() {
    let bands = [0.5, 0.8, 0.9, 0.95, 0.99].map {
      ReportDocument.Band(coverage: $0, lower: [1_234_567], upper: [2_345_678])
    }
    let text = ForecastTable.text(
      dates: ["2001-01-01"], model: names[5], values: [1_500_000], intervals: bands)
    #expect(widest(text) <= 80, "\(text)")
    for name in ["lo-50", "hi-80", "lo-90", "hi-99"] {
      #expect(text.ranges(of: name).count == 1, "\(name)")
    }
  }

  @Test("keeps the report narrow, whatever the series, the unit and the file are called")
  func report() {
    var report = madeReport()
    for name in names {
      (report.series.source, report.series.name) = ("\(name).csv", name)
      (report.series.unit, report.series.title) = (name, name)
      for letters in [Letters.unicode, .ascii] {
        let style = TerminalStyle(hasColour: false, letters: letters)
        let text = TerminalReport(report, style: style).text
        for line in text.split(separator: "\n") { #expect(displayWidth(line) <= 80, "\(line)") }
      }
    }
  }

  @Test("is in ASCII where a report is, but for names")
  func ascii() {
    let style = TerminalStyle(hasColour: false, letters: .ascii)
    let text = Letters.ascii.written(TerminalReport(madeReport(), style: style).text)
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
  }
}
