import FoundationEssentials

extension ConfigurationDocument {
  /// The bytes of the file, as JSON.
  ///
  /// - Precondition: No number is NaN or infinite.
  public func encoded() -> [UInt8] {
    JSONDocument.encode(Written(document: self), keys: .useDefaultKeys)
  }

  /// Reads a JSON object.
  init(json bytes: [UInt8], file: String) throws(IncompatibleFile) {
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
      throw refusal("its schema is \(quoted(schema)) (expected \(quoted(Self.currentSchema)))")
    }
    (options, sections, tuning) = (read.options, read.sections, read.tuning)
  }
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
  var sections: [String: [String: ConfigurationDocument.Value]] = [:]
  var tuning: ConfigurationDocument.Tuning?

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: AnyKey.self)
    for key in container.allKeys {
      switch key.stringValue {
      case "schema": schema = try container.decode(String.self, forKey: key)
      case "tuning":
        tuning = try container.decode(ConfigurationDocument.Tuning.self, forKey: key)
      default:
        if let section = try? container.nestedContainer(keyedBy: AnyKey.self, forKey: key) {
          sections[key.stringValue] = try Dictionary(
            section.allKeys.map { ($0.stringValue, try section.decode(Value.self, forKey: $0)) },
            uniquingKeysWith: { $1 })
        } else {
          options[key.stringValue] = try container.decode(Value.self, forKey: key)
        }
      }
    }
  }

  private typealias Value = ConfigurationDocument.Value
}

extension ConfigurationDocument.Value: Codable {
  /// Reads a word, a number, a truth value, or a list of them.
  public init(from decoder: any Decoder) throws {
    if var list = try? decoder.unkeyedContainer() {
      var values: [Self] = []
      while !list.isAtEnd {
        let value = try list.decode(Self.self)
        if case .list = value {
          throw DecodingError.dataCorruptedError(in: list, debugDescription: "a list in a list")
        }
        values.append(value)
      }
      self = .list(values)
      return
    }
    let container = try decoder.singleValueContainer()
    if let isGiven = try? container.decode(Bool.self) {
      self = .flag(isGiven)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// Writes the value as it is.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .integer(let number): try container.encode(number)
    case .number(let number): try container.encode(number)
    case .flag(let isGiven): try container.encode(isGiven)
    case .list(let values): try container.encode(values)
    }
  }
}

/// A document as it is written.
private struct Written: Encodable {
  let document: ConfigurationDocument

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    try container.encode(ConfigurationDocument.currentSchema, forKey: AnyKey("schema"))
    for (name, value) in document.options { try container.encode(value, forKey: AnyKey(name)) }
    for (name, section) in document.sections {
      var inner = container.nestedContainer(keyedBy: AnyKey.self, forKey: AnyKey(name))
      for (key, value) in section { try inner.encode(value, forKey: AnyKey(key)) }
    }
    try container.encodeIfPresent(document.tuning, forKey: AnyKey("tuning"))
  }
}
