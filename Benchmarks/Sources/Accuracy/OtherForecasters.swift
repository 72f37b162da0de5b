import Forecasting
import Pretrained
import Recurrent
import SeriesData

/// The mean of networks that differ in their seeds alone; of a series without a season, its features
/// are left out, and of one that is not positive, the logarithms.
struct Ensemble: Forecaster {
  let name: String
  let specification: NetworkSpecification
  let seeds: Int

  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    var network = specification
    network.lookback = min(network.lookback, max(2, series.count / 4))
    if series.seasonLength == 1 { network.features = [.previous] }
    if !series.values.allSatisfy({ $0 > 0 }) { network.transform = .diff }
    return try Seeds(name: name, seeds: seeds, forecaster: NetworkForecaster(network))
      .fit(series, request: request)
  }
}

/// The mean of what one forecaster says with several seeds.
struct Seeds: Forecaster {
  let name: String
  let seeds: Int
  let forecaster: any Forecaster

  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    let members = try (0..<seeds).map { seed in
      var request = request
      request.seed += UInt64(seed)
      return try forecaster.fit(series, request: request)
    }
    return Mean(name: name, members: members)
  }

  private struct Mean: FittedForecaster {
    let name: String
    let members: [any FittedForecaster]

    func forecast(
      _ history: TimeSeries, horizon: Int, probabilities: [Double]
    ) -> ForecastDistribution {
      let points = members.map { $0.forecast(history, horizon: horizon) }
      return ForecastDistribution(
        certain: (0..<horizon).map { h in points.map { $0[h] }.mean }, probabilities)
    }
  }
}

extension ForecastDistribution {
  /// All probability on the points: the word of somebody without an opinion on the spread.
  init(certain point: [Double], _ probabilities: [Double]) {
    self.init(
      point: point, probabilities: probabilities,
      quantiles: point.map { value in probabilities.map { _ in value } })
  }
}

/// The pretrained network after a few more steps on the windows of the series itself.
struct FineTuned: Forecaster {
  let name = "fine-tuned"
  private static let steps = 30
  private static let learningRate = 0.0003
  private static let fewestWindows = 6

  func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    let horizon = request.horizon
    let first = max(2 * series.seasonLength + 2, series.count / 3)
    let windows = stride(from: first, through: series.count - horizon, by: 1).compactMap { origin in
      Context(Array(series.values[..<origin]), seasonLength: series.seasonLength, horizon: horizon)
        .map { (context: $0, origin: origin) }
    }
    var members = PretrainedNetwork.builtIn.members
    if windows.count >= Self.fewestWindows {
      for index in members.indices { tune(&members[index], windows, series, horizon) }
    }
    return Fitted(name: name, network: PretrainedNetwork(members))
  }

  private func tune(
    _ network: inout RecurrentNetwork, _ windows: [(context: Context, origin: Int)],
    _ series: TimeSeries, _ horizon: Int
  ) {
    let (lookback, count) = (Context.lookback, PretrainedNetwork.quantileCount)
    let width = Context.featureCount
    let inputs = (0..<lookback + horizon).flatMap { t in
      windows.flatMap { $0.context.features[t * width..<(t + 1) * width] }
    }
    let known = [Float](repeating: 0, count: lookback * windows.count * count)
    let answers = (0..<horizon).flatMap { h in
      windows.flatMap { window -> [Float] in
        let answer = window.context.scaled(series.values[window.origin + h], step: h)
        return [Float](repeating: min(max(answer, -8), 8), count: count)
      }
    }
    let pass = network.makePass(
      time: lookback + horizon, batch: windows.count, loss: .pinball, scoring: horizon)
    pass.load(
      inputs: Tensor(shape: [lookback + horizon, windows.count, width], values: inputs),
      targets: Tensor(
        shape: [lookback + horizon, windows.count, count], values: known + answers))
    var descent = Descent(network.weights)
    for _ in 0..<Self.steps { descent.step(pass, learningRate: Self.learningRate) }
    network.weights = descent.weights
  }

  private struct Fitted: FittedForecaster {
    let name: String
    let network: PretrainedNetwork

    func forecast(
      _ history: TimeSeries, horizon: Int, probabilities: [Double]
    ) -> ForecastDistribution {
      let answer = network.quantiles(
        history.values, seasonLength: history.seasonLength, horizon: horizon)
      let point =
        answer?.map { PretrainedNetwork.median($0) }
        ?? [Double](repeating: history.values.last ?? 0, count: horizon)
      return ForecastDistribution(certain: point, probabilities)
    }
  }
}
