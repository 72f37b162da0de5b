import ArgumentParser
import Foundation
import Workloads

/// Turns the times that `swift package benchmark` found into a table that says how fast that is.
@main struct BenchmarkTable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark-table",
    abstract: "Print the results of swift package benchmark --format jmh, on standard input.")

  @Flag(help: "Draw a table for Markdown.") var markdown = false

  func run() throws {
    let input = FileHandle.standardInput.readDataToEndOfFile()
    let (remarks, json) = Self.parts(of: input)
    let results = try JSONDecoder().decode([Result].self, from: json)
    guard !results.isEmpty else { throw ValidationError("There are no results on standard input.") }
    let times = Dictionary(
      results.map { ($0.name, $0.times) }, uniquingKeysWith: { first, _ in first })
    print(Self.table(times, remarks: remarks).text(isMarkdown: markdown), terminator: "")
    if let peak = Self.peak(times) {
      print(
        "\nThe median of each; peak is the best time of the loops of multiply-adds, "
          + "\(digits(peak / 1e9)) GFLOP/s on one core.")
    }
  }

  /// What was said before the results, and the results.
  private static func parts(of input: Data) -> (remarks: String, json: Data) {
    let start = input.firstRange(of: Data("[{".utf8))?.lowerBound ?? input.endIndex
    let json = start < input.endIndex ? Data(input[start...]) : Data("[]".utf8)
    return (String(decoding: input[..<start], as: UTF8.self), json)
  }

  private static func table(_ times: [String: Times], remarks: String) -> Table {
    var table = Table(["Benchmark", "ms", "rate", "of peak"])
    let peak = peak(times)
    for subject in Subject.all {
      guard let measured = times[subject.name] else {
        // The format has rates in whole numbers a second, and leaves out what has none.
        if remarks.contains("[\(subject.name)]") {
          table.rows.append([subject.name, "over 2000", "", ""])
        }
        continue
      }
      let seconds = measured.median / Double(subject.repetitions)
      let rate = subject.amount / seconds
      let text =
        switch subject.unit {
        case .operations: digits(rate / 1e9) + " GFLOP/s"
        case .results: digits(rate / 1e9) + " G/s"
        case .bytes: digits(rate / 1e6) + " MB/s"
        case .none: ""
        }
      var share = ""
      if case .operations = subject.unit, let peak { share = decimals(100 * rate / peak, 0) + " %" }
      table.rows.append([subject.name, digits(1000 * seconds), text, share])
    }
    return table
  }

  /// The best that a loop of multiply-adds did, in operations a second.
  private static func peak(_ times: [String: Times]) -> Double? {
    Subject.peaks.compactMap { subject in
      times[subject.name].map { subject.amount * Double(subject.repetitions) / $0.least }
    }.max()
  }
}

/// The times of an iteration, in seconds.
private struct Times {
  var least: Double
  var median: Double
}

/// One benchmark in the JSON of the Java Microbenchmark Harness, as far as it matters here.
private struct Result: Decodable {
  struct Metric: Decodable {
    /// Microseconds, by percentile.
    let scorePercentiles: [String: Double]
  }

  let benchmark: String
  let secondaryMetrics: [String: Metric]

  /// The name without the name of the package, and with its spaces.
  var name: String {
    let prefix = "package.benchmark.ForecastBenchmarks."
    return String(benchmark.dropFirst(benchmark.hasPrefix(prefix) ? prefix.count : 0))
      .replacing("_", with: " ")
  }

  var times: Times {
    let percentiles = secondaryMetrics.values.first?.scorePercentiles ?? [:]
    return Times(
      least: 1e-6 * (percentiles["0.0"] ?? .nan), median: 1e-6 * (percentiles["50.0"] ?? .nan))
  }
}
