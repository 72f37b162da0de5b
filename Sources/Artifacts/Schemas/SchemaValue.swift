/// A value of JSON whose objects keep the order of their keys.
enum SchemaValue: Hashable, Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([SchemaValue])
  case members([Member])

  /// A key with its value.
  struct Member: Hashable, Sendable {
    let key: String
    let value: SchemaValue
  }

  static func array(_ values: [SchemaValue]) -> SchemaValue { .list(values) }

  static func object(_ members: [(String, SchemaValue)]) -> SchemaValue {
    .members(members.map { Member(key: $0.0, value: $0.1) })
  }

  /// The keys and values of an object; empty for anything else.
  var members: [(String, SchemaValue)] {
    guard case .members(let members) = self else { return [] }
    return members.map { ($0.key, $0.value) }
  }

  /// The JSON, two spaces a level; what fits into a line is one, but not the whole.
  func text(indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    func row(_ key: String, _ value: SchemaValue) -> String {
      let line = margin + key + value.inline
      return line.count < 100 ? line : margin + key + value.text(indent: indent + 2)
    }
    switch self {
    case .list(let values):
      return "[\n" + values.map { row("", $0) }.joined(separator: ",\n") + end + "]"
    case .members(let members):
      let rows = members.map { row(jsonText($0.key) + ": ", $0.value) }
      return "{\n" + rows.joined(separator: ",\n") + end + "}"
    case .text, .number, .flag: return inline
    }
  }

  /// The JSON in one line.
  private var inline: String {
    switch self {
    case .text(let text): jsonText(text)
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .list(let values): "[" + values.map(\.inline).joined(separator: ", ") + "]"
    case .members(let members):
      members.isEmpty
        ? "{}"
        : "{ "
          + members.map { "\(jsonText($0.key)): \($0.value.inline)" }
          .joined(separator: ", ") + " }"
    }
  }
}

extension SchemaValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
  /// A text.
  init(stringLiteral value: String) { self = .text(value) }
  /// A number.
  init(integerLiteral value: Int) { self = .number(value) }
  /// A truth value.
  init(booleanLiteral value: Bool) { self = .flag(value) }
  /// A list.
  init(arrayLiteral elements: SchemaValue...) { self = .list(elements) }
}
