import Recurrent
import SeriesData
import Testing

@testable import Diagnosis
@testable import Forecasting

@Suite("Errors by step ahead") struct StepErrorsTests {
  private func made() -> Constructed {
    var result = Constructed(fit: 36, validation: 12, test: 15)
    result.values = noise(63).map { 100 + 10 * $0 }
    result.network = result.values.map { $0 - 2 }
    result.benchmark = [nil] + result.values.dropLast()
    result.lookback = 3
    return result
  }

  @Test("are those of forecasts from every origin of the test part, a season ahead")
  func slowly() throws {
    let result = made()
    let (model, _, experiment) = try result.parts
    let steps = try #require(try result.evidence.stepErrors)
    #expect(steps.count == 12)
    #expect(steps.counts == (0..<12).map { 15 - $0 })
    for h in 0..<12 {
      let targets = (48..<63 - h).map { $0 + h }
      func rmse(_ errors: [Double]) -> Double {
        (errors.map { $0 * $0 }.reduce(0, +) / Double(errors.count)).squareRoot()
      }
      let own = targets.map { target in
        result.values[target]
          - model.model.forecast(experiment.series.prefix(target - h), horizon: h + 1)[h]
      }
      let free = targets.map { result.values[$0] - result.values[$0 - h - 1] }
      #expect(abs(try #require(steps.recursive[h]) - rmse(own)) < 1e-9)
      #expect(abs(try #require(steps.benchmark[h]) - rmse(free)) < 1e-9)
      #expect(abs(try #require(steps.oneStep[h]) - 2) < 1e-9)
    }
    // the diagnosis has them
    #expect(try result.diagnosis.steps == steps)
  }

  @Test("of the benchmark from the season before are those of a season back")
  func seasonalNaive() throws {
    var result = made()
    result.baseline = .seasonalNaive
    let steps = try #require(try result.evidence.stepErrors)
    let squares = (51..<63).map { t in
      let error = result.values[t] - result.values[t - 12]
      return error * error
    }
    let expected = (squares.reduce(0, +) / 12).squareRoot()
    #expect(abs(try #require(steps.benchmark[3]) - expected) < 1e-9)
  }

  @Test("are absent where the network forecasts no number")
  func nonFinite() throws {
    var result = made()
    result.change = { $0.parameters["head.bias"] = Tensor(shape: [1], values: [.infinity]) }
    #expect(try result.evidence.stepErrors == nil)
    result = made()
    result.network[60] = nil
    let steps = try #require(try result.evidence.stepErrors)
    #expect(steps.oneStep.allSatisfy { $0 == nil })
    #expect(steps.recursive.allSatisfy { $0 != nil })
  }

  @Test("grow as they do by those of the benchmark")
  func growth() {
    let steps = StepErrors(
      counts: [3, 2, 1], recursive: [2, 6, nil], oneStep: [2, 3, 3], benchmark: [4, 2, 1])
    #expect(steps.growth(atStep: 1) == 1)
    #expect(steps.growth(atStep: 2) == 4)
    #expect(steps.growth(atStep: 3) == nil)
  }
}

@Suite("A label shuffle") struct LabelShuffleTests {
  private func result(
    _ kind: NetworkKind, hidden: Int, epochs: Int, strategy: HorizonStrategy = .recursive
  ) throws -> (ModelResult, Experiment) {
    var made = Constructed(fit: 40, validation: 0, test: 4)
    made.values = noise(44).map { 100 + $0 }
    let (_, _, experiment) = try made.parts
    var network = NetworkSpecification(kind)
    network.lookback = 4
    network.features = [.previous]
    network.hidden = hidden
    network.training.epochs = epochs
    network.training.learningRate = 0.02
    network.strategy = strategy
    network.steps = strategy == .multiOutput ? 2 : 1
    let (fitted, history) = try FittedNetwork.fitting(
      network, series: experiment.series, fit: 0..<40, validation: 0..<0)
    let nothing = Metrics([], actual: [], scale: .undefined("not looked at"))
    let scores = Scores(
      train: nothing, validation: nil, testOneStep: nothing, testRecursive: nothing)
    let model = ModelResult(
      model: fitted, history: history, predictions: Predictions(oneStep: [], recursive: []),
      scores: scores, refit: fitted, forecast: [], intervals: nil, firstTarget: 4, seconds: 0)
    return (model, experiment)
  }

  @Test("is fitted by a large network that trains for long, and by no other")
  func memorises() throws {
    for kind in [NetworkKind.rnnElement, .gru] {
      let (large, experiment) = try result(kind, hidden: 24, epochs: 800)
      let memory = Diagnosis.labelShuffle(of: large, in: experiment)
      #expect(memory.status == .warn, "\(memory)")
      #expect(memory.remedy?.options == "--hidden 12")
      #expect(memory == Diagnosis.labelShuffle(of: large, in: experiment, threads: 2))
    }
    let (small, experiment) = try result(.rnn, hidden: 2, epochs: 20)
    let none = Diagnosis.labelShuffle(of: small, in: experiment)
    #expect(none.status == .pass)
    #expect(try #require(none.value) > 0.7)
    #expect(none.explanation != nil)
  }

  @Test("works with several outputs, and can be stopped")
  func others() throws {
    let (wide, experiment) = try result(.rnn, hidden: 2, epochs: 20, strategy: .multiOutput)
    let value = try #require(Diagnosis.labelShuffle(of: wide, in: experiment).value)
    #expect(value > 0.7)
    let stopped = Diagnosis.labelShuffle(of: wide, in: experiment) { true }
    #expect(stopped.status == .absent)
  }

  @Test("keeps blocks of neighbours together, and deals all of them out")
  func order() {
    var generator = SeededGenerator(seed: 1)
    let order = blockOrder(count: 65, &generator)
    #expect(order.sorted() == Array(0..<65))
    #expect(order != Array(0..<65))
    // blocks of ∛65 ≈ 4
    let neighbours = zip(order, order.dropFirst()).count { $1 == $0 + 1 }
    #expect(neighbours >= 16 * 3 && neighbours < 60)
    #expect(blockOrder(count: 3, &generator).sorted() == [0, 1, 2])
  }
}
