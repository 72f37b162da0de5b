/// Makes sequences for recurrent networks from a series, and takes outputs back to original units.
///
/// Element *j* carries the scaled value of step *j − 1* and the place in the season of step *j*
/// itself; what it should answer is the scaled value of step *j*. The sequence for target *t* is
/// the elements *t − L + 1 … t*: its last element names the month that is being predicted.
///
/// ```swift
/// let builder = try SequenceBuilder.fitting(
///   series: air, on: split.fit, lookback: 12, features: [.previous, .month],
///   transform: .none, scaler: .minMax)
/// let train = builder.sequences(of: air, targets: builder.firstTarget..<96)   // 84 sequences
/// ```
public struct SequenceBuilder: Hashable, Sendable, Codable {
  /// The length of a sequence, `L`.
  public let lookback: Int
  /// What each element carries, in this order.
  public let features: [Feature]
  /// What is done to the values before scaling.
  public let transform: ValueTransform
  /// Fitted on the transformed values of the part to fit on.
  public let scaler: Scaler
  /// The season length of the series.
  public let seasonLength: Int

  /// A builder with a scaler that is fitted already, as a model file has it.
  ///
  /// - Precondition: `lookback` and `seasonLength` are positive, and there is a feature.
  public init(
    lookback: Int, features: [Feature], transform: ValueTransform, scaler: Scaler,
    seasonLength: Int
  ) {
    precondition(lookback > 0, "lookback must be at least 1")
    precondition(!features.isEmpty, "there must be a feature")
    precondition(seasonLength > 0, "the season length must be at least 1")
    self.lookback = lookback
    self.features = features
    self.transform = transform
    self.scaler = scaler
    self.seasonLength = seasonLength
  }

  /// Fits a builder on a part of a series, and looks at nothing outside of it.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - fit: The indices to fit on, usually ``Split/fit``.
  ///   - lookback: The length of a sequence, at least 1.
  ///   - features: What each element carries; not empty.
  ///   - transform: What is done to the values before scaling.
  ///   - kind: Which scaler to fit on the transformed values.
  /// - Returns: A builder for this series and its continuations.
  /// - Throws: ``PreparationError`` if the part does not hold a single sequence, if the transform is
  ///   not defined on it, or if a feature needs a season that the frequency does not have.
  /// - Precondition: `fit` lies within the series.
  public static func fitting(
    series: TimeSeries, on fit: Range<Int>, lookback: Int, features: [Feature],
    transform: ValueTransform, scaler kind: Scaler.Kind
  ) throws(PreparationError) -> SequenceBuilder {
    let seasonLength = series.seasonLength
    if seasonLength == 1, let feature = features.first(where: \.needsSeason) {
      throw .noSeason(feature, series.frequency)
    }
    let needed = lookback + transform.lostPoints(seasonLength: seasonLength) + 1
    guard fit.count >= needed else {
      throw .tooShort(needed: needed, found: fit.count, lookback: lookback)
    }
    try transform.validate(series, in: fit)
    let transformed = transform.apply(series.values[fit], seasonLength: seasonLength)
    let range = (transformed.max() ?? 0) - (transformed.min() ?? 0)
    guard transformed.allSatisfy(\.isFinite), range.isFinite else { throw .tooLarge(transform) }
    return SequenceBuilder(
      lookback: lookback, features: features, transform: transform,
      scaler: .fit(kind, to: transformed), seasonLength: seasonLength)
  }

  /// The columns of one element, `F`.
  public var featureCount: Int {
    features.reduce(0) { $0 + $1.width(seasonLength: seasonLength) }
  }

  /// The first index of a series that can be a target: `lookback` and the lost points before it.
  public var firstTarget: Int {
    lookback + transform.lostPoints(seasonLength: seasonLength)
  }
}

// MARK: - Codable

extension SequenceBuilder {
  private enum CodingKeys: String, CodingKey {
    case lookback, features, transform, scaler, seasonLength
  }

  /// Reads a builder, and refuses one that has no lookback, no features or no season.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let lookback = try container.decode(Int.self, forKey: .lookback)
    let features = try container.decode([Feature].self, forKey: .features)
    let seasonLength = try container.decode(Int.self, forKey: .seasonLength)
    guard lookback > 0, seasonLength > 0, !features.isEmpty else {
      throw DecodingError.dataCorruptedError(
        forKey: .lookback, in: container,
        debugDescription: "a lookback of \(lookback), \(features.count) features and a season of "
          + "\(seasonLength) make no sequences (expected at least 1 of each)")
    }
    self.init(
      lookback: lookback, features: features,
      transform: try container.decode(ValueTransform.self, forKey: .transform),
      scaler: try container.decode(Scaler.self, forKey: .scaler), seasonLength: seasonLength)
  }
}

// MARK: - Values

extension SequenceBuilder {
  /// The scaled transformed value of one point of a series.
  ///
  /// - Precondition: `index` lies within the series and not among the lost points.
  public func scaled(_ series: TimeSeries, _ index: Int) -> Double {
    scaledValues(of: series, in: index..<index + 1)[0]
  }

  /// Takes one output of a network back to original units.
  ///
  /// - Parameters:
  ///   - scaled: The output for target `t`, in scaled units.
  ///   - t: The index of the target.
  ///   - history: The values before `t`, actual or forecast: all of them, or as many of the last
  ///     ones as points are lost.
  /// - Returns: The forecast in original units.
  public func invert(_ scaled: Double, at t: Int, history: some Collection<Double>) -> Double {
    precondition(history.count <= t, "the history must end just before the target")
    return transform.invert(scaler.invert(scaled), history: history, seasonLength: seasonLength)
  }

  /// The scaled transformed values of `range`, which has no lost points in it.
  private func scaledValues(of series: TimeSeries, in range: Range<Int>) -> [Double] {
    let reach = transform.lostPoints(seasonLength: seasonLength)
    let values = series.values[(range.lowerBound - reach)..<range.upperBound]
    return transform.apply(values, seasonLength: seasonLength).map(scaler.apply)
  }
}

// MARK: - Sequences

extension SequenceBuilder {
  /// The sequences for `targets`, each from actual values.
  ///
  /// - Parameters:
  ///   - series: The series; values at or after a target are never in its inputs.
  ///   - targets: Indices from ``firstTarget`` to `series.count`; the latter lies one step beyond
  ///     the series, and its target value is `nan`.
  /// - Returns: One sequence of `lookback` elements per target.
  /// - Precondition: The targets are in that range, the transform is defined on the values that
  ///   are looked at (``ValueTransform/validate(_:in:)``), and the series has a season if a feature
  ///   needs one.
  /// - Complexity: O(T·B·F).
  public func sequences(of series: TimeSeries, targets: Range<Int>) -> Sequences {
    let isEmpty = targets.isEmpty
    precondition(isEmpty || targets.lowerBound >= firstTarget, "a target lacks its history")
    precondition(isEmpty || targets.upperBound <= series.count + 1, "a target has no history yet")
    var sequences = Sequences(
      time: lookback, batch: targets.count, features: featureCount, inputs: [], targets: [],
      targetIndices: targets)
    guard !isEmpty else { return sequences }

    let start = targets.lowerBound - lookback
    let values = scaledValues(of: series, in: start..<min(targets.upperBound, series.count))
    let inputs = (start + 1..<targets.upperBound).map { index in
      columns(of: index, in: series, previous: values[index - start - 1])
    }
    let answers = values.dropFirst().map { Float($0) } + [.nan]
    sequences.inputs.reserveCapacity(lookback * targets.count * featureCount)
    for step in 0..<lookback {
      let block = step..<step + targets.count
      sequences.inputs += inputs[block].joined()
      sequences.targets += answers[block]
    }
    return sequences
  }

  /// The `F` columns of element `index`.
  private func columns(of index: Int, in series: TimeSeries, previous: Double) -> [Float] {
    let position = series.positionInSeason(at: index)
    return features.flatMap { feature in
      precondition(position != nil || !feature.needsSeason, "the series has no season")
      return feature.columns(
        previous: previous, position: position ?? 0, seasonLength: seasonLength
      ).map { Float($0) }
    }
  }
}
