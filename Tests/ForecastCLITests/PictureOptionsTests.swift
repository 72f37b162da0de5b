import Foundation
import Testing

/// `--terminal`, `--size`, `--font` and `--keep-scripts`, wherever pictures are drawn.
@Suite("The options of pictures") struct PictureOptionsTests {
  private let scratch: Scratch
  private let run = ["run", "--model", "rnn", "--epochs", "2", "--seeds", "1"]

  init() throws { scratch = try Scratch() }

  /// The width and the height in the header of a PNG.
  private func size(_ name: String) throws -> [Int] {
    let header = try scratch.bytes(of: name).dropFirst(16).prefix(8).map(Int.init)
    return [header[0..<4], header[4..<8]].map { $0.reduce(0) { $0 << 8 | $1 } }
  }

  private func start(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Outcome
  {
    let outcome = try scratch.start(arguments, environment: environment).outcome()
    try #require(outcome.exitCode == 0, "\(arguments): \(outcome.errors)")
    return outcome
  }

  @Test("give all pictures of inspect, run and plot their size")
  func size() throws {
    _ = try start(["inspect", "--plots", "-o", "i", "--size", "640x480"])
    for name in ["series", "season", "acf"] { #expect(try size("i/\(name).png") == [640, 480]) }
    _ = try start(run + ["--size", "16x9cm", "--font", "DejaVu Serif,9"])
    let pictures = try scratch.files(in: "plots").filter { $0.hasSuffix(".png") }
    #expect(pictures.count == 6)
    for name in pictures { #expect(try size("plots/\(name)") == [605, 340]) }
    // The page has a look of its own.
    let page = try scratch.text(of: "plots/report.html")
    #expect(page.contains("0 0 1600 1200"))
    _ = try start(
      ["plot", "--only", "loss-rnn"],
      ["FORECAST_SIZE": "700x500", "FORECAST_FONT": ",12", "FORECAST_TERMINAL": "png"])
    #expect(try size("plots/loss-rnn.png") == [700, 500])
    try scratch.put("terminal = \"svg\"\nsize = \"700x500\"\n", in: "forecast.toml")
    _ = try start(["plot", "--only", "loss-rnn"])
    #expect(try scratch.text(of: "plots/loss-rnn.svg").contains("width=\"700\" height=\"500\""))
  }

  @Test("are part of what a run is repeated from")
  func replay() throws {
    let options = ["--terminal", "svg", "--size", "700x500", "--font", "Serif,9", "--keep-scripts"]
    _ = try start(run + options)
    let words = try #require(scratch.json(of: "plots/run.json")["arguments"] as? [String])
    #expect(Array(words.suffix(7)) == options)
    _ = try start(["run", "--replay", "plots/run.json", "-o", "again"])
    for name in try scratch.files(in: "plots") where name != "report.json" {
      #expect(try scratch.bytes(of: "plots/\(name)") == scratch.bytes(of: "again/\(name)"))
    }
    let refused = try scratch.forecast("run", "--replay", "plots/run.json", "--size", "700x500")
    #expect(refused.exitCode == 64)
  }

  @Test("keep scripts that draw the same pictures, and list them")
  func scripts() throws {
    _ = try start(run + ["--keep-scripts"])
    let files = try scratch.files(in: "plots")
    let pictures = files.filter { $0.hasSuffix(".png") }.map { String($0.dropLast(4)) }
    #expect(pictures.count == 6)
    let report = try scratch.json(of: "plots/report.json")
    let listed = try #require(report["files"] as? [[String: Any]]).compactMap {
      $0["name"] as? String
    }
    for name in pictures {
      #expect(listed.contains("\(name).gnuplot") && listed.contains("\(name).dat"))
    }
    let before = try scratch.contents()
    let outcome = try scratch.shell("cd plots; rm *.png; for s in *.gnuplot; do gnuplot $s; done")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(try scratch.contents() == before)
    // They are the run's own files: the next run replaces them.
    _ = try start(run + ["--keep-scripts"])
    try scratch.put("mine", in: "plots/loss-rnn.gnuplot")
    let refused = try scratch.start(run + ["--keep-scripts"]).outcome()
    #expect(refused.exitCode == 73 && refused.errors.contains("loss-rnn.gnuplot is there"))
    #expect(try scratch.text(of: "plots/loss-rnn.gnuplot") == "mine")
  }

  @Test("keep scripts of plot, inspect and backtest too")
  func scriptsElsewhere() throws {
    _ = try start(run)
    let drawn = try start(["plot", "--only", "loss-rnn", "--keep-scripts", "-o", "p"])
    #expect(drawn.text == "p/loss-rnn.png\np/loss-rnn.gnuplot\np/loss-rnn.dat\n")
    _ = try start(["plot", "--only", "loss-rnn", "--keep-scripts", "-o", "p"])
    _ = try start(["inspect", "--plots", "--keep-scripts", "--terminal", "svg", "-o", "i"])
    _ = try start(["inspect", "--plots", "-o", "i"])
    _ = try start(["inspect", "--plots", "--keep-scripts", "--terminal", "svg", "-o", "i"])
    let inspected = try scratch.files(in: "i")
    #expect(inspected.count == 13 && inspected.contains("season.dat"))
    _ = try start(
      ["backtest", "--model", "persistence", "-o", "b", "--keep-scripts", "--terminal", "pdf"])
    #expect(
      try scratch.files(in: "b").filter { $0.hasPrefix("ranks") }
        == ["ranks.dat", "ranks.gnuplot", "ranks.pdf"])
  }

  @Test("keep scripts where there is no gnuplot, to draw elsewhere")
  func withoutGnuplot() throws {
    let outcome = try scratch.start(
      run + ["--keep-scripts", "--size", "900x700"], environment: ["FORECAST_GNUPLOT": "/nowhere"]
    ).outcome()
    #expect(outcome.exitCode == 69)
    #expect(
      outcome.errors.hasSuffix(
        "then: forecast plot plots --size 900x700 --keep-scripts.\n"))
    let files = try scratch.files(in: "plots")
    #expect(
      files.count { $0.hasSuffix(".gnuplot") } == 6 && files.count { $0.hasSuffix(".dat") } == 6)
    let failed = try scratch.forecast(
      "plot", "--keep-scripts", "--only", "loss-rnn", "-o", "p",
      environment: ["FORECAST_GNUPLOT": "/nowhere"])
    #expect(failed.exitCode == 69)
    #expect(try scratch.files(in: "p") == ["loss-rnn.dat", "loss-rnn.gnuplot", "report.json"])
    _ = try start(["plot", "--keep-scripts", "-o", "p"])
    _ = try start(["plot", "plots", "--size", "900x700", "--keep-scripts"])
    #expect(try size("plots/forecast.png") == [900, 700])
  }

  @Test(
    "are refused where they cannot be meant, each by name",
    arguments: [
      "--size=0x5", "--size=axb", "--size=1e9x1", "--size=800", "--size=-5x3", "--size=800x600x2",
      "--size=", "--size=16cmx9", "--size=99999x99999", "--size=8000x8000", "--size=1600X900",
      "--font=", "--font=a\nset output 'pwned'", "--font='", "--font=\"", "--font=\\",
      "--font=\"; system(\"touch pwned\"); #", "--font=`touch pwned`,12", "--font=Arial,0",
      "--font=Arial,1000", "--font=Arial,12,13", "--font=$(touch pwned)", "--terminal=x11",
    ])
  func refused(_ word: String) throws {
    for command in [["run"], ["plot"], ["inspect", "--plots"], ["backtest"]] {
      let outcome = try scratch.start(command + [word]).outcome()
      #expect(outcome.exitCode == 64, "\(outcome.errors)")
      let option = word.prefix { $0 != "=" }
      #expect(outcome.errors.contains(option), "\(outcome.errors)")
      #expect(outcome.text == "")
    }
    #expect(try scratch.files() == [])
  }

  @Test("count letters where pictures are letters")
  func letters() throws {
    let outcome = try start(["inspect", "--plots", "--terminal", "dumb", "--size", "120x30"])
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.contains { $0.count > 100 } && lines.allSatisfy { $0.count <= 120 })
    #expect(try scratch.files() == [])
    let refused = try scratch.forecast(
      "inspect", "--plots", "--terminal", "dumb", "--size", "16x9cm")
    #expect(refused.exitCode == 64 && refused.errors.contains("--size is 16x9cm"))
  }

  @Test("say when another font takes the place of one that is not there")
  func substitute() throws {
    let outcome = try start(["inspect", "--plots", "--font", "No Such Font At All"])
    #expect(
      outcome.errors.hasPrefix("forecast: note: there is no font 'No Such Font At All' here; "))
    let known = try start(["inspect", "--plots", "--font", "DejaVu Sans Mono"])
    #expect(known.errors == "")
  }

  // MARK: sixels

  @Test("write sixels into a pipe, and nothing into the folder")
  func sixels() throws {
    let outcome = try start(
      ["inspect", "--plots", "--terminal", "sixel", "--size", "400x300", "--keep-scripts"])
    #expect(outcome.text.matches(of: /\u{1B}P/).count == 3)
    #expect(outcome.text.contains("\"1;1;400;300"))
    #expect(outcome.errors.contains("keeps nothing of --terminal sixel"))
    #expect(try scratch.files() == [])
    _ = try start(run + ["--terminal", "dumb"])
    let one = try start(["plot", "--terminal", "sixel", "--only", "loss-rnn"])
    #expect(one.text.hasPrefix("\u{1B}P") && one.text.hasSuffix("\u{1B}\\\n"))
    let document = try start(["plot", "--terminal", "sixel", "--json"])
    #expect(!document.text.contains("\u{1B}"))
  }

  @Test(
    "ask a terminal whether it shows sixels",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "no script(1)"))
  func terminal() throws {
    // What is typed into script(1) is what the terminal answers.
    let command = #"\"$forecast\" inspect --plots --terminal sixel --size 400x300"#
    func asked(_ answer: String, _ kind: String = "xterm") throws -> Outcome {
      try scratch.shell(
        "(sleep 0.3; printf '\(answer)'; sleep 2) | TERM=\(kind) script -qec \"\(command)\" out",
        environment: ["SHELL": "/bin/sh"])
    }
    #expect(try asked(#"\033[?62;4;22c"#).text.contains("\"1;1;400;300"))
    for (answer, kind) in [(#"\033[?62;22c"#, "xterm"), ("", "xterm"), (#"\033[?62;4c"#, "dumb")] {
      let outcome = try asked(answer, kind)
      #expect(outcome.exitCode == 64)
      #expect(outcome.text.contains("does not say that it shows sixels"))
      #expect(!outcome.text.contains("\u{1B}P"))
    }
  }

  @Test("say that a gnuplot was built without sixels")
  func noSixels() throws {
    try scratch.put("#!/bin/sh\nsed 's/sixelgd/nosuch/' | gnuplot \"$@\"\n", in: "gnuplot.sh")
    let program = scratch.url.appending(path: "gnuplot.sh").path
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let outcome = try scratch.forecast(
      "inspect", "--plots", "--terminal", "sixel", environment: ["FORECAST_GNUPLOT": program])
    #expect(outcome.exitCode == 69)
    #expect(
      outcome.errors.hasPrefix("forecast: this gnuplot was built without its terminal nosuch"))
  }
}
