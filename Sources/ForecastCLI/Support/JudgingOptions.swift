import ArgumentParser

/// What the verdict stands on, on the commands that give one.
struct JudgingOptions: ParsableArguments {
  /// Enough to tell luck from skill, and still done while one reads the table.
  static let defaultSeeds = 5

  @Option(
    help: ArgumentHelp(
      "Networks of each kind, which differ by their seed, that the verdict stands on; 1 is the quickest.",
      valueName: "n"))
  var seeds = JudgingOptions.defaultSeeds

  func validate() throws {
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds is \(seeds) (expected 1 to 1000).")
    }
  }

  /// As it would be typed; nothing for the default.
  var arguments: [String] {
    seeds == JudgingOptions.defaultSeeds ? [] : ["--seeds", "\(seeds)"]
  }
}
