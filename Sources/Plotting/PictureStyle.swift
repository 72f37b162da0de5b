/// How large pictures are and in which letters; what is nil is as each figure has it.
///
/// ```swift
/// var style = PictureStyle()
/// style.size = Figure.Size(width: 800, height: 600)
/// style.font = try PictureFont("Georgia,11")
/// renderer.draw([.init(figure, terminal: .png, path: "small.part", style: style)])
/// ```
///
/// A figure that is drawn larger is the same picture in more pixels: letters, lines and markers grow
/// with it. In a smaller one letters shrink to six tenths, and further only where they have no room.
public struct PictureStyle: Hashable, Sendable {
  /// Pixels, 96 to the inch; of text the letters in a line, and the lines of each pair of axes.
  public var size: Figure.Size?
  /// Pixels that a picture may be wide, its height following; nothing for text.
  public var mostWidth: Int?
  /// The letters.
  public var font: PictureFont?

  /// Every figure as it is.
  public init() {}

  /// The size of a figure, in pixels.
  func size(of figure: Figure) -> Figure.Size {
    if let size { return size }
    guard let mostWidth, mostWidth < figure.size.width else { return figure.size }
    let height = Double(figure.size.height) * Double(mostWidth) / Double(figure.size.width)
    return Figure.Size(width: max(1, mostWidth), height: max(1, Int(height.rounded())))
  }
}

/// A size or a font that cannot be meant.
public struct PictureStyleError: Error, Hashable, Sendable {
  /// What was expected.
  public let expected: String
}

/// A size as a person types it: `1600x900`, `16cmx9cm`, `6.5x4in`.
///
/// Without a unit it counts pixels, 96 to the inch, and in a picture made of letters, letters.
public struct PictureSize: Hashable, Sendable {
  /// What a number counts.
  public enum Unit: String, Sendable, CaseIterable {
    /// Pixels.
    case px
    /// Centimetres.
    case cm
    /// Millimetres.
    case mm
    /// Inches.
    case inch = "in"

    fileprivate var pixels: Double {
      switch self {
      case .px: 1
      case .cm: 96 / 2.54
      case .mm: 96 / 25.4
      case .inch: 96
      }
    }
  }

  /// As it was typed.
  public let text: String
  /// What the numbers count; nil where nothing stood behind them.
  public let unit: Unit?
  private let width, height: Double

  /// Reads two numbers joined by `x`; a unit behind the second alone is that of both.
  public init(_ text: String) throws(PictureStyleError) {
    let form = #/(\d{1,6}(?:\.\d{1,3})?)(px|cm|mm|in)?x(\d{1,6}(?:\.\d{1,3})?)(px|cm|mm|in)?/#
    guard let match = text.wholeMatch(of: form), let width = Double(match.1),
      let height = Double(match.3), match.2 == nil || match.2 == match.4
    else {
      throw PictureStyleError(
        expected:
          "WIDTHxHEIGHT such as 1600x900 or, with one of the units px, cm, mm and in, 16x9cm")
    }
    (self.text, self.width, self.height) = (text, width, height)
    unit = match.4.flatMap { Unit(rawValue: String($0)) }
  }

  /// The pixels.
  ///
  /// - Throws: If a side is too short for letters, or the picture too large to be drawn or looked at.
  public func inPixels() throws(PictureStyleError) -> Figure.Size {
    let sides = [width, height].map { Int(($0 * (unit ?? .px).pixels).rounded()) }
    guard sides[0] >= 300, sides[1] >= 200, sides.allSatisfy({ $0 <= 16_000 }),
      sides[0] * sides[1] <= 40_000_000
    else {
      throw PictureStyleError(
        expected: "at least 300x200 pixels, at most 16000 on a side and 40 million in all; these "
          + "are \(sides[0])x\(sides[1])")
    }
    return Figure.Size(width: sides[0], height: sides[1])
  }

  /// The letters in a line, and the lines of each pair of axes.
  ///
  /// - Throws: If there is a unit, or a side has no room for axes, or more than anybody looks at.
  public func inLetters() throws(PictureStyleError) -> Figure.Size {
    guard unit == nil, width == width.rounded(), height == height.rounded(),
      (40...1000).contains(width), (18...500).contains(height)
    else {
      throw PictureStyleError(
        expected: "whole numbers without a unit from 40x18 to 1000x500: pictures of letters count "
          + "letters in a line, and lines")
    }
    return Figure.Size(width: Int(width), height: Int(height))
  }
}
