/// A file of options: `forecast.toml`, what `--config` names, and what `forecast tune` writes.
///
/// ```json
/// { "schema": "forecast.config/1", "model": "lstm", "hidden": 32, "run": { "deep": true } }
/// ```
/// ```toml
/// model = "lstm"
/// hidden = 32
/// [run]
/// deep = true
/// ```
///
/// The keys are the long names of the options, with `_` or `-`; their values are what would be typed,
/// numbers as numbers. What lies under the name of a command is for that command. `tuning` says
/// where the file came from, and changes nothing.
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
    /// Whether a flag is given.
    case flag(Bool)
    /// Several values of one option.
    case list([Value])

    /// The value as it would be typed.
    public var text: String {
      switch self {
      case .text(let text): text
      case .integer(let number): "\(number)"
      case .number(let number): "\(number)"
      case .flag(let isGiven): "\(isGiven)"
      case .list(let values): values.map(\.text).joined(separator: ",")
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

    // As they are written: the keys of options are kept to the letter, and so are these.
    private enum CodingKeys: String, CodingKey {
      case mase, origins, block, horizon, trials, seed, source, sha256
      case naiveMase = "naive_mase"
      case trainedFrom = "trained_from"
      case trainedTo = "trained_to"
    }

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

  /// Options by their keys, for every command that has them.
  public var options: [String: Value]
  /// Options of single commands, by the name of the command and by their keys.
  public var sections: [String: [String: Value]]
  /// Where they came from; nil in a file that somebody wrote by hand.
  public var tuning: Tuning?

  /// Joins the parts.
  public init(
    options: [String: Value], sections: [String: [String: Value]] = [:], tuning: Tuning? = nil
  ) {
    self.options = options
    self.sections = sections
    self.tuning = tuning
  }

  /// The largest file that is read, in bytes.
  public static let mostBytes = 1 << 20

  /// Reads a file; whether the options are known is the caller's to say.
  ///
  /// - Throws: ``IncompatibleFile``, with the line in `file` where there is one.
  public init(decoding bytes: [UInt8], file: String) throws(IncompatibleFile) {
    guard bytes.count <= Self.mostBytes else {
      throw IncompatibleFile(
        file: file, message: "a configuration of more than \(Self.mostBytes) bytes is none",
        hint: "Give a smaller file.")
    }
    if JSONDocument.isObject(bytes) {
      try self.init(json: bytes, file: file)
    } else {
      try self.init(toml: bytes, file: file)
    }
  }
}
