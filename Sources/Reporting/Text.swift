import Artifacts
import Diagnosis
import SeriesData

/// Text out of a file for a terminal: what would move the cursor or break a line is a space.
public func printable(_ text: String) -> String {
  String(text.map { $0.isControl ? " " : $0 })
}

extension Character {
  /// Whether it is a line end, an escape, or another character that is not to be seen; also what
  /// turns the order of the letters behind it around.
  var isControl: Bool {
    isNewline
      || unicodeScalars.contains {
        $0.properties.generalCategory == .control || 0x202A...0x202E ~= $0.value
          || 0x2066...0x2069 ~= $0.value
      }
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

/// The text followed by spaces up to a width in columns.
public func pad(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - displayWidth(text)))
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

/// Text in lines of at most `width` columns, broken at spaces, and within a word that is wider than
/// a line; from the second line on indented.
///
/// A no-break space breaks no line, and becomes a space.
public func wrapped(_ text: String, width: Int = 80, indent: String = "") -> String {
  var lines: [String] = []
  var (line, taken, isEmpty) = ("", 0, true)
  func begin() {
    lines.append(line)
    (line, taken, isEmpty) = (indent, displayWidth(indent), true)
  }
  func add(_ piece: some StringProtocol, _ columns: Int) {
    line += piece
    (taken, isEmpty) = (taken + columns, false)
  }
  for word in text.split(separator: " ") {
    let columns = displayWidth(word)
    if !isEmpty, taken + 1 + columns > width { begin() }
    if !isEmpty { add(" ", 1) }
    if taken + columns <= width {
      add(word, columns)
      continue
    }
    for character in word {
      if !isEmpty, taken + character.displayWidth > width { begin() }
      add(String(character), character.displayWidth)
    }
  }
  return (lines + [line]).joined(separator: "\n").replacing("\u{A0}", with: " ")
}

/// A line that begins with a heading, in lines of at most `width` columns of which the others are
/// indented as far.
///
/// A line that fits is left as it is. No-break spaces are as in ``wrapped(_:width:indent:)``.
public func folded(_ line: String, behind heading: Int = 12, width: Int = 80) -> String {
  guard displayWidth(line) > width else { return line.replacing("\u{A0}", with: " ") }
  return line.prefix(heading)
    + wrapped(String(line.dropFirst(heading)), width: width - heading)
    .replacing("\n", with: "\n" + pad("", heading))
}
