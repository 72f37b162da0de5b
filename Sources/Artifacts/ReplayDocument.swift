/// What a run was told, so that it can be done again to the same bits: `run.json`.
///
/// Where results are written, and how many threads worked, is not in it: it changes nothing.
public struct ReplayDocument: Codable, Hashable, Sendable {
  /// The version of the format; a reader refuses another one.
  public static let currentSchema = "forecast.replay/1"
  /// The largest file that is read, in bytes.
  public static let mostBytes = 1 << 20

  /// The file that was read.
  public struct Input: Codable, Hashable, Sendable {
    /// Its name without folders.
    public var name: String
    /// The file as it was named, `-` for standard input; absent for the series that is built in.
    public var path: String?
    /// SHA-256 of the bytes that were read, in hexadecimal.
    public var sha256: String

    /// Joins the parts.
    public init(name: String, path: String?, sha256: String) {
      (self.name, self.path, self.sha256) = (name, path, sha256)
    }
  }

  /// Always ``currentSchema`` in a document that this version writes.
  public private(set) var schema = ReplayDocument.currentSchema
  /// The version of the program.
  public var version: String
  /// The command, `run`.
  public var command: String
  /// Every option that changes the result and is not at its default, wherever it came from: words as
  /// a program is given them.
  public var arguments: [String]
  /// The seed of every random number.
  public var seed: UInt64
  /// The data.
  public var input: Input

  /// Joins the parts.
  public init(version: String, command: String, arguments: [String], seed: UInt64, input: Input) {
    (self.version, self.command, self.arguments) = (version, command, arguments)
    (self.seed, self.input) = (seed, input)
  }

  /// The bytes of the file.
  public func encoded() -> [UInt8] { JSONDocument.encode(self) }

  /// Reads a file; whether the arguments are known is the caller's to say.
  ///
  /// - Throws: ``IncompatibleFile``.
  public init(decoding bytes: [UInt8], file: String) throws(IncompatibleFile) {
    func refusal(_ words: String) -> IncompatibleFile {
      IncompatibleFile(
        file: file, message: "this is no run to do again: \(words)",
        hint: "Expected is the run.json of a folder that forecast run wrote.")
    }
    guard bytes.count <= Self.mostBytes else {
      throw refusal("it has more than \(Self.mostBytes) bytes")
    }
    if let fault = JSONDocument.schemaFault(of: bytes, expected: Self.currentSchema) {
      throw refusal(fault)
    }
    switch JSONDocument.decode(Self.self, from: bytes) {
    case .failure(let fault): throw refusal(fault.words)
    case .success(let document): self = document
    }
    guard command == "run" else {
      throw refusal("its command is \(quoted(command)) (expected \"run\")")
    }
    guard input.path != "" else { throw refusal("its input has no path") }
  }
}
