/// What stands on a command line, before the argument parser sees it.
struct TypedWords {
  /// The options that were given, by the name that counts, with their values.
  private(set) var options: [(name: String, value: String?)] = []
  /// Whether there is a word that belongs to no option.
  private(set) var hasPositional = false

  /// Takes words apart; what the parser will refuse is passed over.
  init(_ words: some Collection<String>, of command: String, _ table: OptionTable) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        hasPositional = hasPositional || !rest.isEmpty
        return
      }
      if word.hasPrefix("--") {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1)
        guard let option = table.option(String(parts.first ?? ""), of: command) else { continue }
        let value = word.contains("=") ? String(parts.count > 1 ? parts[1] : "") : nil
        options.append((option.name, option.isFlag ? nil : value ?? rest.popFirst()))
      } else if word.hasPrefix("-"), word.count > 1 {
        takeLetters(word.dropFirst(), &rest, table.options(of: command))
      } else {
        hasPositional = true
      }
    }
  }

  /// `-fq`, `-H12`, `-H=12` or `-H 12`.
  private mutating func takeLetters<Words: Collection<String>>(
    _ letters: Substring, _ rest: inout Words, _ known: [OptionTable.Option]
  ) where Words.SubSequence == Words {
    var letters = letters
    while let letter = letters.popFirst() {
      guard let option = known.first(where: { $0.letters.contains(String(letter)) }) else { return }
      guard option.isFlag else {
        let value = letters.hasPrefix("=") ? letters.dropFirst() : letters
        options.append((option.name, letters.isEmpty ? rest.popFirst() : String(value)))
        return
      }
      options.append((option.name, nil))
    }
  }

  /// Whether an option is among them.
  func has(_ name: String) -> Bool { options.contains { $0.name == name } }

  /// The values of an option, in their order.
  func values(of name: String) -> [String] {
    options.filter { $0.name == name }.compactMap(\.value)
  }
}
