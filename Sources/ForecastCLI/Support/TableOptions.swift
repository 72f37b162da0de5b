import ArgumentParser
import Artifacts

/// How a command prints forecasts.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case text
  /// A CSV file, as `score` reads it.
  case csv
  /// The long form of Nixtla's libraries, as CSV, or with `--json` as rows of JSON.
  case nixtla
}

/// How a command prints forecasts, where it can do so in several ways.
struct TableOptions: ParsableArguments {
  @Flag(help: "The same as --format csv.")
  var csv = false

  @Option(
    help:
      "text for people; csv; or nixtla, the long form unique_id, ds, MODEL that utilsforecast reads, as CSV or with --json as rows. (default: text)"
  )
  var format: TableFormat?

  /// What was chosen.
  var chosen: TableFormat { format ?? (csv ? .csv : .text) }

  /// The option that chose something else than text.
  var typed: String? { chosen == .text ? nil : csv ? "--csv" : "--format \(chosen)" }

  /// Refuses what cannot be printed.
  ///
  /// - Parameter json: Whether JSON is wanted.
  /// - Throws: A usage error.
  func check(json: Bool) throws {
    if csv && format != nil {
      throw ValidationError("--csv and --format exclude each other; give one.")
    }
    if json, chosen == .csv, let typed {
      throw ValidationError(
        "\(typed) and --json exclude each other; give one.")
    }
  }

  /// Prints a table in the long form.
  func print(_ table: CSVTable, json: Bool) throws {
    try standardOutput(json ? table.json : table.text)
  }
}
