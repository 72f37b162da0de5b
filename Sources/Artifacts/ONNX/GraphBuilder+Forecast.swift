import Forecasting
import SeriesData

extension GraphBuilder {
  /// The steps after the end of a history that all networks together predict.
  ///
  /// - Parameters:
  ///   - history: `[B, reach]` in original units.
  ///   - first: How many steps lie between the end of the known history and that of this one, which
  ///     ends with forecasts.
  ///   - model: The networks and their transforms.
  ///   - networks: The same networks in the graph.
  /// - Returns: `[B, steps]` in original units.
  mutating func forecast(
    after history: String, first: Int, _ model: FittedNetwork, _ networks: [GraphNetwork]
  ) -> String {
    let builder = model.builder
    let values = self.values(of: history, model.reach, builder)
    let input = sequences(of: values, first: first, builder)
    let outputs = networks.map { self.outputs(of: $0, input) }
    let doubles = add("Cast", [joined(outputs)], attributes: ["to": ElementCode.double])
    return original(doubles, model.specification.steps, values, builder)
  }

  /// The input of the networks, `[T, B, F]` in float32.
  private mutating func sequences(
    of values: GraphValues, first: Int, _ builder: SequenceBuilder
  ) -> String {
    let features = builder.features.map { feature in
      let columns = self.columns(of: feature, values, first: first, builder)
      // All but the table of the calendar have one column.
      return feature.isOfCalendar ? columns : add("Unsqueeze", [columns, integers([2])])
    }
    let floats = add("Cast", [joined(features, axis: 2)], attributes: ["to": ElementCode.float])
    return add("Transpose", [floats], lists: ["perm": [1, 0, 2]])
  }

  /// A feature of every element: `[B, T]`, or of the calendar `[B, T, columns]`.
  private mutating func columns(
    of feature: Feature, _ values: GraphValues, first: Int, _ builder: SequenceBuilder
  ) -> String {
    let (L, m) = (builder.lookback, builder.seasonLength)
    switch feature {
    case .previous, .seasonalLag:
      let begin = values.count - (L - 1) - feature.lag(seasonLength: m)
      return windowed(
        self.columns(begin..<begin + L, of: values.scaled, values.count), values)
    case .trend:
      return add(
        "Slice",
        [ONNXFile.trendName, integers([first]), integers([first + L]), integers([1])])
    case .month, .monthOneHot, .monthCyclic:
      let rows = (0..<m).flatMap { feature.calendarColumns(position: $0, seasonLength: m) }
      // Of the element i, L − 1 being the last; not negative, for any sign of a remainder.
      let steps = (0..<L).map { ((first + $0 - (L - 1)) % m + m) % m }
      let positions = add(
        "Add", [add("Unsqueeze", [ONNXFile.positionName, integers([1])]), integers(steps)])
      let places = add("Mod", [positions, integers([m], shape: [])])
      let table = doubles(rows, shape: [m, feature.width(seasonLength: m)])
      return add("Gather", [table, places])
    }
  }
}

/// The numbers of element types in the attribute of `Cast`.
private enum ElementCode {
  static let float = 1
  static let double = 11
}
