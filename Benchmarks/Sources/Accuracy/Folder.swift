import ArgumentParser
import Forecasting
import Workloads

/// All series of a folder.
struct Folder: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "folder",
    abstract: "All series of a folder: MASE, CRPS, coverage and mean rank by frequency.")

  @Argument(help: "Folders with a manifest.csv, or with FREQUENCY-train.csv and -test.csv.")
  var folders: [String]
  @Option(help: "Origins of each series, a horizon apart.") var origins = 3
  @Option(help: "Take every n-th series.") var every = 1
  @Flag(help: "Print a row for every series too.") var each = false
  @OptionGroup var options: TableOptions

  func run() async throws {
    let tasks = try folders.flatMap { try SeriesFolder.tasks(in: $0) }.enumerated()
      .filter { $0.offset % every == 0 }.map(\.element)
    let forecasters = [AutoForecaster() as any Forecaster] + rivals
    let entries = try await Tournament(forecasters: forecasters, tasks: tasks, origins: origins)
      .entries(threads: options.threads)
    let names = forecasters.map(\.name)
    if each { print(table(of: entries, names).text(isMarkdown: options.markdown)) }
    for group in ["yearly", "quarterly", "monthly", "weekly", "daily", "hourly", "half-hourly"] {
      let own = entries.filter { $0.task.group == group }
      if !own.isEmpty { show(own, group, names) }
    }
    show(entries, "all", names)
    tell(entries, names)
  }

  private func table(of entries: [Tournament.Entry], _ names: [String]) -> Table {
    var table = Table(["MASE"] + names)
    table.rows = entries.map { entry in
      [entry.task.name] + entry.scores.map { $0.map { decimals($0.mase, 3) } ?? "–" }
    }
    return table
  }

  private func show(_ entries: [Tournament.Entry], _ group: String, _ names: [String]) {
    var table = Table(["\(group), \(entries.count) series", "MASE", "CRPS", "80 %", "95 %", "rank"])
    // Only series on which everybody has a score are comparable.
    let complete = entries.filter { $0.scores.allSatisfy { $0 != nil } }
    for (index, name) in names.enumerated() {
      let scores = complete.compactMap { $0.scores[index] }
      table.rows.append(
        [name] + [scores.map(\.mase).mean, scores.map(\.crps).mean].map { decimals($0, 3) }
          + [0, 1].map { place in decimals(scores.map { $0.coverages[place] }.mean, 2) }
          + [decimals(complete.map { $0.ranks[index] }.mean, 2)])
    }
    print(table.text(isMarkdown: options.markdown))
  }

  /// How often the first is not much worse than the seasonal naive forecaster, the last.
  private func tell(_ entries: [Tournament.Entry], _ names: [String]) {
    let pairs = entries.compactMap { entry -> Double? in
      guard let own = entry.scores.first ?? nil, let naive = entry.scores.last ?? nil else {
        return nil
      }
      return own.mase / naive.mase
    }
    let good = pairs.count { $0 <= 1.05 }
    print(
      "\(names[0]) is at most 5 % worse than \(names.last ?? "") on \(good) of \(pairs.count) series."
    )
  }
}
