import Testing

@testable import Plotting

@Suite("A kept script") struct KeptScriptTests {
  @Test("begins with how to draw again, and has its numbers beside it")
  func golden() {
    let kept = KeptScript(smallFigure, name: "small", terminal: .png)
    #expect(
      kept.script.hasPrefix(
        """
        # small.png as forecast drew it. Change what you like, and in this folder draw it again:
        #   gnuplot small.gnuplot
        # The numbers are in small.dat.
        reset
        set encoding utf8
        set terminal pngcairo noenhanced size 600,400
        """))
    #expect(kept.script.contains("set output './small.png'\n"))
    #expect(kept.script.contains("plot './small.dat' index 0 using 1:2 with lines"))
    #expect(!kept.script.contains("EOD"))
    #expect(
      kept.data == """
        # index 0: Panel: actual
        # x y
        0 1
        1 NaN
        2 2.5
        3 NaN
        4 3

        """)
  }

  @Test("draws the very bytes that the renderer draws", arguments: [Terminal.png, .svg])
  func sameBytes(_ terminal: Terminal) throws {
    for named in reportFigures(SampleReport.airlineReport.report).prefix(5) {
      let scratch = try Scratch()
      var style = PictureStyle()
      style.size = Figure.Size(width: 900, height: 700)
      let kept = KeptScript(named.figure, name: named.name, terminal: terminal, style: style)
      scratch.write(kept.script, to: "\(named.name).gnuplot")
      scratch.write(kept.data, to: "\(named.name).dat")
      #expect(shell("cd \(shellQuoted(scratch.path)) && gnuplot \(named.name).gnuplot") == 0)
      let drawing = GnuplotRenderer.Drawing(
        named.figure, terminal: terminal, path: scratch.path + "/direct", style: style)
      try GnuplotRenderer().draw([drawing])
      let again = bytes(ofFile: "\(scratch.path)/\(named.name).\(terminal.fileExtension)")
      #expect(again != nil && again == bytes(ofFile: scratch.path + "/direct"), "\(named.name)")
    }
  }

  @Test("runs nothing, whatever a series is called", arguments: QuotingTests.hostile)
  func hostile(_ text: String) throws {
    let scratch = try Scratch()
    let panel = Panel(
      title: text, note: text, x: Axis(label: text), y: Axis(label: text), legend: .below,
      elements: [
        .trace(Trace(name: text, role: .test, x: [0, 1], y: [1, 2])),
        .band(Band(name: text, role: .test, x: [0, 1], lower: [0, 1], upper: [2, 3])),
      ])
    let kept = KeptScript(
      Figure(title: text, rows: [Figure.Row(panels: [panel])]), name: "a", terminal: .svg)
    scratch.write(kept.script, to: "a.gnuplot")
    scratch.write(kept.data, to: "a.dat")
    #expect(shell("cd \(shellQuoted(scratch.path)) && gnuplot a.gnuplot") == 0)
    #expect(scratch.files == ["a.dat", "a.gnuplot", "a.svg"])
    #expect(kept.data.split(separator: "\n").count { !$0.hasPrefix("#") } == 4)
    #expect(Terminal.svg.isWhole(try #require(bytes(ofFile: scratch.path + "/a.svg"))))
  }

  @Test("says that its gnuplot has no such terminal")
  func noTerminal() throws {
    let scratch = try Scratch()
    let program = scratch.program("sed 's/sixelgd/nosuch/' | exec gnuplot \"$@\"")
    let error = #expect(throws: GnuplotError.self) {
      _ = try GnuplotRenderer(program: program).sixels(smallFigure)
    }
    #expect(error?.reason == .noTerminal(name: "nosuch"))
  }
}
