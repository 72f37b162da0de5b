import FoundationEssentials

/// A file of training options, which `--config` reads and `forecast tune` writes.
///
/// ```json
/// { "schema": "forecast.config/1", "model": "lstm", "hidden": 32, "learning_rate": 0.003 }
/// ```
///
/// The keys are the long names of the options in snake_case; their values are what would be typed,
/// numbers as numbers. `tuning` says where the file came from, and changes nothing.
public struct ConfigurationDocument: Hashable, Sendable {
  /// The version of the format; a reader refuses another one.
  public static let currentSchema = "forecast.config/1"

  /// The value of an option.
  public enum Value: Hashable, Sendable {
    /// A word, or words joined by commas.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number.
    case number(Double)

    /// The value as it would be typed.
    public var text: String {
      switch self {
      case .text(let text): text
      case .integer(let number): "\(number)"
      case .number(let number): "\(number)"
      }
    }
  }

  /// How a search found the options.
  public struct Tuning: Codable, Hashable, Sendable {
    /// The mean validation score: the error relative to that of the seasonal naive forecast.
    public var mase: Double
    /// The same of the seasonal naive forecast; absent where there is none.
    public var naiveMase: Double?
    /// Validation origins, each the number of values that were fitted on.
    public var origins: [Int]
    /// The values behind each origin that judged.
    public var block: Int
    /// Steps ahead.
    public var horizon: Int
    /// Settings that were tried.
    public var trials: Int
    /// The seed of the search and of the networks.
    public var seed: UInt64
    /// The file that was searched on, without folders.
    public var source: String
    /// SHA-256 of that file.
    public var sha256: String
    /// The first date of the training part.
    public var trainedFrom: String
    /// The last date of the training part: nothing behind it was looked at.
    public var trainedTo: String

    /// Joins the parts.
    public init(
      mase: Double, naiveMase: Double?, origins: [Int], block: Int, horizon: Int, trials: Int,
      seed: UInt64, source: String, sha256: String, trainedFrom: String, trainedTo: String
    ) {
      (self.mase, self.naiveMase, self.origins) = (mase, naiveMase, origins)
      (self.block, self.horizon, self.trials, self.seed) = (block, horizon, trials, seed)
      (self.source, self.sha256) = (source, sha256)
      (self.trainedFrom, self.trainedTo) = (trainedFrom, trainedTo)
    }
  }

  /// Options by their keys.
  public var options: [String: Value]
  /// Where they came from; nil in a file that somebody wrote by hand.
  public var tuning: Tuning?

  /// Joins the parts.
  public init(options: [String: Value], tuning: Tuning? = nil) {
    self.options = options
    self.tuning = tuning
  }

  /// The bytes of the file.
  public func encoded() -> [UInt8] { JSONDocument.encode(Written(document: self)) }

  // MARK: Reading

  /// Reads a file; whether the options are known is the caller's to say.
  ///
  /// - Throws: ``IncompatibleFile``.
  public init(decoding bytes: [UInt8], file: String) throws(IncompatibleFile) {
    func refusal(_ words: String) -> IncompatibleFile {
      IncompatibleFile(
        file: file, message: "this is no configuration of forecast: \(words)",
        hint: "Expected is a JSON object such as "
          + "{\"schema\": \"\(Self.currentSchema)\", \"hidden\": 32}.")
    }
    let read: Read
    do {
      read = try JSONDecoder().decode(Read.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw refusal(DecodingFault(error).words)
    } catch {
      throw refusal("\(error)")
    }
    guard let schema = read.schema else { throw refusal("'schema' is missing") }
    guard schema == Self.currentSchema else {
      throw refusal("its schema is '\(schema.prefix(60))' (expected '\(Self.currentSchema)')")
    }
    options = read.options
    guard read.hasTuning else {
      tuning = nil
      return
    }
    switch JSONDocument.decode(TuningPart.self, from: bytes) {
    case .success(let part): tuning = part.tuning
    case .failure(let fault): throw refusal(fault.words)
    }
  }

  private struct TuningPart: Decodable { let tuning: Tuning }
}

/// Any key of a document.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A document as it is read: keys to the letter.
private struct Read: Decodable {
  var schema: String?
  var options: [String: ConfigurationDocument.Value] = [:]
  var hasTuning = false

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: AnyKey.self)
    for key in container.allKeys {
      switch key.stringValue {
      case "schema": schema = try container.decode(String.self, forKey: key)
      case "tuning": hasTuning = true
      default:
        if let integer = try? container.decode(Int.self, forKey: key) {
          options[key.stringValue] = .integer(integer)
        } else if let number = try? container.decode(Double.self, forKey: key) {
          options[key.stringValue] = .number(number)
        } else {
          options[key.stringValue] = .text(try container.decode(String.self, forKey: key))
        }
      }
    }
  }
}

/// A document as it is written.
private struct Written: Encodable {
  let document: ConfigurationDocument

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    try container.encode(ConfigurationDocument.currentSchema, forKey: AnyKey("schema"))
    for (name, value) in document.options {
      switch value {
      case .text(let text): try container.encode(text, forKey: AnyKey(name))
      case .integer(let number): try container.encode(number, forKey: AnyKey(name))
      case .number(let number): try container.encode(number, forKey: AnyKey(name))
      }
    }
    try container.encodeIfPresent(document.tuning, forKey: AnyKey("tuning"))
  }
}
