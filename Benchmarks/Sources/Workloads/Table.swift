import TextTable

/// Rows of text under headings; the first column is words, the others are numbers.
public struct Table: Sendable {
  /// The headings.
  public var headings: [String]
  /// The rows, each as long as the headings.
  public var rows: [[String]] = []

  /// An empty table.
  public init(_ headings: [String]) { self.headings = headings }

  /// Draws the table.
  ///
  /// - Parameter isMarkdown: Draws it in the pipes of Markdown, instead of for the eye.
  /// - Returns: Its lines, each ended by a line feed.
  public func text(isMarkdown: Bool) -> String {
    let table = TextTable<[String]> { row in
      zip(headings, row).enumerated().map { index, cell in
        Column(title: cell.0, value: cell.1, align: index == 0 ? .left : .right)
      }
    }
    let text = table.string(for: rows, style: isMarkdown ? Style.pipe : Style.simple) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    return lines.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n") + "\n"
  }
}

/// Three digits of a number: `0.0123`, `1.23`, `123`, `12300`.
public func digits(_ value: Double, _ count: Int = 3) -> String {
  guard value.isFinite, value != 0 else { return "\(value)" }
  var exponent = 0
  var scaled = abs(value)
  while scaled >= 10 {
    scaled /= 10
    exponent += 1
  }
  while scaled < 1 {
    scaled *= 10
    exponent -= 1
  }
  return decimals(value, max(0, count - 1 - exponent))
}

/// A number with so many decimals; a dash for what is none.
public func decimals(_ value: Double, _ count: Int) -> String {
  guard value.isFinite else { return "–" }
  var factor = 1.0
  for _ in 0..<count { factor *= 10 }
  let rounded = (abs(value) * factor).rounded()
  let whole = (rounded / factor).rounded(.down)
  let sign = value < 0 && rounded > 0 ? "-" : ""
  guard count > 0 else { return sign + "\(Int(whole))" }
  let rest = String(Int(rounded - whole * factor))
  return sign + "\(Int(whole))." + String(repeating: "0", count: count - rest.count) + rest
}
