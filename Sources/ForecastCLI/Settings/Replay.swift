import Artifacts
import Reporting

/// A run that is done again.
struct Replay {
  let document: ReplayDocument
  private let path: String

  /// The options that change no result, and may differ from run to run.
  static let mayBeTyped: Set = [
    "replay", "output", "force", "dry-run", "threads", "verbose", "quiet", "json", "no-color",
    "plain", "no-config", "checkpoint", "checkpoint-every", "resume",
  ]

  /// Reads the `run.json` of an earlier run.
  ///
  /// - Throws: `SeriesError` if it cannot be read, `IncompatibleFile` if it is none.
  init(_ path: String) throws {
    self.path = path
    let bytes = try readInput(path, most: ReplayDocument.mostBytes)
    document = try ReplayDocument(decoding: bytes, file: path)
  }

  /// Its options; whoever wrote the file, they are those that change a result and no other.
  func settings(_ table: OptionTable) throws -> [Setting] {
    var settings: [Setting] = []
    var rest = document.arguments[...]
    while let word = rest.popFirst() {
      let name = String(word.dropFirst(2))
      guard word.hasPrefix("--"), !Self.mayBeTyped.union(OptionTable.typedOnly).contains(name),
        let option = table.option(name, of: "run"), option.isFlag || !rest.isEmpty
      else {
        throw IncompatibleFile(
          file: path,
          message: "its arguments have '\(word.prefix(60))', which no run is told there",
          hint: "Expected is the run.json of a folder that forecast run wrote.")
      }
      let value: ConfigurationDocument.Value =
        option.isFlag ? .flag(true) : .text(rest.popFirst() ?? "")
      settings.append(try Setting(option, value, .file(path, line: nil)))
    }
    return settings
  }

  /// Refuses other data.
  ///
  /// - Returns: Remarks.
  /// - Throws: A failure that names both files; `IncompatibleFile` for a file whose seed is not that
  ///   of its arguments.
  func check(_ loaded: LoadedInput, seed: UInt64) throws -> [String] {
    guard loaded.sha256 == document.input.sha256 else {
      let name = String(document.input.name.prefix(100))
      throw Failure(
        65, "data",
        "\(loaded.source) is not the file that \(path) is of: its SHA-256 is \(loaded.sha256), and "
          + "that of \(name) was \(document.input.sha256.prefix(64))",
        hint: "Name the same data: forecast run FILE --replay \(shellQuoted(path))."
      ).thrown
    }
    guard seed == document.seed else {
      throw IncompatibleFile(
        file: path, message: "its seed is \(document.seed), and that of its arguments \(seed)",
        hint: "Expected is the run.json of a folder that forecast run wrote.")
    }
    return document.version == Forecast.version
      ? []
      : [
        "\(path) is of forecast \(printable(String(document.version.prefix(20)))), and this is \(Forecast.version): "
          + "bits may differ"
      ]
  }
}
