import SeriesData
import Testing

@testable import Forecasting
@testable import Recurrent

@Suite("A recursive forecast") struct RecursiveForecastTests {
  private func fitted(
    _ kind: NetworkKind, _ transform: ValueTransform, on series: TimeSeries = airline
  ) throws -> FittedNetwork {
    try FittedNetwork.fitting(
      brief(kind, transform), series: series, fit: 0..<96, validation: 0..<0
    ).model
  }

  @Test(
    "is one-step predictions chained by hand",
    arguments: NetworkKind.allCases, ValueTransform.allCases)
  func chained(_ kind: NetworkKind, _ transform: ValueTransform) throws {
    let model = try fitted(kind, transform)
    var known = airline
    for _ in 0..<30 {
      known = known.appending(model.oneStep(known, targets: known.count..<known.count + 1))
    }
    #expect(bits(model.forecast(airline, horizon: 30)) == bits(known.values.suffix(30)))
  }

  @Test(
    "needs no more than the last values, as many as its reach",
    arguments: NetworkKind.allCases, ValueTransform.allCases)
  func reach(_ kind: NetworkKind, _ transform: ValueTransform) throws {
    let model = try fitted(kind, transform)
    let tail = airline.suffix(model.reach)
    #expect(bits(model.forecast(airline, horizon: 24)) == bits(model.forecast(tail, horizon: 24)))
    // and no fewer: the first of them matters, at the latest through the chain
    let changed = tail.changing(0..<1) { 1.5 * $1 }
    #expect(model.forecast(tail, horizon: 24) != model.forecast(changed, horizon: 24))
  }

  @Test(
    "of one step is the one-step prediction, alone or among others", arguments: NetworkKind.allCases
  )
  func batch(_ kind: NetworkKind) throws {
    let model = try fitted(kind, .log)
    let all = model.oneStep(airline, targets: 12..<145)
    for t in [12, 13, 60, 144] {
      #expect(bits(model.oneStep(airline, targets: t..<t + 1)) == bits([all[t - 12]]))
      #expect(bits(model.forecast(airline.prefix(t), horizon: 1)) == bits([all[t - 12]]))
    }
    #expect(model.oneStep(airline, targets: 60..<60).isEmpty)
  }

  @Test("goes on with the dates of the series")
  func dates() throws {
    // In this network the month is all that counts: forecasts repeat from year to year.
    var network = brief(.rnn)
    network.features = [.month]
    let (model, _) = try FittedNetwork.fitting(
      network, series: airline, fit: 0..<96, validation: 0..<0)
    let forecast = model.forecast(airline, horizon: 24)
    #expect(bits(forecast.prefix(12)) == bits(forecast.suffix(12)))
    #expect(Set(forecast).count == 12)
    let later = model.forecast(airline.appending([500]), horizon: 23)
    #expect(bits(later) == bits(forecast.dropFirst()))
    #expect(bits(model.forecast(airline.prefix(132), horizon: 12)) == bits(forecast.prefix(12)))
  }

  /// A network whose output is always `output`: no weights but the bias of the head.
  private func constant(_ output: Float, _ transform: ValueTransform, unit: Double) -> FittedNetwork
  {
    var specification = brief(.gru, transform)
    specification.lookback = 2
    let builder = SequenceBuilder(
      lookback: 2, features: [.previous, .month], transform: transform,
      scaler: .standard(mean: 0, deviation: unit), seasonLength: 12)
    let shape = NetworkShape(cell: .gru, inputSize: 2, hiddenSize: 4)
    var parameters = ParameterSet(zeros: shape.layout)
    parameters["head.bias"] = Tensor(shape: [1], values: [output])
    return FittedNetwork(
      specification: specification, builder: builder,
      network: RecurrentNetwork(shape, parameters: parameters))
  }

  @Test("is NaN from the first step on that is not finite")
  func overflow() throws {
    // Each step adds 0.75 · 1e308; the third sum is beyond the largest Double, 1.798e308.
    let model = constant(0.75, .diff, unit: 1e308)
    let forecast = model.forecast(try series([1, 2, 3]), horizon: 5)
    #expect(bits(forecast) == bits([0.75e308, 1.5e308, .nan, .nan, .nan]))
    let never = constant(.nan, .none, unit: 1).forecast(try series([1, 2, 3]), horizon: 3)
    #expect(bits(never) == bits([.nan, .nan, .nan]))
  }

  @Test(
    "is NaN from the first step on that has no logarithm",
    arguments: [(.log, -800, 0), (.logDiff, -400, 1)] as [(ValueTransform, Float, Int)])
  func underflow(_ transform: ValueTransform, _ output: Float, _ firstNaN: Int) throws {
    // exp(−400) is a number; exp(−800) is 0, of which there is no logarithm
    let forecast = constant(output, transform, unit: 1).forecast(try series([1, 2, 1]), horizon: 4)
    #expect(forecast.map(\.isNaN) == (0..<4).map { $0 >= firstNaN })
    #expect(forecast.prefix(firstNaN).allSatisfy { $0 > 0 })
  }
}
