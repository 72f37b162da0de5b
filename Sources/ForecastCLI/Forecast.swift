import ArgumentParser
import FoundationEssentials
import SeriesData

/// The program.
@main
struct Forecast: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast a time series from a CSV file, and see who overfits.",
    discussion: """
      EXAMPLES:
        forecast                                  # the airline passengers
        forecast run sales.csv                    # networks, plots, report
        forecast inspect sales.csv                # what is wrong with the file
        forecast train sales.csv --model gru -o gru.safetensors
        forecast predict gru.safetensors --horizon 12
        forecast backtest sales.csv -H 12         # from many past origins
        forecast score forecast.csv actuals.csv   # of forecasts made earlier
        forecast report plots --fail-on overfit   # read the report again
        forecast plot plots/report.json --terminal svg
        forecast tune sales.csv --model lstm      # search for settings
        forecast export gru.safetensors           # to ONNX, for other programs

      Without a command, run is meant; without a file, the airline passengers,
      which are built in.
      """,
    version: Forecast.version,
    subcommands: [
      Run.self, Inspect.self, Train.self, Predict.self, Backtest.self, Score.self, Report.self,
      Plot.self, Tune.self, Export.self, SchemaCommand.self,
    ],
    defaultSubcommand: Run.self)

  /// The version of the program.
  static let version = "0.1.0"

  /// Parses, runs, and turns every error into its message and exit code.
  static func main() async {
    Console.prepare()
    let typed = Array(CommandLine.arguments.dropFirst())
    do {
      if let error = mistypedCommand(typed) { throw error }
      let settings = try settings.get()
      var command = try parsed(settings)
      (command as? any Remarking)?.common.warn(settings.remarks)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      // Asking for help or the version is an "error" of the parser too.
      if exitCode(for: error) == .success { exit(withError: error) }
      Failure(error, typed).exit(asJSON: (typed + arguments).contains("--json"))
    }
  }

  /// The arguments, those of files and of the environment among them.
  static var arguments: [String] { (try? settings.get())?.arguments ?? [] }

  /// What was typed, and what files and the environment add.
  static let settings = Result {
    try Settings(
      Array(CommandLine.arguments.dropFirst()),
      environment: ProcessInfo.processInfo.environment)
  }

  /// Where settings come from, a line each, for a dry run; nothing where everything was typed.
  static var listing: [String] { (try? settings.get())?.listing ?? [] }

  private static func parsed(_ settings: Settings) throws -> any ParsableCommand {
    do {
      return try parseAsRoot(settings.arguments)
    } catch {
      throw settings.blame(error)
    }
  }

  /// The names of the commands.
  static let commandNames = configuration.subcommands.compactMap { $0.configuration.commandName }

  /// `forecast inspct sales.csv` is a mistyped command, not a file named `inspct`.
  static func mistypedCommand(_ arguments: [String]) -> ValidationError? {
    let names = commandNames + ["help"]
    guard let word = arguments.first, !word.hasPrefix("-"), !names.contains(word),
      !word.contains("."), !word.contains("/"), !fileExists(word),
      case let lowercase = word.lowercased(),
      let nearest = names.min(by: {
        $0.editDistance(to: lowercase) < $1.editDistance(to: lowercase)
      })
    else { return nil }
    let isNear = nearest.editDistance(to: lowercase) <= max(1, nearest.count / 2)
    return ValidationError(
      "There is no command or file '\(word)'. "
        + (isNear
          ? "Did you mean 'forecast \(nearest)'?"
          : "The commands are \(names.joined(separator: ", "))."))
  }
}
