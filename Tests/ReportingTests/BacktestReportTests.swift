import Forecasting
import SeriesData
import Testing

@testable import Artifacts
@testable import Reporting

@Suite("The report of a backtest") struct BacktestReportTests {
  /// Four years of months that rise and swing, and all baselines on them.
  private func document(
    origins: [Int] = Array(24...36), horizon: Int = 12,
    _ change: (inout Backtest) -> Void = { _ in }
  ) async throws -> BacktestDocument {
    let start = try #require(Timestamp(year: 2001, month: 1, day: 1))
    let values = (0..<48).map { (month: Int) -> Double in
      let swing: Int = 10 * (month % 12) + month * month % 7
      return Double(100 + 2 * month + swing)
    }
    var backtest = Backtest(
      series: TimeSeries(name: "s", start: start, frequency: .monthly, values: values),
      forecasters: Baseline.allCases, horizon: horizon, origins: origins)
    change(&backtest)
    return BacktestDocument(
      try await backtest.run(threads: 1),
      origin: .init(
        valueName: "Sales", unit: "boxes", source: "sales.csv", sha256: "01", command: "forecast x"),
      seconds: 1)
  }

  @Test("says in one line what was compared")
  func comparison() async throws {
    func line(_ document: BacktestDocument) -> String {
      BacktestReport(document).summary.split(separator: "\n").dropFirst().first.map(String.init)
        ?? ""
    }
    #expect(
      line(try await document())
        == "13 origins 2002-12 to 2003-12, 12 steps each, refitted at every origin")
    #expect(
      line(try await document(origins: [30], horizon: 1) { $0.refit = .never })
        == "1 origin, 2003-06, 1 step each, fitted at the first alone")
    for (k, words) in [(2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (21, "21st")] {
      let text = line(try await document { $0.refit = .after(k) })
      #expect(text.hasSuffix("refitted at every \(words) origin"))
    }
    #expect(
      BacktestReport(try await document { $0.window = .sliding(20) }).summary
        .replacing("\n", with: " ").contains("at every origin, on the last 20 values "))
  }

  @Test("keeps to 80 columns, and says why there is no test")
  func screen() async throws {
    let text = BacktestReport(try await document()).summary
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.count <= 80 && !line.hasSuffix(" "), "\(line)")
    }
    #expect(text.contains("MASE at step       1     2     4     6     8    10    12\n"))
    #expect(
      text.replacing("\n", with: " ").contains(
        "no DM p, for 13 origins are too few for the Diebold–Mariano test (expected at least 24, "
          + "twice the 12 that overlap)."))
  }

  @Test("groups what is absent by its reason")
  func reasons() {
    let text = ScoreTable.reasons([
      ("a", ["crps": "x", "intervals": "x"]), ("b", ["intervals": "x", "crps": "x"]),
      ("c", nil), ("d", ["mase": "y"]),
      ("e", ["mase": "z", "smape": "z", "rmsse": "z", "crps": "z", "intervals": "z"]),
    ])
    #expect(
      text == "– a, b: no CRPS, coverage, for x.\n– d: no MASE, for y.\n– e: no scores, for z.\n")
  }

  @Test("is a page with all steps, all coverages and the pictures that were drawn")
  func markdown() async throws {
    var document = try await document { $0.coverages = [0.5, 0.8, 0.975] }
    #expect(!BacktestReport(document).markdown.contains("!["))
    document.files = [.init(name: "ranks.png", sha256: "", bytes: 1)]
    let page = BacktestReport(document).markdown
    #expect(page.hasPrefix("# sales.csv, s: backtest\n\nSales (boxes), monthly, 48 values\n\n"))
    #expect(page.contains("![Ranks](ranks.png)\n\n```\nforecast x\n```\n"))
    #expect(page.contains("| 97.5 % | Width 50 % |") && page.contains("|    11 |    12 |"))
    #expect(!page.contains("\n\n\n"))
  }

  @Test("is read again as it was written, with keys in snake_case")
  func roundTrip() async throws {
    let document = try await document(origins: Array(20...44), horizon: 4)
    let bytes = JSONDocument.encode(document)
    #expect(BacktestDocument(decoding: bytes) == document)
    let text = String(decoding: bytes, as: UTF8.self)
    for key in [
      "by_step", "diebold_mariano", "seconds_per_fit", "interval_score", "p_value", "0.95",
    ] {
      #expect(text.contains("\"\(key)\" :"), "\(key)")
    }
    #expect(BacktestDocument(decoding: Array("{}".utf8)) == nil)
    var other = document
    other.schema = "forecast.backtest-report/9"
    #expect(BacktestDocument(decoding: JSONDocument.encode(other)) == nil)
  }
}
