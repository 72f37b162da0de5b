import Dispatch
import Testing

@testable import Plotting

@Suite("A studio") struct StudioTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// More numbers than a pipe holds, many times.
  private static let large: Figure = {
    let xs = (0..<200_000).map { Double($0) }
    let panel = Panel(
      x: Axis(label: ""), y: Axis(label: ""), elements: [.trace(Trace(role: .test, x: xs, y: xs))])
    return Figure(title: "", rows: [Figure.Row(panels: [panel])])
  }()

  @Test("draws what comes in any order from any thread, each picture as it is drawn alone")
  func anyOrder() async throws {
    let figures = reportFigures(SampleReport.airlineReport.report)
    let studio = try GnuplotRenderer(processes: 3).open()
    await withTaskGroup { group in
      for figure in figures.reversed() {
        group.addTask {
          studio.draw(
            .init(figure.figure, terminal: .png, path: "\(studio.folder)/\(figure.name)"))
        }
      }
    }
    let pictures = try studio.finish()
    #expect(pictures.count == figures.count)
    for figure in figures.prefix(4) {
      let path = scratch.path + "/alone"
      try GnuplotRenderer().draw([.init(figure.figure, terminal: .png, path: path)])
      #expect(pictures["\(studio.folder)/\(figure.name)"] == bytes(ofFile: path), "\(figure.name)")
    }
    #expect(!exists(studio.folder))
  }

  @Test("gives its gnuplots as long as was said from the moment when all figures are known")
  func clock() throws {
    let studio = try GnuplotRenderer(seconds: 2).open()
    #expect(shell("sleep 2.5") == 0)
    let path = studio.folder + "/figure"
    studio.draw(.init(smallFigure, terminal: .svg, path: path))
    #expect(try studio.finish()[path].map(Terminal.svg.isWhole) == true)
  }

  @Test(
    "takes figures at once, although its gnuplot does not read, and can be abandoned at any time",
    .timeLimit(.minutes(1)))
  func abandoned() throws {
    let start = monotonicSeconds()
    let program = scratch.program("sleep 60 & echo $! >\(shellQuoted(scratch.path))/child; wait")
    let studio = try GnuplotRenderer(program: program).open(for: 2)
    for name in ["/a", "/b", "/c"] {
      studio.draw(.init(Self.large, terminal: .png, path: scratch.path + name))
    }
    #expect(["a", "b", "c"].allSatisfy(scratch.files.contains))
    while !scratch.files.contains("child") { #expect(shell("sleep 0.01") == 0) }
    studio.abandon()
    studio.abandon()
    #expect(monotonicSeconds() - start < 30)
    #expect(scratch.files == ["child", "fake gnuplot"])
    #expect(!exists(studio.folder))
    // What gnuplot has started ends with it.
    let status = "/proc/$(cat \(shellQuoted(scratch.path))/child)/status"
    #expect(shell("sleep 0.2; ! grep -q '^State:[^RSD]*[RSD]' \(status) 2>/dev/null") == 0)
  }

  @Test("that nobody finishes leaves nothing behind")
  func forgotten() throws {
    var folder = ""
    do {
      let studio = try GnuplotRenderer().open(for: 1)
      folder = studio.folder
      studio.draw(.init(smallFigure, terminal: .png, path: folder + "/figure"))
      #expect(exists(folder))
    }
    #expect(!exists(folder))
  }

  @Test("blames TMPDIR for its own files, and not the output folder")
  func temporary() throws {
    let studio = try GnuplotRenderer().open(for: 1)
    let path = studio.folder + "/figure"
    #expect(shell("ln -s /dev/full \(shellQuoted(path))") == 0)
    studio.draw(.init(smallFigure, terminal: .png, path: path))
    let error = try #require(throws: GnuplotError.self) { try studio.finish() }
    #expect(error.reason == .diskFull(name: path))
    #expect(error.hint == "set TMPDIR to a folder with room")
    #expect(!exists(studio.folder))
  }

  @Test("lets nothing through to a gnuplot that was told to end")
  func late() throws {
    let session = try GnuplotSession(
      try GnuplotRenderer().locate(), wordsPath: scratch.path + "/words")
    session.end()
    session.send { "print 1\n" }
    let end = session.wait(until: .now() + .seconds(20), unless: { false })
    #expect(end.failure(after: 20) == nil)
    #expect(end.words == "")
    session.kill()
  }

  @Test("that was given nothing has nothing to complain of")
  func empty() throws {
    let studio = try GnuplotRenderer().open(for: 1)
    #expect(try studio.finish() == [:])
    #expect(!exists(studio.folder))
  }

  private func exists(_ path: String) -> Bool { shell("test -e \(shellQuoted(path))") == 0 }
}
