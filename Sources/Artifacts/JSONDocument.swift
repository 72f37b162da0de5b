import FoundationEssentials

/// How documents become JSON: keys in snake_case, sorted, so that equal values give equal bytes.
public enum JSONDocument {
  /// The UTF-8 of a document, indented and with a line end for files, or in one line.
  ///
  /// - Precondition: No number in it is NaN or infinite; those are absent before they come here.
  public static func encode(_ document: some Encodable, isIndented: Bool = true) -> [UInt8] {
    encode(document, isIndented: isIndented, keys: .convertToSnakeCase)
  }

  /// The same with keys in snake_case or to the letter.
  static func encode(
    _ document: some Encodable, isIndented: Bool = true, keys: JSONEncoder.KeyEncodingStrategy
  ) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = keys
    encoder.outputFormatting =
      isIndented
      ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      : [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(document)) + (isIndented ? [0x0A] : [])
    } catch {
      preconditionFailure("A document that cannot be written as JSON: \(error)")
    }
  }

  /// Reads a document that was written by ``encode(_:isIndented:)``; nil if the bytes are none.
  public static func read<Document: Decodable>(
    _ type: Document.Type, from bytes: [UInt8]
  ) -> Document? {
    try? decode(type, from: bytes).get()
  }

  /// Whether these bytes can only be a JSON object: no line of TOML and no safetensors file begin so.
  static func isObject(_ bytes: [UInt8]) -> Bool {
    bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
  }

  /// What is wrong with the version of a document, whatever else it holds; nil if nothing is.
  static func schemaFault(of bytes: [UInt8], expected: String) -> String? {
    struct Version: Decodable { let schema: String }
    switch decode(Version.self, from: bytes) {
    case .failure(let fault): return fault.words
    case .success(let found) where found.schema == expected: return nil
    case .success(let found):
      return "its schema is \(quoted(found.schema)) (expected \(quoted(expected)))"
    }
  }

  /// Reads a document.
  ///
  /// - Returns: The document, or what is wrong with the bytes, in words.
  static func decode<Document: Decodable>(
    _ type: Document.Type, from bytes: [UInt8]
  ) -> Result<Document, DecodingFault> {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return .success(try decoder.decode(type, from: Data(bytes)))
    } catch let error as DecodingError {
      return .failure(DecodingFault(error))
    } catch {
      return .failure(DecodingFault(words: "\(error)"))
    }
  }
}

/// What is wrong with a JSON document, in words.
struct DecodingFault: Error {
  let words: String

  init(words: String) { self.words = words }

  init(_ error: DecodingError) {
    func place(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
      let path = context.codingPath + (last.map { [$0] } ?? [])
      return path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context): words = "'\(place(context, key))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      words = "'\(place(context))' has the wrong type"
    case .dataCorrupted(let context):
      words =
        context.codingPath.isEmpty ? "it is not valid JSON" : "'\(place(context))' is not allowed"
    @unknown default: words = "it cannot be read"
    }
  }
}

/// A file of `forecast` that this version cannot use (exit 78).
public struct IncompatibleFile: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as it was named.
  public let file: String
  /// What was found and what was expected.
  public let message: String
  /// What to try.
  public let hint: String

  /// Describes what is wrong.
  public init(file: String, message: String, hint: String) {
    self.file = file
    self.message = message
    self.hint = hint
  }

  /// Place, message and hint in one line.
  public var description: String { "\(file): \(message). \(hint)" }
}
