/// Which characters a terminal, or a file in its place, can hold.
public enum Letters: Sendable {
  /// All of Unicode.
  case unicode
  /// ASCII alone: with `--plain`, and in a locale that is not of UTF-8.
  case ascii

  /// What stands for what was left out of a name, one column wide.
  var ellipsis: String { self == .unicode ? "…" : "~" }

  /// The levels of a sparkline, the lowest first.
  var levels: [Character] { Array(self == .unicode ? "▁▂▃▄▅▆▇█" : "_.-=*#") }

  /// A bar of so many columns, filled up to a share from 0 to 1.
  public func bar(_ share: Double, width: Int) -> String {
    let filled = Int((min(max(share, 0), 1) * Double(width)).rounded(.down))
    let (full, empty) = self == .unicode ? ("█", "░") : ("#", ".")
    return String(repeating: full, count: filled)
      + String(repeating: empty, count: width - filled)
  }

  /// The text with the signs that `forecast` writes itself in these letters: `-` for a minus sign,
  /// `+/-` for ±.
  ///
  /// A command, which is there to be copied, is left as it is: a dash in the name of a file is part
  /// of that name. So is all else that `forecast` does not write itself, such as names of columns.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public func written(_ text: String) -> String {
    guard self == .ascii, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(Self.inASCII).joined(separator: "\n")
  }

  private static func inASCII(_ line: Substring) -> String {
    let command = line.firstRange(
      of:
        #/\bforecast (?:run|train|predict|backtest|report|score|plot|tune|export|inspect|schema) /#)
    let words = line[..<(command?.lowerBound ?? line.endIndex)]
    return words.map { signs[$0] ?? String($0) }.joined() + line[words.endIndex...]
  }

  private static let signs: [Character: String] = [
    "−": "-", "–": "-", "—": "-", "…": "~", "±": "+/-", "×": "x", "·": "*", "→": "->",
    "√": "sqrt ", "≤": "<=", "≥": ">=", "●": "o", "↑": "^",
  ]
}
