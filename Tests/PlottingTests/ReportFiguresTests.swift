import Forecasting
import Testing

@testable import Artifacts
@testable import Plotting

@Suite("The figures of a report") struct ReportFiguresTests {
  private func elements(_ figure: Figure) -> [Element] {
    figure.rows.flatMap(\.panels).flatMap(\.elements)
  }

  private func figure(_ name: String, of report: ReportDocument) throws -> Figure {
    try #require(reportFigures(report).first { $0.name == name }).figure
  }

  @Test("have the names of the design")
  func names() {
    let names = reportFigures(SampleReport.airlineReport.report).map(\.name)
    #expect(names.count == 21)
    #expect(
      names.prefix(6) == [
        "forecast", "train-test-rnn-element", "loss-rnn-element", "diagnosis-rnn-element",
        "residuals-rnn-element", "intervals-rnn-element",
      ])
  }

  @Test("of one model are the same before the other models are known")
  func early() {
    for sample in [SampleReport.airlineReport, .single, .daily, .exploding] {
      let report = sample.report
      var draft = report
      draft.models = []
      let figures = ReportFigures(draft)
      let early = report.models.flatMap(figures.ofModel)
      #expect(!early.isEmpty)
      #expect([figures.sheet(of: report.models)] + early == reportFigures(report))
    }
  }

  @Test("never lead out of a folder")
  func hostileModel() {
    var report = SampleReport.single.report
    report.models[0].model = "../../etc/x y"
    #expect(reportFigures(report).last?.name == "intervals-______etc_x_y")
  }

  @Test("shade the intervals, the wider ones behind, over the test part and the future")
  func fan() throws {
    let report = SampleReport.airlineReport.report
    let figure = try figure("intervals-gru", of: report)
    #expect(figure.title == "gru: 80 % intervals held 74 % on test, 95 % ones 91 %")
    let bands = elements(figure).compactMap { element in
      if case .band(let band) = element { band } else { nil }
    }
    #expect(bands.map(\.name) == [nil, nil, "95 % interval", "80 % interval"])
    #expect(bands.map(\.x.count) == [48, 48, 12, 12])
    let gru = try #require(report.models.last)
    #expect(bands[3].upper == gru.intervals?.future[0].upper)
    #expect(bands[0].lower == gru.intervals?.test[1].lower)
    #expect(bands[2].role != bands[3].role)
    // the areas lie under the lines
    let kinds = elements(figure).map { if case .band = $0 { true } else { false } }
    #expect(kinds.prefix(4).allSatisfy(\.self) && !kinds.dropFirst(4).contains(true))
  }

  @Test("say that there are no intervals in a report that has none")
  func noIntervals() throws {
    var report = SampleReport.single.report
    report.models[0].intervals = nil
    let figure = try figure("intervals-\(report.models[0].model)", of: report)
    #expect(figure.rows[0].panels[0].note == "There are no intervals in this report.")
    #expect(figure.title == "\(report.models[0].model): forecast with intervals")
  }

  @Test("name the parts in order and draw a line before each but the first")
  func parts() {
    let spans = ReportTimeline(SampleReport.airlineReport.report).spans.compactMap { element in
      if case .span(let span) = element { span } else { nil }
    }
    #expect(spans.map(\.label) == ["train", "validation", "test", "future"])
    #expect(spans.map(\.hasLine) == [false, true, true, true])
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.to == $1.from })
    let single = ReportTimeline(SampleReport.single.report)
    #expect(single.parts.map(\.name) == ["train", "test"])
    #expect(single.test == 96..<144)
  }

  @Test("give residuals as actual − prediction")
  func sign() throws {
    let report = SampleReport.single.report
    let first = try #require(figure("residuals-gru", of: report).rows.first?.panels.first)
    let test = first.elements.compactMap { element in
      if case .trace(let trace) = element, trace.name == "test" { trace } else { nil }
    }.first
    let prediction = try #require(report.models[0].predictions.oneStep[96])
    #expect(test?.y.first == report.series.y[96] - prediction)
  }

  @Test("set residuals on train, pale, beside those on test")
  func trainBesideTest() throws {
    let report = SampleReport.airlineReport.report
    let panels = try figure("residuals-gru", of: report).rows.flatMap(\.panels)
    let memory = panels[2].elements.compactMap { element in
      if case .trace(let trace) = element, trace.mark == .impulses { trace } else { nil }
    }
    #expect(memory.map(\.name) == ["train", "test"])
    #expect(memory.map(\.isFaded) == [true, false])
    #expect(memory.map(\.y.count) == [24, 24])
    #expect(memory[0].y != memory[1].y)
    let span = panels[1].elements.compactMap { element in
      if case .span(let span) = element { span } else { nil }
    }.first
    let timeline = ReportTimeline(report)
    let residuals = timeline.training.compactMap { index in
      report.models[3].predictions.oneStep[index].map { report.series.y[index] - $0 }
    }
    let below = residuals.count { $0 < span?.from ?? 0 }
    let above = residuals.count { $0 > span?.to ?? 0 }
    #expect(below == above)
    #expect(below == (residuals.count - 1) / 20 + 1)
    #expect(span?.label == "90 % of train")
  }

  @Test("show the training maximum as a line")
  func maximum() throws {
    let figure = try figure("train-test-gru", of: SampleReport.airlineReport.report)
    #expect(elements(figure).contains(.horizontalLine(y: 413, label: "training maximum 413")))
    #expect(figure.title.hasPrefix("gru: test RMSE "))
    #expect(figure.title.hasSuffix(" – OVERFIT (mild)"))
  }

  @Test("mark what follows the best epoch only where a validation part judged it")
  func shade() throws {
    for (sample, count) in [(SampleReport.airlineReport, 1), (.single, 0)] {
      let shaded = elements(try figure("loss-gru", of: sample.report)).count { element in
        if case .span(let span) = element { span.isShaded } else { false }
      }
      #expect(shaded == count)
    }
  }

  @Test("stay readable when a recursive forecast explodes, and say so")
  func explosion() throws {
    let figure = try figure("train-test-gru", of: SampleReport.exploding.report)
    let panel = try #require(figure.rows.first?.panels.first)
    #expect(panel.shownY.upperBound < 1300)
    #expect(panel.note.hasPrefix("Beyond the axis: recursive (reaches "))
    #expect(
      try self.figure("train-test-rnn", of: SampleReport.exploding.report)
        .rows.first?.panels.first?.note == "")
  }

  @Test("survive a report that does not fit together", arguments: [-3, 0, Int.max])
  func broken(seasonLength: Int) throws {
    var report = SampleReport.airlineReport.report
    report.series.ds = ["yesterday", "today"]
    report.split.train.n = 1_000_000
    report.split.fit.n = -5
    report.series.seasonLength = seasonLength
    report.models[0].predictions.oneStep = [1e308, nil, -1e308, 4]
    report.models[1].curve.epoch = []
    report.models[2].forecast = [.infinity]
    report.models[3].curve.train = [0, -1, .nan]
    report.models[3].metrics.testOneStep = Metrics(
      [.nan], actual: [1], scale: .defined(1))
    report.baselines = []
    let scratch = try Scratch()
    try GnuplotRenderer().draw(
      reportFigures(report).map {
        .init($0.figure, terminal: .svg, path: "\(scratch.path)/\($0.name)")
      })
    #expect(scratch.files.count == 21)
  }

  @Test("put each month at its place in the year")
  func months() {
    let season = Season(SampleReport.airlineReport.report.series)
    #expect(season.position == "month")
    #expect((0..<14).map(season.position(of:)) == Array(0..<12) + [0, 1])
    let week = Season(SampleReport.daily.report.series)
    #expect(week.position(of: 0) == 1, "2013-10-22 was a Tuesday")
  }
}
