import Foundation
import Testing

/// The commands of the README and of the guides are run as they stand there, in a folder for each
/// page, and print what stands below them.
///
/// In the folder lie the airline series, as it is and as `sales.csv` without its last year, and
/// `shops.csv`, a table of several series. A file that a page shows with `cat` is there too. What a
/// page shows comes on standard output or standard error, as on a terminal.
@Suite("What the pages show") struct GuideCommandTests {
  /// What is not run, and why: everything on the page that begins like this.
  private static let left: [(page: String, start: String, reason: String)] = [
    ("README.md", "make run", "it builds, and installs what is missing"),
    ("Guides/backtesting.md", "known ····", "a drawing of origins"),
    ("Guides/intervals.md", "Intervals of the forecasts:", "a part of report.md"),
    (
      "Guides/pytorch.md", "forecast predict bare.safetensors",
      "a program in Python has made the file: make interop runs it"
    ),
    (
      "Guides/reliability.md", "forecast run sales.csv --deep --checkpoint",
      "Ctrl-C takes part: the tests of interruptions do it"
    ),
    ("Guides/reliability.md", "until forecast train", "it goes on until it is done"),
    ("Guides/reliability.md", "make ", "it builds, and takes minutes"),
  ]

  private static func reason(_ start: String, on page: GuidePage) -> Int? {
    left.firstIndex { $0.page == page.path && start.hasPrefix($0.start) }
  }

  @Test("is what the commands print", arguments: try GuidePage.all())
  func commands(of page: GuidePage) throws {
    let scratch = try folder()
    for command in page.commands where Self.reason(command.text, on: page) == nil {
      if let name = command.text.wholeMatch(of: /cat (\S+)/)?.1 {
        try scratch.put(command.shown + "\n", in: String(name))
      }
      let outcome = try scratch.shell(
        "exec 2>&1\n\(command.text)",
        environment: ["PATH": Self.path(try Executable.find().deletingLastPathComponent().path)])
      let place = "\(page.path):\(command.line): \(command.text)"
      guard !command.shown.isEmpty else {
        #expect(outcome.exitCode == 0, "\(place)\n\(outcome.text)")
        continue
      }
      var shown = ShownText(command.shown)
      shown.comparesNumbers = Processor.isThatOfThePages
      let difference = shown.difference(from: outcome.text)
      #expect(difference == nil, "\(place)\n\(difference ?? "")")
    }
  }

  @Test(
    "is a command, a program or its output, or stands in a list", arguments: try GuidePage.all())
  func others(on page: GuidePage) {
    for block in page.others {
      #expect(Self.reason(block.text, on: page) != nil, "\(page.path):\(block.line)")
    }
  }

  @Test("is in the list of what is not run only where it is")
  func list() throws {
    let pages = try GuidePage.all()
    for (page, start, _) in Self.left {
      let found = pages.first { $0.path == page }
      let texts = (found?.commands.map(\.text) ?? []) + (found?.others.map(\.text) ?? [])
      #expect(texts.contains { $0.hasPrefix(start) }, "\(page): \(start)")
    }
  }

  /// A folder with what the pages take for granted.
  private func folder() throws -> Scratch {
    let scratch = try Scratch()
    let airline = try airlineFile()
    try scratch.put(airline, in: "datasets/airline-passengers.csv")
    try scratch.put(airline, in: "airline-passengers.csv")
    let before1960 = airline.split(separator: "\n").filter { !$0.hasPrefix("1960") }
    try scratch.put(before1960.joined(separator: "\n") + "\n", in: "sales.csv")
    let shops = ["Lyon", "Nice"].flatMap { city in
      (0..<60).map { "\(city),\(monthText($0, after: 2015)),\(100 + $0 + 9 * ($0 % 12))" }
    }
    try scratch.put((["city,month,sales"] + shops).joined(separator: "\n") + "\n", in: "shops.csv")
    return scratch
  }

  /// Where commands are looked for, with a folder before all others.
  private static func path(_ first: String) -> String {
    "\(first):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
  }
}

@Suite("A text that a page shows") struct ShownTextTests {
  static let cases: [(shown: String, printed: String, isSame: Bool)] = [
    ("a 1.5\nb\n", "a   1.5\nb", true),
    ("a 1.5", "a 1.6", false),
    ("a\nb", "a", false),
    ("a", "a\nb", false),
    ("a\n\n…", "a\n\nb\nc", true),
    ("…\nb", "a\nb", true),
    ("…\nb", "a\nb\nc", false),
    ("a\n…\nc", "a\nb\nd", false),
    ("--- ----\n a  1", "--- --\n a 1", true),
    ("a fit  auto 0.165 s, gru 1 s\nby 2 threads", "a fit auto 2 s, gru 0.1 s\nby 8 threads", true),
    ("auto 2 seeds", "auto 3 seeds", false),
  ]

  @Test("is found in what is printed, or is not", arguments: cases)
  func same(_ shown: String, _ printed: String, _ isSame: Bool) {
    #expect((ShownText(shown).difference(from: printed) == nil) == isSame)
  }

  @Test("counts without its numbers on another processor")
  func withoutNumbers() {
    var shown = ShownText("gru −1.5 +0.2 12 %")
    shown.comparesNumbers = false
    #expect(shown.difference(from: "gru 2.5 −0.1 9 %") == nil)
    #expect(shown.difference(from: "lstm −1.5 +0.2 12 %") != nil)
  }
}
