// MARK: - Values

extension SequenceBuilder {
  /// The transformed values of a series or of a slice of one, without those that are lost.
  ///
  /// - Precondition: The transform is defined on them.
  public func transformed(_ values: some Collection<Double>) -> [Double] {
    transform.apply(values, seasonLength: seasonLength, lambda: lambda)
  }

  /// The scaled transformed value of one point of a series.
  ///
  /// - Precondition: `index` lies within the series and not among the lost points.
  public func scaled(_ series: TimeSeries, _ index: Int) -> Double {
    scaler.apply(transformedValues(of: series, in: index..<index + 1)[0])
  }

  /// Takes one output of a network back to original units.
  ///
  /// - Parameters:
  ///   - scaled: The output for target `t`, in scaled units.
  ///   - t: The index of the target.
  ///   - history: The values before `t`, actual or forecast: all of them, or as many of the last
  ///     ones as the sequence looks back at, ``firstTarget``.
  /// - Returns: The forecast in original units.
  public func invert(_ scaled: Double, at t: Int, history: some Collection<Double>) -> Double {
    precondition(history.count <= t, "the history must end just before the target")
    return invert([scaled], history: history)[0]
  }

  /// Takes the outputs of one sequence for its target and the steps after it back to original units,
  /// each from those before it.
  ///
  /// - Parameters:
  ///   - outputs: In scaled units.
  ///   - history: The values before the target: all of them, or as many of the last ones as the
  ///     sequence looks back at, ``firstTarget``.
  /// - Returns: As many values in original units.
  public func invert(_ outputs: [Double], history: some Collection<Double>) -> [Double] {
    let window = scalesWindows ? window(history) : nil
    var known = Array(history.suffix(transform.lostPoints(seasonLength: seasonLength)))
    return outputs.map { output in
      let value = transform.invert(
        scaler.invert(window?.invert(output) ?? output), history: known,
        seasonLength: seasonLength, lambda: lambda)
      known.append(value)
      return value
    }
  }

  /// Takes the outputs of one sequence, each of which tells of its step from the origin alone, to
  /// transformed units.
  ///
  /// - Parameters:
  ///   - outputs: In scaled units.
  ///   - history: The values before the target: all of them, or as many of the last ones as the
  ///     sequence looks back at, ``firstTarget``.
  /// - Returns: As many values, for ``invertFromOrigin(_:history:)``.
  public func unscaled(_ outputs: [Double], history: some Collection<Double>) -> [Double] {
    let window = scalesWindows ? window(history) : nil
    return outputs.map { scaler.invert(window?.invert($0) ?? $0) }
  }

  /// Takes transformed values that tell of their steps from the origin alone back to original units.
  ///
  /// - Parameters:
  ///   - steps: For the target and each step after it, some values in transformed units
  ///     (``ValueTransform/summedFromOrigin(_:seasonLength:)``).
  ///   - history: The values before the target, as many as for ``invert(_:history:)``.
  /// - Returns: As many values, in original units; in each step a larger one of a larger one.
  public func invertFromOrigin(
    _ steps: [[Double]], history: some Collection<Double>
  ) -> [[Double]] {
    var known = Array(history.suffix(transform.lostPoints(seasonLength: seasonLength)))
    func inverted(_ value: Double) -> Double {
      transform.invert(value, history: known, seasonLength: seasonLength, lambda: lambda)
    }
    return steps.map { values in
      let answers = values.map(inverted)
      known.append(inverted(0))
      return answers
    }
  }

  /// The window over the last `lookback` values.
  private func window(_ history: some Collection<Double>) -> Window {
    let reach = lookback + transform.lostPoints(seasonLength: seasonLength)
    return Window(transformed(history.suffix(reach)).map(scaler.apply))
  }

  /// The transformed values of `range`, which has no lost points in it.
  private func transformedValues(of series: TimeSeries, in range: Range<Int>) -> [Double] {
    let reach = transform.lostPoints(seasonLength: seasonLength)
    return transformed(series.values[(range.lowerBound - reach)..<range.upperBound])
  }
}

/// What an element is asked for at a step ahead.
public enum Answers: Hashable, Sendable {
  /// The transformed value, a difference being that from the step before.
  case stepByStep
  /// What has changed since the origin, so that a step can be taken back alone
  /// (``ValueTransform/summedFromOrigin(_:seasonLength:)``).
  case fromOrigin
}

// MARK: - Sequences

extension SequenceBuilder {
  /// The sequences for `targets`, each from actual values.
  ///
  /// - Parameters:
  ///   - series: The series; values at or after a target are never in its inputs.
  ///   - targets: Indices from ``firstTarget`` to `series.count`; the latter lies one step beyond
  ///     the series.
  ///   - ahead: The steps ahead that every element is asked for: 0 is its own step, `0 ..< 12` a
  ///     year of months from there. Those beyond the series are `nan`.
  ///   - answers: What is asked for at each of them.
  /// - Returns: One sequence of `lookback` elements per target.
  /// - Precondition: The targets are in that range, the transform is defined on the values that
  ///   are looked at (``ValueTransform/validate(_:in:)``), and the series has a season if a feature
  ///   needs one.
  /// - Complexity: O(T·B·(F + O)).
  public func sequences(
    of series: TimeSeries, targets: Range<Int>, ahead: Range<Int> = 0..<1,
    answers: Answers = .stepByStep
  ) -> Sequences {
    let isEmpty = targets.isEmpty
    precondition(!ahead.isEmpty && ahead.lowerBound >= 0, "something ahead must be asked for")
    precondition(isEmpty || targets.lowerBound >= firstTarget, "a target lacks its history")
    precondition(isEmpty || targets.upperBound <= series.count + 1, "a target has no history yet")
    var sequences = Sequences(
      time: lookback, batch: targets.count, features: featureCount, outputs: ahead.count,
      inputs: [], targets: [], targetIndices: targets)
    guard !isEmpty else { return sequences }

    let first = targets.lowerBound - lookback + 1
    let start = first - Self.longestLag(features, seasonLength)
    let end = min(targets.upperBound - 1 + ahead.upperBound, series.count)
    let transformed = transformedValues(of: series, in: start..<end)
    let values = transformed.map(scaler.apply)
    let elements = (first..<targets.upperBound).map { index in
      columns(of: index, in: series) { values[index - $0 - start] }
    }
    let asked = (first..<targets.upperBound).map { index in
      let steps = (index - start)..<min(index + ahead.upperBound, end) - start
      return answer(answers, transformed, values, steps, ahead)
    }
    let windows =
      scalesWindows ? targets.map { Window(values[($0 - lookback - start)..<($0 - start)]) } : nil

    let isValue = features.flatMap { feature in
      [Bool](repeating: feature.isValue, count: feature.width(seasonLength: seasonLength))
    }
    sequences.inputs.reserveCapacity(lookback * targets.count * featureCount)
    sequences.targets.reserveCapacity(lookback * targets.count * ahead.count)
    for step in 0..<lookback {
      for sequence in 0..<targets.count {
        let (element, answer) = (elements[step + sequence], asked[step + sequence])
        if let window = windows?[sequence] {
          sequences.inputs += zip(element, isValue).map { Float($1 ? window.apply($0) : $0) }
          sequences.targets += answer.map { Float(window.apply($0)) }
        } else {
          sequences.inputs += element.lazy.map { Float($0) }
          sequences.targets += answer.lazy.map { Float($0) }
        }
      }
    }
    return sequences
  }

  /// The scaled answers to `ahead` of the element whose steps, as far as they exist, are `steps` of
  /// the values.
  private func answer(
    _ kind: Answers, _ transformed: [Double], _ scaled: [Double], _ steps: Range<Int>,
    _ ahead: Range<Int>
  ) -> [Double] {
    let known =
      switch kind {
      case .stepByStep: scaled[steps]
      case .fromOrigin:
        transform.summedFromOrigin(Array(transformed[steps]), seasonLength: seasonLength)
          .map(scaler.apply)[...]
      }
    return ahead.map { $0 < known.count ? known[known.startIndex + $0] : .nan }
  }

  /// The `F` columns of element `index`, whose value some steps before it is `value`.
  private func columns(
    of index: Int, in series: TimeSeries, value: @escaping (Int) -> Double
  ) -> [Double] {
    let position = series.positionInSeason(at: index)
    let element = Feature.Element(
      value: value, position: position ?? 0,
      trend: trend?.place(of: series.timestamp(at: index)) ?? 0)
    return features.flatMap { feature in
      precondition(position != nil || !feature.needsSeason, "the series has no season")
      return feature.columns(element, seasonLength: seasonLength)
    }
  }
}
