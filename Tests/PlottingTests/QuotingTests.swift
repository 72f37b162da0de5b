import Testing

@testable import Plotting

@Suite("Quoting") struct QuotingTests {
  static let hostile = [
    #"'; system("touch pwned"); #"#, "''; system(\"touch pwned\"); '", "`touch pwned`",
    "'`touch pwned`'", "\"`touch pwned`\"", "50 % of %g and %%", "two\nlines\n!touch pwned",
    "@macro {/Symbol a} a_b^c", "}}} {{{ \\", "''''", "'", "\\", "# $x", "",
    "a'''b''''c'", "<b>&amp;</b>",
  ]

  @Test("keeps apostrophes out of gnuplot's quotes")
  func apostrophes() {
    #expect(gnuplotQuoted("plain") == "'plain'")
    #expect(gnuplotQuoted("it's") == #"'it'."\047".'s'"#)
    #expect(gnuplotQuoted("'") == #"''."\047".''"#)
  }

  @Test("makes control characters and marks of direction into spaces")
  func controls() {
    #expect(gnuplotQuoted("a\nb\r\nc\u{1B}d\u{202E}e\u{85}f") == "'a b  c d e f'")
  }

  @Test("doubles percent signs in the labels of ticks only")
  func percent() {
    #expect(gnuplotQuotedTick("50 %") == "'50 %%'")
    #expect(gnuplotQuoted("50 %") == "'50 %'")
  }

  @Test("keeps a path from being a command or a home")
  func paths() {
    #expect(gnuplotQuotedPath("|sh") == "'./|sh'")
    #expect(gnuplotQuotedPath("~root/x") == "'./~root/x'")
    #expect(gnuplotQuotedPath("/a b") == "'/a b'")
  }

  @Test("makes one word for the shell")
  func shellWords() {
    #expect(shellQuoted("a'b $(c)") == #"'a'\''b $(c)'"#)
  }

  @Test("shows hostile texts literally and runs nothing", arguments: hostile)
  func literal(_ text: String) throws {
    let scratch = try Scratch()
    let panel = Panel(
      title: text, note: text, x: Axis(label: text, scale: .category([text])),
      y: Axis(label: text), legend: .below,
      elements: [
        .trace(Trace(name: text, role: .test, x: [0, 1], y: [1, 2])),
        .horizontalLine(y: 1.5, label: text), .verticalLine(x: 0.5, label: text),
        .text(TextLabel(text, x: 0, y: 1)),
      ])
    let figure = Figure(title: text, rows: [Figure.Row(panels: [panel])])
    let path = scratch.path + "/it's \"a\" `touch pwned` $(touch pwned).svg"
    // From within the folder, where `touch pwned` would leave its trace.
    let gnuplot = scratch.program("cd \(shellQuoted(scratch.path)) && exec gnuplot \"$@\"")
    try GnuplotRenderer(program: gnuplot).draw([.init(figure, terminal: .svg, path: path)])
    let svg = String(decoding: try #require(bytes(ofFile: path)), as: UTF8.self)
    #expect(!scratch.files.contains("pwned"))
    #expect(scratch.files.count == 2)
    let shown = text.map { $0 == "\n" ? " " : $0 == "<" ? "&lt;" : $0 == "&" ? "&amp;" : "\($0)" }
    if !text.isEmpty { #expect(svg.split(separator: "<text>\(shown.joined())</text>").count >= 8) }
  }
}
