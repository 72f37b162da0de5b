import FoundationEssentials

extension HTMLReport {
  /// A picture that was drawn for the report.
  public struct Picture: Sendable {
    /// Its name without an extension, `loss-gru`.
    public let name: String
    /// The bytes of an SVG file; nil where there is none.
    public let svg: [UInt8]?
    /// The bytes of a PNG file, for when the SVG is too large or not as expected; nil for none.
    public let png: [UInt8]?

    /// Hands a picture over.
    public init(name: String, svg: [UInt8]?, png: [UInt8]? = nil) {
      (self.name, self.svg, self.png) = (name, svg, png)
    }
  }
}

/// A picture as the page shows it.
struct PagePicture {
  /// Shapes.
  struct Drawing {
    let viewBox: String
    let markup: String
    let alternative: String
  }

  /// Pixels.
  struct Image {
    let base64: String
    let alternative: String
  }

  let caption: String
  let drawing: Drawing?
  let image: Image?
  /// The file that shows what this page has no room for.
  let elsewhere: String?
}

/// The pictures of a page: each as shapes if that is small enough, else as pixels, else nowhere; all
/// of them together within a size that can be sent by mail.
struct PageAlbum {
  /// The bytes that one picture may take.
  static let mostForOne = 600_000
  /// The bytes that all of them may take.
  static let mostForAll = 1_500_000

  private(set) var colours: Set<Colour> = []
  private(set) var markers: String?
  private let pictures: [String: HTMLReport.Picture]
  private var room = PageAlbum.mostForAll

  init(_ pictures: [HTMLReport.Picture]) {
    self.pictures = Dictionary(
      pictures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Takes a picture into the page.
  ///
  /// - Parameters:
  ///   - name: Its name without an extension.
  ///   - caption: What stands under it.
  ///   - alternative: What it shows, for who does not see it.
  ///   - files: The files beside the page.
  /// - Returns: What the page shows; nil if it was not drawn.
  mutating func take(
    _ name: String, caption: String, alternative: String, files: [String]
  ) -> PagePicture? {
    guard let picture = pictures[name] else { return nil }
    if let svg = picture.svg, let drawing = InlineSVG(svg), fits(drawing.markup.utf8.count) {
      room -= drawing.markup.utf8.count
      colours.formUnion(drawing.colours)
      markers = markers ?? drawing.markers
      return PagePicture(
        caption: caption,
        drawing: .init(
          viewBox: drawing.viewBox, markup: drawing.markup, alternative: alternative),
        image: nil, elsewhere: nil)
    }
    if let png = picture.png, fits(png.count * 4 / 3) {
      room -= png.count * 4 / 3
      return PagePicture(
        caption: caption, drawing: nil,
        image: .init(base64: Data(png).base64EncodedString(), alternative: alternative),
        elsewhere: nil)
    }
    return PagePicture(
      caption: caption, drawing: nil, image: nil,
      elsewhere: ["png", "svg", "pdf"].map { "\(name).\($0)" }.first(where: files.contains)
        ?? "forecast plot --only \(name)")
  }

  private func fits(_ count: Int) -> Bool { count <= min(Self.mostForOne, room) }
}
