import ArgumentParser
import Artifacts
import Diagnosis
import Forecasting
import Plotting
import Reporting

/// `forecast backtest`: every forecaster from many origins.
struct Backtest: AsyncParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Score forecasters from many past origins, each knowing only its past.",
    discussion: """
      EXAMPLES:
        forecast backtest                             # the airline passengers
        forecast backtest sales.csv -H 12 --model gru --model seasonal-naive
        forecast backtest sales.csv --stride 12 --refit never --dry-run
        forecast backtest sales.csv --window 60 --csv > forecasts.csv
        forecast backtest sales.csv -o backtest       # with pictures
        forecast backtest sales.csv --format nixtla   # for utilsforecast

      The last origin leaves one horizon; the others lie strides before it. What is
      fitted sees nothing at its origin or later. The folder of --output gets
      backtest.json, backtest.csv, backtest.md and the pictures error-by-step and
      ranks.
      """)

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp(
      "What to compare; may be repeated: \(ForecasterName.list). Without a baseline among them, all baselines are added. (default: everything)",
      valueName: "model"), transform: ForecasterName.parsed)
  var model: [ForecasterName] = []

  @OptionGroup(title: "Origins") var options: BacktestOptions

  @OptionGroup var table: TableOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to write everything into.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(name: .shortAndLong, help: "Replace files that forecast did not write.")
  var force = false

  @Flag(help: "Say what would be done, fit everything once, and say how long it would take.")
  var dryRun = false

  @OptionGroup(title: "Pictures") var pictures: PictureOptions
  @OptionGroup(title: "Recipe auto") var auto: AutoOptions
  @OptionGroup(title: "Training") var training: TrainingFlags
  @OptionGroup(title: "Checkpoints") var checkpoints: CheckpointOptions
  @OptionGroup(title: "Work") var work: WorkOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws {
    try table.check(json: common.json)
    if let output { try refuseStandardOutput(output) }
    try auto.check(
      takesPart: model.isEmpty || model.contains(.auto), remedy: "Try with --model auto.")
  }

  func run() async throws {
    let loaded = try input.load()
    let job = try BacktestJob(
      loaded, command: arguments, options, training, models: model, seed: work.seed,
      auto: auto.forecaster)
    var folder = output.map { BacktestFolder(path: $0, force: force) }
    let plan = try pictures.plan(printsPictures: !common.json && table.chosen == .text)
    try folder?.check(plan)
    common.warn(loaded.warnings + pictures.remarks)
    if dryRun { return try await tellPlan(job) }
    let keeper = try checkpoints.open(
      "backtest", options: choices, loaded,
      besides: output.map { BacktestFolder.files(in: $0, plan) } ?? [], force: force, common)
    work.tell(job.plan)

    let (result, document) = try await CheckpointKeeper.guarding(keeper) {
      try await job.run(
        threads: work.threadCount, showsProgress: !common.quiet, journal: keeper)
    }
    work.tell(document.models.map { "\($0.model): \(fixed($0.secondsPerFit, 3)) s a fit" })
    try refuseNothing(document)
    let written = try folder?.write(result, document, plan)
    if table.chosen == .nixtla {
      try table.print(CSVTable(nixtla: result), json: common.json)
    } else {
      let envelope = envelope(loaded, document)
      try common.print(
        table.chosen == .csv
          ? CSVTable(result).text
          : try printed(document, plan)
            + BacktestReport(document, letters: Console.letters).summary
            + place(of: written?.files), json: envelope, isTable: table.chosen == .csv)
    }
    keeper?.discard()
    if let failure = written?.pictureFailure {
      let drawing = [job.command, typed(["-o", output ?? ""] + pictures.arguments)]
      throw Failure(pictures: failure, drawing: drawing.joined(separator: " ")).thrown
    }
  }

  /// A backtest in which nobody forecast anything has no result.
  private func refuseNothing(_ document: BacktestDocument) throws {
    guard document.models.allSatisfy(\.byStep.isEmpty),
      let failure = document.models.first?.failures.first
    else { return }
    throw Failure(
      65, "data",
      "no forecaster could be scored; \(document.models[0].model) at \(failure.origin): "
        + failure.message, hint: failure.hint
    ).thrown
  }

  private func envelope<Result: Encodable>(
    _ loaded: LoadedInput, _ result: Result
  ) -> Envelope<Result> {
    Envelope(
      "backtest", seed: work.seed, inputs: [.init(name: loaded.source, sha256: loaded.sha256)],
      result: result, warnings: loaded.warnings)
  }

  /// The figures on the terminal, where they were wanted there.
  private func printed(_ document: BacktestDocument, _ plan: PicturePlan) throws -> String {
    try plan.printed(backtestFigures(document)).map { $0 + "\n" }.joined()
  }

  private func place(of files: [WrittenFile]?) -> String {
    guard let files, let output else { return "" }
    let folder = shellQuoted(output)
    return "\nWritten to \(folder): \(files.count) files; read \(folder)/backtest.md first.\n"
  }

  private func tellPlan(_ job: BacktestJob) async throws {
    Interruption.listen()
    let (fits, seconds) = try await job.estimate(threads: work.threadCount)
    let each = fits.map { "\($0.name)\u{A0}\(fixed($0.seconds, 3))\u{A0}s" }.joined(separator: ", ")
    let text =
      ((job.plan + [
        "a fit       \(each)",
        "estimate    \(fixed(seconds, 1)) s on \(work.threadCount) thread\(work.threadCount == 1 ? "" : "s")",
      ]).map { folded($0) } + Forecast.listing).joined(separator: "\n") + "\n"
    let plan = Plan(
      origins: job.backtest.origins.count, horizon: job.backtest.horizon,
      fits: job.backtest.fitCount * fits.count,
      secondsPerFit: Dictionary(fits.map { ($0.name, $0.seconds) }, uniquingKeysWith: { $1 }),
      seconds: seconds)
    try common.print(text, json: envelope(job.input, plan))
  }

  /// What `--dry-run --json` prints.
  private struct Plan: Encodable {
    let origins: Int
    let horizon: Int
    let fits: Int
    let secondsPerFit: [String: Double]
    let seconds: Double
  }

  /// The command as it would be typed, without what does not change the result.
  private var arguments: [String] {
    ["forecast", "backtest"] + (input.csv.map { [$0] } ?? []) + choices
  }

  /// The options that change the result.
  private var choices: [String] {
    input.reading.arguments + model.flatMap { ["--model", $0.name] } + options.arguments
      + auto.arguments + training.arguments + (work.seed == 0 ? [] : ["--seed", "\(work.seed)"])
  }
}
