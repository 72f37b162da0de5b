import ArgumentParser
import Artifacts
import SeriesData

extension DuplicatePolicy: ExpressibleByArgument {}
extension GapPolicy: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
extension DecimalMark: ExpressibleByArgument {}

/// Which file, and how to read it.
struct InputOptions: ParsableArguments {
  @Argument(
    help:
      "The CSV file, packed by gzip or not; - for standard input. (default: the airline passengers, built in)",
    completion: .file(extensions: ["csv", "csv.gz", "tsv", "txt"]))
  var csv: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  /// Reads the series.
  func load() throws -> LoadedInput { try LoadedInput(csv, reading) }
}

/// How to read a CSV file.
struct ReadingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The column of the dates, by name or number.", valueName: "column"))
  var dateColumn: String?

  @Option(help: ArgumentHelp("The column of the values, by name or number.", valueName: "column"))
  var valueColumn: String?

  @Option(
    help: ArgumentHelp(
      "In a table of several series: the column of their names.", valueName: "column"))
  var idColumn: String?

  @Option(help: ArgumentHelp("In such a table: the series to read.", valueName: "name"))
  var series: String?

  @Option(help: ArgumentHelp("The character between fields.", valueName: "character"))
  var delimiter: String?

  @Option(help: ArgumentHelp("How dates are written, as in '%d.%m.%Y'.", valueName: "format"))
  var dateFormat: String?

  @Option(help: "The decimal mark of the values.")
  var decimal: DecimalMark?

  @Option(help: "How the characters are written.")
  var encoding: TextEncoding?

  @Option(help: "What becomes of several rows of one date.")
  var duplicates: DuplicatePolicy?

  @Option(help: "What fills gaps and missing values.")
  var gaps: GapPolicy?

  @Option(
    help: ArgumentHelp(
      "The first date to use, such as 1955 or 1955-06; earlier values are cut off.",
      valueName: "date"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The last date to use; 1958 means all of that year.", valueName: "date"))
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Steps in a season; 1 is none. (default: that of the calendar)", valueName: "n"))
  var season: Int?

  @Option(help: ArgumentHelp("What stands above pictures and reports.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("What the values count, for plots and tables.", valueName: "unit"))
  var unit: String?

  func validate() throws {
    if let season, season < 1 {
      throw ValidationError("--season is \(season) (expected at least 1, which is no season).")
    }
    _ = try cut
    if let delimiter, delimiter.count != 1 && delimiter != "\\t" {
      throw ValidationError(
        "--delimiter is '\(delimiter)' (expected one character, or \\t for a tab).")
    }
  }

  /// The same for the reader.
  var readOptions: ReadOptions {
    ReadOptions(
      dateColumn: dateColumn, valueColumn: valueColumn, idColumn: idColumn, seriesName: series,
      delimiter: delimiter == "\\t" ? "\t" : delimiter?.first, encoding: encoding,
      decimal: decimal, dateFormat: dateFormat,
      duplicates: duplicates, gaps: gaps)
  }

  /// The options as they would be typed.
  var arguments: [String] {
    option("--date-column", dateColumn) + option("--value-column", valueColumn)
      + option("--id-column", idColumn) + option("--series", series)
      + option("--delimiter", delimiter) + option("--date-format", dateFormat)
      + option("--decimal", decimal?.rawValue) + option("--encoding", encoding?.rawValue)
      + option("--duplicates", duplicates?.rawValue) + option("--gaps", gaps?.rawValue)
      + option("--from", from) + option("--to", to)
      + option("--season", season.map(String.init)) + option("--title", title)
      + option("--unit", unit)
  }
}

/// An option and its value; nothing without a value.
func option(_ name: String, _ value: String?) -> [String] { value.map { [name, $0] } ?? [] }

/// Words as they are typed into a shell.
func typed(_ words: [String]) -> String { words.map(shellQuoted).joined(separator: " ") }

/// The text as one word of a shell.
func shellQuoted(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy { byte in
    byte > 0x7F || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
      || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || "-_./,%+:=@".utf8.contains(byte)
  }
  return isPlain && !text.isEmpty
    ? text
    : "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
}
