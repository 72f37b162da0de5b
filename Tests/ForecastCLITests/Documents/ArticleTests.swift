import Artifacts
import Classical
import Diagnosis
import Forecasting
import Foundation
import Plotting
import Pretrained
import Recurrent
import Reporting
import SeriesData
import Testing

/// The code of the articles, line for line, and what its comments say that it prints.
@Suite("The article of a module") struct ArticleTests {
  static let modules = [
    "SeriesData", "Recurrent", "Classical", "Pretrained", "Forecasting", "Diagnosis", "Artifacts",
    "Plotting", "Reporting",
  ]

  private static func programs(_ module: String) throws -> [String] {
    try GuidePage("Sources/\(module)/\(module).docc/\(module).md").programs.map(\.program.text)
  }

  @Test("has code, and all of it stands in this file", arguments: modules)
  func code(of module: String) throws {
    func trimmed(_ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }
    let own = trimmed(try String(contentsOfFile: #filePath, encoding: .utf8))
    let programs = try Self.programs(module)
    #expect(!programs.isEmpty)
    for program in programs { #expect(own.contains(trimmed(program)), "\(program)") }
  }

  /// Compares what was printed with the comments behind `print(…)` in an article.
  private func expect(_ printed: [String], _ module: String) throws {
    let comments = try Self.programs(module).flatMap {
      $0.matches(of: /print\(.*\)  \/\/ (.*)/).map { String($0.1) }
    }
    #expect(printed == comments)
  }

  private func airlineSeries() throws -> TimeSeries {
    var file = MemorySource(try airlineFile())
    return try SeriesReader.read(from: &file, named: "a.csv", options: ReadOptions()).series
  }

  private func plot(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: GuidePage.root.appending(path: "plots/\(name)")))
  }

  @Test("prints what it says: SeriesData") func seriesData() throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    var file = MemorySource("month,sales\n2020-01,3\n2020-02,5\n2020-03,4\n")
    let table = try SeriesReader.read(from: &file, named: "sales.csv", options: ReadOptions())
    print(table.frequencyEvidence)  // monthly: 2 of 2 steps
    print(table.series.values)  // [3.0, 5.0, 4.0]
    print(table.series.label(at: 3))  // 2020-04
    try expect(printed, "SeriesData")
  }

  @Test("prints what it says: Recurrent") func recurrent() throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    // Eight sequences of four elements, each of which says what comes next.
    func ramp(from first: Int) -> Tensor {
      Tensor(
        shape: [4, 8, 1], values: (0..<32).map { Float(first + $0 / 8 + $0 % 8) / 12 })
    }
    var generator = SeededGenerator(seed: 0)
    let shape = NetworkShape(cell: .gru, inputSize: 1, hiddenSize: 8)
    var network = RecurrentNetwork(shape, using: &generator)
    let history = try network.train(
      on: TrainingSet(inputs: ramp(from: 0), targets: ramp(from: 1)), options: TrainingOptions(),
      using: &generator)
    print(history.epochs)  // 500

    let (output, state) = network(ramp(from: 0))
    print(output.shape)  // [4, 8, 1]
    print(state.hidden.shape)  // [1, 8, 8]
    try expect(printed, "Recurrent")
  }

  @Test("prints what it says: Classical") func classical() throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    let values = (0..<48).map { 100 + Double($0) + [0, 8, 3, -5][$0 % 4] }
    let model = try ClassicalMethod.ets.fit(values, seasonLength: 4)
    let forecast = model.forecast(values, horizon: 4)
    print(forecast.point.map { Int($0.rounded()) })  // [148, 157, 153, 146]
    print(forecast.quantiles([0.1, 0.5, 0.9]).count)  // 4
    try expect(printed, "Classical")
  }

  @Test("prints what it says: Pretrained") func pretrained() throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    let values = (0..<48).map { 100 + Double($0) + [0, 8, 3, -5][$0 % 4] }
    let network = PretrainedNetwork.builtIn
    if let quantiles = network.quantiles(values, seasonLength: 4, horizon: 8) {
      print(quantiles.count)  // 8
      print(quantiles[0].count)  // 20
    }
    try expect(printed, "Pretrained")
  }

  @Test("prints what it says: Forecasting") func forecasting() async throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    let series = try airlineSeries()
    let fitted = try ClassicalForecaster(.airline).fit(series, request: FitRequest(horizon: 12))
    let forecast = fitted.forecast(series, horizon: 12, probabilities: [0.1, 0.9])
    print(fitted.summary)  // ARIMA(0,1,1)(0,1,1)[12] on logs
    print(forecast.point.count)  // 12

    let backtest = Backtest(
      series: series, forecasters: [Baseline.seasonalNaive, ClassicalForecaster(.airline)],
      horizon: 12, origins: try OriginRule(horizon: 12, stride: 12, first: 96).origins(of: 144))
    let result = try await backtest.run(threads: 2)
    print(backtest.origins)  // [96, 108, 120, 132]
    print(result.scores.map(\.model))  // ["seasonal-naive", "airline"]
    try expect(printed, "Forecasting")
  }

  @Test("prints what it says: Diagnosis") func diagnosis() async throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    let series = try airlineSeries()
    let split = try Split(count: series.count, trainCount: 96, validationShare: 0.15)
    var network = NetworkSpecification(.rnn)
    network.training.epochs = 50
    let experiment = Experiment(series: series, split: split, networks: [network], horizon: 12)
    let result = try await experiment.run(threads: 2)
    if let benchmark = result.benchmark {
      let diagnosis = Diagnosis(of: result.models[0], benchmark: benchmark, in: experiment)
      print(diagnosis.verdict.rawValue)  // UNDERFIT
      print(diagnosis.axes.all.map(\.title).count)  // 4
    }
    try expect(printed, "Diagnosis")
  }

  @Test("prints what it says: Artifacts") func artifacts() throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    let bytes = try plot("gru.safetensors")
    let model = try ModelFile(decoding: bytes, file: "gru.safetensors")
    let forecast = model.forecast(model.observations, horizon: 12, probabilities: [0.1, 0.9])
    print(model.provenance.valueName)  // Passengers
    print(forecast.point.count)  // 12
    try expect(printed, "Artifacts")
  }

  @Test("prints what it says: Plotting") func plotting() throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    let series = try airlineSeries()
    let figures = SeriesFigures(series, title: "Airline passengers", valueLabel: "thousands").all
    print(figures.map(\.name))  // ["series", "season", "acf"]
    let picture = try GnuplotRenderer().text(figures[0].figure)
    print(picture.contains("Airline passengers"))  // true
    try expect(printed, "Plotting")
  }

  @Test("prints what it says: Reporting") func reporting() throws {
    var printed: [String] = []
    func print(_ item: Any) { printed.append("\(item)") }
    let bytes = try plot("report.json")
    let report = try ReportDocument(decoding: bytes, file: "report.json")
    let terminal = TerminalReport(report, style: TerminalStyle(hasColour: false))
    print(terminal.summary.contains("Verdict"))  // true
    let page = HTMLReport(report).text
    print(page.contains("<script"))  // false
    try expect(printed, "Reporting")
  }
}
