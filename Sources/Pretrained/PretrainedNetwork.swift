import CPretrained
import Recurrent

/// Recurrent networks that have learnt to forecast from simulated series alone, and forecast a
/// series that they have never seen, without being trained on it.
///
/// A short series does not hold enough to train a network on, but it holds enough to recognise what
/// kind of series it is. The network is trained once (``Pretraining``) on many series whose kinds
/// are known (`SimulatedSeries`): what it then does with a history is close to averaging over all
/// the processes that could have made it. Several networks, trained alike from other seeds, answer
/// together: what one of them learnt by chance is averaged out. (Dooley et al., *ForecastPFN*, NeurIPS 2023; the
/// principle: Müller et al., *Transformers can do Bayesian inference*, ICLR 2022.)
///
/// No real series was used in training, so any real series is an honest test.
public struct PretrainedNetwork: Sendable {
  /// The recurrent networks: inputs `[L + horizon, B, F]` as ``Context`` makes them, twenty outputs.
  public let members: [RecurrentNetwork]

  /// The quantiles that it answers with: 0.025, 0.075 … 0.975.
  public static let quantileCount = 20
  /// The most steps ahead that it was trained for; beyond them it goes on, and knows less.
  public static let trainedHorizon = 48

  /// Its cell and sizes.
  public static let shape = NetworkShape(
    cell: .gru, inputSize: Context.featureCount, hiddenSize: 128, outputSize: quantileCount)

  /// The probabilities of its quantiles.
  public static let probabilities = (0..<quantileCount).map {
    Loss.probability(of: $0, outputs: quantileCount)
  }

  /// The network that is built into the program.
  public static let builtIn = PretrainedNetwork(littleEndian: builtInBytes)

  private static var builtInBytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: pretrained_weights(), count: pretrained_weights_size())
  }

  /// Networks of ``shape`` that answer together.
  ///
  /// - Precondition: There is one, and all have the shape.
  public init(_ members: [RecurrentNetwork]) {
    precondition(!members.isEmpty, "Without a network there is no answer")
    precondition(
      members.allSatisfy { $0.shape == Self.shape },
      "A pretrained network has the shape \(Self.shape)")
    self.members = members
  }

  /// The networks whose weights lie there one after another as 32-bit floats, in the order of the
  /// layout.
  ///
  /// - Precondition: There are as many as the layout has, or a multiple.
  init(littleEndian bytes: UnsafeRawBufferPointer) {
    let layout = Self.shape.layout
    let (count, rest) = bytes.count.quotientAndRemainder(dividingBy: 4 * layout.count)
    precondition(count > 0 && rest == 0, "These are another network's weights")
    members = (0..<count).map { member in
      var parameters = ParameterSet(zeros: layout)
      parameters.values = (0..<layout.count).map { index in
        let offset = 4 * (member * layout.count + index)
        let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
      return RecurrentNetwork(Self.shape, parameters: parameters)
    }
  }

  /// The weights of all members as ``builtIn`` reads them: 32-bit floats, little-endian.
  public var littleEndianWeights: [UInt8] {
    members.flatMap { member in
      member.weights.flatMap { weight in
        withUnsafeBytes(of: weight.bitPattern.littleEndian, Array.init)
      }
    }
  }

  // MARK: Forecasting

  /// Forecasts the steps after each of several histories, side by side.
  ///
  /// - Parameter contexts: All of one horizon.
  /// - Returns: For each context, for each step, twenty quantiles that do not descend.
  public func quantiles(_ contexts: [Context]) -> [[[Double]]] {
    guard let horizon = contexts.first?.horizon else { return [] }
    precondition(contexts.allSatisfy { $0.horizon == horizon }, "One batch has one horizon")
    let outputs = meanOutputs(Self.tensor(contexts), ofLast: horizon)
    let (batch, count) = (contexts.count, Self.quantileCount)
    return contexts.enumerated().map { b, context in
      (0..<horizon).map { step in
        let first = (step * batch + b) * count
        return outputs[first..<first + count].map { context.value($0, step: step) }.sorted()
      }
    }
  }

  /// The mean of the members' outputs, quantile by quantile: `[horizon, B, 20]`.
  private func meanOutputs(_ inputs: Tensor, ofLast horizon: Int) -> [Float] {
    var sums = members[0].outputs(inputs, ofLast: horizon).values
    for member in members.dropFirst() {
      let outputs = member.outputs(inputs, ofLast: horizon).values
      for index in sums.indices { sums[index] += outputs[index] }
    }
    return sums.map { $0 / Float(members.count) }
  }

  /// Forecasts the steps after `values`.
  ///
  /// - Returns: For each step, twenty quantiles; nil when ``Context`` cannot be made.
  public func quantiles(
    _ values: [Double], seasonLength: Int, horizon: Int
  ) -> [[Double]]? {
    Context(values, seasonLength: seasonLength, horizon: horizon).map { quantiles([$0])[0] }
  }

  /// The contexts as a batch, `[L + horizon, B, F]`.
  static func tensor(_ contexts: [Context]) -> Tensor {
    let width = Context.featureCount
    let time = Context.lookback + (contexts.first?.horizon ?? 0)
    var values: [Float] = []
    values.reserveCapacity(time * contexts.count * width)
    for t in 0..<time {
      for context in contexts { values += context.features[t * width..<(t + 1) * width] }
    }
    return Tensor(shape: [time, contexts.count, width], values: values)
  }
}

extension PretrainedNetwork {
  /// The median of quantiles as ``quantiles(_:)`` gives them for a step.
  public static func median(_ quantiles: [Double]) -> Double {
    let half = quantiles.count / 2
    return (quantiles[half - 1] + quantiles[half]) / 2
  }
}
