import ArgumentParser
import Diagnosis

/// What the verdict stands on, on the commands that give one.
struct JudgingOptions: ParsableArguments {
  /// Enough to tell luck from skill, and still done while one reads the table.
  static let defaultSeeds = 5
  /// Where there is time for more.
  static let deepSeeds = 10

  @Option(
    help: ArgumentHelp(
      "Networks of each kind, which differ by their seed, that the verdict stands on; 1 is the quickest. (default: 5, and up to \(Agreement.mostSeeds) while another draw of seeds might decide otherwise)",
      valueName: "n"))
  var seeds: Int?

  func validate() throws {
    guard let seeds else { return }
    guard (1...1000).contains(seeds) else {
      throw ValidationError("--seeds is \(seeds) (expected 1 to 1000).")
    }
  }

  /// How many, where nobody said.
  func count(isDeep: Bool = false) -> Int {
    seeds ?? (isDeep ? Self.deepSeeds : Self.defaultSeeds)
  }

  /// How many at most, where those do not decide; nil where somebody said how many.
  var most: Int? { seeds == nil ? Agreement.mostSeeds : nil }

  /// As it would be typed; nothing where nobody said.
  var arguments: [String] { option("--seeds", seeds.map(String.init)) }
}

/// Whether to look beyond the main job, on the command that has the time.
struct LookingOptions: ParsableArguments {
  @Flag(
    help:
      "See whether more history or other units would help; ten seeds unless --seeds says."
  )
  var deep = false

  /// As it would be typed.
  var arguments: [String] { deep ? ["--deep"] : [] }
}
