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
  /// The power that was fitted, for transforms that have one.
  public let lambda: Double?
  /// The dates that were fitted on, for the feature that is a place in time.
  public let trend: TrendSpan?
  /// Whether the values of each sequence are scaled once more, by its own.
  public let scalesWindows: Bool

  /// A builder with a scaler that is fitted already, as a model file has it.
  ///
  /// - Precondition: `lookback` and `seasonLength` are positive, there is a feature, and what the
  ///   transform and the features need was fitted.
  public init(
    lookback: Int, features: [Feature], transform: ValueTransform, scaler: Scaler,
    seasonLength: Int, lambda: Double? = nil, trend: TrendSpan? = nil, scalesWindows: Bool = false
  ) {
    precondition(lookback > 0, "lookback must be at least 1")
    precondition(!features.isEmpty, "there must be a feature")
    precondition(seasonLength > 0, "the season length must be at least 1")
    precondition(!transform.needsLambda || lambda != nil, "Box–Cox needs its power")
    precondition(!features.contains(.trend) || trend != nil, "a trend needs its dates")
    self.lookback = lookback
    self.features = features
    self.transform = transform
    self.scaler = scaler
    self.seasonLength = seasonLength
    self.lambda = lambda
    self.trend = trend
    self.scalesWindows = scalesWindows
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
  ///   - lambda: The power, fitted on the same part, for transforms that have one.
  ///   - scalesWindows: Whether the values of each sequence are scaled once more, by its own.
  /// - Returns: A builder for this series and its continuations.
  /// - Throws: ``PreparationError`` if the part does not hold a single sequence, if the transform is
  ///   not defined on it, or if a feature needs a season that the frequency does not have.
  /// - Precondition: `fit` lies within the series.
  public static func fitting(
    series: TimeSeries, on fit: Range<Int>, lookback: Int, features: [Feature],
    transform: ValueTransform, scaler kind: Scaler.Kind, lambda: Double? = nil,
    scalesWindows: Bool = false
  ) throws(PreparationError) -> SequenceBuilder {
    let seasonLength = series.seasonLength
    if seasonLength == 1, let feature = features.first(where: \.needsSeason) {
      throw .noSeason(feature, series.frequency)
    }
    let needed =
      firstTarget(
        lookback: lookback, features: features, transform: transform, seasonLength: seasonLength)
      + 1
    guard fit.count >= needed else {
      throw .tooShort(needed: needed, found: fit.count, lookback: lookback)
    }
    try transform.validate(series, in: fit)
    let transformed = transform.apply(
      series.values[fit], seasonLength: seasonLength, lambda: lambda)
    let range = (transformed.max() ?? 0) - (transformed.min() ?? 0)
    guard transformed.allSatisfy(\.isFinite), range.isFinite else { throw .tooLarge(transform) }
    return SequenceBuilder(
      lookback: lookback, features: features, transform: transform,
      scaler: .fit(kind, to: transformed), seasonLength: seasonLength, lambda: lambda,
      trend: features.contains(.trend) ? TrendSpan(of: series, in: fit) : nil,
      scalesWindows: scalesWindows)
  }

  /// The columns of one element, `F`.
  public var featureCount: Int {
    features.reduce(0) { $0 + $1.width(seasonLength: seasonLength) }
  }

  /// The first index of a series that can be a target: everything that its sequence looks at lies
  /// before it.
  public var firstTarget: Int {
    Self.firstTarget(
      lookback: lookback, features: features, transform: transform, seasonLength: seasonLength)
  }

  /// The same before anything is fitted: the elements of a sequence, what the first of them looks
  /// back at, and the points that the transform loses.
  public static func firstTarget(
    lookback: Int, features: [Feature], transform: ValueTransform, seasonLength: Int
  ) -> Int {
    lookback - 1 + longestLag(features, seasonLength)
      + transform.lostPoints(seasonLength: seasonLength)
  }

  /// The steps that an element looks back at most, at least 1.
  static func longestLag(_ features: [Feature], _ seasonLength: Int) -> Int {
    features.map { $0.lag(seasonLength: seasonLength) }.max() ?? 1
  }
}

// MARK: - Codable

extension SequenceBuilder {
  private enum CodingKeys: String, CodingKey {
    case lookback, features, transform, scaler, seasonLength, lambda, trend, scalesWindows
  }

  /// Reads a builder, and refuses one that has no lookback, no features or no season, or lacks what
  /// its transform and its features need.
  ///
  /// One that was written before there were powers, trends and windows has none of them.
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
    let transform = try container.decode(ValueTransform.self, forKey: .transform)
    let lambda = try container.decodeIfPresent(Double.self, forKey: .lambda)
    guard transform.needsLambda == (lambda != nil), (-10...10).contains(lambda ?? 0) else {
      throw DecodingError.dataCorruptedError(
        forKey: .lambda, in: container,
        debugDescription: "a power of \(lambda.map { "\($0)" } ?? "nothing") does not go with the "
          + "transform \(transform.rawValue)")
    }
    let trend = try container.decodeIfPresent(TrendSpan.self, forKey: .trend)
    guard features.contains(.trend) == (trend != nil) else {
      throw DecodingError.dataCorruptedError(
        forKey: .trend, in: container,
        debugDescription: "dates of a trend belong to the feature trend, and to no other")
    }
    self.init(
      lookback: lookback, features: features, transform: transform,
      scaler: try container.decode(Scaler.self, forKey: .scaler), seasonLength: seasonLength,
      lambda: lambda, trend: trend,
      scalesWindows: try container.decodeIfPresent(Bool.self, forKey: .scalesWindows) ?? false)
  }
}
