import SeriesData

/// Values `[B, N]` in float64 before a network, and what its outputs are measured against.
struct GraphValues {
  /// In original units where the transform has no logarithm or power, and the values before each
  /// difference that it takes: the name, and how many columns there are.
  fileprivate let levels: [(name: String, count: Int)]
  /// The transformed values, scaled.
  let scaled: String
  /// How many there are.
  let count: Int
  /// The own scale of each sequence, `[B, 1]` each; nil where there is none.
  fileprivate let window: (centre: String, spread: String)?
}

// MARK: - Forward

extension GraphBuilder {
  /// Transforms and scales a history as ``SeriesData/SequenceBuilder/sequences(of:targets:ahead:answers:)``
  /// does.
  ///
  /// - Parameters:
  ///   - history: `[B, N]` in original units.
  ///   - count: `N`.
  ///   - builder: With the fitted transforms.
  /// - Returns: The scaled values, and what takes outputs back.
  mutating func values(
    of history: String, _ count: Int, _ builder: SequenceBuilder
  ) -> GraphValues {
    var levels = [(name: powered(history, builder), count: count)]
    for lag in builder.transform.lags(seasonLength: builder.seasonLength) {
      let (name, count) = levels[levels.count - 1]
      let difference = add(
        "Sub", [columns(lag..<count, of: name, count), columns(0..<count - lag, of: name, count)])
      levels.append((difference, count - lag))
    }
    let (last, remaining) = levels[levels.count - 1]
    let scaled = add(
      "Div",
      [
        add("Sub", [last, double(builder.scaler.invert(0))]), double(builder.scaler.unit),
      ])
    let window =
      builder.scalesWindows ? self.window(scaled, remaining, lookback: builder.lookback) : nil
    return GraphValues(levels: levels, scaled: scaled, count: remaining, window: window)
  }

  /// Logarithm, power, or the value itself.
  private mutating func powered(_ value: String, _ builder: SequenceBuilder) -> String {
    guard builder.transform.needsPositiveValues else { return value }
    guard let lambda = power(of: builder) else { return add("Log", [value]) }
    let raised = add("Pow", [value, double(lambda)])
    return add("Div", [add("Sub", [raised, double(1)]), double(lambda)])
  }

  /// λ, or nil where the logarithm is nearer to its power transform than what the operators compute:
  /// they lose 1e-16/λ to rounding, and the logarithm is λ/2 · log² away.
  private func power(of builder: SequenceBuilder) -> Double? {
    builder.lambda.flatMap { abs($0) > 1e-8 ? $0 : nil }
  }

  /// Centre and spread of the last `lookback` values.
  private mutating func window(
    _ scaled: String, _ count: Int, lookback: Int
  ) -> (centre: String, spread: String) {
    let values = columns(count - lookback..<count, of: scaled, count)
    let mean = add("ReduceMean", [values], lists: ["axes": [1]])
    let deviations = add("Sub", [values, mean])
    let variance = add(
      "ReduceMean", [add("Mul", [deviations, deviations])], lists: ["axes": [1]])
    return (
      columns(count - 1..<count, of: scaled, count),
      add("Sqrt", [add("Add", [variance, double(1e-5)])])
    )
  }

  /// Values of a window on its own scale.
  mutating func windowed(_ value: String, _ values: GraphValues) -> String {
    guard let (centre, spread) = values.window else { return value }
    return add("Div", [add("Sub", [value, centre]), spread])
  }
}

// MARK: - Backward

extension GraphBuilder {
  /// Takes the outputs of the networks back to original units, each from those before it, as
  /// ``SeriesData/SequenceBuilder/invert(_:history:)`` does.
  ///
  /// - Parameters:
  ///   - outputs: `[B, steps]`, in scaled units.
  ///   - steps: How many.
  ///   - values: What they were predicted from.
  ///   - builder: With the fitted transforms.
  /// - Returns: As many values.
  mutating func original(
    _ outputs: String, _ steps: Int, _ values: GraphValues, _ builder: SequenceBuilder
  ) -> String {
    var value = outputs
    if let (centre, spread) = values.window {
      value = add("Add", [add("Mul", [value, spread]), centre])
    }
    value = add(
      "Add",
      [add("Mul", [value, double(builder.scaler.unit)]), double(builder.scaler.invert(0))])
    // The difference that was taken last is undone first.
    let lags = builder.transform.lags(seasonLength: builder.seasonLength)
    for (lag, level) in zip(lags, values.levels).reversed() {
      value = summed(value, steps, onto: level, lag: lag)
    }
    return unpowered(value, builder)
  }

  /// Undoes differences: adds each to the level so many steps before, which for later steps is one
  /// that was just summed.
  private mutating func summed(
    _ differences: String, _ steps: Int, onto level: (name: String, count: Int), lag: Int
  ) -> String {
    var before = columns(level.count - lag..<level.count, of: level.name, level.count)
    var sums: [String] = []
    for first in stride(from: 0, to: steps, by: lag) {
      let count = min(lag, steps - first)
      before = add(
        "Add",
        [
          columns(0..<count, of: before, lag),
          columns(first..<first + count, of: differences, steps),
        ])
      sums.append(before)
    }
    return joined(sums)
  }

  /// The inverse of ``powered(_:_:)``; where a power reaches no positive value, what it tends to.
  private mutating func unpowered(_ value: String, _ builder: SequenceBuilder) -> String {
    guard builder.transform.needsPositiveValues else { return value }
    guard let lambda = power(of: builder) else { return add("Exp", [value]) }
    let base = add("Add", [add("Mul", [value, double(lambda)]), double(1)])
    return add("Pow", [add("Max", [base, double(0)]), double(1 / lambda)])
  }
}
