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
    scaledValues(of: series, in: index..<index + 1)[0]
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

  /// The window over the last `lookback` values.
  private func window(_ history: some Collection<Double>) -> Window {
    let reach = lookback + transform.lostPoints(seasonLength: seasonLength)
    return Window(transformed(history.suffix(reach)).map(scaler.apply))
  }

  /// The scaled transformed values of `range`, which has no lost points in it.
  private func scaledValues(of series: TimeSeries, in range: Range<Int>) -> [Double] {
    let reach = transform.lostPoints(seasonLength: seasonLength)
    return transformed(series.values[(range.lowerBound - reach)..<range.upperBound])
      .map(scaler.apply)
  }
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
  /// - Returns: One sequence of `lookback` elements per target.
  /// - Precondition: The targets are in that range, the transform is defined on the values that
  ///   are looked at (``ValueTransform/validate(_:in:)``), and the series has a season if a feature
  ///   needs one.
  /// - Complexity: O(T·B·(F + O)).
  public func sequences(
    of series: TimeSeries, targets: Range<Int>, ahead: Range<Int> = 0..<1
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
    let values = scaledValues(of: series, in: start..<end)
    let elements = (first..<targets.upperBound).map { index in
      columns(of: index, in: series) { values[index - $0 - start] }
    }
    let answers = (first..<targets.upperBound).map { index in
      ahead.map { index + $0 < end ? values[index + $0 - start] : .nan }
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
        let (element, answer) = (elements[step + sequence], answers[step + sequence])
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
