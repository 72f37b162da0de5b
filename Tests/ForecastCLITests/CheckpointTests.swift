import Foundation
import Testing

@Suite("A checkpoint on the command line") struct CheckpointTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Options of a training of about a second.
  private let long = [
    "train", "--model", "gru", "--epochs", "1500", "--hidden", "24", "--batch-size", "25",
    "--dropout", "0.1", "--patience", "1000", "--seeds", "2",
  ]

  /// Starts the program, sends it a signal as soon as a file is there, and waits for its end.
  private func interrupt(
    _ arguments: [String], when name: String, with signal: Int32 = SIGTERM
  ) throws -> Outcome {
    let program = try scratch.start(arguments)
    let start = ContinuousClock.now
    while try !scratch.files().contains(name) {
      try #require(ContinuousClock.now - start < .seconds(60))
      Thread.sleep(forTimeInterval: 0.025)
    }
    try program.send(signal)
    return try program.outcome()
  }

  /// A report without what differs between two runs that do the same.
  private func timeless(_ outcome: Outcome) throws -> NSDictionary {
    var document = try outcome.json()
    var result = try #require(document["result"] as? [String: Any])
    if var report = result["report"] as? [String: Any] {
      report["timing"] = nil
      result["report"] = report
    }
    result["timing"] = nil
    document["result"] = result
    return document as NSDictionary
  }

  @Test(
    "written when stopped leads to the same model and report, to the byte",
    arguments: [(SIGINT, 130, "1"), (SIGTERM, 75, "2"), (SIGHUP, 75, "2")]
      as [(Int32, Int32, String)])
  func stopped(signal: Int32, exitCode: Int32, threads: String) throws {
    let file = ["-o", "a.safetensors", "--checkpoint", "c"]
    let program = try scratch.start(long + file + ["--threads", threads])
    try program.send(signal)
    let stopped = try program.outcome()
    #expect(stopped.exitCode == exitCode)
    #expect(stopped.text == "")
    let again = (["forecast"] + long + file + ["--threads", threads, "--resume"])
      .joined(separator: " ")
    #expect(
      stopped.errors == "forecast: stopped on request; what was trained is kept in c. "
        + "Go on with: \(again).\n")
    #expect(try scratch.files() == ["c"])

    let resumed = try scratch.start(
      long + file + ["--threads", threads == "1" ? "2" : "1", "--resume", "--json"]
    ).outcome()
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    #expect(try scratch.files() == ["a.safetensors"])
    let whole = try scratch.start(long + ["-o", "b.safetensors", "--json"]).outcome()
    #expect(try scratch.bytes(of: "a.safetensors") == scratch.bytes(of: "b.safetensors"))
    let (a, b) = (try timeless(resumed), try timeless(whole))
    let sections = [a, b].map { ($0["result"] as? [String: Any])?["report"] as? NSDictionary }
    #expect(sections[0] != nil)
    #expect(sections[0] == sections[1])
  }

  @Test(
    "leads each strategy to the same model",
    arguments: [
      ["--strategy", "direct", "-H", "3"], ["--strategy", "multi-output", "-H", "3"],
      ["--strategy", "auto", "-H", "2"], ["--intervals", "quantile", "-H", "2"],
    ])
  func strategies(options: [String]) throws {
    let command =
      ["train", "--model", "lstm", "--epochs", "150", "--seeds", "1", "--schedule", "cosine"]
      + options
    let kept = ["-o", "a", "--checkpoint", "c", "--checkpoint-every", "0"]
    let stopped = try interrupt(command + kept, when: "c")
    #expect(stopped.exitCode == 75)
    let resumed = try interrupt(command + kept + ["--resume"], when: "c", with: SIGINT)
    #expect(resumed.exitCode == 130 || resumed.exitCode == 0)
    #expect(
      try scratch.start(command + ["-o", "a", "--resume", "--checkpoint", "c"]).outcome()
        .exitCode == 0)
    #expect(try scratch.start(command + ["-o", "b"]).outcome().exitCode == 0)
    #expect(try scratch.bytes(of: "a") == scratch.bytes(of: "b"))
  }

  @Test("leads a run to the same folder, a backtest to the same table, auto to the same file")
  func otherCommands() throws {
    let run = [
      "run", "--epochs", "300", "--seeds", "2", "--model", "rnn-element", "--model", "gru",
    ]
    let kept = ["--checkpoint", "c", "--checkpoint-every", "0"]
    #expect(try interrupt(run + kept + ["-o", "a"], when: "c").exitCode == 75)
    #expect(try scratch.files() == ["c"])
    let goingOn = run + ["-o", "a", "--checkpoint", "c", "--resume"]
    #expect(try scratch.start(goingOn).outcome().exitCode == 0)
    #expect(try scratch.start(run + ["-o", "b"]).outcome().exitCode == 0)
    let (a, b) = (try scratch.files(in: "a"), try scratch.files(in: "b"))
    #expect(a == b)
    for name in a where !name.hasPrefix("report.") {
      let isSame = try scratch.bytes(of: "a/\(name)") == scratch.bytes(of: "b/\(name)")
      #expect(isSame, "\(name)")
    }
    #expect(try scratch.text(of: "a/report.md") == scratch.text(of: "b/report.md"))

    let backtest = [
      "backtest", "--model", "gru", "--epochs", "300", "--origins", "4", "--csv", "--patience",
      "50",
    ]
    #expect(try interrupt(backtest + kept, when: "c").exitCode == 75)
    let resumed = try scratch.start(backtest + ["--checkpoint", "c", "--resume"]).outcome()
    #expect(resumed.text == (try scratch.start(backtest).outcome().text))

    // Its networks train for a moment only, in the middle of other work.
    let auto = try scratch.start(["train"] + kept)
    try auto.send(SIGINT)
    #expect(try auto.outcome().exitCode == 130)
    try scratch.succeed("train", "--checkpoint", "c", "--resume")
    try scratch.succeed("train", "-o", "b.json")
    #expect(try scratch.bytes(of: "auto.json") == scratch.bytes(of: "b.json"))
  }

  private let brief = ["train", "--model", "rnn", "--epochs", "3", "--seeds", "1"]

  @Test("that is not there is said, and training starts from the beginning")
  func missing() throws {
    let outcome = try scratch.start(brief + ["--checkpoint", "c", "--resume"]).outcome()
    #expect(outcome.exitCode == 0)
    #expect(
      outcome.errors
        == "forecast: note: there is no checkpoint c: training starts from the beginning\n")
    #expect(try scratch.files() == ["rnn.safetensors"])
    let quiet = try scratch.start(brief + ["--checkpoint", "c", "--resume", "-q"]).outcome()
    #expect(quiet.errors == "")
  }

  @Test("is never replaced in silence")
  func existing() throws {
    let command = ["train", "--model", "gru", "--epochs", "10000000", "--checkpoint", "c"]
    let program = try scratch.start(command)
    try program.send(SIGINT)
    #expect(try program.outcome().exitCode == 130)
    let before = try scratch.contents()
    let again = try scratch.start(command).outcome()
    #expect(again.exitCode == 73)
    #expect(
      again.errors.hasPrefix("forecast: c: a command that was stopped is kept here (0 finished "))
    #expect(again.errors.hasSuffix("Go on with it by --resume, or begin anew with --force.\n"))
    #expect(try scratch.contents() == before)
    #expect(try scratch.start(brief + ["--checkpoint", "c", "--force"]).outcome().exitCode == 0)
    #expect(try scratch.files() == ["rnn.safetensors"])
    try scratch.put("mine", in: "c")
    let mine = try scratch.start(brief + ["--checkpoint", "c"]).outcome()
    #expect(mine.exitCode == 73)
    #expect(mine.errors.contains("c: the file is there and not written by forecast. "))
    #expect(try scratch.text(of: "c") == "mine")
    let resumed = try scratch.start(brief + ["--checkpoint", "c", "--resume"]).outcome()
    #expect(resumed.exitCode == 78)
    #expect(resumed.errors.contains("c: this is no checkpoint of forecast: it is not a "))
    #expect(try scratch.text(of: "c") == "mine")
  }

  @Test("of another command, of other options or of other data is refused in words")
  func otherCommand() throws {
    let command = ["train", "--model", "gru", "--epochs", "10000000", "--checkpoint", "c"]
    let program = try scratch.start(command)
    try program.send(SIGTERM)
    #expect(try program.outcome().exitCode == 75)
    try scratch.put(try airlineFile() + "1961-01,450\n", in: "air.csv")
    let before = try scratch.contents()
    let base = ["train", "--model", "gru", "--epochs", "10000000"]
    for (asked, words) in [
      (
        ["train", "--model", "gru", "--epochs", "9"],
        #"has "--epochs 10000000" and not "--epochs 9""#
      ),
      (base + ["--seed", "1"], #"does not have "--seed 1""#),
      (["train", "--epochs", "10000000"], #"has "--model gru""#),
      (["run", "--model", "gru", "--epochs", "10000000"], #"is of forecast "train""#),
      (base + ["air.csv"], "the data are others"),
    ] {
      let outcome = try scratch.start(asked + ["--checkpoint", "c", "--resume"]).outcome()
      #expect(outcome.exitCode == 78)
      #expect(outcome.errors.hasPrefix("forecast: c: the checkpoint is of another command: "))
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(try scratch.contents() == before)
    }
    // The same data in a file of one's own are the same.
    try scratch.put(try airlineFile(), in: "other.csv")
    let running = try scratch.start(base + ["other.csv", "--checkpoint", "c", "--resume"])
    try running.send(SIGINT)
    let outcome = try running.outcome()
    #expect(outcome.exitCode == 130)
    #expect(outcome.errors.hasPrefix("forecast: note: going on from c: 0 finished trainings, "))
  }

  @Test("stays when a loss is no number")
  func diverging() throws {
    let diverging = [
      "train", "--model", "gru", "--epochs", "200", "--learning-rate", "1e30", "--optimizer", "sgd",
      "--clip-norm", "0", "--checkpoint", "c", "--checkpoint-every", "0",
    ]
    let outcome = try scratch.start(diverging).outcome()
    #expect(outcome.exitCode == 70)
    #expect(try scratch.files() == ["c"])
    let again = try scratch.start(diverging + ["--resume"]).outcome()
    #expect(again.exitCode == 70)
    #expect(again.errors.hasSuffix(outcome.errors))
  }

  /// Calls the program where no file may become longer than so many blocks of 512 bytes, which to a
  /// program is a disk that is full.
  private func onFullDisk(_ arguments: [String], blocks: Int) throws -> Outcome {
    try scratch.shell(
      "ulimit -f \(blocks); \"$forecast\" \(arguments.joined(separator: " "))")
  }

  @Test("that finds the disk full is said once; training goes on, and the last one stays")
  func fullDisk() throws {
    let command = ["train", "--model", "gru", "--epochs", "1200", "--seeds", "1"]
    let kept = ["--checkpoint", "c", "--checkpoint-every", "0"]
    let full = try onFullDisk(command + kept, blocks: 100)
    #expect(full.exitCode == 0)
    let words =
      "the checkpoint cannot be written (c: cannot write: File too large); training goes on"
    #expect(full.errors.components(separatedBy: words).count == 2, "\(full.errors)")
    #expect(try scratch.files() == ["gru.safetensors"])
    #expect(try scratch.start(command + ["-o", "b"]).outcome().exitCode == 0)
    #expect(try scratch.bytes(of: "gru.safetensors") == scratch.bytes(of: "b"))

    // The same, and the model file cannot be written either: the checkpoint before is there.
    let fuller = try onFullDisk(command + kept + ["-o", "a"], blocks: 30)
    #expect(fuller.exitCode == 74, "\(fuller.errors)")
    #expect(try scratch.files() == ["b", "c", "gru.safetensors"])
    #expect(try scratch.start(command + kept + ["-o", "a", "--resume"]).outcome().exitCode == 0)
    #expect(try scratch.bytes(of: "a") == scratch.bytes(of: "b"))
  }

  @Test(
    "is asked for in a way that makes sense",
    arguments: [
      (["--resume"], "--resume needs a file to keep what was trained."),
      (["--checkpoint-every", "3"], "--checkpoint-every needs a file to keep"),
      (["--checkpoint", "-"], "--checkpoint is '-' (expected a file such as"),
      (["--checkpoint", "a/"], "--checkpoint is 'a/' (expected a file such as"),
      (["--checkpoint", "c", "--checkpoint-every=-1"], "--checkpoint-every is -1.0 (expected"),
      (["--checkpoint", "c", "--checkpoint-every", "nan"], "--checkpoint-every is nan (expected"),
      (["--checkpoint", "rnn.safetensors"], "will be written with the results; name another"),
      (["--checkpoint", "./x/..//rnn.safetensors"], "will be written with the results; name"),
    ])
  func usage(options: [String], words: String) throws {
    let outcome = try scratch.start(brief + options).outcome()
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(try scratch.files() == [])
  }

  @Test(
    "is never a file of the results, however it is written",
    arguments: [("run", "p/", "p/report.json"), ("backtest", "p", "./p/backtest.json")])
  func results(command: String, folder: String, checkpoint: String) throws {
    let outcome = try scratch.start(
      [command, "--model", "rnn", "--epochs", "2", "-o", folder, "--checkpoint", checkpoint]
    ).outcome()
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("will be written with the results"), "\(outcome.errors)")
    #expect(try scratch.files() == [])
  }
}
