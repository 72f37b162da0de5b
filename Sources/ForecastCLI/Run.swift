import ArgumentParser
import Artifacts
import Forecasting
import Reporting

/// `forecast run`: the main job.
struct Run: AsyncParsableCommand, Remarking {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Train networks on a CSV file, draw them, and say who overfits.",
    discussion: """
      EXAMPLES:
        forecast run                              # the airline passengers
        forecast run sales.csv                    # the same for a file
        forecast run sales.csv --model gru --patience 50 -o gru
        forecast run sales.csv --transform log-diff --test 24 -H 24
        forecast run sales.csv --deep             # would more history help?
        forecast run - --json < sales.csv
        forecast run --replay plots/run.json -o again    # the same bits

      Writes into the folder: report.html, a page to read and to send; report.md,
      report.json, predictions.csv, forecast.csv, MODEL.safetensors; run.json,
      which --replay takes; and as pictures forecast, train-test-MODEL, loss-MODEL,
      diagnosis-MODEL, residuals-MODEL and intervals-MODEL; auto.json and
      intervals-auto of the combined forecast; with --deep also deep-MODEL.
      """)

  @OptionGroup var input: InputOptions

  @Option(
    name: .long,
    help: "A network; may be repeated. (default: all four)")
  var model: [NetworkKind] = []

  @Option(
    name: [.customShort("H"), .long],
    help: "Steps to forecast beyond the end. (default: a season, or 6)")
  var horizon: Int?

  @Option(
    help: ArgumentHelp("The intervals of forecasts. (default: 0.8,0.95)", valueName: "list"),
    transform: parsedCoverages)
  var coverage: [Double]?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder to write into.", valueName: "folder"),
    completion: .directory)
  var output = "plots"

  @Flag(name: .shortAndLong, help: "Replace files that forecast did not write.")
  var force = false

  @Flag(
    name: [.customShort("n"), .long],
    help: "Say what would be done and how long it takes, and do nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Do the run again that a run.json is of, with the same data; only what changes no result may be given beside it.",
      valueName: "run.json"),
    completion: .file(extensions: ["json"]))
  var replay: String?

  @OptionGroup(title: "Pictures") var pictures: PictureOptions
  @OptionGroup(title: "Recipe auto") var auto: AutoOptions
  @OptionGroup(title: "Training") var training: TrainingFlags
  @OptionGroup(title: "Verdict") var judging: JudgingOptions
  @OptionGroup(title: "Verdict") var looking: LookingOptions
  @OptionGroup(title: "Checkpoints") var checkpoints: CheckpointOptions
  @OptionGroup(title: "Work") var work: WorkOptions
  @OptionGroup(title: "Common") var common: CommonOptions

  func validate() throws {
    if let horizon, !(1...100_000).contains(horizon) {
      throw ValidationError("--horizon is \(horizon) (expected 1 to 100000).")
    }
    try refuseStandardOutput(output)
    try auto.check(
      takesPart: training.recipe == .auto && model.isEmpty,
      remedy: "Try without --model and --recipe classic.")
  }

  func run() async throws {
    let loaded = try input.load()
    common.warn(try Forecast.settings.get().replay?.check(loaded, seed: work.seed) ?? [])
    let job = try Job(
      loaded, command: arguments, training, models: model, horizon: horizon,
      coverages: coverage, seed: work.seed,
      judging: judging, isDeep: looking.deep, auto: auto.forecaster)
    var results = ResultFolder(path: output, force: force)
    let plan = try pictures.plan(printsPictures: !common.json)
    try results.check(job, plan)
    let files = ResultFolder.fileNames(of: job, plan).map { "\(output)/\($0)" }
    try refuseInput(files, "--output", input.csv)
    common.warn(loaded.warnings + pictures.remarks)
    if dryRun {
      try common.print(
        dryRun: try DryRun(job, threads: work.threadCount, files: files), seed: work.seed, loaded)
      return
    }
    let keeper = try checkpoints.open(
      "run", options: choices, loaded, besides: files, force: force, common)
    work.tell(job.plan)
    if !common.quiet, let plan = try DeepPlan(job, threads: work.threadCount) {
      for line in plan.lines(width: remarkWidth) { remark(line) }
    }

    let groundwork = job.groundwork()
    Interruption.listen()  // from here on there is something to clean up
    let gallery = groundwork.map {
      Gallery(
        $0.draft, models: job.modelNames, hasAuto: job.auto != nil, isDeep: job.isDeep, plan)
    }
    defer { gallery?.abandon() }
    let outcome = try await CheckpointKeeper.guarding(keeper) {
      try await job.run(
        on: groundwork, threads: work.threadCount, showsProgress: !common.quiet, journal: keeper,
        onAuto: { gallery?.add($0) }, onModel: { gallery?.add($1, at: $0) })
    }
    work.tell(outcome.log)
    var (report, pictureFailure) = try results.write(outcome, gallery, described(loaded))
    var drawn = ""
    if plan.terminal.fileTerminal == nil, !common.json {
      do {
        drawn = try Pictures(report, plan).printed(only: "forecast") + "\n"
      } catch {
        pictureFailure = error
      }
    }

    let envelope = Envelope(
      "run", seed: work.seed, inputs: [.init(name: loaded.source, sha256: loaded.sha256)],
      result: report, warnings: report.warnings)
    try common.print(drawn + text(report), json: envelope)
    if Interruption.isRequested {
      throw Interruption.afterWriting(missing: pictureFailure.map { _ in drawing })
    }
    keeper?.discard()
    if let pictureFailure { throw Failure(pictures: pictureFailure, drawing: drawing).thrown }
  }

  private func text(_ report: ReportDocument) -> String {
    let folder = shellQuoted(output)
    let next =
      report.auto == nil ? "\(report.bestNetwork?.model ?? "gru").safetensors" : "auto.json"
    return TerminalReport(report, style: common.style).summary + """


      Written to \(folder): \(report.files.count + 1) files; open \(folder)/report.html first.
      Evidence for each verdict: forecast report \(folder)
      Next: forecast predict \(folder)/\(next) -H \(min(2 * report.future.horizon, 100_000))

      """
  }

  /// The command that draws the pictures of this run.
  private var drawing: String {
    typed(["forecast", "plot", output] + pictures.arguments)
  }

  /// The command as it would be typed, without what does not change the result.
  private var arguments: [String] {
    ["forecast", "run"] + (input.csv.map { [$0] } ?? []) + choices
  }

  /// What does this run again.
  private func described(_ loaded: LoadedInput) -> ReplayDocument {
    ReplayDocument(
      version: Forecast.version, command: "run",
      arguments: choices + pictures.arguments, seed: work.seed,
      input: .init(name: loaded.source, path: input.csv, sha256: loaded.sha256))
  }

  /// The options that change the result.
  private var choices: [String] {
    input.reading.arguments + model.flatMap { ["--model", $0.rawValue] } + auto.arguments
      + training.arguments + judging.arguments + looking.arguments
      + option("--horizon", horizon.map(String.init)) + option("--coverage", coverage?.asTyped)
      + (work.seed == 0 ? [] : ["--seed", "\(work.seed)"])
  }
}
