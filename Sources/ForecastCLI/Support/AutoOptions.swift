import ArgumentParser
import Forecasting

extension PointForecast: ExpressibleByArgument {}

/// What the recipe `auto` is told, on every command that follows it.
struct AutoOptions: ParsableArguments {
  @Option(help: "What the points of the recipe auto are.")
  var point = PointForecast.median

  @Flag(help: "Let forecasts of the recipe auto be negative where no value is.")
  var allowNegative = false

  /// The recipe.
  var forecaster: AutoForecaster {
    var auto = AutoForecaster()
    auto.point = point
    auto.allowsNegative = allowNegative
    return auto
  }

  /// Refuses options that nobody would follow.
  ///
  /// - Parameters:
  ///   - takesPart: Whether the recipe does.
  ///   - remedy: What would let it, as a sentence.
  /// - Throws: A usage error that names the first of them.
  func check(takesPart: Bool, remedy: String) throws {
    guard !takesPart, let option = arguments.first else { return }
    throw ValidationError(
      "\(option) is for the recipe auto, which takes no part here. \(remedy)")
  }

  /// The options that differ from their defaults, as they would be typed.
  var arguments: [String] {
    (point == .median ? [] : ["--point", point.rawValue])
      + (allowNegative ? ["--allow-negative"] : [])
  }
}
