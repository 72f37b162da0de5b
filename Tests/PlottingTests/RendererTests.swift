import Testing

@testable import Plotting

/// A picture of one pixel, its chunks as libpng would write them but for the checksums.
private let tinyPNG: [UInt8] =
  [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  + chunk("IHDR", count: 13) + chunk("IDAT", count: 10) + chunk("IEND", count: 0)

private func chunk(_ type: String, count: Int) -> [UInt8] {
  [0, 0, 0, UInt8(count)] + Array(type.utf8) + [UInt8](repeating: 7, count: count + 4)
}

@Suite("The renderer") struct RendererTests {
  private func draw(
    _ program: String? = nil, in scratch: Scratch, seconds: Int = 20, terminal: Terminal = .png,
    name: String = "figure.part", count: Int = 1
  ) throws {
    let drawings = (0..<count).map { index in
      GnuplotRenderer.Drawing(
        smallFigure, terminal: terminal,
        path: "\(scratch.path)/\(index == 0 ? name : "\(index)\(name)")")
    }
    try GnuplotRenderer(program: program, seconds: seconds).draw(drawings)
  }

  /// The reason why a drawing failed.
  private func failure(_ body: () throws -> Void) throws -> GnuplotError {
    try #require(#expect(throws: GnuplotError.self, performing: body))
  }

  @Test(
    "draws whole files on every terminal",
    arguments: [
      Terminal.png, .svg, .pdf, .sixel, .text(ascii: false), .text(ascii: true),
    ])
  func terminals(_ terminal: Terminal) throws {
    let scratch = try Scratch()
    try draw(in: scratch, terminal: terminal, count: 5)
    #expect(scratch.files.count == 5)
    let drawn = try #require(bytes(ofFile: scratch.path + "/figure.part"))
    #expect(terminal.isWhole(drawn))
    #expect(!terminal.isWhole([]))
    if terminal.hasColour { #expect(!terminal.isWhole(drawn.dropLast(8))) }
  }

  @Test("returns a picture in letters that fit 79 columns", arguments: [true, false])
  func letters(_ ascii: Bool) throws {
    let text = try GnuplotRenderer().text(smallFigure, ascii: ascii)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 79 })
    #expect(lines.first == "Small")
    #expect(text.contains("Value (kg)") && text.contains("maximum") && text.contains("actual"))
    if ascii { #expect(text.utf8.allSatisfy { $0 < 128 }) }
  }

  @Test("walks a PNG from chunk to chunk to its very end")
  func wholePNG() {
    #expect(Terminal.png.isWhole(tinyPNG))
    for count in 0..<tinyPNG.count { #expect(!Terminal.png.isWhole(Array(tinyPNG.prefix(count)))) }
    #expect(!Terminal.png.isWhole(tinyPNG + [0]))
    var wrong = tinyPNG
    wrong[8] = 0xFF
    #expect(!Terminal.png.isWhole(wrong))
  }

  @Test("says which program is missing and how to get it")
  func missing() throws {
    let scratch = try Scratch()
    let named = try failure { try draw("/no/such/gnuplot", in: scratch) }
    #expect(named.reason == .missing(program: "/no/such/gnuplot"))
    let renderer = GnuplotRenderer(program: "gnuplot", searchPath: "/no/such/folder")
    let unfound = try failure { _ = try renderer.text(smallFigure) }
    #expect(unfound.reason == .missing(program: "gnuplot"))
    #expect(
      unfound.description == """
        cannot draw: no program gnuplot found, expected gnuplot 5
        try: install it with: sudo apt-get install gnuplot-nox, or name it in FORECAST_GNUPLOT
        """)
    #expect(scratch.files.isEmpty)
  }

  @Test("hands on the words of a gnuplot that gives up, and leaves no files")
  func failed() throws {
    let scratch = try Scratch()
    let program = scratch.program("cat >/dev/null; echo 'no such terminal' >&2; exit 1")
    let error = try failure { try draw(program, in: scratch, count: 3) }
    #expect(error == GnuplotError(.failed(status: 1), words: "no such terminal"))
    #expect(scratch.files == ["fake gnuplot"])
  }

  @Test("outlives a gnuplot that stops reading, with more to say than a pipe holds")
  func brokenPipe() throws {
    let scratch = try Scratch()
    let program = scratch.program("exec 0<&-; sleep 0.2; exit 3")
    let xs = (0..<60_000).map { Double($0) }
    let panel = Panel(
      x: Axis(label: ""), y: Axis(label: ""), elements: [.trace(Trace(role: .test, x: xs, y: xs))])
    let figure = Figure(title: "", rows: [Figure.Row(panels: [panel])])
    let error = try failure { _ = try GnuplotRenderer(program: program).text(figure) }
    #expect(error.reason == .failed(status: 3))
  }

  @Test("notices a gnuplot that is killed half-way, and removes the half picture")
  func killed() throws {
    let scratch = try Scratch()
    let half = "printf '\\211PNG\\r\\n\\032\\n' >\(shellQuoted(scratch.path + "/figure.part"))"
    let error = try failure { try draw(scratch.program("\(half); kill -9 $$"), in: scratch) }
    #expect(error.reason == .killed(signal: 9))
    #expect(scratch.files == ["fake gnuplot"])
  }

  @Test("notices a half picture from a gnuplot that says all is well")
  func incomplete() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/figure.part"
    let half = "cat >/dev/null; printf '\\211PNG\\r\\n\\032\\n' >\(shellQuoted(path))"
    let error = try failure { try draw(scratch.program(half), in: scratch) }
    #expect(error.reason == .incompleteFile(name: path))
    #expect(scratch.files == ["fake gnuplot"])
  }

  @Test("stops a gnuplot that hangs", .timeLimit(.minutes(1)))
  func hanging() throws {
    let scratch = try Scratch()
    let start = monotonicSeconds()
    let error = try failure { try draw(scratch.program("sleep 30"), in: scratch, seconds: 1) }
    #expect(error.reason == .timedOut(seconds: 1))
    #expect(monotonicSeconds() - start < 10)
    #expect(scratch.files == ["fake gnuplot"])
  }

  @Test("stops a gnuplot when it is asked to", .timeLimit(.minutes(1)))
  func interrupted() throws {
    let scratch = try Scratch()
    let start = monotonicSeconds()
    let program = scratch.program("sleep 30")
    let renderer = GnuplotRenderer(
      program: program, isInterrupted: { monotonicSeconds() - start > 1 })
    let error = try failure {
      try renderer.draw([.init(smallFigure, terminal: .png, path: scratch.path + "/figure.part")])
    }
    #expect(error.reason == .interrupted)
    #expect(1...10 ~= monotonicSeconds() - start)
    #expect(scratch.files == ["fake gnuplot"])
  }

  @Test("says why a file cannot be made", arguments: ["none/figure", "new\nline"])
  func unwritable(_ name: String) throws {
    let scratch = try Scratch()
    let error = try failure { try draw(in: scratch, name: name) }
    guard case .cannotWrite = error.reason else {
      Issue.record("expected cannotWrite, found \(error.reason)")
      return
    }
    #expect(scratch.files.isEmpty)
  }

  @Test(
    "knows a full disk", .enabled(if: shell("test -c /dev/full") == 0, "there is no /dev/full"),
    arguments: [Terminal.png, .svg, .pdf])
  func fullDisk(_ terminal: Terminal) throws {
    let scratch = try Scratch()
    try #require(shell("ln -s /dev/full \(shellQuoted(scratch.path + "/figure.part"))") == 0)
    let error = try failure { try draw(in: scratch, terminal: terminal) }
    #expect(error.reason == .diskFull(name: scratch.path + "/figure.part"))
    #expect(scratch.files.isEmpty)
    #expect(isDiskFull(at: "/dev/full"), "the device itself stays")
  }

  @Test("knows a program that cannot be started")
  func notExecutable() throws {
    let scratch = try Scratch()
    let program = scratch.program("exit 0")
    scratch.write("neither a program nor a script", to: "fake gnuplot")
    let error = try failure { try draw(program, in: scratch, count: 3) }
    guard case .notExecutable = error.reason else {
      Issue.record("expected notExecutable, found \(error.reason)")
      return
    }
    #expect(!error.hint.contains("memory"))
    #expect(scratch.files == ["fake gnuplot"])
    _ = try failure {
      _ = try GnuplotSession(program, wordsPath: scratch.path + "/words")
    }
    #expect(scratch.files == ["fake gnuplot"])
  }

  @Test("draws in several threads at once")
  func threads() async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask { try GnuplotRenderer().text(smallFigure).hasPrefix("Small") }
      }
      for try await isDrawn in group { #expect(isDrawn) }
    }
  }
}
