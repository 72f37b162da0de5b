import Recurrent
import SeriesData

/// A trained network with the transforms that belong to it: from a series to numbers in original
/// units.
public struct FittedNetwork: Hashable, Sendable {
  /// What it was told.
  public let specification: NetworkSpecification
  /// The fitted transforms, and how sequences are made.
  public let builder: SequenceBuilder
  /// The weights of the network that predicts the next step, and with an output for each also those
  /// after it.
  ///
  /// The hand-unrolled network is kept in this form too, in `Float`, so that a model file holds all
  /// of it and a loaded network gives the same bits.
  public let network: RecurrentNetwork
  /// The networks of the second step ahead and those after it, where each has its own.
  public let later: [RecurrentNetwork]
  /// Whether it was trained on quantiles, of values of which none was negative, so that no forecast
  /// is.
  public let isNonNegative: Bool

  /// Joins the parts, as a model file has them.
  ///
  /// - Precondition: There are as many networks and outputs as the strategy needs.
  public init(
    specification: NetworkSpecification, builder: SequenceBuilder, network: RecurrentNetwork,
    later: [RecurrentNetwork] = [], isNonNegative: Bool = false
  ) {
    precondition(
      specification.outputSizes == ([network] + later).map(\.shape.outputSize),
      "These are the networks of another strategy")
    self.specification = specification
    self.builder = builder
    self.network = network
    self.later = later
    self.isNonNegative = isNonNegative
  }

  /// All networks, in the order of the steps that they predict.
  public var networks: [RecurrentNetwork] { [network] + later }

  /// The number of weights as they are trained: the hand-unrolled network has one bias where the
  /// batched one has two.
  public var parameterCount: Int {
    let each =
      specification.kind == .rnnElement
      ? ElementRNN(network).weights.count : network.parameters.layout.count
    return each * networks.count
  }
}

// MARK: - Predicting

extension FittedNetwork {
  /// How many of the last values a forecast looks at.
  public var reach: Int { builder.firstTarget }

  /// One-step-ahead predictions of `targets`, each from actual history.
  ///
  /// - Returns: A prediction for each target, in original units.
  /// - Precondition: Every target has ``reach`` values before it, and none lies more than one step
  ///   beyond the series.
  public func oneStep(_ series: TimeSeries, targets: Range<Int>) -> [Double] {
    guard !targets.isEmpty else { return [] }
    let scaled = outputs(of: network, builder.sequences(of: series, targets: targets))
    let first = stride(from: 0, to: scaled.count, by: network.shape.outputSize)
    return zip(targets, first).map { t, place in
      let history = series.values[(t - reach)..<t]
      guard let count = specification.quantiles else {
        return builder.invert(scaled[place], at: t, history: history)
      }
      return oneStep(quantiles: Array(scaled[place..<place + count]), history)
    }
  }

  /// Forecasts of the steps after the end of `series`.
  ///
  /// A strategy that was trained for so many steps forecasts these at once; what lies beyond them is
  /// forecast from its own outputs, as many steps at a time.
  ///
  /// - Returns: `horizon` numbers in original units; from the first one on that is not finite, or of
  ///   which the transform needs a logarithm that does not exist, NaN. All of them are where such a
  ///   value stands in the history that it looks at.
  /// - Precondition: The series has at least ``reach`` values.
  public func forecast(_ series: TimeSeries, horizon: Int) -> [Double] {
    guard specification.quantiles == nil else {
      return quantileForecast(series, horizon: horizon, probabilities: []).point
    }
    var tail = series.suffix(reach)
    var forecasts: [Double] = []
    // A history that goes on may hold what the fitted one did not.
    guard tail.values.allSatisfy(isUsable) else {
      return [Double](repeating: .nan, count: horizon)
    }
    while forecasts.count < horizon {
      let next = steps(after: tail).prefix(horizon - forecasts.count)
      let usable = next.prefix(while: isUsable)
      forecasts += usable
      guard usable.count == next.count else {
        return forecasts + [Double](repeating: .nan, count: horizon - forecasts.count)
      }
      tail = tail.appending(usable).suffix(reach)
    }
    return forecasts
  }

  /// The steps after the end of `tail` that all networks together predict.
  private func steps(after tail: TimeSeries) -> [Double] {
    let sequences = builder.sequences(of: tail, targets: tail.count..<tail.count + 1)
    return builder.invert(
      networks.flatMap { outputs(of: $0, sequences) }, history: tail.values)
  }

  /// Whether forecasts can go on from such a value.
  func isUsable(_ value: Double) -> Bool {
    value.isFinite && (value > 0 || !builder.transform.needsPositiveValues)
  }

  /// The outputs for the last element of each sequence, `[B, outputs]`, in scaled units.
  func outputs(of network: RecurrentNetwork, _ sequences: Sequences) -> [Double] {
    let input = Tensor(
      shape: [sequences.time, sequences.batch, sequences.features], values: sequences.inputs)
    return
      (specification.kind == .rnnElement
      ? ElementRNN(network).predictions(input) : network.predictions(input)).map { Double($0) }
  }
}
