import ArgumentParser
import Artifacts
import Forecasting
import SeriesData

/// Puts the options of `--config` files in front of those that were typed, which then win.
enum Configuration {
  /// The options that a file may hold, by their long names.
  static let optionNames = [
    "model", "recipe", "train", "test", "validation", "lookback", "features", "transform", "scaler",
    "window-scaling", "strategy", "intervals", "hidden", "layers", "epochs", "batch-size",
    "learning-rate", "schedule", "optimizer", "weight-decay", "dropout", "noise", "clip-norm",
    "loss", "loss-over", "patience",
  ]

  /// The commands that train.
  static let commands = ["run", "train", "tune", "backtest"]

  /// The arguments with those of the files.
  ///
  /// - Throws: `SeriesError` for a missing file, `IncompatibleFile` for one that is no configuration.
  static func expanding(_ arguments: [String]) throws -> [String] {
    let word = arguments.first.flatMap { Forecast.commandNames.contains($0) ? $0 : nil }
    guard commands.contains(word ?? "run") else { return arguments }
    let files = paths(in: arguments)
    guard !files.isEmpty else { return arguments }
    let typed = Set(arguments.compactMap(optionName))
    let options = try files.flatMap { try self.options(of: $0, besides: typed) }
    let start = word == nil ? 0 : 1
    return Array(arguments[..<start]) + options + Array(arguments[start...])
  }

  /// The files that are named.
  private static func paths(in arguments: [String]) -> [String] {
    let words = arguments.prefix { $0 != "--" }
    return zip(words, words.dropFirst() + [""]).compactMap { word, next in
      if word == "--config" { return next.isEmpty ? nil : next }
      return word.hasPrefix("--config=") ? String(word.dropFirst("--config=".count)) : nil
    }
  }

  /// `learning-rate` of `--learning-rate=0.1`.
  private static func optionName(_ word: String) -> String? {
    guard word.hasPrefix("--") else { return nil }
    return String(word.dropFirst(2).prefix { $0 != "=" })
  }

  /// The options of a file as they would be typed.
  private static func options(of path: String, besides typed: Set<String>) throws -> [String] {
    let document = try ConfigurationDocument(decoding: try readInput(path), file: path)
    let names = document.options.keys.sorted()
    for name in names where !optionNames.contains(optionName(ofKey: name)) {
      throw unknown(name, in: path)
    }
    try check(document, path)
    return names.flatMap { name -> [String] in
      let option = optionName(ofKey: name)
      // Of the two ways to say the split, the typed one counts.
      let isReplaced =
        typed.contains(option) || option == "train" && typed.contains("test")
        || option == "test" && typed.contains("train")
      guard !isReplaced, let value = document.options[name] else { return [] }
      return ["--\(option)", value.text]
    }
  }

  private static func optionName(ofKey key: String) -> String { key.replacing("_", with: "-") }

  private static func unknown(_ key: String, in path: String) -> IncompatibleFile {
    let keys = optionNames.map { $0.replacing("-", with: "_") }
    let nearest = keys.min { $0.editDistance(to: key) < $1.editDistance(to: key) } ?? ""
    let isNear = nearest.editDistance(to: key) <= max(1, nearest.count / 2)
    return IncompatibleFile(
      file: path, message: "there is no option '\(printableKey(key))'",
      hint: isNear
        ? "Did you mean '\(nearest)'?" : "The options are \(keys.joined(separator: ", ")).")
  }

  private static func printableKey(_ key: String) -> String {
    String(key.prefix(60).map { $0.isNewline ? " " : $0 })
  }

  /// Refuses values that no option has: the file is to blame, and not what was typed.
  private static func check(_ document: ConfigurationDocument, _ path: String) throws {
    var options = document.options
    if let model = options.removeValue(forKey: "model"), NetworkKind(rawValue: model.text) == nil {
      let known = NetworkKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw IncompatibleFile(
        file: path,
        message: "the model is '\(printableKey(model.text))' (expected one of \(known))",
        hint: "Change it there.")
    }
    let words = options.sorted { $0.key < $1.key }.flatMap {
      ["--\(optionName(ofKey: $0.key))", $0.value.text]
    }
    do {
      _ = try TrainingFlags.parse(words)
    } catch {
      throw IncompatibleFile(
        file: path, message: TrainingFlags.message(for: error).firstSentence,
        hint: "Change it there, or give the option beside --config.")
    }
  }
}

extension String {
  /// The text to its first full stop that ends a sentence, without it.
  fileprivate var firstSentence: String {
    let text = split(separator: "\n").first.map(String.init) ?? self
    guard let end = text.firstRange(of: ". ") else {
      return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
    return String(text[..<end.lowerBound])
  }
}
