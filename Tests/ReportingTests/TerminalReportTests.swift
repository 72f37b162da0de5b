import Forecasting
import Testing

@testable import Artifacts
@testable import Reporting

@Suite("The report on the terminal") struct TerminalReportTests {
  private func summary(_ report: ReportDocument, hasColour: Bool = false) -> String {
    TerminalReport(report, style: TerminalStyle(hasColour: hasColour)).summary
  }

  @Test("has the data, a line a model and the verdicts on one screen")
  func screen() throws {
    #expect(try summary(madeReport()) + "\n" == golden("terminal.txt"))
  }

  @Test("has no space at the end of a line, and no line that a terminal would break")
  func lines() {
    for line in summary(madeReport()).split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(!line.hasSuffix(" "), "\(line)")
      #expect(line.count <= 100, "\(line)")
    }
  }

  @Test("aligns the columns of its table")
  func alignment() throws {
    let lines = summary(madeReport()).split(separator: "\n")
    let ruler = try #require(lines.firstIndex { $0.hasPrefix("---") })
    let edges = lines[ruler].indices.filter { lines[ruler][$0] == " " }
      .map { lines[ruler].distance(from: lines[ruler].startIndex, to: $0) }
    #expect(edges.count == 7)
    try #require(lines.count > ruler + 4)
    for line in lines[ruler - 1...ruler + 4] {
      let line = Array(line)
      for edge in edges where edge < line.count { #expect(line[edge] == " ", "\(String(line))") }
    }
  }

  @Test("is coloured on demand, and by nothing but colours")
  func colour() {
    let plain = summary(madeReport())
    let coloured = summary(madeReport(), hasColour: true)
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[32mHEALTHY\u{1B}[0m"))
    #expect(coloured.contains("\u{1B}[31mOVERFIT (clear)\u{1B}[0m"))
    #expect(coloured.contains("\u{1B}[33mWARN\u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[\d+m/, with: "") == plain)
  }

  @Test(
    "is not moved or coloured by what stands in a file",
    arguments: ["\u{1B}[2J", "\n", "\r", "\u{7}"])
  func controlCharacters(_ text: String) {
    var report = madeReport()
    let lineCount = summary(report).split(separator: "\n").count
    report.series.source = "a\(text)b.csv"
    report.series.name = "x\(text)y"
    report.series.unit = "u\(text)v"
    report.command = "forecast run 'a\(text)b.csv'"
    let lines = summary(report).split(separator: "\n")
    #expect(lines.count == lineCount)
    #expect(lines.allSatisfy { !$0.contains { $0.isControl } })
  }

  @Test("keeps its table narrow when a network has run away")
  func runaway() {
    var report = madeReport()
    report.models[1].metrics.testOneStep.rmse = 1.769_533_778e47
    report.models[1].skill = -3.683e45
    let lines = summary(report).split(separator: "\n")
    #expect(lines.contains { $0.contains(" 1.7e+47 ") && $0.contains(" -3.6e+45 ") })
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test("replaces an option of the command by the one that a remedy names")
  func remedy() {
    let text = summary(madeReport())
    #expect(
      text.contains("Train less: forecast run sales.csv --epochs 20\n")
        || text.hasSuffix("--epochs 20"))
    #expect(!text.contains("--epochs 40"))
  }
}

@Suite("A table of forecasts") struct ForecastTableTests {
  @Test("aligns numbers at their points")
  func golden() {
    #expect(
      ForecastTable.text(
        dates: ["2001-01-01", "2001-02-01"], model: "gru", values: [1234.5, -7.25])
          == """
          Date          gru
          ---------- ------
          2001-01-01 1234.5
          2001-02-01   −7.3

          """)
  }

  @Test("shows small numbers with more decimals")
  func decimals() {
    let text = ForecastTable.text(dates: ["2001-01-01"], model: "gru", values: [0.123_456])
    #expect(text.contains("0.1235"))
  }
}
