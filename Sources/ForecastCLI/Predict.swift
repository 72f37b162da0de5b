import ArgumentParser
import Artifacts
import Forecasting
import Reporting
import SeriesData

/// `forecast predict`: what comes next, from a trained network.
struct Predict: ParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Forecast with a trained network.",
    discussion: """
      EXAMPLES:
        forecast predict auto.json -H 12
        forecast predict gru.safetensors -H 12
        forecast predict gru.safetensors --data newer.csv    # goes on from there
        forecast predict gru.safetensors -H 24 --csv > forecast.csv
        forecast predict gru.safetensors --coverage 0.5,0.9
        forecast predict auto.json --format nixtla   # unique_id, ds, auto, ...
        forecast predict gru.safetensors --json | jq '.result.forecast'
      """)

  @Argument(help: "The model file.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Option(name: [.customShort("H"), .long], help: "Steps to forecast. (default: a season, or 6)")
  var horizon: Int?

  @Option(
    help: ArgumentHelp("Newer observations of the same series, a CSV file or -.", valueName: "csv"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(
    help: ArgumentHelp("The intervals to print. (default: 0.8,0.95)", valueName: "list"),
    transform: parsedCoverages)
  var coverage: [Double]?

  @OptionGroup var table: TableOptions

  @OptionGroup(title: "Reading --data") var reading: ReadingOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws {
    if let horizon, !(1...100_000).contains(horizon) {
      throw ValidationError("--horizon is \(horizon) (expected 1 to 100000).")
    }
    try table.check(json: common.json)
    if reading.season != nil {
      throw ValidationError("--season is for training; a model keeps the season that it has.")
    }
    if data == nil, reading.from != nil || reading.to != nil {
      throw ValidationError("--from and --to cut the values of --data, which is not given.")
    }
  }

  func run() throws {
    let bytes = try readInput(model)
    if AutoFile.looksLike(bytes) { return try combine(bytes) }
    let file = try ModelFile(decoding: bytes, file: model)
    let newer = try data.map { try load($0, named: file.provenance.valueName) }
    let history = try newer.map { try checked($0, against: file) } ?? file.observations
    let steps = horizon ?? defaultHorizon(file.observations)
    try refuseBeyondCalendar(history, horizon: steps)
    let forecast = file.forecast(
      history, horizon: steps,
      probabilities: ForecastDistribution.probabilities(coverages: coverages))
    try refuseNonFinite(forecast.point)
    let basis = file.basis(horizon: steps)
    let result = Outcome(
      file.network.specification.kind.rawValue, file.provenance, history, forecast.point,
      .init(forecast, coverages: coverages), basis, reading, from: newer)
    try show(
      result, bytes, newer, seed: file.network.specification.seed,
      remarks: remarks(on: basis, of: file, coverages))
  }

  /// Forecasts by the recipe `auto`; newer values are fitted like the old ones.
  private func combine(_ bytes: [UInt8]) throws {
    var file = try AutoFile(decoding: bytes, file: model)
    let newer = try data.map { try load($0, named: file.provenance.valueName) }
    if let newer { file.series = try continued(newer, from: file.series) }
    let steps = horizon ?? defaultHorizon(file.series)
    try refuseBeyondCalendar(file.series, horizon: steps)
    Interruption.listen()
    let fitted = try file.fitted { Interruption.isRequested }
    let forecast = fitted.forecast(
      file.series, horizon: steps,
      probabilities: ForecastDistribution.probabilities(coverages: coverages))
    try refuseNonFinite(forecast.point)
    let result = Outcome(
      fitted.name, file.provenance, file.series, forecast.point,
      .init(forecast, coverages: coverages), nil, reading, from: newer, point: fitted.point)
    try show(result, bytes, newer, seed: file.seed, remarks: [])
  }

  private var coverages: [Double] { coverage ?? ForecastDistribution.usualCoverages }

  private func show(
    _ result: Outcome, _ bytes: [UInt8], _ newer: LoadedInput?, seed: UInt64, remarks: [String]
  ) throws {
    let warnings = (newer?.warnings ?? []) + remarks
    let inputs =
      [Envelope<Outcome>.Input(name: lastComponent(model), sha256: sha256Hex(of: bytes))]
      + (newer.map { [.init(name: $0.source, sha256: $0.sha256)] } ?? [])
    common.warn(warnings)
    if table.chosen == .nixtla { return try table.print(result.nixtla, json: common.json) }
    try common.print(
      table.chosen == .csv ? result.table.text : result.text,
      json: Envelope("predict", seed: seed, inputs: inputs, result: result, warnings: warnings),
      isTable: table.chosen == .csv)
  }

  /// What the intervals that were asked for cannot be.
  private func remarks(
    on basis: IntervalBasis?, of file: ModelFile, _ coverages: [Double]
  ) -> [String] {
    guard let basis else {
      return [
        "\(model) has no intervals: "
          + (file.hasOtherWeights
            ? "its weights are not those that forecast trained, and the intervals in it were "
              + "calibrated on those."
            : "it is of an older version, or nothing could be held out. "
              + "Train it again for intervals.")
      ]
    }
    guard let count = basis.residuals else { return [] }
    return coverages.filter { ConformalIntervals.residualsNeeded(coverage: $0) > count }.map {
      "intervals of \(coverageName($0)) % need "
        + "\(ConformalIntervals.residualsNeeded(coverage: $0)) residuals; with \(count) they reach "
        + "to the largest one and cover less."
    }
  }

  /// The newer values, from the column that the model was trained on where the file has it.
  private func load(_ path: String, named valueName: String) throws -> LoadedInput {
    guard reading.valueColumn == nil, path != "-" else { return try LoadedInput(path, reading) }
    var named = reading
    named.valueColumn = valueName
    do {
      return try LoadedInput(path, named)
    } catch let error as SeriesError where error.reason == .unknownColumn {
      let newer = try LoadedInput(path, reading)
      guard !newer.isAmbiguous else {
        throw Failure(
          65, "data",
          "\(path): there is no column '\(valueName)', which the model was trained "
            + "on, and several others could be meant", hint: "Name one with --value-column."
        ).thrown
      }
      return newer
    }
  }

  /// The newer series with the season of the known one, if it is of the same kind.
  private func continued(_ newer: LoadedInput, from known: TimeSeries) throws -> TimeSeries {
    let series = newer.series
    guard series.frequency == known.frequency else {
      throw refusal(
        of: newer,
        "the data are \(series.frequency.name), the model was trained on "
          + "\(known.frequency.name) ones", "Train a model on these data.")
    }
    guard known.seasonLength != known.frequency.seasonLength else { return series }
    // Such a season has no place on the calendar: it is counted from where the model counts.
    guard let counted = series.counted(from: known.start) else {
      throw refusal(
        of: newer,
        "the dates, from \(series.timestamp(at: 0).iso) on, are no whole steps from "
          + "\(known.start.iso), where the model's season of \(known.seasonLength) begins",
        "Give the file the dates that the model was trained on, and newer ones.")
    }
    return counted.withSeason(known.seasonLength)
  }

  private func refusal(of newer: LoadedInput, _ message: String, _ hint: String) -> any Error {
    Failure(65, "data", "\(newer.path): \(message)", hint: hint).thrown
  }

  /// The newer series, if the network can go on from it.
  private func checked(_ newer: LoadedInput, against file: ModelFile) throws -> TimeSeries {
    let series = try continued(newer, from: file.observations)
    guard series.count >= file.network.reach else {
      throw refusal(
        of: newer,
        "\(series.count) values are too few (the model looks at the last \(file.network.reach))",
        "Give the file a longer history.")
    }
    let last = (series.count - file.network.reach)..<series.count
    do {
      try file.network.builder.transform.validate(series, in: last)
    } catch {
      throw refusal(
        of: newer, error.message, "Train a model with --transform none or diff on these data.")
    }
    return series
  }

  private func refuseNonFinite(_ values: [Double]) throws {
    guard let first = values.firstIndex(where: { !$0.isFinite }) else { return }
    throw Failure(
      70, "non-finite", "the forecast is not finite from step \(first + 1) on",
      hint: "Forecast fewer steps with --horizon \(max(first, 1)), or train with other settings."
    ).thrown
  }

  /// What `--json` prints.
  private struct Outcome: Encodable {
    let model: String
    let title: String?
    let valueName: String
    let unit: String
    let trainedTo: String
    let historyEnd: String
    let horizon: Int
    /// What the values are, for the recipe `auto`: `median` or `mean`.
    let point: PointForecast?
    let forecast: [Step]
    /// What the intervals rest on; absent without any.
    let intervals: IntervalBasis?
    private let bands: [ReportDocument.Band]
    /// The name of the series.
    private let series: String
    /// " of Lyon", where the series is one of several.
    private let owner: String

    private enum CodingKeys: String, CodingKey {
      case model, title, valueName, unit, trainedTo, historyEnd, horizon, point, forecast, intervals
    }

    struct Step: Encodable {
      let ds: String
      let value: Double
      /// The ends of the intervals by coverage, such as `0.8`.
      let lower: [String: Double]
      let upper: [String: Double]
    }

    init(
      _ model: String, _ provenance: ModelFile.Provenance, _ history: TimeSeries,
      _ values: [Double], _ bands: [ReportDocument.Band], _ basis: IntervalBasis?,
      _ reading: ReadingOptions, from newer: LoadedInput?, point: PointForecast? = nil
    ) {
      self.point = point
      series = history.name
      let source = newer?.source ?? provenance.source
      let place = seriesPlace(series, in: source, valueName: provenance.valueName)
      owner = place == source ? "" : " of \(series)"
      title = reading.title
      self.model = model
      valueName = provenance.valueName
      unit = reading.unit ?? provenance.unit
      trainedTo = provenance.trainedTo
      historyEnd = history.timestamp(at: history.count - 1).iso
      horizon = values.count
      intervals = basis
      self.bands = bands
      forecast = values.enumerated().map { step, value in
        func ends(_ side: KeyPath<ReportDocument.Band, [Double?]>) -> [String: Double] {
          let named = bands.compactMap { band in
            band[keyPath: side][step].map { ("\(band.coverage)", $0) }
          }
          return Dictionary(named, uniquingKeysWith: { first, _ in first })
        }
        return Step(
          ds: history.timestamp(at: history.count + step).iso, value: value, lower: ends(\.lower),
          upper: ends(\.upper))
      }
    }

    var table: CSVTable {
      var table = CSVTable(ds: forecast.map(\.ds))
      table.append(model, numbers: forecast.map(\.value))
      table.append(model, intervals: bands)
      return table
    }

    var nixtla: CSVTable {
      CSVTable(
        nixtla: series, ds: forecast.map(\.ds), model: model, values: forecast.map(\.value),
        intervals: bands)
    }

    var text: String {
      let name = printable((unit.isEmpty ? valueName : "\(valueName) (\(unit))") + owner)
      let heading = title.map { wrapped(printable($0)) + "\n" } ?? ""
      return heading
        + wrapped("\(name) by \(model), trained to \(trainedTo), from values to \(historyEnd):")
        + "\n\n"
        + ForecastTable.text(
          dates: forecast.map(\.ds), model: model, values: forecast.map(\.value),
          intervals: bands, letters: Console.letters)
        + (intervals.map { "\n" + wrapped("Intervals: \($0.sentence).") + "\n" } ?? "")
        + (point.map { "\nPoints are \($0.rawValue)s.\n" } ?? "")
    }
  }
}
