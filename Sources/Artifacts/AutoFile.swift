import Forecasting
import Pretrained
import Recurrent
import SeriesData

/// The recipe `auto` as a file: the series, and what else decides every number.
///
/// Nothing else need be kept: fitting again takes a fraction of a second and gives the same bits. The
/// weights of the pretrained network are not in it, only their digest, so that a program with other
/// weights says so instead of forecasting something else.
public struct AutoFile: Codable, Hashable, Sendable {
  /// The version of the keys; a reader refuses another one.
  public static let currentSchema = "forecast.auto/1"

  /// ``currentSchema``.
  public var schema = AutoFile.currentSchema
  /// Everything that was fitted.
  public var series: TimeSeries
  /// The steps ahead that members were weighed for.
  public var horizon: Int
  /// The seed.
  public var seed: UInt64
  /// Where it came from.
  public var provenance: ModelFile.Provenance
  /// What point forecasts are; absent for medians.
  public var point: PointForecast?
  /// Whether forecasts of a history without negative values may be negative; absent if not.
  public var allowsNegative: Bool?
  /// SHA-256 of the weights of the pretrained networks.
  public var network: String

  /// Describes the recipe on a series.
  public init(
    series: TimeSeries, horizon: Int, seed: UInt64, provenance: ModelFile.Provenance,
    point: PointForecast = .median, allowsNegative: Bool = false
  ) {
    self.series = series
    self.horizon = horizon
    self.seed = seed
    self.provenance = provenance
    self.point = point == .median ? nil : point
    self.allowsNegative = allowsNegative ? true : nil
    network = Self.builtInNetwork
  }

  /// The digest of the network that is built in.
  private static let builtInNetwork = sha256Hex(of: PretrainedNetwork.builtIn.littleEndianWeights)

  /// The bytes of the file.
  public func encoded() -> [UInt8] { JSONDocument.encode(self) }

  /// Whether these bytes can only be such a file: a model of one network begins otherwise.
  public static func looksLike(_ bytes: [UInt8]) -> Bool {
    JSONDocument.isObject(bytes)
  }

  /// Reads a file, and refuses one that does not fit together.
  ///
  /// - Throws: ``IncompatibleFile``.
  public init(decoding bytes: [UInt8], file: String) throws(IncompatibleFile) {
    func refusal(_ words: String) -> IncompatibleFile {
      IncompatibleFile(
        file: file, message: "this is not a file of the recipe auto: \(words)",
        hint: "Make one with forecast train CSV -o auto.json.")
    }
    if let fault = JSONDocument.schemaFault(of: bytes, expected: Self.currentSchema) {
      throw refusal(fault)
    }
    switch JSONDocument.decode(AutoFile.self, from: bytes) {
    case .failure(let fault): throw refusal(fault.words)
    case .success(let found): self = found
    }
    guard series.count >= 1, series.values.allSatisfy({ $0.isFinite && abs($0) <= 1e100 }),
      (0...10_000_000).contains(series.offset), (1...1_000_000).contains(series.seasonLength),
      series.frequency.isOnCalendar, (1...100_000).contains(horizon)
    else { throw refusal("its series, horizon or season is impossible") }
    if let fault = provenance.dateFault { throw refusal(fault) }
    guard network == Self.builtInNetwork else {
      throw IncompatibleFile(
        file: file, message: "it was made with another pretrained network than this program has",
        hint: "Make it again with forecast train.")
    }
  }

  /// Fits the recipe, as it was when the file was made.
  ///
  /// - Throws: `CannotFit`, `Interrupted`.
  public func fitted(isInterrupted: @escaping @Sendable () -> Bool) throws -> FittedAuto {
    var auto = AutoForecaster()
    auto.point = point ?? .median
    auto.allowsNegative = allowsNegative ?? false
    return try auto.fitting(
      series, request: FitRequest(horizon: horizon, seed: seed, isInterrupted: isInterrupted))
  }
}
