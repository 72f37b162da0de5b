import Forecasting
import Testing

@testable import Artifacts
@testable import Plotting

@Suite("The learning curve") struct LossFigureTests {
  private func loss(_ report: ReportDocument) throws -> Figure {
    try #require(reportFigures(report).first { $0.name.hasPrefix("loss-") }).figure
  }

  private func traces(_ figure: Figure) -> [Trace] {
    figure.rows.flatMap(\.panels).flatMap(\.elements).compactMap { element in
      if case .trace(let trace) = element { trace } else { nil }
    }
  }

  @Test("is strong where it is smoothed and pale as it was")
  func smoothed() throws {
    var report = SampleReport.airlineReport.report
    report.models[0].curve.train = (0...500).map { $0 == 250 ? 1000 : 2 + Double($0 % 2) }
    let figure = try loss(report)
    let all = traces(figure)
    #expect(all.map(\.isFaded).prefix(4) == [true, false, true, false])
    #expect(all[0].y[250] == 1000)
    #expect(all[1].name == "train")
    #expect(all[1].y.compactMap { $0 }.max() == 3, "a single jump is smoothed away")
    #expect(all[1].x.last == 500)
    #expect(all[1].y[0] == 2, "at its ends it is what it was")
    #expect(figure.title.hasSuffix("; smoothed: median of 21 epochs"))
  }

  @Test("stays as it is when it is short")
  func short() throws {
    var report = SampleReport.airlineReport.report
    report.models[0].curve.epoch = Array(0..<10)
    report.models[0].curve.train = (0..<10).map { 10 - Double($0) }
    report.models[0].curve.validation = []
    let figure = try loss(report)
    #expect(traces(figure).filter { $0.name == "train" }.map(\.y.count) == [10])
    #expect(traces(figure).allSatisfy { !$0.isFaded })
    #expect(!figure.title.contains("smoothed"))
  }

  @Test("has no more points in a long smooth line than can be told apart")
  func long() throws {
    var report = SampleReport.airlineReport.report
    let epochs = 20_000
    report.models[0].curve.epoch = Array(0...epochs)
    report.models[0].curve.train = [Double](repeating: 1, count: epochs + 1)
    let train = try #require(traces(try loss(report)).first { $0.name == "train" })
    #expect(train.x.count == 501)
    #expect(train.x.last == Double(epochs))
  }

  @Test("has the error of the benchmark only where it is of the same kind and unit")
  func benchmark() throws {
    var report = SampleReport.airlineReport.report
    let score = Metrics([1, 2], actual: [4, 5], scale: .defined(1))
    report.baselines[0].metrics.validation = score
    func line() throws -> Trace? { traces(try loss(report)).first { $0.role == .benchmark } }
    #expect(try line() == nil, "scaled units")
    report.models[0].curve.lossUnit = "RMSE, Passengers (thousands); train over all elements"
    #expect(try line()?.y == [3, 3])
    #expect(try line()?.name == "seasonal-naive, validation RMSE 3.00")
    report.models[0].curve.lossUnit = "MAE, Passengers (thousands)"
    #expect(try line() == nil)
  }

  @Test("names what follows the best epoch by what it cost")
  func paid() throws {
    var report = SampleReport.airlineReport.report
    func labels() throws -> [String] {
      try loss(report).rows.flatMap(\.panels).flatMap(\.elements).compactMap { element in
        switch element {
        case .span(let span): span.label
        case .verticalLine(_, let label): label
        default: nil
        }
      }
    }
    #expect(try labels() == ["after the best epoch", "best epoch 180"])
    report.models[0].stopReason = "patience"
    #expect(try labels() == ["after the best epoch", "best epoch 180", "stop 500"])
    report.models[0].usedEpoch = 500
    #expect(try labels() == ["paid region", "best epoch 180", "used epoch 500"])
  }
}
