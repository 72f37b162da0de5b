/// A piece of a JSON Schema: what a value looks like.
///
/// ```swift
/// let node: SchemaNode = ["model": .string, "weights": .count, "epochs?": .count]
/// ```
///
/// is an object with these keys and no other; a key with `?` may be absent.
indirect enum SchemaNode: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// Keywords as they are written, in their order.
  case keywords([Keyword])
  /// An object with these keys.
  case object([Property])

  /// A keyword with its value.
  struct Keyword: Hashable, Sendable {
    let name: String
    let value: SchemaValue
  }

  /// A key of an object.
  struct Property: Hashable, Sendable {
    let name: String
    let isRequired: Bool
    let node: SchemaNode
  }

  /// An object; keys that end in `?` may be absent.
  init(dictionaryLiteral elements: (String, SchemaNode)...) {
    self = .object(
      elements.map { key, node in
        let isOptional = key.hasSuffix("?")
        return Property(
          name: isOptional ? String(key.dropLast()) : key, isRequired: !isOptional, node: node)
      })
  }

  /// What is written.
  var value: SchemaValue {
    switch self {
    case .keywords(let keywords): .object(keywords.map { ($0.name, $0.value) })
    case .object(let properties):
      .object([
        ("type", "object"),
        ("properties", .object(properties.map { ($0.name, $0.node.value) })),
        ("required", .array(properties.filter(\.isRequired).map { .text($0.name) })),
        ("additionalProperties", false),
      ])
    }
  }
}

// MARK: - What is used again and again

extension SchemaNode {
  private static func of(_ keywords: KeyValuePairs<String, SchemaValue>) -> SchemaNode {
    .keywords(keywords.map { Keyword(name: $0.key, value: $0.value) })
  }

  static let string = of(["type": "string"])
  static let boolean = of(["type": "boolean"])
  static let number = of(["type": "number"])
  /// A whole number, 0 or more.
  static let count = of(["type": "integer", "minimum": 0])
  /// A number from 0 to 1.
  static let share = of(["type": "number", "minimum": 0, "maximum": 1])
  /// A number, or null where there is none.
  static let numberOrNull = of(["type": ["number", "null"]])
  /// A date of ISO 8601.
  static let date = of(["type": "string", "pattern": "^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}"])
  /// A SHA-256 in hexadecimal.
  static let sha256 = of(["type": "string", "pattern": "^[0-9a-f]{64}$"])

  /// A text that is one of these.
  static func oneOf(_ texts: String...) -> SchemaNode {
    of(["enum": .array(texts.map { .text($0) })])
  }

  /// This very text.
  static func const(_ text: String) -> SchemaNode { of(["const": .text(text)]) }

  /// A list of such values.
  static func array(_ node: SchemaNode) -> SchemaNode {
    of(["type": "array", "items": node.value])
  }

  /// An object with any keys and such values.
  static func map(_ node: SchemaNode) -> SchemaNode {
    of(["type": "object", "additionalProperties": node.value])
  }

  /// What `$defs` has under a name.
  static func ref(_ name: String) -> SchemaNode { of(["$ref": .text("#/$defs/\(name)")]) }

  /// One of several.
  static func anyOf(_ nodes: SchemaNode...) -> SchemaNode {
    of(["anyOf": .array(nodes.map(\.value))])
  }

  /// The same with a sentence for people.
  func saying(_ words: String) -> SchemaNode {
    let keywords = value.members.map { Keyword(name: $0.0, value: $0.1) }
    return .keywords([Keyword(name: "description", value: .text(words))] + keywords)
  }
}
