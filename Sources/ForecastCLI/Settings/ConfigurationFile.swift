import Artifacts
import SeriesData

/// A file of options, and what it says to a command.
struct ConfigurationFile {
  private let path: String
  private let bytes: [UInt8]
  private let document: ConfigurationDocument

  /// Reads a file.
  ///
  /// - Throws: `SeriesError` if it cannot be read, `IncompatibleFile` if it is none.
  init(_ path: String) throws {
    self.path = path
    bytes = try readInput(path, most: ConfigurationDocument.mostBytes)
    document = try ConfigurationDocument(decoding: bytes, file: path)
  }

  /// The settings for every command, and over them those for this one.
  ///
  /// Every key is looked at, whatever the command is.
  ///
  /// - Throws: `IncompatibleFile` for a key that is no option.
  func layers(for command: String, _ table: OptionTable) throws -> [[Setting]] {
    for (section, options) in document.sections.sorted(by: { $0.key < $1.key }) {
      guard Forecast.commandNames.contains(section) else {
        throw unknown(
          section, among: Forecast.commandNames, "there is no command", "The commands are", nil)
      }
      try check(options.keys, in: section, table.names(of: section))
    }
    try check(document.options.keys, in: nil, table.names(of: nil))
    return [
      try settings(document.options, in: nil, of: command, table),
      try settings(document.sections[command] ?? [:], in: command, of: command, table),
    ]
  }

  private func settings(
    _ options: [String: ConfigurationDocument.Value], in section: String?, of command: String,
    _ table: OptionTable
  ) throws -> [Setting] {
    try options.sorted { $0.key < $1.key }.compactMap { key, value in
      guard let option = table.option(optionName(key), of: command) else { return nil }
      return try Setting(option, value, .file(path, line: line(key, section)))
    }
  }

  private func check(
    _ keys: some Collection<String>, in section: String?, _ known: Set<String>
  ) throws {
    for key in keys.sorted() where !known.contains(optionName(key)) {
      let name = optionName(key)
      guard !OptionTable.typedOnly.contains(name) else {
        throw IncompatibleFile(
          file: place(key, section), message: "'\(key)' is only for the command line",
          hint: "Take it out there.")
      }
      throw unknown(
        key, among: known.map { $0.replacing("-", with: "_") },
        section.map { "\($0) has no option" } ?? "there is no option", "The options are", section)
    }
  }

  private func unknown(
    _ key: String, among known: [String], _ message: String, _ list: String, _ section: String?
  ) -> IncompatibleFile {
    let shown = String(key.prefix(60).map { $0.isNewline ? " " : $0 })
    return IncompatibleFile(
      file: place(key, section), message: "\(message) '\(shown)'",
      hint: shown.replacing("-", with: "_").nearest(of: known.sorted())
        .map { "Did you mean '\($0)'?" } ?? "\(list) \(known.sorted().joined(separator: ", ")).")
  }

  private func optionName(_ key: String) -> String { key.replacing("_", with: "-") }

  private func line(_ key: String, _ section: String?) -> Int? {
    ConfigurationDocument.line(of: key, in: section, of: bytes)
  }

  private func place(_ key: String, _ section: String?) -> String {
    Setting.Origin.file(path, line: line(key, section)).text
  }
}
