import Forecasting
import ONNXModel
import Recurrent
import SeriesData
import SwiftProtobuf

/// A trained network as an `.onnx` file: from a history in original units to forecasts in original
/// units, transforms and scaling included.
///
/// The graph takes what ``inputs`` says and gives what ``outputs`` says, for any number of series at
/// once. Values are float64, as differences of large numbers want it; the networks inside are float32,
/// as they were trained. Steps beyond those that the network was trained for go on from its own
/// forecasts, unrolled in the graph.
public struct ONNXFile: Sendable {
  /// The version of the operators.
  public static let operatorSet = 17
  /// The version of the format, that of the first release with those operators.
  static let formatVersion: Int64 = 8

  static let historyName = "history"
  static let positionName = "position"
  static let trendName = "trend"
  static let forecastName = "forecast"

  /// An input or output of the graph.
  public struct Port: Hashable, Sendable, Encodable {
    /// The types of elements.
    public enum ElementType: String, Hashable, Sendable, Encodable {
      /// 64-bit floating point.
      case float64
      /// 64-bit integers.
      case int64
    }

    /// Its name.
    public let name: String
    /// The type of its elements.
    public let type: ElementType
    /// Its sizes; `batch` is any number.
    public let shape: [String]
    /// What it is, in words.
    public let meaning: String
  }

  /// What the graph takes.
  public let inputs: [Port]
  /// What the graph gives.
  public let outputs: [Port]
  /// The steps ahead that it forecasts.
  public let horizon: Int
  /// The message that is the file.
  private let message: Onnx_ModelProto

  /// Makes the graph of a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - horizon: The steps ahead to forecast, at least 1; nil for those that it was trained for.
  ///   - version: That of the program.
  ///   - file: The name of the model, for messages only.
  /// - Throws: ``IncompatibleFile`` for a network that has learned quantiles, or that is too large.
  /// - Complexity: The graph grows with `horizon / steps`, steps being those that the network was
  ///   trained for; its weights are there once.
  public init(
    _ model: ModelFile, horizon: Int? = nil, version: String, file: String
  ) throws(IncompatibleFile) {
    let network = model.network
    guard network.specification.quantiles == nil else {
      throw IncompatibleFile(
        file: file,
        message: "a network that has learned quantiles cannot be exported to ONNX "
          + "(expected one with conformal intervals)",
        hint: "Train one with --intervals conformal, the default.")
    }
    let weightBytes = network.networks.reduce(0) { $0 + 4 * $1.weights.count }
    guard weightBytes <= Self.mostWeightBytes else {
      throw IncompatibleFile(
        file: file,
        message: "its weights have \(weightBytes) bytes (an ONNX file has at most 2 GB)",
        hint: "Train one with a smaller --hidden, or with --strategy multi-output.")
    }
    let steps = network.specification.steps
    let horizon = horizon ?? steps
    precondition(horizon >= 1, "There must be something to forecast")
    self.horizon = horizon
    inputs = Self.inputs(of: network, horizon: horizon)
    outputs = [
      Port(
        name: Self.forecastName, type: .float64, shape: ["batch", "\(horizon)"],
        meaning: "the next \(horizon) values, in original units")
    ]

    var graph = GraphBuilder()
    graph.name("forecast")
    for input in inputs { graph.declare(input: input) }
    let weights = network.networks.enumerated().map { index, each in
      graph.add(each, prefix: network.later.isEmpty ? "" : "step\(index + 1)_")
    }
    var history = Self.historyName
    var blocks: [String] = []
    for first in stride(from: 0, to: horizon, by: steps) {
      let block = graph.forecast(after: history, first: first, network, weights)
      blocks.append(block)
      guard first + steps < horizon else { continue }
      let (known, reach) = (graph.joined([history, block]), network.reach)
      history = graph.columns(steps..<steps + reach, of: known, steps + reach)
    }
    let count = blocks.count * steps
    let forecast = graph.columns(0..<horizon, of: graph.joined(blocks), count)
    graph.declare(output: outputs[0], forecast)

    var message = Onnx_ModelProto()
    message.irVersion = Self.formatVersion
    (message.producerName, message.producerVersion) = (Self.producer, version)
    message.graph = graph.graph
    var operators = Onnx_OperatorSetIdProto()
    operators.version = Int64(Self.operatorSet)
    message.opsetImport = [operators]
    message.metadataProps = model.properties(horizon: horizon).map { key, value in
      var entry = Onnx_StringStringEntryProto()
      (entry.key, entry.value) = (key, value)
      return entry
    }
    self.message = message
  }

  /// The bytes of the file; equal models give equal bytes.
  public func encoded() -> [UInt8] {
    do {
      return try message.serializedBytes()
    } catch {
      preconditionFailure("A message of this size without required fields can be written: \(error)")
    }
  }

  /// Whether ``encoded()`` wrote these bytes, in this or another version.
  public static func isOurs(_ bytes: [UInt8]) -> Bool {
    (try? Onnx_ModelProto(serializedBytes: bytes))?.producerName == producer
  }

  private static let producer = "forecast"

  /// A message of Protocol Buffers has less than 2 GiB; the graph around the weights is small.
  private static let mostWeightBytes = 1_900_000_000

  private static func inputs(of network: FittedNetwork, horizon: Int) -> [Port] {
    let builder = network.builder
    var inputs = [
      Port(
        name: historyName, type: .float64, shape: ["batch", "\(network.reach)"],
        meaning: "the last \(network.reach) values, oldest first, in original units")
    ]
    if builder.features.contains(where: \.isOfCalendar) {
      let m = builder.seasonLength
      inputs.append(
        Port(
          name: positionName, type: .int64, shape: ["batch"],
          meaning: "the place in the season of the first step ahead, 0 to \(m - 1)"))
    }
    if builder.features.contains(.trend) {
      inputs.append(
        Port(
          name: trendName, type: .float64,
          shape: ["batch", "\(builder.lookback + horizon - 1)"],
          meaning: "the place in time of the last \(builder.lookback - 1) values and of the "
            + "\(horizon) steps ahead, 0 at trend_start and 1 at trend_end"))
    }
    return inputs
  }
}

extension ModelFile {
  /// What an exported file says of itself, beside the whole document under `forecast`.
  fileprivate func properties(horizon: Int) -> [(key: String, value: String)] {
    let (told, builder) = (network.specification, network.builder)
    var properties: [(key: String, value: String)] = [
      ("forecast", document),
      ("model", told.kind.rawValue),
      ("horizon", "\(horizon)"),
      ("lookback", "\(builder.lookback)"),
      ("history", "\(network.reach)"),
      ("features", builder.features.map(\.rawValue).joined(separator: ",")),
      ("transform", builder.transform.rawValue),
      ("scaling", builder.scaler.kind.rawValue),
      ("frequency", observations.frequency.name),
      ("season_length", "\(builder.seasonLength)"),
      ("value_name", provenance.valueName),
      ("unit", provenance.unit),
      ("source", provenance.source),
      ("sha256", provenance.sha256),
      ("trained_from", provenance.trainedFrom),
      ("trained_to", provenance.trainedTo),
    ]
    if let position = observations.positionInSeason(at: observations.count) {
      properties.append(("position", "\(position)"))
    }
    if let trend = builder.trend {
      properties += [("trend_start", trend.start.iso), ("trend_end", trend.end.iso)]
    }
    return properties
  }
}
