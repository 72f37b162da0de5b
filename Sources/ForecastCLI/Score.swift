import ArgumentParser
import Artifacts
import Forecasting
import Reporting
import SeriesData

/// `forecast score`: how good forecasts were that were made earlier.
struct Score: ParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score forecasts made earlier against what happened.",
    discussion: """
      EXAMPLES:
        forecast predict gru.safetensors --csv > forecast.csv     # earlier
        forecast score forecast.csv sales.csv
        forecast score plots/forecast.csv new.csv --history sales.csv
        forecast score forecast.csv sales.csv --json | jq '.result.models[].mase'

      Forecasts and actual values are matched by date. MASE and RMSSE are scaled by
      the seasonal naive within the values before the first forecast: those of
      ACTUALS, or of --history.
      """)

  @Argument(
    help: "The forecasts: ds,MODEL,MODEL-lo-80,MODEL-hi-80 and so on.",
    completion: .file(extensions: ["csv"]))
  var forecasts: String

  @Argument(
    help: "What happened, a CSV file that forecast can read.",
    completion: .file(extensions: ["csv"]))
  var actuals: String

  @Option(
    help: ArgumentHelp(
      "The values before the forecasts, if they are not in ACTUALS.", valueName: "csv"),
    completion: .file(extensions: ["csv"]))
  var history: String?

  @OptionGroup(title: "Reading ACTUALS and --history") var reading: ReadingOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws {
    if [forecasts, actuals, history].filter({ $0 == "-" }).count > 1 {
      throw ValidationError("Only one file can be '-', standard input.")
    }
  }

  func run() throws {
    let file = try ForecastFile(forecasts)
    let bytes = try readInput(actuals)
    let past = try history.map { try LoadedInput($0, reading) }
    var source = MemorySource(bytes)
    let values = try DatedValues(from: &source, named: actuals, options: reading.readOptions)
    let scoring = try Scoring(
      file, values, path: actuals, history: past?.series ?? series(in: bytes))
    let result = Outcome(file, scoring)
    let warnings = file.warnings + (past?.warnings ?? [])
    common.warn(warnings)
    let inputs =
      [Envelope<Outcome>.Input(name: sourceName(forecasts), sha256: file.sha256)]
      + [.init(name: sourceName(actuals), sha256: sha256Hex(of: bytes))]
      + (past.map { [.init(name: $0.source, sha256: $0.sha256)] } ?? [])
    try common.print(
      ScoreReport(
        heading: result.heading(forecasts: sourceName(forecasts)),
        rows: result.models.map { .init(model: $0.model, scores: $0.scores) },
        letters: Console.letters
      ).text, json: Envelope("score", inputs: inputs, result: result, warnings: warnings))
  }

  /// The actual values as a series, if they follow a calendar: only then there is a season.
  private func series(in bytes: [UInt8]) -> TimeSeries? {
    var source = MemorySource(bytes)
    return try? SeriesReader.read(
      from: &source, named: actuals, options: reading.readOptions
    ).series
  }

  /// What `--json` prints.
  private struct Outcome: Encodable {
    /// The number of dates that were forecast.
    let forecasts: Int
    /// The number of them that have an actual value.
    let scored: Int
    /// The first and the last of these.
    let start: String
    let end: String
    /// The dates without an actual value.
    let missing: [String]
    /// The number of values that the scale comes from, and its season.
    let history: Int
    let seasonLength: Int
    let models: [Model]

    /// A forecaster, its scores beside its name.
    struct Model: Encodable {
      let model: String
      let scores: ScoreSection

      private enum CodingKeys: String, CodingKey { case model }

      func encode(to encoder: any Encoder) throws {
        try scores.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(model, forKey: .model)
      }
    }

    init(_ file: ForecastFile, _ scoring: Scoring) {
      forecasts = file.dates.count
      scored = scoring.rows.count
      let dates = scoring.rows.map { file.dates[$0].iso }
      start = dates[0]
      end = dates[dates.count - 1]
      missing = scoring.missing.map(\.iso)
      history = scoring.history.count
      seasonLength = scoring.seasonLength
      models = file.models.map { model in
        Model(model: model.name, scores: ScoreSection(scoring.scores(of: model)))
      }
    }

    /// What was scored, such as "f.csv: 9 of 12 forecasts scored, 1961-01-01 to 1961-09-01".
    func heading(forecasts name: String) -> String {
      let gap =
        missing.isEmpty
        ? ""
        : " No actual value for \(missing.prefix(3).joined(separator: ", "))"
          + (missing.count > 3 ? " and \(missing.count - 3) more." : ".")
      let scale =
        history == 0
        ? ""
        : " Scaled by the seasonal naive of \(seasonLength) "
          + "step\(seasonLength == 1 ? "" : "s") within the \(history) values before."
      return "\(name): \(scored) of \(forecasts) forecasts scored, \(start) to \(end)."
        + gap + scale
    }
  }
}
