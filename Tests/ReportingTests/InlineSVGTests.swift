import Testing

@testable import Reporting

@Suite("A picture within a page") struct InlineSVGTests {
  private func picture(_ inside: String) -> InlineSVG? {
    InlineSVG(Array("<svg viewBox='0 0 10 20'>\(inside)</svg>".utf8))
  }

  @Test("keeps shapes, letters and markers, and colours as variables")
  func kept() throws {
    let svg = try #require(
      InlineSVG(
        Array(
          """
          <?xml version="1.0" encoding="utf-8"  standalone="no"?>
          <svg width="10" height="20"
           viewBox="0 0 10 20" xmlns:xlink="x">
          <title>Gnuplot</title><desc>By GNUPLOT</desc>
          <!-- no -->
          <g id="gnuplot_canvas">
          <defs><circle id='gpDot' r='0.5' stroke='currentColor'/>
          <filter id='textbox'><feFlood flood-color='#FFFFFF' result='bgnd'/></filter></defs>
          <g fill="none" stroke="currentColor"></g>
          <g color="black" stroke="rgb( 96,  96,  96)" stroke-linecap="butt"><title>plot_1</title>
          <path class="gridline" d='M1,2
            L3,4 '/><use xlink:href='#gpDot' transform='translate(1,2)' color='#0072B2'/>
          <g font-family="A"><text>a &amp; b &lt;c&gt; &#233; &oops;</text></g></g>
          </g>
          </svg>

          """.utf8)))
    #expect(svg.viewBox == "0 0 10 20")
    #expect(svg.markers == "<g><circle id=\"gpDot\" r=\"0.5\" stroke=\"currentColor\"/>")
    #expect(
      svg.markup == "<g color=\"var(--c000000)\" stroke=\"var(--c606060)\"><path d=\"M1,2 L3,4\"/>"
        + "<use href=\"#gpDot\" transform=\"translate(1,2)\" color=\"var(--c0072b2)\"/>"
        + "<g><text>a &amp; b &lt;c&gt; é &amp;oops;</text></g></g></g>")
    #expect(svg.colours == [Colour(0), Colour(0x606060), Colour(0x0072B2)])
  }

  @Test(
    "is not shown if there is anything in it that is no picture",
    arguments: [
      "<script>alert(1)</script>", "<g onload='alert(1)'/>", "<a href='x'><path d='M0,0'/></a>",
      "<image href='http://x'/>", "<use href='http://x#gpDot'/>", "<use href='#other'/>",
      "<path d='M0,0' style='fill:red'/>", "<path fill='url(#x)' d='M0,0'/>",
      "<path d='&quot;'/>", "<foreignObject/>", "<style>*{}</style>", "<g>letters</g>",
      "<![CDATA[x]]>", "<!DOCTYPE x>", "<g><path d='M0,0'></g></path>", "<g>", "</g>", "<g",
      "<path d=M0/>", "<path d='M0", "<animate attributeName='x'/>", "<svg viewBox='0 0 1 1'/>",
    ])
  func refused(_ inside: String) { #expect(picture(inside) == nil) }

  @Test("is nothing without a root, or with more than one")
  func roots() {
    #expect(InlineSVG([]) == nil)
    #expect(InlineSVG(Array("<g/>".utf8)) == nil)
    #expect(InlineSVG(Array("<svg/>".utf8)) == nil)
    #expect(InlineSVG(Array("<svg viewBox='0 0 a 1'/>".utf8)) == nil)
    #expect(InlineSVG(Array("<svg viewBox='0 0 1 1'/><svg viewBox='0 0 1 1'/>".utf8)) == nil)
    #expect(InlineSVG([0xFF, 0xFE]) == nil)
    #expect(picture("") != nil)
  }

  @Test(
    "shows letters as letters",
    arguments: ["<script>", "\"'&", "&amp;lt;", "{{x}}", "a\u{1}b"])
  func letters(_ text: String) throws {
    let written = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    let svg = try #require(picture("<text>\(written)</text>"))
    let shown = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\u{1}", with: " ")
    #expect(svg.markup == "<text>\(shown)</text>")
  }
}
