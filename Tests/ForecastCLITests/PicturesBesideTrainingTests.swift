import Foundation
import Testing

/// The pictures of a network are drawn while others still train.
///
/// In these tests a script stands in for gnuplot, which knows the process number of the program
/// that has started it, and tells it to stop by a signal. What the program then says shows whether
/// it was still training.
@Suite("Pictures beside the training") struct PicturesBesideTrainingTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Puts a program in place of gnuplot, and temporary files where they are seen.
  private func environment(_ script: String) throws -> [String: String] {
    let program = scratch.url.appending(path: "gnuplot.sh").path
    // There is one on each processor, and a second signal would end the program at once.
    let stop = "stop() { mkdir once 2>/dev/null && kill -INT $PPID; }"
    try scratch.put("#!/bin/sh\n\(stop)\n\(script)\n", in: "gnuplot.sh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    try scratch.put("", in: "tmp/.keep")
    return ["FORECAST_GNUPLOT": program, "TMPDIR": scratch.url.appending(path: "tmp").path]
  }

  /// One network after the other, the second of which takes long.
  private let twoNetworks = [
    "run", "--threads", "1", "--model", "rnn", "--model", "gru", "--epochs", "40000",
  ]

  private func expectNothingLeft(_ outcome: Outcome, beside others: [String] = []) throws {
    #expect(outcome.exitCode == 130)
    #expect(outcome.errors == "forecast: stopped on request; nothing was written.\n")
    #expect(try scratch.files() == (["gnuplot.sh", "tmp/.keep"] + others).sorted())
    #expect(!FileManager.default.fileExists(atPath: scratch.url.appending(path: "plots").path))
  }

  @Test("gnuplot is there before the first network is trained")
  func started() throws {
    let outcome = try scratch.start(
      ["run", "--epochs", "10000000"], environment: try environment("stop; cat >/dev/null")
    ).outcome()
    try expectNothingLeft(outcome)
  }

  @Test("the first network is drawn while the second is trained")
  func fed() throws {
    let outcome = try scratch.start(
      twoNetworks,
      environment: try environment(
        "read line || exit 1; echo \"$line\" >first; stop; cat >/dev/null")
    ).outcome()
    try expectNothingLeft(outcome, beside: ["first"])
    #expect(try scratch.text(of: "first") == "reset\n")
  }

  @Test("an interruption removes pictures that are finished already")
  func finished() throws {
    // It draws as gnuplot does, and stops the program as soon as one picture is there.
    let outcome = try scratch.start(
      twoNetworks,
      environment: try environment(
        "exec 3<&0; gnuplot -d <&3 & while ! find tmp -name '*.png' -size +20k | grep . >>drawn; do sleep 0.02; "
          + "done; stop; wait")
    ).outcome()
    try expectNothingLeft(outcome, beside: ["drawn"])
    #expect(try scratch.text(of: "drawn").contains("-rnn.png"))
  }

  @Test("training that fails leaves neither pictures nor a folder")
  func failed() throws {
    let outcome = try scratch.forecast(
      "run", "--epochs", "50", "--optimizer", "sgd", "--learning-rate", "1e30", "--clip-norm",
      "1e30", environment: try environment("exec gnuplot -d"))
    #expect(outcome.exitCode == 70)
    #expect(try scratch.files() == ["gnuplot.sh", "tmp/.keep"])
    #expect(!FileManager.default.fileExists(atPath: scratch.url.appending(path: "plots").path))
  }

  @Test("a run that is done leaves no temporary files")
  func done() throws {
    let outcome = try scratch.forecast(
      "run", "--epochs", "2", "--model", "gru", environment: try environment("exec gnuplot -d"))
    #expect(outcome.exitCode == 0)
    let others = try scratch.files().filter { !$0.hasPrefix("plots/") }
    #expect(others == ["gnuplot.sh", "tmp/.keep"])
  }
}
