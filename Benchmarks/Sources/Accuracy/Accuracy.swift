import ArgumentParser
import Classical
import Forecasting
import Workloads

/// How accurate the forecasters are: on the airline series beside published peers, on folders of
/// series beside each other, and with one means less at a time.
@main struct Accuracy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Print tables of accuracy.",
    subcommands: [Airline.self, Folder.self, Ablation.self],
    defaultSubcommand: Airline.self)
}

/// What is forecast here, not what runs beside something else.
typealias Task = ForecastTask

/// What every table needs to be told.
struct TableOptions: ParsableArguments {
  @Flag(help: "Draw tables for Markdown.") var markdown = false
  @Option(help: "How many threads work.") var threads = 2
}

/// The statistical methods and the free forecasters that `auto` is held against.
let rivals: [any Forecaster] =
  [.ets, .holtWinters, .theta, .ces, .arima, .airline].map { ClassicalForecaster($0) }
  + [Baseline.seasonalNaive]

extension [Double] {
  /// The mean; NaN of none.
  var mean: Double { reduce(0, +) / Double(count) }

  /// The standard deviation of a sample; 0 of one.
  var deviation: Double {
    guard count > 1 else { return 0 }
    let centre = mean
    return (reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(count - 1)).squareRoot()
  }
}
