import ArgumentParser
import Forecasting

/// How much of the past a fit sees, as it is typed.
enum WindowOption {
  /// All of it.
  case expanding
  /// As many values as the first origin knows.
  case sliding
  /// The last so many values.
  case last(Int)

  /// Reads it.
  static func parsed(_ argument: String) throws -> WindowOption {
    switch argument {
    case "expanding": return .expanding
    case "sliding": return .sliding
    default:
      guard let length = Int(argument), length >= 1 else {
        throw ValidationError("expected expanding, sliding, or a number of values such as 60.")
      }
      return .last(length)
    }
  }

  /// The same for a backtest whose first origin knows so many values.
  func window(firstOrigin: Int) -> BacktestWindow {
    switch self {
    case .expanding: .expanding
    case .sliding: .sliding(firstOrigin)
    case .last(let length): .sliding(length)
    }
  }
}

extension Refit {
  /// Reads `every`, `never`, or a number of origins.
  fileprivate static func parsed(_ argument: String) throws -> Refit {
    switch argument {
    case "every": return .every
    case "never": return .never
    default:
      guard let count = Int(argument), count >= 1 else {
        throw ValidationError("expected every, never, or a number of origins such as 12.")
      }
      return count == 1 ? .every : .after(count)
    }
  }
}

/// From where a backtest forecasts, and how often it fits.
struct BacktestOptions: ParsableArguments {
  @Option(
    name: [.customShort("H"), .long],
    help: "Steps to forecast from each origin. (default: a season, or 6)")
  var horizon: Int?

  @Option(
    help: ArgumentHelp(
      "How many origins, the latest ones. (default: all from the end of the training part on, at most \(Self.mostOrigins))",
      valueName: "n"))
  var origins: Int?

  @Option(help: ArgumentHelp("Steps from an origin to the next.", valueName: "n"))
  var stride = 1

  @Option(
    help: ArgumentHelp(
      "Values known at the first origin, at least. (default: the training part)", valueName: "n"))
  var initial: Int?

  @Option(
    help: ArgumentHelp(
      "The past that a fit sees: all of it (expanding), as much as at the first origin (sliding), or the last n values.",
      valueName: "expanding|sliding|n"), transform: WindowOption.parsed)
  var window: WindowOption?

  @Option(
    help: ArgumentHelp(
      "When to fit again: at every origin, never after the first, or at every k-th.",
      valueName: "every|never|k"), transform: Refit.parsed)
  var refit: Refit?

  @Option(
    help: ArgumentHelp("The intervals to score. (default: 0.8,0.95)", valueName: "list"),
    transform: parsedCoverages)
  var coverage: [Double]?

  /// The origins where nobody says how many.
  static let mostOrigins = 40

  func validate() throws {
    for (name, value) in [
      ("--horizon", horizon), ("--origins", origins), ("--stride", stride), ("--initial", initial),
    ] {
      if let value, !(1...100_000).contains(value) {
        throw ValidationError("\(name) is \(value) (expected 1 to 100000).")
      }
    }
  }

  /// The origins of a series of `count` values.
  ///
  /// - Parameters:
  ///   - count: The number of values.
  ///   - trainCount: The end of the training part.
  ///   - steps: The horizon.
  /// - Returns: Numbers of known values, ascending; at least one.
  /// - Throws: A usage error that says what would fit.
  func chosenOrigins(of count: Int, trainCount: Int, horizon steps: Int) throws -> [Int] {
    let rule = OriginRule(
      horizon: steps, stride: stride, first: initial ?? (origins == nil ? trainCount : nil),
      count: origins, most: Self.mostOrigins)
    do throws(OriginError) {
      return try rule.origins(of: count)
    } catch {
      throw ValidationError(words(error))
    }
  }

  private func words(_ error: OriginError) -> String {
    switch error {
    case .none(let values, let horizon, let first):
      let room = values - first
      return room < 1
        ? "The first origin knows \(first) values, and the series has no more than \(values). "
          + "Try --initial \(max(values * 2 / 3, 1))."
        : "From the first origin, \(first) of \(values) values, \(horizon) steps go beyond the end. "
          + "Try --horizon \(room), or a smaller --initial."
    case .tooFew(let wanted, let found, let first, let last):
      return "--origins \(wanted) with --stride \(stride) are more than the \(found) that lie "
        + "between \(first) and \(last) known values. Try --origins \(found)."
    }
  }

  /// The options that were given, as they would be typed.
  var arguments: [String] {
    let window = window.map { window in
      switch window {
      case .expanding: "expanding"
      case .sliding: "sliding"
      case .last(let length): "\(length)"
      }
    }
    let refit = refit.map { refit in
      switch refit {
      case .every: "every"
      case .never: "never"
      case .after(let count): "\(count)"
      }
    }
    return option("--horizon", horizon.map(String.init))
      + option("--origins", origins.map(String.init))
      + (stride == 1 ? [] : ["--stride", "\(stride)"])
      + option("--initial", initial.map(String.init)) + option("--window", window)
      + option("--refit", refit)
      + option("--coverage", coverage?.asTyped)
  }
}
