import ArgumentParser
import Artifacts
import SeriesData

/// `forecast schema`: what every document looks like.
struct SchemaCommand: ParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a document that forecast writes.",
    usage: "forecast schema [<options>] [<name>]",
    discussion: """
      EXAMPLES:
        forecast schema                    # the names
        forecast schema predict            # what predict --json prints
        forecast schema report > report.schema.json

      A document says in its key schema which one it is: forecast.report/1 is that
      of forecast schema report. They are JSON Schemas of the draft 2020-12.
      """)

  @Argument(help: "The name of a schema. (default: all names)", completion: .list(JSONSchema.names))
  var name: String?

  @OptionGroup(title: "Common") var common: CommonOptions

  func run() throws {
    guard let name else {
      let all = JSONSchema.all.map { Listed(name: $0.name, id: $0.id, title: $0.title) }
      let width = all.map(\.name.count).max() ?? 0
      let lines = all.map { schema in
        schema.name + String(repeating: " ", count: width - schema.name.count)
          + "  \(schema.title)\n"
      }
      return try common.print(
        lines.joined(), json: Envelope("schema", inputs: [], result: all))
    }
    let wanted = name.hasPrefix("forecast.") ? name : "forecast.\(name)/1"
    guard let schema = JSONSchema.all.first(where: { $0.id == wanted }) else {
      let near = String(name.prefix(60)).nearest(of: JSONSchema.names)
      throw ValidationError(
        "There is no schema '\(name.prefix(60))'. "
          + (near.map { "Did you mean '\($0)'?" }
            ?? "There are \(JSONSchema.names.joined(separator: ", "))."))
    }
    try standardOutput(schema.text)
  }

  /// A schema in the list.
  private struct Listed: Encodable {
    let name: String
    let id: String
    let title: String
  }
}
