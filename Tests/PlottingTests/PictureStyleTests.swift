import Testing

@testable import Artifacts
@testable import Plotting

@Suite("A size") struct PictureSizeTests {
  @Test(
    "is pixels, or a length at 96 pixels to the inch",
    arguments: [
      ("1600x900", 1600, 900), ("800pxx600px", 800, 600), ("16cmx9cm", 605, 340),
      ("16x9cm", 605, 340), ("160mmx90mm", 605, 340), ("6.5inx4in", 624, 384),
      ("16000x2500", 16_000, 2500), ("300x200", 300, 200),
    ])
  func pixels(_ text: String, _ width: Int, _ height: Int) throws {
    let size = try PictureSize(text)
    #expect(try size.inPixels() == Figure.Size(width: width, height: height))
    #expect(size.text == text)
  }

  @Test("of letters has no unit", arguments: [("79x24", 79, 24), ("1000x500", 1000, 500)])
  func letters(_ text: String, _ width: Int, _ height: Int) throws {
    #expect(try PictureSize(text).inLetters() == Figure.Size(width: width, height: height))
  }

  @Test(
    "is refused as anything else",
    arguments: [
      "", "800", "axb", "1e9x1", "-5x3", "800x600x2", "800 x 600", "x", "800x", "x600", "0x10x1",
      "16cmx9", "16cmx9in", "800X600", "800×600", "9999999x1", "1.2345x3", "８００x600", "800x600\n",
    ])
  func malformed(_ text: String) {
    #expect(throws: PictureStyleError.self) { try PictureSize(text) }
  }

  @Test(
    "has limits",
    arguments: [
      "0x5", "299x200", "300x199", "16001x300", "8000x8000", "0.1inx9in", "999999x999999",
    ])
  func limits(_ text: String) throws {
    let size = try PictureSize(text)
    let error = #expect(throws: PictureStyleError.self) { try size.inPixels() }
    #expect(error?.expected.contains("at least 300x200 pixels") == true)
  }

  @Test(
    "of letters has limits",
    arguments: ["39x24", "79x17", "1001x24", "79x501", "16x9cm", "79.5x24"])
  func limitsOfLetters(_ text: String) throws {
    let size = try PictureSize(text)
    #expect(throws: PictureStyleError.self) { try size.inLetters() }
  }
}

@Suite("A font") struct PictureFontTests {
  @Test("is a family, points, or both")
  func parts() throws {
    let both = try PictureFont("Noto Sans-CJK,11.5")
    #expect(both.family == "Noto Sans-CJK" && both.points == 11.5)
    let family = try PictureFont("Georgia")
    #expect(family.family == "Georgia" && family.points == nil)
    let points = try PictureFont(",16")
    #expect(points.family == nil && points.points == 16)
    #expect(try PictureFont("DejaVu Sans").substitute() == nil)
    #expect(try PictureFont("serif").substitute() == nil)
    #expect(try PictureFont(",16").substitute() == nil)
  }

  @Test(
    "is refused as anything else",
    arguments: [
      "", ",", "Georgia,", "Georgia,0", "Georgia,3.9", "Georgia,73", "Georgia,-5", "Georgia,1e1",
      "Georgia,11,12", "Georgia,eleven", " Georgia", "Georgia ", "a\nb", "a'b", "a\"b", "a\\b",
      "\"; system(\"touch pwned\"); #", "'; system('touch pwned') #", "`touch pwned`",
      "$(touch pwned)", "a:Bold", "a{b}", "/etc/passwd", "a%b", "<b>", "a;b", "@x",
      "é\u{0301}\u{202E}",
      String(repeating: "a", count: 81),
    ])
  func refused(_ text: String) {
    #expect(throws: PictureStyleError.self) { try PictureFont(text) }
  }
}

@Suite("A style") struct PictureStyleTests {
  private func style(_ size: String? = nil, font: String? = nil) throws -> PictureStyle {
    var style = PictureStyle()
    style.size = try size.map { try PictureSize($0).inPixels() }
    style.font = try font.map { try PictureFont($0) }
    return style
  }

  private func drawn(_ terminal: Terminal, _ style: PictureStyle) throws -> [UInt8] {
    let scratch = try Scratch()
    let path = scratch.path + "/picture"
    try GnuplotRenderer().draw([.init(smallFigure, terminal: terminal, path: path, style: style)])
    return try #require(bytes(ofFile: path))
  }

  @Test("gives a picture its size to the pixel", arguments: ["300x200", "1601x901", "16x9cm"])
  func size(_ text: String) throws {
    let style = try style(text)
    let size = try #require(style.size)
    let png = try drawn(.png, style)
    let header = png[16..<24].map(Int.init)
    #expect(header[0..<4].reduce(0) { $0 << 8 | $1 } == size.width)
    #expect(header[4..<8].reduce(0) { $0 << 8 | $1 } == size.height)
    let svg = String(decoding: try drawn(.svg, style), as: UTF8.self)
    #expect(svg.contains("width=\"\(size.width)\" height=\"\(size.height)\""))
    let pdf = String(decoding: try drawn(.pdf, style), as: UTF8.self)
    let box = try #require(pdf.firstMatch(of: #/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]/#))
    let page = try [box.1, box.2].map { try #require(Double($0)) }
    #expect(abs(page[0] - Double(size.width) * 0.75) <= 1)
    #expect(abs(page[1] - Double(size.height) * 0.75) <= 1)
    let sixels = String(decoding: try drawn(.sixel, style), as: UTF8.self)
    #expect(
      sixels.prefix(60).contains(#/^\u{1B}P[\d;]*q"1;1;(\d+);(\d+)/#)
        && sixels.contains("\"1;1;\(size.width);\(size.height)"))
  }

  @Test("draws sixels, whole, in ASCII")
  func sixels() throws {
    let text = try GnuplotRenderer().sixels(smallFigure)
    #expect(text.hasPrefix("\u{1B}P") && text.hasSuffix("\u{1B}\\"))
    #expect(text.utf8.allSatisfy { $0 < 128 })
  }

  @Test("keeps the ratio of a picture that has to be narrower")
  func narrower() {
    var style = PictureStyle()
    style.mostWidth = 300
    #expect(style.size(of: smallFigure) == Figure.Size(width: 300, height: 200))
    style.mostWidth = 5000
    #expect(style.size(of: smallFigure) == smallFigure.size)
  }

  @Test("makes everything grow with the picture, and letters as large as they were asked for")
  func growth() throws {
    func text(_ style: PictureStyle, _ terminal: Terminal = .png) -> String {
      GnuplotScript(smallFigure, terminal: terminal, path: "p", style: style).text
    }
    let twice = text(try style("1200x800"))
    #expect(twice.contains("font 'DejaVu Sans,26' linewidth 2.4"))
    #expect(twice.contains("font 'DejaVu Sans:Bold,31.2'"))
    // Places are shares of the canvas, so they stay where they are.
    let places = #/at screen [\d.,]+|margin at screen [\d.]+/#
    #expect(
      twice.matches(of: places).map { $0.0 }
        == text(PictureStyle()).matches(of: places).map { $0.0 })
    let own = text(try style(font: "Noto Serif,9.5"))
    #expect(own.contains("font 'Noto Serif,9.5' linewidth 1.2"))
    #expect(own.contains("font 'Noto Serif:Bold,11.4'"))
    #expect(
      text(try style(font: "Noto Serif"), .svg)
        .contains("font 'Noto Serif,DejaVu Sans,Verdana,Arial,sans-serif,17'"))
  }

  @Test("gives letters the size that was asked for")
  func letters() throws {
    var style = PictureStyle()
    style.size = Figure.Size(width: 120, height: 40)
    let lines = try GnuplotRenderer().text(smallFigure, style: style)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 42 && lines.count > 35)
    #expect(lines.allSatisfy { $0.count <= 120 })
    #expect(lines.contains { $0.count > 100 })
  }

  @Test(
    "leaves axes of every figure room, and all within the canvas",
    arguments: [
      ("300x200", nil), ("600x400", nil), ("1600x300", nil), ("400x1200", nil), ("3840x2160", nil),
      ("16000x2500", nil), ("600x400", "Courier,72"), ("1600x1200", "Courier,40"),
    ])
  func room(_ size: String, _ font: String?) throws {
    let style = try style(size, font: font)
    let lines = size == "300x200" ? 1.0 : 2.0
    for sample in GalleryTests.samples.map(\.1) {
      for named in reportFigures(sample.report) {
        let layout = Layout(named.figure, on: .png, style: style)
        let canvas = layout.canvas
        for place in layout.places {
          #expect(place.right - place.left >= 8 * canvas.letter, "\(named.name)")
          #expect(place.bottom - place.top >= lines * canvas.line, "\(named.name)")
          #expect(place.left > 0 && place.right < canvas.width, "\(named.name)")
          #expect(place.top > 0 && place.bottom < canvas.height, "\(named.name)")
        }
      }
    }
  }
}
