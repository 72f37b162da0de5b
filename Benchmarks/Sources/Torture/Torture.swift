import ArgumentParser
import Foundation

/// Kills `forecast` at random moments, lets it go on from its checkpoint, and compares what it ends
/// with to what it makes undisturbed.
@main struct Torture: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "torture",
    abstract: "Kill forecast while it trains, let it go on, and compare the bytes of its results.")

  @Option(help: "The program.") var program = ".build/release/forecast"
  @Option(help: "How many trainings are killed, each at least once.") var kills = 200
  @Option(help: "Decides the moments.") var seed: UInt64 = 0

  func run() throws {
    var generator = SplitMix64(state: seed)
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "torture-\(UInt64.random(in: .min ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = URL(filePath: program).standardizedFileURL

    var total = Tally()
    let start = Date()
    var left = kills
    for (index, job) in Job.all.enumerated() {
      let victim = Victim(program: program, folder: folder.appending(path: "\(index)"), job: job)
      let expected = try victim.undisturbed()
      // The last job takes what is left over.
      let rounds = index + 1 < Job.all.count ? kills * job.share / 100 : left
      left -= rounds
      var tally = Tally()
      while tally.rounds < rounds { try victim.torture(expected, &tally, &generator) }
      print("\(tally.words): \(job.name)")
      total.add(tally)
    }
    print("\(total.words), in \(Int(Date().timeIntervalSince(start).rounded())) s")
    if total.isFailed { throw ExitCode(1) }
  }
}

/// What happened.
struct Tally {
  /// Trainings that were killed, and went on to their end.
  var rounds = 0
  /// Those that ended with the bytes of the undisturbed one.
  var same = 0
  var kills = 0
  /// Files that were looked at after a kill, and were no whole checkpoint.
  var broken = 0
  /// Kills after which there was a checkpoint.
  var kept = 0

  var isFailed: Bool { broken > 0 || same < rounds }

  mutating func add(_ other: Tally) {
    rounds += other.rounds
    same += other.same
    kills += other.kills
    broken += other.broken
    kept += other.kept
  }

  var words: String {
    "\(same) of \(rounds) the same after \(kills) kills, \(kept) of them with a checkpoint, "
      + "\(broken) broken"
  }
}

/// A command that is killed.
struct Job {
  let name: String
  let arguments: [String]
  /// Where its results go: a file or a folder.
  let output: String
  let interval: String
  /// Of all trainings that are killed, in percent.
  let share: Int

  static let all = [
    Job(
      "train gru, mini-batches, dropout, patience",
      "train --model gru --epochs 300 --batch-size 30 --dropout 0.1 --patience 200 --seeds 1",
      "gru.safetensors", every: "0.005", share: 35),
    Job(
      "train rnn-element, a checkpoint before every step",
      "train --model rnn-element --epochs 60 --schedule plateau --seeds 1",
      "element.safetensors", every: "0", share: 30),
    Job(
      "train lstm, a network for each step",
      "train --model lstm --epochs 150 --strategy direct -H 3 --optimizer adamw --seeds 2",
      "lstm.safetensors", every: "0.01", share: 25),
    Job(
      "run, three networks and the recipe auto, two threads",
      "run --model rnn-element --model rnn --model gru --epochs 150 --seeds 2 --threads 2",
      "plots", every: "0.02", share: 10),
  ]

  private init(
    _ name: String, _ words: String, _ output: String, every interval: String, share: Int
  ) {
    self.name = name
    arguments = words.split(separator: " ").map(String.init) + ["-q", "-o", output]
    self.output = output
    self.interval = interval
    self.share = share
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
