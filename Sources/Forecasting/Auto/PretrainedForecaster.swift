import Pretrained
import SeriesData

/// The pretrained network as a ``Forecaster``: it needs no fit, looks at the end of the history, and
/// answers for the whole horizon at once.
public struct PretrainedForecaster: Forecaster, Hashable {
  /// The space in which it sees the values: what is added, or what is multiplied, stays.
  public var space: ValueSpace

  /// The built-in network, in this space.
  public init(_ space: ValueSpace = .linear) { self.space = space }

  /// `pretrained`, and `pretrained-log` on logarithms.
  public var name: String { space == .linear ? "pretrained" : "pretrained-log" }

  /// Looks whether the history can be seen at all.
  ///
  /// - Throws: ``CannotFit`` where a logarithm does not exist.
  public func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    guard space.holds(series.values) else {
      throw CannotFit(
        name, "the history holds values that are not positive", hint: "Use pretrained.")
    }
    return FittedPretrained(forecaster: self)
  }
}

/// The pretrained network in a space.
struct FittedPretrained: FittedForecaster {
  let forecaster: PretrainedForecaster
  var name: String { forecaster.name }
  private var space: ValueSpace { forecaster.space }

  func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    forecasts(history, origins: [history.count], horizon: horizon, probabilities: probabilities)[0]
  }

  func forecasts(
    _ series: TimeSeries, origins: [Int], horizon: Int, probabilities: [Double]
  ) -> [ForecastDistribution] {
    let contexts = origins.map { origin -> Context? in
      let known = series.values[..<origin]
      guard space.holds(known) else { return nil }
      return Context(known.map(space.apply), seasonLength: series.seasonLength, horizon: horizon)
    }
    var answers = PretrainedNetwork.builtIn.quantiles(contexts.compactMap { $0 }).makeIterator()
    return zip(contexts, origins).map { context, origin in
      guard context != nil, let answer = answers.next() else {
        return .standingStill(series.prefix(origin), horizon, probabilities)
      }
      let functions = answer.map { QuantileFunction($0, at: PretrainedNetwork.probabilities) }
      return ForecastDistribution(
        point: answer.map { space.invert(PretrainedNetwork.median($0)) },
        probabilities: probabilities,
        quantiles: functions.map { function in probabilities.map { space.invert(function($0)) } })
    }
  }
}

extension ForecastDistribution {
  /// The forecast of a history that does not move, or of one or two values: the last one, for sure.
  static func standingStill(
    _ history: TimeSeries, _ horizon: Int, _ probabilities: [Double]
  ) -> ForecastDistribution {
    let last = history.values.last ?? .nan
    return ForecastDistribution(
      point: [Double](repeating: last, count: horizon), probabilities: probabilities,
      quantiles: [[Double]](
        repeating: [Double](repeating: last, count: probabilities.count), count: horizon))
  }
}
