#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The letters of pictures, as a person names them: `Georgia`, `Georgia,11`, `,16`.
public struct PictureFont: Hashable, Sendable {
  /// As it was typed.
  public let text: String
  /// The family; nil for that of all pictures, DejaVu Sans.
  public let family: String?
  /// The points of ordinary letters; nil for what suits the size of the picture.
  public let points: Double?

  /// Reads a family, points behind a comma, or both.
  ///
  /// A family has letters, digits, spaces and `-_.+`: no font has more, and nothing else means
  /// anything to gnuplot, to fontconfig or in an SVG.
  public init(_ text: String) throws(PictureStyleError) {
    let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    let family = parts.first.map(String.init) ?? ""
    let size = parts.count > 1 ? parts[1] : nil
    guard Self.isPlain(family), size != nil || !family.isEmpty else {
      throw PictureStyleError(
        expected:
          "NAME, NAME,POINTS or ,POINTS; in a name, at most 80 letters, digits, spaces and -_.+")
    }
    let isNumber = size?.wholeMatch(of: #/\d{1,3}(\.\d{1,2})?/#) != nil
    let points = isNumber ? size.flatMap { Double($0) } : nil
    guard size == nil || points.map((4...72).contains) == true else {
      throw PictureStyleError(expected: "4 to 72 points behind the comma")
    }
    (self.text, self.points) = (text, points)
    self.family = family.isEmpty ? nil : family
  }

  private static func isPlain(_ family: String) -> Bool {
    family.count <= 80 && family.first != " " && family.last != " "
      && family.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
          || " -_.+".unicodeScalars.contains(scalar)
      }
  }

  /// The family that fontconfig takes instead, as PNG and PDF do without a word.
  ///
  /// - Returns: nil if the font is there, if it is one of fontconfig's own names for a kind of
  ///   fonts, or if there is no `fc-match` to ask.
  public func substitute() -> String? {
    guard let family, !["sans", "sans-serif", "serif", "monospace"].contains(family.lowercased())
    else { return nil }
    // In a pattern a hyphen begins a size.
    let pattern = shellQuoted(family.replacing("-", with: #"\-"#))
    let families = firstLine(of: "fc-match -f '%{family}\\n' \(pattern) 2>/dev/null")
      .split(separator: ",").map(String.init)
    guard let first = families.first,
      !families.contains(where: { $0.lowercased() == family.lowercased() })
    else { return nil }
    return printable(first)
  }
}

/// What a command of the shell says first; empty when it cannot be asked.
private func firstLine(of command: String) -> String {
  guard let pipe = popen(command, "re") else { return "" }
  defer { pclose(pipe) }
  var line = [UInt8](repeating: 0, count: 1000)
  let count = fread(&line, 1, line.count, pipe)
  return String(decoding: line.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self)
}
