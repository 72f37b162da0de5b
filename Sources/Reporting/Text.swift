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
