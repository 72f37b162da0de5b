import SeriesData
import TextTable

/// A row that begins with a name, which may come out of a file and be of any length.
protocol NamedRow {
  var model: String { get set }
}

extension TextTable where T: NamedRow {
  /// The table for a terminal: where it would be wider than that, names are cut in their middle.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - letters: The characters that may stand in it.
  ///   - width: The columns of the terminal.
  /// - Returns: A table of at most `width` columns, unless its numbers alone are wider.
  func fitted(_ rows: [T], _ letters: Letters, width: Int = 80) -> String {
    func text(_ most: Int) -> String {
      trimmed(
        rows.map { row in
          var row = row
          row.model = Reporting.fitted(row.model, most, letters)
          return row
        }, Columns.self)
    }
    let whole = text(.max)
    let excess = widest(whole) - width
    guard excess > 0 else { return whole }
    let longest = rows.map { displayWidth($0.model) }.max() ?? 0
    return text(max(longest - excess, 8))
  }
}

extension TextTable {
  /// The table without spaces at the ends of its lines.
  func trimmed(_ rows: [T], _ style: any TextTableStyle.Type) -> String {
    let text = string(for: rows, style: style) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        String(line.filter { $0 != filler }.reversed().drop { $0 == " " }.reversed())
      }
      .joined(separator: "\n")
  }
}

/// The columns of the widest line.
func widest(_ text: String) -> Int {
  text.split(separator: "\n").map { displayWidth($0) }.max() ?? 0
}

/// The style `simple` of TextTable for letters of any width.
///
/// TextTable counts characters, or half words of UTF-16, where a terminal counts columns. So it lays out
/// a text of as many letters x, in place of which the text is put; and each wide character has another
/// one behind it, which ``TextTable/trimmed(_:_:)`` takes out again.
enum Columns: TextTableStyle {
  static func prepare(_ text: String, for column: Column) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return Simple.prepare(text, for: column) }
    let standIn = Simple.prepare(String(repeating: "x", count: displayWidth(text)), for: column)
    let seen = text.reduce(into: "") { result, character in
      if character.displayWidth > 0 { result.append(character) }
      if character.displayWidth > 1 { result.append(filler) }
    }
    return standIn.prefix { $0 == " " } + seen
      + String(standIn.drop { $0 == " " }.drop { $0 == "x" })
  }

  static func escape(_ text: String) -> String { text }

  static func begin(_ table: inout String, index: Int, columns: [Column]) {}

  static func header(_ table: inout String, index: Int, columns: [Column]) {
    table += columns.map { $0.headerString(for: self) }.joined(separator: " ") + "\n"
    table += columns.map { $0.repeated("-") }.joined(separator: " ") + "\n"
  }

  static func row(_ table: inout String, index: Int, columns: [Column]) {
    table += columns.map { $0.string(for: self) }.joined(separator: " ") + "\n"
  }

  static func end(_ table: inout String, index: Int, columns: [Column]) {}
}

/// A character of the area for private use.
private let filler: Character = "\u{E000}"
