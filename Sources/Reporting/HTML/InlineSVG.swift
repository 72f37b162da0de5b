/// A picture as part of a page: what gnuplot drew, brought down to shapes and letters.
///
/// Titles of pictures come out of files, and a page must not believe that whoever drew has made them
/// harmless. So nothing is taken over as it stands: elements and attributes are those of a short list,
/// values consist of a few harmless signs, texts are unescaped and escaped again, references lead to
/// markers of the page alone. Anything unknown makes the picture nil, and the page shows its PNG.
///
/// Colours become variables of the style, `var(--c0072b2)`, so that a dark page can choose others.
struct InlineSVG: Hashable {
  /// Four numbers, "0 0 1200 750".
  let viewBox: String
  /// What stands between `<svg …>` and `</svg>`.
  let markup: String
  /// The definitions of the markers that the markup refers to; the same in every picture of one
  /// gnuplot, so a page needs them once.
  let markers: String
  /// The colours that have a variable.
  let colours: Set<Colour>

  /// Reads an SVG file; nil if there is anything in it that does not belong into a picture.
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var writer = SVGWriter()
    for piece in XMLPieces(text) {
      guard writer.take(piece) else { return nil }
    }
    guard writer.isComplete, let viewBox = writer.viewBox else { return nil }
    self.viewBox = viewBox
    (markup, markers, colours) = (writer.markup, writer.markers, writer.colours)
  }
}

/// Takes an SVG piece by piece and keeps what is harmless.
private struct SVGWriter {
  private(set) var viewBox: String?
  private(set) var markup = ""
  private(set) var markers = ""
  private(set) var colours: Set<Colour> = []
  /// The elements that are open, the outermost first, with what is not written of them yet: a group
  /// without a shape in it is never written.
  private var open: [(name: String, unwritten: String?)] = []

  private static let shapes: Set<String> = [
    "path", "polygon", "polyline", "rect", "circle", "line", "use",
  ]
  /// Names for the blind, which the page has better ones for, and filters that no shape uses.
  private static let ignored: Set<String> = [
    "title", "desc", "filter", "feFlood", "feComposite",
  ]

  /// The root was opened and everything is closed.
  var isComplete: Bool { viewBox != nil && open.isEmpty }

  private var isInDefinitions: Bool { open.contains { $0.name == "defs" } }
  private var isIgnored: Bool { open.contains { Self.ignored.contains($0.name) } }

  mutating func take(_ piece: XMLPiece) -> Bool {
    switch piece {
    case .text(let text): return take(text: text)
    case .end(let name): return close(name)
    case .start(let name, let attributes, let isClosed):
      if open.isEmpty && (name != "svg" || viewBox != nil) { return false }
      guard begin(name, attributes, isClosed) else { return false }
      return isClosed ? close(name) : true
    case .other: return false
    }
  }

  private mutating func take(text: String) -> Bool {
    if isIgnored || text.allSatisfy(\.isWhitespace) { return true }
    guard open.last?.name == "text" else { return false }
    write(markupText(unescaped(text)))
    return true
  }

  private mutating func begin(
    _ name: String, _ attributes: [(name: String, value: String)], _ isClosed: Bool
  ) -> Bool {
    if isIgnored || Self.ignored.contains(name) {
      open.append((name, nil))
      return true
    }
    switch name {
    case "svg":
      guard open.isEmpty, let box = attributes.first(where: { $0.name == "viewBox" })?.value,
        box.split(separator: " ").count(where: { Double($0) != nil }) == 4
      else { return false }
      viewBox = box.split(separator: " ").joined(separator: " ")
      open.append((name, nil))
    case "defs":
      open.append((name, nil))
    case "g", "text":
      guard let tag = tag(name, attributes, end: ">") else { return false }
      open.append((name, tag))
    case _ where Self.shapes.contains(name):
      guard let tag = tag(name, attributes, end: "/>") else { return false }
      write(tag)
      open.append((name, nil))
    default: return false
    }
    return true
  }

  private mutating func close(_ name: String) -> Bool {
    guard let last = open.last, last.name == name else { return false }
    let isWritten = last.unwritten == nil
    open.removeLast()
    if (name == "g" || name == "text") && isWritten && !isIgnored { write("</\(name)>") }
    return true
  }

  /// Writes something visible, and before it the groups that it stands in.
  private mutating func write(_ text: String) {
    var tags = ""
    for index in open.indices {
      if let tag = open[index].unwritten {
        tags += tag
        open[index].unwritten = nil
      }
    }
    if isInDefinitions { markers += tags + text } else { markup += tags + text }
  }

  // MARK: - Attributes

  /// Attributes that are numbers, lists of numbers or words.
  private static let plain: Set<String> = [
    "d", "points", "transform", "stroke-width", "stroke-dasharray", "fill-opacity", "text-anchor",
    "font-size", "x", "y", "width", "height", "cx", "cy", "r",
  ]
  private static let painted: Set<String> = ["fill", "stroke", "color"]
  /// The style of the page says these, or they say what holds anyway.
  private static let dropped: Set<String> = [
    "class", "font-family", "font-weight", "font-style", "shape-rendering", "stroke-linecap",
    "stroke-linejoin", "text-rendering",
  ]

  private mutating func tag(
    _ name: String, _ attributes: [(name: String, value: String)], end: String
  ) -> String? {
    var tag = "<" + name
    for (key, value) in attributes {
      switch key {
      case _ where Self.dropped.contains(key): continue
      case _ where Self.plain.contains(key):
        guard let value = harmless(value) else { return nil }
        tag += " \(key)=\"\(value)\""
      case _ where Self.painted.contains(key):
        guard let paint = paint(value) else { return nil }
        tag += " \(key)=\"\(paint)\""
      case "xlink:href", "href":
        guard name == "use", value.first == "#", isMarker(value.dropFirst()) else { return nil }
        tag += " href=\"\(value)\""
      case "id":
        guard isInDefinitions, isMarker(value[...]) else { continue }
        tag += " id=\"\(value)\""
      default: return nil
      }
    }
    return tag + end
  }

  /// Numbers, words, brackets; what could end the value, call something or lead elsewhere is absent.
  private func harmless(_ value: String) -> String? {
    let isHarmless = value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        true
      default: " .,-+()\n\t".utf8.contains(byte)
      }
    }
    guard isHarmless, !value.contains("url") else { return nil }
    return value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// `gpDot` and `gpPt` with a number, as gnuplot names its markers.
  private func isMarker(_ name: Substring) -> Bool {
    if name == "gpDot" { return true }
    guard name.hasPrefix("gpPt") else { return false }
    let number = name.dropFirst(4)
    return !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// A colour as a variable.
  private mutating func paint(_ value: String) -> String? {
    if ["none", "currentColor"].contains(value) { return value }
    guard let colour = colour(value) else { return nil }
    colours.insert(colour)
    return "var(--c\(colour.digits))"
  }

  /// `#0072B2`, `rgb(0, 114, 178)`, `black`.
  private func colour(_ value: String) -> Colour? {
    if value == "black" { return Colour(0) }
    if value == "white" { return Colour(0xFFFFFF) }
    if value.hasPrefix("#"), value.utf8.count == 7, let number = Int(value.dropFirst(), radix: 16) {
      return Colour(number)
    }
    guard value.hasPrefix("rgb("), value.hasSuffix(")") else { return nil }
    let channels = value.dropFirst(4).dropLast().split(separator: ",").compactMap { part in
      Int(part.filter { $0 != " " })
    }
    guard channels.count == 3, channels.allSatisfy({ (0...255).contains($0) }) else { return nil }
    return Colour(red: channels[0], green: channels[1], blue: channels[2])
  }
}

/// Text between tags.
private func markupText(_ text: String) -> String {
  text.map { character in
    switch character {
    case "<": "&lt;"
    case ">": "&gt;"
    case "&": "&amp;"
    case _ where character.isControl: " "
    default: String(character)
    }
  }.joined()
}
