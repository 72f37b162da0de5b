import Foundation
import Testing

@testable import Artifacts
@testable import Diagnosis
@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The report as a page") struct HTMLReportTests {
  private let svg = Array(
    """
    <?xml version="1.0"?>
    <svg width="10" height="10" viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg">
    <defs><circle id='gpPt6' r='1'/></defs>
    <g stroke="rgb(  0, 114, 178)"><path d='M1,1 L9,9'/></g>
    </svg>
    """.utf8)

  private func page(_ report: ReportDocument, _ pictures: [HTMLReport.Picture] = []) -> String {
    HTMLReport(report, pictures: pictures).text
  }

  /// Every tag of the page with its attributes, in order, as a reader of XML finds them.
  private func tags(_ page: String) throws -> [XMLNode] {
    // The page is XML but for the document type and elements without an end.
    let text = page.replacing("<!doctype html>", with: "")
      .replacing(/<(meta|img)([^>]*)>/) { "<\($0.1)\($0.2)/>" }
    let document = try XMLDocument(xmlString: text)
    func all(_ node: XMLNode) -> [XMLNode] { [node] + (node.children ?? []).flatMap(all) }
    return all(document).filter { $0.kind == .element }
  }

  private func attribute(_ node: XMLNode, _ name: String) -> String? {
    (node as? XMLElement)?.attribute(forName: name)?.stringValue
  }

  @Test("is well-formed, says its language, and has one first heading and no step left out")
  func structure() throws {
    let tags = try tags(page(madeReport(), [.init(name: "loss-gru", svg: svg)]))
    #expect(tags.first?.name == "html")
    #expect(attribute(tags[0], "lang") == "en")
    let levels = tags.compactMap { $0.name.flatMap { $0.wholeMatch(of: /h([1-6])/)?.1 } }
      .compactMap { Int($0) }
    #expect(levels.first == 1)
    #expect(levels.count { $0 == 1 } == 1)
    #expect(levels.count > 10)
    for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
    let ids = tags.compactMap { attribute($0, "id") }
    #expect(Set(ids).count == ids.count)
    let links = tags.filter { $0.name == "a" }.compactMap { attribute($0, "href") }
    #expect(links.count == 5)
    for link in links { #expect(ids.contains(String(link.dropFirst()))) }
    for node in tags {
      if let name = attribute(node, "aria-labelledby") { #expect(ids.contains(name)) }
    }
  }

  @Test("says of every picture what it shows, and of every column and row what it is about")
  func alternatives() throws {
    let pictures: [HTMLReport.Picture] = [
      .init(name: "loss-gru", svg: svg), .init(name: "forecast", svg: nil, png: [1, 2, 3]),
    ]
    let tags = try tags(page(madeReport(), pictures))
    let drawings = tags.filter { $0.name == "svg" && attribute($0, "aria-hidden") == nil }
    #expect(drawings.count == 8)  // seven bars and a learning curve
    for drawing in drawings {
      #expect(attribute(drawing, "role") == "img")
      #expect((attribute(drawing, "aria-label") ?? "").count > 20)
    }
    let images = tags.filter { $0.name == "img" }
    #expect(images.count == 1)
    #expect(attribute(images[0], "src") == "data:image/png;base64,AQID")
    #expect((attribute(images[0], "alt") ?? "").count > 20)
    for cell in tags where cell.name == "th" {
      #expect(["col", "row"].contains(attribute(cell, "scope") ?? ""))
    }
    let tables = tags.filter { $0.name == "table" }
    #expect(tables.count == 5)
    #expect(tags.count { $0.name == "caption" } == tables.count)
    // What may scroll can be reached by keyboard, and has a name.
    for box in tags where (attribute(box, "class") ?? "").contains(/^(scroll|picture)$/) {
      #expect(attribute(box, "tabindex") == "0")
      #expect(attribute(box, "aria-label") != nil)
    }
  }

  @Test("loads nothing, runs nothing, and forbids itself to")
  func closed() throws {
    let text = page(madeReport(), [.init(name: "loss-gru", svg: svg)])
    #expect(!text.contains("http:") && !text.contains("https:"))
    #expect(!text.contains("<script") && !text.contains("url(") && !text.contains("@import"))
    let tags = try tags(text)
    for node in tags {
      for case let name? in ((node as? XMLElement)?.attributes ?? []).map(\.name) {
        #expect(!name.hasPrefix("on") && name != "style" && name != "action", "\(name)")
      }
      if let source = attribute(node, "src") { #expect(source.hasPrefix("data:image/png;base64,")) }
      if let target = attribute(node, "href") { #expect(target.hasPrefix("#")) }
    }
    #expect(
      !tags.contains { ["link", "iframe", "object", "embed", "base"].contains($0.name ?? "") })
    let policy = tags.first { attribute($0, "http-equiv") == "Content-Security-Policy" }
    let words = policy.flatMap { attribute($0, "content") } ?? ""
    #expect(words.hasPrefix("default-src 'none'; style-src 'unsafe-inline'; img-src data:;"))
  }

  @Test(
    "shows what stands in files and changes nothing by it",
    arguments: [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='alert(1)", "a & b",
      "{{style}} {{{markers}}}", "</style><b>", "</title><h1>x</h1>", "&lt;", "a\u{202E}b",
      "a\u{0}b",
      "-->", "a\nb",
    ])
  func names(_ name: String) throws {
    let plain = try shape(page(madeReport()))
    var report = madeReport()
    report.series.name = name
    report.series.unit = name
    report.series.source = name
    report.series.title = name
    report.series.sha256 = name
    report.command = "forecast run '\(name)'"
    report.warnings = [name]
    for index in report.models.indices {
      report.models[index].verdict = name
      report.models[index].diagnosis.sentence = name
      report.models[index].diagnosis.confidence = name
      report.models[index].diagnosis.axes.skill.title = name
      report.models[index].diagnosis.axes.skill.text = name
      report.models[index].diagnosis.axes.gap.why = name
      report.models[index].diagnosis.axes.gap.threshold = name
    }
    report.baselines[1].model = name
    let text = page(report)
    let tags = try tags(text)
    let warned = plain.filter { $0 != "p" }
    #expect(
      try shape(text).filter { $0 != "p" && $0 != "rect" && $0 != "text" }
        == warned.filter { $0 != "rect" && $0 != "text" })
    let expected = visible(name).split(separator: " ").joined(separator: " ")
    let heading = tags.first { $0.name == "h1" }?.stringValue ?? ""
    #expect(heading.split(whereSeparator: \.isWhitespace).joined(separator: " ") == expected)
    let unseen = text.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n") || (0x202A...0x202E).contains($0.value)
    }
    #expect(unseen.isEmpty)
  }

  private func shape(_ page: String) throws -> [String] { try tags(page).compactMap(\.name) }

  @Test("has the verdict, why and what to do before anything else")
  func first() throws {
    let text = page(madeReport())
    let main = try #require(text.range(of: "<main>")).upperBound
    let overview = try #require(text.range(of: "<h2 id=\"models\">")).lowerBound
    let screen = text[main..<overview]
    #expect(screen.contains("rnn: HEALTHY"))
    #expect(screen.contains("rnn is the best of 2 networks on the training part."))
    #expect(screen.contains("It is as it is. Because."))
    #expect(screen.contains("Nothing to mend."))
  }

  @Test("has each remedy as a command to copy")
  func remedies() {
    let text = page(madeReport())
    #expect(
      text.contains(
        "<li>Train less:<pre tabindex=\"0\"><code>forecast run sales.csv --epochs 20</code></pre></li>"
      ))
    #expect(text.contains("<li>Get more data.</li>"))
    #expect(text.contains("pre code{user-select:all"))
  }

  @Test("shows a picture as shapes, else as pixels, else says where it is")
  func pictures() {
    #expect(
      page(madeReport(), [.init(name: "loss-gru", svg: svg)])
        .contains("<g stroke=\"var(--c0072b2)\"><path d=\"M1,1 L9,9\"/></g>"))
    #expect(page(madeReport(), [.init(name: "loss-gru", svg: svg)]).contains("--c0072b2:#0072b2"))
    let unreadable = Array("<svg viewBox='0 0 1 1'><script>alert(1)</script></svg>".utf8)
    let pixels = page(madeReport(), [.init(name: "loss-gru", svg: unreadable, png: [1, 2, 3])])
    #expect(pixels.contains("src=\"data:image/png;base64,AQID\"") && !pixels.contains("<script"))
    let large = [UInt8](repeating: 0, count: PageAlbum.mostForOne)
    let absent = page(madeReport(), [.init(name: "loss-gru", svg: nil, png: large)])
    #expect(absent.contains("(too large for this page: see loss-gru.png)"))
    var report = madeReport()
    report.files.insert(.init(name: "forecast.csv", sha256: "", bytes: 1), at: 0)
    let sheet = page(report, [.init(name: "forecast", svg: nil, png: large)])
    #expect(sheet.contains("(too large for this page: see forecast.png)"))
    #expect(!page(madeReport()).contains("<figure>"))
  }

  @Test("stays below 2 MB however many pictures there are")
  func size() {
    var report = madeReport()
    let model = report.models[0]
    report.models = (0..<20).map { index in
      var model = model
      model.model = "rnn-\(index)"
      return model
    }
    let image = [UInt8](repeating: 7, count: 250_000)
    let pictures = report.models.flatMap { model in
      ["loss", "residuals"].map {
        HTMLReport.Picture(name: "\($0)-\(model.model)", svg: nil, png: image)
      }
    }
    let text = page(report, pictures)
    #expect(text.utf8.count < 2_000_000)
    #expect(text.contains("src=\"data:") && text.contains("too large for this page"))
  }

  @Test("can be read by day and by night: letters have a contrast of 4.5, marks of 3")
  func contrast() {
    for theme in [Theme.light, .dark] {
      for pair in theme.pairs {
        let contrast = pair.ink.contrast(with: pair.ground)
        #expect(contrast >= 4.5, "\(pair.name): \(contrast)")
      }
      for ground in [theme.good.ground, theme.caution.ground, theme.bad.ground] {
        #expect(theme.ink.contrast(with: ground) >= 3)
      }
    }
    #expect(abs(Colour(0).contrast(with: Colour(0xFFFFFF)) - 21) < 1e-9)
    #expect(abs(Colour(0x777777).contrast(with: Colour(0xFFFFFF)) - 4.48) < 0.01)
  }

  @Test(
    "shows the colours of pictures by night as clearly as by day",
    arguments: [
      0x000000, 0x303030, 0x555555, 0x606060, 0x8C8C8C, 0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7,
      0xE69F00, 0x56B4E9,
    ])
  func night(_ hexadecimal: Int) {
    let colour = Colour(hexadecimal)
    let page = Theme.dark.page
    let byDay = colour.contrast(with: Colour(0xFFFFFF))
    let byNight = colour.onDark(page).contrast(with: page)
    #expect(byNight >= min(max(byDay, 4.5), Colour(0xFFFFFF).contrast(with: page)) - 0.01)
    #expect(Colour(0xF3EEE6).onDark(page).contrast(with: page) < 1.3)
  }
}
