import Forecasting
import Recurrent
import SeriesData

/// A trained network in one `.safetensors` file: the weights under PyTorch's names and, in the
/// metadata under `forecast`, a JSON document with everything else that a forecast needs.
///
/// A network that is loaded gives the same bits as the one that was saved.
public struct ModelFile: Hashable, Sendable {
  /// The version of the metadata; a reader refuses another one.
  public static let currentSchema = "forecast.model/1"

  /// The network with its transforms.
  public var network: FittedNetwork
  /// The last values that it was fitted on, as many as a forecast looks at, or more.
  public var observations: TimeSeries
  /// Where it came from.
  public var provenance: Provenance
  /// The conformal intervals that belong to it; nil in files of versions that had none, and where
  /// the network has learned quantiles.
  public var intervals: ConformalIntervals?
  /// Whether the file had other weights than its document was written for, as it has after training
  /// elsewhere: intervals, metrics and verdict were those of the old ones, and are left out.
  public private(set) var hasOtherWeights = false

  /// What a model file says of where it came from.
  public struct Provenance: Hashable, Sendable, Codable {
    /// The name of the value column.
    public var valueName: String
    /// What the values count; empty when nobody said.
    public var unit: String
    /// The file that it was trained on, without folders.
    public var source: String
    /// SHA-256 of that file.
    public var sha256: String
    /// The first date of the training span, ISO 8601.
    public var trainedFrom: String
    /// The last date of the training span.
    public var trainedTo: String
    /// The number of values in it.
    public var trainedOn: Int
    /// How good the same network was when the test part was held out; one step ahead.
    public var testMetrics: Metrics
    /// The verdict that it got then.
    public var verdict: String

    /// Joins the parts.
    public init(
      valueName: String, unit: String, source: String, sha256: String, trainedFrom: String,
      trainedTo: String, trainedOn: Int, testMetrics: Metrics, verdict: String
    ) {
      self.valueName = valueName
      self.unit = unit
      self.source = source
      self.sha256 = sha256
      self.trainedFrom = trainedFrom
      self.trainedTo = trainedTo
      self.trainedOn = trainedOn
      self.testMetrics = testMetrics
      self.verdict = verdict
    }
  }

  /// Joins the parts; of the series, only the end is kept.
  ///
  /// - Precondition: The series has at least `network.reach` values.
  public init(
    _ network: FittedNetwork, series: TimeSeries, provenance: Provenance,
    intervals: ConformalIntervals? = nil
  ) {
    precondition(series.count >= network.reach, "A forecast would lack its history")
    self.network = network
    observations = series.suffix(network.reach)
    self.provenance = provenance
    self.intervals = intervals
  }

  /// The JSON in the metadata.
  private struct Metadata: Codable {
    var schema: String
    var shape: NetworkShape
    var specification: NetworkSpecification
    var builder: SequenceBuilder
    var observations: TimeSeries
    var provenance: Provenance
    var intervals: ConformalIntervals?
    /// Absent unless quantiles were learned, of values of which none is negative.
    var isNonNegative: Bool?
    /// The digest of the weights; absent in files of versions that had none.
    var weights: String?
  }

  // MARK: Forecasting

  /// Forecasts the steps after the end of `history`, with the quantiles that it has.
  ///
  /// - Parameters:
  ///   - history: ``observations``, or newer ones.
  ///   - horizon: Steps ahead, at least 1.
  ///   - probabilities: The quantiles that are wanted, ascending, each in (0, 1).
  /// - Returns: In original units; without quantiles where there are no intervals.
  public func forecast(
    _ history: TimeSeries, horizon: Int, probabilities: [Double]
  ) -> ForecastDistribution {
    let own = network.forecast(history, horizon: horizon, probabilities: probabilities)
    guard network.specification.intervalMethod == .conformal, let intervals else { return own }
    return intervals.distribution(around: own.point, probabilities: probabilities)
  }

  /// What the intervals of so many steps rest on; nil where there are none.
  public func basis(horizon: Int) -> IntervalBasis? {
    network.specification.intervalMethod == .quantile
      ? .quantile(of: network, horizon: horizon) : intervals?.basis(horizon: horizon)
  }

  // MARK: Writing

  /// The bytes of the file.
  public func encoded() -> [UInt8] {
    Safetensors(metadata: [Self.documentKey: document], tensors: network.tensors).encoded()
  }

  /// The JSON in the metadata, in one line.
  var document: String {
    let metadata = Metadata(
      schema: Self.currentSchema, shape: network.network.shape,
      specification: network.specification, builder: network.builder, observations: observations,
      provenance: provenance, intervals: intervals,
      isNonNegative: network.isNonNegative ? true : nil, weights: network.weightDigest)
    return String(
      decoding: JSONDocument.encode(metadata, isIndented: false), as: UTF8.self)
  }

  /// What the document is called in the metadata.
  static let documentKey = "forecast"

  // MARK: Reading

  /// Reads a model file, and refuses one that does not fit together.
  ///
  /// - Throws: ``IncompatibleFile``.
  public init(decoding bytes: [UInt8], file: String) throws(IncompatibleFile) {
    func refusal(_ words: String) -> IncompatibleFile {
      IncompatibleFile(
        file: file, message: "this is not a model of forecast: \(words)",
        hint: "Train one with forecast train CSV --model gru -o gru.safetensors.")
    }
    let tensors: Safetensors
    do {
      tensors = try Safetensors(decoding: bytes, file: file)
    } catch {
      throw IncompatibleFile(
        file: file,
        message: "this is not a model of forecast: it is not a safetensors file "
          + "(\(error.found))", hint: error.hint)
    }
    guard let json = tensors.metadata[Self.documentKey] else {
      throw Self.refusalWithoutDocument(file, tensors)
    }
    let metadata: Metadata
    switch JSONDocument.decode(Metadata.self, from: Array(json.utf8)) {
    case .failure(let fault): throw refusal(fault.words)
    case .success(let found): metadata = found
    }
    if let fault = Self.fault(in: metadata) ?? metadata.provenance.dateFault {
      throw refusal(fault)
    }
    let networks: [RecurrentNetwork]
    switch RecurrentNetwork.networks(in: tensors, metadata.shape, metadata.specification) {
    case .failure(let fault): throw refusal(fault.words)
    case .success(let found): networks = found
    }
    network = FittedNetwork(
      specification: metadata.specification, builder: metadata.builder, network: networks[0],
      later: Array(networks.dropFirst()), isNonNegative: metadata.isNonNegative ?? false)
    observations = metadata.observations
    provenance = metadata.provenance
    hasOtherWeights = metadata.weights.map { $0 != network.weightDigest } ?? false
    intervals = hasOtherWeights ? nil : metadata.intervals
    if hasOtherWeights {
      provenance.testMetrics = Metrics(undefined: "these weights were not trained by forecast")
      provenance.verdict = ""
    }
  }

  /// What is missing where only weights were saved.
  private static func refusalWithoutDocument(
    _ file: String, _ tensors: Safetensors
  ) -> IncompatibleFile {
    let isOfPyTorch = tensors.tensors.keys.contains { $0.hasSuffix("weight_ih_l0") }
    return IncompatibleFile(
      file: file,
      message: "this is not a model of forecast: its metadata have no entry '\(documentKey)'"
        + (isOfPyTorch
          ? ", which says what the weights are for: cell, lookback, features, transform, scaling and "
            + "the last observations" : ""),
      hint: isOfPyTorch
        ? "Save the weights with the metadata of a file that forecast trained: "
          + "save_file(weights, name, metadata=metadata), as in Guides/pytorch.md."
        : "Train one with forecast train CSV --model gru -o gru.safetensors.")
  }

  /// What cannot be in the metadata of a real model; nil when all is well.
  ///
  /// Decoding goes past the preconditions of the types, so they are checked here, before anything
  /// is computed from them.
  private static func fault(in metadata: Metadata) -> String? {
    guard metadata.schema == currentSchema else {
      return "its schema is \(quoted(metadata.schema)) (expected \(quoted(currentSchema)))"
    }
    let (shape, builder, told) = (metadata.shape, metadata.builder, metadata.specification)
    let sizes = [shape.inputSize, shape.hiddenSize, shape.layers, shape.outputSize]
    guard sizes.allSatisfy((1...65_536).contains), shape.layers <= 64,
      shape.cell == told.kind.cell, told.kind != .rnnElement || shape.layers == 1
    else { return "its sizes are impossible" }
    guard (1...HorizonStrategy.mostSteps).contains(told.steps),
      told.strategy != .recursive || told.steps == 1, told.isTrainable,
      told.outputSizes.allSatisfy({ $0 == shape.outputSize }), shape.quantiles == told.quantiles
    else { return "its strategy is impossible" }
    guard (1...1_000_000).contains(builder.lookback),
      (1...1_000_000).contains(builder.seasonLength), (1...64).contains(builder.features.count),
      builder.featureCount == shape.inputSize, builder.scaler.isUsable,
      builder.lookback * shape.inputSize <= 100_000_000
    else { return "its transforms are impossible" }
    guard told.hidden == shape.hiddenSize, told.layers == shape.layers,
      told.lookback == builder.lookback, told.features == builder.features,
      told.transform == builder.transform, told.scaler == builder.scaler.kind,
      told.scalesWindows == builder.scalesWindows
    else { return "its specification is that of another network" }
    let observations = metadata.observations
    guard observations.frequency.isOnCalendar, (0...10_000_000).contains(observations.offset),
      observations.seasonLength == builder.seasonLength,
      builder.seasonLength > 1 || !builder.features.contains(where: \.needsSeason),
      observations.count >= builder.firstTarget, observations.values.allSatisfy(\.isFinite),
      !builder.transform.needsPositiveValues || observations.values.allSatisfy({ $0 > 0 })
    else { return "its last observations do not fit its transforms" }
    return nil
  }
}

extension Scaler {
  /// Whether it can be applied and inverted.
  fileprivate var isUsable: Bool { unit.isFinite && unit > 0 && apply(0).isFinite }
}

extension Frequency {
  /// Whether many steps still lead to a date.
  var isOnCalendar: Bool {
    if case .everySeconds(let seconds) = self { seconds <= 100_000_000_000 } else { true }
  }
}
