/// A table for CSV files: a first column of texts, such as dates, then columns of numbers or texts.
///
/// ```swift
/// var table = CSVTable(ds: ["1960-11", "1960-12"])
/// table.append("y", numbers: [390, nil])
/// table.append("part", texts: ["test", "test"])
/// table.text  // "ds,y,part\n1960-11,390,test\n1960-12,,test\n"
/// ```
///
/// Fields are quoted after RFC 4180 where they must be; lines end in a line feed. A number is the
/// shortest text that reads back as the same `Double`, without a trailing `.0`. A value that is
/// absent or not finite is an empty field.
public struct CSVTable: Hashable, Sendable {
  private var names: [String]
  private var columns: [[String]]
  private var numeric: Set<Int> = []

  /// Starts a table with one row a date, in this order.
  public init(ds: [String]) { self.init("ds", texts: ds) }

  /// Starts a table with its first column.
  public init(_ name: String, texts: [String]) {
    names = [name]
    columns = [texts]
  }

  /// The number of rows below the line of names.
  public var rowCount: Int { columns[0].count }

  /// Adds a column of numbers on the right.
  ///
  /// - Precondition: There is one value a row.
  public mutating func append(_ name: String, numbers: [Double?]) {
    numeric.insert(columns.count)
    append(name, texts: numbers.map { $0.map(csvNumber) ?? "" })
  }

  /// Adds a column of texts on the right.
  ///
  /// - Precondition: There is one text a row.
  public mutating func append(_ name: String, texts: [String]) {
    precondition(texts.count == rowCount, "\(texts.count) values for \(rowCount) rows")
    names.append(name)
    columns.append(texts)
  }

  /// The table as the text of a CSV file.
  ///
  /// - Complexity: O(*n*) in the number of cells.
  public var text: String {
    var lines = [names] + (0..<rowCount).map { row in columns.map { $0[row] } }
    lines.append([])
    return lines.map { $0.map(csvField).joined(separator: ",") }.joined(separator: "\n")
  }

  /// The table as JSON, an array of one object a row.
  ///
  /// Its keys are the names of the columns in their order. A field without a number is `null`.
  ///
  /// - Complexity: O(*n*) in the number of cells.
  public var json: String {
    let keys = names.map { jsonText($0) + ":" }
    let rows = (0..<rowCount).map { row in
      let fields = columns.indices.map { column -> String in
        let cell = columns[column][row]
        let isNumber = numeric.contains(column)
        return keys[column] + (isNumber ? cell.isEmpty ? "null" : cell : jsonText(cell))
      }
      return "{" + fields.joined(separator: ",") + "}"
    }
    return "[" + rows.joined(separator: ",\n") + "]\n"
  }

  /// The table as the bytes of a CSV file in UTF-8.
  public func encoded() -> [UInt8] { Array(text.utf8) }
}

/// The shortest text that reads back as the same number: `112`, `0.1`, `1e-07`; empty if not finite.
private func csvNumber(_ value: Double) -> String {
  guard value.isFinite else { return "" }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// A field of RFC 4180, in quotes if it holds a comma, a quote or a line end.
private func csvField(_ text: String) -> String {
  guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return text }
  var field = "\""
  for scalar in text.unicodeScalars {
    field.unicodeScalars.append(scalar)
    if scalar == "\"" { field.unicodeScalars.append(scalar) }
  }
  return field + "\""
}
