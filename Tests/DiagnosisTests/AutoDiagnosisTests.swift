import RealModule
import Recurrent
import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting

@Suite("The verdict on the recipe auto") struct AutoDiagnosisTests {
  private func experiment(
    _ series: TimeSeries, validation: Double = 0.15
  ) throws -> Experiment {
    let trainCount = series.count * 2 / 3
    let split = try Split(
      count: series.count, trainCount: trainCount, validationShare: validation)
    return Experiment(
      series: series, split: split, networks: [NetworkSpecification(.rnn)], horizon: 6)
  }

  private func diagnosis(_ experiment: Experiment) throws -> (AutoResult, Diagnosis) {
    let auto = try experiment.runAuto(AutoForecaster(), request: FitRequest(horizon: 6))
    let benchmark = try #require(experiment.scoreBaselines().benchmark)
    return (auto, Diagnosis(of: auto, benchmark: benchmark, in: experiment))
  }

  @Test("is HEALTHY on the airline series, by skill, gap and shift, and has no cost")
  func airlineSeries() throws {
    let (_, diagnosis) = try diagnosis(experiment(airline))
    #expect(diagnosis.verdict == .healthy)
    #expect(diagnosis.axes.all.map(\.status) == [.pass, .pass, .absent, .pass])
    // Levels of the test part lie outside what was known, changes do not.
    #expect(diagnosis.axes.shift.value == 0)
    #expect(diagnosis.remedies.isEmpty)
    #expect(diagnosis.confidence == "moderate: 14 validation points")
    #expect(diagnosis.checks.map(\.id) == ["S02"])
  }

  @Test("compares what was fitted on with values that it did not know")
  func gap() throws {
    let experiment = try experiment(airline)
    let (auto, diagnosis) = try diagnosis(experiment)
    let benchmark = try #require(experiment.scoreBaselines().benchmark)
    func error(_ predictions: [Double?], _ range: Range<Int>) -> Double {
      let squares = range.map { t -> Double in
        let difference = Double.log(predictions[t] ?? .nan) - .log(airline.values[t])
        return difference * difference
      }
      return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    }
    // two seasons and a value; 82 of 96 values are fitted on
    let (train, judged) = (25..<82, 82..<96)
    #expect(auto.oneStep[..<25].allSatisfy { $0 == nil })
    let own = error(auto.oneStep, judged) / error(auto.oneStep, train)
    let free =
      error(benchmark.predictions.oneStep, judged) / error(benchmark.predictions.oneStep, train)
    #expect(abs(try #require(diagnosis.axes.gap.value) - own / free) < 1e-9)
  }

  @Test("knows nothing of validation and test values but what lies before each prediction")
  func leak() throws {
    func oneStep(_ series: TimeSeries) throws -> [Double?] {
      try experiment(series).runAuto(AutoForecaster(), request: FitRequest(horizon: 6)).oneStep
    }
    func changed(_ range: Range<Int>, by factor: Double) -> TimeSeries {
      var values = airline.values
      for t in range { values[t] *= factor }
      return TimeSeries(
        name: airline.name, start: airline.start, frequency: airline.frequency, values: values)
    }
    let before = try oneStep(airline)
    let test = try oneStep(changed(96..<144, by: 3))
    #expect(before[...96] == test[...96])
    let validation = try oneStep(changed(82..<96, by: 2))
    #expect(before[...82] == validation[...82])
    #expect(before[83..<96] != validation[83..<96])
  }

  @Test(
    "is INCONCLUSIVE without a validation part, and never OVERFIT on noise", arguments: [1, 12])
  func noise(seasonLength: Int) throws {
    var generator = SeededGenerator(seed: 11)
    let values = (0..<90).map { _ in 50 + 4 * generator.normal() }
    let series = TimeSeries(
      name: "noise", start: airline.start, frequency: seasonLength == 12 ? .monthly : .yearly,
      values: values)
    let (_, found) = try diagnosis(experiment(series))
    #expect(!found.verdict.isOverfit)
    #expect(found.verdict != .underfit)
    let (_, blind) = try diagnosis(experiment(series, validation: 0))
    #expect(blind.verdict == .inconclusive)
    #expect(blind.axes.gap.status == .absent)
  }

  @Test("is SHIFT where changes are of another size than ever before")
  func shift() throws {
    let (start, split) = (airline.start, 60)
    let values = (0..<90).map { t -> Double in
      let wave = Double(t % 7) - 3
      return 100 + (t < split ? wave : 9 * wave)
    }
    let series = TimeSeries(name: "wild", start: start, frequency: .yearly, values: values)
    let (_, diagnosis) = try diagnosis(experiment(series))
    #expect(diagnosis.verdict == .shift)
    #expect((diagnosis.axes.shift.value ?? 0) > 0.3)
  }
}
