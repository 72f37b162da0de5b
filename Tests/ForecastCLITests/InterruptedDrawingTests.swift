import Foundation
import Testing

/// A gnuplot that never ends stands in for one that draws for long.
@Suite("An interruption while pictures are drawn") struct InterruptedDrawingTests {
  private let scratch: Scratch
  private let environment: [String: String]

  init() throws {
    scratch = try Scratch()
    let program = scratch.url.appending(path: "gnuplot.sh").path
    try scratch.put("#!/bin/sh\necho $$ >>processes\nexec sleep 100\n", in: "gnuplot.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    try scratch.put("", in: "tmp/.keep")
    environment = [
      "FORECAST_GNUPLOT": program, "TMPDIR": scratch.url.appending(path: "tmp").path,
    ]
  }

  private let run = ["run", "--model", "gru", "--epochs", "2"]

  /// Starts the program, and waits until a gnuplot runs and a file is there.
  private func start(_ arguments: [String], until name: String) throws -> RunningProgram {
    let program = try scratch.start(arguments, environment: environment)
    for _ in 0..<600 where try !exists(name) || scratch.text(of: "processes").isEmpty {
      Thread.sleep(forTimeInterval: 0.05)
    }
    try #require(exists(name))
    return program
  }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: scratch.url.appending(path: name).path)
      && FileManager.default.fileExists(atPath: scratch.url.appending(path: "processes").path)
  }

  /// Waits until no gnuplot that was started runs any more; one that nobody has buried may stay.
  private func expectNoGnuplot() throws {
    let processes = try scratch.text(of: "processes").split(separator: "\n")
    try #require(!processes.isEmpty)
    var running = processes
    for _ in 0..<100 where !running.isEmpty {
      running = running.filter { process in
        let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        return status?.contains(/State:\s*[^ZX\s]/) ?? false
      }
      if !running.isEmpty { Thread.sleep(forTimeInterval: 0.05) }
    }
    #expect(running.isEmpty)
  }

  @Test(
    "ends a run at once, whose numbers are all there",
    arguments: [(SIGINT, 130), (SIGHUP, 75)] as [(Int32, Int32)])
  func drawing(signal: Int32, exitCode: Int32) throws {
    let program = try start(run + ["--terminal", "svg"], until: "plots/gru.safetensors")
    let start = ContinuousClock.now
    try program.send(signal)
    let outcome = try program.outcome()
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(outcome.exitCode == exitCode)
    #expect(
      outcome.errors == "forecast: stopped on request; all numbers are written; "
        + "pictures are missing: forecast plot plots --terminal svg.\n")
    #expect(outcome.text.contains("\ngru "))
    try expectNoGnuplot()
    #expect(try scratch.files(in: "tmp") == [".keep"])
    #expect(
      try scratch.files(in: "plots") == [
        "forecast.csv", "gru.safetensors", "predictions.csv", "report.html",
        "report.json", "report.md", "run.json",
      ])
    try scratch.succeed("plot", "plots", "--terminal", "svg")
  }

  @Test("when it comes twice kills gnuplot before the program ends")
  func twice() throws {
    let program = try start(run, until: "plots/gru.safetensors")
    // Both are there before the program hears of the first.
    for signal in [SIGSTOP, SIGINT, SIGTERM, SIGCONT] { try program.send(signal) }
    let outcome = try program.outcome()
    #expect([130, 75].contains(outcome.exitCode))
    #expect(outcome.errors == "", "the second one lets nothing be said")
    try expectNoGnuplot()
  }

  @Test(
    "ends plot with nothing left",
    arguments: [(SIGINT, 130), (SIGTERM, 75), (SIGHUP, 75)] as [(Int32, Int32)],
    ["png", "dumb"])
  func plot(signal: (number: Int32, exitCode: Int32), terminal: String) throws {
    let without = try scratch.start(run, environment: ["FORECAST_GNUPLOT": "/nowhere"]).outcome()
    try #require(without.exitCode == 69)
    try scratch.put("", in: "processes")
    let before = try scratch.files()
    let program = try start(["plot", "--terminal", terminal], until: "plots/report.json")
    try program.send(signal.number)
    let outcome = try program.outcome()
    #expect(outcome.exitCode == signal.exitCode)
    #expect(outcome.errors == "forecast: stopped on request; nothing was written.\n")
    #expect(outcome.text == "")
    try expectNoGnuplot()
    #expect(try scratch.files() == before)
  }
}
