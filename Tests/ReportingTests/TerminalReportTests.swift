import Forecasting
import Testing

@testable import Artifacts
@testable import Reporting

@Suite("The report on the terminal") struct TerminalReportTests {
  private func whole(_ report: ReportDocument, hasColour: Bool = false) -> String {
    TerminalReport(report, style: TerminalStyle(hasColour: hasColour)).text
  }

  @Test("has the data, the verdict, why, what to do, a line a model, and all evidence")
  func screen() throws {
    #expect(try whole(madeReport()) + "\n" == golden("terminal.txt"))
  }

  @Test("begins with what fits one screen")
  func firstScreen() {
    let report = madeReport()
    let first = TerminalReport(report, style: TerminalStyle(hasColour: false)).summary
    #expect(whole(report).hasPrefix(first + "\n"))
    let lines = first.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 24)
    #expect(lines.allSatisfy { $0.count <= 80 })
    for word in ["Verdict", "Why", "What to do"] { #expect(first.contains("\n\(word) ")) }
  }

  @Test("lets the validation part choose the network that speaks for all, and never the test part")
  func best() {
    var report = madeReport()
    for (index, rmse) in [(0, 5.0), (1, 4.0)] {
      var metrics = report.models[index].metrics.train
      metrics.rmse = rmse
      report.models[index].metrics.validation = metrics
      report.models[index].metrics.testOneStep.rmse = 10 - rmse
    }
    #expect(whole(report).contains("\nVerdict    gru: OVERFIT (clear)\n"))
    #expect(
      whole(report).contains("gru, the best of 2 networks on the validation part: It is as it is."))
    report.models[0].metrics.validation?.rmse = 3
    #expect(whole(report).contains("\nVerdict    rnn: HEALTHY\n"))
    report.models.removeLast()
    #expect(!whole(report).contains("the best of"))
  }

  @Test("has no space at the end of a line, and no line that a terminal would break")
  func lines() {
    for line in whole(madeReport()).split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(!line.hasSuffix(" "), "\(line)")
      #expect(line.count <= 100, "\(line)")
    }
  }

  @Test("aligns the columns of its table")
  func alignment() throws {
    let lines = whole(madeReport()).split(separator: "\n")
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
    let plain = whole(madeReport())
    let coloured = whole(madeReport(), hasColour: true)
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
    let lineCount = whole(report).split(separator: "\n").count
    report.series.source = "a\(text)b.csv"
    report.series.name = "x\(text)y"
    report.series.unit = "u\(text)v"
    report.command = "forecast run 'a\(text)b.csv'"
    let lines = whole(report).split(separator: "\n")
    #expect(lines.count == lineCount)
    #expect(lines.allSatisfy { !$0.contains { $0.isControl } })
  }

  @Test("keeps its table narrow when a network has run away")
  func runaway() {
    var report = madeReport()
    report.models[1].metrics.testOneStep.rmse = 1.769_533_778e47
    report.models[1].skill = -3.683e45
    let lines = whole(report).split(separator: "\n")
    #expect(lines.contains { $0.contains(" 1.7e+47 ") && $0.contains(" -3.6e+45 ") })
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test("replaces an option of the command by the one that a remedy names")
  func remedy() {
    let shown = whole(madeReport())
    #expect(
      shown.contains("Train less: forecast run sales.csv --epochs 20\n")
        || shown.hasSuffix("--epochs 20"))
    #expect(!shown.contains("--epochs 40"))
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
