import Foundation
import Testing

@Suite("An interruption") struct InterruptionTests {
  @Test(
    "ends a long run with nothing half-written",
    arguments: [(SIGINT, 130), (SIGTERM, 75), (SIGHUP, 75)] as [(Int32, Int32)])
  func interruption(signal: Int32, exitCode: Int32) throws {
    let scratch = try Scratch()
    try scratch.succeed("run", "--epochs", "2", "--model", "gru")
    let before = try scratch.contents()
    for arguments in [["run"], ["run", "-o", "new"], ["train", "--model", "gru", "-o", "m"]] {
      let program = try scratch.start(arguments + ["--epochs", "10000000"])
      try program.send(signal)
      let outcome = try program.outcome()
      #expect(outcome.exitCode == exitCode)
      #expect(outcome.errors == "forecast: stopped on request; nothing was written.\n")
      #expect(outcome.text == "")
      #expect(try scratch.contents() == before)
    }
  }

  @Test("is told as JSON when that was asked for")
  func json() throws {
    let scratch = try Scratch()
    let program = try scratch.start(["run", "--json", "--epochs", "10000000"])
    try program.send(SIGINT)
    let outcome = try program.outcome()
    #expect(outcome.exitCode == 130)
    #expect(try outcome.jsonError()["code"] as? String == "interrupted")
    #expect(try outcome.jsonError()["exit_code"] as? Int == 130)
    #expect(try scratch.files() == [])
  }
}
