import Foundation
import Testing

@Suite("A dry run") struct DryRunTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("tells spans, sequences, networks, time and files, and leaves nothing behind")
  func run() throws {
    let text = try scratch.succeed(
      "run", "-n", "--from", "1950", "--model", "gru", "--model", "rnn", "--patience", "7",
      "--threads", "1"
    ).text
    #expect(
      text.hasPrefix(
        """
        series      1950-01 to 1960-12, 132 values of 144, monthly, a season of 12
        fit         1950-01 to 1956-03, 75 values
        validation  1956-04 to 1957-04, 13 values
        test        1957-05 to 1960-12, 44 values
        sequences   12 elements of prev, month, transform none, scaler minmax
        training    gru, rnn: 500 epochs, and again on all data
        verdict     on 5 seeds: 14 more trainings of each network; up to 20 in doubt
        horizon     12 steps

        gru  977 weights, 63 sequences, 500 epochs at most, patience 7; 
        """), "\(text)")
    #expect(text.contains("\nrnn  337 weights, 63 sequences, 500 epochs at most"))
    #expect(text.contains("\nwrites      into plots: report.json, report.md, report.html,"))
    #expect(text.hasSuffix("intervals-rnn.png\nNothing was trained, nothing was written.\n"))
    #expect(try scratch.files() == [])
  }

  @Test("says the same as JSON, and its time grows with the epochs")
  func json() throws {
    func plan(_ epochs: String) throws -> [String: Any] {
      let outcome = try scratch.succeed(
        "train", "--model", "lstm", "--epochs", epochs, "--dry-run", "--json", "--threads", "1")
      return try #require(try outcome.json()["result"] as? [String: Any])
    }
    let (short, long) = (try plan("500"), try plan("500000"))
    #expect(short["files"] as? [String] == ["lstm.safetensors"])
    #expect((short["fit"] as? [String: Any])?["n"] as? Int == 82)
    let networks = try #require(short["networks"] as? [[String: Any]])
    #expect(networks.map { $0["weights"] as? Int } == [1297])
    let seconds = try [short, long].map { try #require($0["seconds"] as? Double) }
    #expect(seconds[0] > 0)
    #expect(seconds[1] > 100 * seconds[0])
    #expect(try scratch.files() == [])
  }

  @Test("finds what would hinder the run")
  func hindrances() throws {
    try scratch.put("mine", in: "plots/forecast.png")
    #expect(try scratch.forecast("run", "-n").exitCode == 73)
    #expect(try scratch.forecast("run", "-n", "-o", "p", "--lookback", "90").exitCode == 65)
  }
}
