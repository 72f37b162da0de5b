import Diagnosis
import Forecasting
import Testing

@testable import Artifacts
@testable import Plotting

@Suite("The sheet of a diagnosis") struct DiagnosisFigureTests {
  private func panels(_ report: ReportDocument) throws -> [Panel] {
    let named = try #require(reportFigures(report).first { $0.name == "diagnosis-gru" })
    return named.figure.rows.flatMap(\.panels)
  }

  private func trace(_ name: String?, _ panel: Panel) -> Trace? {
    panel.elements.lazy.compactMap { element in
      if case .trace(let trace) = element, trace.name == name { trace } else { nil }
    }.first
  }

  private func words(_ panel: Panel) -> String {
    panel.elements.compactMap { element in
      if case .text(let label) = element { label.text } else { nil }
    }.joined(separator: " ")
  }

  /// One network, judged with everything that a picture looks at.
  private func judged() -> ReportDocument {
    var report = SampleReport.airlineReport.report
    report.models = [report.models[3]]
    report.models[0].verdict = "SHIFT"
    report.models[0].diagnosis = .judged
    return report
  }

  @Test("has six panels, a verdict and a benchmark in its title, and an axis label everywhere")
  func whole() throws {
    let report = judged()
    let panels = try panels(report)
    #expect(
      panels.map(\.title) == [
        "RMSE by part, one step ahead", "Gap: 1.7× the benchmark's", "Error by step ahead, on test",
        "Change on test, correlation 0.42", "Seeds: ±9 % of the test RMSE", "Intervals on test",
      ])
    #expect(panels.allSatisfy { !$0.y.label.isEmpty && $0.legend == .below })
    let figure = reportFigures(report).first { $0.name == "diagnosis-gru" }?.figure
    #expect(figure?.title == "gru: diagnosis – SHIFT; benchmark: seasonal-naive")
  }

  @Test("shows the gap with its interval, the limits that the check states, and each seed")
  func gap() throws {
    let panel = try panels(judged())[1]
    #expect(trace("gap", panel)?.y == [1.7])
    let whisker = try #require(trace("90 % range", panel))
    #expect(whisker.y.compactMap { $0 }.min() == 1.2)
    #expect(whisker.y.compactMap { $0 }.max() == 2.4)
    #expect(trace("benchmark", panel)?.y == [1, 1])
    #expect(trace("warn 1.5", panel)?.y == [1.5, 1.5])
    #expect(trace("fail 2.5", panel)?.y == [2.5, 2.5])
    let seeds = panel.elements.compactMap { element in
      if case .trace(let trace) = element, trace.mark == .points { trace } else { nil }
    }
    #expect(seeds.map(\.y) == [[2.2, nil], [1.6]])
    #expect(panel.y.scale == .log)
    #expect(panel.note == "")
  }

  @Test("keeps a gap that is beyond all bounds on the axis, and says so")
  func hugeGap() throws {
    var report = judged()
    report.models[0].diagnosis.axes.gap.value = 1e9
    let panel = try panels(report)[1]
    #expect(trace("gap", panel)?.y == [1000])
    #expect(panel.note == "Beyond the axis: reaches 1e9")
    report.models[0].diagnosis.axes.gap.value = nil
    report.models[0].diagnosis.axes.gap.why = "There is no validation part."
    #expect(words(try panels(report)[1]) == "There is no validation part.")
  }

  @Test("sets errors by step ahead beside those of the benchmark")
  func steps() throws {
    let panel = try panels(judged())[2]
    #expect(trace("recursive", panel)?.y == [10, 14, 17])
    #expect(trace("one step", panel)?.y == [10, 10.5, 11])
    #expect(trace("seasonal-naive", panel)?.y == [20, 20, 20])
    #expect(trace("recursive", panel)?.x == [1, 2, 3])
    #expect(panel.y.range?.lowerBound == 0)
    #expect(panel.y.label == "RMSE (thousands)")
  }

  @Test("draws each predicted change over the change that came")
  func changes() throws {
    let report = judged()
    let panel = try panels(report)[3]
    let points = try #require(trace("test", panel))
    #expect(points.x.count == 48)
    #expect(points.x.first == report.series.y[96] - report.series.y[95])
    let prediction = try #require(report.models[0].predictions.oneStep[96])
    #expect(points.y.first == prediction - report.series.y[95])
    #expect(panel.x.range == panel.y.range, "the diagonal goes from corner to corner")
    #expect(panel.note == "")
    var copying = report
    copying.models[0].diagnosis.checks[0].status = .warn
    #expect(try panels(copying)[3].note == "It copies the past: the points lie flat")
  }

  @Test("marks the seed that is kept and leaves room for one that diverged")
  func seeds() throws {
    let report = judged()
    let panel = try panels(report)[4]
    #expect(trace("kept: seed 7", panel)?.y == [40])
    #expect(trace("other seeds", panel)?.x == [2, 3])
    #expect(trace("other seeds", panel)?.y == [44, nil])
    let benchmark = report.baselines[0].metrics.testOneStep.rmse
    #expect(trace("seasonal-naive", panel)?.y == [benchmark, benchmark])
  }

  @Test("shows what intervals held over what they promised, in percent")
  func coverage() throws {
    let panel = try panels(judged())[5]
    #expect(trace("held", panel)?.x == [80, 95])
    #expect(trace("held", panel)?.y.map { $0.map { fixed($0, decimals: 1) } } == ["74.0", "90.6"])
    #expect(trace("as promised", panel)?.x == trace("as promised", panel)?.y.compactMap { $0 })
    #expect(panel.x.range == 50...102)
  }

  @Test("says what is missing in a report that has none of it")
  func old() throws {
    var report = SampleReport.airlineReport.report
    report.models[3].intervals = nil
    let panels = try panels(report)
    #expect(words(panels[2]) == "This report has no errors by step ahead.")
    #expect(words(panels[4]) == "One network stands alone here; --seeds 5 trains more of them.")
    #expect(words(panels[5]) == "There are no intervals in this report.")
    report.models[3].intervals = report.models[2].intervals
    report.models[3].intervals?.achieved = []
    #expect(words(try self.panels(report)[5]).hasPrefix("Without a validation part"))
    #expect(panels[2].legend == .none)
  }

  @Test("is drawn whole", arguments: [true, false])
  func drawn(isJudged: Bool) throws {
    let report = isJudged ? judged() : SampleReport.yearly.report
    let scratch = try Scratch()
    try GnuplotRenderer().draw(
      reportFigures(report).filter { $0.name.hasPrefix("diagnosis") }.map {
        .init($0.figure, terminal: .png, path: "\(scratch.path)/\($0.name)")
      })
    #expect(scratch.files.count == (isJudged ? 1 : 4))
  }
}
