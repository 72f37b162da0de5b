import Artifacts
import Diagnosis

/// Text out of a file for a terminal: what would move the cursor or break a line is a space.
public func printable(_ text: String) -> String {
  String(text.map { $0.isControl ? " " : $0 })
}

extension Character {
  /// Whether it is a line end, an escape, or another character that is not to be seen.
  var isControl: Bool {
    isNewline || unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}

extension ReportDocument {
  /// The command of the run with what a remedy changes; nil if it changes no option.
  ///
  /// An option that the command has already is replaced.
  func command(with remedy: Remedy) -> String? {
    let change = remedy.options.split(separator: " ")
    guard let name = change.first else { return nil }
    var words = command.split(separator: " ", omittingEmptySubsequences: false)
    if let index = words.firstIndex(of: name) {
      words.removeSubrange(index..<min(index + change.count, words.count))
    }
    return (words + change).joined(separator: " ")
  }
}

/// The text followed by spaces up to a width in characters.
func pad(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// More backticks than the text has in a row.
func backticks(around text: String, atLeast fewest: Int) -> String {
  let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
  return String(repeating: "`", count: max(fewest, longest + 1))
}

/// Text that Markdown and HTML take literally.
func escaped(_ text: String) -> String {
  text.map { character in
    switch character {
    case "<": "&lt;"
    case ">": "&gt;"
    case "&": "&amp;"
    case _ where character.isControl: " "
    case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "!", "~": "\\\(character)"
    default: String(character)
    }
  }.joined()
}

extension [WrittenFile] {
  /// An image in Markdown, if the run drew it.
  func picture(_ stem: String, _ title: String) -> String? {
    guard let file = first(where: { ["\(stem).png", "\(stem).svg"].contains($0.name) }) else {
      return nil
    }
    return "![\(title)](\(file.name))"
  }
}

/// Text in lines of at most `width` characters, broken at spaces; from the second line on indented.
public func wrapped(_ text: String, width: Int = 80, indent: String = "") -> String {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = indent + word
    } else {
      line += (line.isEmpty ? "" : " ") + word
    }
  }
  return (lines + [line]).joined(separator: "\n")
}
