import Foundation
import Testing

@Suite("forecast report and plot") struct ReportAndPlotTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.succeed("run", "--model", "gru", "--epochs", "2")
  }

  // MARK: report

  @Test("report prints what the run printed, and its JSON is the report")
  func sameAsRun() throws {
    let text = try scratch.succeed("report").text
    #expect(text.hasPrefix("airline-passengers.csv: Passengers (thousands), monthly\n144 values"))
    #expect(try scratch.succeed("report", "plots/report.json").text == text)
    let json = try scratch.succeed("report", "plots", "--json").json()
    #expect(
      try #require(json["result"] as? NSDictionary)
        == (try scratch.json(of: "plots/report.json") as NSDictionary))
  }

  /// Verdict and checks of a report, and when `--fail-on` says no.
  struct Judgement: Sendable, CustomTestStringConvertible {
    let verdict: String
    let status: String
    let failsOn: Set<String>

    var testDescription: String { "\(verdict), \(status)" }
  }

  @Test(
    "report --fail-on ends with 1 when it applies, and with 0 else",
    arguments: [
      Judgement(verdict: "HEALTHY", status: "pass", failsOn: []),
      Judgement(verdict: "HEALTHY", status: "absent", failsOn: []),
      Judgement(verdict: "HEALTHY", status: "warn", failsOn: ["warn"]),
      Judgement(verdict: "UNDERFIT", status: "fail", failsOn: ["warn", "fail", "shift"]),
      Judgement(verdict: "SHIFT", status: "pass", failsOn: ["shift"]),
      Judgement(verdict: "OVERFIT (mild)", status: "pass", failsOn: ["overfit"]),
      Judgement(verdict: "OVERFIT (clear)", status: "warn", failsOn: ["overfit", "warn"]),
    ])
  func failOn(_ judgement: Judgement) throws {
    let report = try scratch.text(of: "plots/report.json")
      .replacing(/"verdict" : "[^"]*"/, with: "\"verdict\" : \"\(judgement.verdict)\"")
      .replacing(/"status" : "[^"]*"/, with: "\"status\" : \"\(judgement.status)\"")
    try scratch.put(report, in: "r.json")
    for condition in ["overfit", "shift", "warn", "fail"] {
      let expected: Int32 = judgement.failsOn.contains(condition) ? 1 : 0
      for form in [[], ["--json"]] {
        let outcome = try scratch.start(["report", "r.json", "--fail-on", condition] + form)
          .outcome()
        #expect(outcome.exitCode == expected, "--fail-on \(condition)")
        #expect(outcome.errors == "")
        #expect(!outcome.text.isEmpty)
      }
    }
  }

  // MARK: plot

  @Test(
    "plot draws files of the asked kind",
    arguments: [("svg", "<?xml"), ("pdf", "%PDF-"), ("png", "\u{89}PNG")])
  func kinds(kind: String, signature: String) throws {
    let outcome = try scratch.succeed("plot", "plots/report.json", "--terminal", kind, "-o", "a/b")
    let names = [
      "diagnosis-gru", "forecast", "intervals-gru", "loss-gru", "residuals-gru", "train-test-gru",
    ].map {
      "\($0).\(kind)"
    }
    #expect(try scratch.files(in: "a/b").sorted() == (names + ["report.json"]).sorted())
    // the report beside them makes them known, so they can be drawn again
    try scratch.succeed("plot", "plots", "--terminal", kind, "-o", "a/b")
    #expect(outcome.text.split(separator: "\n").sorted() == names.map { "a/b/\($0)" })
    for name in names {
      let start = try scratch.bytes(of: "a/b/\(name)").prefix(signature.unicodeScalars.count)
      #expect(start.elementsEqual(signature.unicodeScalars.map { UInt8($0.value) }), "\(name)")
    }
  }

  @Test("plot draws from the report alone the very bytes that were drawn beside the training")
  func sameBytes() throws {
    try scratch.succeed("run", "--epochs", "40", "-o", "four")
    try scratch.succeed("plot", "four", "-o", "again")
    let pictures = RunTests.files.filter { $0.hasSuffix(".png") }
    #expect(pictures.count == 22)
    for name in pictures {
      #expect(
        try scratch.bytes(of: "four/\(name)") == scratch.bytes(of: "again/\(name)"), "\(name)")
    }
  }

  @Test("plot draws letters on the terminal, and writes nothing then")
  func letters() throws {
    let before = try scratch.contents()
    let outcome = try scratch.succeed("plot", "--terminal", "dumb", "--only", "loss-gru")
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.count > 10)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(try scratch.contents() == before)
  }

  @Test("plot draws one picture alone, and the folder still is a run's that can be run again")
  func again() throws {
    #expect(
      try scratch.succeed("plot", "--only", "loss-gru", "--terminal", "svg").text
        == "plots/loss-gru.svg\n")
    try scratch.succeed("plot")
    try scratch.succeed("run", "--model", "gru", "--epochs", "2", "--terminal", "svg")
  }

  @Test("plot spares the files of others")
  func foreignFile() throws {
    try scratch.put("mine", in: "a/loss-gru.png")
    let outcome = try scratch.forecast("plot", "-o", "a")
    #expect(outcome.exitCode == 73)
    #expect(
      outcome.errors.hasPrefix("forecast: a: loss-gru.png is there and not written by forecast."))
    #expect(try scratch.files(in: "a") == ["loss-gru.png"])
    #expect(try scratch.text(of: "a/loss-gru.png") == "mine")
  }
}

@Suite("Without a working gnuplot, a run") struct GnuplotTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Everything but the pictures.
  private let numbers = [
    "forecast.csv", "gru.safetensors", "predictions.csv", "report.html", "report.json",
    "report.md", "run.json",
  ]

  @Test(
    "still writes all numbers, and says what is missing",
    arguments: [["FORECAST_GNUPLOT": "/nowhere"], ["PATH": "/nowhere"]])
  func missing(environment: [String: String]) throws {
    let outcome = try scratch.forecast(
      "run", "--model", "gru", "--epochs", "2", environment: environment)
    #expect(outcome.exitCode == 69)
    let program = environment["FORECAST_GNUPLOT"] ?? "gnuplot"
    #expect(
      outcome.errors == "forecast: cannot draw: no program \(program) found, expected gnuplot 5. "
        + "Install it with: sudo apt-get install gnuplot-nox, or name it in FORECAST_GNUPLOT. "
        + "All numbers are written; then: forecast plot plots.\n")
    #expect(outcome.text.contains("\ngru "))
    #expect(try scratch.files(in: "plots") == numbers)
    #expect(try !scratch.text(of: "plots/report.md").contains("!["))
    try scratch.succeed("plot")
    #expect(try scratch.files(in: "plots").count == numbers.count + 6)
  }

  @Test("blames TMPDIR when there is no room in it")
  func noTemporaryFolder() throws {
    let outcome = try scratch.forecast(
      "run", "--model", "gru", "--epochs", "2", environment: ["TMPDIR": "/nowhere"])
    #expect(outcome.exitCode == 73)
    #expect(
      outcome.errors.hasSuffix(
        ". Set TMPDIR to a folder with room. All numbers are written; then: forecast plot plots.\n")
    )
    #expect(try scratch.files(in: "plots") == numbers)
  }

  /// A program that is not as good as gnuplot, and what is heard of it.
  struct Impostor: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let script: String
    let words: String
  }

  @Test(
    "leaves no picture half-drawn",
    arguments: [
      Impostor(
        testDescription: "gives up", script: "read line; echo 'out of ink' >&2; exit 3",
        words: "gnuplot says: out of ink"),
      Impostor(testDescription: "is killed", script: "read line; kill -9 $$", words: "gnuplot"),
      Impostor(testDescription: "draws nothing", script: "cat > /dev/null", words: "incomplete"),
      Impostor(
        testDescription: "draws the half",
        script: "tee script.$$ | gnuplot; "
          + "sed -n \"s/^set output '\\(.*\\)'/\\1/p\" script.$$ | xargs truncate -s 1000",
        words: "incomplete"),
    ])
  func impostor(_ impostor: Impostor) throws {
    let program = scratch.url.appending(path: "gnuplot.sh").path
    try scratch.put("#!/bin/sh\n\(impostor.script)\n", in: "gnuplot.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let outcome = try scratch.forecast(
      "run", "--model", "gru", "--epochs", "2", environment: ["FORECAST_GNUPLOT": program])
    #expect(outcome.exitCode == 69)
    #expect(outcome.errors.contains(impostor.words), "\(outcome.errors)")
    #expect(try scratch.files(in: "plots") == numbers)
  }
}
