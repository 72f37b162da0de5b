/// The names, shapes and places of a network's weights, in the order of PyTorch's `state_dict`.
public struct ParameterLayout: Hashable, Sendable {
  /// One weight matrix or bias.
  public struct Entry: Hashable, Sendable {
    /// PyTorch's name, for example `rnn.weight_ih_l0`.
    public let name: String
    /// PyTorch's shape, for example `[3 * H, F]`.
    public let shape: [Int]
    /// The place of its first element among all weights.
    public let offset: Int
    /// The number of its elements.
    public var count: Int { shape.reduce(1, *) }
  }

  /// The weights, one after another.
  public private(set) var entries: [Entry] = []
  /// The number of elements of all weights.
  public private(set) var count = 0

  /// Adds a weight at the end and returns its offset.
  @discardableResult
  mutating func append(_ name: String, _ shape: [Int]) -> Int {
    let entry = Entry(name: name, shape: shape, offset: count)
    entries.append(entry)
    count += entry.count
    return entry.offset
  }

  /// The weight of that name.
  public func entry(named name: String) -> Entry? { entries.first { $0.name == name } }
}

/// All weights of a network in one contiguous array, which makes an optimiser a loop, with
/// PyTorch's names as views.
///
/// Gradients and an optimiser's moments are values of the same type.
public struct ParameterSet: Hashable, Sendable {
  /// What lies where.
  public let layout: ParameterLayout
  /// Every weight, in the order of the layout.
  public var values: [Float]

  /// Zeros.
  public init(zeros layout: ParameterLayout) {
    self.layout = layout
    values = [Float](repeating: 0, count: layout.count)
  }

  /// The weight of that name.
  ///
  /// - Precondition: The layout has the name; a new value has the shape of the old one.
  public subscript(name: String) -> Tensor {
    get {
      let entry = required(name)
      return Tensor(
        shape: entry.shape, values: Array(values[entry.offset..<entry.offset + entry.count]))
    }
    set {
      let entry = required(name)
      precondition(
        newValue.shape == entry.shape,
        "\(name) has the shape \(entry.shape), not \(newValue.shape)")
      values.replaceSubrange(entry.offset..<entry.offset + entry.count, with: newValue.values)
    }
  }

  private func required(_ name: String) -> ParameterLayout.Entry {
    guard let entry = layout.entry(named: name) else {
      preconditionFailure(
        "There is no parameter '\(name)'; there are \(layout.entries.map(\.name))")
    }
    return entry
  }

  /// Draws every weight evenly from ±1/√`hiddenSize`, PyTorch's rule for recurrent layers and, as
  /// `hiddenSize` inputs go into it, for the linear head too.
  mutating func initialize(hiddenSize: Int, using generator: inout SeededGenerator) {
    let bound = 1 / Float(hiddenSize).squareRoot()
    for i in values.indices { values[i] = generator.uniform(bound: bound) }
  }
}
