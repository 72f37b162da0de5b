import ArgumentParser
import Artifacts

/// The options of every command, as the argument parser knows them.
///
/// Its own description is read, so that a new option is one in files and in the environment too.
struct OptionTable {
  /// An option of a command.
  struct Option {
    /// Its long names; the first is the one that counts.
    let names: [String]
    /// Its letters, such as `H`.
    let letters: [String]
    /// Whether it has no value.
    let isFlag: Bool
    /// Whether it can be given several times.
    let isRepeating: Bool
    /// Whether its value is a list, joined by commas.
    let takesList: Bool

    var name: String { names[0] }
  }

  /// The options that only a command line has: they say which files are read, or let files be replaced.
  static let typedOnly: Set = ["config", "no-config", "replay", "force", "help", "version"]

  /// Pairs of options of which a command takes one.
  private static let exclusive: [Set<String>] = [
    ["train", "test"], ["csv", "json"], ["csv", "format"],
  ]

  private let options: [String: [Option]]

  /// Reads what the parser says of the program.
  init() {
    let description = JSONDocument.read(Description.self, from: Array(Forecast._dumpHelp().utf8))
    let commands = description?.command.subcommands ?? []
    options = Dictionary(
      commands.map { ($0.commandName, ($0.arguments ?? []).compactMap(Option.init)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The options of a command.
  func options(of command: String) -> [Option] { options[command] ?? [] }

  /// The option of a command that has this long name.
  func option(_ name: String, of command: String) -> Option? {
    options(of: command).first { $0.names.contains(name) }
  }

  /// The names that a file may hold: those of a command, or of all.
  func names(of command: String?) -> Set<String> {
    let all = command.map { options(of: $0) } ?? options.values.flatMap { $0 }
    return Set(all.flatMap(\.names)).subtracting(Self.typedOnly)
  }

  /// Whether the first option counts instead of the second.
  static func replaces(_ winner: String, _ loser: String) -> Bool {
    winner == loser || exclusive.contains([winner, loser])
  }

  // MARK: What the parser writes

  private struct Description: Decodable { let command: Command }

  private struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  fileprivate struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let names: [Name]?
    let isRepeating: Bool
    let valueName: String?
  }
}

extension OptionTable.Option {
  fileprivate init?(_ argument: OptionTable.Argument) {
    names = (argument.names ?? []).filter { $0.kind == "long" }.map(\.name)
    letters = (argument.names ?? []).filter { $0.kind == "short" }.map(\.name)
    isFlag = argument.kind == "flag"
    isRepeating = argument.isRepeating
    takesList = argument.valueName == "list"
    if names.isEmpty { return nil }
  }
}
