/// The JSON Schema (draft 2020-12) of a document that `forecast` writes.
///
/// They are compiled in: `forecast schema NAME` prints one, and tests hold every document to its own.
public struct JSONSchema: Hashable, Sendable {
  /// What `forecast schema` calls it.
  public let name: String
  /// What the document is, in a line.
  public let title: String
  private let node: SchemaNode
  private let definitions: [SchemaNode.Property]

  init(_ name: String, _ title: String, _ node: SchemaNode, definitions: SchemaNode = [:]) {
    (self.name, self.title, self.node) = (name, title, node)
    if case .object(let properties) = definitions {
      self.definitions = properties
    } else {
      self.definitions = []
    }
  }

  /// The version of the document, as its key `schema` has it: `forecast.report/1`.
  public var id: String { "forecast.\(name)/1" }

  /// The schema as the text of a JSON file.
  public var text: String {
    let defs = definitions.map { ($0.name, $0.node.value) }
    let whole: [(String, SchemaValue)] =
      [
        ("$schema", "https://json-schema.org/draft/2020-12/schema"), ("$id", .text(id)),
        ("title", .text(title)),
      ] + node.value.members + (defs.isEmpty ? [] : [("$defs", .object(defs))])
    return SchemaValue.object(whole).text() + "\n"
  }

  /// Every schema, what commands print first.
  public static let all: [JSONSchema] = [
    inspect, run, train, predict, backtest, score, report, comparison, plot, tune, export, schema,
    dryRun,
    error, nixtla, replay, auto, backtestReport, inspectionFolder, config, tuneState,
  ]

  /// Their names.
  public static var names: [String] { all.map(\.name) }
}
