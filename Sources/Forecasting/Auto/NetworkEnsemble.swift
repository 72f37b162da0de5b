import Recurrent
import SeriesData

/// The mean of several small networks that are trained on the series itself and differ in their seeds
/// alone.
///
/// One network of this size says more of its seed than of the series; the mean of five loses most of
/// that. Differences (of logarithms, where there are) keep what is forecast within what was seen,
/// and weight decay and a falling rate keep the networks from following every value. `make ablation`
/// shows what each of these means brings.
public struct NetworkEnsemble: Forecaster, Hashable {
  /// What each network is told, but for its seed, and what a series forbids.
  public var specification: NetworkSpecification
  /// How many there are.
  public var count = 5

  /// The usual ensemble: five GRUs of eight units.
  public init() {
    specification = NetworkSpecification(.gru)
    specification.hidden = 8
    specification.scaler = .standard
    specification.training.epochs = 200
    specification.training.weightDecay = 0.01
    specification.training.schedule = .cosine
  }

  /// `gru-ensemble`.
  public var name: String { "\(specification.kind.rawValue)-ensemble" }

  /// A season of more places gets a point on the circle instead of a column for each.
  private static let longestOneHot = 24
  /// Fewer sequences than this do not train a network.
  private static let fewestSequences = 12

  /// Trains the networks.
  ///
  /// - Throws: ``CannotFit`` when there are too few values for twelve sequences, ``FitError``,
  ///   ``Interrupted``.
  public func fit(_ series: TimeSeries, request: FitRequest) throws -> any FittedForecaster {
    var network = specification
    network.lookback = min(network.lookback, max(2, series.count / 4))
    network.transform = series.values.allSatisfy { $0 > 0 } ? .logDiff : .diff
    network.features =
      series.seasonLength == 1
      ? [.previous]
      : [.previous, series.seasonLength <= Self.longestOneHot ? .monthOneHot : .monthCyclic]
    let sequences = series.count - network.lookback - 1
    guard sequences >= Self.fewestSequences else {
      throw CannotFit(
        name,
        "\(series.count) values make \(max(0, sequences)) sequences "
          + "(expected at least \(Self.fewestSequences))", hint: "Give a longer history.")
    }
    let members = try (0..<count).map { member in
      var own = request
      own.seed = SeededGenerator.memberSeed(seed: request.seed, model: name, member: member)
      return try NetworkForecaster(network).fit(series, request: own)
    }
    return FittedEnsemble(name: name, members: members)
  }
}

/// Forecasters of equal weight that say nothing of their uncertainty.
struct FittedEnsemble: FittedForecaster {
  let name: String
  let members: [any FittedForecaster]

  func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    let points = members.map { $0.forecast(history, horizon: horizon) }
    return ForecastDistribution(
      point: (0..<horizon).map { step in
        points.reduce(0) { $0 + $1[step] } / Double(points.count)
      }, probabilities: probabilities)
  }
}
