import ArgumentParser
import Forecasting
import SeriesData
import Workloads

/// The recipe `auto` with one means less or more at a time.
struct Ablation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What each means of the recipe auto brings, on validation data.",
    discussion: """
      Two kinds of data: series sampled from the folders, and the first 96 months of
      the airline series, 12 ahead from its last 25 origins that lie inside them.
      The years of the airline series that it is judged on are not looked at.
      """)

  @Argument(help: "Folders of series, as for accuracy folder.") var folders: [String]
  @Option(help: "How many series are sampled, evenly.") var sample = 100
  @Option(help: "Origins of each series, a horizon apart.") var origins = 1
  @Option(parsing: .singleValue, help: "Only variants whose names contain this, or another.")
  var only: [String] = []
  @Option(help: "The airline series.") var csv = "datasets/airline-passengers.csv"
  @OptionGroup var options: TableOptions

  func run() async throws {
    let tasks = try folders.flatMap { try SeriesFolder.tasks(in: $0) }
    let step = max(1, tasks.count / sample)
    let sampled = tasks.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    let variants = Variant.all.filter { variant in
      only.isEmpty || only.contains { variant.name.contains($0) } || variant.name == "auto"
    }
    let tournament = Tournament(
      forecasters: variants.map(\.forecaster), tasks: sampled, origins: origins)
    let entries = try await tournament.entries(threads: options.threads)
      .filter { entry in entry.scores.allSatisfy { $0 != nil } }
    let air = try await Tournament(
      forecasters: variants.map(\.forecaster), tasks: try airline()
    ).entries(threads: options.threads)
    var table = Table(["", "MASE", "÷ auto", "CRPS", "80 %", "95 %", "airline to 1956: MASE"])
    for (index, variant) in variants.enumerated() {
      let scores = entries.compactMap { $0.scores[index] }
      let ratios = entries.compactMap { entry -> Double? in
        guard let own = entry.scores[index], let auto = entry.scores[0] else { return nil }
        return own.mase / auto.mase
      }
      table.rows.append(
        [variant.name, decimals(scores.map(\.mase).mean, 3), decimals(geometricMean(ratios), 3)]
          + [decimals(scores.map(\.crps).mean, 3)]
          + [0, 1].map { place in decimals(scores.map { $0.coverages[place] }.mean, 2) }
          + [decimals(air.compactMap { $0.scores[index]?.mase }.mean, 3)])
    }
    print(
      "\(entries.count) of \(sampled.count) sampled series, which every variant can be fitted on; "
        + "÷ auto is the geometric mean of the ratios.\n")
    print(table.text(isMarkdown: options.markdown))
  }

  /// The airline series up to each of the last 25 dates of its first 96 months.
  private func airline() throws -> [Task] {
    var source = try FileSource(path: csv)
    let air = try SeriesReader.read(from: &source, named: csv, options: ReadOptions()).series
    return (72...96).map { end in
      Task(name: "airline", group: "monthly", series: air.prefix(end), horizon: 12)
    }
  }
}

/// The mean of ratios; zeros count as a millionth.
private func geometricMean(_ ratios: [Double]) -> Double {
  exponential(ratios.map { naturalLog(max($0, 1e-6)) }.mean)
}
