import Forecasting
import SeriesData
import Testing

@testable import Artifacts
@testable import Plotting

/// A forecaster that cannot be fitted.
private struct Never: Forecaster {
  let name = "never"
  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    throw CannotFit(name, "it is never", hint: "Wait.")
  }
}

/// A forecaster under another name.
private struct Renamed: Forecaster {
  let name: String
  let baseline: Baseline
  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    try baseline.fit(series, request: request)
  }
}

@Suite("The figures of a backtest") struct BacktestFiguresTests {
  private func document(
    origins: [Int] = [30, 33, 36], values: (Int) -> Double = { Double(100 + $0 * $0 % 31) }
  ) async throws -> BacktestDocument {
    let start = try #require(Timestamp(year: 2001, month: 1, day: 1))
    let others = (0..<8).map { Renamed(name: "m\($0)", baseline: .drift) }
    let backtest = Backtest(
      series: TimeSeries(
        name: "s", start: start, frequency: .monthly, values: (0..<48).map(values)),
      forecasters: Baseline.allCases + others + [Never()], horizon: 6, origins: origins)
    return BacktestDocument(
      try await backtest.run(threads: 1),
      origin: .init(
        valueName: "Sales", unit: "boxes", source: "sales.csv", sha256: "01", command: "forecast x"),
      seconds: 1)
  }

  private func traces(_ figure: NamedFigure, row: Int) -> [Trace] {
    figure.figure.rows[row].panels[0].elements.compactMap {
      if case .trace(let trace) = $0 { trace } else { nil }
    }
  }

  @Test("have a line for each forecaster that has scores, told apart without colour")
  func lines() async throws {
    let document = try await document()
    let figures = backtestFigures(document)
    #expect(figures.map(\.name) == backtestFigureNames)
    let lines = traces(figures[0], row: 0)
    #expect(lines.map(\.name) == document.models.map(\.model).filter { $0 != "never" })
    #expect(lines[0].x == [1, 2, 3, 4, 5, 6])
    #expect(lines[1].y == document.models[1].byStep.map(\.mase))
    let looks = lines.map { "\(Ink.of($0.role)) \($0.mark)" }
    #expect(Set(looks).count == looks.count)
  }

  @Test("stand the ranks in their order")
  func ranks() async throws {
    let document = try await document()
    let bars = traces(backtestFigures(document)[1], row: 0).compactMap { $0.y[0] }
    #expect(bars.count == 12)
    #expect(bars == bars.sorted())
    #expect(traces(backtestFigures(document)[1], row: 1).count == 12)
  }

  @Test("show errors in original units where nothing has a scale, and are drawn whole")
  func unscaled() async throws {
    let flat = try await document(origins: [30]) { $0 < 36 ? 5 : Double($0) }
    #expect(flat.measure == .mae)
    let figures = backtestFigures(flat)
    #expect(figures[0].figure.rows[0].panels[0].y.label == "MAE (boxes)")
    let scratch = try Scratch()
    let all = figures + backtestFigures(try await document())
    try GnuplotRenderer().draw(
      all.enumerated().map {
        .init($1.figure, terminal: .png, path: "\(scratch.path)/\($0).png")
      })
    #expect(scratch.files.count == 4)
  }
}
