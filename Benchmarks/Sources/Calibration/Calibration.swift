import ArgumentParser
import Diagnosis
import Foundation
import SeriesData
import Workloads

/// How far the verdicts of the overfitting report can be trusted.
@main struct Calibration: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibration",
    abstract: "False alarms and power of the verdicts.",
    discussion: """
      Trains networks on series of which the truth is known, stopped in time and ten
      times too long, lets the report judge them, and counts. Folders of real series
      are sampled beside them. A Latin square of the design, unless --full asks for
      all of it.
      """)

  @Argument(help: "Folders of series, as for accuracy folder.") var folders: [String] = []
  @Flag(help: "The whole design, five times: a night.") var full = false
  @Flag(help: "Draw tables for Markdown.") var markdown = false
  @Flag(help: "Print a line of numbers for every case instead.") var cases = false
  @Flag(help: "Follow every remedy instead, and say what became of its finding.")
  var remedies = false
  @Option(help: "How many threads work; the numbers do not depend on it.") var threads = 2
  @Option(help: "What the series and the networks are drawn from.") var seed: UInt64 = 0
  @Option(help: "Seeds of each verdict, before more are asked for.") var seeds = 5
  @Option(help: "How many real series are sampled, evenly.") var sample = 12
  @Option(help: "The airline series.") var csv = "datasets/airline-passengers.csv"

  func run() async throws {
    let design = Design(seed: seed, isFull: full)
    let all = try design.simulated() + design.sampled(folders, full ? 10 * sample : sample)
    if remedies {
      let followed = try await each(all) {
        try await $0.followedRemedies(seeds: seeds, threads: threads)
      }
      return print(followed.table.text(isMarkdown: markdown))
    }
    let results = try await each(all) { try await $0.results(seeds: seeds, threads: threads) }
    let tables = Tables(results: results)
    guard !cases else { return print(tables.lines.joined(separator: "\n")) }
    print(
      "\(full ? "The full" : "The quick") design: \(results.count / 2) cases in both states, "
        + "\(seeds) to \(Agreement.mostSeeds) seeds at up to 3 origins for each verdict, seed \(seed).\n"
    )
    for table in [tables.goals, tables.verdicts, tables.rates, tables.axes] {
      print(table.text(isMarkdown: markdown))
    }
    var source = try FileSource(path: csv)
    let air = try SeriesReader.read(from: &source, named: csv, options: ReadOptions()).series
    let same = SameVerdict(series: air, seeds: seeds, threads: threads)
    print(
      try await same.table(SameVerdict.setUps(isFull: full), seed: seed).text(isMarkdown: markdown))
  }

  /// What is found of each case, in their order; says how far it is.
  private func each<Found>(
    _ cases: [Case], find: (Case) async throws -> [Found]
  ) async throws -> [Found] {
    var found: [Found] = []
    for (place, made) in cases.enumerated() {
      found += try await find(made)
      if place % 10 == 9 { tell("\(place + 1) of \(cases.count) cases") }
    }
    return found
  }

  private func tell(_ words: String) {
    FileHandle.standardError.write(Data("\(words)\n".utf8))
  }
}
