import Forecasting
import Recurrent
import SeriesData
import Testing

@testable import Diagnosis

@Suite("A diagnosis of constructed results") struct ConstructedDiagnosisTests {
  /// Persistence: the value before.
  private let persistence: [Double?] = [nil] + airline.values.dropLast()

  @Test(
    "finds no overfit in persistence, held against itself",
    arguments: [72, 96, 120, 132], [0, 0.05, 0.15, 0.3])
  func persistenceAgainstItself(trainCount: Int, validationShare: Double) throws {
    let result = Constructed(
      airline.values, trainCount: trainCount, validationShare: validationShare, persistence,
      persistence)
    let diagnosis = try result.diagnosis
    #expect(diagnosis.axes.skill.value == 0)
    #expect(diagnosis.axes.gap.value == (validationShare == 0 ? nil : 1))
    #expect(!diagnosis.verdict.isOverfit)
    // it learned nothing, in so many words
    #expect(diagnosis.verdict == (validationShare == 0 ? .inconclusive : .underfit))
    // its error doubles from train to test all the same, which is why no ratio is judged alone
    func rmse(_ range: Range<Int>) -> Double {
      let errors = range.map { airline.values[$0] - airline.values[$0 - 1] }
      return rootMeanSquare(errors, errors.indices) ?? .nan
    }
    #expect(rmse(trainCount..<144) > 1.6 * rmse(1..<trainCount))
  }

  /// 24 values to fit on, 12 to validate, 12 to test; the network is wrong by so much on each.
  private func verdict(
    _ fit: Double, _ validation: Double, _ test: Double, losses: [(Double, Double?)] = [(1, 1)],
    lastValues: Double = 100
  ) throws -> Verdict {
    var result = Constructed(fit: 24, validation: 12, test: 12)
    for t in 0..<24 { result.values[t] = t.isMultiple(of: 2) ? 90 : 110 }
    for t in 36..<48 { result.values[t] = lastValues }
    result.err(0..<24, network: [fit], benchmark: [10])
    result.err(24..<36, network: [validation], benchmark: [10])
    result.err(36..<48, network: [test], benchmark: [10])
    result.losses = losses
    return try result.diagnosis.verdict
  }

  @Test("reaches every verdict from predictions and a curve")
  func verdicts() throws {
    let falling = (0..<50).map { epoch -> (Double, Double?) in
      let loss = 1 / Double(epoch + 1)
      return (loss, loss)
    }
    #expect(try verdict(5, 5, 5) == .healthy)
    #expect(try verdict(5, 5, 5, losses: falling) == .stoppedEarly)
    #expect(try verdict(1, 8, 8, losses: [(1, 1), (1, 4)]) == .overfitClear)
    #expect(try verdict(1, 8, 12, losses: [(1, 1), (1, 4)]) == .overfitClear)
    #expect(try verdict(1, 8, 8) == .overfitMild)
    #expect(try verdict(5, 5, 5, losses: [(1, 1), (1, 4)]) == .overfitMild)
    #expect(try verdict(5, 5, 8, lastValues: 500) == .shift)
    #expect(try verdict(5, 5, 12, lastValues: 500) == .shift)
    #expect(try verdict(5, 5, 12) == .noSkill)
    #expect(try verdict(9, 9, 12) == .underfit)
    #expect(try verdict(5, 5, .nan) == .inconclusive)
  }

  @Test("names its checks so, in this order")
  func names() throws {
    let diagnosis = try Constructed(fit: 8, validation: 4, test: 4).diagnosis
    #expect(diagnosis.axes.all.map(\.id) == ["S01", "G01", "C01", "D01"])
    let beside = ["S02", "C02", "H01", "S03", "G02", "D02"]
    let recurrent = (1...8).map { "R0\($0)" }
    let errors = (1...6).map { "E0\($0)" }
    #expect(
      diagnosis.checks.map(\.id) == beside + recurrent + errors + ["H02", "H03", "H04", "H05"])
    #expect(diagnosis.checks.allSatisfy { !$0.why.isEmpty && !$0.threshold.isEmpty })
    // the guide knows all of them, the one of several seeds, the one that is made when asked for, and
    // no others
    let made = diagnosis.axes.all + diagnosis.checks
    #expect(Set(made.map(\.id) + ["V01", "R09"]) == Set(CheckGuide.entries.map(\.id)))
    for check in made { #expect(check.title == CheckGuide.title(of: check.id)) }
  }

  @Test("counts weights against targets")
  func capacity() throws {
    // 3 gates · (2 · 1 + 2 · 2 + 4) weights and 3 of the head: 33, for 9 targets, then for 19
    let few = try Constructed(fit: 10, validation: 0, test: 4).evidence.capacity
    #expect(few.value == 33.0 / 9)
    #expect(few.status == .warn)
    let more = try Constructed(fit: 20, validation: 0, test: 4).evidence.capacity
    #expect(more.value == 33.0 / 19)
    #expect(more.status == .pass)
  }
}

/// A series and settings that a diagnosis has to cope with.
struct HardCase: Sendable, CustomTestStringConvertible {
  let name: String
  let values: [Double]
  var validation = 0.15
  var transform = ValueTransform.none
  var patience: Int?
  var testDescription: String { "\(name), \(transform.rawValue), validation \(validation)" }

  static let all: [HardCase] =
    ValueTransform.allCases.map {
      HardCase(name: "airline", values: airline.values, transform: $0, patience: 5)
    }
    + [0, 0.02, 0.3].map { HardCase(name: "airline", values: airline.values, validation: $0) }
    + [
      HardCase(name: "zeros", values: [Double](repeating: 0, count: 144)),
      HardCase(name: "a constant", values: [Double](repeating: 7, count: 144)),
      HardCase(
        name: "a constant", values: [Double](repeating: 7, count: 144), transform: .logDiff),
      HardCase(name: "a line", values: (0..<144).map { Double($0) - 70 }, patience: 5),
      HardCase(name: "a line", values: (0..<144).map { Double($0) - 70 }, transform: .diff),
      HardCase(name: "a jump", values: (0..<144).map { $0 < 96 ? 1 : 1000 }, patience: 5),
      HardCase(name: "a jump", values: (0..<144).map { $0 < 82 ? 1 : 1000 }, transform: .log),
      HardCase(name: "huge", values: airline.values.map { $0 * 1e200 }),
      HardCase(name: "tiny", values: airline.values.map { $0 * 1e-200 }),
      HardCase(name: "huge", values: airline.values.map { $0 * 1e200 }, transform: .logDiff),
    ]
}

@Suite("A diagnosis of real results") struct RealDiagnosisTests {
  private func result(_ row: HardCase) async throws -> ExperimentResult {
    let networks = NetworkKind.allCases.map { kind in
      var network = NetworkSpecification(kind)
      network.hidden = 4
      network.transform = row.transform
      network.training.epochs = 20
      network.training.patience = row.patience
      return network
    }
    let series = TimeSeries(
      name: row.name, start: airline.start, frequency: .monthly, values: row.values)
    let split = try Split(count: 144, trainCount: 96, validationShare: row.validation)
    return try await Experiment(series: series, split: split, networks: networks, horizon: 3)
      .run(threads: 2)
  }

  @Test("has only finite numbers in it", arguments: HardCase.all)
  func finite(_ row: HardCase) async throws {
    let result = try await result(row)
    // Every baseline may be the benchmark: on a constant, or on huge values, none is.
    for benchmark in result.baselines {
      for model in result.models {
        let diagnosis = Diagnosis(of: model, benchmark: benchmark, in: result.experiment)
        for check in diagnosis.axes.all + diagnosis.checks {
          #expect(check.value?.isFinite ?? true, "\(check)")
          #expect(check.interval?.lower.isFinite ?? true, "\(check)")
          #expect(check.interval?.upper.isFinite ?? true, "\(check)")
          #expect((check.value == nil) == (check.status == .absent), "\(check)")
          #expect(!check.text.contains("nan") && !check.text.contains("inf"), "\(check)")
          if let interval = check.interval { #expect(interval.lower <= interval.upper) }
        }
        #expect(row.validation > 0.02 || !diagnosis.verdict.isOverfit)
      }
    }
  }
}
