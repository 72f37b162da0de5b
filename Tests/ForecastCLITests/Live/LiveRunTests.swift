import Foundation
import Testing

/// The program on a pseudo-terminal, which `script` of util-linux makes.
@Suite("A run on a terminal") struct LiveRunTests {
  private let scratch: Scratch
  private static let run =
    "run --recipe classic --model lstm --model gru --hidden 48 --epochs 1500 --seeds 1 --terminal svg"

  init() throws { scratch = try Scratch() }

  /// What a command wrote to a terminal of 80 columns.
  private func terminal(
    _ command: String, _ environment: [String: String] = [:], rows: Int = 24
  ) throws -> Outcome {
    try scratch.put("stty cols 80 rows \(rows)\n\"$forecast\" \(command)\n", in: "command.sh")
    return try scratch.shell(
      "script -qec 'sh command.sh' /dev/null",
      environment: ["TERM": "xterm"].merging(environment) { $1 })
  }

  @Test("shows live a line a model, and leaves the result alone on the screen, with the same bits")
  func live() throws {
    let outcome = try terminal("\(Self.run) -o live")
    #expect(outcome.exitCode == 0, "\(outcome.text)")
    let screen = Screen(outcome.text)
    let rows = screen.frames.flatMap { $0 }
    let pattern = #/^gru +█*░* +epoch \d+/1500 +fit \d/2 +RMSE [\d.]+ thousands +\d+ s left$/#
    #expect(rows.contains { $0.contains(pattern) }, "\(Set(rows))")
    #expect(rows.contains { $0.hasPrefix("all ") })
    #expect(rows.allSatisfy { $0.count < 80 })
    #expect(screen.strangers == [])

    let quiet = try scratch.succeed(
      "run", "--recipe", "classic", "--model", "lstm", "--model", "gru", "--hidden", "48",
      "--epochs", "1500", "--seeds", "1", "--terminal", "svg", "-o", "quiet")
    let lines = quiet.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let expected = Array(lines.reversed().drop { $0.isEmpty }.reversed())
    #expect(screen.lines == expected.map { $0.replacing("quiet", with: "live") })
    for name in ["predictions.csv", "forecast.csv", "lstm.safetensors", "gru.safetensors"] {
      #expect(try scratch.bytes(of: "live/\(name)") == scratch.bytes(of: "quiet/\(name)"))
    }
  }

  @Test(
    "is not live when nobody wants it, or the terminal cannot",
    arguments: [("--plain", "xterm"), ("--quiet", "xterm"), ("", "dumb")])
  func silent(_ option: String, _ terminal: String) throws {
    let outcome = try self.terminal("\(Self.run) \(option) -o silent", ["TERM": terminal])
    #expect(outcome.exitCode == 0, "\(outcome.text)")
    let hasColour = option == "--quiet"
    #expect(outcome.text.contains("\u{1B}") == hasColour)
    #expect(Screen(outcome.text).frames.isEmpty)
    if option == "--plain" { #expect(outcome.text.utf8.allSatisfy { $0 < 0x80 }) }
  }

  @Test("that is stopped leaves its message alone on the screen", arguments: ["INT", "TERM"])
  func stopped(_ signal: String) throws {
    try scratch.put(
      """
      stty cols 80 rows 24
      before=$(stty -g)
      "$forecast" \(Self.run.replacing("1500", with: "900000")) &
      sleep 5
      kill -\(signal) $!
      wait $!
      echo "exit code $?"
      test "$before" = "$(stty -g)" && echo as before
      """, in: "stop.sh")
    let outcome = try scratch.shell(
      "script -qec 'sh stop.sh' /dev/null", environment: ["TERM": "xterm"])
    let screen = Screen(outcome.text)
    #expect(screen.frames.contains { $0.contains { $0.hasPrefix("gru ") } })
    #expect(
      screen.lines == [
        "forecast: stopped on request; nothing was written.",
        "exit code \(signal == "INT" ? 130 : 75)", "as before",
      ])
  }

  @Test("has one line where there is no room for more, and ASCII in the locale C")
  func small() throws {
    let outcome = try terminal("\(Self.run) -o small", ["LC_ALL": "C", "LINES": "3"])
    let frames = Screen(outcome.text).frames
    #expect(frames.contains { $0.contains { $0.contains(#/^all +#*\.+ +\d+ %/#) } })
    #expect(!frames.joined().contains { $0.hasPrefix("gru #") })
    #expect(outcome.text.utf8.allSatisfy { $0 < 0x80 })
  }
}
