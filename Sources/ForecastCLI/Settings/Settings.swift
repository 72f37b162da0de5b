import ArgumentParser
import Artifacts
import FoundationEssentials

/// What decides a command: words that were typed, over variables, over files, over defaults.
struct Settings {
  /// The file that is read where nobody names one.
  static let usualFile = "forecast.toml"

  /// What files and the environment give, as far as nothing that was typed replaces it.
  private(set) var given: [Setting] = []
  /// What was typed.
  private(set) var typed: [Setting] = []
  /// Remarks, a line each: what came from where nobody pointed to.
  private(set) var remarks: [String] = []
  /// The command, if it is named.
  private var name: [String] = []
  /// All else that was typed.
  private var words: [String] = []
  /// The run that is done again.
  private(set) var replay: Replay?
  /// Its data.
  private var input: [String] = []

  /// The words for the argument parser.
  var arguments: [String] { name + given.flatMap(\.words) + input + words }

  /// Joins what was typed with the environment and with files.
  ///
  /// - Throws: `SeriesError` for a missing file, `IncompatibleFile` for one that is wrong, a usage
  ///   error for a variable that is.
  init(_ arguments: [String], environment: [String: String]) throws {
    name = arguments.first.map { Forecast.commandNames.contains($0) ? [$0] : [] } ?? []
    words = Array(arguments.dropFirst(name.count))
    let isQuestion = words.prefix { $0 != "--" }.contains {
      ["--help", "-h", "--version"].contains($0) || $0.hasPrefix("--experimental")
        || $0.hasPrefix("--generate-completion")
    }
    let variables = environment.filter { $0.key.hasPrefix(EnvironmentSettings.prefix) }
    let isAlone = variables.isEmpty && !isRegularFile(Self.usualFile)
    let namesFiles = words.contains { $0.hasPrefix("--config") || $0.hasPrefix("--replay") }
    // Most calls have nothing to join, and need not know every option.
    if isQuestion || arguments.first == "help" || isAlone && !namesFiles { return }
    try join(variables)
  }

  private mutating func join(_ variables: [String: String]) throws {
    let table = OptionTable()
    let command = name.first ?? "run"
    let words = TypedWords(self.words, of: command, table)
    typed = words.options.map { Setting(typed: $0.name, $0.value) }
    if let path = words.values(of: "replay").last {
      return try takeReplay(path, words, table)
    }
    let environment = try EnvironmentSettings(variables, of: command, table)
    remarks = environment.remarks
    var layers: [[Setting]] = []
    for file in files(words, environment) {
      layers += try ConfigurationFile(file).layers(for: command, table)
    }
    layers += [environment.settings, typed]
    for (index, layer) in layers.dropLast().enumerated() {
      let stronger = layers[(index + 1)...].flatMap { $0 }
      given += layer.filter { setting in
        !stronger.contains { OptionTable.replaces($0.name, setting.name) }
      }
    }
    remarks += unasked(words)
  }

  /// The files to read, the strongest last.
  private func files(_ words: TypedWords, _ environment: EnvironmentSettings) -> [String] {
    if words.has("no-config") { return [] }
    let named = words.values(of: "config")
    if !named.isEmpty { return named }
    if let named = environment.configuration { return [named] }
    return isRegularFile(Self.usualFile) ? [Self.usualFile] : []
  }

  /// What came from `forecast.toml` and from the environment, which nobody typed.
  private func unasked(_ words: TypedWords) -> [String] {
    let named = Set(words.values(of: "config"))
    var groups: [(source: String, settings: [Setting])] = []
    for setting in given {
      let source: String
      switch setting.origin {
      case .file(let path, _) where named.contains(path): continue
      case .file(let path, _): source = path
      case .environment, .commandLine: source = "the environment"
      }
      if groups.last?.source == source {
        groups[groups.count - 1].settings.append(setting)
      } else {
        groups.append((source, [setting]))
      }
    }
    return groups.map { group in
      "from \(group.source): "
        + group.settings.map { $0.words.isEmpty ? "no --\($0.name)" : $0.typed }
        .joined(separator: ", ")
    }
  }

  /// Takes everything from the file of an earlier run.
  private mutating func takeReplay(
    _ path: String, _ words: TypedWords, _ table: OptionTable
  ) throws {
    let replay = try Replay(path)
    if let other = words.options.first(where: { !Replay.mayBeTyped.contains($0.name) }) {
      throw ValidationError(
        "--replay repeats a run as it was, and --\(other.name) is given. Leave one of them away.")
    }
    self.replay = replay
    given = try replay.settings(table)
    if !words.hasPositional, let data = replay.document.input.path {
      input = [data.hasPrefix("-") && data != "-" ? "./\(data)" : data]
    }
  }
}

// MARK: - Who is to blame

extension Settings {
  /// The error of the argument parser, or where it comes from if nobody typed it.
  func blame(_ error: any Error) -> any Error {
    guard !given.isEmpty, Forecast.exitCode(for: error) == .validationFailure else { return error }
    func parses(_ settings: [Setting]) -> Bool {
      (try? Forecast.parseAsRoot(name + settings.flatMap(\.words) + input + words)) != nil
    }
    let culprit =
      given.indices.first { index in
        parses(given.enumerated().filter { $0.offset != index }.map(\.element))
      } ?? (parses([]) ? given.indices.first { !parses([given[$0]]) } : nil)
    guard let culprit else { return error }
    let setting = given[culprit]
    var (message, rest) = Forecast.words(for: error).sentences
    if !rest.isEmpty { rest += " " }
    let place = setting.origin.text
    if case .environment = setting.origin {
      return Failure(64, "usage", "\(place): \(message)", hint: rest + "Change it, or unset it.")
        .thrown
    }
    if message.hasPrefix("Error: ") { message.removeFirst(7) }
    return IncompatibleFile(
      file: place, message: message, hint: rest + "Change it there, or type the option.")
  }

  /// What was given and where, for a dry run; nothing where everything was typed.
  var listing: [String] {
    guard !given.isEmpty else { return [] }
    let all = given.filter { !$0.words.isEmpty } + typed
    let width = all.map(\.typed.count).max() ?? 0
    return all.enumerated().map { index, setting in
      let padding = String(repeating: " ", count: width - setting.typed.count)
      return "\(index == 0 ? "settings    " : "            ")\(setting.typed)\(padding)  "
        + setting.origin.text
    }
  }
}

extension String {
  /// The text to its first full stop that ends a sentence, without it; and the rest, in one line.
  var sentences: (first: String, rest: String) {
    let text = split(separator: "\n").joined(separator: " ")
    guard let end = text.firstRange(of: ". ") else {
      return (text.hasSuffix(".") ? String(text.dropLast()) : text, "")
    }
    return (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
  }
}
