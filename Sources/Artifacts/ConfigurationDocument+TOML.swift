import TOMLKit

extension ConfigurationDocument {
  /// Full stops in a file of TOML, at most: each can open a table in a table, and the parser frees
  /// those one inside the other.
  private static let mostStops = 2000

  /// Reads TOML.
  init(toml bytes: [UInt8], file: String) throws(IncompatibleFile) {
    func refusal(_ words: String, line: Int? = nil) -> IncompatibleFile {
      IncompatibleFile(
        file: file + (line.map { ":\($0)" } ?? ""),
        message: "this is no configuration of forecast: \(words)",
        hint: "Expected is TOML such as 'hidden = 32', or a JSON object.")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    // The parser takes C strings, in which a zero is the end.
    guard !bytes.contains(0), !text.contains("\\u0000"), !text.contains("\\U00000000") else {
      throw refusal("it has a zero character")
    }
    guard bytes.count(where: { $0 == UInt8(ascii: ".") }) <= Self.mostStops else {
      throw refusal("it has more than \(Self.mostStops) full stops")
    }
    var shape = TOMLShape(text)
    guard shape.isSound() else {
      throw refusal("it is not valid TOML, or no option", line: shape.line)
    }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw refusal(error.words, line: error.source.begin.line)
    } catch {
      throw refusal("\(error)")
    }
    self.init(options: [:])
    for key in table.keys {
      guard let entry = table[key] else { continue }
      if let inner = entry.table {
        sections[key] = [:]
        for name in inner.keys {
          guard let value = inner[name].flatMap(Value.init(toml:)) else {
            throw refusal(
              "\(quoted("\(key).\(name)")) has the wrong type",
              line: Self.line(of: name, in: key, of: bytes))
          }
          sections[key]?[name] = value
        }
      } else if let value = Value(toml: entry) {
        options[key] = value
      } else {
        throw refusal(
          "\(quoted(key)) has the wrong type", line: Self.line(of: key, in: nil, of: bytes))
      }
    }
  }
}

extension ConfigurationDocument.Value {
  /// A value of TOML; nil for a time of day, a table, and a list in a list.
  fileprivate init?(toml value: any TOMLValueConvertible) {
    switch value.type {
    case .string: self = .text(value.string ?? "")
    case .int: self = .integer(value.int ?? 0)
    case .double: self = .number(value.double ?? 0)
    case .bool: self = .flag(value.bool ?? false)
    case .date: self = .text(value.date?.debugDescription ?? "")
    case .array:
      guard let array = value.array else { return nil }
      var values: [Self] = []
      for index in 0..<array.count {
        let element = array[index]
        guard element.type != .array, let value = Self(toml: element) else { return nil }
        values.append(value)
      }
      self = .list(values)
    case .table, .time, .dateTime: return nil
    }
  }
}

extension TOMLParseError {
  /// The first line of what the parser says, in which it may quote the file.
  fileprivate var words: String {
    let line = description.split(separator: "\n").first.map(String.init) ?? "it is not valid TOML"
    return "it is not valid TOML (\(line.prefix(200)))"
  }
}

// MARK: - Where a key stands

extension ConfigurationDocument {
  /// Looks for the line of a key.
  ///
  /// - Parameters:
  ///   - key: The key, to the letter; or the name of a section.
  ///   - section: The command that it is for; nil at top level.
  ///   - bytes: The file.
  /// - Returns: The line, counted from 1; nil where the key is written in a way that is not looked for.
  public static func line(of key: String, in section: String?, of bytes: [UInt8]) -> Int? {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    if JSONDocument.isObject(bytes) {
      var first = lines.startIndex
      if let section { first = lines.firstIndex { $0.contains("\"\(section)\"") } ?? first }
      return lines[first...].firstIndex { $0.contains("\"\(key)\"") }.map { $0 + 1 }
    }
    let wanted = ((section.map { "\($0)." } ?? "") + key).filter { !" \t\"'".contains($0) }
    var current: String?
    for (index, line) in lines.enumerated() {
      let words = line.filter { !" \t\r\"'".contains($0) }
      if words.hasPrefix("[") {
        current = String(words.dropFirst().prefix { $0 != "]" })
        if current == wanted { return index + 1 }
        continue
      }
      guard let end = words.firstIndex(of: "=") else { continue }
      let path = (current.map { "\($0)." } ?? "") + words[..<end]
      if path == wanted || path.hasPrefix(wanted + ".") { return index + 1 }
    }
    return nil
  }
}
