import Artifacts

/// An option that was given, and where.
struct Setting {
  /// Where an option comes from; what stands further down wins.
  enum Origin: Hashable {
    /// A file, with the line where it is known.
    case file(String, line: Int?)
    /// A variable of the environment.
    case environment(String)
    case commandLine

    /// The same for people: `forecast.toml:3`, `FORECAST_SEED`, `command line`.
    var text: String {
      switch self {
      case .file(let path, let line): path + (line.map { ":\($0)" } ?? "")
      case .environment(let name): name
      case .commandLine: "command line"
      }
    }
  }

  /// The long name.
  let name: String
  /// The words that give it to the argument parser; none for a flag that is off.
  let words: [String]
  /// Its values, as they would be typed; none for a flag.
  let values: [String]
  let origin: Origin

  /// As a person types it.
  var typed: String {
    values.isEmpty
      ? "--\(name)" : values.map { "--\(name) \(shellQuoted($0))" }.joined(separator: " ")
  }

  /// An option with the value of a file.
  ///
  /// - Throws: `IncompatibleFile` if the option takes no such value.
  init(_ option: OptionTable.Option, _ value: ConfigurationDocument.Value, _ origin: Origin) throws
  {
    func refusal(_ expected: String) -> IncompatibleFile {
      IncompatibleFile(
        file: origin.text,
        message: "'\(option.name)' is \(value.text.prefix(60)) (expected \(expected))",
        hint: "Change it there, or type the option.")
    }
    name = option.name
    self.origin = origin
    switch value {
    case .flag(let isGiven):
      guard option.isFlag else { throw refusal("a value") }
      values = []
      words = isGiven ? ["--\(name)"] : []
      return
    case .list(let list):
      guard !option.isFlag, option.isRepeating || option.takesList else {
        throw refusal(option.isFlag ? "true or false" : "one value")
      }
      values = option.isRepeating ? list.map(\.text) : [value.text]
    case .text, .integer, .number:
      guard !option.isFlag else { throw refusal("true or false") }
      values = [value.text]
    }
    words = values.map { "--\(option.name)=\($0)" }
  }

  /// An option with the value of a variable.
  ///
  /// - Throws: A usage error for a flag that is neither on nor off.
  init(_ option: OptionTable.Option, variable: String, _ text: String) throws {
    name = option.name
    origin = .environment(variable)
    guard option.isFlag else {
      values = option.isRepeating ? text.split(separator: ",").map(String.init) : [text]
      words = values.map { "--\(option.name)=\($0)" }
      return
    }
    values = []
    switch text.lowercased() {
    case "1", "true", "yes", "on": words = ["--\(name)"]
    case "0", "false", "no", "off": words = []
    default:
      throw Failure(
        64, "usage", "\(variable) is '\(text.prefix(60))' (expected 1 or 0)",
        hint: "Change it, or unset it."
      ).thrown
    }
  }

  /// An option of a command line; its words stand there already.
  init(typed name: String, _ value: String?) {
    (self.name, values, words, origin) = (name, value.map { [$0] } ?? [], [], .commandLine)
  }
}
