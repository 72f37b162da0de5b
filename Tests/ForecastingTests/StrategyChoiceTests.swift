import Classical
import SeriesData
import Testing

@testable import Forecasting
@testable import Recurrent

@Suite("The choice of a strategy") struct StrategyChoiceTests {
  private func choice(
    _ network: NetworkSpecification, on series: TimeSeries = airline, horizon: Int = 6
  ) throws -> (choice: StrategyChoice, fit: NetworkFit) {
    try StrategyChoice.making(
      network, series: series, fit: 0..<82, validation: 82..<96, horizon: horizon, threads: 1,
      watch: FittedNetwork.Watch())
  }

  @Test("is the least mean absolute error on the validation part, step by step, counted slowly")
  func slowly() throws {
    let (choice, fit) = try choice(brief(.gru, .logDiff))
    #expect(choice.candidates.map(\.strategy) == HorizonStrategy.allCases)
    for candidate in choice.candidates {
      let (model, _) = try FittedNetwork.fitting(
        brief(.gru, .logDiff).forecasting(candidate.strategy, horizon: 6), series: airline,
        fit: 0..<82, validation: 82..<96)
      var means: [Double] = []
      for step in 1...6 {
        var errors: [Double] = []
        for origin in 82..<96 where origin + step <= 96 {
          let forecast = model.forecast(airline.prefix(origin), horizon: step)
          errors.append(abs(airline.values[origin + step - 1] - forecast[step - 1]))
        }
        #expect(errors.count == 15 - step)
        means.append(errors.reduce(0, +) / Double(errors.count))
      }
      let mean = means.reduce(0, +) / 6
      let found = try #require(candidate.meanAbsoluteError)
      #expect(abs(found - mean) < 1e-9 * mean)
      if candidate.strategy == choice.chosen { #expect(fit.model == model) }
    }
    let least = choice.candidates.compactMap(\.meanAbsoluteError).min()
    #expect(
      choice.candidates.first { $0.strategy == choice.chosen }?.meanAbsoluteError == least)
  }

  @Test("prefers the cheaper of equals, and anything to what is not finite")
  func ties() {
    func choice(_ errors: [Double?]) -> HorizonStrategy {
      StrategyChoice(
        candidates: zip(HorizonStrategy.allCases, errors).map {
          .init(strategy: $0, meanAbsoluteError: $1)
        }
      ).chosen
    }
    #expect(choice([2, 2, 2]) == .recursive)
    #expect(choice([3, 2, 2]) == .direct)
    #expect(choice([nil, 2, 1]) == .multiOutput)
    #expect(choice([nil, nil, nil]) == .recursive)
  }

  @Test("sees nothing after the validation part", arguments: [NetworkKind.rnnElement, .gru])
  func leak(_ kind: NetworkKind) async throws {
    let changed = airline.changing(96..<144) { i, y in 5 * y + Double(i * i % 301) }
    var results: [ModelResult] = []
    for series in [airline, changed] {
      var experiment = try experiment([brief(kind)], on: series, horizon: 4)
      experiment.choosesStrategy = true
      results.append(try await experiment.run(threads: 2).models[0])
    }
    let (a, b) = (results[0], results[1])
    #expect(a.strategyChoice == b.strategyChoice && a.model == b.model)
    #expect(a.strategyChoice?.candidates.count == (kind == .rnnElement ? 2 : 3))
    #expect(a.model.specification.strategy == a.strategyChoice?.chosen)
    #expect(a.refit.specification.strategy == a.strategyChoice?.chosen)
    #expect(a.forecast != b.forecast)
    // and it does see that part
    let other = try choice(brief(kind), on: airline.changing(82..<96) { 2 * $1 }, horizon: 4)
    #expect(other.choice != a.strategyChoice)
  }

  @Test("leaves out what the data are too short for, and never the recursive one")
  func tooShort() throws {
    let (choice, fit) = try choice(brief(.gru), horizon: 71)
    #expect(choice.candidates.map(\.strategy) == [.recursive])
    #expect(fit.model.specification.strategy == .recursive)
    #expect(throws: PreparationError.self) {
      var network = brief(.gru)
      network.lookback = 82
      _ = try self.choice(network)
    }
  }

  @Test("of a forecaster is made anew at every fit, for the horizon that is asked for")
  func forecaster() throws {
    let request = FitRequest(horizon: 3, seed: 5)
    let chosen = try #require(
      try NetworkForecaster(brief(.gru), choosesStrategy: true).fit(airline, request: request)
        as? FittedNetwork)
    let split = try Split(count: 144, trainCount: 144, validationShare: 0.15)
    var network = brief(.gru)
    network.seed = 5
    let trial = try StrategyChoice.making(
      network, series: airline, fit: split.fit, validation: split.validation, horizon: 3,
      threads: 1, watch: FittedNetwork.Watch())
    #expect(chosen.specification.strategy == trial.choice.chosen)
    let direct = try #require(
      try NetworkForecaster(brief(.gru).forecasting(.direct, horizon: 1))
        .fit(airline, request: request) as? FittedNetwork)
    #expect(direct.networks.count == 3)

    let none = NetworkForecaster(brief(.gru), validationShare: 0, choosesStrategy: true)
    let error = #expect(throws: CannotFit.self) { _ = try none.fit(airline, request: request) }
    #expect(error?.hint.contains("--strategy auto") == true)
  }
}

@Suite("The power of Box–Cox") struct LambdaTests {
  @Test("is that of the classical methods, on the part that is fitted on")
  func value() throws {
    let values = Array(airline.values[10..<96])
    #expect(
      try ValueTransform.boxCox.lambda(of: airline, in: 10..<96)
        == BoxCox.guerrero(values, seasonLength: 12).lambda)
    #expect(
      try ValueTransform.boxCoxLikelihood.lambda(of: airline, in: 10..<96)
        == BoxCox.likelihood(values, seasonLength: 12).lambda)
    #expect(try ValueTransform.log.lambda(of: airline, in: 10..<96) == nil)
    let (model, _) = try FittedNetwork.fitting(
      brief(.gru, .boxCox), series: airline, fit: 0..<82, validation: 82..<96)
    #expect(
      model.builder.lambda
        == (try BoxCox.guerrero(Array(airline.values[..<82]), seasonLength: 12).lambda))
  }

  @Test("means the same as in the classical methods", arguments: [-0.9, -0.1, 0, 0.3, 1, 1.7])
  func twin(_ lambda: Double) {
    let classical = BoxCox(lambda: lambda)
    for value in [0.001, 0.5, 1, 3, 250, 1e5] {
      let z = ValueTransform.boxCox.apply([value], seasonLength: 1, lambda: lambda)[0]
      #expect(abs(z - classical.apply(value)) <= 1e-13 * max(1, abs(z)))
      let back = ValueTransform.boxCox.invert(
        z, history: [], seasonLength: 1, lambda: lambda)
      #expect(abs(back - classical.invert(z)) <= 1e-9 * value)
    }
  }

  @Test(
    "needs two seasons, and positive values",
    arguments: [(ValueTransform.boxCox, 24), (.boxCoxLikelihood, 26)])
  func refusals(_ transform: ValueTransform, _ needed: Int) throws {
    let error = #expect(throws: PreparationError.self) {
      try transform.lambda(of: airline, in: 0..<needed - 1)
    }
    #expect(error?.reason == .noLambda(transform: transform, needed: needed, found: needed - 1))
    #expect(
      error?.description
        == "\(needed - 1) values to fit on are too few to choose a power "
        + "(--transform \(transform.rawValue) expects at least \(needed)). Try --transform log.")
    #expect(throws: Never.self) { try transform.lambda(of: airline, in: 0..<needed) }
    let zero = airline.changing(5..<6) { _, _ in 0 }
    let missing = #expect(throws: PreparationError.self) {
      try transform.lambda(of: zero, in: 0..<96)
    }
    #expect(missing?.reason == .nonPositive(transform: transform, index: 5))
    #expect(missing?.message.contains("has no Box–Cox transform") == true)
  }
}
